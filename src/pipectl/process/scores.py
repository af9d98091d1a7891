"""Weighted rules, and what each gives to a score.

A score asks nothing of what is scored but an answer to each rule, so that leads can be scored as opportunities are.
"""

from collections.abc import Callable, Iterable
from decimal import Decimal
from functools import reduce
from typing import Generic, NamedTuple, TypeVar

from ..domain.judging import Judged
from ..domain.opportunity import Opportunity
from ..domain.qualification import IdealCustomer, Score, ScoreRule
from ..domain.scorecard import Contribution, Scored
from ..domain.values import EXACT, ZERO
from ..engines.binding import Ground, Known, bind
from ..engines.keys import find_name

T = TypeVar("T")
#: What the score of an ideal customer is called.
FIT = "Fit"
#: Fields that closing an opportunity sets itself.
_SET_AT_CLOSE = frozenset({
    "outcome", "status", "stage", "probability", "closed", "lost_reason", "lost_from_stage", "forecast_category",
    "stage_changed",
})  # fmt: skip
_WHOLE = Decimal(100)


class Weighted(NamedTuple, Generic[T]):
    """A rule with the points it gives, and what answers it for a subject."""

    name: str
    points: Decimal
    judge: Callable[[T], Judged]
    set_at_close: bool = False
    """Whether it looks at what closing an opportunity sets itself."""


class Scale(NamedTuple, Generic[T]):
    """A score that knows where to look."""

    name: str
    rules: tuple[Weighted[T], ...]
    fits_from: Decimal | None = None
    """Score from which a subject fits, from 1 to 100."""


def scored(scale: Scale[T], subject: T) -> Scored:
    """The score of one subject; points of rules that can't be judged are neither given nor lost."""
    lines = tuple(_contribution(rule, rule.judge(subject)) for rule in scale.rules)
    points = _sum(each.points for each in lines if each.holds)
    judged = _sum(each.points for each in lines if each.holds is not None)
    possible = _sum(each.points for each in lines)
    fits = None
    if scale.fits_from is not None and judged:
        fits = EXACT.multiply(points, _WHOLE) >= EXACT.multiply(scale.fits_from, judged)
    return Scored(scale.name, points, judged, possible, lines, fits)


def scale_of(score: Score | IdealCustomer, known: Known) -> Scale[Opportunity]:
    """A score of pipeline.yaml as this data answers it."""
    known = known._replace(is_empty_unknown=True)
    rules = tuple(
        weighted(
            rule, known, is_set=not _SET_AT_CLOSE.isdisjoint(find_name(name, known.pipeline) for name in rule.fields())
        )
        for rule in score.rules
    )
    return Scale(FIT, rules, score.fits_from) if isinstance(score, IdealCustomer) else Scale(score.name, rules)


def _contribution(rule: Weighted[T], answer: Judged) -> Contribution:
    return Contribution(rule.name, rule.points, answer.holds, answer.why)


def weighted(rule: ScoreRule, ground: Ground[T], *, is_set: bool) -> Weighted[T]:
    """A rule of pipeline.yaml as some data answers it; `is_set` where it looks at what the outcome sets itself."""
    return Weighted(rule.name, rule.points, bind(rule, ground).judge, is_set)


def _sum(points: Iterable[Decimal]) -> Decimal:
    return reduce(EXACT.add, points, ZERO)
