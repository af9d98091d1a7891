"""Open opportunities to look at, and why.

Order: those overdue or stalled come before those that only lack something; among each, by the amount at stake, where
an amount due in the period counts twice; ones without an amount last. Equals stand by name.
"""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from ..domain.finding import Place
from ..domain.opportunity import Opportunity
from ..domain.result import Attention, Reason, Sign
from ..domain.values import EXACT, ZERO, Outcome
from ..engines.membership import Scope, standing, within

#: Days without any activity after which an open opportunity counts as quiet.
QUIET_DAYS = 30
#: Moves of the expected close to a later day from which on they say something of the deal and not of one date.
PUSHED_OFTEN = 2
NOBODY: Mapping[Place, int] = {}
AT_RISK = (Reason.OVERDUE, Reason.STALLED)


def attention(
    opportunities: Iterable[Opportunity], scope: Scope, fields: frozenset[str], pushed: Mapping[Place, int] = NOBODY
) -> tuple[Attention, ...]:
    """All open opportunities with a sign, most pressing first.

    `fields` are those the file has columns for: what a file can't tell is nobody's omission. `pushed` is how often the
    expected close of the one in a place was moved later, where history tells.
    """
    found = (
        _entry(each, signs, scope)
        for each in opportunities
        if each.outcome is Outcome.OPEN and (signs := tuple(_signs(each, scope, fields, pushed.get(each.place, 0))))
    )
    return tuple(sorted(found, key=_pressing))


def is_at_risk(entry: Attention) -> bool:
    """Whether it is overdue or stalled, and not merely lacking something."""
    return any(sign.reason in AT_RISK for sign in entry.signs)


def _signs(opportunity: Opportunity, scope: Scope, fields: frozenset[str], pushed: int) -> Iterator[Sign]:
    """Signs of one open opportunity, gravest first."""
    if days := opportunity.days_overdue(scope.as_of):
        yield Sign(Reason.OVERDUE, days)
    stood = standing(opportunity, scope)
    if stood is not None and stood.days > stood.limit:
        yield Sign(Reason.STALLED, stood.days, stood.limit, in_stage=stood.in_stage)
    if pushed >= PUSHED_OFTEN:
        yield Sign(Reason.PUSHED, times=pushed)
    if opportunity.amount is None:
        yield Sign(Reason.NO_AMOUNT)
    yield from _gaps(opportunity, scope, fields)


def _gaps(opportunity: Opportunity, scope: Scope, fields: frozenset[str]) -> Iterator[Sign]:
    if opportunity.expected_close is None and "expected_close" in fields:
        yield Sign(Reason.NO_EXPECTED_CLOSE)
    if opportunity.last_activity is not None:
        quiet = (scope.as_of - opportunity.last_activity).days
        if quiet > QUIET_DAYS:
            yield Sign(Reason.QUIET, quiet, Decimal(QUIET_DAYS))
    if opportunity.next_step is None and "next_step" in fields:
        yield Sign(Reason.NO_NEXT_STEP)


def _entry(opportunity: Opportunity, signs: tuple[Sign, ...], scope: Scope) -> Attention:
    return Attention(
        id=opportunity.id,
        name=opportunity.name,
        owner=opportunity.owner,
        account=opportunity.account,
        stage=opportunity.stage,
        amount=opportunity.amount,
        probability=opportunity.probability,
        expected_close=opportunity.expected_close,
        next_step=opportunity.next_step,
        due=within(opportunity.expected_close, scope.period),
        signs=signs,
        place=opportunity.place,
        currency=opportunity.currency,
    )


def _pressing(entry: Attention) -> tuple[bool, bool, Decimal, str]:
    stake = ZERO if entry.amount is None else EXACT.multiply(entry.amount, Decimal(2 if entry.due else 1))
    return not is_at_risk(entry), entry.amount is None, EXACT.minus(stake), entry.name
