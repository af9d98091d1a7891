"""What learnt chances are worth out of time: learnt from what was decided by a day, held on what was decided later.

Days are cut several times. What is learnt from at a cut had ended by then, with all that may be the same opportunity;
so none stands on both sides; and of looks so late that only quick ones have ended by then, nothing is learnt or judged.
Each look from the first cut on is told by what was known at the last cut before it, with
the penalty that was best, until that cut, for the looks before.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from ...domain.totals import Band
from ..table import Floats, Ints
from .coding import Coding, Column, coded, coding
from .fitting import Fit, chances, fit
from .rows import Rows, ripe, ripe_until
from .scores import Lead, Score, calibration, lead, rounded, score

#: What there is to choose from, and what is taken while nothing speaks for another.
PENALTIES = (10.0, 30.0, 100.0, 300.0, 1000.0)
USUAL = 100.0
#: Opportunities that an earlier cut was held on, before another penalty is chosen by them.
TO_CHOOSE = 60
#: Cuts, at most.
CUTS = 8
#: Decided opportunities, and those of them won or lost, that a cut learns from at least.
TO_LEARN, TO_LEARN_OF_EACH = 20, 5
#: Decided ones that it is held on in all, at least, and of each outcome.
TO_TEST, TO_TEST_OF_EACH = 20, 5


class Beside(NamedTuple):
    """Another way to tell chances, over the looks that it tells anything of."""

    looks: int
    opportunities: int
    score: Score
    learnt: Score
    """Of learnt chances over the same looks."""
    lead: Lead
    """By how much learnt ones are better."""


class Trial(NamedTuple):
    """How learnt chances fared."""

    cuts: tuple[int, ...]
    """Days, as ordinals."""
    looks: int
    won: int
    """Opportunities that were held on and won."""
    lost: int
    learnt: Score
    base: Beside
    """Against the share won of the looks that were learnt from."""
    entered: Beside | None
    """Against the close % as it was entered; None where nobody knows what it was."""
    bands: tuple[Band, ...]
    """Looks, won ones and the sum of learnt chances by band of the chance."""
    penalty: float
    """Best over all cuts."""


class Learner(NamedTuple):
    """What was learnt from some rows: levels and weights."""

    codings: tuple[Coding, ...]
    fit: Fit

    def codes(self, columns: Sequence[Column], rows: Ints) -> list[Ints]:
        """Levels of some rows, feature by feature."""
        return [coded(of, by, rows) for of, by in zip(columns, self.codings, strict=True)]

    def told(self, columns: Sequence[Column], rows: Ints) -> Floats:
        """Chances of some rows, to four digits."""
        return rounded(chances(self.fit.log_odds(self.codes(columns, rows))))


def learners(rows: Rows, columns: Sequence[Column], at: Ints, penalties: Sequence[float]) -> list[Learner]:
    """What some rows teach, with each penalty."""
    codings = tuple(coding(of, at, rows.group[at]) for of in columns)
    codes = [coded(of, by, at) for of, by in zip(columns, codings, strict=True)]
    sizes, found = [by.size for by in codings], []
    last: Fit | None = None
    for penalty in penalties:
        last = fit(codes, sizes, rows.won[at], penalty, last)
        found.append(Learner(codings, last))
    return found


def cuts_of(rows: Rows) -> list[int]:
    """The days to cut at: evenly spaced over those that have enough to learn from and something to be held on."""
    days = [int(day) for day in np.unique(rows.day) if _teaches(rows, int(day))]
    places = sorted({round(part * len(days) / CUTS) for part in range(CUTS)})
    return [days[place] for place in places if place < len(days)]


def _teaches(rows: Rows, day: int) -> bool:
    won, lost = rows.outcomes(ripe(rows, day))
    return won + lost >= TO_LEARN and min(won, lost) >= TO_LEARN_OF_EACH


def trial(rows: Rows, columns: Sequence[Column], today: int) -> Trial | tuple[int, int]:
    """How chances learnt from these columns fared; else how many won and lost there were to hold them on."""
    last = ripe_until(rows, today)
    cuts = [cut for cut in cuts_of(rows) if cut <= last]
    tested = np.flatnonzero((rows.day >= cuts[0]) & (rows.day <= last)) if cuts else np.zeros(0, dtype=np.int64)
    won, lost = rows.outcomes(tested)
    if won + lost < TO_TEST or min(won, lost) < TO_TEST_OF_EACH:
        return won, lost
    told, base = _told(rows, columns, cuts)
    best = _best(told[:, tested], rows.won[tested])
    chosen, picked = np.zeros(len(rows.day)), PENALTIES.index(USUAL)
    for cut, end in zip(cuts, [*cuts[1:], None], strict=True):
        before = np.flatnonzero((rows.day >= cuts[0]) & (rows.day < cut) & (rows.closed <= cut))
        if sum(rows.outcomes(before)) >= TO_CHOOSE:
            picked = _best(told[:, before], rows.won[before])
        here = _between(rows, cut, end)
        chosen[here] = told[picked, here]
    return _judged(rows, tested, chosen, base, cuts, PENALTIES[best])


def _between(rows: Rows, cut: int, end: int | None) -> Ints:
    return np.flatnonzero((rows.day >= cut) & (rows.day < (end or rows.day.max() + 1)))


def _told(rows: Rows, columns: Sequence[Column], cuts: Sequence[int]) -> tuple[Floats, Floats]:
    """Chances of each look by each penalty, and the base rate, learnt at the last cut before it."""
    told, base = np.zeros((len(PENALTIES), len(rows.day))), np.zeros(len(rows.day))
    for cut, end in zip(cuts, [*cuts[1:], None], strict=True):
        known, here = ripe(rows, cut), _between(rows, cut, end)
        base[here] = rounded(rows.won[known].mean())
        for at, learner in enumerate(learners(rows, columns, known, PENALTIES)):
            told[at, here] = learner.told(columns, here)
    return told, base


def _best(told: Floats, won: Floats) -> int:
    """The penalty with the lowest Brier score; of equal ones the greatest."""
    losses = [round(float(((chance - won) ** 2).mean()), 6) for chance in told]
    return max(range(len(losses)), key=lambda at: (-losses[at], at))


def _judged(
    rows: Rows, tested: Ints, chosen: Floats, base: Floats, cuts: Sequence[int], penalty: float
) -> Trial:  # fmt: skip
    won, lost = rows.outcomes(tested)
    known = tested[~np.isnan(rows.entered[tested])]
    return Trial(
        tuple(cuts),
        len(tested),
        won,
        lost,
        score(chosen[tested], rows.won[tested]),
        _beside(rows, tested, chosen, base),
        _beside(rows, known, chosen, rows.entered) if sum(rows.outcomes(known)) >= TO_TEST else None,
        calibration(chosen[tested], rows.won[tested]),
        penalty,
    )


def _beside(rows: Rows, at: Ints, chosen: Floats, other: Floats) -> Beside:
    won = rows.won[at]
    return Beside(
        len(at),
        len(np.unique(rows.group[at])),
        score(other[at], won),
        score(chosen[at], won),
        lead(chosen[at], other[at], won, rows.group[at]),
    )
