"""What is derived of an open opportunity from its fields, its past and its owner's others, by name.

Conditions may name these like fields. Each is a number, or None where it can't be known of that opportunity.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import NamedTuple, Protocol

from .cells import loose
from .currencies import BARE, Currencies, carried
from .finding import Place
from .opportunity import Opportunity
from .quiet import Reach, quiet_of
from .values import DIVIDE, EXACT, ZERO, Outcome, Unit


class Past(Protocol):
    """What the past tells of an opportunity."""

    @property
    def push_count(self) -> int | None:
        """How often its expected close was moved later."""

    @property
    def days_in_stage(self) -> int | None:
        """Days in its stage on this visit."""


class Facts(NamedTuple):
    """What is known besides the opportunity itself."""

    as_of: date
    past: Mapping[Place, Past] = {}
    """By the place of the row of today."""
    owners: Mapping[str, Decimal] = {}
    """Open amount of each owner, by the name as it is compared."""
    reach: Reach | None = None
    """How far back files of activities tell what was done; None where none does."""


class AtLeast(NamedTuple):
    """A value of which only is known that it is no less."""

    value: int


class Derived(NamedTuple):
    """One derived field."""

    title: str
    unit: Unit
    meaning: str
    needs: tuple[str, ...]
    """Fields of which the file must have one; none where the past tells."""
    missing: str
    """Why it can't be known of an opportunity, in words."""
    read: Callable[[Opportunity, Facts], int | Decimal | AtLeast | None]


def owners_of(opportunities: Iterable[Opportunity]) -> dict[str, Decimal]:
    """Open amount of each owner, for `Facts`; of those whose amounts are in several currencies there is none."""
    everybody = tuple(opportunities)
    currencies = Currencies(None, carried(everybody))
    found: dict[str, Decimal] = {}
    seen: dict[str, set[str]] = {}
    for each in everybody:
        if each.outcome is Outcome.OPEN and each.owner and each.amount is not None:
            owner = loose(each.owner)
            found[owner] = EXACT.add(found.get(owner, ZERO), each.amount)
            seen.setdefault(owner, set()).add(each.currency or BARE)
    return {owner: amount for owner, amount in found.items() if not currencies.why_not_added(frozenset(seen[owner]))}


def derived_key(name: str) -> str | None:
    """The derived field that a name as a person writes it means; None where it means none."""
    key = loose(name).replace(" ", "_").replace("-", "_")
    return key if key in DERIVED else None


def _since(day: date | None, facts: Facts) -> int | None:
    return None if day is None else (facts.as_of - day).days


def _days_in_stage(opportunity: Opportunity, facts: Facts) -> int | None:
    past = facts.past.get(opportunity.place)
    told = None if past is None else past.days_in_stage
    return _since(opportunity.stage_changed, facts) if told is None else told


def _pushes(opportunity: Opportunity, facts: Facts) -> int | None:
    past = facts.past.get(opportunity.place)
    return None if past is None else past.push_count


def _days_quiet(opportunity: Opportunity, facts: Facts) -> int | AtLeast | None:
    quiet = quiet_of(opportunity, facts.as_of, facts.reach)
    if quiet is None:
        return None
    return AtLeast(quiet.days) if quiet.at_least else quiet.days


def _days_to_close(opportunity: Opportunity, facts: Facts) -> int | None:
    close = opportunity.expected_close
    return None if close is None else (close - facts.as_of).days


def _days_overdue(opportunity: Opportunity, facts: Facts) -> int | None:
    return None if opportunity.expected_close is None else opportunity.days_overdue(facts.as_of)


def _share_of_owner(opportunity: Opportunity, facts: Facts) -> Decimal | None:
    """Source: ours; what an owner has open is the sum of their open amounts."""
    whole = facts.owners.get(loose(opportunity.owner or ""), ZERO)
    if opportunity.amount is None or whole <= 0 or opportunity.outcome is not Outcome.OPEN:
        return None
    return DIVIDE.divide(opportunity.amount, whole)


DERIVED: Mapping[str, Derived] = {
    "age_days": Derived(
        "age",
        Unit.DAYS,
        "days from created to the day of the report",
        ("created",),
        "it has no created date",
        lambda each, facts: each.age_days(facts.as_of),
    ),
    "days_in_stage": Derived(
        "days in stage",
        Unit.DAYS,
        "days since it entered its stage, by history, else by the column of that day",
        ("stage_changed",),
        "nothing tells when it entered its stage",
        _days_in_stage,
    ),
    "push_count": Derived(
        "push count",
        Unit.COUNT,
        "times its expected close was moved later, by history",
        (),
        "there is no history of its close dates",
        _pushes,
    ),
    "days_since_activity": Derived(
        "days since activity",
        Unit.DAYS,
        "days from its last activity to the day of the report, of the export or of the files that pipeline.yaml names "
        "under activities; where these tell that there was none, from its creation",
        ("last_activity",),
        "it has no last activity",
        _days_quiet,
    ),
    "days_to_close": Derived(
        "days to close",
        Unit.DAYS,
        "days from the day of the report to its expected close; negative once that has passed",
        ("expected_close",),
        "it has no expected close date",
        _days_to_close,
    ),
    "days_overdue": Derived(
        "days overdue",
        Unit.DAYS,
        "days its expected close has passed; 0 until then",
        ("expected_close",),
        "it has no expected close date",
        _days_overdue,
    ),
    "share_of_owner": Derived(
        "share of owner's pipeline",
        Unit.PERCENT,
        "its amount ÷ the open amount of its owner, from 0 to 1",
        ("owner", "amount"),
        "it has no owner or no amount, or its owner's amounts are in several currencies",
        _share_of_owner,
    ),
}
