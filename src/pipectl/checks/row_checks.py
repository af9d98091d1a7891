"""Data checks of one opportunity by itself."""

from collections.abc import Iterator
from decimal import Decimal

from ..domain.opportunity import Opportunity
from ..domain.pipeline import ActivityFiles
from ..domain.quiet import Quiet, quiet_of
from ..domain.values import EXACT, ONE, ZERO, Outcome
from .looked import Hit, Looked, days

#: Days without any activity after which an open opportunity is stale.
STALE_DAYS = 30
#: How far a row's close % may be from that of its stage.
FAR = Decimal("0.30")


def overdue(looked: Looked) -> Iterator[Hit]:
    """Open opportunities that should have closed."""
    for each in _open(looked, "expected_close"):
        if past := each.days_overdue(looked.as_of):
            yield looked.hit(each, "expected_close", f"{each.expected_close} is {days(past)} past, yet it is open")


def decided_ahead(looked: Looked) -> Iterator[Hit]:
    """Won and lost opportunities whose close date has not come yet."""
    for each in looked.opportunities:
        day = each.close_date
        if each.outcome is Outcome.OPEN or day is None or day <= looked.as_of:
            continue
        ahead = days((day - looked.as_of).days)
        yield looked.hit(
            each, "closed" if each.closed else "expected_close", f"{day} is {ahead} ahead, yet it is {each.outcome}"
        )


def without_next_step(looked: Looked) -> Iterator[Hit]:
    """Open opportunities nobody has planned anything for."""
    for each in _open(looked, "next_step"):
        if each.next_step is None:
            yield looked.hit(each, "next_step", "is empty")


def far_from_stage(looked: Looked) -> Iterator[Hit]:
    """Open opportunities whose close % is not that of their stage."""
    usual = {stage.name: stage.probability for stage in looked.spec.stages}
    for each in _open(looked, "probability"):
        stage = usual.get(each.stage)
        if each.probability is None or stage is None or EXACT.abs(EXACT.subtract(each.probability, stage)) <= FAR:
            continue
        said = f"is {percent(each.probability)}; its stage {each.stage} is usually at {percent(stage)}"
        yield looked.hit(each, "probability", said)


def undecided(looked: Looked) -> Iterator[Hit]:
    """Won opportunities that are not at 100 %, lost ones that are not at 0."""
    sure = {Outcome.WON: ONE, Outcome.LOST: ZERO}
    for each in looked.having("probability"):
        if each.outcome in sure and each.probability not in (None, sure[each.outcome]):
            said = f"is {percent(each.probability or ZERO)}, yet it is {each.outcome.value}"
            yield looked.hit(each, "probability", said)


def stale(looked: Looked) -> Iterator[Hit]:
    """Open opportunities that nobody has touched for long."""
    told = looked.pipeline.activities
    some = _open(looked, "last_activity") if told is None else _open(looked)
    for each in some:
        quiet = quiet_of(each, looked.as_of, looked.facts.reach)
        if quiet is not None and quiet.days > STALE_DAYS:
            yield looked.hit(each, "last_activity", f"{_silence(each, quiet, told)}, yet it is open")


def _silence(opportunity: Opportunity, quiet: Quiet, told: ActivityFiles | None) -> str:
    if quiet.never:
        return f"is empty: nothing was done on it in {days(quiet.days)}{' at least' if quiet.at_least else ''}"
    by = f"(by {told.names}) " if told is not None and opportunity.place in told.later else ""
    return f"{by}{opportunity.last_activity} is {days(quiet.days)} past"


def _open(looked: Looked, *fields: str) -> Iterator[Opportunity]:
    return (each for each in looked.having(*fields) if each.outcome is Outcome.OPEN)


def percent(share: Decimal) -> str:
    """`15%`, all digits kept."""
    text = format(EXACT.multiply(share, Decimal(100)), "f")
    return f"{text.rstrip('0').rstrip('.') if '.' in text else text}%"
