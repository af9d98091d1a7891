"""Lives as a test writes them: a day and what the opportunity looked like from then on."""

from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from pipectl.domain.opportunity import Opportunity
from pipectl.history.chronicle import EVERYTHING, Chronicle, Life, Moment, Source
from tests.builders import day
from tests.engines.strategies import an_opportunity_of_any_kind

#: The day that history begins on in tests.
START = date(2026, 1, 1)


def life(*moments: tuple[str | date, Opportunity | None]) -> Life:
    """A life of these moments."""
    return tuple(Moment(day(when) or START, state) for when, state in moments)


def chronicle(seen: tuple[str, ...] = ("2026-01-01",), **lives: Life) -> Chronicle:
    """The chronicle of some lives, the pipeline looked at on some days."""
    days = tuple(found for each in seen if (found := day(each)) is not None)
    sources = (Source("snapshots", EVERYTHING, days[0], days[-1]),) if days else ()
    return Chronicle(lives, since=days[0] if days else None, seen=days, sources=sources)


@st.composite
def lives_of_any_kind(draw: st.DrawFn, most: int = 6) -> dict[str, Life]:
    """Some lives of up to six moments in the first quarter, gone and back at times."""
    found: dict[str, Life] = {}
    for number in range(draw(st.integers(0, most))):
        days = sorted(draw(st.lists(st.integers(-40, 120), min_size=1, max_size=6)))
        states: list[Any] = [draw(st.none() | an_opportunity_of_any_kind()) for _ in days]
        states[0] = states[0] or draw(an_opportunity_of_any_kind())
        found[f"k{number}"] = life(*((START + timedelta(days=n), state) for n, state in zip(days, states, strict=True)))
    return found
