"""Dates in longer English spellings, such as "Tuesday, March 15th 2026", by dateutil and only where it adds nothing."""

from datetime import date, datetime

#: dateutil completes what a text leaves out from these; where the two results differ, something was left out.
_DEFAULTS = (datetime(2000, 1, 1), datetime(2003, 12, 28))  # noqa: DTZ001 - calendar days, no moment in time


def spelled_out(text: str) -> date | None:
    """The day a text spells out in full; None where it leaves out a part or is no date."""
    from dateutil import parser

    try:
        first, second = (parser.parse(text, default=default, ignoretz=True) for default in _DEFAULTS)
    except (ValueError, OverflowError):
        return None
    return first.date() if first.date() == second.date() else None
