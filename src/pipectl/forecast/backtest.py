"""What forecasts were worth on past days: each made from what was known then, held against what is known now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from ..domain.period import Period
from ..domain.spec import PipelineSpec
from ..domain.values import DIVIDE, EXACT, ONE, ZERO, Ratio, Undefined
from .auto import Choice, Weights, choice, mixed
from .estimate import Estimate, Method, money
from .judged import Judged, Judging, judged_of
from .methods import booked, estimate_of, target_of
from .seen import View
from .target import Target, won_in
from .trials import Trial, days_of, trial

#: Below these nothing is claimed; the first holds for each method, and for those held against each other, too.
ENOUGH_DAYS, ENOUGH_CLOSED, ENOUGH_WON = 6, 40, 10
OVER = "nothing of the period is left to forecast"
NOTHING_WON = "nothing was won in the past periods, so there is nothing to hold a forecast against"
_NONE = Ratio(ZERO, ZERO)
#: Days left are told to the nearest of these.
_STEP = 30


class Tried(NamedTuple):
    """One past day: what was forecast, and what came."""

    target: Target
    booked: Decimal
    """As known then."""
    actual: Decimal
    """Won in the period, as known now."""
    forecasts: Mapping[Method, Decimal | Undefined]
    """Of the whole period."""
    weights: Weights
    """What each method counted for in `auto`, by what was known then."""

    @property
    def day(self) -> date:
        """The day it was made on."""
        return self.target.as_of

    @property
    def days_left(self) -> int:
        """Days to the end of the period, to the nearest thirty."""
        return about(self.target.window.until)


def about(days: int) -> int:
    """So many days to the nearest thirty, thirty at least."""
    return max(_STEP, round(days / _STEP) * _STEP)


class Score(NamedTuple):
    """How near one method was."""

    days: int
    """Past days on which it said something."""
    wape: Ratio
    """Sum of |forecast - actual| over the sum of actuals."""
    bias: Ratio
    """Sum of (forecast - actual) over the sum of actuals; more than 0 where too much was forecast."""
    skill: Mapping[Method, Decimal | None]
    """1 - its error / that of run rate, and of entered close %, on the days both said something; above 0 is better."""
    undefined: str | None = None
    """Why nothing is claimed of it, in words: too few days, or nothing to hold it against."""

    @property
    def is_claimed(self) -> bool:
        """Whether there are enough days to tell how near it was."""
        return self.days >= ENOUGH_DAYS


@dataclass(frozen=True)
class Backtest:
    """All past days, and what comes of them."""

    tried: tuple[Tried, ...]
    scores: Mapping[Method, Score]
    by_days_left: Mapping[int, Mapping[Method, Score]]
    """Of those days left that `ENOUGH_DAYS` past days had."""
    opportunities: Mapping[Method, Judged]
    """What chances of single ones were worth; of methods that give any."""
    closed: int
    """Decided in the lookback."""
    won: int


class Trials(NamedTuple):
    """The past days, with what all methods said on them in numbers; made once, asked often."""

    target: Target
    past: Sequence[Trial]
    choices: Sequence[Choice]
    """Of `auto`, by what was known on each day."""


def trials_of(view: View, target: Target) -> Trials:
    """Try all methods, and `auto`, on past days."""
    past: list[Trial] = []
    choices: list[Choice] = []
    for one in days_of(view, target):
        then = view.before(one.as_of)
        made = trial(then, one)
        choices.append(choice(then, one, made.rates, past))
        past.append(made)
    return Trials(target, past, choices)


def estimates(view: View, trials: Trials, now: Trial | None = None) -> Mapping[Method, Estimate | Undefined]:
    """What all methods, and `auto`, say of the period on the day of the view; `now` where it was tried already."""
    now = trial(view, trials.target) if now is None else now
    chosen = choice(view, trials.target, now.rates, trials.past)
    found = {
        method: rates if isinstance(rates, Undefined) else estimate_of(method, view, trials.target, rates)
        for method, rates in {**now.rates, Method.AUTO: mixed(now.rates, chosen.shares)}.items()
    }
    auto = found[Method.AUTO]
    return (
        found if isinstance(auto, Undefined) else {**found, Method.AUTO: auto.with_weights(chosen.shares, chosen.why)}
    )


def estimate_then(view: View, one: Trial, shares: Weights, method: Method) -> Estimate | Undefined:
    """What a method said on a past day, in full: for the width of its distribution."""
    rates = mixed(one.rates, shares) if method is Method.AUTO else one.rates[method]
    then = view.before(one.day)
    return rates if isinstance(rates, Undefined) else estimate_of(method, then, one.target, rates)


def backtest(view: View, period: Period, spec: PipelineSpec) -> Backtest | Undefined:
    """The backtest of forecasts of such periods; undefined, with the counts, where there is too little to claim."""
    target = target_of(view, period, spec)
    return target if isinstance(target, Undefined) else backtest_of(view, trials_of(view, target))


def backtest_of(view: View, trials: Trials) -> Backtest | Undefined:
    """The same of past days that were tried already; of a period that is over there is no error to claim."""
    if trials.target.window.days <= 0:
        return Undefined(OVER)
    first, last = trials.target.learnt_from(view)
    closed = view.table.closed[view.decided]
    counts = int(((closed >= first) & (closed <= last)).sum()), len(won_in(view, first, last))
    found = [_tried(view, one, chosen.shares) for one, chosen in zip(trials.past, trials.choices, strict=True)]
    tried = [one for one in found if any(not isinstance(said, Undefined) for said in one.forecasts.values())]
    if len(tried) < ENOUGH_DAYS or counts[0] < ENOUGH_CLOSED or counts[1] < ENOUGH_WON:
        return Undefined(
            f"{len(tried):,} past days to try, {counts[0]:,} closed and {counts[1]:,} won in the lookback; "
            f"a claim takes {ENOUGH_DAYS}, {ENOUGH_CLOSED} and {ENOUGH_WON}"
        )
    told = scores(tried)
    claimed = [method for method, score in told.items() if score.is_claimed]
    return Backtest(tuple(tried), told, _by_left(tried), _opportunities(view, trials, claimed), *counts)


def _tried(view: View, one: Trial, shares: Weights) -> Tried:
    then, rates = view.before(one.day), {**one.rates, Method.AUTO: mixed(one.rates, shares)}
    known = booked(then, one.target)
    said = {
        method: each if isinstance(each, Undefined) else EXACT.add(known, money(each.rest))
        for method, each in rates.items()
    }
    return Tried(one.target, known, booked(view, one.target), said, shares)


def _opportunities(view: View, trials: Trials, some: Sequence[Method]) -> Mapping[Method, Judged]:
    judging = Judging(view)
    for one, chosen in zip(trials.past, trials.choices, strict=True):
        judging.add(one.target, {**one.rates, Method.AUTO: mixed(one.rates, chosen.shares)})
    return {method: judged_of(tally) for method, tally in judging.tallies.items() if method in some}


def _by_left(tried: Sequence[Tried]) -> Mapping[int, Mapping[Method, Score]]:
    """Scores by days left, where enough past days had so many."""
    lefts = sorted({one.days_left for one in tried})
    found = {left: [one for one in tried if one.days_left == left] for left in lefts}
    return {left: scores(some) for left, some in found.items() if len(some) >= ENOUGH_DAYS}


def scores(tried: Sequence[Tried]) -> Mapping[Method, Score]:
    """How near each method was, of those that said anything."""
    said = {method: _said_by(tried, method) for method in Method}
    return {method: _score(own, method) for method, own in said.items() if own}


def _said_by(tried: Sequence[Tried], *methods: Method) -> Sequence[Tried]:
    """The days on which all of them said something."""
    return [one for one in tried if not any(isinstance(one.forecasts[method], Undefined) for method in methods)]


def _score(own: Sequence[Tried], method: Method) -> Score:
    naive = Method.RUN_RATE, Method.WEIGHTED
    if len(own) < ENOUGH_DAYS:
        days = "1 past day" if len(own) == 1 else f"{len(own)} past days"
        few = f"it said something on {days}; a claim takes {ENOUGH_DAYS}"
        return Score(len(own), _NONE, _NONE, dict.fromkeys(naive), few)
    wape, bias = _error(own, method)
    skill = {other: _skill(own, method, other) for other in naive}
    return Score(len(own), wape, bias, skill, None if wape.denominator else NOTHING_WON)


def beside(tried: Sequence[Tried], taken: Method) -> Mapping[Method, Score]:
    """How near a method was, and the naive ones on the same days: those of them that leave enough of its own."""
    some = [taken]
    for naive in (Method.RUN_RATE, Method.WEIGHTED):
        if naive is not taken and len(_said_by(tried, *some, naive)) >= ENOUGH_DAYS:
            some.append(naive)
    told = scores(_said_by(tried, *some))
    return {method: told[method] for method in some if method in told}


def _error(tried: Sequence[Tried], method: Method) -> tuple[Ratio, Ratio]:
    off = signed = actual = ZERO
    for one in tried:
        said = one.forecasts[method]
        if isinstance(said, Decimal):
            difference = EXACT.subtract(said, one.actual)
            off, signed, actual = (
                EXACT.add(off, abs(difference)),
                EXACT.add(signed, difference),
                EXACT.add(actual, one.actual),
            )
    return Ratio(off, actual), Ratio(signed, actual)


def _skill(tried: Sequence[Tried], method: Method, other: Method) -> Decimal | None:
    both = _said_by(tried, other)
    if len(both) < ENOUGH_DAYS:
        return None
    own, naive = (Decimal(_error(both, each)[0].numerator) for each in (method, other))
    return ONE - DIVIDE.divide(own, naive) if naive else None
