"""Auto: the methods put together by what they were worth on past days, as it was known on each of them.

Assumptions: what was near lately will be near again, most of all with as many days left. Each method counts by how
far it was off: the root of its mean squared error on the past days whose period was over, those with other days left
or long ago counting less. A dozen periods are few to tell methods apart by, so that one that knows less of the
opportunities has to be nearer by `DOUBT` to count as much. The weight is the error to the power of -`POWER`: methods
that are alike are averaged, which mostly beats each of them, and one that is clearly better stands nearly alone. The
first of hazard, stage and time, run rate and weighted that has enough data is taken alone where it was tried on too few
past days: those that need less data were tried on more, and would be chosen for lack of another.

What is chosen on a past day is chosen by what was known then, so that the errors of `auto` in the backtest are honest.

Source: Bates & Granger (1969), "The combination of forecasts"; Timmermann (2006), "Forecast combinations".
"""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from decimal import Decimal
from typing import NamedTuple

import numpy as np

from ..domain.values import Undefined
from .estimate import DIGITS, Method, Rates
from .seen import View
from .table import Floats
from .target import Target
from .trials import Trial, booked_on

#: How steeply the weight falls with the error.
POWER = 12.0
#: What errors of methods are multiplied by, before they are held against each other.
DOUBT = {Method.HAZARD: 1.0, Method.STAGE_TIME: 1.2, Method.RUN_RATE: 1.4, Method.WEIGHTED: 1.4}
#: Days more or fewer left with which a past day still counts by more than half; and what others count at least.
NEAR_DAYS, FLOOR = 20.0, 0.05
#: Days back by which a past day counts half.
HALF_LIFE = 730
#: Past days, over so many periods, without which nothing is chosen.
ENOUGH_DAYS, ENOUGH_PERIODS = 4, 2
#: A method that counts for less is left out.
LEAST = 0.02
#: Those that look at each opportunity and learn from others first; hazard before the one that needs past periods.
FALLING_BACK = (Method.HAZARD, Method.STAGE_TIME, Method.RUN_RATE, Method.WEIGHTED)

Weights = Mapping[Method, Decimal]


class Choice(NamedTuple):
    """What each method counts for, and why."""

    shares: Weights
    """They add to 1; empty where no method says anything."""
    why: str


def choice(view: View, target: Target, said: Mapping[Method, Rates | Undefined], past: Sequence[Trial]) -> Choice:
    """What each method counts for on the day of the view, by the past days whose period is over."""
    there = [method for method in FALLING_BACK if not isinstance(said[method], Undefined)]
    over = [one for one in past if one.target.end <= view.as_of + timedelta(1)]
    tried = {method: sum(one.forecast(method) is not None for one in over) for method in there}
    judged = [method for method in there if tried[method] >= ENOUGH_DAYS]
    over = [one for one in over if all(one.forecast(method) is not None for method in judged)]
    periods = len({one.target.end for one in over})
    if not judged or judged[0] != there[0] or len(over) < ENOUGH_DAYS or periods < ENOUGH_PERIODS:
        days = min(len(over), *(tried[method] for method in there[:1])) if there else 0
        few = f"{days:,} past days of a period that is over are too few to choose by"
        return Choice({method: Decimal(1) for method in there[:1]}, few)
    actual = {one.target[:2]: booked_on(view, one.target) for one in over}
    errors = np.array([[(one.forecast(method) or 0.0) - actual[one.target[:2]] for method in judged] for one in over])
    off = np.sqrt(_counting(target, over) @ errors**2) * [DOUBT[method] for method in judged]
    shares = _rounded(judged, (off / off.min()) ** -POWER if off.min() > 0 else (off == 0) * 1.0)
    return Choice(shares, f"by their errors on {len(over):,} past days")


def _counting(target: Target, over: Sequence[Trial]) -> Floats:
    """How much each past day counts."""
    left = np.array([one.target.window.until for one in over])
    ago = np.array([(target.as_of - one.day).days for one in over])
    near: Floats = np.exp(-0.5 * ((left - target.window.until) / NEAR_DAYS) ** 2) + FLOOR
    return near * 0.5 ** (ago / HALF_LIFE)


def _rounded(methods: Sequence[Method], shares: Floats) -> Weights:
    """Shares as two digits that add to 1, those of next to nothing left out."""
    shares = shares / shares.sum()
    kept = np.where(shares >= LEAST, shares, 0.0)
    digits = [Decimal(f"{share:.2f}") for share in (kept / kept.sum()).tolist()]
    best = digits.index(max(digits))
    digits[best] += 1 - sum(digits)
    return {method: share for method, share in zip(methods, digits, strict=True) if share}


def mixed(said: Mapping[Method, Rates | Undefined], shares: Weights) -> Rates | Undefined:
    """The methods put together: what is still to come is their weighted mean.

    The run rate knows no opportunities: it makes the chances that the others say, and what is not created yet, larger
    or smaller alike; what no chance can take is in what is not created yet.
    """
    there = {method: rates for method in shares if isinstance(rates := said[method], Rates)}
    weight = float(sum(shares[method] for method in there)) or 1.0
    parts = [(rates, float(shares[method]) / weight) for method, rates in there.items()]
    if not parts:
        return _none(said)
    shaped = [part for method, part in zip(there, parts, strict=True) if method is not Method.RUN_RATE] or parts
    if len(parts) == 1:
        return parts[0][0]
    whole = sum(share for _, share in shaped)
    chances, amounts = _rows(shaped, whole)
    rest = sum(rates.rest * share for rates, share in parts)
    known = sum(rates.rest * share for rates, share in shaped) / whole
    chances = (chances * (rest / known if known > 0 and rest > 0 else 1.0)).clip(0, 1).round(DIGITS)
    new = max(0.0, rest - float(chances @ amounts))
    sizes = max((rates for rates, _ in parts), key=lambda rates: 0 if rates.sizes is None else len(rates.sizes)).sizes
    mean = 0.0 if sizes is None or not len(sizes) else float(sizes.mean())
    return Rates(
        parts[0][0].rows,
        chances,
        amounts,
        new / mean if mean > 0 else 0.0,
        sizes if mean > 0 else None,
        sum(rates.error * share for rates, share in parts),
        tuple(dict.fromkeys(text for rates, _ in parts for text in rates.said)),
    )


def _none(said: Mapping[Method, Rates | Undefined]) -> Undefined:
    """Why no method says anything: each for itself, or all for one reason."""
    reasons: dict[str, list[str]] = {}
    for method, why in said.items():
        if isinstance(why, Undefined):
            reasons.setdefault(why.reason, []).append(method.value)
    if len(reasons) == 1:
        return Undefined(*reasons)
    return Undefined("; ".join(f"{', '.join(methods)}: {reason}" for reason, methods in reasons.items()))


def _rows(shaped: Sequence[tuple[Rates, float]], whole: float) -> tuple[Floats, Floats]:
    """Mean chances and amounts of the open ones, such that their product is the mean of what each method expects."""
    amounts = sum((rates.amounts * (share / whole) for rates, share in shaped), np.zeros(len(shaped[0][0].rows)))
    brings = sum((rates.amounts * rates.chances * (share / whole) for rates, share in shaped), np.zeros(len(amounts)))
    plain = sum((rates.chances * (share / whole) for rates, share in shaped), np.zeros(len(amounts)))
    return np.divide(brings, amounts, out=plain, where=amounts != 0), amounts
