"""The words of the definitions, for the reference: who belongs where, and what a figure is, in plain fractions."""

from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from pipectl.domain.opportunity import Opportunity
from pipectl.domain.period import Period
from pipectl.domain.spec import PipelineSpec, StageKind
from pipectl.domain.values import Outcome

OPEN, WON, LOST = Outcome.OPEN, Outcome.WON, Outcome.LOST
Rows = list[Opportunity]


class World(NamedTuple):
    """What rows are judged by: the question, pipeline.yaml, the file's columns, and the targets of whoever they are."""

    spec: PipelineSpec
    as_of: date
    period: Period
    lookback: Period
    columns: frozenset[str]
    everyone: Rows
    """All of the file, filtered out or not: what it tells, it tells of any part of it."""
    usual_cycle: Fraction | None
    """p75 of what all wins of the file took, filtered out or not [days]."""
    quota: Fraction | None
    spend: Fraction | None
    unassigned: Fraction | None
    """What of all spend names no source."""


class Figure(NamedTuple):
    """What must come out; a value of None is an undefined one."""

    value: Fraction | None
    halves: tuple[Fraction, Fraction] | None = None
    divided: bool = False
    """Whether the product may round it, to 28 digits."""
    trials: Fraction | None = None
    """Number of trials behind a proportion, effective ones for money; None where it has no interval."""
    met: bool = False
    details: Mapping[str, "Figure"] = {}


UNDEFINED = Figure(None)


def exactly(value: Fraction | int | None) -> Figure:
    return UNDEFINED if value is None else Figure(Fraction(value))


def mean(above: Fraction | int, below: Fraction | int) -> Figure:
    halves = Fraction(above), Fraction(below)
    return Figure(halves[0] / halves[1], halves, divided=True) if below else UNDEFINED


def proportion(part: int, whole: int) -> Figure:
    return mean(part, whole)._replace(trials=Fraction(whole)) if whole else UNDEFINED


def money_share(part: Rows, whole: Rows) -> Figure:
    """A share of money; its trials are (Σ amount)² ÷ Σ amount², after Kish."""
    found = mean(amount(part), amount(whole))
    if found.value is None or not 0 <= found.value <= 1:
        return found
    return found._replace(trials=amount(whole) ** 2 / sum(Fraction(each.amount or 0) ** 2 for each in whole))


def amount(rows: Rows) -> Fraction:
    return sum((Fraction(each.amount) for each in rows if each.amount is not None), Fraction(0))


def without_amount(rows: Rows) -> Figure:
    return exactly(sum(each.amount is None for each in rows))


def percentile(values: Iterable[Fraction | int], hundredths: int) -> Figure:
    """Linear between neighbours, as spreadsheets have it."""
    ordered = sorted(values)
    if not ordered:
        return UNDEFINED
    place = Fraction(hundredths, 100) * (len(ordered) - 1)
    low = ordered[int(place)]
    high = ordered[min(int(place) + 1, len(ordered) - 1)]
    return exactly(low + (place - int(place)) * (high - low))


# Who belongs where.


def inside(day: date | None, span: Period) -> bool:
    """Half-open; what has no date is in `all` only."""
    if day is None:
        return span.key == "all"
    return (span.start is None or span.start <= day) and (span.end is None or day < span.end)


def open_ones(rows: Rows) -> Rows:
    return [each for each in rows if each.outcome is OPEN]


def closed(rows: Rows, outcome: Outcome, span: Period) -> Rows:
    """Won or lost ones by close date: `closed` where the file has it, else the expected one."""
    return [each for each in rows if each.outcome is outcome and inside(each.closed or each.expected_close, span)]


def due(rows: Rows, world: World) -> Rows:
    return [each for each in open_ones(rows) if inside(each.expected_close, world.period)]


def late(row: Opportunity, world: World) -> bool:
    return row.expected_close is not None and row.expected_close < world.as_of


def cycles(rows: Rows, lookback: Period) -> list[int]:
    """Days from created to close of what was won in the lookback, negative ones among them."""
    won = closed(rows, WON, lookback)
    dates = [(each.created, each.closed or each.expected_close) for each in won]
    return [(end - start).days for start, end in dates if start and end]


def stands_still(row: Opportunity, world: World) -> bool | None:
    """Longer in its stage than that allows, else older than p75 of what wins take; None where nothing tells."""
    limit = next(each.max_days for each in world.spec.stages if each.name == row.stage)
    if limit and row.stage_changed:
        return (world.as_of - row.stage_changed).days > limit
    if world.usual_cycle is None or row.created is None:
        return None
    return (world.as_of - row.created).days > world.usual_cycle


def usual_cycle(whole_file: Rows, lookback: Period) -> Fraction | None:
    return percentile([days for days in cycles(whole_file, lookback) if days >= 0], 75).value


def weighted(rows: Rows, world: World) -> Fraction | None:
    """Σ amount × probability, the row's, else its stage's; None of amounts that none has a probability."""
    stages = {each.name: each.probability for each in world.spec.stages}
    entered = [(each.amount, stages[each.stage] if each.probability is None else each.probability) for each in rows]
    shares = [(Fraction(money), share) for money, share in entered if money is not None]
    if (rows and not tells_weight(world)) or (shares and all(share is None for _, share in shares)):
        return None
    return sum((money * Fraction(share or 0) for money, share in shares), Fraction(0))


def open_stages(world: World) -> list[str]:
    return [each.name for each in world.spec.stages if each.kind is StageKind.OPEN]


def reached(row: Opportunity, world: World) -> int | None:
    """Position of the open stage an opportunity stands in, or died in where the file tells."""
    stage = (row.lost_from_stage or row.stage) if row.outcome is LOST else row.stage
    names = open_stages(world)
    return names.index(stage) if stage in names else None


def before_qualified(row: Opportunity, world: World) -> bool | None:
    """Whether it is known to have ended, or to stand, before the stage it would count as qualified from."""
    if row.outcome is WON:
        return False
    place, wanted = reached(row, world), world.spec.qualified_from
    return None if place is None or wanted is None else place < open_stages(world).index(wanted)


# What the file tells: a measure that needs a column the file lacks is undefined.


def tells_close(world: World) -> bool:
    return bool({"closed", "expected_close"} & world.columns)


def tells_period(world: World) -> bool:
    return tells_close(world) or world.period.key == "all"


def tells_due(world: World) -> bool:
    return "expected_close" in world.columns


def tells_created(world: World) -> bool:
    return "created" in world.columns


def tells_lookback(world: World) -> bool:
    return tells_close(world) or world.lookback.key == "all"


def tells_weight(world: World) -> bool:
    by_stage = any(each.probability is not None for each in world.spec.stages if each.kind is StageKind.OPEN)
    return "probability" in world.columns or by_stage


def if_told(told: bool, figure: Figure) -> Figure:
    return figure if told else UNDEFINED
