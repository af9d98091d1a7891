"""Snapshots as tests say them: what matters is given, the rest is ordinary."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from pipectl.domain.finding import Place
from pipectl.domain.opportunity import FIELDS, Opportunity
from pipectl.domain.values import Outcome
from pipectl.history.matching import Match
from pipectl.store.canonical import Head
from pipectl.store.writing import Kept, keep

PIPELINE = "New business"
#: The first day of stories about snapshots, a Monday.
FIRST = date(2026, 2, 2)


def day(number: int) -> date:
    """The day with a number, the first of which is 0."""
    return FIRST + timedelta(days=number)


def a_head(number: int = 0, hour: int = 18, **given: Any) -> Head:
    """The head of a snapshot of a day; six in the evening unless said otherwise."""
    on = day(number)
    usual = Head(on, datetime(on.year, on.month, on.day, hour, tzinfo=UTC), PIPELINE, "USD", fields=FIELDS)
    return usual._replace(**given)


def kept(folder: Path, number: int, *opportunities: Opportunity, match: Match = Match.ID, **given: Any) -> Kept:
    """Keep a snapshot of a day."""
    return keep(folder, a_head(number, **given), opportunities, match)


def plain(opportunities: Iterable[Opportunity]) -> list[Opportunity]:
    """As they look, wherever they were read, in an order of their own."""
    return sorted((replace(each, place=Place("")) for each in opportunities), key=repr)


#: Whatever a cell may hold, with what is special in one of the languages involved more often than chance has it.
_SPECIAL = st.sampled_from(
    [*"\",;\\\n\r\t=#+-@'\u2028\u2029\x85\x0b\x0c\x1c\x00\x1b\ud800\ufeff", "\\n", "\\x41", "\r\n"]
)
TEXTS = st.lists(st.one_of(_SPECIAL, st.text(max_size=5)), min_size=1, max_size=6).map("".join).filter(bool)
_DAYS = st.dates(date(1970, 1, 1), date(2199, 12, 31))
_AMOUNTS = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**18), max_value=10**18)


def opportunities(**given: Any) -> st.SearchStrategy[Opportunity]:
    """Any opportunity, of which some fields may be given as strategies."""
    told: dict[str, Any] = {name: st.none() | TEXTS for name in FIELDS}
    told |= dict.fromkeys(("created", "expected_close", "closed", "last_activity", "stage_changed"), st.none() | _DAYS)
    told |= {"name": TEXTS, "stage": TEXTS, "outcome": st.sampled_from(Outcome), "amount": st.none() | _AMOUNTS}
    told |= {"probability": st.none() | st.decimals(0, 1), "extra": st.dictionaries(TEXTS, TEXTS, max_size=3)}
    return st.builds(Opportunity, **(told | given))
