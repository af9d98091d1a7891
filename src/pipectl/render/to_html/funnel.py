"""The page of `pipectl funnel`: how many of those that reached a stage went on, and what holds most back."""

from collections.abc import Iterator
from itertools import groupby

from ...domain.funnel import CohortLine, Funnel, FunnelStage, FunnelTable
from ...domain.values import Ratio, Unit
from ..reasons import heading
from ..spell import long_day
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
from ..words.shared import cut
from .blocks import Block, Cell, Column, Page, Section, table
from .glossary import used
from .parts import NONE, bar, money, name, number, past_words, reasons_why, section, spans, text, words
from .pictures import pictures
from .report_tables import NO_KEY

_COLUMNS = (
    Column("Stage"),
    Column("Reached", right=True, term="t-reached"),
    Column("On, or not"),
    Column("Went on", right=True, term="t-went_on"),
    Column("Moves on", right=True, term="t-moves_on"),
    Column("95% interval", right=True, term="t-between"),
    Column("Lost", right=True, term="t-lost"),
    Column("Open", right=True, term="t-waiting"),
    Column("Gone", right=True, term="t-gone"),
    Column("Median", right=True, term="t-median"),
    Column("p75", right=True, term="t-p75"),
    Column("So far", right=True, term="t-so_far"),
)
#: Characters of a stage's name over a column.
HEAD = 40


def page(found: Funnel) -> Page:
    """All of it."""
    sections = tuple(_sections(found))
    return Page(
        title="Funnel",
        pipeline=found.pipeline,
        span=spans(f"Stages reached: {found.lookback.label}", f"as of {long_day(found.as_of)}"),
        sections=sections,
        definitions=used(sections),
        filters=found.filters,
        notes=past_words(found.sources, (*found.notes, *unknown_words(found)), found.findings),
    )


def _sections(found: Funnel) -> Iterator[Section]:
    yield from section("Stage by stage", stage_blocks(found), "stages")
    yield from section("Pictures", pictures("funnel", found, but=("funnel",)), "pictures")
    yield from section("By quarter of creation", _cohorts(found), "cohorts")
    for place, (by, some) in enumerate(groupby(found.groups, key=lambda group: group.by), 1):
        head = cut(heading(by or ""), 60)
        yield from section(f"By {head}", _groups(head, found, list(some)), f"by-{place}")


def stage_blocks(found: Funnel) -> Iterator[Block]:
    """The stages, what came out at the end, and what holds most back."""
    stages = found.whole.stages
    most = max([found.whole.won, *(each.reached for each in stages)])
    whole = [text("Won"), number(found.whole.won), bar(found.whole.won, found.whole.won, most)]
    whole += [text("")] * (len(_COLUMNS) - len(whole))
    yield from table(
        "Those that reached each stage", _COLUMNS, (_stage(each, most) for each in stages), whole, sorts=False
    )
    yield from words(f"{won_words(found.whole, found.currency)}. Lost, open, gone: {FURTHEST}.", style="quiet")
    yield from reasons_why(of_stages(stages))
    for place, said in enumerate(bottleneck_words(found, str)):
        yield from words(said, style="" if place else "strong")


def _stage(stage: FunnelStage, most: int) -> tuple[Cell, ...]:
    days = stage.lasting
    return (
        name(stage.name),
        number(stage.reached),
        bar(stage.went_on, stage.reached, most),
        number(stage.went_on),
        shared(stage.conversion),
        text(between_words(stage.conversion)),
        *(number(each) for each in (stage.lost, stage.waiting, stage.gone)),
        *(number(each, Unit.DAYS) for each in (days.median, days.p75, days.so_far_median)),
    )


def shared(ratio: Ratio) -> Cell:
    """A share with the count it is of, in the order of the share."""
    return NONE if ratio.value is None else Cell(share_words(ratio), order=format(ratio.value, "f"))


def _cohorts(found: Funnel) -> Iterator[Block]:
    names = (Column(cut(each.name, HEAD), right=True, term="t-reached") for each in found.whole.stages)
    columns = (
        Column("Began in"),
        Column("Deals", right=True, term="t-deals"),
        Column("Known", right=True, term="t-known"),
        *names,
        Column("Won", right=True),
        Column("Lost", right=True),
        Column("Open", right=True),
        Column("Gone", right=True, term="t-gone"),
        Column("Won of decided", right=True, term="t-won_of"),
    )
    yield from table("How far those came that began in a quarter", columns, map(_cohort, found.cohorts), sorts=False)
    yield from reasons_why(of_cohorts(found.cohorts))


def _cohort(line: CohortLine) -> tuple[Cell, ...]:
    return (
        text(line.span.label, after=RUNNING if line.is_running else ""),
        number(line.began),
        number(line.known),
        *(text(part_words(each, line.known)) for each in line.reached),
        *(number(each) for each in (line.won, line.lost, line.waiting, line.gone)),
        shared(line.conversion),
    )


def _groups(head: str, found: Funnel, groups: list[FunnelTable]) -> Iterator[Block]:
    columns = (
        Column(head),
        Column("Won", right=True),
        *(Column(cut(each.name, HEAD), right=True, term="t-moves_on") for each in groups[0].stages),
        Column("Won amount", right=True, term="t-amount"),
    )
    rows = (
        (
            name(NO_KEY if each.key is None else each.key),
            number(each.won),
            *(shared(stage.conversion) for stage in each.stages),
            money(each.won_amount, found.currency),
        )
        for each in groups
    )
    yield from table("Share that moves on from each stage", columns, rows)
    yield from reasons_why(of_groups(groups))
