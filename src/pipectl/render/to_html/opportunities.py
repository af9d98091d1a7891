"""The open opportunities of a report: what speaks against each, the gravest first; the others by amount."""

from collections.abc import Iterator
from typing import NamedTuple

from ...domain.result import Attention, Report
from ...domain.risk import Reason, Severity
from ...domain.values import Unit
from ..spell import many
from ..words.past import has_pushes, has_stays
from ..words.risk import signs_words
from ..words.shared import repeated, told_apart
from .blocks import MOST_DEALS, Cell, Column, Table
from .parts import NONE, day, money, name, number, text


class Has(NamedTuple):
    """Which columns have anything in them."""

    pushed: bool
    stays: bool
    steps: bool


def opportunities(found: Report) -> Table | None:
    """The table that is sorted and filtered; None where nothing is open."""
    if not found.open:
        return None
    shown = found.open[:MOST_DEALS]
    twice = repeated(shown)
    has = Has(has_pushes(shown), has_stays(shown), any(each.next_step for each in shown))
    return Table(
        caption=f"{many(found.attention_count)} of {many(len(found.open))} want a look: they stand first, "
        "the gravest on top",
        columns=tuple(_columns(has)),
        rows=tuple(tuple(_cells(found, each, twice, has)) for each in shown),
        anchors=tuple(f"o{place}" for place, _ in enumerate(shown, 1)),
        more=len(found.open) - len(shown),
        instead=f"the {many(len(shown))} gravest and largest are here, pipectl list has all",
        sorts=len(shown) > 1,
        filter="Filter",
    )


def _columns(has: Has) -> Iterator[Column]:
    yield Column("Deal")
    # A phone shows the first three.
    yield Column("Amount", right=True, term="t-amount")
    yield Column("Close", term="t-close")
    yield Column("Owner")
    yield Column("Stage")
    yield Column("Chance", right=True, term="t-chance")
    if has.stays:
        yield Column("In stage", right=True, term="t-in_stage")
    if has.pushed:
        yield Column("Pushed", right=True, term="t-pushed")
    yield Column("Grave", term="t-grave")
    yield Column("Why", term="t-why", wide=True)
    if has.steps:
        yield Column("Next step", wide=True)


_RANK = {Severity.HIGH: "3", Severity.MEDIUM: "2", Severity.LOW: "1"}


def _cells(found: Report, each: Attention, twice: frozenset[str], has: Has) -> Iterator[Cell]:
    late = "alarm" if any(sign.reason is Reason.OVERDUE for sign in each.signs) else ""
    yield name(told_apart(each, twice))
    yield money(each.amount, each.currency)
    yield day(each.expected_close, found.as_of, late)
    yield name(each.owner)
    yield name(each.stage)
    yield number(each.probability, Unit.PERCENT)
    if has.stays:
        yield number(each.days_in_stage, Unit.DAYS)
    if has.pushed:
        yield Cell(f"{each.push_count}×", str(each.push_count)) if each.push_count else NONE
    yield _grave(each)
    yield text(signs_words(each.signs, str, each.currency))
    if has.steps:
        yield name(each.next_step) if each.next_step else text("")


def _grave(each: Attention) -> Cell:
    """How grave the gravest sign is; nothing where none speaks against it."""
    if not each.signs:
        return Cell(order="0")
    return Cell(
        each.severity.value, order=_RANK[each.severity], style="alarm" if each.severity is Severity.HIGH else ""
    )
