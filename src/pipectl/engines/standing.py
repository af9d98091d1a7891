"""Opportunities as they stood on a past day, as far as their own dates tell."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from ..domain.opportunity import Opportunity
from ..domain.values import Outcome


def as_it_stood(found: Opportunity, as_of: date) -> Opportunity | None:
    """One at the end of a day: open where it was decided later; None where it was not there yet."""
    if found.created is not None and found.created > as_of:
        return None
    is_later = found.close_date is not None and found.close_date > as_of
    return replace(found, outcome=Outcome.OPEN) if is_later else found


def as_they_stood(some: Iterable[Opportunity], as_of: date) -> tuple[Opportunity, ...]:
    """Those that were there at the end of a day, as they were."""
    return tuple(stood for each in some if (stood := as_it_stood(each, as_of)) is not None)
