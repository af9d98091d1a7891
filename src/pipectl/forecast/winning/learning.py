"""Learn the chances of open opportunities from decided ones, and hold them against base rate and entered close %.

Assumptions: what is open is decided one day, and by the same rules as what was decided before; what speaks for or
against an opportunity adds up as log odds. The chance is that of being won at all, not within a period. Without history
nobody knows in which stage, with which amount and how often pushed a decided opportunity was open, so none of that is
learnt from, and columns count as they are now, which is why those that are written at the close have to be found.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

import numpy as np

from ...domain.opportunity import Opportunity
from ...domain.values import Outcome, Undefined
from ..seen import Seen
from ..table import Floats, Ints
from .coding import Column, column
from .features import AGE, OF_HISTORY, Cell, Feature, named, of_column
from .fitting import chances
from .leaks import FEWEST_OPEN, Leak, leak_of
from .learnt import From, Learned, Learnt, Move
from .looks import Look, by_dates, plan_of, untold
from .rows import NEVER, Rows, groups_of, ripe, rows_of
from .scores import digits, rounded
from .sheet import Census
from .trial import TO_LEARN_OF_EACH, TO_TEST, TO_TEST_OF_EACH, USUAL, Beside, Learner, Trial, learners, trial

#: Decided opportunities that were seen while open, and those of them won or lost, at least.
FEWEST, FEWEST_OF_EACH = 40, 10
#: A feature that fewer looks than this share tell of is none.
_TOLD = 0.2
_TOO_QUICK = (
    f"of those that were open so long ago that most of their like are decided, fewer than {TO_LEARN_OF_EACH} were won "
    f"or fewer than {TO_LEARN_OF_EACH} lost; from the quick ones alone no chances are learnt"
)
_NO_HISTORY = (
    "without history nobody knows the stage, the amount, the pushes and the entered close % that decided opportunities "
    "had while they were open: nothing is learnt from them, and chances are held against the base rate alone"
)


def learn(today: Sequence[Seen], past: Iterable[Look], as_of: date, columns: Sequence[str] = ()) -> Learnt | Undefined:
    """What decided opportunities teach of the open ones.

    Args:
        today: All opportunities, open and decided, as known at the end of as-of.
        past: Open ones as they were known on the days of a plan (`looks.plan_of`), where history tells of them.
        as_of: Today.
        columns: Headers, or fields, that pipeline.yaml names.
    """
    opened = sorted((one for one in today if one.outcome is Outcome.OPEN), key=lambda one: one.key)
    if not opened:
        return Undefined("nothing is open whose chance could be told")
    groups = groups_of(today, as_of)
    told = rows_of((look for look in past if look.seen.stage is not None and look.day <= as_of), today, as_of, groups)
    by_history = _learn(From.HISTORY, told, today, opened, as_of, columns)
    if isinstance(by_history, Learnt) and by_history.trial is not None:
        return by_history
    bare = rows_of(by_dates(today, plan_of(today, as_of)), today, as_of, groups)
    found = _learn(From.DATES, bare, today, opened, as_of, columns)
    return found if isinstance(found, Undefined) else _with_past(found, told)


def _is_enough(rows: Rows) -> bool:
    won, lost = rows.outcomes(_decided(rows))
    return won + lost >= FEWEST and min(won, lost) >= FEWEST_OF_EACH


def _decided(rows: Rows) -> Ints:
    """The rows of what is decided: none of something that may be an open one."""
    return np.flatnonzero(rows.settled != NEVER)


def _missing(rows: Rows) -> str:
    won, lost = rows.outcomes(_decided(rows))
    return (
        f"chances are learnt from {FEWEST} decided opportunities with the days they were created and closed on, "
        f"{FEWEST_OF_EACH} of them won and {FEWEST_OF_EACH} lost; there are {won + lost:,}, "
        f"{won:,} won and {lost:,} lost"
    )


def _with_past(learnt: Learnt, told: Rows) -> Learnt:
    """Say what became of a history that is too short."""
    if not len(told.day):
        return learnt
    won, lost = told.outcomes(_decided(told))
    said = (
        f"history shows {won + lost:,} decided opportunities while they were open, which is too few to learn from yet"
    )
    return learnt._replace(said=(*learnt.said, said))


class _Sight(NamedTuple):
    """What is looked at, and how."""

    rows: Rows
    now: Sequence[Look]
    """At the open ones."""
    columns: tuple[Column, ...]
    """Of all looks: those of the rows, then those of now."""

    @property
    def of_open(self) -> Ints:
        """Places of the open ones in the columns."""
        return np.arange(len(self.rows.looks), len(self.rows.looks) + len(self.now))


def _learn(
    source: From, rows: Rows, today: Sequence[Seen], opened: Sequence[Seen], as_of: date, columns: Sequence[str]
) -> Learnt | Undefined:
    if not _is_enough(rows):
        return Undefined(_missing(rows))
    at = ripe(rows, as_of.toordinal())
    if min(rows.outcomes(at)) < TO_LEARN_OF_EACH:
        return Undefined(_TOO_QUICK)
    states = [one.opportunity for one in today]
    some = named(columns, states)
    found, leaks, said = _attributes(some.columns, states)
    bare = source is From.DATES
    now = [Look(as_of, untold(one) if bare else one) for one in opened]
    features = [AGE, *(() if bare else OF_HISTORY), *found]
    known = [column(each, [*rows.looks, *now]) for each in features]
    kept = tuple(each for each in known if _tells(each, len(rows.looks)))
    sight = _Sight(rows, now, kept)
    held = trial(rows, kept, as_of.toordinal())
    tried = held if isinstance(held, Trial) else None
    (learner,) = learners(rows, kept, at, (tried.penalty if tried else USUAL,))
    won, lost = rows.outcomes(at)
    usual = _average(sight, learner, at)
    return Learnt(
        source,
        _chances(sight, learner, usual),
        digits(float(rounded(chances(np.array([learner.fit.intercept + sum(usual)])))[0])),
        won,
        lost,
        len(at),
        tuple(each.feature.title for each in kept),
        tried,
        leaks,
        (*some.said, *said, *_limits(source)),
        _refusal(held),
    )


def _attributes(
    columns: Sequence[tuple[str, Cell]], states: Sequence[Opportunity]
) -> tuple[list[Feature], tuple[Leak, ...], tuple[str, ...]]:
    """The columns to learn from, and those that are left out."""
    there = [(title, cell) for title, cell in columns if any(cell(one) is not None for one in states)]
    if sum(one.outcome is Outcome.OPEN for one in states) < FEWEST_OPEN:
        titles = ", ".join(title for title, _ in there)
        told = f"{titles}: left out, since fewer than {FEWEST_OPEN} open ones can't show what is filled in at the close"
        return [], (), (told,) if there else ()
    census = Census(states)
    leaks = {title: leak_of(title, cell, census) for title, cell in there}
    kept = [of_column(title, cell, states) for title, cell in there if leaks[title] is None]
    return kept, tuple(leak for leak in leaks.values() if leak is not None), ()


def _tells(of: Column, looks: int) -> bool:
    """Whether enough looks are told of, and not all the same."""
    values = of.values[:looks]
    filled = values[~np.isnan(values)] if of.feature.is_number else values[values >= 0]
    return len(filled) >= _TOLD * looks and len(np.unique(values[:looks])) > 1


def _limits(source: From) -> tuple[str, ...]:
    if source is From.HISTORY:
        return ()
    return (_NO_HISTORY, "columns of decided opportunities count as they are now")


def _refusal(held: Trial | tuple[int, int]) -> str | None:
    if not isinstance(held, Trial):
        won, lost = held
        return (
            f"to be held to account, {TO_TEST} opportunities have to be decided after enough was learnt, "
            f"{TO_TEST_OF_EACH} won and {TO_TEST_OF_EACH} lost; there are {won + lost:,}, {won:,} won and {lost:,} lost"
        )
    for beside, what in ((held.base, "the base rate"), (held.entered, "the close % that was entered")):
        if beside is not None and not beside.lead.holds:
            return _not_better(beside, what)
    return None


def _not_better(beside: Beside, what: str) -> str:
    figures = f"Brier score {beside.learnt.brier} against {beside.score.brier} of {what}"
    over = f"over {beside.opportunities:,} opportunities decided later"
    if beside.lead.brier <= 0:
        return f"learnt chances are no better than {what}: {figures}, {over}"
    return f"learnt chances are not surely better than {what}: {figures}, ± {beside.lead.error}, {over}"


def _average(sight: _Sight, learner: Learner, at: Ints) -> list[float]:
    """What each feature adds to the log odds on average."""
    taught = learner.codes(sight.columns, at)
    return [float(weight[level].mean()) for weight, level in zip(learner.fit.weights, taught, strict=True)]


def _chances(sight: _Sight, learner: Learner, usual: Sequence[float]) -> tuple[Learned, ...]:
    levels = learner.codes(sight.columns, sight.of_open)
    odds = learner.fit.log_odds(levels) if levels else np.full(len(sight.now), learner.fit.intercept)
    chance = rounded(chances(odds))
    beyond = [
        weight[level] - mean for weight, level, mean in zip(learner.fit.weights, levels, usual, strict=True)
    ]  # fmt: skip
    points = [chance - rounded(chances(odds - each)) for each in beyond]
    return tuple(
        Learned(look.seen.key, digits(float(chance[number])), _moves(look, number, sight.columns, beyond, points))
        for number, look in enumerate(sight.now)
    )


def _moves(
    look: Look, number: int, columns: Sequence[Column], beyond: Sequence[Floats], points: Sequence[Floats]
) -> tuple[Move, ...]:
    moves = [
        Move(of.feature.title, of.feature.words(look), digits(float(odds[number])), digits(float(point[number])))
        for of, odds, point in zip(columns, beyond, points, strict=True)
    ]
    return tuple(sorted(moves, key=lambda move: (-abs(move.points), -abs(move.log_odds), move.feature)))
