"""The funnel by quarter of creation, and by group: a column a stage, as many as there is room for."""

from collections.abc import Callable, Collection, Sequence
from functools import partial
from itertools import groupby

from rich.console import RenderableType
from rich.text import Text

from ...domain.funnel import CohortLine, Funnel, FunnelTable
from ..reasons import Reasons
from ..spell import many, short_money
from ..words.funnel import RUNNING, of_cohorts, of_groups, part_words, share_words
from .groups import SHOWN, key_cell, key_column, not_shown
from .headline import undefined_lines
from .ink import BLANK, Ink
from .table import Column, lacking_lines, staying, table

#: Columns of the screen that a stage's name over its column may take: where all have room, and else.
HEADED, NARROW = 14, 8
#: The columns of a table, given those of the stages.
Around = Callable[[list[Column]], list[Column]]


def cohort_lines(ink: Ink, found: Funnel) -> list[list[RenderableType]]:
    """How far those came that began in a quarter; none without quarters."""
    if not found.cohorts:
        return []
    gone = any(line.gone for line in found.cohorts)
    known = any(line.known < line.began for line in found.cohorts)
    rows = [_cohort(ink, line, known=known, gone=gone) for line in found.cohorts]
    names = [stage.name for stage in found.whole.stages]
    stages = range(2 + known, 2 + known + len(names))
    columns = _fitting(ink, names, rows, stages, partial(_around_cohorts, known=known, gone=gone))
    reasons = reason_lines(ink, of_cohorts(found.cohorts), _titles(ink, columns, rows))
    return [[table(ink, columns, rows), *lacking_lines(ink, columns, rows), *reasons]]


def _around_cohorts(heads: list[Column], *, known: bool, gone: bool) -> list[Column]:
    return [
        Column("Began in", most=24),
        Column("Deals", right=True),
        *([Column("Known", right=True)] if known else []),
        *heads,
        Column("Won", right=True),
        Column("Lost", right=True, rank=len(heads) + 1),
        Column("Open", right=True, rank=len(heads) + 2),
        *([Column("Gone", right=True, rank=len(heads) + 3)] if gone else []),
        Column("Won of decided", right=True, rank=len(heads) + 4),
    ]


def _fitting(
    ink: Ink, names: Sequence[str], rows: Sequence[Sequence[Text]], stages: range, around: Around
) -> list[Column]:
    """The columns, names of stages cut shorter where else not all of them had room."""
    columns = around(_headed(ink, names, HEADED))
    fits = set(stages) <= set(staying(ink, columns, rows))
    return columns if fits else around(_headed(ink, names, NARROW))


def _headed(ink: Ink, names: Sequence[str], width: int) -> list[Column]:
    """A column a stage; the later ones leave first where room is short."""
    return [Column(ink.name(name, width).plain, right=True, rank=place + 1) for place, name in enumerate(names)]


def _titles(ink: Ink, columns: Sequence[Column], rows: Sequence[Sequence[Text]]) -> set[str]:
    """Titles of the columns there is room for."""
    return {columns[index].title for index in staying(ink, columns, rows)}


def reason_lines(ink: Ink, reasons: Reasons, shown: Collection[str]) -> list[Text]:
    """Why a table has a `–` somewhere, of the columns shown."""
    kept = {why: [title for title in titles if title in shown] for why, titles in reasons.items()}
    lines = undefined_lines(ink, {why: titles for why, titles in kept.items() if titles})
    return [BLANK, *lines] if lines else []


def _cohort(ink: Ink, line: CohortLine, *, known: bool, gone: bool) -> list[Text]:
    label = ink.say(ink.foreign(line.span.label)) + ink.say(f" {RUNNING}" if line.is_running else "", "quiet")
    began = [line.began, *([line.known] if known else [])]
    counts = [line.won, line.lost, line.waiting, *([line.gone] if gone else [])]
    return [
        label,
        *(ink.say(f"{many(count)}") for count in began),
        *(ink.say(part_words(each, line.known)) for each in line.reached),
        *(ink.say(f"{many(count)}") for count in counts),
        ink.say(share_words(line.conversion)),
    ]


def group_lines(ink: Ink, found: Funnel) -> list[list[RenderableType]]:
    """A table for each `--by`: how many move on from each stage."""
    return [_table(ink, found, by or "", list(groups)) for by, groups in groupby(found.groups, lambda one: one.by)]


def _table(ink: Ink, found: Funnel, by: str, groups: list[FunnelTable]) -> list[RenderableType]:
    names = [stage.name for stage in groups[0].stages]
    rows = [_group(ink, found, group) for group in groups[:SHOWN]]
    stages = range(2, 2 + len(names))
    columns = _fitting(ink, names, rows, stages, partial(_around_groups, key_column(ink, by)))
    left_out = [*lacking_lines(ink, columns, rows), *not_shown(ink, groups)]
    shown = {"Moves on", *_titles(ink, columns, rows)}
    return [table(ink, columns, rows), *left_out, *reason_lines(ink, of_groups(groups[:SHOWN]), shown)]


def _around_groups(key: Column, heads: list[Column]) -> list[Column]:
    return [
        key,
        Column("Won", right=True),
        *heads,
        Column("Won amount", right=True, rank=len(heads) + 1),
    ]


def _group(ink: Ink, found: Funnel, group: FunnelTable) -> list[Text]:
    shares = [ink.say(share_words(stage.conversion)) for stage in group.stages]
    return [
        key_cell(ink, group.key),
        ink.say(f"{many(group.won)}"),
        *shares,
        ink.say(short_money(group.won_amount, found.currency)),
    ]
