"""How near each method, and `auto`, comes in ten worlds whose truth is known.

`python -m benchmarks.forecast_worlds --runs 50`. Each run is a world of its own seed, seen from the middle of a
quarter; errors are pooled over the runs: sum of |forecast - actual| over the sum of actuals. A method that says nothing
in a run counts with what run rate says. The last columns are `auto` over the best single method, known only afterwards,
and seconds a run; a star where it is more than 1.02.
"""

import argparse
import time
from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal

import numpy as np

from benchmarks.worlds import AS_OF, END, SPEC, WORLDS, world
from pipectl.domain.period import parse_period
from pipectl.domain.values import Undefined
from pipectl.forecast.backtest import estimates, trials_of
from pipectl.forecast.estimate import Method
from pipectl.forecast.methods import booked, target_of
from pipectl.forecast.target import Target

GOAL = 1.02


def run(name: str, seed: int) -> list[float]:
    """What all methods said, in their order, and what came."""
    whole = world(name, seed)
    view = whole.before(AS_OF)
    target = target_of(view, parse_period("this-quarter", AS_OF), SPEC)
    assert isinstance(target, Target)
    said = estimates(view, trials_of(view, target))
    found = {method: None if isinstance(one, Undefined) else float(one.fair) for method, one in said.items()}
    naive = found[Method.RUN_RATE] or 0.0
    actual: Decimal = booked(whole.before(END - timedelta(1)), target)
    return [*(naive if (one := found[method]) is None else one for method in Method), float(actual)]


def main(arguments: Sequence[str] | None = None) -> None:
    """Print a line a world."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=50)
    parser.add_argument("--first", type=int, default=1, help="the first seed")
    parser.add_argument("--world", choices=list(WORLDS), action="append")
    asked = parser.parse_args(arguments)
    print(f"{'world':10}", *(f"{method:>10}" for method in Method), f"{'auto/best':>10}{'seconds':>9}")
    for name in asked.world or WORLDS:
        begun = time.perf_counter()
        found = np.array([run(name, seed) for seed in range(asked.first, asked.first + asked.runs)])
        wape = np.abs(found[:, :-1] - found[:, -1:]).sum(axis=0) / found[:, -1].sum()
        ratio, seconds = wape[-1] / wape[:-1].min(), (time.perf_counter() - begun) / asked.runs
        print(
            f"{name:10}",
            *(f"{one:10.3f}" for one in wape),
            f"{ratio:10.3f}{seconds:9.2f}",
            "" if ratio <= GOAL else "*",
        )


if __name__ == "__main__":
    main()
