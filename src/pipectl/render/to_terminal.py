"""Results as screens. Each screen is a module of `terminal`, imported when it is shown."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ..domain.listing import Listing
from ..domain.result import Measure, Report
from ..domain.verdict import CheckResult
from .canvas import Canvas
from .entry import Entry

if TYPE_CHECKING:
    from ..domain.activities import Activities
    from ..domain.changes import Changes
    from ..domain.diagnosis import Diagnosis
    from ..domain.funnel import Funnel
    from ..domain.leads import Leads
    from ..domain.playbook import Playbook
    from ..domain.remembered import Remembered
    from ..domain.review import Review
    from ..domain.risk import RuleEntry, RuleLine
    from ..domain.scorecard import Qualifying
    from ..domain.validation import Validation


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


def validation(found: "Validation", canvas: Canvas) -> str:
    """The screen of `pipectl validate`: the score, what was found by code and owner, and a line a finding."""
    from .terminal.validation import screen

    return screen(found, canvas)


def diagnosis(found: "Diagnosis", canvas: Canvas) -> str:
    """The screen of `pipectl doctor`: what is found where, what is wrong, and a line for a bug report."""
    from .terminal.diagnosis import screen

    return screen(found, canvas)


def changes(found: "Changes", canvas: Canvas) -> str:
    """The screen of `pipectl changes`: the waterfall and the opportunities behind it."""
    from .terminal.changes import screen

    return screen(found, canvas)


def funnel(found: "Funnel", canvas: Canvas) -> str:
    """The screen of `pipectl funnel`: the buyer's view, stage after stage."""
    from .terminal.funnel import screen

    return screen(found, canvas)


def playbook(found: "Playbook", canvas: Canvas) -> str:
    """The screen of `pipectl playbook`: the stages, one of them, or one opportunity."""
    from .terminal.playbook import screen

    return screen(found, canvas)


def leads(found: "Leads", canvas: Canvas) -> str:
    """The screen of `pipectl leads`: new ones, how soon they are answered, what becomes of them."""
    from .terminal.leads import screen

    return screen(found, canvas)


def review(found: "Review", canvas: Canvas) -> str:
    """The screen of `pipectl review`: the meeting, section by section."""
    from .terminal.review import screen

    return screen(found, canvas)


def activity(found: "Activities", canvas: Canvas) -> str:
    """The screen of `pipectl activity`: who did how much, what it led to, what nobody touches."""
    from .terminal.activity import screen

    return screen(found, canvas)


def remembered(found: "Remembered", canvas: Canvas) -> str:
    """The screen of `pipectl history list` and `verify`: the snapshots that are kept."""
    from .terminal.remembered import screen

    return screen(found, canvas)


def explain_risk(line: "RuleLine | None", entry: "RuleEntry", currency: str | None, canvas: Canvas) -> str:
    """The screen of `pipectl explain` for a risk rule."""
    from .terminal.explain_risk import screen

    return screen(line, entry, currency, canvas)


def qualifying(found: "Qualifying", canvas: Canvas) -> str:
    """The screen of `pipectl qualify`: the framework by stage and who lacks what, or one scorecard."""
    from .terminal.qualify import screen

    return screen(found, canvas)


def explain(measure: Measure | None, entries: Sequence[Entry], currency: str | None, canvas: Canvas) -> str:
    """The screen of `pipectl explain`: one metric with its figures where there are data, or all metrics."""
    from .terminal.explain import screen

    return screen(measure, entries, currency, canvas)
