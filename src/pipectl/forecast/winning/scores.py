"""What chances were worth, once it is known how it ended.

Sources: Brier (1950), "Verification of forecasts expressed in terms of probability"; Hanley & McNeil (1982), "The
meaning and use of the area under a receiver operating characteristic (ROC) curve".
"""

from bisect import bisect_left
from decimal import Decimal
from typing import NamedTuple

import numpy as np

from ...domain.totals import BANDS, Band
from ...domain.values import EXACT, ZERO
from ..table import Floats, Ints

#: Digits of a chance and of a score.
DIGITS = 4
#: Of log loss: nothing is held to be surer than this.
_SUREST = 0.001


class Score(NamedTuple):
    """Of one way to tell chances, over some looks."""

    brier: Decimal
    """Mean squared distance of the chance from what came; 0 is perfect."""
    log_loss: Decimal
    """Mean of −log of the chance given to what came; chances nearer to 0 or 1 than 0.001 count as that."""
    auc: Decimal | None
    """Share of the pairs of a won and a lost one in which the won one had the higher chance, ties half; None without
    such pairs."""


class Lead(NamedTuple):
    """By how much one way is better than another."""

    brier: Decimal
    """Lower Brier score; less than zero where it is worse."""
    error: Decimal
    """Standard error of that, opportunities being what is independent, not looks."""

    @property
    def holds(self) -> bool:
        """Whether it is better by more than its standard error."""
        return self.brier > self.error


def digits(value: float) -> Decimal:
    """A number to four digits."""
    return Decimal(f"{value:.{DIGITS}f}") + ZERO


def rounded(chance: Floats) -> Floats:
    """Chances to four digits; none is said to be certain."""
    return np.asarray(np.round(np.clip(chance, 10.0**-DIGITS, 1 - 10.0**-DIGITS), DIGITS), dtype=np.float64)


def score(chance: Floats, won: Floats) -> Score:
    """What chances were worth; there is at least one."""
    told = np.clip(np.where(won > 0, chance, 1 - chance), _SUREST, 1.0)
    return Score(digits(float(((chance - won) ** 2).mean())), digits(float(-np.log(told).mean())), auc(chance, won))


def auc(chance: Floats, won: Floats) -> Decimal | None:
    """The area under the curve, exact up to its four digits."""
    values, place = np.unique(chance, return_inverse=True)
    wins = np.bincount(place, won, len(values))
    losses = np.bincount(place, 1 - won, len(values))
    pairs = float(wins.sum() * losses.sum())
    if not pairs:
        return None
    below = np.concatenate([[0.0], np.cumsum(losses)[:-1]])
    return digits(float((wins * (below + losses / 2)).sum()) / pairs)


def lead(chance: Floats, other: Floats, won: Floats, group: Ints) -> Lead:
    """By how much chances are better than others, over the same looks; `group` numbers the opportunities."""
    gains = (other - won) ** 2 - (chance - won) ** 2
    mean = float(gains.mean())
    by_group = np.bincount(group, gains - mean)
    return Lead(digits(mean), digits(float(np.sqrt((by_group**2).sum())) / len(gains)))


def calibration(chance: Floats, won: Floats) -> tuple[Band, ...]:
    """What was won by band of the chance: the bands of `probability_calibration`."""
    found = [Band()] * len(BANDS)
    for value, win in zip(chance.tolist(), won.tolist(), strict=True):
        told = digits(value)
        at = bisect_left(BANDS, told)
        here = found[at]
        found[at] = Band(here.count + 1, here.won + int(win), EXACT.add(here.entered, told))
    return tuple(found)
