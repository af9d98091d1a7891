"""The screen of `pipectl list`: stage after stage, each with its subtotal."""

from decimal import Decimal
from functools import partial

from rich.text import Text

from ...domain.listing import Band, Listed, Listing
from ...domain.values import Outcome, Unit
from ..canvas import Canvas
from ..spell import UNDEFINED, full_money, many, short_day, short_money, spell
from ..words.past import has_pushes, has_stays, in_stage_words, past_notes, pushed_words
from ..words.shared import counted, day_words, nothing_listed, overdue_step, repeated, standing_words, told_apart
from .footer import data_lines, step_lines
from .ink import BLANK, Ink
from .table import Column, banded

#: The highest rank leaves first where room is short.
_COLUMNS = {
    "deal": Column("Deal", least=14, most=44),
    "owner": Column("Owner", rank=4, least=5, most=18),
    "amount": Column("Amount", right=True),
    "chance": Column("Chance", right=True, rank=2),
    "close": Column("Close"),
    "age": Column("Age", right=True, rank=3),
    "in_stage": Column("In stage", right=True, rank=4),
    "pushed": Column("Pushed", right=True, rank=2),
    "look": Column("Look", rank=1),
    "account": Column("Account", rank=6, least=10, most=24),
    "next_step": Column("Next step", rank=5, least=12, most=36),
}
WIDER = 120


def screen(listing: Listing, canvas: Canvas) -> str:
    """The whole list."""
    ink = Ink(canvas)
    keys = _keys(ink, listing)
    columns = [_COLUMNS[key] for key in keys]
    twice = repeated(row for band in listing.bands for row in band.rows)
    bands = [
        (partial(_band_line, ink, band), [_row(ink, listing, row, twice, keys) for row in band.rows])
        for band in listing.bands
    ]
    notes = (*listing.notes, *past_notes(listing.past_findings))
    data = data_lines(ink, listing.rows, listing.findings, notes, listing.see_findings)
    rows = banded(ink, columns, bands) if listing.bands else ink.wrap(ink.say(nothing_listed(listing)))
    step = overdue_step(listing)
    following = step_lines(ink, step, listing.see_overdue) if step else []
    return ink.page([*_head(ink, listing), BLANK, *rows, BLANK, *following, *data])


def _row(ink: Ink, listing: Listing, row: Listed, twice: frozenset[str], keys: list[str]) -> list[Text]:
    cells = _cells(ink, listing, row, twice)
    return [cells[key] for key in keys]


def _head(ink: Ink, listing: Listing) -> list[Text]:
    parts = (*standing_words(listing), *day_words(listing.as_of, listing.rows))
    lines = ink.parts(ink.name(listing.pipeline, 40, "title"), parts)
    return [*lines, *(ink.name(f"only {each}", ink.width, "strong") for each in listing.filters)]


def _keys(ink: Ink, listing: Listing) -> list[str]:
    """Columns that some row has something for."""
    rows = [row for band in listing.bands for row in band.rows]
    has = {
        "owner": any(row.owner for row in rows),
        "chance": any(row.probability is not None for row in rows),
        "age": any(row.age_days is not None for row in rows),
        "in_stage": has_stays(rows),
        "pushed": has_pushes(rows),
        "look": any(_look(row) for row in rows),
        "account": ink.width >= WIDER and any(row.account for row in rows),
        "next_step": ink.width >= WIDER and any(row.next_step for row in rows),
    }
    return [key for key in _COLUMNS if has.get(key, True)]


def _band_line(ink: Ink, band: Band, width: int) -> Text:
    """The stage with its subtotal, as much of it as there is room for, over a rule as wide as the table."""
    line = Text(" ") + ink.name(band.stage, 32, "title")
    words = f"  {counted(band.opportunities, 'deal')} · {_money(band, band.amount)}"
    for more in _band_more(band):
        if line.cell_len + len(ink.own(words + more)) <= ink.width:
            words += more
    line += ink.say(words, "quiet")
    rule = width - line.cell_len - 1
    return line + ink.say(f" {'─' * rule}", "quiet") if rule > 0 else line


def _band_more(band: Band) -> list[str]:
    """What a subtotal says besides number and amount, weightiest first."""
    more = [] if len(band.rows) == band.opportunities else [f" · {many(len(band.rows))} shown"]
    return more if band.weighted is None else [f" · {_money(band, band.weighted)} weighted", *more]


def _money(band: Band, amount: Decimal | None) -> str:
    return short_money(amount, band.currency)


def _cells(ink: Ink, listing: Listing, row: Listed, twice: frozenset[str]) -> dict[str, Text]:
    late = "alarm" if row.days_overdue else ""
    day = row.expected_close if row.outcome is Outcome.OPEN else row.closed or row.expected_close
    age = UNDEFINED if row.age_days is None else spell(row.age_days, Unit.DAYS)
    return {
        "deal": ink.name(told_apart(row, twice), 60),
        "owner": ink.name(row.owner, 30),
        "amount": ink.say(_amount(row)),
        "chance": ink.say(spell(row.probability, Unit.PERCENT)),
        "close": ink.say(short_day(day, listing.as_of), late),
        "age": ink.say(age),
        "in_stage": ink.say(in_stage_words(row.days_in_stage)),
        "pushed": ink.say(pushed_words(row.push_count)),
        "look": ink.say(_look(row), late),
        "account": ink.name(row.account, 40),
        "next_step": ink.name(row.next_step, 60, "quiet"),
    }


def _amount(row: Listed) -> str:
    """Exact, without cents where there are none."""
    return full_money(row.amount, row.currency)


def _look(row: Listed) -> str:
    """What wants a person's eye in this row."""
    if row.days_overdue:
        return f"{counted(row.days_overdue, 'day')} past"
    if row.outcome is Outcome.OPEN and row.amount is None:
        return "no amount"
    return ""
