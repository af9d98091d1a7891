"""The tables of a report: its stages, what changed, and one for each grouping."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby

from ...domain.result import Group, Measure, Report, StageLine
from ...domain.spec import StageKind
from ...domain.values import EXACT, Unit
from ..reasons import Reasons, gathered, heading, of_stages, unsummed, untold
from ..spell import short_day
from ..words.past import usual_stays
from ..words.shared import cut
from ..words.spend import NO_SOURCE, cell, is_shown, reasons, shown, table_title, unassigned, why_none
from .blocks import Block, Cell, Column, Heading, Section, table
from .parts import NONE, alarming, bar, money, moved, name, number, reasons_why, section, text, words

NO_KEY = "(none)"
#: Measures a group shows, with the title of their column.
_FIGURES = (
    ("pipeline_value", "Open amount"),
    ("weighted_pipeline", "Weighted"),
    ("won_amount", "Won"),
    ("quota_attainment", "Of quota"),
    ("remaining_coverage", "Remaining coverage"),
    ("win_rate", "Win rate"),
    ("average_deal_size", "Deal size"),
    ("sales_cycle", "Cycle"),
    ("decay", "Decay"),
)
_STAGES = {
    "stage": Column("Stage"),
    "deals": Column("Deals", right=True, term="t-deals"),
    "amount": Column("Amount", right=True, term="t-amount"),
    "bar": Column("Weighted within open"),
    "weighted": Column("Weighted", right=True, term="t-weighted"),
    "age": Column("Age", right=True, term="t-age"),
    "in_stage": Column("In stage", right=True, term="t-in_stage"),
    "moves_on": Column("Moves on", right=True, term="t-moves_on"),
    "overdue": Column("Overdue", right=True, term="t-overdue"),
    "at_risk": Column("Decay", right=True, term="t-at_risk"),
}


def stage_blocks(found: Report) -> Iterator[Block]:
    """Open stages with their total, then what is decided."""
    stages = [each for each in found.stages if each.kind is StageKind.OPEN]
    missing, stays = _missing(found, stages), usual_stays(found)
    left_out = {*(["bar"] if found.is_mixed else []), *([] if stays else ["in_stage"])}
    keys = [key for key, column in _STAGES.items() if key not in left_out and column.title not in missing]
    most = max((each.open_amount or Decimal(0) for each in stages), default=Decimal(0))
    rows = [_stage(each, most) | {"in_stage": number(stays.get(each.name), Unit.DAYS)} for each in stages]
    total = _total(found)
    yield from table(
        "Open opportunities by stage",
        [_STAGES[key] for key in keys],
        [[row[key] for key in keys] for row in rows],
        [total[key] for key in keys],
        sorts=False,
    )
    yield from _reasons(found, stages, missing)
    yield from table("Decided", [Column("Stage"), _STAGES["deals"], _STAGES["amount"]], _decided(found), sorts=False)


def _stage(stage: StageLine, most: Decimal) -> dict[str, Cell]:
    moves = stage.moves_on
    share = NONE
    if moves is not None and moves.value is not None:
        share = number(moves.value, moves.unit)._replace(after=f"of {number(moves.denominator).text}")
    return {
        "stage": name(stage.name),
        "deals": number(stage.open_count),
        "amount": money(stage.open_amount, stage.currency),
        "bar": bar(stage.weighted, stage.open_amount, most),
        "weighted": money(stage.weighted, stage.currency),
        "age": number(stage.average_age, Unit.DAYS),
        "moves_on": share,
        "overdue": alarming(stage.overdue),
        "at_risk": alarming(stage.at_risk),
    }


def _total(found: Report) -> dict[str, Cell]:
    """The whole open pipeline, as its measures have it."""
    return dict.fromkeys(_STAGES, text("")) | {
        "stage": text("Open"),
        "deals": number(found.measure("opportunities").value),
        "amount": money(found.measure("pipeline_value").value, found.currency),
        "weighted": money(found.measure("weighted_pipeline").value, found.currency),
        "overdue": alarming(int(found.measure("slippage").numerator or 0)),
        "at_risk": alarming(int(found.measure("decay").numerator or 0)),
    }


def _decided(found: Report) -> Iterator[tuple[Cell, ...]]:
    """What is not open, stage by stage: a status may decide one in an open stage, or open a closed one."""
    for each in found.stages:
        if each.opportunities > each.open_count:
            known = each.amount is not None and each.open_amount is not None
            amount = EXACT.subtract(each.amount or 0, each.open_amount or 0) if known else None
            yield name(each.name), number(each.opportunities - each.open_count), money(amount, each.currency)


def _missing(found: Report, stages: list[StageLine]) -> dict[str, str]:
    """Columns that nothing can be said in, with the reason."""
    missing = untold(found)
    if all(each.average_age is None for each in stages):
        missing["Age"] = "no open opportunity has a create date"
    moves = [each.moves_on for each in stages if each.moves_on is not None]
    if all(each.value is None for each in moves):
        missing["Moves on"] = next((each.undefined or "" for each in moves), "")
    return missing


def _reasons(found: Report, stages: list[StageLine], missing: dict[str, str]) -> Iterator[Block]:
    if not any(each.open_count for each in found.stages):
        yield from words("Nothing is open.", style="quiet")
        return
    titles = gathered(missing.items())
    if "Moves on" not in missing:
        titles |= of_stages(found, stages)
    yield from reasons_why(_untold(found, titles))


def _untold(found: Report, why: Reasons) -> Reasons:
    """Without what the headline says already."""
    return {reason: titles for reason, titles in why.items() if reason not in unsummed(found)}


def change_table(found: Report) -> Iterator[Block]:
    """The waterfall of what is open and due since the last look; nothing without history."""
    if found.since is None or (change := found.measure("pipeline_change")).value is None:
        return
    ends = {"start": short_day(found.since, found.as_of), "end": short_day(found.as_of, found.as_of)}
    rows = [
        (
            text(f"Open {ends[each.key]}" if each.key in ends else each.title, "strong" if each.key in ends else ""),
            money(each.value, found.currency) if each.key in ends else moved(each.value, found.currency),
        )
        for each in change.details
        if each.value or each.key in ends
        if each.value is not None
    ]
    columns = (Column("What changed", term="t-change"), Column("Amount", right=True, term="t-amount"))
    yield from table(f"Open and due {found.period.label}", columns, rows, sorts=False)


def group_sections(found: Report) -> Iterator[Section]:
    """A section for each grouping."""
    for by, some in groupby(found.groups, key=lambda group: group.by):
        groups, head = list(some), cut(heading(by), 60)
        title = "Owners" if by == "owner" else f"By {head}"
        yield from section(
            title, (*_groups(found, head, groups), *_spent(found, by, groups)), f"by-{_place(found, by)}"
        )


def _place(found: Report, by: str) -> int:
    """The number of a grouping: what is in an id is never foreign."""
    return list(dict.fromkeys(group.by for group in found.groups)).index(by) + 1


def _groups(found: Report, head: str, groups: Sequence[Group]) -> Iterator[Block]:
    figures = [each for each in _FIGURES if any(one.measure(each[0]).value is not None for one in groups)]
    columns = [
        Column(head),
        Column("Deals", right=True, term="t-deals"),
        Column("Open", right=True, term="opportunities"),
        *(Column(title, right=True, term=key) for key, title in figures),
    ]
    yield from table(f"{head}: what is open, and what was won", columns, (_group(each, figures) for each in groups))
    yield from reasons_why(_untold(found, gathered(_undefined(groups, figures))))


def _undefined(groups: Sequence[Group], figures: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str | None]]:
    """Why figures of groups have no value, but for those whose target is met."""
    for key, title in figures:
        for measure in (group.measure(key) for group in groups):
            yield title, None if measure.met else measure.undefined


def _group(group: Group, figures: Sequence[tuple[str, str]]) -> list[Cell]:
    return [
        name(NO_KEY if group.key is None else group.key),
        number(group.opportunities),
        number(group.measure("opportunities").value),
        *(_figure(group.measure(key), group.currency) for key, _ in figures),
    ]


def _figure(measure: Measure, currency: str | None) -> Cell:
    """A value with the count it stands on."""
    if measure.met:
        return text("met", "good")
    if measure.value is None:
        return NONE
    found = number(measure.value, measure.unit, currency)
    if measure.denominator is None or measure.key == "remaining_coverage":
        return found
    unit = Unit.MONEY if measure.key == "quota_attainment" else Unit.COUNT
    return found._replace(after=f"of {number(measure.denominator, unit, currency).text}")


def _spent(found: Report, by: str, groups: Sequence[Group]) -> Iterator[Block]:
    """What each source cost, what was spent on none in particular, and all of it; else why there is none."""
    if by != "source":
        return
    if not is_shown(found, groups):
        yield from reasons_why(why_none(found))
        return
    figures, rest = shown(found, groups), unassigned(found)
    keys = [key for key, _ in figures]
    rows = [[name(NO_KEY if each.key is None else each.key), *_costs(found, each, keys)] for each in groups]
    if rest:
        rows.append([text(NO_SOURCE, "quiet"), money(rest, found.currency), *([NONE] * (len(keys) - 1))])
    title = table_title(found, found.period.label)
    columns = [Column(heading(by)), *(Column(title, right=True, term=key) for key, title in figures)]
    yield Heading(title)
    yield from table(title, columns, rows, [text("All"), *_costs(found, found, keys)])
    yield from reasons_why(reasons(found, groups, figures))


def _costs(found: Report, of: Group | Report, keys: Sequence[str]) -> list[Cell]:
    cells = ((of.measure(key), cell(of, key, found.currency)[1].strip()) for key in keys)
    return [number(each.value, each.unit, found.currency)._replace(after=after) for each, after in cells]
