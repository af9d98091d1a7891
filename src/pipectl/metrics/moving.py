"""What only the past tells: how long opportunities stay, and how their dates and amounts move."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from ..domain.values import Mean, Ratio, Share, Undefined, Unit
from ..engines.spread import HALF, THREE_QUARTERS, percentile
from .metric import Figure, Part, metric
from .sources import PRACTICE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..history.durations import Stay
    from ..history.past import Group
    from ..history.waterfall import Level

NO_HISTORY = "there is no history"
NONE_LEFT = "no opportunity known to have entered a stage has left it in the lookback"
NOBODY_LEFT = "nobody left this stage in the lookback with a known day of entry"
NONE_THERE = "nobody known to have entered this stage is in it now"
NONE_DUE = "nothing was due in the period when it began"


@metric(
    title="Time in stage",
    unit=Unit.DAYS,
    formula="median of the days from entering a stage to leaving it, first visits, over all open stages; by stage: "
    "median and p75 of first visits, median of all visits together, and of those who are there now",
    source=PRACTICE,
    undefined=NONE_LEFT,
    needs=("past", "past_stages"),
)
def time_in_stage(past: Group) -> Figure:
    """Days that opportunities stayed in a stage, of those who left it in the lookback.

    Those who are there now stand apart. Who was in a stage already when history began is left out, unless the file
    says since when.
    """
    days = sorted(day for stay in past.stays.values() for day in stay.first)
    median = percentile(days, HALF)
    parts = (part for stage, stay in past.stays.items() for part in _stay_parts(stage, stay))
    undated = sum(stay.undated for stay in past.stays.values())
    left_out = Part("undated", "In a stage since nobody knows when, left out", Unit.COUNT, undated)
    return Figure(Undefined(NONE_LEFT) if median is None else median, (*parts, left_out))


def _stay_parts(stage: str, stay: Stay) -> Iterator[Part]:
    yield Part(f"left:{stage}", f"{stage}: left", Unit.COUNT, len(stay.first))
    for key, words, days, share in (
        ("median", "median", stay.first, HALF),
        ("p75", "p75", stay.first, THREE_QUARTERS),
        ("cumulative", "median of all visits together", stay.cumulative, HALF),
    ):
        yield Part(f"{key}:{stage}", f"{stage}: {words}", Unit.DAYS, percentile(days, share), NOBODY_LEFT)
    yield Part(f"there:{stage}", f"{stage}: there now", Unit.COUNT, len(stay.open))
    yield Part(
        f"so_far:{stage}", f"{stage}: there now, median so far", Unit.DAYS, percentile(stay.open, HALF), NONE_THERE
    )


@metric(
    title="Push count",
    unit=Unit.COUNT,
    formula="times the expected close of an opportunity that is open now was moved to a later day",
    source=PRACTICE,
    undefined=NO_HISTORY,
    needs=("past", "past_close"),
    made_of=("open",),
)
def push_count(past: Group) -> Figure:
    """How often the expected close of open opportunities was moved later, as far back as history goes.

    Beside it how many of them were pushed at all and twice or more, what was moved earlier, and the moves from inside
    the period past its end. Closing an opportunity overwrites the date in many CRMs, which is no push.
    """
    found = past.past.pushes
    return Figure(
        found.later,
        (
            Part(
                "pushed", "Pushed at least once", Unit.PERCENT, Ratio(found.pushed, found.opportunities), "none is open"
            ),
            Part("pushed_twice", "Pushed twice or more", Unit.COUNT, found.pushed_twice),
            Part("earlier", "Moved earlier", Unit.COUNT, found.earlier),
            Part("past_end", "Moved past the end of the period", Unit.COUNT, found.past_end),
        ),
    )


@metric(
    title="Days pushed",
    unit=Unit.DAYS,
    formula="sum of the days by which the expected close of open opportunities was moved; earlier counts against later",
    source=PRACTICE,
    undefined=NO_HISTORY,
    needs=("past", "past_close"),
    made_of=("open",),
)
def days_pushed(past: Group) -> Figure:
    """By how many days the expected close of open opportunities was moved in all, and on average of each."""
    found = past.past.pushes
    mean = Mean(found.days, found.opportunities)
    return Figure(found.days, (Part("mean", "Of each open one", Unit.DAYS, mean, "none is open"),))


@metric(
    title="Slip rate",
    unit=Unit.PERCENT,
    formula="amount due in the period at its start that was moved past its end ÷ amount due at its start",
    source=PRACTICE,
    undefined=NONE_DUE,
    needs=("past", "past_amount", "past_close", "past_start"),
    of_amounts=True,
    of_period=True,
)
def slip_rate(past: Group) -> Figure:
    """Share of what was due when the period began that has moved past its end by the end of the period or as-of.

    Amounts are those of the start. What is still open with a date in the period, or before it, has not moved; it
    stands apart, as does what was won, lost or is gone.
    """
    found = past.past.slips
    whole = found.due
    return Figure(
        Share(found.moved.amount, whole.amount),
        (
            Part("by_count", "By count", Unit.PERCENT, Ratio(found.moved.opportunities, whole.opportunities), NONE_DUE),
            Part("due_count", "Due at the start", Unit.COUNT, whole.opportunities),
            *(
                Part(key, words, Unit.MONEY, level.amount)
                for key, words, level in (
                    ("due", "Due at the start, amount", whole),
                    ("moved", "Moved past the end", found.moved),
                    ("won", "Won", found.won),
                    ("lost", "Lost", found.lost),
                    ("gone", "Gone", found.gone),
                    ("open", "Still open and not moved", found.open),
                )
            ),
        ),
    )


@metric(
    title="Pipeline change",
    unit=Unit.MONEY,
    formula="created + pulled in + reopened + increased - decreased - pushed out - won - lost - removed, of what is "
    "open and due in the period, since the look before the last one up to as-of",
    source=PRACTICE,
    undefined=NO_HISTORY,
    needs=("past", "past_amount", "past_close", "past_change"),
    of_period=True,
)
def pipeline_change(past: Group) -> Figure:
    """How the open amount due in the period changed since the pipeline was last looked at, and by what.

    It balances: start plus this is what is open and due now. `pipectl changes` has it between any two days.
    """
    from ..history.waterfall import Bucket

    found = past.past
    return Figure(
        _difference(found.end, found.start),
        (
            Part("start", "Open and due at the start", Unit.MONEY, found.start.amount),
            *(
                Part(bucket.value, bucket.value.replace("_", " ").capitalize(), Unit.MONEY, found.bucket(bucket).amount)
                for bucket in Bucket
            ),
            Part("end", "Open and due now", Unit.MONEY, found.end.amount),
        ),
    )


def _difference(end: Level, start: Level) -> Decimal:
    from ..domain.values import EXACT

    return EXACT.subtract(end.amount, start.amount)
