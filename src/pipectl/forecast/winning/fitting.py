"""Logistic regression with a quadratic penalty, fitted by Newton's method.

Every feature has one weight a level, all levels alike, so that the penalty draws each to the whole and none is what the
others are held against; the intercept has no penalty. Sums are taken level by level in the order of the rows, by one
thread: the same input gives the same digits.

Source: Hastie, Tibshirani & Friedman, "The Elements of Statistical Learning", 4.4.1; le Cessie & van Houwelingen
(1992), "Ridge estimators in logistic regression".
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from ..table import Floats, Ints

#: Newton's steps, at most; each is halved until it is one uphill, so often at most.
_STEPS, _HALVINGS = 60, 30
#: Where no weight would change by more than this, it is done.
_TOLERANCE = 1e-9


class Fit(NamedTuple):
    """What was learnt."""

    intercept: float
    weights: tuple[Floats, ...]
    """Of each feature, by level."""

    def log_odds(self, codes: Sequence[Ints]) -> Floats:
        """Of rows whose levels are given, feature by feature."""
        found = np.full(len(codes[0]) if codes else 0, self.intercept)
        for level, weight in zip(codes, self.weights, strict=True):
            found += weight[level]
        return found


def chances(log_odds: Floats) -> Floats:
    """Log odds as probabilities."""
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(log_odds, -35.0, 35.0))))


def fit(codes: Sequence[Ints], sizes: Sequence[int], won: Floats, penalty: float, start: Fit | None = None) -> Fit:
    """The weights that explain best who was won, less half the penalty times the sum of their squares.

    Args:
        codes: Levels of the rows, feature by feature.
        sizes: How many levels each feature has.
        won: 1 or 0 of each row; both occur.
        penalty: Above 0.
        start: Where to begin; the answer is the same.
    """
    problem = _Problem(codes, sizes, won, penalty)
    here = problem.begin() if start is None else np.concatenate([[start.intercept], *start.weights])
    for _ in range(_STEPS):
        step = problem.step(here)
        here, moved = problem.climb(here, step)
        if moved < _TOLERANCE:
            break
    return Fit(float(here[0]), tuple(np.split(here[1:], problem.ends[:-1])))


class _Problem:
    """The weights in one row: the intercept, then the features' one after the other."""

    def __init__(self, codes: Sequence[Ints], sizes: Sequence[int], won: Floats, penalty: float) -> None:
        self._codes, self._sizes, self._won = codes, sizes, won
        self.ends = np.cumsum(sizes)
        self._starts = (self.ends - np.array(sizes) + 1).tolist()
        self._penalty = np.concatenate([[0.0], np.full(int(sum(sizes)), penalty)])

    def begin(self) -> Floats:
        """The base rate."""
        share = float(self._won.mean())
        return np.concatenate([[np.log(share / (1 - share))], np.zeros(len(self._penalty) - 1)])

    def _log_odds(self, at: Floats) -> Floats:
        found = np.full(len(self._won), at[0])
        for level, begin in zip(self._codes, self._starts, strict=True):
            found += at[begin + level]
        return found

    def _worth(self, at: Floats) -> float:
        odds = self._log_odds(at)
        told = np.where(self._won > 0, odds, -odds)
        return float(-np.logaddexp(0.0, -told).sum() - 0.5 * (self._penalty * at * at).sum())

    def step(self, at: Floats) -> Floats:
        """Newton's step from here."""
        chance = chances(self._log_odds(at))
        slope = self._sums(self._won - chance) - self._penalty * at
        bend = self._products(chance * (1 - chance)) + np.diag(self._penalty)
        return np.asarray(np.linalg.solve(bend, slope), dtype=np.float64)

    def climb(self, at: Floats, step: Floats) -> tuple[Floats, float]:
        """As much of a step as leads uphill, and how far that was."""
        worth, part = self._worth(at), 1.0
        for _ in range(_HALVINGS):
            there = at + part * step
            if self._worth(there) >= worth:
                return there, float(np.abs(part * step).max())
            part /= 2
        return at, 0.0

    def _sums(self, of: Floats) -> Floats:
        parts = [np.bincount(level, of, size) for level, size in zip(self._codes, self._sizes, strict=True)]
        return np.concatenate([[of.sum()], *parts])

    def _products(self, weight: Floats) -> Floats:
        found = np.zeros((len(self._penalty), len(self._penalty)))
        first = self._sums(weight)
        found[0, :], found[:, 0] = first, first
        for one, (level, begin, size) in enumerate(zip(self._codes, self._starts, self._sizes, strict=True)):
            found[range(begin, begin + size), range(begin, begin + size)] = first[begin : begin + size]
            for other in range(one):
                there, width = self._starts[other], self._sizes[other]
                block = np.bincount(level * width + self._codes[other], weight, size * width).reshape(size, width)
                found[begin : begin + size, there : there + width] = block
                found[there : there + width, begin : begin + size] = block.T
        return found
