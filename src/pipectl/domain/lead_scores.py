"""Scores of leads as plain data: how leads spread, whom to call first, and how well a score told who converts."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from .finding import Place
from .scorecard import Scored, Told
from .values import Mean, Ratio


class ScoredLead(NamedTuple):
    """One lead and its scores."""

    place: Place
    id: str | None
    name: str
    """Its own, else its company's, else its id."""
    company: str | None
    owner: str | None
    source: str | None
    status: str | None
    created: date
    age_days: int
    answered: bool | None
    """None where the file doesn't tell."""
    converted: bool | None
    """None where the file doesn't tell."""
    closed: bool
    """Whether its status says that nobody will become a customer."""
    scores: tuple[Scored, ...]
    """In the order of pipeline.yaml; the first one ranks."""

    @property
    def key(self) -> str:
        """What names it in messages."""
        return self.id or self.name


class Band(NamedTuple):
    """The leads with a score from a bound on, up to the next one."""

    low: Decimal
    """That counts."""
    high: Decimal
    """That does not, but for 1."""
    leads: Ratio
    """Of those of the period that have a score."""
    converted: Ratio
    """Of the ripened leads in the band."""


class LeadScore(NamedTuple):
    """One score over the leads."""

    name: str
    mean: Mean
    """Of the leads of the period that have a score."""
    unscored: int
    """Those of the period without one."""
    bands: tuple[Band, ...]
    """The highest first."""
    told: Told
    """How well it told the converted of the ripened leads (`won`) from the others (`lost`)."""


class LeadUntold(NamedTuple):
    """A rule that can't be judged of some leads."""

    what: str
    why: str
    leads: int
    place: Place | None = None
    """Where pipeline.yaml has the rule, where it asks for what no lead has."""


class LeadScores(NamedTuple):
    """Everything that `pipectl leads` says of scores."""

    scores: tuple[LeadScore, ...]
    looked_at: int
    """Leads of all periods, those that filters leave."""
    leads: tuple[ScoredLead, ...]
    """The open ones, the best first, those older than `matures_after` after all others; with `lead`, that one alone."""
    closed: tuple[tuple[str, int], ...]
    """Statuses of those that did not convert and that nobody works on any more, with how many; they are not listed."""
    lead: str | None
    """Id, else name, of the one lead that is asked about."""
    untold: tuple[LeadUntold, ...]
    shown: int = 10
    """Rows that a table for people has at most."""
