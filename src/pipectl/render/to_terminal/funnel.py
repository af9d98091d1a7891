"""The screen of `pipectl funnel`: stage after stage, what holds most back, then cohorts and groups."""

from collections.abc import Sequence
from decimal import Decimal

from rich.console import RenderableType
from rich.text import Text

from ...domain.funnel import Funnel, FunnelStage
from ...domain.values import Unit
from ..canvas import Canvas
from ..spell import long_day, many, spell
from ..words.funnel import FURTHEST, between_words, bottleneck_words, of_stages, share_words, unknown_words, won_words
from .bars import Bar
from .funnel_tables import cohort_lines, group_lines, reason_lines
from .ink import BLANK, Ink
from .table import Cell, Column, staying, table
from .told import told_lines

MOST_BAR = 36
#: From how many columns on the interval of a share is shown.
WIDER = 120
_COLUMNS = {
    "stage": Column("Stage", least=11, most=24, first=True),
    "reached": Column("Reached", right=True),
    "bar": Column("█ on ░ not", rank=3, least=10),
    "went_on": Column("Went on", right=True, rank=6),
    "moves_on": Column("Moves on", right=True),
    "between": Column("95% interval", right=True, rank=7),
    "lost": Column("Lost", right=True, rank=1),
    "waiting": Column("Open", right=True, rank=1),
    "gone": Column("Gone", right=True, rank=1),
    "median": Column("Median", right=True, rank=2),
    "p75": Column("p75", right=True, rank=4),
    "so_far": Column("So far", right=True, rank=5),
}


def screen(found: Funnel, canvas: Canvas) -> str:
    """The whole of it."""
    ink = Ink(canvas)
    parts: list[Sequence[RenderableType]] = [
        _head(ink, found),
        _stages(ink, found),
        [line for words in bottleneck_words(found, ink.foreign) for line in ink.wrap(ink.say(words, "strong"))],
        *cohort_lines(ink, found),
        *group_lines(ink, found),
        told_lines(ink, found.sources, (*found.notes, *unknown_words(found)), found.findings),
    ]
    lines: list[RenderableType] = []
    for part in parts:
        lines += [*([BLANK] if lines and part else []), *part]
    return ink.page(lines)


def _head(ink: Ink, found: Funnel) -> list[Text]:
    reached = f"stages reached: {ink.foreign(found.lookback.label)}"
    parts = [reached, f"as of {long_day(found.as_of)}"]
    lines = ink.parts(ink.name(found.pipeline, 40, "title"), parts)
    return [*lines, *(ink.name(f"only {each}", ink.width, "strong") for each in found.filters)]


def _stages(ink: Ink, found: Funnel) -> list[RenderableType]:
    stages = found.whole.stages
    most = Decimal(max([found.whole.won, *(stage.reached for stage in stages)]))
    keys = _keys(ink, stages)
    columns = [_COLUMNS[key] for key in keys]
    rows = [[cells[key] for key in keys] for cells in (_cells(ink, stage, most) for stage in stages)]
    total = _won(ink, found, most)
    whole = [total.get(key, BLANK) for key in keys]
    stay = {keys[index] for index in staying(ink, columns, [*rows, whole])}
    lines: list[RenderableType] = [table(ink, columns, rows, whole), *_legend(ink, found, stay)]
    return [*lines, *reason_lines(ink, of_stages(stages), {_COLUMNS[key].title for key in stay})]


def _keys(ink: Ink, stages: Sequence[FunnelStage]) -> list[str]:
    """Columns that there is room and something for."""
    has = {
        "between": ink.width >= WIDER,
        "gone": any(stage.gone for stage in stages),
        "median": any(stage.lasting.median is not None for stage in stages),
        "p75": any(stage.lasting.p75 is not None for stage in stages),
        "so_far": any(stage.lasting.so_far_median is not None for stage in stages),
    }
    return [key for key in _COLUMNS if has.get(key, True)]


def _cells(ink: Ink, stage: FunnelStage, most: Decimal) -> dict[str, Cell]:
    days = stage.lasting
    counts = {"reached": stage.reached, "went_on": stage.went_on, "lost": stage.lost, "waiting": stage.waiting}
    lasting = {"median": days.median, "p75": days.p75, "so_far": days.so_far_median}
    return {
        "stage": ink.name(stage.name, 60),
        "bar": Bar(ink, Decimal(stage.went_on), Decimal(stage.reached), most, MOST_BAR),
        "moves_on": ink.say(share_words(stage.conversion)),
        "between": ink.say(between_words(stage.conversion), "quiet"),
        "gone": ink.say(f"{many(stage.gone)}"),
        **{key: ink.say(f"{many(count)}") for key, count in counts.items()},
        **{key: ink.say(spell(each, Unit.DAYS)) for key, each in lasting.items()},
    }


def _won(ink: Ink, found: Funnel, most: Decimal) -> dict[str, Cell]:
    """What came out at the end."""
    count = Decimal(found.whole.won)
    return {
        "stage": ink.say("Won", "strong"),
        "reached": ink.say(f"{many(found.whole.won)}", "strong"),
        "bar": Bar(ink, count, count, most, MOST_BAR),
    }


def _legend(ink: Ink, found: Funnel, stay: set[str]) -> list[Text]:
    """What the table's short titles mean."""
    said = [won_words(found.whole, found.currency), "moves on: of those that went on or were lost there"]
    if "waiting" in stay:
        said.append(f"lost, open{', gone' if 'gone' in stay else ''}: {FURTHEST}")
    if "median" in stay:
        said.append(f"days of those who left: median{', p75' if 'p75' in stay else ''}")
    if "so_far" in stay:
        said.append("so far: median days of those there now")
    return [BLANK, *ink.wrap(ink.say(" · ".join(said), "quiet"), Text(" "))]
