"""The period in a picture: booked, then expected with its band, against the quota, by the end of each week."""

from decimal import Decimal

from rich.console import RenderableType

from ...domain.forecast import Forecast, Week
from ...domain.values import ZERO
from ..spell import UNDEFINED, short_day, short_money
from ..words.forecast import WEEKS
from .bars import Track
from .ink import Ink
from .table import Cell, Column, table

MOST_BAR = 90


def week_lines(ink: Ink, found: Forecast) -> list[RenderableType]:
    """A row a week, or a month; none without a forecast."""
    if not found.weeks:
        return []
    booked = found.outlook.parts.booked if found.outlook.parts else ZERO
    most = max([found.outlook.quota or ZERO, *(each.high or each.amount for each in found.weeks)])
    columns = [
        Column("By the end of"),
        Column("Amount", right=True),
        Column(WEEKS, least=12, most=MOST_BAR),
        Column("P10 – P90", right=True, rank=1),
    ]
    rows = [_row(ink, found, each, booked, most) for each in found.weeks]
    return [table(ink, columns, rows)]


def _row(ink: Ink, found: Forecast, week: Week, booked: Decimal, most: Decimal) -> list[Cell]:
    known = week.amount if week.is_over else min(booked, week.amount)
    ends = (known, week.amount, week.high or week.amount)
    between = UNDEFINED
    if week.low is not None and week.high is not None:
        between = f"{short_money(week.low, found.currency)} – {short_money(week.high, found.currency)}"
    return [
        ink.say(short_day(week.last, found.as_of)),
        ink.say(short_money(week.amount, found.currency), "" if week.is_over else "strong"),
        Track(ink, ends, found.outlook.quota, most, MOST_BAR),
        ink.say("" if week.is_over else between, "quiet"),
    ]
