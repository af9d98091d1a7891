"""Pruning keeps what was asked, and always the last one."""

import os
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipectl.domain.errors import PipectlError, UsageProblem
from pipectl.store.listing import Entry, snapshots
from pipectl.store.pruning import Keep, keep_of, remove, sweep, what_to_prune
from tests.builders import an_open

from .building import a_head, day, kept


def _entries(*days):
    """A snapshot of each day; a day that is given again has a later one."""
    return [
        Entry(
            Path(f"{on}-{number}"),
            a_head()._replace(day=on, taken=datetime(2026, 1, 1, tzinfo=UTC) + timedelta(number)),
        )
        for number, on in enumerate(days)
    ]


def _left(entries, keep):
    gone = what_to_prune(entries, keep_of(keep))
    return [entry.day for entry in entries if entry not in gone]


def _days(count, last=date(2026, 3, 31)):
    return [last - timedelta(days=count - 1 - number) for number in range(count)]


@pytest.mark.parametrize(
    ("text", "keep"),
    [
        ("last=10", Keep(last=10)),
        ("daily=30,weekly=12,monthly=24", Keep(daily=30, weekly=12, monthly=24)),
        (" yearly=5 , daily=1", Keep(yearly=5, daily=1)),
        ("all-since=2026-01-01", Keep(all_since=date(2026, 1, 1))),
    ],
)
def test_what_to_keep_is_written_so(text, keep):
    assert keep_of(text) == keep


@pytest.mark.parametrize(
    "text",
    [
        "",
        "daily",
        "daily=",
        "daily=0",
        "daily=-1",
        "daily=1,daily=2",
        "hourly=3",
        "last=ten",
        "last=٣",
        "all-since=soon",
        "all-since=2026-W01-1",
        "all-since=20260101",
        "last=1,",
    ],
)
def test_what_makes_no_sense_is_refused_with_how_it_is_written(text):
    with pytest.raises(UsageProblem, match=r"write daily=30,weekly=12,.* last=10 or all-since=2026-01-01"):
        keep_of(text)


def test_the_last_ones_stay():
    assert _left(_entries(*_days(5)), "last=2") == _days(2)


def test_of_each_day_the_last_one_stays():
    entries = _entries(day(0), day(0), day(1), day(1), day(2))
    gone = what_to_prune(entries, keep_of("daily=2"))
    assert gone == (entries[0], entries[1], entries[2])


def test_days_without_a_snapshot_do_not_count():
    assert _left(_entries(day(0), day(30), day(60)), "daily=2") == [day(30), day(60)]


def test_of_each_week_and_month_the_last_one_stays():
    entries = _entries(*_days(90))
    assert _left(entries, "weekly=3") == [date(2026, 3, 22), date(2026, 3, 29), date(2026, 3, 31)]
    assert _left(entries, "monthly=12") == [date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 31)]
    assert _left(entries, "yearly=3") == [date(2026, 3, 31)]


def test_spans_add():
    assert _left(_entries(*_days(90)), "daily=2,monthly=2") == [date(2026, 2, 28), date(2026, 3, 30), date(2026, 3, 31)]


def test_everything_since_a_day_stays_and_always_the_last_one():
    assert _left(_entries(*_days(5)), "all-since=2026-03-30") == _days(2)
    assert _left(_entries(*_days(5)), "all-since=2027-01-01") == _days(1)
    assert what_to_prune([], Keep()) == ()


@given(
    st.lists(st.integers(0, 900).map(day), min_size=1, max_size=40),
    st.builds(Keep, *[st.integers(0, 9)] * 5, st.none() | st.integers(0, 900).map(day)),
)
def test_the_last_one_stays_whatever_is_asked_and_nothing_is_pruned_twice(days, keep):
    entries = _entries(*days)
    gone = what_to_prune(entries, keep)
    left = [entry for entry in entries if entry not in gone]
    assert max(entries, key=Entry.rank) in left
    assert what_to_prune(left, keep) == ()


def test_removing_takes_twins_along(tmp_path):
    first = kept(tmp_path, 0, an_open(id="1"))
    (tmp_path / "twin").write_bytes(b"")
    (entry,) = snapshots(tmp_path).entries
    assert remove([entry._replace(twins=(tmp_path / "twin", tmp_path / "gone"))]) == 3
    assert not first.path.exists()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("call", ["unlink", "fsync"])
def test_what_can_not_be_removed_is_said(tmp_path, monkeypatch, call):
    kept(tmp_path, 0, an_open(id="1"))
    listed = snapshots(tmp_path).entries

    def refuse(*_, **__):
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(os, call, refuse)
    with pytest.raises(PipectlError, match=r"\(Read-only file system\); allow writing there"):
        remove(listed)


def test_what_dead_writers_left_is_swept_once_it_is_older_than_a_day(tmp_path):
    now = datetime(2026, 2, 2, 12, tzinfo=UTC)
    good = kept(tmp_path, 0, an_open(id="1")).path
    for name, hours in ((".pipectl-old.tmp", 25), (".pipectl-new.tmp", 23), (".other.tmp", 99)):
        (tmp_path / name).write_bytes(b"")
        then = (now - timedelta(hours=hours)).timestamp()
        os.utime(tmp_path / name, (then, then))
    assert sweep(tmp_path, now) == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == [".other.tmp", ".pipectl-new.tmp", good.name]
    assert sweep(tmp_path / "nowhere", now) == 0
