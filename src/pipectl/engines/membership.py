"""Who belongs to which tally of `Totals`: each condition declared once, by the name of the tally."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from ..domain.opportunity import Opportunity
from ..domain.period import Period
from ..domain.spec import PipelineSpec
from ..domain.values import Outcome

OPEN, WON, LOST = Outcome.OPEN, Outcome.WON, Outcome.LOST


class Scope(NamedTuple):
    """What membership depends on besides the opportunity itself."""

    as_of: date
    period: Period
    lookback: Period
    positions: Mapping[str, int]
    """Open stages by name, with their position among the open stages."""
    max_days: Mapping[str, int]
    """Days allowed in a stage, for the stages that have a limit."""
    weights: Mapping[str, Decimal]
    """Probability of the stages that have one, for opportunities without a close %."""
    qualified: int | None
    """Position of the stage from which an opportunity counts as qualified."""
    usual_cycle: Decimal | None = None
    """p75 of the cycles of all wins of the file, so that no filter and no grouping moves the limit [days]."""


def scope_of(spec: PipelineSpec, as_of: date, period: Period, lookback: Period) -> Scope:
    """The scope pipeline.yaml and a question make; the usual cycle is learnt from the data afterwards."""
    positions = {stage.name: position for position, stage in enumerate(spec.open_stages)}
    return Scope(
        as_of=as_of,
        period=period,
        lookback=lookback,
        positions=positions,
        max_days={stage.name: stage.max_days for stage in spec.stages if stage.max_days is not None},
        weights={stage.name: stage.probability for stage in spec.stages if stage.probability is not None},
        qualified=None if spec.qualified_from is None else positions.get(spec.qualified_from),
    )


class Standing(NamedTuple):
    """How long an open opportunity has stood, and how long is usual."""

    days: int
    limit: Decimal
    in_stage: bool
    """Counted in its stage against the stage's limit; otherwise since it was created, against the usual cycle."""


def within(day: date | None, span: Period) -> bool:
    """Whether a day lies in a span; `all` holds what has no date, too."""
    return day in span or (day is None and span.key == "all")


def is_overdue(opportunity: Opportunity, scope: Scope) -> bool:
    """Whether an open opportunity's expected close has passed; on the day itself it has not."""
    close = opportunity.expected_close
    return close is not None and close < scope.as_of


def standing(opportunity: Opportunity, scope: Scope) -> Standing | None:
    """How long an open opportunity has stood, or None where nothing tells.

    In its stage where both the day it entered and the stage's limit are known, else since it was created.
    """
    limit = scope.max_days.get(opportunity.stage)
    if limit is not None and opportunity.stage_changed is not None:
        return Standing((scope.as_of - opportunity.stage_changed).days, Decimal(limit), in_stage=True)
    if opportunity.created is None or scope.usual_cycle is None:
        return None
    return Standing((scope.as_of - opportunity.created).days, scope.usual_cycle, in_stage=False)


def is_stalled(opportunity: Opportunity, scope: Scope) -> bool:
    """Whether an open opportunity has stood longer than its limit."""
    found = standing(opportunity, scope)
    return found is not None and found.days > found.limit


def died_at(opportunity: Opportunity, scope: Scope) -> int | None:
    """Position of the open stage a lost opportunity died in, where the file tells: apart, or by its stage."""
    return scope.positions.get(opportunity.lost_from_stage or opportunity.stage)


def is_qualified(opportunity: Opportunity, scope: Scope) -> bool:
    """Whether it is known to have reached the stage named by `qualified_from`; whatever was won has."""
    if scope.qualified is None:
        return False
    if opportunity.outcome is WON:
        return True
    place = scope.positions.get(opportunity.stage) if opportunity.outcome is OPEN else died_at(opportunity, scope)
    return place is not None and place >= scope.qualified


def died_unqualified(opportunity: Opportunity, scope: Scope) -> bool:
    """Whether a lost opportunity is known to have died before the stage named by `qualified_from`."""
    place = died_at(opportunity, scope)
    return place is not None and scope.qualified is not None and place < scope.qualified


def weight(opportunity: Opportunity, scope: Scope) -> Decimal | None:
    """Probability an amount is weighted with: the row's, else its stage's; None where neither has one."""
    found = opportunity.probability
    return scope.weights.get(opportunity.stage) if found is None else found


class Member(NamedTuple):
    """Who belongs to one tally: those of these outcomes for which the condition holds."""

    outcomes: tuple[Outcome, ...]
    row: Callable[[Opportunity, Scope], bool]


def _always(_opportunity: Opportunity, _scope: Scope) -> bool:
    return True


ANY, DECIDED = (OPEN, WON, LOST), (WON, LOST)

MEMBERS: Mapping[str, Member] = {
    "everything": Member(ANY, _always),
    "open": Member((OPEN,), _always),
    "due": Member((OPEN,), lambda o, s: within(o.expected_close, s.period)),
    "due_overdue": Member((OPEN,), lambda o, s: within(o.expected_close, s.period) and is_overdue(o, s)),
    "overdue": Member((OPEN,), is_overdue),
    "stalled": Member((OPEN,), is_stalled),
    "decayed": Member((OPEN,), lambda o, s: is_overdue(o, s) or is_stalled(o, s)),
    "undated": Member((OPEN,), lambda o, _: o.expected_close is None),
    "won": Member((WON,), lambda o, s: within(o.close_date, s.lookback)),
    "lost": Member((LOST,), lambda o, s: within(o.close_date, s.lookback)),
    "lost_unqualified": Member((LOST,), lambda o, s: within(o.close_date, s.lookback) and died_unqualified(o, s)),
    "won_in_period": Member((WON,), lambda o, s: within(o.close_date, s.period)),
    "won_new": Member((WON,), lambda o, s: within(o.close_date, s.period) and within(o.created, s.period)),
    "won_of_created": Member((WON,), lambda o, s: within(o.created, s.period)),
    "lost_in_period": Member((LOST,), lambda o, s: within(o.close_date, s.period)),
    "created_in_period": Member(ANY, lambda o, s: within(o.created, s.period)),
    "qualified_in_period": Member(ANY, lambda o, s: is_qualified(o, s) and within(o.created, s.period)),
    "undated_closed": Member(DECIDED, lambda o, _: o.close_date is None),
    "judged_stalled": Member((OPEN,), lambda o, s: standing(o, s) is not None),
}
