"""The past of a whole and of its groups."""

from dataclasses import fields
from datetime import date
from decimal import Decimal
from functools import reduce
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipectl.domain.opportunity import Opportunity
from pipectl.domain.period import lookback, parse_period
from pipectl.history.chronicle import Chronicle, Life
from pipectl.history.conversion import Passage
from pipectl.history.durations import Stay
from pipectl.history.past import Frame, Group, Past, change_since, fold, nobody
from pipectl.history.pushes import Pushes
from pipectl.history.slips import Slips
from pipectl.history.waterfall import Bucket, Level
from tests.builders import EVER, LAST_YEAR, STAGES, THIS_QUARTER, an_open, won

from .living import START, chronicle, life, lives_of_any_kind, lives_of_the_quarter

POSITIONS = {stage.name: place for place, stage in enumerate(s for s in STAGES if s.kind.value == "open")}
END = date(2026, 3, 31)


def a_frame(**given: Any) -> Frame:
    usual: dict[str, Any] = {
        "as_of": END,
        "period": THIS_QUARTER,
        "lookback": LAST_YEAR,
        "positions": POSITIONS,
        "since": START,
    }
    return Frame(**(usual | given))


def everyone(_: Opportunity) -> str | None:
    return None


def owner(one: Opportunity) -> str | None:
    return one.owner


def folded(told: Chronicle, frame: Frame | None = None, keep: Any = lambda _: True) -> dict[str | None, Group]:
    """The past of each owner."""
    return fold(told, frame or a_frame(), keep, [owner])[0]


frames = st.builds(
    lambda as_of, period, back, since: a_frame(
        as_of=as_of, period=parse_period(period, as_of), lookback=lookback(back, as_of), since=since
    ),
    st.sampled_from([date(2026, 2, 2), END, date(2026, 5, 20)]),
    st.sampled_from(["2026-Q1", "2026-01", "2026-Q2", "all", "2026-01-15.."]),
    st.sampled_from(["30d", "365d", "all"]),
    st.sampled_from([None, START, date(2026, 1, 20)]),
)
groupings = st.sampled_from([owner, lambda one: one.stage, lambda one: one.outcome.value])


@settings(max_examples=200)
@given(lives_of_any_kind() | lives_of_the_quarter(), frames, groupings)
def test_the_past_of_groups_pools_to_that_of_the_whole_in_every_part(lives: dict[str, Life], frame: Frame, by):
    whole, parts = fold(chronicle(("2026-01-01",), **lives), frame, lambda _: True, [everyone, by])
    pooled = reduce(Past.__add__, (group.past for group in parts.values()), Past())
    one = whole.get(None, Group(Past(), {}))
    for part in fields(Past):
        assert getattr(pooled, part.name) == getattr(one.past, part.name), part.name
    for stage in one.stays:
        stays = [group.stays[stage] for group in parts.values()]
        first, cumulative, still = (
            tuple(sorted(days for stay in stays for days in (stay.first, stay.cumulative, stay.open)[place]))
            for place in range(3)
        )
        assert one.stays[stage] == Stay(first, cumulative, still, sum(stay.undated for stay in stays))


@given(lives_of_any_kind() | lives_of_the_quarter(), frames)
def test_what_is_kept_is_a_group_like_any_other(lives: dict[str, Life], frame: Frame):
    told = chronicle(("2026-01-01",), **lives)
    grouped = folded(told, frame)
    for name in ("Bo", None):
        kept = folded(told, frame, lambda one, name=name: one.owner == name)
        assert kept == ({name: grouped[name]} if name in grouped else {})


@given(lives_of_any_kind() | lives_of_the_quarter(), frames)
def test_every_group_s_waterfall_balances(lives: dict[str, Life], frame: Frame):
    for group in folded(chronicle(("2026-01-01",), **lives), frame).values():
        moved = sum((group.past.bucket(bucket).amount for bucket in Bucket), Decimal(0))
        assert group.past.start.amount + moved == group.past.end.amount


def due(amount: int, who: str | None = None, **given: Any) -> Opportunity:
    return an_open(amount, owner=who, **({"created": "2025-11-01"} | given))


def test_one_handed_on_is_its_new_owner_s_from_the_start():
    told = chronicle(a=life(("2026-01-01", due(100, "Bo")), ("2026-01-20", due(130, "Ann"))))
    found = folded(told)
    assert set(found) == {"Ann"}
    assert (found["Ann"].past.start, found["Ann"].past.end) == (Level(1, Decimal(100)), Level(1, Decimal(130)))
    assert found["Ann"].past.bucket(Bucket.INCREASED) == Level(1, Decimal(30))


