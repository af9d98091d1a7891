"""Scorecards as plain data: what is known of each opportunity, how it scores, and how well that told won from lost."""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from .finding import NO_FINDINGS, SEE_FINDINGS, Findings, Place
from .period import Period
from .pipeline import RowCount
from .values import DIVIDE, EXACT, ZERO, Mean, Outcome, Ratio

if TYPE_CHECKING:
    from collections.abc import Sequence


class Stand(StrEnum):
    """How an opportunity stands against one element."""

    MET = "met"
    NOT_MET = "not_met"
    """Something is known, and it is a no or too little."""
    MISSING = "missing"
    """Nothing is known."""
    UNJUDGED = "unjudged"
    """The data can't tell."""


class ElementLine(NamedTuple):
    """One element of the framework, and where it is read from."""

    key: str
    title: str
    question: str | None
    needed_from: str | None
    """Open stage from which it must be met; None where there is no open stage."""
    column: str | None
    """Header it is read from; None where a condition judges it, or the file has no column for it."""
    condition: str | None
    """What judges it, in words; None where a column does."""
    reading: str | None
    """What its column holds and what counts as met, in words; None without one."""


class Answer(NamedTuple):
    """One element of one opportunity."""

    key: str
    title: str
    stand: Stand
    value: str | None
    """The cell as it stands in the file; None where it is empty, or no single cell tells."""
    score: Decimal | None
    """From 0 to 1; None where it is missing or can't be judged."""
    needed: bool
    """Whether it must be met in the stage the opportunity is in."""
    question: str | None
    why: tuple[str, ...] = ()
    """Why it can't be judged."""

    @property
    def is_lacking(self) -> bool:
        """Whether it is needed, and missing or not met."""
        return self.needed and self.stand in (Stand.MISSING, Stand.NOT_MET)


class Contribution(NamedTuple):
    """What one rule gave to a score."""

    name: str
    points: Decimal
    """That it gives where it holds."""
    holds: bool | None
    """None where it can't be judged."""
    why: tuple[str, ...] = ()

    @property
    def given(self) -> Decimal | None:
        """Points it gave; None where it can't be judged: then they are neither given nor lost."""
        return None if self.holds is None else self.points if self.holds else Decimal(0)


class Scored(NamedTuple):
    """A score of one opportunity or lead."""

    name: str
    points: Decimal
    """Given by the rules that hold."""
    judged: Decimal
    """Of the rules that could be judged."""
    possible: Decimal
    """Of all rules."""
    rules: tuple[Contribution, ...]
    fits: bool | None = None
    """Whether it reaches `fits_from`; None where there is no such bound, or no score."""

    @property
    def share(self) -> Decimal | None:
        """Points over those that could be judged, from 0 to 1; None where none could be."""
        return Mean(self.points, self.judged).value

    @property
    def exact(self) -> Fraction | None:
        """The same without rounding, so that equal ones are equal and sums come out."""
        return Fraction(self.points) / Fraction(self.judged) if self.judged else None


def mean_of(shares: "Sequence[Fraction]") -> Mean:
    """The mean of some exact scores."""
    whole = sum(shares, Fraction(0))
    return Mean(DIVIDE.divide(Decimal(whole.numerator), Decimal(whole.denominator)), len(shares))


class Card(NamedTuple):
    """One opportunity against the framework and the scores."""

    place: Place
    id: str | None
    name: str
    owner: str | None
    account: str | None
    stage: str
    outcome: Outcome
    amount: Decimal | None
    currency: str | None
    answers: tuple[Answer, ...]
    qualified: bool | None
    """None where there is no framework, or what can't be judged would decide it."""
    fit: Scored | None
    """Against the ideal customer, where pipeline.yaml has one."""
    scores: tuple[Scored, ...]

    @property
    def met(self) -> int:
        """Elements that are met."""
        return sum(each.stand is Stand.MET for each in self.answers)

    @property
    def judged(self) -> int:
        """Elements that could be judged."""
        return sum(each.stand is not Stand.UNJUDGED for each in self.answers)

    @property
    def lacking(self) -> tuple[Answer, ...]:
        """Elements that are needed, and missing or not met."""
        return tuple(each for each in self.answers if each.is_lacking)


