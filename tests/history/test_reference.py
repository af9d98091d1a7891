"""The engine of history gives what plain Python gives that looks at every single day."""

from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from pipectl.domain.period import Period, lookback, parse_period
from pipectl.history.chronicle import Life
from pipectl.history.past import Frame, Group, fold, nobody
from pipectl.history.waterfall import Bucket, Level
from tests.builders import STAGES

from . import reference
from .living import chronicle, lives_of_any_kind, lives_of_the_quarter

OPEN_STAGES = [stage.name for stage in STAGES if stage.kind.value == "open"]
POSITIONS = {name: place for place, name in enumerate(OPEN_STAGES)}
DAYS = st.sampled_from([date(2026, 1, 1), date(2026, 1, 31), date(2026, 2, 2), date(2026, 3, 31), date(2026, 5, 20)])
PERIODS = st.sampled_from(["2026-Q1", "2026-01", "2026-02", "2026-Q2", "2025-12"])
LOOKBACKS = st.sampled_from(["30d", "90d", "365d", "all"])


@st.composite
def lives_of_a_moment_a_day(draw: st.DrawFn) -> dict[str, Life]:
    """Of several moments of one day the last; each begins with being there, as all lives do."""
    found = draw(lives_of_the_quarter() | lives_of_any_kind())
    lives = {key: tuple({moment.day: moment for moment in life}.values()) for key, life in found.items()}
    return {key: life for key, life in lives.items() if life[0].state is not None}


class Both:
    """One question, asked of the engine and of the reference."""

    def __init__(self, lives: dict[str, Life], as_of: date, period: Period, span: Period, since: date) -> None:
        self.since = since
        frame = Frame(as_of, period, span, POSITIONS, since)
        (found,) = fold(chronicle(("2026-01-01",), **lives), frame, lambda _: True, [lambda _: None])
        self.engine: Group = found.get(None, nobody(frame))
        told = {key: [(moment.day, moment.state) for moment in life] for key, life in lives.items()}
        self.plain = reference.world(told, as_of, period, span, OPEN_STAGES, date(2026, 1, 1))


@st.composite
def asked(draw: st.DrawFn, periods: st.SearchStrategy[str] = PERIODS) -> Both:
    as_of, days = draw(DAYS), [date(2025, 12, 31), date(2026, 1, 1), date(2026, 1, 20)]
    since = draw(st.sampled_from([day for day in days if day < as_of]))
    period, span = parse_period(draw(periods), as_of), lookback(draw(LOOKBACKS), as_of)
    return Both(draw(lives_of_a_moment_a_day()), as_of, period, span, since)


def values(thing: Any, *names: str) -> dict[str, Any]:
    return {name: getattr(thing, name) for name in names}


@settings(max_examples=400)
@given(asked())
def test_pushes_are_those_from_one_day_to_the_next(both: Both):
    plain = reference.pushes(both.plain)
    assert values(both.engine.past.pushes, *plain) == plain


@settings(max_examples=400)
@given(asked())
def test_days_in_a_stage_are_the_days_at_whose_end_it_stood_there(both: Both):
    plain = reference.stays(both.plain)
    for stage, stay in both.engine.stays.items():
        told = {"first": list(stay.first), "cumulative": list(stay.cumulative), "open": list(stay.open)}
        assert told | {"undated": stay.undated} == plain[stage]


@settings(max_examples=400)
@given(asked())
def test_passages_are_those_of_all_the_places_it_is_known_to_have_been(both: Both):
    for passage, plain in zip(both.engine.past.passages, reference.passages(both.plain), strict=True):
        assert values(passage, *plain) == plain


@settings(max_examples=400)
@given(asked())
def test_what_was_due_and_what_became_of_it_is_what_stood_on_two_days(both: Both):
    for key, (count, amount) in reference.slips(both.plain).items():
        assert getattr(both.engine.past.slips, key) == Level(count, amount)


@settings(max_examples=400)
@given(asked(PERIODS | st.just("all")))
def test_the_waterfall_is_the_sum_of_what_every_day_moved(both: Both):
    plain = reference.waterfall(both.plain, both.since)
    past = both.engine.past
    told = {"start": past.start, "end": past.end} | {bucket.value: past.bucket(bucket) for bucket in Bucket}
    assert told == {key: Level(count, amount) for key, (count, amount) in plain.items()}
