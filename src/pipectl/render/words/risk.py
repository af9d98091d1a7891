"""What speaks against opportunities and what to do about it, in words. Foreign text goes through the `clean` given."""

from collections.abc import Callable, Sequence

from ...domain.risk import Fact, Lack, Lift, RuleEntry, RuleLine, Said, SeenIn, Sign
from ...domain.values import Ratio, Unit
from ..spell import days_in_words, many, spell

Clean = Callable[[str], str]
#: Characters of the name of a rule of one's own that a sentence has room for.
NAME = 40


def said_words(said: Said, clean: Clean, currency: str | None = None) -> str:
    """A sentence with its facts spelled; amounts are in the currency given."""
    return said.text.format_map({fact.key: _spelled(fact, clean, currency) for fact in said.facts})


def _spelled(fact: Fact, clean: Clean, currency: str | None) -> str:
    if isinstance(fact.value, str) or fact.unit is None:
        return clean(str(fact.value))
    if fact.unit is Unit.DAYS:
        return days_in_words(int(fact.value))
    figure = spell(fact.value, fact.unit, currency, short=True)
    return f"{figure} {fact.noun}{'' if fact.value == 1 else 's'}" if fact.noun else figure


def sign_words(sign: Sign, clean: Clean, currency: str | None = None) -> str:
    """Why an opportunity wants a look: `close date 13 days past`."""
    return said_words(sign.why, clean, currency)


def action_words(sign: Sign, clean: Clean, currency: str | None = None) -> str:
    """What to do about it: `re-date it with the buyer, or close it`."""
    return said_words(sign.next, clean, currency)


def signs_words(signs: Sequence[Sign], clean: Clean, currency: str | None = None) -> str:
    """All reasons of one opportunity, gravest first."""
    return ", ".join(sign_words(sign, clean, currency) for sign in signs)


def lift_words(lift: Lift) -> str:
    """What the past says of a sign: `12 of 15 that had it were lost, 8 of 40 that had not`."""
    if not lift.had.denominator:
        return f"none of {many(lift.had_not.denominator)} decided ones had it"
    if not lift.had_not.denominator:
        return f"all of {many(lift.had.denominator)} decided ones had it"
    found = f"{_lost(lift.had)} that had it were lost, {_lost(lift.had_not)} that had not"
    return found if lift.enough else f"{found}: too few to say"


def limit_words(entry: RuleEntry) -> str:
    """Its usual limit and what that is of; empty where it has none."""
    if entry.limit is None or entry.unit is None:
        return ""
    return f"{spell(entry.limit, entry.unit)} · {entry.bounds}"


def changed_words(entry: RuleEntry) -> str:
    """What pipeline.yaml makes of it; empty for nothing."""
    if entry.left_out:
        return "pipeline.yaml leaves it out (use: no), so it is asked of nothing"
    usual = "; what is said first is of the usual limit" if "limit" in entry.changed else ""
    return f"{_listed(entry.changed)} by pipeline.yaml{usual}" if entry.changed else ""


def _listed(words: Sequence[str]) -> str:
    """`limit, level and next`."""
    return f"{', '.join(words[:-1])} and {words[-1]}" if len(words) > 1 else "".join(words)


def here_words(line: RuleLine, currency: str | None = None) -> str:
    """What it says of the open opportunities: `fires for 4 of 22, $281k; 18 clear`."""
    number = line.fires + line.clear + line.unjudged
    has_worth = line.fires and line.amount is not None
    worth = f", {spell(line.amount, Unit.MONEY, currency, short=True)}" if has_worth else ""
    untold = f"; {many(line.unjudged)} can't be judged" if line.unjudged else ""
    return f"fires for {many(line.fires)} of {many(number)}{worth}; {many(line.clear)} clear{untold}"


def past_words(line: RuleLine) -> str:
    """What became of decided ones that had it, or why nobody knows."""
    if line.lift is None:
        return line.no_lift or ""
    seen = "as history shows them" if line.lift.seen_in is SeenIn.HISTORY else "as the export shows them"
    return f"{lift_words(line.lift)} · {seen}"


def unjudged_words(rules: Sequence[RuleLine], clean: Clean) -> str:
    """The rules that were judged of nothing, by what they lack: `Not judged: pushed, moved back (no history)`.

    What pipeline.yaml doesn't ask for, as a quota, is not missed here. Empty where there is none.
    """
    by_lack: dict[Lack, list[str]] = {}
    for line in rules:
        if line.lack is not None and line.lack is not Lack.PLAN:
            title = clean(line.title[:NAME]) if line.own else f"{line.title[:1].lower()}{line.title[1:]}"
            by_lack.setdefault(line.lack, []).append(title)
    groups = [f"{', '.join(titles)} ({lack.value})" for lack, titles in by_lack.items()]
    return f"Not judged: {' · '.join(groups)}" if groups else ""


def _lost(ratio: Ratio) -> str:
    return f"{many(ratio.numerator)} of {many(ratio.denominator)}"
