"""The stage table: the open pipeline from first to last stage, weighted within open."""

from decimal import Decimal
from functools import reduce

from rich.console import RenderableType
from rich.text import Text

from ...domain.result import Report, StageLine
from ...domain.spec import StageKind
from ...domain.values import EXACT, Unit
from ..reasons import gathered, of_stages, unsummed, untold
from ..spell import UNDEFINED, many, short_money, spell
from ..words.past import usual_stays
from .bars import Bar
from .headline import undefined_lines
from .ink import BLANK, Ink
from .table import Cell, Column, table

MOST_BAR = 44
#: From how many columns on there are bars; ages and moves; the count behind a move.
WITH_BARS, WIDE, WIDER = 80, 100, 120

_COLUMNS = {
    "stage": Column("Stage", least=8, most=24, first=True),
    "deals": Column("Deals", right=True),
    "amount": Column("Amount", right=True),
    "bar": Column("weighted █░ open", rank=2, least=16),
    "weighted": Column("Weighted", right=True, rank=1),
    "age": Column("Age", right=True, rank=3),
    "in_stage": Column("In stage", right=True, rank=4),
    "moves_on": Column("Moves on", right=True, rank=4),
    "overdue": Column("Overdue", right=True, rank=5),
    "at_risk": Column("Decay", right=True),
}


def stage_lines(ink: Ink, report: Report) -> list[RenderableType]:
    """The table of open stages with its total, what is decided, and what the table could not say."""
    stages = [stage for stage in report.stages if stage.kind is StageKind.OPEN]
    missing = _missing(report, stages)
    stays = usual_stays(report)
    left_out = {*(["bar"] if report.is_mixed else []), *([] if stays else ["in_stage"])}
    roomy = [key for key in _COLUMNS if key not in left_out and ink.width >= _LEAST_WIDTH.get(key, 0)]
    keys = [key for key in roomy if _COLUMNS[key].title not in missing]
    most = max((stage.open_amount or Decimal(0) for stage in stages), default=Decimal(0))
    rows = [_cells(ink, stage, most) | {"in_stage": _stay(ink, stays.get(stage.name))} for stage in stages]
    total = _total(ink, report)
    drawn = table(
        ink,
        [_column(key, missing) for key in keys],
        [[row[key] for key in keys] for row in rows],
        [total[key] for key in keys],
    )
    return [drawn, *_decided(ink, report), *_reasons(ink, report, stages, missing)]


def _column(key: str, missing: dict[str, str]) -> Column:
    """The column; a bar without a weighted part names none."""
    column = _COLUMNS[key]
    return column._replace(title="░ open") if key == "bar" and "Weighted" in missing else column


_LEAST_WIDTH = {"bar": WITH_BARS, "age": WIDE, "in_stage": WIDE, "moves_on": WIDE, "overdue": WIDE}


def _cells(ink: Ink, stage: StageLine, most: Decimal) -> dict[str, Cell]:
    return {
        "stage": ink.name(stage.name, 60),
        "deals": ink.say(f"{many(stage.open_count)}"),
        "amount": ink.say(short_money(stage.open_amount, stage.currency)),
        "bar": Bar(ink, stage.weighted or Decimal(0), stage.open_amount or Decimal(0), most, MOST_BAR),
        "weighted": ink.say(short_money(stage.weighted, stage.currency)),
        "age": ink.say(spell(stage.average_age, Unit.DAYS)),
        "moves_on": ink.say(_moves_on(ink, stage)),
        "overdue": _alarming(ink, stage.overdue),
        "at_risk": _alarming(ink, stage.at_risk),
    }


def _stay(ink: Ink, days: Decimal | None) -> Text:
    """How long those who left stayed; nothing where nobody left, which time_in_stage says."""
    return BLANK if days is None else ink.say(spell(days, Unit.DAYS))


def _moves_on(ink: Ink, stage: StageLine) -> str:
    if stage.moves_on is None or stage.moves_on.value is None:
        return UNDEFINED
    share = spell(stage.moves_on.value, Unit.PERCENT)
    return f"{share} of {spell(stage.moves_on.denominator, Unit.COUNT)}" if ink.width >= WIDER else share


def _alarming(ink: Ink, count: int | None) -> Text:
    return ink.say(spell(count, Unit.COUNT), "alarm" if count else "quiet")


def _total(ink: Ink, report: Report) -> dict[str, Cell]:
    """The whole open pipeline, as its measures have it."""
    return {
        "stage": ink.say("Open", "strong"),
        "deals": ink.say(spell(report.measure("opportunities").value, Unit.COUNT), "strong"),
        "amount": ink.say(short_money(report.measure("pipeline_value").value, report.currency), "strong"),
        "bar": BLANK,
        "weighted": ink.say(short_money(report.measure("weighted_pipeline").value, report.currency), "strong"),
        "age": BLANK,
        "in_stage": BLANK,
        "moves_on": BLANK,
        "overdue": _alarming(ink, int(report.measure("slippage").numerator or 0)),
        "at_risk": _alarming(ink, int(report.measure("decay").numerator or 0)),
    }


def _decided(ink: Ink, report: Report) -> list[Text]:
    """The rest of the rows, those that are not open: a status may decide one in an open stage, or open a closed one."""
    rest = [stage for stage in report.stages if stage.opportunities > stage.open_count]
    closed = [stage for stage in rest if stage.kind is not StageKind.OPEN]
    parts = [_few(str(ink.name(stage.name, 24)), [stage], stage.currency) for stage in closed]
    if len(closed) < len(rest):
        still = [stage for stage in rest if stage.kind is StageKind.OPEN]
        parts.append(_few("in open stages", still, report.currency))
    return [BLANK, *ink.wrap(ink.say("   ".join(parts), "quiet"), ink.say(" Decided  ", "quiet"))] if parts else []


def _few(name: str, stages: list[StageLine], currency: str | None) -> str:
    """How many of some stages are decided, and their amounts where these have a sum."""
    sums = [(stage.amount, stage.open_amount) for stage in stages]
    known = [EXACT.subtract(whole, still) for whole, still in sums if whole is not None and still is not None]
    alike = len(known) == len(sums) and {stage.currency for stage in stages} <= {currency}
    amount = reduce(EXACT.add, known) if alike else None
    count = sum(stage.opportunities - stage.open_count for stage in stages)
    return f"{name} {many(count)} · {short_money(amount, currency)}"


def _missing(report: Report, stages: list[StageLine]) -> dict[str, str]:
    """Columns that nothing can be said in, with the reason."""
    missing = untold(report)
    if all(stage.average_age is None for stage in stages):
        missing["Age"] = "no open opportunity has a create date"
    moves = [stage.moves_on for stage in stages if stage.moves_on is not None]
    if all(each.value is None for each in moves):
        missing["Moves on"] = next((each.undefined or "" for each in moves), "")
    return missing


def _reasons(ink: Ink, report: Report, stages: list[StageLine], missing: dict[str, str]) -> list[Text]:
    if not any(stage.open_count for stage in report.stages):
        return [BLANK, ink.say(" Nothing is open.", "quiet")]
    titles = gathered(missing.items())
    if "Moves on" not in missing and ink.width >= WIDE:
        titles |= of_stages(report, stages)
    for told in unsummed(report):
        titles.pop(told, None)
    return [BLANK, *undefined_lines(ink, titles)] if titles else []
