"""What history adds to a report and a list, in words."""

from collections.abc import Iterable
from decimal import Decimal

from ...domain.finding import Findings, Level
from ...domain.listing import Listed
from ...domain.result import Attention, Report
from ...domain.values import Unit
from ..spell import many, short_day, short_money, signed, spell
from .shared import counted

#: Errors of the history that are told in full.
LOUD = 3


def pushed_words(count: int | None) -> str:
    """`3×`; empty where nothing was moved, or nobody knows."""
    return f"{many(count)}×" if count else ""


def in_stage_words(days: int | None) -> str:
    """`39 d`; empty where nobody knows."""
    return "" if days is None else spell(days, Unit.DAYS)


def has_pushes(rows: Iterable[Attention | Listed]) -> bool:
    """Whether any was pushed, so that it is worth a column."""
    return any(row.push_count for row in rows)


def has_stays(rows: Iterable[Attention | Listed]) -> bool:
    """Whether it is known of any since when it is in its stage."""
    return any(row.days_in_stage is not None for row in rows)


def usual_stays(report: Report) -> dict[str, Decimal]:
    """Median days of those who left a stage, by stage; empty where history tells of none."""
    found = next((each for each in report.measures if each.key == "time_in_stage"), None)
    parts = () if found is None else found.details
    return {
        part.key.removeprefix("median:"): part.value
        for part in parts
        if part.key.startswith("median:") and part.value is not None
    }


def since_words(report: Report) -> str | None:
    """`since Nov 9: open and due Q4 2026 $441k → $430k, created +$20k, won −$31k`; None where nothing tells."""
    change = None if report.since is None else report.measure("pipeline_change")
    if report.since is None or change is None or change.value is None:
        return None
    parts = {part.key: part.value for part in change.details}
    start, end = (short_money(parts.pop(key), report.currency) for key in ("start", "end"))
    moves = [f", {part.title.lower()} {_signed(part.value, report)}" for part in change.details if parts.get(part.key)]
    day = short_day(report.since, report.as_of)
    return f"since {day}: open and due {report.period.label} {start} → {end}{''.join(moves) or ', unchanged'}"


def past_notes(findings: Findings) -> tuple[str, ...]:
    """What is wrong with what is told of the past: errors in full, and how many findings there are beside them."""
    errors = [each for each in findings if each.level is Level.ERROR][:LOUD]
    rest = findings.total - len(errors)
    more = f"{counted(rest, 'other finding' if errors else 'finding')} about the history, which pipectl funnel shows"
    return (*map(str, errors), *([more] if rest else []))


def _signed(amount: Decimal | None, report: Report) -> str:
    return "" if amount is None else signed(amount, Unit.MONEY, report.currency, short=True)
