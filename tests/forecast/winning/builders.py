"""Opportunities to learn from, as a test writes them; the ordinary day is 2 February 2026."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from pipectl.domain.opportunity import Opportunity
from pipectl.domain.values import Outcome
from pipectl.forecast.seen import Seen
from pipectl.forecast.winning.leaks import Leak, leak_of
from pipectl.forecast.winning.looks import Look, Plan, by_dates
from pipectl.forecast.winning.rows import Rows, groups_of, rows_of
from pipectl.forecast.winning.sheet import Census
from tests.builders import AS_OF, an_open, day, lost, won


def as_seen(one: Opportunity, key: str | None = None, **given: Any) -> Seen:
    """As it is known today."""
    seen = Seen(
        key or one.key, one.outcome, one.created, one.close_date, one.amount, None, one.probability,
        one.expected_close, None, None, one,
    )  # fmt: skip
    return seen._replace(stage=one.stage if one.outcome is Outcome.OPEN else None, **given)


def ago(days: int) -> date:
    """A day before the ordinary one."""
    return AS_OF - timedelta(days=days)


def decided(number: int, wins: int, **given: Any) -> list[Seen]:
    """So many decided ones, one a week back from today, each open for 30 days before; wins are spread among them."""
    found = []
    for at in range(number):
        is_won = (at + 1) * wins // number > at * wins // number
        make = won if is_won else lost
        one = make(
            100 + at, id=f"{given.get('prefix', 'd')}{at:03}", closed=ago(7 * at), days=30, **_of(given, is_won, at)
        )
        found.append(as_seen(one))
    return found


def opened(number: int, **given: Any) -> list[Seen]:
    """So many open ones, created today and on the days before."""
    some = (an_open(500 + at, id=f"o{at:03}", created=ago(at), **_of(given, None, at)) for at in range(number))
    return [as_seen(one) for one in some]


def _of(given: dict[str, Any], is_won: bool | None, at: int) -> dict[str, Any]:
    """Values that may be functions of the outcome and of the number."""
    told = {name: each(is_won, at) if callable(each) else each for name, each in given.items() if name != "prefix"}
    return {name: each for name, each in told.items() if each is not None}


def a_column(
    wins: Sequence[str | None], losses: Sequence[str | None], opens: Sequence[str | None], created: Any = "2026-01-01"
) -> Leak | None:
    """What gives a column of these cells away."""
    states = [
        make(100, id=f"{at}", created=created, extra={} if cell is None else {"X": cell})
        for make, cells in ((won, wins), (lost, losses), (an_open, opens))
        for at, cell in enumerate(cells)
    ]
    return leak_of("X", lambda one: one.extra.get("X"), Census(states))


def rows(today: Sequence[Seen], looks: Iterable[Look] | None = None, every: int = 7) -> Rows:
    """Looks at what was decided, every week for two years where no others are given."""
    if looks is None:
        days = tuple(ago(back) for back in range(728, 0, -every))
        looks = by_dates(today, Plan(days, frozenset(one.key for one in today if one.outcome is not Outcome.OPEN)))
    return rows_of(looks, today, AS_OF, groups_of(today, AS_OF))


def a_look(key: str, on: str | date, **given: Any) -> Look:
    """At an open opportunity on a past day."""
    when = day(on)
    assert when is not None
    one = as_seen(an_open(100, id=key, created=when - timedelta(10)))
    return Look(when, one._replace(**given))
