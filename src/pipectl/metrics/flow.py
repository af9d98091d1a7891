"""How opportunities move through the stages, and what entered probabilities were worth."""

from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from ..domain.totals import BANDS, Band, Totals
from ..domain.values import Mean, Ratio, Undefined, Unit
from .metric import Figure, Part, metric
from .plan import Plan
from .sources import COHORT, RELIABILITY

if TYPE_CHECKING:
    from ..history.past import Group

NONE_KNOWN = "nothing tells in which stage those that were lost died, so it can't be told how many went on"
NONE_LEFT = "no opportunity known to have reached this stage has left it"


def _moves_on(totals: Totals, stages: int) -> Iterator[Ratio]:
    """For each open stage: those known to have gone on over those and the ones lost here."""
    opened, died = (_padded(counts, stages) for counts in (totals.open_at, totals.lost_at))
    for place in range(stages):
        passed = totals.won.count + sum(opened[place + 1 :]) + sum(died[place + 1 :])
        yield Ratio(passed, passed + died[place])


def _won_from(totals: Totals, stages: int) -> Iterator[Ratio]:
    """For each open stage: won over won and lost here or later."""
    died = _padded(totals.lost_at, stages)
    for place in range(stages):
        yield Ratio(totals.won.count, totals.won.count + sum(died[place:]))


def _padded(counts: tuple[int, ...], stages: int) -> tuple[int, ...]:
    return counts + (0,) * (stages - len(counts))


@metric(
    title="Stage conversion",
    unit=Unit.PERCENT,
    formula="per stage: (won + open or lost in a later stage) ÷ (that + lost in this stage), pooled over the stages; "
    "won from a stage: won ÷ (won + lost in it or later)",
    source=COHORT,
    undefined="nothing has left a stage yet",
    needs=("lookback", "outcomes", "lost_from", "stage_order"),
    made_of=("won", "lost"),
)
def stage_conversion(totals: Totals, plan: Plan, past: "Group | None") -> Figure:
    """Share of the opportunities known to have reached a stage and left it that went on to the next.

    With history of the whole lookback: of those that reached the stage in it, whatever became of them. Without: won and
    lost ones are those of the lookback. Open ones wait in their stage and count as passed for the stages
    before; a skipped stage counts as passed; lost ones whose stage at loss is unknown are left out.
    """
    names = plan.stages
    if past is not None and not {"paths", "past_stages"}.intersection(plan.missing):
        return _by_cohorts(names, past)
    moves, wins = tuple(_moves_on(totals, len(names))), tuple(_won_from(totals, len(names)))
    left_out = totals.lost.count - sum(totals.lost_at)
    unknown = Part("unknown", "Lost in an unknown stage, left out", Unit.COUNT, left_out)
    if left_out and not sum(totals.lost_at):
        return Figure(Undefined(NONE_KNOWN), (unknown,))
    return Figure(
        sum(moves, Ratio(0, 0)),
        (
            *(_stage_part("moves_on", "moves on", each) for each in zip(names, moves, strict=True)),
            *(_stage_part("won_from", "won once here", each) for each in zip(names, wins, strict=True)),
            unknown,
        ),
    )


def _by_cohorts(names: tuple[str, ...], past: "Group") -> Figure:
    """From the paths that history tells: those who wait in a stage, or are gone from it, tell nothing yet."""
    found = past.past.passages
    moves, wins = [each.conversion for each in found], [each.won_from for each in found]
    counted = (
        Part(f"reached:{name}", f"{name}: reached", Unit.COUNT, each.reached)
        for name, each in zip(names, found, strict=True)
    )
    return Figure(
        sum(moves, Ratio(0, 0)),
        (
            *(_stage_part("moves_on", "moves on", each) for each in zip(names, moves, strict=True)),
            *(_stage_part("won_from", "won once here", each) for each in zip(names, wins, strict=True)),
            *counted,
        ),
    )


def _stage_part(key: str, words: str, stage: tuple[str, Ratio]) -> Part:
    name, ratio = stage
    return Part(f"{key}:{name}", f"{name}: {words}", Unit.PERCENT, ratio, NONE_LEFT)


@metric(
    title="Probability calibration",
    unit=Unit.PERCENT,
    formula="won ÷ (won + lost) of the lookback by band of the close % as entered; 0 and 100 % are left out",
    source=RELIABILITY,
    undefined="no opportunity decided in the lookback kept a close % between 0 and 100 %",
    needs=("probability", "lookback", "outcomes"),
    made_of=("won", "lost"),
)
def probability_calibration(totals: Totals) -> Figure:
    """Share that was won of the decided opportunities that still carry the close % somebody entered.

    Held against `entered`, the mean close %: the nearer the two, the better probabilities were judged. A close % of 0
    or 100 says nothing, since a CRM writes it when it closes an opportunity.
    """
    whole = sum(totals.calibration, Band())
    counted = totals.calibration or (Band(),) * len(BANDS)
    parts = tuple(part for key, band in zip(_band_keys(), counted, strict=True) for part in _band_parts(key, band))
    return Figure(Ratio(whole.won, whole.count), (_entered("entered", "Mean close % entered", whole), *parts))


@cache
def _band_keys() -> tuple[str, ...]:
    """`0-20`, `20-40` …: made once, since every group asks for them."""
    ends = [f"{end * 100:.0f}" for end in (Decimal(0), *BANDS)]
    return tuple(f"{low}-{high}" for low, high in pairwise(ends))


def _band_parts(key: str, band: Band) -> tuple[Part, Part]:
    words = f"{key.replace('-', '–')} %"
    won = Ratio(band.won, band.count)
    none = f"no opportunity was decided with a close % of {words}"
    return (
        Part(f"won:{key}", f"{words}: won", Unit.PERCENT, won, none),
        _entered(f"entered:{key}", f"{words}: entered", band),
    )


def _entered(key: str, title: str, band: Band) -> Part:
    none = "no decided opportunity kept such a close %"
    return Part(key, title, Unit.PERCENT, Mean(band.entered, band.count), none)
