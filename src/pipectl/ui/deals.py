"""Stages and opportunities as rows, and which of them a filter leaves."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from textual.content import Content

from ..domain.listing import Band, Listed, Listing
from ..domain.result import Attention, Report
from ..domain.risk import Severity
from ..domain.values import Outcome, Unit
from ..render.spell import short_day, short_money, spell
from ..render.words.past import in_stage_words, pushed_words
from ..render.words.risk import action_words, sign_words
from .cells import Cell, Column, clean
from .paint import say

#: Between two texts that a filter looks into; no text has it.
SEPARATOR = "\x00"


class Pick(NamedTuple):
    """A row of the left side: a stage, or several of them."""

    name: str
    """Clean already."""
    stage: str | None
    """None for more than one."""
    opportunities: int
    amount: Decimal | None
    weighted: Decimal | None
    currency: str | None
    is_open: bool = False
    """Whether it is all that is open."""


class Deal(NamedTuple):
    """A row of the right side."""

    row: Listed
    risk: Attention | None
    """None where nothing speaks against it, and until that is known."""
    text: str
    """What a filter looks into, in small letters."""


STAGES = (
    Column("Stage", 8, 24),
    Column("Deals", 5, right=True, rank=1),
    Column("Amount", 7, right=True, rank=2),
    Column("Weighted", 8, right=True, rank=3),
)
_DEAL, _STAGE, _OWNER, _ACCOUNT, _AMOUNT, _CHANCE, _CLOSE, _RISK, _IN_STAGE, _PUSHED, _WHY, _NEXT = range(12)
LOOKS: Mapping[Severity, str] = {Severity.HIGH: "high", Severity.MEDIUM: "medium", Severity.LOW: "low"}


def picks(listing: Listing, report: Report | None) -> list[Pick]:
    """What is open, each stage, and everything."""
    found = [_open(listing, report)]
    found += [
        Pick(clean(band.stage), band.stage, band.opportunities, band.amount, band.weighted, band.currency)
        for band in listing.bands
    ]
    # Amounts of what is open, won and lost are never added.
    return [*found, Pick("Everything", None, listing.opportunities, None, None, None)]


def _open(listing: Listing, report: Report | None) -> Pick:
    standing = next((each for each in listing.standings if each.outcome is Outcome.OPEN), None)
    weighted = None if report is None else report.measure("weighted_pipeline").value
    if standing is None:
        return Pick("Open", None, 0, None, None, None, is_open=True)
    amounts = standing.amount, weighted, standing.currency
    return Pick("Open", None, standing.opportunities, *amounts, is_open=True)


def pick_cells(pick: Pick, _: Sequence[int]) -> Mapping[int, Cell]:
    """A row of the left side."""
    strong = "strong" if pick.stage is None else ""
    return {
        0: Cell(pick.name, strong),
        1: Cell(f"{pick.opportunities:,}", strong),
        2: Cell("" if pick.stage is None and pick.amount is None else short_money(pick.amount, pick.currency), strong),
        3: Cell("" if pick.weighted is None else short_money(pick.weighted, pick.currency), strong),
    }


def deals(listing: Listing, report: Report | None) -> list[Deal]:
    """Every opportunity of the list in its order, with what speaks against it."""
    risks = {} if report is None else {each.place: each for each in report.attention}
    return [Deal(row, risks.get(row.place), _sought(row)) for band in listing.bands for row in band.rows]


def _sought(row: Listed) -> str:
    return SEPARATOR.join(part.casefold() for part in (row.name, row.account, row.owner, row.id) if part)


def chosen(some: Iterable[Deal], pick: Pick | None) -> list[Deal]:
    """Those that the left side has chosen."""
    if pick is None or (pick.stage is None and not pick.is_open):
        return list(some)
    if pick.is_open:
        return [each for each in some if each.row.outcome is Outcome.OPEN]
    return [each for each in some if each.row.stage == pick.stage]


def filtered(some: Sequence[Deal], text: str) -> Sequence[Deal]:
    """Those with every word of the text in their name, account, owner or id."""
    words = text.casefold().split()
    if not words:
        return some
    return [each for each in some if all(word in each.text for word in words)]


def columns(some: Iterable[Deal], bands: Sequence[Band], pick: Pick | None) -> tuple[Column, ...]:
    """Every column, those hidden that no row has anything for."""
    rows = [each.row for each in some]
    amount = max((len(_amount(row)) for row in _extremes(rows)), default=6)
    has = {
        _STAGE: (pick is None or pick.stage is None) and len(bands) > 1,
        _OWNER: any(row.owner for row in rows),
        _ACCOUNT: any(row.account for row in rows),
        _CHANCE: any(row.probability is not None for row in rows),
        _IN_STAGE: any(row.days_in_stage is not None for row in rows),
        _PUSHED: any(row.push_count for row in rows),
        _NEXT: any(row.next_step for row in rows),
    }
    every = _columns(max(6, amount))
    return tuple(each._replace(hidden=not has.get(place, True)) for place, each in enumerate(every))


def _columns(amount: int) -> tuple[Column, ...]:
    return (
        Column("Deal", 14, 44, comfort=22),
        Column("Stage", 9, 20, rank=3),
        Column("Owner", 7, 16, rank=4),
        Column("Account", 10, 24, rank=8),
        Column("Amount", amount, right=True),
        Column("Chance", 6, right=True, rank=6),
        Column("Close", 11, rank=2),
        Column("Risk", 6),
        Column("In stage", 8, right=True, rank=9),
        Column("Pushed", 6, right=True, rank=7),
        Column("Why", 24, 60, rank=5),
        Column("Next step", 14, 36, rank=10),
    )


def _extremes(rows: Sequence[Listed]) -> Iterable[Listed]:
    """Rows whose amounts may be the longest: the biggest, the least, and some that may have cents."""
    known = [row for row in rows if row.amount is not None]
    if not known:
        return []
    return [max(known, key=_size), min(known, key=_size), *known[:200]]


def _size(row: Listed) -> Decimal:
    return row.amount or Decimal(0)


def _amount(row: Listed) -> str:
    """Exact, without cents where there are none."""
    return spell(row.amount, Unit.MONEY, row.currency).removesuffix(".00")


def deal_cells(as_of: Callable[[], Listing]) -> Callable[[Deal, Sequence[int]], Mapping[int, Cell]]:
    """What makes cells of an opportunity; only those that are shown are spelled."""

    def cells(deal: Deal, places: Sequence[int]) -> Mapping[int, Cell]:
        return {place: _CELLS[place](deal, as_of()) for place in places}

    return cells


def _close(deal: Deal, listing: Listing) -> Cell:
    row = deal.row
    day = row.expected_close if row.outcome is Outcome.OPEN else row.closed or row.expected_close
    return Cell(short_day(day, listing.as_of), "alarm" if row.days_overdue else "")


def _risk(deal: Deal, _: Listing) -> Cell:
    if deal.risk is None:
        return Cell("" if deal.row.outcome is Outcome.OPEN else deal.row.outcome.value, "quiet")
    severity = deal.risk.severity
    return Cell(LOOKS[severity], "alarm" if severity is Severity.HIGH else "")


def why(deal: Deal) -> Content:
    """What speaks against it most, and what to do about it, in a line."""
    if deal.risk is None:
        return say("")
    sign, currency = deal.risk.signs[0], deal.risk.currency
    told = f"{sign_words(sign, clean, currency)} → {action_words(sign, clean, currency)}"
    more = len(deal.risk.signs) - 1
    return say((LOOKS[deal.risk.severity], "alarm"), f"  {told}", (f"  and {more:,} more" if more else "", "quiet"))


def _why(deal: Deal, _: Listing) -> Cell:
    if deal.risk is None:
        return Cell("")
    return Cell("; ".join(sign_words(each, clean, deal.risk.currency) for each in deal.risk.signs))


_CELLS: Mapping[int, Callable[[Deal, Listing], Cell]] = {
    _DEAL: lambda deal, _: Cell(clean(deal.row.name)),
    _STAGE: lambda deal, _: Cell(clean(deal.row.stage), "quiet"),
    _OWNER: lambda deal, _: Cell(clean(deal.row.owner)),
    _ACCOUNT: lambda deal, _: Cell(clean(deal.row.account), "quiet"),
    _AMOUNT: lambda deal, _: Cell(_amount(deal.row)),
    _CHANCE: lambda deal, _: Cell(spell(deal.row.probability, Unit.PERCENT)),
    _CLOSE: _close,
    _RISK: _risk,
    _IN_STAGE: lambda deal, _: Cell(in_stage_words(deal.row.days_in_stage)),
    _PUSHED: lambda deal, _: Cell(pushed_words(deal.row.push_count)),
    _WHY: _why,
    _NEXT: lambda deal, _: Cell("" if deal.row.next_step is None else clean(deal.row.next_step), "quiet"),
}
