"""What was won and lost lately, to learn from."""

from collections.abc import Mapping
from typing import NamedTuple

from ..domain.cells import usual_spellings
from ..domain.currencies import Currencies
from ..domain.finding import Place
from ..domain.opportunity import Opportunity
from ..domain.review import Decided, Lessons
from ..domain.values import Outcome
from ..engines.membership import Scope, died_at
from .sums import by_size, keyed, summed

NO_REASON_COLUMN = "the file has no column of reasons (columns: lost_reason)"
NO_STAGE_COLUMN = "the file has no column of the stage they died in (columns: lost_from_stage), and no history tells"


class Lately(NamedTuple):
    """What was won and lost since the last time."""

    decided: tuple[Opportunity, ...]
    undated: tuple[Opportunity, ...]
    """Those of which nothing tells when they were."""


def lessons(
    lately: Lately,
    stood_in: Mapping[Place, str],
    scope: Scope,
    fields: frozenset[str],
    currencies: Currencies,
    shown: int | None,
) -> Lessons:
    """Those that were decided, by outcome; the lost ones by reason and by the stage they died in.

    `stood_in` is the open stage that each was in last, by its place, where history tells.
    """
    decided = lately.decided
    usual = usual_spellings(each.lost_reason for each in decided)
    told = [_decided(each, stood_in, scope, currencies) for each in decided]
    won = [each for each in told if each.outcome is Outcome.WON]
    lost = [each for each in told if each.outcome is Outcome.LOST]
    return Lessons(
        won=summed(won, currencies),
        lost=summed(lost, currencies),
        undated=summed(lately.undated, currencies),
        biggest_won=tuple(by_size(won, lambda each: each.name, currencies)[:shown]),
        biggest_lost=tuple(by_size(lost, lambda each: each.name, currencies)[:shown]),
        reasons=keyed(lost, lambda each: usual.get(each.reason or "", each.reason), currencies),
        stages=keyed(lost, lambda each: each.stage, currencies),
        no_reasons=None if "lost_reason" in fields else NO_REASON_COLUMN,
        no_stages=NO_STAGE_COLUMN if lost and all(each.stage is None for each in lost) else None,
    )


def _decided(each: Opportunity, stood_in: Mapping[Place, str], scope: Scope, currencies: Currencies) -> Decided:
    return Decided(
        id=each.id,
        name=each.name,
        owner=each.owner,
        account=each.account,
        amount=each.amount,
        currency=each.currency or currencies.told,
        outcome=each.outcome,
        closed=each.close_date,
        cycle_days=each.cycle_days,
        stage=_died_in(each, stood_in, scope) if each.outcome is Outcome.LOST else None,
        reason=each.lost_reason,
        source=each.source,
        place=each.place,
    )


def _died_in(each: Opportunity, stood_in: Mapping[Place, str], scope: Scope) -> str | None:
    """As the file tells, else as history does."""
    at = died_at(each, scope)
    return stood_in.get(each.place) if at is None else tuple(scope.positions)[at]
