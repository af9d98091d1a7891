"""By what an opportunity is known again, from one export to the next."""

from collections.abc import Callable
from enum import StrEnum

from ..domain.opportunity import Opportunity


class Match(StrEnum):
    """What has to be the same for two rows to be one opportunity."""

    ID = "id"
    NAME_AND_ACCOUNT = "name+account"


#: Gives the key an opportunity is known by; None where it lacks what has to be the same.
Keyed = Callable[[Opportunity], str | None]


def keyed(match: Match) -> Keyed:
    """What gives keys for a way of matching."""
    return _by_id if match is Match.ID else _by_name_and_account


def parts_twins(keyed: Keyed) -> bool:
    """Whether several rows of one key may be several opportunities, which the day they were created tells apart."""
    return keyed is _by_name_and_account


def _by_id(opportunity: Opportunity) -> str | None:
    return opportunity.id


def _by_name_and_account(opportunity: Opportunity) -> str | None:
    """Case and spacing never matter; an opportunity without an account is known by its name alone."""
    parts = (" ".join(part.split()).casefold() for part in (opportunity.name, opportunity.account or ""))
    return "\n".join(parts)
