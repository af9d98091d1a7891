"""Words of a status column that decide opportunities without saying won or lost: what they are taken for is said."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from ..domain.finding import quoted
from ..domain.values import Outcome
from .formats.profile import Profile
from .headers import normal
from .stages import outcome_of, plain_outcome

#: Words that are named at most.
_NAMED = 5


def taken_for(profile: Profile[Any], header: str, own: Collection[str]) -> tuple[str, ...]:
    """Dead is taken for lost, in words; `own` are words that a CRM has for its statuses, normalised."""
    found: dict[Outcome, dict[str, None]] = {}
    for text in profile:
        outcome = outcome_of(text)
        if outcome in (Outcome.WON, Outcome.LOST) and normal(text) not in own and plain_outcome(text) is None:
            found.setdefault(outcome, {})[" ".join(text.split())] = None
    return tuple(_said(found, header))


def _said(found: Mapping[Outcome, Collection[str]], header: str) -> Iterator[str]:
    for outcome, texts in sorted(found.items()):
        named = ", ".join(map(quoted, list(texts)[:_NAMED]))
        more = f" and {len(texts) - _NAMED} words more" if len(texts) > _NAMED else ""
        yield f"{named}{more} in {header} {'is' if len(texts) == 1 else 'are'} taken for {outcome.value}"
