"""The sum of many independent amounts, as masses on a grid: characteristic functions, multiplied and turned back.

Open opportunities are Bernoulli amounts, arrivals a compound Poisson; nothing is drawn at random. Errors are those of
double precision, about 1e-13 of all mass.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from .grid import Bets, Grid, grid_for
from .widening import copies

#: A frequency that has fallen below this stays there, as no factor is larger than 1; it is left out from then on.
VANISHED = 1e-20
#: Opportunities multiplied at a time: few enough to stay in the processor's cache.
_ROWS = 16
#: As many below one step are summed on a finer grid of their own first.
_FEW = 1

Spectrum = NDArray[np.complex128]


def masses(bets: Bets, grid: Grid, factors: Sequence[float]) -> NDArray[np.float64]:
    """The mass at each point of the grid."""
    found = np.fft.irfft(_spectrum(bets, grid, factors).mean(axis=0), grid.cells)
    ordered: NDArray[np.float64] = np.maximum(np.roll(found, -(grid.first % grid.cells)), 0.0)
    return ordered


def nothing_comes(bets: Bets, factors: Sequence[float]) -> float:
    """The chance that none of it is won."""
    none = np.prod(1 - copies(bets.chances, factors), axis=1)
    return float((none * np.exp(-bets.expected * np.asarray(factors))).mean())


def _spectrum(bets: Bets, grid: Grid, factors: Sequence[float]) -> Spectrum:
    """The characteristic function at the grid's frequencies, a row for each copy of the mixture."""
    found = np.ones((len(factors), grid.cells // 2 + 1), dtype=np.complex128)
    if bets.arriving:
        found *= _of_arrivals(bets, grid, factors)
    small = _small(bets, grid, factors)
    if small:
        found *= _on_finer(*small, grid, factors)
        bets = _without_small(bets, grid)
    return _with_open(found, bets, grid, factors)


def _of_arrivals(bets: Bets, grid: Grid, factors: Sequence[float]) -> Spectrum:
    """That of a compound Poisson: exp(λ (φ - 1)), with φ that of one amount."""
    below, rest = grid.split(bets.arriving)
    each = np.full(len(below), 1 / len(below))
    one = np.fft.rfft(_spread(below, rest, each, grid.cells))
    found: Spectrum = np.exp(bets.expected * np.asarray(factors)[:, None] * (one - 1)[None, :])
    return found


def _spread(
    below: NDArray[np.int64], rest: NDArray[np.float64], mass: NDArray[np.float64], cells: int
) -> NDArray[np.float64]:
    found = np.bincount(below, weights=mass * (1 - rest), minlength=cells).astype(np.float64)
    found += np.bincount((below + 1) % cells, weights=mass * rest, minlength=cells)
    return found


def _with_open(found: Spectrum, bets: Bets, grid: Grid, factors: Sequence[float]) -> Spectrum:
    """Times the factor of each opportunity, those that weigh most first, so that frequencies vanish early."""
    if not bets.amounts:
        return found
    roots = np.exp(-2j * np.pi * np.arange(grid.cells) / grid.cells)
    below, rest = grid.split(bets.amounts)
    weight = np.array(bets.amounts, dtype=np.float64) ** 2 * np.array(bets.chances) * (1 - np.array(bets.chances))
    order = np.argsort(-weight, kind="stable")
    below, rest, chances = below[order], rest[order], copies(bets.chances, factors)[:, order]
    alive = np.arange(grid.cells // 2 + 1)
    for start in range(0, len(below), _ROWS):
        rows = slice(start, start + _ROWS)
        turns = roots[(below[rows, None] * alive) & (grid.cells - 1)]
        turns *= 1 + rest[rows, None] * (roots[alive] - 1)
        turns -= 1
        for copy, row in enumerate(chances[:, rows]):
            found[copy, alive] *= (1 + row[:, None] * turns).prod(axis=0)
        stays = np.abs(found[:, alive]).max(axis=0) > VANISHED
        found[:, alive[~stays]] = 0
        alive = alive[stays]
    return found


def _small(bets: Bets, grid: Grid, factors: Sequence[float]) -> tuple[Bets, Grid] | None:
    """Those below one step and a finer grid for them, where they are many: each alone would blur it."""
    pairs = [pair for pair in zip(bets.amounts, bets.chances, strict=True) if abs(pair[0]) < grid.step]
    if grid.whole or len(pairs) <= _FEW:
        return None
    small = Bets(tuple(amount for amount, _ in pairs), tuple(chance for _, chance in pairs))
    finer = grid_for(small, factors, grid.cells)
    return (small, finer) if 2 * finer.step <= grid.step else None


def _without_small(bets: Bets, grid: Grid) -> Bets:
    pairs = [pair for pair in zip(bets.amounts, bets.chances, strict=True) if abs(pair[0]) >= grid.step]
    return Bets(tuple(amount for amount, _ in pairs), tuple(chance for _, chance in pairs))


def _on_finer(small: Bets, finer: Grid, grid: Grid, factors: Sequence[float]) -> Spectrum:
    """What the small ones come to, summed on their own grid and split onto this one once."""
    mass = np.fft.irfft(_spectrum(small, finer, factors), finer.cells, axis=1)
    mass = np.roll(mass, -(finer.first % finer.cells), axis=1)
    below, rest = grid.split(finer.points)
    found: Spectrum = np.fft.rfft(np.array([_spread(below, rest, row, grid.cells) for row in mass]), axis=1)
    return found
