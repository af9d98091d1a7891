"""How near each method, and `auto`, comes in ten worlds whose truth is known.

`python -m benchmarks.forecast_worlds --runs 50`. Each run is a world of its own seed, seen from the middle of a
quarter; errors are pooled over the runs: sum of |forecast - actual| over the sum of actuals. A method that says nothing
in a run counts with what run rate says. The last columns are `auto` over the best single method, known only afterwards,
and the standard error of that ratio: what it would vary by with other runs, the best method chosen by them.
"""

import argparse
from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal
from multiprocessing import Pool

import numpy as np

from benchmarks.worlds import AS_OF, END, SPEC, WORLDS, world
from pipectl.domain.period import parse_period
from pipectl.domain.values import Undefined
from pipectl.forecast.backtest import estimates, trials_of
from pipectl.forecast.estimate import Method
from pipectl.forecast.methods import booked, target_of
from pipectl.forecast.table import Floats
from pipectl.forecast.target import Target

GOAL = 1.02
#: Draws of runs that the standard error is taken from.
DRAWS = 1000


def run(name: str, seed: int) -> list[float]:
    """What all methods said, in their order, and what came."""
    whole = world(name, seed)
    view = whole.before(AS_OF)
    target = target_of(view, parse_period("this-quarter", AS_OF), SPEC)
    assert isinstance(target, Target)
    said = estimates(view, trials_of(view, target))
    found = {method: None if isinstance(one, Undefined) else float(one.expected) for method, one in said.items()}
    naive = found[Method.RUN_RATE] or 0.0
    actual: Decimal = booked(whole.before(END - timedelta(1)), target)
    return [*(naive if (one := found[method]) is None else one for method in Method), float(actual)]


def ratio(off: Floats) -> tuple[float, float]:
    """The error of the last column over the least of the others, and its standard error."""
    runs = len(off)
    chosen = np.random.default_rng(0).integers(0, runs, (DRAWS, runs))
    drawn = off[chosen].sum(axis=1)
    total = off.sum(axis=0)
    return float(total[-1] / total[:-1].min()), float((drawn[:, -1] / drawn[:, :-1].min(axis=1)).std())


def main(arguments: Sequence[str] | None = None) -> None:
    """Print a line a world."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=50)
    parser.add_argument("--first", type=int, default=1, help="the first seed")
    parser.add_argument("--world", choices=list(WORLDS), action="append")
    parser.add_argument("--jobs", type=int, default=1, help="processes")
    asked = parser.parse_args(arguments)
    print(f"{'world':10}", *(f"{method:>10}" for method in Method), f"{'auto/best':>10}{'+-':>7}")
    with Pool(asked.jobs) as pool:
        for name in asked.world or WORLDS:
            seeds = range(asked.first, asked.first + asked.runs)
            found = np.array(pool.starmap(run, [(name, seed) for seed in seeds]))
            off = np.abs(found[:, :-1] - found[:, -1:])
            wape = off.sum(axis=0) / found[:, -1].sum()
            times, error = ratio(off)
            figures = (*(f"{one:10.3f}" for one in wape), f"{times:10.3f}{error:7.3f}", "" if times <= GOAL else "*")
            print(f"{name:10}", *figures, flush=True)


if __name__ == "__main__":
    main()
