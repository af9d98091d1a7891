"""Lives as a test writes them: a day and what the opportunity looked like from then on."""

from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from pipectl.domain.opportunity import Opportunity
from pipectl.domain.values import Outcome
from pipectl.history.chronicle import EVERYTHING, Chronicle, Life, Moment, Source
from tests.builders import an_opportunity, day
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


@st.composite
def lives_of_the_quarter(draw: st.DrawFn, most: int = 5) -> dict[str, Life]:
    """Few kinds of states that most of the time are open and due in the first quarter, so that lives meet and move."""
    days = st.sampled_from([START + timedelta(days=n) for n in range(-40, 33)])
    closes = st.sampled_from([date(2026, 1, 20), date(2026, 3, 31), date(2026, 3, 31), date(2026, 4, 1), None])
    outcomes = st.sampled_from([Outcome.OPEN] * 6 + [Outcome.WON, Outcome.LOST, None, None])

    def state(outcome: Outcome | None) -> Opportunity | None:
        if outcome is None:
            return None
        given: dict[str, Any] = {
            "stage": draw(st.sampled_from(["Qualified", "Proposal"])),
            "owner": draw(st.sampled_from([None, "Bo"])),
        }
        if outcome is not Outcome.OPEN:
            given["stage"] = outcome.value.capitalize()
        given["expected_close"] = draw(closes)
        given["created"] = draw(st.sampled_from([None, "2025-06-01", "2026-01-10"]))
        return an_opportunity(outcome, draw(st.sampled_from([None, 5, 100, "-0.01", "99.99"])), given)

    found: dict[str, Life] = {}
    for number in range(draw(st.integers(1, most))):
        told = sorted(draw(st.lists(days, min_size=3, max_size=6, unique=True)))
        states = [state(Outcome.OPEN), *(state(draw(outcomes)) for _ in told[1:])]
        found[f"k{number}"] = life(*zip(told, states, strict=True))
    return found
