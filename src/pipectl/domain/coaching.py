"""Owners side by side as plain data: each figure against the others' and against the lookback before."""

from enum import StrEnum
from typing import NamedTuple

from .period import Period
from .result import Detail, Measure
from .sums import Keyed, Sum


class Against(StrEnum):
    """How a figure stands against another, as far as the numbers behind both allow."""

    HIGHER = "higher"
    LOWER = "lower"
    ALIKE = "alike"
    """Nothing is said that counts so small allow chance to make."""
    TOO_FEW = "too_few"
    UNTOLD = "untold"


class Compared(NamedTuple):
    """One figure of somebody, beside that of the others and that of the lookback before."""

    own: Detail
    behind: int
    """Opportunities it is made of."""
    others: Detail | None
    """Of all but them; None for the team."""
    others_behind: int
    against_others: Against
    before: Detail | None
    """Of the lookback before; None for what an export tells of today alone."""
    before_behind: int
    against_before: Against


class HintKind(StrEnum):
    """What to talk about with somebody, the most telling first."""

    BEHIND_OTHERS = "behind_others"
    """A figure is worse than the others'."""
    BEHIND_PAST = "behind_past"
    """A figure is worse than it was."""
    RE_DATE = "re_date"
    """A tenth of their open amount or more is overdue."""
    ADD_PIPELINE = "add_pipeline"
    """What is due covers less of what remains of their quota than the target."""
    AHEAD_OF_OTHERS = "ahead_of_others"
    AHEAD_OF_PAST = "ahead_of_past"
    TOO_FEW = "too_few"
    ALIKE = "alike"
    """Nothing that the counts bear out tells them from the others."""


class Hint(NamedTuple):
    """What to talk about, with the numbers behind it."""

    kind: HintKind
    figure: str | None = None
    """Key of the figure it is about."""
    sum: Sum | None = None
    """The opportunities it is about; to add pipeline, the amount alone."""
    stage: Keyed | None = None
    """Where most of theirs were lost."""


class Person(NamedTuple):
    """One owner, or the team."""

    owner: str | None
    """None for the team, and for those that belong to nobody."""
    decided: int
    """Won and lost in the lookback, as the win rate counts them."""
    open: Sum
    currency: str | None
    coverage: Measure
    figures: tuple[Compared, ...]
    hint: Hint | None
    """None for the team."""

    def figure(self, key: str) -> Compared:
        """The figure of this key."""
        return next(each for each in self.figures if each.own.key == key)


class People(NamedTuple):
    """Owners side by side."""

    team: Person
    owners: tuple[Person, ...]
    """By name: an order by a figure would rank what chance has made."""
    untold: str | None
    """Why there are none, in words."""
    before: Period | None
    """The lookback before."""
    no_before: str | None
    least: int
    """Opportunities behind a figure from which on it is compared."""