class Covered(NamedTuple):
    """One element over some open opportunities."""

    judged: int
    known: int
    """Of those judged, the ones that have something, be it a no."""
    met: int
    unjudged: int
    needed: int
    """Those whose stage needs it."""
    lacking: int
    """Of these the ones of which it is missing or not met."""

    @property
    def known_share(self) -> Ratio:
        """Of those judged."""
        return Ratio(self.known, self.judged)

    @property
    def met_share(self) -> Ratio:
        """Of those judged."""
        return Ratio(self.met, self.judged)


class Coverage(NamedTuple):
    """The framework over the open opportunities of a stage, or of all."""

    stage: str | None
    """None for all."""
    opportunities: int
    elements: tuple[Covered, ...]
    """In the order of the framework."""
    qualified: int
    not_qualified: int
    unjudged: int
    """Those of which nothing tells whether they are qualified."""


class Untold(NamedTuple):
    """An element or a rule that can't be judged of some open opportunities."""

    what: str
    why: str
    opportunities: int


class Leak(NamedTuple):
    """That elements may have been filled in as opportunities were won, and so say nothing of the chance to win."""

    won: Ratio
    """Elements met over those judged, of the won ones."""
    open: Ratio
    """The same of the open ones."""


class WinSplit(NamedTuple):
    """Won of those decided, by whether they are qualified."""

    qualified: Ratio
    not_qualified: Ratio
    unjudged: int
    leak: Leak | None


class RuleTold(NamedTuple):
    """How one rule of a score went with winning."""

    name: str
    points: Decimal
    holding: Ratio
    """Won of those decided for which it holds."""
    failing: Ratio
    """Won of the others."""
    unjudged: int
    pulls_wrong: bool
    """Whether those for which it holds were won less often, where there are enough of both to say."""
    is_clear: bool
    """Whether the two intervals are apart."""
    set_at_close: bool
    """Whether it looks at what closing an opportunity sets itself."""


class Told(NamedTuple):
    """How well a score told won from lost."""

    name: str
    won: int
    lost: int
    """Decided ones that have a score."""
    unscored: int
    untold: str | None
    """Why nothing is said, in words; None where there are enough."""
    mean_won: Mean
    mean_lost: Mean
    concordance: Mean | None
    """Share of the pairs of a won and a lost one in which the won one scored higher; equal ones count half."""
    rules: tuple[RuleTold, ...]


class Qualifying(NamedTuple):
    """Everything `pipectl qualify` says."""

    pipeline: str
    currency: str | None
    currencies: tuple[str, ...]
    as_of: date
    lookback: Period
    filters: tuple[str, ...]
    framework: str | None
    """What it is called; None where only scores are known."""
    qualified_at: Decimal | None
    """Share of its elements that must be met; None without a framework."""
    elements: tuple[ElementLine, ...]
    whole: Coverage | None
    stages: tuple[Coverage, ...]
    split: WinSplit | None
    fits_from: Decimal | None
    """From 1 to 100; None where there is no ideal customer."""
    cards: tuple[Card, ...]
    """The open ones: those that lack what they need first, of each the biggest first; with `deal`, that one alone."""
    deal: str | None
    """Id, else name, of the one opportunity that is asked about."""
    told: tuple[Told, ...]
    """Of the ideal customer, then of each score."""
    untold: tuple[Untold, ...]
    """What can't be judged, why, and of how many of the open ones."""
    rows: RowCount
    findings: Findings
    notes: tuple[str, ...]
    shown: int = 10
    """Rows that a table for people has at most."""
    see_findings: str = SEE_FINDINGS
    past_findings: Findings = NO_FINDINGS

    @property
    def in_need(self) -> tuple[Card, ...]:
        """Those that lack what they need in their stage."""
        return tuple(card for card in self.cards if card.lacking)

    @property
    def by_fit(self) -> tuple[Card, ...]:
        """The best fit first, of those alike the biggest; those without a score last."""
        return tuple(sorted(self.cards, key=_fit))


def _fit(card: Card) -> tuple[bool, Decimal, bool, Decimal]:
    share = None if card.fit is None else card.fit.share
    return share is None, -(share or ZERO), card.amount is None, EXACT.minus(card.amount or ZERO)
