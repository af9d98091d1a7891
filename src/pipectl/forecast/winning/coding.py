"""Values as numbers of levels: a gap is a level, and what few have is `other`. No outcome is looked at."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from ...domain.cells import loose
from ..table import Floats, Ints
from .features import Feature
from .looks import Look

#: Levels of their own have at least so many opportunities, and there are at most so many of them.
FEWEST, MOST = 10, 20
#: The first two levels.
GAP, OTHER = 0, 1
#: Bands of a number whose ends the data set.
_BANDS = 4


class Column(NamedTuple):
    """One feature of all looks."""

    feature: Feature
    values: "Ints | Floats"
    """Of words, the number of the word, -1 for a gap; of numbers, themselves, NaN for a gap."""
    words: tuple[str, ...]


class Coding(NamedTuple):
    """What the levels of a feature are."""

    levels: Ints
    """Of words: the level of each word."""
    edges: Floats
    """Of numbers: lower ends of all bands but the first."""
    size: int


def column(feature: Feature, looks: Sequence[Look]) -> Column:
    """One feature of some looks."""
    values = [feature.read(look) for look in looks]
    if feature.is_number:
        return Column(feature, np.array([np.nan if one is None else one for one in values], dtype=np.float64), ())
    words: dict[str, int] = {}
    known = {one: -1 if one is None else words.setdefault(loose(str(one)), len(words)) for one in dict.fromkeys(values)}
    numbers = [known[one] for one in values]
    return Column(feature, np.array(numbers, dtype=np.int64), tuple(words))


def coding(of: Column, rows: Ints, group: Ints) -> Coding:
    """The levels that some looks, each of an opportunity, make."""
    values = of.values[rows]
    if not of.feature.is_number:
        return _of_words(values, group, len(of.words))
    edges = of.feature.edges
    if edges is None:
        known = np.sort(values[~np.isnan(values)])
        edges = (
            tuple(sorted({float(known[len(known) * part // _BANDS]) for part in range(1, _BANDS)}))
            if len(known)
            else ()
        )
    return Coding(np.zeros(0, dtype=np.int64), np.array(edges, dtype=np.float64), len(edges) + 3)


def _of_words(values: "Ints | Floats", group: Ints, words: int) -> Coding:
    several = int(group.max()) + 1 if len(group) else 1
    pairs = np.unique(values.astype(np.int64) * several + group) // several
    counts = np.bincount(pairs[pairs >= 0], minlength=words)
    kept = [word for word in np.argsort(-counts, kind="stable").tolist() if counts[word] >= FEWEST][:MOST]
    levels = np.full(words, OTHER, dtype=np.int64)
    for level, word in enumerate(kept):
        levels[word] = level + 2
    return Coding(levels, np.zeros(0), len(kept) + 2)


def coded(of: Column, by: Coding, rows: Ints) -> Ints:
    """The level of each of some looks."""
    values = of.values[rows]
    if of.feature.is_number:
        found = np.searchsorted(by.edges, values, side="right") + 2
        return np.where(np.isnan(values), GAP, found)
    if not len(by.levels):
        return np.zeros(len(rows), dtype=np.int64)
    numbers = values.astype(np.int64)
    return np.where(numbers < 0, GAP, by.levels[np.maximum(numbers, 0)])
