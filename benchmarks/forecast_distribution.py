"""The distribution of a forecast held against long simulation: `python -m benchmarks.forecast_distribution [DRAWS]`.

Random numbers stand here and in no result. What one draw of the simulation is off by is printed beside each difference.
"""

import random
import resource
import sys
import time
from collections.abc import Callable, Sequence
from decimal import Decimal
from itertools import pairwise
from statistics import NormalDist
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pipectl.forecast.distribution import LEVELS, Distribution, distribution
from pipectl.forecast.grid import CELLS

Deals = list[tuple[Decimal, Decimal]]


class World(NamedTuple):
    """What is uncertain."""

    name: str
    deals: Deals
    expected: float = 0.0
    arriving: tuple[float, ...] = ()
    error: float = 0.0

    def distribution(self, cells: int = CELLS) -> Distribution:
        """As the forecast has it."""
        return distribution(Decimal(1000), self.deals, self.expected, self.arriving, error=self.error, cells=cells)


def _deals(draw: random.Random, count: int, spread: float = 1.0) -> Deals:
    """Log-normal amounts to the cent, chances from 0.0001 to 0.9999."""
    return [
        (Decimal(round(draw.lognormvariate(10, spread) * 100)) / 100, Decimal(draw.randrange(1, 10_000)) / 10_000)
        for _ in range(count)
    ]


def worlds(seed: int = 1) -> list[World]:
    """Few and many, even and uneven, with and without arrivals and error of rates."""
    draw = random.Random(seed)
    arriving = tuple(float(amount) for amount, _ in _deals(draw, 300))
    giants = _deals(draw, 500) + [(Decimal(10**9), Decimal("0.3"))] * 5
    negative = [
        (-amount if place % 5 == 0 else amount, chance) for place, (amount, chance) in enumerate(_deals(draw, 60))
    ]
    return [
        World("16 open", _deals(draw, 16)),
        World("100 open", _deals(draw, 100)),
        World("60 open, some negative", negative),
        World("200 open, heavy tail", _deals(draw, 200, 2.5)),
        World("5 giants over 500", giants),
        World("40 of 3 % each", [(amount, Decimal("0.03")) for amount, _ in _deals(draw, 40)]),
        World("50 open and 12.5 arrivals", _deals(draw, 50), 12.5, arriving),
        World("0.3 arrivals", [], 0.3, arriving),
        World("100 open, 20 arrivals, error 20 %", _deals(draw, 100), 20.0, arriving, 0.2),
        World("400 open, error 60 %", [(amount, chance / 4) for amount, chance in _deals(draw, 400)], error=0.6),
    ]


def simulated(world: World, draws: int, seed: int = 7) -> NDArray[np.float64]:
    """Totals drawn one by one, sorted; the error of rates is drawn from the log-normal itself, not from its copies."""
    random_numbers = np.random.default_rng(seed)
    width = np.sqrt(np.log1p(world.error**2))
    factor = np.exp(width * random_numbers.standard_normal(draws) - width**2 / 2)
    total = np.full(draws, 1000.0)
    for amount, chance in world.deals:
        chances = np.minimum(1, _kept(float(chance), width) * factor)
        total += float(amount) * (random_numbers.random(draws) < chances)
    counts = random_numbers.poisson(world.expected * factor)
    picked = random_numbers.choice(world.arriving, int(counts.sum())) if world.arriving else np.zeros(0)
    total += np.bincount(np.repeat(np.arange(draws), counts), weights=picked, minlength=draws)
    return np.sort(total)


def _kept(chance: float, width: float) -> float:
    """By what the factor is multiplied so that min(1, it) is the chance on the mean; found by halving."""
    if not width:
        return chance
    normal = NormalDist()
    factor = np.exp(width * np.array([normal.inv_cdf((place + 0.5) / 999) for place in range(999)]) - width**2 / 2)
    low, high = 0.0, 1e6
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if np.minimum(1, middle * factor).mean() < chance else (low, middle)
    return low


def differences(computed: Distribution, drawn: NDArray[np.float64]) -> tuple[float, float]:
    """The largest in probability of fifty, just above simulated quantiles, and the noise of the simulation there."""
    beside = 1.5 * max(float(computed.step), 0.01)
    at = [drawn[int(len(drawn) * share)] + beside for share in np.arange(0.02, 1, 0.02)]
    shares = [1 - np.searchsorted(drawn, amount) / len(drawn) for amount in at]
    found = [abs(float(computed.p_at_least(Decimal(amount))) - share) for amount, share in zip(at, shares, strict=True)]
    return max(found), 0.5 / float(np.sqrt(len(drawn)))


def moved(world: World, cells: Sequence[int]) -> float:
    """How far quantiles move from one number of points to the next, in steps of the coarser."""
    found = [world.distribution(count) for count in cells]
    return max(
        float(abs(coarse.quantile(level) - fine.quantile(level)) / max(coarse.step, Decimal("0.01")))
        for coarse, fine in pairwise(found)
        for level in LEVELS
    )


def timed(work: Callable[[], Distribution]) -> tuple[Distribution, float]:
    """What it gives, and the seconds."""
    began = time.perf_counter()
    return work(), time.perf_counter() - began


def many() -> None:
    """Print what ten thousand open ones take; memory is that of the whole process."""
    draw = random.Random(3)
    for spread, error in ((1.0, 0.0), (1.0, 0.2), (2.5, 0.2)):
        deals = _deals(draw, 10_000, spread)
        arriving = tuple(float(amount) for amount, _ in deals)
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        world = World(f"10,000 open and 500 arrivals, {error:.0%}", deals, 500.0, arriving, error)
        _, seconds = timed(world.distribution)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        print(f"{world.name:36} {seconds:7.3f}  peak {peak // 1024} MB ({before // 1024} MB before)")


def main() -> None:
    """Print what ten thousand take, then every world's largest difference from its simulation."""
    many()
    draws = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    print(f"{'':36} seconds  difference in probability (noise)  quantiles moved by finer points")
    for world in worlds():
        computed, seconds = timed(world.distribution)
        off, noise = differences(computed, simulated(world, draws))
        steps = moved(world, (CELLS // 2, CELLS, CELLS * 2))
        print(f"{world.name:36} {seconds:7.3f}  {off:.4f} ({noise:.4f})  {steps:.2f} steps")


if __name__ == "__main__":
    main()
