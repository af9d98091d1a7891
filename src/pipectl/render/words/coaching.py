"""Sentences about owners, and about what to do next. Foreign text in them goes through the destination's `clean`."""

from collections.abc import Callable, Mapping

from ...domain.coaching import Against, Compared, Hint, HintKind, People, Person
from ...domain.result import Step
from ...domain.review import Action, Review
from ...domain.values import Unit
from ..spell import many, short_money, target
from .review import NAME, coverage_words, do_words, figure_words, owner_words, sum_words
from .shared import Clean, counted, cut

#: Characters of a deal's name that a line has room for.
DEAL = 60
#: What a figure is called in a sentence.
_CALLED = {
    "win_rate": "win rate",
    "average_deal_size": "average deal size",
    "sales_cycle": "sales cycle",
    "slippage": "share overdue",
    "days_since_activity": "days since the last activity",
}
#: How a figure that is higher, and one that is lower, is called.
_MORE = {
    "average_deal_size": ("larger", "smaller"),
    "sales_cycle": ("longer", "shorter"),
    "days_since_activity": ("more", "fewer"),
}
#: What to talk about where a figure is worse.
_TALK = {
    "win_rate": "go through the last losses together",
    "average_deal_size": "look at who is sold to and what is left out of the offer",
    "sales_cycle": "look for the stage that takes longest",
    "slippage": "agree on close dates with the buyers",
    "days_since_activity": "plan a touch for each open deal",
}


def hint_words(person: Person, people: People, found: Review, clean: Clean) -> str:
    """What to talk about, in one sentence with the numbers behind it."""
    hint = person.hint
    return "" if hint is None else _HINTS[hint.kind](hint, person, people, found, clean)


def _behind(hint: Hint, person: Person, people: People, found: Review, clean: Clean) -> str:
    del people, found
    lost = ""
    if hint.stage is not None and hint.stage.key is not None:
        lost = f", most of them lost in {clean(cut(hint.stage.key, NAME))} ({many(hint.stage.sum.opportunities)})"
    return f"{_beside(hint, person)}: {_TALK[hint.figure or '']}{lost}."


def _ahead(hint: Hint, person: Person, people: People, found: Review, clean: Clean) -> str:
    del people, found, clean
    return f"{_beside(hint, person)}: have it shown to the others."


def _beside(hint: Hint, person: Person) -> str:
    """`Win rate 9% of 11 against the others' 38% of 37`."""
    figure = person.figure(hint.figure or "")
    own = figure_words(figure.own, figure.behind, person.currency)
    called = _CALLED[figure.own.key]
    past = hint.kind in (HintKind.BEHIND_PAST, HintKind.AHEAD_OF_PAST)
    other, behind = (figure.before, figure.before_behind) if past else (figure.others, figure.others_behind)
    whose = "before, it was" if past else "the others have"
    return f"{called[0].upper()}{called[1:]} {own}; {whose} {figure_words(other, behind, person.currency)}"


def _re_date(hint: Hint, person: Person, people: People, found: Review, clean: Clean) -> str:
    del people, found, clean
    overdue = "" if hint.sum is None else sum_words(hint.sum)
    opened = sum_words(person.open, noun="open deal")
    return f"Re-date what is overdue: {overdue}, of {opened}."


def _add(hint: Hint, person: Person, people: People, found: Review, clean: Clean) -> str:
    del people, clean
    lacks = short_money(None if hint.sum is None else hint.sum.amount, person.currency)
    coverage = person.coverage
    left, due = (short_money(each, person.currency) for each in (coverage.denominator, coverage.numerator))
    bound = found.headline.quota.target_coverage
    covers = f"{due} covers {coverage_words(coverage, bound)} of the {left} left"
    return f"Find {lacks} more that is due: {covers}, target {target(bound, Unit.MULTIPLE)}."


def _few(hint: Hint, person: Person, people: People, found: Review, clean: Clean) -> str:
    del hint, found, clean
    return f"Too few to say: {many(person.decided)} decided, from {many(people.least)} on a figure is compared."


