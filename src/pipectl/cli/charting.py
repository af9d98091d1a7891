"""`--chart`: one picture instead of the whole answer, and what stands in its way, told before anything is read."""

import sys
from collections.abc import Callable
from dataclasses import fields

import typer

from ..domain.errors import NothingToReport, UsageProblem
from ..render.charts.catalog import CHARTS, Chart, available, chart_of, charts_of
from .options import SHOW, Charted, Writing
from .output import DASH, chosen_format, suffix_of

#: What adds the library that draws.
WITHOUT = "charts are drawn with vl-convert-python; pip install 'sales-pipectl[charts]' adds it"


def chart_option(verb: str) -> typer.models.OptionInfo:
    """`--chart` of a command, which names and completes the charts that its result has."""
    found: typer.models.OptionInfo = typer.Option(
        "--chart",
        metavar="NAME",
        rich_help_panel=SHOW,
        help=f"One chart instead, as a picture: {_names(verb)}; with -o FILE.svg or FILE.png.",
        show_default=False,
        autocompletion=_known(verb),
    )
    return found


def _known(verb: str) -> Callable[[], list[str]]:
    def known() -> list[str]:
        return [chart.name for chart in charts_of(verb)]

    return known


def _names(verb: str) -> str:
    *first, last = (chart.name for chart in charts_of(verb))
    return f"{', '.join(first)} or {last}" if first else last


def charted(verb: str, writing: Writing, name: str | None) -> Writing:
    """How the answer looks where `--chart` may have been given.

    Raises:
        UsageProblem: there is no such chart, it can't be drawn here, or a PNG is asked for without one.
    """
    if name is None:
        if writing.format == "png" or (writing.format is None and suffix_of(writing) == ".png"):
            raise UsageProblem(f"a .png shows one chart; add --chart with {_names(verb)}, or write the screen as .svg")
        return writing
    if getattr(writing, "watch", False):
        raise UsageProblem("--watch draws what a terminal shows; leave out --chart, or --watch")
    _refuse_unknown(verb, name)
    given = Charted(**{each.name: getattr(writing, each.name) for each in fields(Writing)}, chart=name)
    form = chosen_format(given)
    if form == "png" and given.output in (None, DASH) and sys.stdout.isatty():
        raise UsageProblem(f"a terminal can't show a .png; name a file: -o {name}.png")
    if not available():
        raise UsageProblem(WITHOUT)
    return given


def _refuse_unknown(verb: str, name: str) -> None:
    if any(chart.name == name for chart in charts_of(verb)):
        return
    elsewhere = chart_of(name)
    if elsewhere is not None:
        others = ", ".join(f"pipectl {each}" for each in elsewhere.results)
        raise UsageProblem(f"chart {name} is not one of pipectl {verb}; it is drawn by {others}")
    from difflib import get_close_matches

    close = get_close_matches(name.casefold(), [chart.name for chart in CHARTS], n=1)
    meant = f"; did you mean {close[0]}?" if close else ";"
    raise UsageProblem(f"there is no chart {name!r}{meant} pipectl {verb} has {_names(verb)}")


def drawn(writing: Charted, result: object) -> str | bytes:
    """The picture asked for, in its format.

    Raises:
        NothingToReport: the result has nothing for it; the message says what would bring it.
    """
    from ..render.charts.drawing import WIDTH, pictured, png, svg
    from ..render.charts.themes import THEMES
    from ..render.manner import spoken
    from .speaking import manner_for

    chart: Chart = next(each for each in CHARTS if each.name == writing.chart)
    with spoken(manner_for("svg")):
        made = pictured(chart, result)
        if isinstance(made, str):
            raise NothingToReport(f"there is nothing for the chart {chart.name}: {made}")
        image = svg(chart, made, THEMES[writing.theme or "light"], WIDTH)
    return png(image) if chosen_format(writing) == "png" else image
