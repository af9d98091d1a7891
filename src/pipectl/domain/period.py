"""Half-open spans of days, and the names people give them."""

import re
from datetime import date, timedelta
from typing import NamedTuple

from .errors import UsageProblem

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
EXAMPLES = (
    "this-quarter, last-month, next-year, 2026-Q4, FY26-Q2, FY26, 2026-11, 2026, 2026-01-15..2026-02-28, "
    "2026-Q1..2026-Q3, all"
)
#: Years that dates of a sales pipeline lie in.
FIRST_YEAR, LAST_YEAR = 1970, 2199


class Period(NamedTuple):
    """Days from `start` up to, not including, `end`. None on a side means no bound there."""

    key: str
    """How it is written in options and pipeline.yaml, e.g. `2026-Q4`."""
    label: str
    """How it is written for people, e.g. `Q4 2026`."""
    start: date | None
    end: date | None

    def __contains__(self, day: object) -> bool:
        if not isinstance(day, date):
            return False
        return (self.start is None or day >= self.start) and (self.end is None or day < self.end)

    @property
    def days(self) -> int | None:
        """Number of days; None without both bounds."""
        return None if self.start is None or self.end is None else (self.end - self.start).days

    @property
    def last(self) -> date | None:
        """The last day inside."""
        return None if self.end is None else self.end - timedelta(days=1)


def _month_start(year: int, month: int) -> date:
    """First day of a month whose number may run outside 1 to 12."""
    return date(year + (month - 1) // 12, (month - 1) % 12 + 1, 1)


def _span(key: str, label: str, year: int, month: int, months: int) -> Period:
    return Period(key, label, _month_start(year, month), _month_start(year, month + months))


def month(year: int, number: int) -> Period:
    """A calendar month; `number` may run outside 1 to 12."""
    first = _month_start(year, number)
    return _span(f"{first:%Y-%m}", f"{MONTHS[first.month - 1]} {first.year}", first.year, first.month, 1)


def fiscal_year(year: int, starts: int) -> Period:
    """The fiscal year named after the calendar year it ends in; with `starts` 1 it is the calendar year."""
    if starts == 1:
        return _span(str(year), str(year), year, 1, 12)
    return _span(_fiscal_name(year), _fiscal_name(year), year - 1, starts, 12)


def _fiscal_name(year: int) -> str:
    """Two digits in this century, as people write it; all four in others, so that no two years share a name."""
    return f"FY{year % 100:02d}" if year // 100 == 20 else f"FY{year:04d}"


def fiscal_quarter(year: int, number: int, starts: int) -> Period:
    """Quarter 1 to 4 (or beyond, counted on) of a fiscal year."""
    year, number = year + (number - 1) // 4, (number - 1) % 4 + 1
    if starts == 1:
        return _span(f"{year}-Q{number}", f"Q{number} {year}", year, 3 * number - 2, 3)
    name = _fiscal_name(year)
    return _span(f"{name}-Q{number}", f"Q{number} {name}", year - 1, starts + 3 * (number - 1), 3)


def fiscal_position(day: date, starts: int) -> tuple[int, int]:
    """Fiscal year and quarter a day lies in."""
    year = day.year + (1 if starts > 1 and day.month >= starts else 0)
    return year, (day.month - starts) % 12 // 3 + 1


def _relative(word: str, unit: str, as_of: date, starts: int) -> Period:
    step = {"last": -1, "this": 0, "next": 1}[word]
    if unit == "month":
        return month(as_of.year, as_of.month + step)
    year, quarter = fiscal_position(as_of, starts)
    if unit == "quarter":
        return fiscal_quarter(year, quarter + step, starts)
    return fiscal_year(year + step, starts)


def _part(text: str, whole: str, starts: int) -> Period | None:
    """One side of `A..B`: a day, or a named period; None where that side is left open."""
    if not text:
        return None
    if named := _named(text, starts):
        return named
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        raise UsageProblem(
            f"period {whole!r}: {text!r} is neither a day nor a period; write 2026-01-31, 2026-01, 2026-Q1 or 2026"
        )
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise UsageProblem(f"period {whole!r}: {text!r} is not a day of the calendar; correct it") from None
    return Period(text, text, day, day + timedelta(days=1))


def _range(text: str, starts: int) -> Period | None:
    first, last = (_part(part.strip(), text, starts) for part in text.split("..", 1))
    if first is None and last is None:
        return None
    start, end = first and first.start, last and last.end
    if start and end and end <= start:
        raise UsageProblem(f"period {text!r} ends before it starts; swap the two")
    label = f"{first.label if first else '…'} to {last.label if last else '…'}"
    return Period(text, label, start, end)


def _named(text: str, starts: int) -> Period | None:
    if (stated := re.match(r"(?i)(?:fy)?([0-9]{4})", text)) and not FIRST_YEAR <= int(stated[1]) <= LAST_YEAR:
        raise ValueError(text)
    if m := re.fullmatch(r"(?i)([0-9]{4})-q([1-4])", text):
        return fiscal_quarter(int(m[1]), int(m[2]), 1)
    if m := re.fullmatch(r"(?i)fy([0-9]{2}|[0-9]{4})(?:-q([1-4]))?", text):
        year = 2000 + int(m[1]) if len(m[1]) == 2 else int(m[1])
        return fiscal_quarter(year, int(m[2]), starts) if m[2] else fiscal_year(year, starts)
    if m := re.fullmatch(r"([0-9]{4})-(0[1-9]|1[0-2])", text):
        return month(int(m[1]), int(m[2]))
    if m := re.fullmatch(r"[0-9]{4}", text):
        return fiscal_year(int(text), 1)
    return None


def parse_period(text: str, as_of: date, fiscal_year_starts: int = 1) -> Period:
    """Read a period as people write it; `A..B` runs from the first day of A to the last of B.

    `this-`, `last-` and `next-` with quarter and year follow the fiscal year; `2026-Q4` and `2026` are calendar ones,
    `FY26-Q2` fiscal ones, named after the year the fiscal year ends in.

    Raises:
        UsageProblem: the text is none of the known forms; the message lists them.
    """
    text = text.strip()
    if text.lower() == "all":
        return Period("all", "All time", None, None)
    relative = re.fullmatch(r"(?i)(last|this|next)-(month|quarter|year)", text)
    try:
        if relative:
            return _relative(relative[1].lower(), relative[2].lower(), as_of, fiscal_year_starts)
        found = _range(text, fiscal_year_starts) if ".." in text else _named(text, fiscal_year_starts)
    except (ValueError, OverflowError):
        raise UsageProblem(f"period {text!r} lies outside the calendar; write a year from 1970 to 2199") from None
    if found is None:
        raise UsageProblem(f"{text!r} is not a period; write one of {EXAMPLES}")
    return found


def lookback(text: str, as_of: date) -> Period:
    """Closed opportunities that rates are learnt from: the last `365d` up to and with as-of, or `all` until then.

    Raises:
        UsageProblem: the text is neither a number of days nor `all`.
    """
    text = text.strip().lower()
    end = as_of + timedelta(days=1)
    if text == "all":
        return Period("all", "all time", None, end)
    m = re.fullmatch(r"([0-9]{1,5})\s*(?:d|days?)?", text)
    if m is None or int(m[1]) == 0:
        raise UsageProblem(f"lookback {text!r} is neither a number of days nor all; write 365d or all")
    try:
        return Period(f"{int(m[1])}d", f"last {int(m[1])} days", end - timedelta(days=int(m[1])), end)
    except OverflowError:
        raise UsageProblem(f"lookback {text!r} reaches before the calendar; write fewer days, or all") from None
