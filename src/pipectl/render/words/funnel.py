"""Sentences about the funnel. Foreign text in them goes through the `clean` of the destination."""

from collections.abc import Iterable
from decimal import Decimal

from ...domain.funnel import Bottleneck, CohortLine, Funnel, FunnelStage, FunnelTable
from ...domain.values import DIVIDE, Ratio, Unit
from ..reasons import Reasons, gathered
from ..spell import UNDEFINED, against, interval, many, rounded, short_money, spell, target
from ..to_json.funnel import NO_PATHS, NONE_DECIDED, NONE_LEFT, NONE_THERE, SEVERAL, UNDECIDED
from .shared import Clean, counted, cut

#: A share of fewer is shown as its counts alone.
FEW = 10
#: Characters of a stage's name that a sentence has room for.
STAGE = 40
RUNNING = "running"
#: What the counts of a stage are of that did not go on.
FURTHEST = "came no further; one that stepped back counts at its furthest stage"


def share_words(ratio: Ratio) -> str:
    """`40% of 50`; of few, their counts alone: `2 of 3`; of none `–`."""
    if not ratio.denominator:
        return UNDEFINED
    return f"{many(ratio.numerator)} of {many(ratio.denominator)}" if ratio.denominator < FEW else _of(ratio)


def _of(ratio: Ratio) -> str:
    return f"{spell(ratio.value, Unit.PERCENT)} of {many(ratio.denominator)}"


def between_words(ratio: Ratio) -> str:
    """The interval of a share that is not of few: `28–53%`."""
    return interval(ratio.interval) if ratio.denominator >= FEW else ""


def part_words(part: int, whole: int) -> str:
    """A share of those whose number stands beside it; of few, their count: `80%`, `4 of 6`; of none `–`."""
    if not whole:
        return UNDEFINED
    ratio = Ratio(part, whole)
    return f"{many(part)} of {many(whole)}" if whole < FEW else spell(ratio.value, Unit.PERCENT)


def won_words(table: FunnelTable, currency: str | None) -> str:
    """`12 deals won, $300k`."""
    amount = "" if table.won_amount is None else f", {short_money(table.won_amount, currency)}"
    return f"{counted(table.won, 'deal')} won{amount}"


def bottleneck_words(found: Funnel, clean: Clean) -> tuple[str, ...]:
    """What holds most back with its sum, and what the other stages would add; or why nobody can tell."""
    top = found.bottleneck
    if top is None:
        return (f"Bottleneck not told: {clean(found.no_bottleneck)}.",) if found.no_bottleneck else ()
    return (_top(top, found.currency, clean), *_others(top, found.currency, clean))


def _top(top: Bottleneck, currency: str | None, clean: Clean) -> str:
    rate, aim = _told_apart(top)
    won, adds = (short_money(each, currency) for each in (top.won_amount, top.adds))
    counts = f"{many(top.conversion.numerator)} of {many(top.conversion.denominator)}"
    has = f"{clean(cut(top.stage, STAGE))} converts {rate} ({counts})"
    return f"{has}; at {_target(top, aim, clean)} it would add {adds}: {won} × {aim} ÷ {rate} − {won}."


def _told_apart(top: Bottleneck) -> tuple[str, str]:
    """The share and what it is held against, with as many digits as the sum needs to come out."""
    rate = top.conversion.value
    if not rate:
        return UNDEFINED, spell(top.target, Unit.PERCENT)
    for digits in range(2, 9):
        near = rounded(rate, digits), rounded(top.target, digits)
        if all(near) and _adds(top, *near) == short_money(top.adds):
            return target(near[0], Unit.PERCENT), target(near[1], Unit.PERCENT)
    return against(rate, top.target, Unit.PERCENT), against(top.target, rate, Unit.PERCENT)


def _adds(top: Bottleneck, rate: Decimal, aim: Decimal) -> str:
    """What comes out of the sum with the shares as they are shown."""
    lifted = DIVIDE.divide(DIVIDE.multiply(top.won_amount, aim), rate)
    return short_money(DIVIDE.subtract(lifted, top.won_amount))


def _target(top: Bottleneck, aim: str, clean: Clean) -> str:
    if top.best_quarter is None or top.best is None:
        return f"the {aim} that pipeline.yaml asks for"
    counts = f"{many(top.best.numerator)} of {many(top.best.denominator)}"
    return f"its best quarter's {aim} ({clean(top.best_quarter)}, {counts})"


def _others(top: Bottleneck, currency: str | None, clean: Clean) -> tuple[str, ...]:
    said = ", ".join(f"{clean(cut(stage, STAGE))} {short_money(adds, currency)}" for stage, adds in top.others)
    return (f"At theirs the others would add: {said}.",) if said else ()


def unknown_words(found: Funnel) -> tuple[str, ...]:
    """How many are in no figure, as their way is not known."""
    if not found.unknown:
        return ()
    stand = "is" if found.unknown == 1 else "are"
    return (f"{counted(found.unknown, 'deal')} of unknown path {stand} in no figure: nothing tells the stages passed",)


def of_stages(stages: Iterable[FunnelStage]) -> Reasons:
    """Why the table of stages has a `–` somewhere."""
    figures: list[tuple[str, str | None]] = []
    for stage in stages:
        days = stage.lasting
        figures += [
            ("Moves on", None if stage.conversion.denominator else UNDECIDED),
            ("Median", NONE_LEFT if days.median is None else None),
            ("p75", NONE_LEFT if days.p75 is None else None),
            ("So far", NONE_THERE if days.so_far_median is None else None),
        ]
    return gathered(figures)


def of_cohorts(lines: Iterable[CohortLine]) -> Reasons:
    """Why the table of quarters has a `–` somewhere."""
    figures: list[tuple[str, str | None]] = []
    for line in lines:
        figures.append(("Won of decided", None if line.conversion.denominator else NONE_DECIDED))
        figures.append(("Known", None if line.known else NO_PATHS))
    return gathered(figures)


def of_groups(groups: Iterable[FunnelTable]) -> Reasons:
    """Why a table of groups has a `–` somewhere."""
    figures: list[tuple[str, str | None]] = []
    for group in groups:
        figures += [("Moves on", None if stage.conversion.denominator else UNDECIDED) for stage in group.stages]
        figures.append(("Won amount", SEVERAL if group.won_amount is None else None))
    return gathered(figures)
