"""Every chart, and what it can be drawn of. Nothing here loads what draws."""

from importlib.util import find_spec
from typing import NamedTuple

#: What the extra `charts` installs.
LIBRARY = "vl_convert"


class Chart(NamedTuple):
    """One picture; its spec is `specs/<name>.vl.json`, its rows come from the module of its name."""

    name: str
    title: str
    results: tuple[str, ...]
    """Verbs whose results have what it shows."""


CHARTS = (
    Chart("quota", "Quota and coverage", ("report", "review", "check")),
    Chart("stages", "Open pipeline by stage", ("report",)),
    Chart("funnel", "Funnel", ("funnel", "report")),
    Chart("timeline", "When open deals should close", ("report",)),
    Chart("waterfall", "What changed", ("changes", "review")),
    Chart("forecast", "Forecast", ("forecast",)),
    Chart("owners", "Owners", ("report", "review", "check")),
    Chart("win_rate", "Win rate", ("report", "review")),
)


def charts_of(verb: str) -> tuple[Chart, ...]:
    """The charts that a command's result can have, in the order they are shown."""
    return tuple(chart for chart in CHARTS if verb in chart.results)


def chart_of(name: str) -> Chart | None:
    """The chart of this name."""
    return next((chart for chart in CHARTS if chart.name == name), None)


def available() -> bool:
    """Whether the extra `charts` is installed; it is not imported for that."""
    return find_spec(LIBRARY) is not None


def anchor(number: int) -> str:
    """What a mark of one opportunity links to on a page: `o1` is the first of `Report.open`."""
    return f"o{number}"
