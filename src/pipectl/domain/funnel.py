"""The funnel, the buyer's view, as plain data: how many of those that reached a stage went on, and how long it took."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from .finding import NO_FINDINGS, Findings
from .period import Period
from .values import Ratio


class Lasting(NamedTuple):
    """Days in a stage; None where there is nobody to take them of."""

    left: int
    """Those who left it with a known day of entry."""
    median: Decimal | None
    p75: Decimal | None
    cumulative_median: Decimal | None
    """Of all visits of an opportunity together."""
    there: int
    """Those who are there now with a known day of entry."""
    so_far_median: Decimal | None
    undated: int


class FunnelStage(NamedTuple):
    """One open stage."""

    name: str
    reached: int
    went_on: int
    lost: int
    waiting: int
    gone: int
    conversion: Ratio
    """Went on over those and the ones lost here."""
    won_from: Ratio
    """Won over those won and lost, here or later."""
    lasting: Lasting


class FunnelTable(NamedTuple):
    """The stages of everything, or of one group."""

    by: str | None
    key: str | None
    stages: tuple[FunnelStage, ...]
    won: int
    won_amount: Decimal | None
    """Of those whose path is known; None where amounts are in several currencies."""


class CohortLine(NamedTuple):
    """The opportunities that began in one quarter, and how far they came."""

    span: Period
    began: int
    known: int
    """Those of them whose path is known from where it began."""
    reached: tuple[int, ...]
    """How many of those reached each open stage, those that began further on not counted."""
    won: int
    lost: int
    waiting: int
    gone: int

    @property
    def conversion(self) -> Ratio:
        """Won of those decided."""
        return Ratio(self.won, self.won + self.lost)

    @property
    def is_running(self) -> bool:
        """Whether some are open still, so that the figures may move."""
        return self.waiting > 0


class Bottleneck(NamedTuple):
    """The stage that would add most won amount if it converted like its target, and the sum."""

    stage: str
    conversion: Ratio
    target: Decimal
    best_quarter: str | None
    """The quarter that reached the target; None where pipeline.yaml names the target."""
    best: Ratio | None
    won_amount: Decimal
    adds: Decimal
    others: tuple[tuple[str, Decimal], ...]
    """What each other stage would add, most first."""


class Funnel(NamedTuple):
    """Everything `pipectl funnel` says."""

    pipeline: str
    currency: str | None
    as_of: date
    lookback: Period
    filters: tuple[str, ...]
    whole: FunnelTable
    groups: tuple[FunnelTable, ...]
    cohorts: tuple[CohortLine, ...]
    """By quarter of creation, oldest first."""
    bottleneck: Bottleneck | None
    no_bottleneck: str | None
    """Why there is none, in words."""
    unknown: int
    """Opportunities whose path is not known: decided when they were first seen, with nothing told of how."""
    sources: tuple[str, ...]
    notes: tuple[str, ...]
    findings: Findings = NO_FINDINGS
