"""One opportunity with all that is known of it: its row, its stage's playbook, and its past."""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from .opportunity import Opportunity
from .playbook import DealSheet


class Told(StrEnum):
    """What a change was of."""

    STAGE = "stage"
    AMOUNT = "amount"
    EXPECTED_CLOSE = "expected close"
    OWNER = "owner"
    GONE = "gone"
    """It was not there any more."""
    BACK = "back"
    """It was there again."""


class StayLine(NamedTuple):
    """One stay in one open stage."""

    stage: str
    entered: date
    left: date | None
    """None while it is still there."""
    days: int
    """Until it left, or until as-of."""
    dated: bool
    """Whether the day it entered is known, and not just the first day anybody looked."""


class ChangeOf(NamedTuple):
    """One field on the day it changed."""

    day: date
    what: Told
    before: str | Decimal | date | None
    after: str | Decimal | date | None


class DealPast(NamedTuple):
    """What history tells of one opportunity, up to as-of."""

    since: date
    """First day that anything is told of it."""
    stays: tuple[StayLine, ...]
    """In order of time; empty where history tells no stages."""
    push_count: int | None
    """How often its expected close was moved later while it was open; None where history tells no close dates."""
    pushed_days: int
    """How far all of these moved it."""
    changes: tuple[ChangeOf, ...]
    """The latest first."""


class Dossier(NamedTuple):
    """All that is known of one opportunity."""

    opportunity: Opportunity
    key: str
    """What history and forecast know it by."""
    as_of: date
    currency: str | None
    """What its amount is in, where it or pipeline.yaml says."""
    sheet: DealSheet | None
    """How it stands against its stage; None where that is no stage of pipeline.yaml."""
    past: DealPast | None
    """None where no history tells of it."""
