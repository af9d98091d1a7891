"""Views as a test writes them; the ordinary day is 2 February 2026, the ordinary period the first quarter."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, TypeVar

from pipectl.domain.finding import Place
from pipectl.domain.opportunity import Opportunity
from pipectl.domain.spec import PipelineSpec
from pipectl.domain.values import Undefined
from pipectl.forecast.estimate import Rates
from pipectl.forecast.seen import View
from pipectl.forecast.target import Target
from pipectl.forecast.telling import dates_view, history_view
from pipectl.history.chronicle import EVERYTHING, Life, Moment, Source, state_at
from tests.builders import AS_OF, a_spec, day
from tests.history.living import chronicle, life

T = TypeVar("T")
#: What a CRM's own history tells, day by day.
DAILY = EVERYTHING - {"name"}


def exported(*rows: Opportunity, as_of: Any = AS_OF, spec: PipelineSpec | None = None) -> View:
    """What an export of these rows shows."""
    on = day(as_of)
    assert on is not None
    return dates_view(rows, spec or a_spec(), on)


def remembered(
    as_of: Any = AS_OF,
    since: str = "2025-01-01",
    spec: PipelineSpec | None = None,
    looks: Sequence[str] = (),
    **lives: Life,
) -> View:
    """What the history of these lives shows; today's rows are as they stood last.

    Every day is told from `since` on, unless there are days on which alone the pipeline was looked at.
    """
    on = day(as_of)
    assert on is not None
    placed = {key: _placed(one, Place("deals.csv", line)) for line, (key, one) in enumerate(lives.items(), 2)}
    told = chronicle((*(looks or (since,)), on.isoformat()), **placed)
    if not looks:
        told = replace(told, seen=(), sources=(Source("a log", DAILY, told.sources[0].since, on),))
    now = [state for one in placed.values() if (state := state_at(one, on)) is not None]
    keys = {state.place: key for key, one in placed.items() if (state := state_at(one, on)) is not None}
    return history_view(replace(told, keys=keys), now, spec or a_spec(), on)


def _placed(one: Life, place: Place) -> Life:
    return tuple(Moment(when, None if state is None else replace(state, place=place)) for when, state in one)


def a_target(start: str = "2026-01-01", end: str = "2026-04-01", as_of: Any = AS_OF, lookback: str = "365d") -> Target:
    """The first quarter of 2026, seen from the ordinary day."""
    first, last, on = day(start), day(end), day(as_of)
    assert first is not None
    assert last is not None
    assert on is not None
    return Target(first, last, on, lookback)


def known(found: T | Undefined) -> T:
    """What was found, which is not undefined."""
    assert not isinstance(found, Undefined), found
    return found


def chances(view: View, found: object) -> dict[str, float]:
    """The probability of each open one by its key."""
    assert isinstance(found, Rates), found
    return {
        view.table.keys[view.table.who[row]]: chance
        for row, chance in zip(found.rows, found.chances.tolist(), strict=True)
    }


__all__ = ["a_target", "chances", "exported", "known", "life", "remembered"]
