"""How well a score told won from lost, and which of its rules pulls the wrong way."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import TypeVar

from ..domain.opportunity import Opportunity
from ..domain.scorecard import RuleTold, Scored, Told, mean_of
from ..domain.values import EXACT, Mean, Outcome, Ratio
from .scores import Scale, Weighted, scored

T = TypeVar("T")
#: Decided ones, and those of either outcome, from which a score is held against what came of it.
FEWEST, FEWEST_OF_EACH = 20, 5
_TWO = Decimal(2)


#: What subjects of either outcome are called.
WON_LOST = "won", "lost"


def told(scale: Scale[Opportunity], decided: Iterable[Opportunity]) -> Told:
    """How the scores of won ones compare with those of lost ones, as the rules answer for them today."""
    return told_apart(scale, [(each.outcome is Outcome.WON, scored(scale, each)) for each in decided], WON_LOST)


def told_apart(scale: Scale[T], found: Sequence[tuple[bool, Scored]], called: tuple[str, str]) -> Told:
    """How the scores of those with the better outcome compare with the others'."""
    won, lost = (
        sorted(one.exact for is_won, one in found if is_won is which and one.exact is not None)
        for which in (True, False)
    )
    untold = _too_few(len(won), len(lost), called)
    return Told(
        name=scale.name,
        won=len(won),
        lost=len(lost),
        unscored=len(found) - len(won) - len(lost),
        untold=untold,
        mean_won=mean_of(won),
        mean_lost=mean_of(lost),
        concordance=None if untold else concordance(won, lost),
        rules=tuple(_rule(rule, number, found) for number, rule in enumerate(scale.rules)),
    )


def concordance(won: Sequence[Fraction], lost: Sequence[Fraction]) -> Mean:
    """Pairs of a won and a lost one in which the won one is higher, equal ones by half, over all pairs; both ascending.

    Source: Mann and Whitney (1947), whose U over the number of pairs is the area under the ROC curve.
    """
    twice = sum(bisect_left(lost, each) + bisect_right(lost, each) for each in won)
    return Mean(EXACT.divide(Decimal(twice), _TWO), len(won) * len(lost))


def _too_few(won: int, lost: int, called: tuple[str, str]) -> str | None:
    if won + lost >= FEWEST and min(won, lost) >= FEWEST_OF_EACH:
        return None
    return (
        f"{won:,} {called[0]} and {lost:,} {called[1]} have a score; from {FEWEST} on, "
        f"{FEWEST_OF_EACH} of each at least, it can be said how well it tells them apart"
    )


def _rule(rule: Weighted[T], number: int, found: Sequence[tuple[bool, Scored]]) -> RuleTold:
    answers = [(is_won, one.rules[number].holds) for is_won, one in found]
    holding, failing = (_won_of(answers, holds=holds) for holds in (True, False))
    one, other = holding.interval, failing.interval
    return RuleTold(
        name=rule.name,
        points=rule.points,
        holding=holding,
        failing=failing,
        unjudged=sum(holds is None for _, holds in answers),
        pulls_wrong=_is_less(holding, failing),
        is_clear=one is not None and other is not None and (one.high < other.low or other.high < one.low),
        set_at_close=rule.set_at_close,
    )


def _won_of(answers: Iterable[tuple[bool, bool | None]], *, holds: bool) -> Ratio:
    some = [is_won for is_won, answer in answers if answer is holds]
    return Ratio(sum(some), len(some))


def _is_less(holding: Ratio, failing: Ratio) -> bool:
    """Whether those for which it holds were won less often, with enough of both to say."""
    if min(holding.denominator, failing.denominator) < FEWEST_OF_EACH:
        return False
    return holding.numerator * failing.denominator < failing.numerator * holding.denominator