def _alike(hint: Hint, person: Person, people: People, found: Review, clean: Clean) -> str:
    del hint, people, found, clean
    rate = person.figure("win_rate")
    own = figure_words(rate.own, rate.behind, None)
    others = figure_words(rate.others, rate.others_behind, None)
    return f"Nothing that the counts bear out tells them from the others: wins {own}, the others {others}."


_HINTS: dict[HintKind, Callable[[Hint, Person, People, Review, Clean], str]] = {
    HintKind.BEHIND_OTHERS: _behind,
    HintKind.BEHIND_PAST: _behind,
    HintKind.AHEAD_OF_OTHERS: _ahead,
    HintKind.AHEAD_OF_PAST: _ahead,
    HintKind.RE_DATE: _re_date,
    HintKind.ADD_PIPELINE: _add,
    HintKind.TOO_FEW: _few,
    HintKind.ALIKE: _alike,
}


def apart_words(people: People, clean: Clean, shown: int | None = None) -> tuple[str, ...]:
    """Each difference that is beyond what the counts allow: `Ann: win rate higher than the others' (55% of 11, …)`."""
    named = [
        ("The team", people.team),
        *((owner_words(person.owner, clean), person) for person in people.owners[:shown]),
    ]
    return tuple(
        f"{name}: {words}" for name, person in named for each in person.figures for words in _apart(each, person)
    )


def _apart(each: Compared, person: Person) -> list[str]:
    own, called = figure_words(each.own, each.behind, person.currency), _CALLED[each.own.key]
    held = (
        (each.against_others, each.others, each.others_behind, "than the others'"),
        (each.against_before, each.before, each.before_behind, "than in the lookback before"),
    )
    return [
        f"{called} {_more(each.own.key, against)} {than} ({own}; {figure_words(other, behind, person.currency)})"
        for against, other, behind, than in held
        if against in (Against.HIGHER, Against.LOWER)
    ]


def _more(key: str, against: Against) -> str:
    return _MORE.get(key, ("higher", "lower"))[against is Against.LOWER]


def action_line(action: Action, found: Review, clean: Clean) -> str:
    """`Ann · $118k · Orchard Bank – rollout: Agree on a new close date with the buyer`."""
    amount = "" if action.amount is None else f" · {short_money(action.amount, action.currency)}"
    deal = "" if action.deal is None else f" · {clean(cut(action.deal.name, DEAL))}"
    return f"{who_words(action, clean)}{amount}{deal}: {doing_words(action, found, clean)}"


def doing_words(action: Action, found: Review, clean: Clean) -> str:
    """What to do."""
    if action.sign is not None:
        return do_words(action.sign, clean, action.currency)
    step = action.step
    return "" if step is None else _STEPS[step.step](found, action, clean)


def who_words(action: Action, clean: Clean) -> str:
    """Who is to do it."""
    return "all" if action.who is None and action.deal is None else owner_words(action.who, clean)


def _add_pipeline(found: Review, action: Action, clean: Clean) -> str:
    del clean
    aim = target(found.headline.quota.target_coverage, Unit.MULTIPLE)
    left, amount = (short_money(each, action.currency) for each in (found.headline.quota.remaining, action.amount))
    return f"Add {amount} of pipeline to reach {aim} of the {left} left"


def _read_rows(found: Review, action: Action, clean: Clean) -> str:
    del action, clean
    return (
        f"Mend {counted(found.rows.set_aside, 'row')} that {'was' if found.rows.set_aside == 1 else 'were'} set aside"
    )


def _set_quota(found: Review, action: Action, clean: Clean) -> str:
    del action
    return f"Set a quota for {clean(found.period.label)} in pipeline.yaml"


def _keep_going(found: Review, action: Action, clean: Clean) -> str:
    del found, action, clean
    return "Keep going, nothing presses"


_STEPS: Mapping[Step, Callable[[Review, Action, Clean], str]] = {
    Step.READ_ROWS: _read_rows,
    Step.ADD_PIPELINE: _add_pipeline,
    Step.SET_QUOTA: _set_quota,
} | dict.fromkeys((Step.RE_DATE, Step.UNSTICK, Step.FILL_AMOUNTS, Step.KEEP_GOING), _keep_going)
