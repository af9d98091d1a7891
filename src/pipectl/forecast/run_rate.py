"""Run rate: the period goes on as the last three went on average.

Assumptions: no trend and no season, the days of a period are alike, and the pipeline of today tells nothing. Hard to
beat where deals are many and small.

Source: the "naive" and "mean" methods of Hyndman & Athanasopoulos, "Forecasting: Principles and Practice", 5.2.
"""

import numpy as np

from ..domain.values import Undefined
from .estimate import Rates
from .seen import View
from .spans import shifted, steps_to
from .table import day_of
from .target import Target, amounts_won, spread_of_mean, won_in

#: Whole periods that are averaged.
PERIODS = 3


def run_rate(view: View, target: Target) -> Rates | Undefined:
    """Mean won amount of the last three whole periods, for the share of the period's days that are left."""
    here = steps_to(target.start, target.end, view.as_of)
    if shifted(target.start, target.end, here)[1].toordinal() - 1 <= view.as_of.toordinal():
        here += 1  # as-of is the last day of its period, which is whole
    first, end = shifted(target.start, target.end, here - PERIODS)[0], shifted(target.start, target.end, here)[0]
    since = view.since
    if since is None or since >= first.toordinal():
        known = "nothing is decided yet" if since is None else f"the first close date is {day_of(since)}"
        return Undefined(f"the run rate needs what was won in the {PERIODS} periods from {first} on; {known}")
    sizes = amounts_won(view, won_in(view, first.toordinal(), end.toordinal() - 1))
    share = target.window.days / (target.end - target.start).days
    rows = view.open
    nothing = np.zeros(len(rows))
    return Rates(rows, nothing, nothing, len(sizes) / PERIODS * share, sizes, spread_of_mean(sizes))
