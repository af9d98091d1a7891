"""The stage table: the open pipeline from first to last stage, weighted within open."""

from decimal import Decimal

from rich.console import RenderableType
from rich.text import Text

from ...domain.result import Report, StageLine
from ...domain.spec import StageKind
from ...domain.values import Unit
from ..spell import UNDEFINED, spell
from .bars import Bar
from .headline import undefined_lines
from .ink import BLANK, Ink
from .table import Cell, Column, table

MOST_BAR = 44
#: From how many columns on there are bars; ages and moves; the count behind a move.
WITH_BARS, WIDE, WIDER = 80, 100, 120

_COLUMNS = {
    "stage": Column("Stage", least=8, most=24),
    "deals": Column("Deals", right=True),
    "amount": Column("Amount", right=True),
    "bar": Column("█ weighted ░ open", rank=2, least=20),
    "weighted": Column("Weighted", right=True, rank=1),
    "age": Column("Age", right=True, rank=3),
    "moves_on": Column("Moves on", right=True, rank=4),
    "at_risk": Column("At risk", right=True),
}


def stage_lines(ink: Ink, report: Report) -> list[RenderableType]:
    """The table of open stages with its total, what is decided, and what the table could not say."""
    stages = [stage for stage in report.stages if stage.kind is StageKind.OPEN]
    missing = _missing(report, stages)
    keys = [key for key in _COLUMNS if key not in missing and ink.width >= _LEAST_WIDTH.get(key, 0)]
    most = max((stage.open_amount for stage in stages), default=Decimal(0))
    rows = [_cells(ink, report, stage, most) for stage in stages]
    total = _total(ink, report)
    drawn = table(
        ink, [_COLUMNS[key] for key in keys], [[row[key] for key in keys] for row in rows], [total[key] for key in keys]
    )
    return [drawn, *_decided(ink, report), *_reasons(ink, report, missing)]


_LEAST_WIDTH = {"bar": WITH_BARS, "age": WIDE, "moves_on": WIDE}


def _cells(ink: Ink, report: Report, stage: StageLine, most: Decimal) -> dict[str, Cell]:
    return {
        "stage": ink.name(stage.name, 60),
        "deals": ink.say(f"{stage.open_count:,}" if stage.open_count else UNDEFINED),
        "amount": ink.say(_short(stage.open_amount, report)),
        "bar": Bar(ink, stage.weighted, stage.open_amount, most, MOST_BAR),
        "weighted": ink.say(_short(stage.weighted, report)),
        "age": ink.say(spell(stage.average_age, Unit.DAYS)),
        "moves_on": ink.say(_moves_on(ink, stage)),
        "at_risk": _alarming(ink, stage.at_risk),
    }


def _moves_on(ink: Ink, stage: StageLine) -> str:
    if stage.moves_on is None or stage.moves_on.value is None:
        return UNDEFINED
    share = spell(stage.moves_on.value, Unit.PERCENT)
    return f"{share} of {spell(stage.moves_on.denominator, Unit.COUNT)}" if ink.width >= WIDER else share


def _short(amount: Decimal | None, report: Report) -> str:
    return spell(amount, Unit.MONEY, report.currency, short=True)


def _alarming(ink: Ink, count: int) -> Text:
    return ink.say(f"{count:,}", "alarm") if count else ink.say(UNDEFINED, "quiet")


def _total(ink: Ink, report: Report) -> dict[str, Cell]:
    """The whole open pipeline, as its measures have it."""
    return {
        "stage": ink.say("Open", "strong"),
        "deals": ink.say(spell(report.measure("opportunities").value, Unit.COUNT), "strong"),
        "amount": ink.say(_short(report.measure("pipeline_value").value, report), "strong"),
        "bar": BLANK,
        "weighted": ink.say(_short(report.measure("weighted_pipeline").value, report), "strong"),
        "age": BLANK,
        "moves_on": BLANK,
        "at_risk": _alarming(ink, int(report.measure("decay").numerator or 0)),
    }


def _decided(ink: Ink, report: Report) -> list[Text]:
    """The rest of the rows: every accepted one stands in some stage."""
    parts = [
        f"{ink.name(stage.name, 24)} {stage.opportunities:,} · {_short(stage.amount, report)}"
        for stage in report.stages
        if stage.kind is not StageKind.OPEN and stage.opportunities
    ]
    return [BLANK, *ink.wrap(ink.say("   ".join(parts), "quiet"), ink.say(" Decided  ", "quiet"))] if parts else []


def _missing(report: Report, stages: list[StageLine]) -> dict[str, tuple[str, str]]:
    """Columns that nothing can be said in, with the figure's name and the reason."""
    missing = {
        key: (title, report.measure(measure).undefined or "")
        for key, title, measure in (
            ("weighted", "Weighted", "weighted_pipeline"),
            ("at_risk", "At risk", "decay"),
        )
        if report.measure(measure).value is None
    }
    if all(stage.average_age is None for stage in stages):
        missing["age"] = ("Age", "no open opportunity has a create date")
    moves = [stage.moves_on for stage in stages if stage.moves_on is not None]
    if all(each.value is None for each in moves):
        missing["moves_on"] = ("Moves on", next((each.undefined or "" for each in moves), ""))
    return missing


def _reasons(ink: Ink, report: Report, missing: dict[str, tuple[str, str]]) -> list[Text]:
    if not any(stage.open_count for stage in report.stages):
        return [BLANK, ink.say(" Nothing is open.", "quiet")]
    titles: dict[str, list[str]] = {}
    for title, reason in missing.values():
        titles.setdefault(reason, []).append(title)
    if "moves_on" not in missing and ink.width >= WIDE:
        for each in (stage.moves_on for stage in report.stages):
            if each is not None and each.undefined:
                titles[each.undefined] = ["Moves on"]
    return [BLANK, *undefined_lines(ink, titles)] if titles else []
