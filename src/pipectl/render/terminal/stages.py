"""The stage table: the open pipeline from first to last stage, weighted within open."""

from decimal import Decimal

from ...domain.result import Report, StageLine
from ...domain.spec import StageKind
from ...domain.values import Unit
from ..spell import UNDEFINED, spell
from .bars import within
from .headline import undefined_lines
from .ink import BLANK, Ink, Line
from .table import Column, fitted, table, taken

BAR_TITLE = "█ weighted ░ open"
LEAST_BAR, MOST_BAR = 17, 44
WITH_BARS, WIDE = 80, 100
Cells = dict[str, Line]

_COLUMNS = {
    "stage": Column("Stage", least=8),
    "deals": Column("Deals", right=True),
    "amount": Column("Amount", right=True),
    "weighted": Column("Weighted", right=True, rank=1),
    "age": Column("Age", right=True),
    "moves_on": Column("Moves on", right=True),
    "overdue": Column("Overdue", right=True),
    "at_risk": Column("At risk", right=True, gap=2),
}


def stage_lines(ink: Ink, report: Report) -> list[Line]:
    """The table of open stages with its total, what is decided, and what the table could not say."""
    stages = [stage for stage in report.stages if stage.kind is StageKind.OPEN]
    missing = _missing(report, stages)
    keys = [key for key in _COLUMNS if key not in missing and (ink.width >= WIDE or key not in _DROPPED)]
    rows = [_cells(ink, report, stage) for stage in stages]
    total = _total(ink, report)
    columns = [_COLUMNS[key]._replace(most=ink.width // 6 if ink.width >= WITH_BARS else 32) for key in keys]
    cells = [[row[key] for key in keys] for row in [*rows, total]]
    if (room := _room(ink, columns, cells)) >= LEAST_BAR:
        bars = [_bar(ink, stage, stages, min(room, MOST_BAR)) for stage in stages]
        place = keys.index("amount") + 1
        columns.insert(place, Column(BAR_TITLE, gap=3, most=MOST_BAR, least=LEAST_BAR))
        for row, bar in zip(cells, [*bars, BLANK], strict=True):
            row.insert(place, bar)
    return [*table(ink, columns, cells[:-1], cells[-1]), *_decided(ink, report), *_reasons(ink, report, missing)]


_DROPPED = ("age", "moves_on", "overdue")


def _room(ink: Ink, columns: list[Column], cells: list[list[Line]]) -> int:
    """Columns of the screen left for bars."""
    if ink.width < WITH_BARS:
        return 0
    kept, widths = fitted(ink, columns, cells)
    return ink.width - taken(columns, kept, widths) - 3


def _bar(ink: Ink, stage: StageLine, stages: list[StageLine], width: int) -> Line:
    most = max(each.open_amount for each in stages)
    return within(ink, stage.weighted, stage.open_amount, most, width)


def _cells(ink: Ink, report: Report, stage: StageLine) -> Cells:
    moves_on = UNDEFINED
    if stage.moves_on is not None and stage.moves_on.value is not None:
        of = spell(stage.moves_on.denominator, Unit.COUNT)
        moves_on = f"{spell(stage.moves_on.value, Unit.PERCENT)} of {of}"
    return {
        "stage": ink.name(stage.name, 60),
        "deals": ink.say(f"{stage.open_count:,}" if stage.open_count else UNDEFINED),
        "amount": ink.say(_short(stage.open_amount, report)),
        "weighted": ink.say(_short(stage.weighted, report)),
        "age": ink.say(spell(stage.average_age, Unit.DAYS)),
        "moves_on": ink.say(moves_on),
        "overdue": _alarming(ink, stage.overdue),
        "at_risk": _alarming(ink, stage.at_risk),
    }


def _short(amount: Decimal | None, report: Report) -> str:
    return spell(amount, Unit.MONEY, report.currency, short=True)


def _alarming(ink: Ink, count: int) -> Line:
    return ink.say(f"{count:,}", "alarm") if count else ink.say(UNDEFINED, "quiet")


def _total(ink: Ink, report: Report) -> Cells:
    """The whole open pipeline, as its measures have it."""
    return {
        "stage": ink.say("Open", "strong"),
        "deals": ink.say(spell(report.measure("opportunities").value, Unit.COUNT), "strong"),
        "amount": ink.say(_short(report.measure("pipeline_value").value, report), "strong"),
        "weighted": ink.say(_short(report.measure("weighted_pipeline").value, report), "strong"),
        "age": BLANK,
        "moves_on": BLANK,
        "overdue": _alarming(ink, int(report.measure("slippage").numerator or 0)),
        "at_risk": _alarming(ink, int(report.measure("decay").numerator or 0)),
    }


def _decided(ink: Ink, report: Report) -> list[Line]:
    """The rest of the rows: every accepted one stands in some stage."""
    parts = [
        f"{ink.name(stage.name, 24).text} {stage.opportunities:,}" + ink.own(f" · {_short(stage.amount, report)}")
        for stage in report.stages
        if stage.kind is not StageKind.OPEN and stage.opportunities
    ]
    return [BLANK, *ink.wrap("   ".join(parts), "quiet", " Decided  ")] if parts else []


def _missing(report: Report, stages: list[StageLine]) -> dict[str, tuple[str, str]]:
    """Columns that nothing can be said in, with the figure's name and the reason."""
    missing = {
        key: (title, report.measure(measure).undefined or "")
        for key, title, measure in (
            ("weighted", "Weighted", "weighted_pipeline"),
            ("overdue", "Overdue", "slippage"),
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


def _reasons(ink: Ink, report: Report, missing: dict[str, tuple[str, str]]) -> list[Line]:
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
