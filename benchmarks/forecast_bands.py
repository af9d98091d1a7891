"""Whether P10-P90 holds eight of ten, in the ten worlds whose truth is known.

`python -m benchmarks.forecast_bands --runs 50`: as many runs in each world, seen from the middle of a quarter, by
`auto`, with the width that the run's own past asks for, as users get it. Below it stands how often what was given a
chance came: P(quota or more), for quotas of several multiples of the mean forecast.
"""

import argparse
from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal
from multiprocessing import Pool
from typing import NamedTuple

import numpy as np

from benchmarks.worlds import AS_OF, SPEC, WORLDS, world
from pipectl.domain.period import parse_period
from pipectl.domain.values import Undefined
from pipectl.forecast.distribution import LEVELS, distribution_of
from pipectl.forecast.ground import Ground
from pipectl.forecast.methods import booked, target_of
from pipectl.forecast.target import Target

#: Points of the grid: P10 and P90 lie within one of them, a few hundredths of the standard deviation.
CELLS = 4096
#: Quotas, as multiples of what is expected.
QUOTAS = tuple(Decimal(quota) for quota in ("0.8", "0.9", "1", "1.1", "1.25", "1.5"))
#: Ends of the bands of chances.
BANDS = (0.1, 0.3, 0.5, 0.7, 0.9, 1.0)
LOW, HIGH = 0.75, 0.85


class Run(NamedTuple):
    """One forecast, and what came."""

    actual: Decimal
    quantiles: tuple[Decimal, ...]
    plain: tuple[Decimal, ...]
    """Without any scaling."""
    scale: Decimal
    chances: tuple[Decimal, ...]
    reached: tuple[bool, ...]

    def holds(self, quantiles: Sequence[Decimal], tail: int) -> bool:
        """Whether the actual lies between the quantile so far from either end."""
        return quantiles[tail] <= self.actual <= quantiles[-1 - tail]


def run(name: str, seed: int, period: str) -> Run:
    """One world."""
    whole = world(name, seed)
    view = whole.before(AS_OF)
    target = target_of(view, parse_period(period, AS_OF), SPEC)
    assert isinstance(target, Target)
    ground = Ground(view, target)
    said = ground.estimate
    spread = ground.spread(said, CELLS)
    assert not isinstance(spread, Undefined)
    assert not isinstance(said, Undefined)
    actual = booked(whole.before(target.end - timedelta(1)), target)
    quotas = [(said.expected * quota).quantize(Decimal("0.01")) for quota in QUOTAS]
    quantiles = tuple(spread.quantile(level) for level in LEVELS)
    plain = distribution_of(said, cells=CELLS)
    return Run(
        actual,
        quantiles,
        tuple(plain.quantile(level) for level in LEVELS),
        ground.scale,
        tuple(spread.p_at_least(quota) for quota in quotas),
        tuple(actual >= quota for quota in quotas),
    )


def share(told: Sequence[bool]) -> str:
    """As percent."""
    return f"{100 * sum(told) / max(1, len(told)):8.1f}"


def line(title: str, runs: Sequence[Run]) -> str:
    """How often each interval held, and on which side actuals lay outside."""
    p10, p90 = ([one.actual < one.quantiles[0] for one in runs], [one.actual > one.quantiles[-1] for one in runs])
    columns = (
        [one.holds(one.quantiles, 0) for one in runs],
        p10,
        p90,
        [one.holds(one.quantiles, 1) for one in runs],
        [one.actual > one.quantiles[2] for one in runs],
        [one.holds(one.plain, 0) for one in runs],
    )
    scale = np.exp(np.mean([float(one.scale.ln()) for one in runs]))
    return f"{title:10}" + "".join(share(column) for column in columns) + f"{scale:8.2f}"


def calibration(runs: Sequence[Run]) -> None:
    """What was given a chance, and how often it came."""
    said = np.array([[float(chance) for chance in one.chances] for one in runs])
    came = np.array([one.reached for one in runs])
    print(f"\n{'quota x':10}{'said':>8}{'came':>8}")
    for quota, chances, reached in zip(QUOTAS, said.T, came.T, strict=True):
        print(f"{quota:<10}{100 * chances.mean():8.1f}{100 * reached.mean():8.1f}")
    print(f"\n{'P(quota)':10}{'said':>8}{'came':>8}{'cases':>8}")
    band = np.searchsorted(BANDS, said)
    for number, end in enumerate(BANDS):
        inside = band == number
        if inside.any():
            told = f"{100 * said[inside].mean():8.1f}{100 * came[inside].mean():8.1f}{inside.sum():8}"
            print(f"to {end:<7}{told}")


def main(arguments: Sequence[str] | None = None) -> None:
    """Print a line a world, and one of all of them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=50)
    parser.add_argument("--first", type=int, default=1, help="the first seed")
    parser.add_argument("--world", choices=list(WORLDS), action="append")
    parser.add_argument("--period", default="this-quarter", help="this-month, this-quarter or this-year")
    parser.add_argument("--jobs", type=int, default=1, help="processes")
    asked = parser.parse_args(arguments)
    print(
        f"{'world':10}"
        + "".join(f"{one:>8}" for one in ("P10-90", "below", "above", "P25-75", ">P50", "plain", "scale"))
    )
    every: list[Run] = []
    with Pool(asked.jobs) as pool:
        for name in asked.world or WORLDS:
            seeds = range(asked.first, asked.first + asked.runs)
            runs = pool.starmap(run, [(name, seed, asked.period) for seed in seeds])
            print(line(name, runs), flush=True)
            every += runs
    held = [one.holds(one.quantiles, 0) for one in every]
    met = LOW <= sum(held) / len(held) <= HIGH
    print(line("all", every), "" if met else "*")
    calibration(every)


if __name__ == "__main__":
    main()
