"""The open opportunities of a report: what speaks against each, the gravest first; the others by amount."""

from collections.abc import Iterator

from ...domain.result import Attention, Report
from ...domain.risk import Reason, Severity
from ...domain.values import Unit
from ..words.past import has_pushes, has_stays
from ..words.risk import signs_words
from ..words.shared import repeated, told_apart
from .blocks import MOST_DEALS, Cell, Column, Table
from .parts import NONE, day, money, name, number, text


def opportunities(found: Report) -> Table | None:
    """The table that is sorted and filtered; None where nothing is open."""
    if not found.open:
        return None
    shown = found.open[:MOST_DEALS]
    twice, pushed, stays = repeated(shown), has_pushes(shown), has_stays(shown)
    return Table(
        caption=f"{found.attention_count:,} of {len(found.open):,} want a look: they stand first, the gravest on top",
        columns=tuple(_columns(pushed=pushed, stays=stays)),
        rows=tuple(tuple(_cells(found, each, twice, pushed=pushed, stays=stays)) for each in shown),
        anchors=tuple(f"o{place}" for place, _ in enumerate(shown, 1)),
        more=len(found.open) - len(shown),
        instead=f"the {len(shown):,} gravest and largest are here, pipectl list has all",
        sorts=len(shown) > 1,
        filter="Filter",
    )


def _columns(*, pushed: bool, stays: bool) -> Iterator[Column]:
    yield Column("Deal")
    yield Column("Owner")
    yield Column("Stage")
    yield Column("Amount", right=True, term="t-amount")
    yield Column("Chance", right=True, term="t-chance")
    yield Column("Close", term="t-close")
    if stays:
        yield Column("In stage", right=True, term="t-in_stage")
    if pushed:
        yield Column("Pushed", right=True, term="t-pushed")
    yield Column("Grave", term="t-grave")
    yield Column("Why", term="t-why", wide=True)
    yield Column("Next step", wide=True)


_RANK = {Severity.HIGH: "3", Severity.MEDIUM: "2", Severity.LOW: "1"}


def _cells(found: Report, each: Attention, twice: frozenset[str], *, pushed: bool, stays: bool) -> Iterator[Cell]:
    late = "alarm" if any(sign.reason is Reason.OVERDUE for sign in each.signs) else ""
    yield name(told_apart(each, twice))
    yield name(each.owner)
    yield name(each.stage)
    yield money(each.amount, each.currency)
    yield number(each.probability, Unit.PERCENT)
    yield day(each.expected_close, found.as_of, late)
    if stays:
        yield number(each.days_in_stage, Unit.DAYS)
    if pushed:
        yield Cell(f"{each.push_count}×", str(each.push_count)) if each.push_count else NONE
    yield _grave(each)
    yield text(signs_words(each.signs, str, each.currency))
    yield name(each.next_step) if each.next_step else text("")


def _grave(each: Attention) -> Cell:
    """How grave the gravest sign is; nothing where none speaks against it."""
    if not each.signs:
        return Cell(order="0")
    return Cell(
        each.severity.value, order=_RANK[each.severity], style="alarm" if each.severity is Severity.HIGH else ""
    )
