"""`pipectl funnel` as Markdown: stages, what holds most back, cohorts and groups as tables to paste."""

from itertools import groupby

from ...domain.funnel import CohortLine, Funnel, FunnelStage, FunnelTable
from ...domain.values import Unit
from ..harmless import for_markdown
from ..reasons import heading
from ..spell import long_day, many, short_money, spell
from ..words.funnel import (
    FURTHEST,
    RUNNING,
    between_words,
    bottleneck_words,
    of_cohorts,
    of_groups,
    of_stages,
    part_words,
    share_words,
    unknown_words,
    won_words,
)
from .parts import Row, joined, name, only, reasons_why, table, told

TITLES = (
    "Stage", ">Reached", ">Went on", ">Moves on", ">95% interval", ">Lost", ">Open", ">Gone", ">Median", ">p75",
    ">So far",
)  # fmt: skip
LEGEND = (
    f"Moves on: of those that went on or were lost there. Lost, open, gone: {FURTHEST}. "
    "Median and p75: days of those who left. "
    "So far: median days of those there now."
)


def page(found: Funnel) -> str:
    """All of it."""
    stages = found.whole.stages
    parts = [
        f"# {for_markdown(found.pipeline)} · funnel",
        f"Stages reached: {for_markdown(found.lookback.label)} · as of {long_day(found.as_of)}",
        *only(found.filters),
        table(TITLES, map(_stage, stages)),
        f"{won_words(found.whole, found.currency)}. {LEGEND}",
        *reasons_why(of_stages(stages)),
        *(f"**{words}**" if not at else words for at, words in enumerate(bottleneck_words(found, for_markdown))),
        *_cohorts(found),
        *_groups(found),
        *told(found.sources, (*found.notes, *unknown_words(found)), found.findings),
    ]
    return joined(parts)


def _stage(stage: FunnelStage) -> Row:
    counts = [f"{many(count)}" for count in (stage.lost, stage.waiting, stage.gone)]
    days = (stage.lasting.median, stage.lasting.p75, stage.lasting.so_far_median)
    return (
        name(stage.name),
        f"{many(stage.reached)}",
        f"{many(stage.went_on)}",
        share_words(stage.conversion),
        between_words(stage.conversion),
        *counts,
        *(spell(each, Unit.DAYS) for each in days),
    )


def _cohorts(found: Funnel) -> list[str]:
    if not found.cohorts:
        return []
    names = [f">{name(stage.name)}" for stage in found.whole.stages]
    titles = ("Began in", ">Deals", ">Known", *names, ">Won", ">Lost", ">Open", ">Gone", ">Won of decided")
    rows = map(_cohort, found.cohorts)
    return ["## By quarter of creation", table(titles, rows), *reasons_why(of_cohorts(found.cohorts))]


def _cohort(line: CohortLine) -> Row:
    running = f" ({RUNNING})" if line.is_running else ""
    counts = [f"{many(count)}" for count in (line.won, line.lost, line.waiting, line.gone)]
    reached = [part_words(each, line.known) for each in line.reached]
    began = [f"{many(count)}" for count in (line.began, line.known)]
    return (f"{for_markdown(line.span.label)}{running}", *began, *reached, *counts, share_words(line.conversion))


def _groups(found: Funnel) -> list[str]:
    parts = []
    for by, each in groupby(found.groups, key=lambda group: group.by):
        groups, head = list(each), name(heading(by or ""))
        titles = (head, ">Won", *(f">{name(stage.name)}" for stage in groups[0].stages), ">Won amount")
        parts += [f"## By {head}: moves on from each stage", table(titles, [_group(found, one) for one in groups])]
        parts += reasons_why(of_groups(groups))
    return parts


def _group(found: Funnel, group: FunnelTable) -> Row:
    shares = [share_words(stage.conversion) for stage in group.stages]
    return (name(group.key), f"{many(group.won)}", *shares, short_money(group.won_amount, found.currency))
