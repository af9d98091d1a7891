"""Aalen-Johansen: the chance to be won by an age, where being lost competes and open ones are censored.

Source: Aalen & Johansen (1978), "An empirical transition matrix for non-homogeneous Markov chains based on censored
observations"; entry after age 0 as in Andersen, Borgan, Gill & Keiding (1993), "Statistical Models Based on Counting
Processes", III.3.
"""

from typing import NamedTuple

import numpy as np

from .spans import Window
from .table import Flags, Floats, Ints

#: The most of those at risk that one day may take: where it took all, what later ages say would be lost.
_MOST = 0.9999


class Curve(NamedTuple):
    """By age in days, from 0 on."""

    alive: Floats
    """Share still open after this age."""
    won: Floats
    """Share won up to and with this age."""
    wins: Floats
    """Share of those seen open at this age that it wins."""
    leaves: Floats
    """Share of them that it wins or loses."""
    at_risk: Ints
    """How many were seen open when they reached this age."""

    def within(self, ages: Ints, window: Window) -> Floats:
        """The chance of those open at these ages to be won in the window; 0 beyond the last age anything was won at."""
        last = len(self.won) - 1
        different, which = np.unique(np.minimum(ages, last), return_inverse=True)
        ahead = np.arange(1, min(window.until, last) + 1)
        at = different[:, None] + ahead
        seen = at <= last
        at = np.minimum(at, last)
        wins = still_there(self.leaves[at]) * self.wins[at] * (seen & (ahead > window.skip))
        found: Floats = wins.sum(axis=1)[which]
        return found


def still_there(leaves: Floats) -> Floats:
    """The share that is there before each of some days (a row a beginning), by the share that each takes.

    From the day that is asked about on: one before it that took all that were left says nothing of later ones.
    """
    found = np.ones(leaves.shape)
    np.cumprod(1 - leaves[:, :-1], axis=1, out=found[:, 1:])
    return found


def at_risk(entry: Ints, leave: Ints, size: int) -> Ints:
    """How many are seen at each age: from that of their entry up to and with that at which they leave."""
    come = np.bincount(entry, minlength=size + 1)
    gone = np.bincount(leave + 1, minlength=size + 1)
    found: Ints = np.cumsum(come[:size] - gone[:size])
    return found


def curve(entry: Ints, leave: Ints, won: Flags, lost: Flags) -> Curve:
    """The curve of those seen from an age on, up to the one at which they were won, lost or last seen."""
    seen = leave >= entry
    entry, leave, won, lost = entry[seen], leave[seen], won[seen], lost[seen]
    size = int(leave.max()) + 1 if len(leave) else 1
    risk = at_risk(entry, leave, size)
    wins, losses = (np.bincount(leave[which], minlength=size) for which in (won, lost))
    there = np.maximum(risk, 1)
    leaves = np.minimum((wins + losses) / there, _MOST)
    alive = np.cumprod(1 - leaves)
    before = np.concatenate(([1.0], alive[:-1]))
    return Curve(alive, np.cumsum(before * wins / there), wins / there, leaves, risk)