def test_what_is_gone_belongs_to_whom_it_belonged_to_last():
    told = chronicle(a=life(("2026-01-01", due(100, "Bo")), ("2026-01-20", None)))
    assert folded(told)["Bo"].past.bucket(Bucket.REMOVED) == Level(1, Decimal(-100))


def test_what_comes_after_as_of_moves_nobody_to_another_group():
    told = chronicle(a=life(("2026-01-01", due(100, "Bo")), ("2026-04-20", due(100, "Ann"))))
    assert set(folded(told)) == {"Bo"}
    assert folded(chronicle(a=life(("2026-04-20", due(100, "Ann"))))) == {}


def test_without_a_day_to_start_from_there_is_no_waterfall_and_all_else():
    told = chronicle(a=life(("2025-12-01", due(100)), ("2026-01-20", due(100, expected_close="2026-04-01"))))
    past = folded(told, a_frame(since=None))[None].past
    assert (past.start, past.end, past.buckets, past.bucket(Bucket.PUSHED_OUT)) == (Level(), Level(), (), Level())
    assert (past.pushes.later, past.slips.moved) == (1, Level(1, Decimal(100)))


@pytest.mark.parametrize("period", [EVER, parse_period("2026-04", END)])
def test_a_period_without_an_end_or_that_has_not_begun_has_no_slips(period):
    told = chronicle(a=life(("2025-12-01", due(100, expected_close="2026-04-20"))))
    assert folded(told, a_frame(period=period))[None].past.slips == Slips()


def test_amounts_of_any_time_say_what_they_are_in_and_those_without_one_say_nothing():
    told = chronicle(
        a=life(("2025-12-01", due(100, currency="EUR")), ("2026-01-20", due(100, currency="USD"))),
        b=life(("2025-12-01", an_open(None, currency="GBP"))),
    )
    assert folded(told)[None].past.currencies == {"EUR", "USD"}


def test_nobody_has_a_past_of_the_same_stages_with_nothing_in_it():
    found = nobody(a_frame())
    assert found.past == Past(passages=(Passage(),) * len(POSITIONS))
    assert found.past.pushes == Pushes()
    assert found.stays == dict.fromkeys(POSITIONS, Stay())
    some = folded(chronicle(a=life(("2026-01-01", due(100)))))[None].past
    assert some + found.past == found.past + some == some


LOOKS = ("2025-12-01", "2026-01-05", "2026-02-02", "2026-03-02")
BEGUN = {"a": life(("2025-11-20", due(100)))}


@pytest.mark.parametrize(
    ("seen", "as_of", "period", "since"),
    [
        (LOOKS, "2026-03-02", "2026-Q1", "2026-02-02"),  # the look before that of as-of
        (LOOKS, "2026-02-02", "2026-Q1", "2026-01-05"),  # looks after as-of are not there yet
        (LOOKS, "2026-03-31", "2026-Q1", "2026-02-02"),  # what stands then is what was seen last
        (LOOKS[:2], "2026-01-05", "2026-Q1", "2025-12-01"),
        (LOOKS[:1], "2026-02-02", "2026-Q1", "2025-12-31"),  # one look: the day before the period
        (LOOKS[:1], "2026-02-02", "2025-Q4", "2025-12-01"),  # or where history begins, if that is later
        (LOOKS[:1], "2026-02-02", "all", "2025-12-01"),
        (LOOKS[:1], "2026-01-01", "2026-Q1", "2025-12-31"),
        (LOOKS[:1], "2025-12-31", "2026-Q1", None),  # the day before the period is as-of itself
        (LOOKS[:1], "2025-12-01", "2026-Q1", None),
        (LOOKS[:1], "2025-11-30", "2026-Q1", None),
        ((), "2026-02-02", "2026-Q1", None),
    ],
)
def test_changes_count_from_the_last_look_but_one_else_from_the_day_before_the_period(seen, as_of, period, since):
    day = date.fromisoformat(as_of)
    found = change_since(chronicle(seen, **BEGUN), day, parse_period(period, day))
    assert (None if found is None else found.isoformat()) == since


def test_what_was_won_counts_where_its_path_went_and_in_no_pushes():
    told = chronicle(a=life(("2026-01-01", due(100, stage="Commit", created="2026-01-01")), ("2026-01-20", won(100))))
    past = folded(told)[None].past
    assert [(passage.reached, passage.won) for passage in past.passages] == [(0, 0)] * 4 + [(1, 1)]
    assert past.pushes == Pushes()
