"""The sections of the meeting that name opportunities: commits, risks, what slipped and is stuck, won and lost."""

from collections.abc import Iterator

from ...domain.changes import ChangedDeal
from ...domain.result import Attention
from ...domain.review import Committed, Decided, Review, RisksOf
from ...domain.risk import Severity
from ..spell import many
from ..words.change import left_words, moved_words
from ..words.lesson import decided_words, learnt_words
from ..words.review import (
    bottleneck_words,
    commits_words,
    do_words,
    graver,
    mild_words,
    not_shown_words,
    owner_words,
    past_words,
    risks_words,
    slipped_words,
    stood_words,
    stuck_words,
    sum_words,
    why_words,
)
from ..words.risk import unjudged_words
from ..words.shared import repeated, told_apart
from .blocks import Block, Cell, Column, Items, table
from .parts import day, money, name, text, words

_DEAL, _OWNER, _STAGE = Column("Deal"), Column("Owner"), Column("Stage")
_AMOUNT = Column("Amount", right=True, term="t-amount")
_CLOSE = Column("Close", term="t-close")
_STYLES = {Severity.HIGH: "alarm"}


def commits(found: Review) -> Iterator[Block]:
    """What is called certain, and what speaks against it."""
    yield from words(commits_words(found.commits, str))
    twice = repeated(each.deal for each in found.commits.shown)
    columns = (_DEAL, _OWNER, _AMOUNT, _CLOSE, Column("Against it", wide=True, term="t-why"))
    rows = (_commit(found, each, twice) for each in found.commits.shown)
    yield from table("Those with signs against them first", columns, rows)


def _commit(found: Review, each: Committed, twice: frozenset[str]) -> tuple[Cell, ...]:
    style = _STYLES.get(each.signs[0].severity, "") if each.signs else "quiet"
    against = why_words(each.signs, str, each.currency, len(each.signs)) if each.signs else "nothing"
    return (
        name(told_apart(each.deal, twice)),
        name(each.deal.owner),
        money(each.amount, each.currency),
        day(each.deal.expected_close, found.as_of),
        text(against, style),
    )


def risks(found: Review) -> Iterator[Block]:
    """What wants a look, owner by owner, each with its reason and what to do."""
    yield from words(risks_words(found.risks))
    yield from words(unjudged_words(found.risks.rules, str), style="quiet")
    shown = [one for one in found.risks.owners if graver(one)]
    twice = repeated(each for one in shown for each in graver(one))
    columns = (
        _DEAL,
        _OWNER,
        _STAGE,
        _AMOUNT,
        _CLOSE,
        Column("Grave", term="t-grave"),
        Column("Why", wide=True, term="t-why"),
        Column("What to do", wide=True),
    )
    rows = [_risk(found, one, each, twice) for one in shown for each in graver(one)]
    yield from (each._replace(filter="Filter") for each in table("Owner by owner, the gravest first", columns, rows))
    if shown:
        yield Items(tuple(_of_owner(one) for one in shown), "quiet")
    yield from words(not_shown_words(found.risks, str), mild_words(found.risks, str), style="quiet")


def _of_owner(one: RisksOf) -> str:
    listed = len(graver(one))
    more = f" · {many(listed)} shown" if listed < one.sum.opportunities else ""
    return f"{owner_words(one.owner, str)}: {sum_words(one.sum)}{more}"


_RANK = {Severity.HIGH: "3", Severity.MEDIUM: "2", Severity.LOW: "1"}


def _risk(found: Review, one: RisksOf, each: Attention, twice: frozenset[str]) -> tuple[Cell, ...]:
    past = past_words(each.signs, str)
    why = why_words(each.signs, str, each.currency, len(each.signs))
    return (
        name(told_apart(each, twice)),
        text(owner_words(one.owner, str)),
        name(each.stage),
        money(each.amount, each.currency),
        day(each.expected_close, found.as_of),
        Cell(each.severity.value, order=_RANK[each.severity], style=_STYLES.get(each.severity, "")),
        text(why, after=f"({past})" if past else ""),
        text(do_words(each.signs[0], str, each.currency)),
    )


def slipped(found: Review) -> Iterator[Block]:
    """What left the period, and whose close date has passed since the last time."""
    out, overdue = slipped_words(found.slipped, found, str)
    yield from words(out)
    deals = () if found.change is None else found.change.whole.line("pushed_out").deals
    twice = repeated(deals)
    columns = (_DEAL, _OWNER, _AMOUNT, Column("Moved"))
    yield from table("Moved out of the period", columns, (_pushed(found, each, twice) for each in deals))
    yield from words(overdue)
    alike = repeated(found.slipped.shown)
    late = (_DEAL, _OWNER, _AMOUNT, Column("Was due", term="t-close"))
    yield from table("Their close date has passed", late, (_late(found, each, alike) for each in found.slipped.shown))


def _pushed(found: Review, each: ChangedDeal, twice: frozenset[str]) -> tuple[Cell, ...]:
    moved = "" if found.change is None else moved_words(each, "pushed_out", found.change, str)
    order = format(-each.amount, "f")
    return (
        name(told_apart(each, twice)),
        name(each.owner),
        Cell(left_words(each, found.currency), order=order),
        text(moved),
    )


def _late(found: Review, each: Attention, twice: frozenset[str]) -> tuple[Cell, ...]:
    return (
        name(told_apart(each, twice)),
        name(each.owner),
        money(each.amount, each.currency),
        day(each.expected_close, found.as_of, "alarm"),
    )


def stuck(found: Review) -> Iterator[Block]:
    """What stands still, and where most is held back."""
    yield from words(stuck_words(found.stuck, str))
    twice = repeated(each.deal for each in found.stuck.shown)
    rows = (
        (
            name(told_apart(each.deal, twice)),
            name(each.deal.owner),
            name(each.stage),
            money(each.amount, each.currency),
            text(stood_words(each, str)),
        )
        for each in found.stuck.shown
    )
    yield from table("What stands still", (_DEAL, _OWNER, _STAGE, _AMOUNT, Column("How long", wide=True)), rows)
    yield from words(bottleneck_words(found.stuck, found, str), style="strong")


def lessons(found: Review) -> Iterator[Block]:
    """What was won and lost, and what there is to learn from it."""
    yield Items(learnt_words(found, str))
    shown = (*found.lessons.biggest_won, *found.lessons.biggest_lost)
    twice = repeated(shown)
    columns = (_DEAL, Column("Outcome"), _OWNER, _AMOUNT, Column("On"), Column("To learn", wide=True))
    yield from table("The biggest won and lost", columns, (_lesson(found, each, twice) for each in shown))


def _lesson(found: Review, each: Decided, twice: frozenset[str]) -> tuple[Cell, ...]:
    return (
        name(told_apart(each, twice)),
        text(each.outcome.value),
        name(each.owner),
        money(each.amount, each.currency),
        day(each.closed, found.as_of),
        text(decided_words(each, str)),
    )
