"""What is asked of a forecast, from what was typed."""

from typing import TYPE_CHECKING

from ..domain.errors import UsageProblem
from .asking import parse_day, parse_limit
from .forecast_options import Foreseeing
from .options import Writing
from .output import chosen_format
from .spine import today

if TYPE_CHECKING:
    from ..report.forecast import Asked

#: Periods that are shown after the one asked for, at most.
MOST_PERIODS = 12


def asked_of(given: Foreseeing, writing: Writing) -> "Asked":
    """What is asked beside the question.

    Raises:
        UsageProblem: an option makes no sense.
    """
    from ..forecast.estimate import Method
    from ..forecast.supposed import supposed
    from ..report.forecast import PERIODS, SHOWN, Asked

    return Asked(
        Method(given.method),
        PERIODS if given.periods is None else _periods(given.periods),
        given.backtest,
        supposed(given.what_if or ()),
        given.goal_seek,
        None if given.since is None else parse_day(given.since, today(), "--since "),
        parse_limit(given.limit) or SHOWN,
        _groups_shown() if chosen_format(writing) == "terminal" else None,
    )


def _groups_shown() -> int:
    from ..render.to_terminal.groups import SHOWN

    return SHOWN


def _periods(text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text[:9]) <= MOST_PERIODS):
        raise UsageProblem(f"--periods {text!r} is not a number of periods; write 0 to {MOST_PERIODS}")
    return int(text)
