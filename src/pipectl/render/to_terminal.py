"""Results as screens. Each screen is a module of `terminal`, imported when it is shown."""

from collections.abc import Sequence

from ..domain.finding import Findings
from ..domain.listing import Listing
from ..domain.pipeline import RowCount
from ..domain.result import Measure, Report
from ..domain.verdict import CheckResult
from .canvas import Canvas
from .entry import Entry


def report(found: Report, canvas: Canvas) -> str:
    """The screen of `pipectl report`."""
    from .terminal.report import screen

    return screen(found, canvas)


def listing(found: Listing, canvas: Canvas) -> str:
    """The screen of `pipectl list`."""
    from .terminal.listing import screen

    return screen(found, canvas)


def check(found: CheckResult, canvas: Canvas) -> str:
    """The screen of `pipectl check`."""
    from .terminal.check import screen

    return screen(found, canvas)


def findings(found: Findings, rows: RowCount, canvas: Canvas) -> str:
    """The screen of `pipectl validate`: one line a finding, never wrapped."""
    from .terminal.findings import screen

    return screen(found, rows, canvas)


def explain(measure: Measure | None, entries: Sequence[Entry], currency: str | None, canvas: Canvas) -> str:
    """The screen of `pipectl explain`: one metric with its figures where there are data, or all metrics."""
    from .terminal.explain import screen

    return screen(measure, entries, currency, canvas)
