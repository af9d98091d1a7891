"""Whenever the machine stops: what was said to be kept is there, and no half of a snapshot has its name."""

import errno
import os
import shutil

import pytest

from pipectl.store.listing import snapshots, verify
from tests.builders import an_open

from .building import kept
from .crashing import Recorder, crashes, put

ROWS = tuple(an_open(number, id=str(number)) for number in range(3))


def _there(folder):
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def _tried(tmp_path, disk, before, calls, acknowledged):
    """Go through every state; `acknowledged` gives the paths that have to be there after so many calls."""
    needed = {made.path for made in calls if made.call == "mkdir"}
    states = list(crashes(before, calls))
    for count, state in states:
        found = tmp_path / "found"
        put(state, needed, found, disk)
        history = found / "history"
        assert [verdict for verdict in verify(history) if verdict.wrong] == [], calls[:count]
        listed = {entry.path.name for entry in snapshots(history).entries}
        lost = [path.name for path in acknowledged(count) if path.name not in listed]
        assert not lost, f"{lost} lost after {calls[:count]}, of which was left {sorted(state)}"
        shutil.rmtree(found)
    return len(states)


def test_every_crash_of_the_first_snapshot(tmp_path, monkeypatch):
    disk = tmp_path / "disk"
    disk.mkdir()
    with monkeypatch.context() as patched:
        calls = Recorder(patched).calls
        path = kept(disk / "history", 0, *ROWS).path
    assert [made.call for made in calls] == [
        *("mkdir", "flush folder", "create", "write", "flush file", "link", "unlink", "flush folder")
    ]
    assert _tried(tmp_path, disk, {}, calls, lambda count: [path] if count == len(calls) else []) > 20


@pytest.mark.parametrize("links", [True, False])
def test_every_crash_of_a_further_snapshot(tmp_path, monkeypatch, links):
    disk = tmp_path / "disk"
    first = kept(disk / "history", 0, *ROWS).path
    before = _there(disk)
    if not links:
        monkeypatch.setattr(os, "link", _no_links)
    with monkeypatch.context() as patched:
        calls = Recorder(patched).calls
        path = kept(disk / "history", 1, *ROWS[:2]).path
    assert ("rename" if not links else "link") in [made.call for made in calls]
    _tried(tmp_path, disk, before, calls, lambda count: [first, path] if count == len(calls) else [first])


def _no_links(*_):
    raise OSError(errno.EPERM, "Operation not permitted")


def test_one_who_finds_it_there_does_not_believe_that_it_is_flushed(tmp_path, monkeypatch):
    disk = tmp_path / "disk"
    (disk / "history").mkdir(parents=True)
    with monkeypatch.context() as patched:
        died = Recorder(patched, stop=lambda made: made == ("flush folder", str(disk / "history"), None)).calls
        with pytest.raises(KeyboardInterrupt):
            kept(disk / "history", 0, *ROWS)
    with monkeypatch.context() as patched:
        second = Recorder(patched)
        path, new = kept(disk / "history", 0, *ROWS)
    assert not new
    calls = [*died, *second.calls]
    _tried(tmp_path, disk, {}, calls, lambda count: [path] if count == len(calls) else [])


def test_a_protocol_that_does_not_flush_the_file_would_be_caught(tmp_path, monkeypatch):
    disk = tmp_path / "disk"
    (disk / "history").mkdir(parents=True)
    with monkeypatch.context() as patched:
        calls = Recorder(patched).calls
        path = kept(disk / "history", 0, *ROWS).path
    for left_out in ("flush file", "flush folder"):
        less = [made for made in calls if made.call != left_out]
        acknowledged = {len(less): [path]}
        (tmp_path / left_out).mkdir()
        with pytest.raises(AssertionError):
            _tried(tmp_path / left_out, disk, {}, less, lambda count, those=acknowledged: those.get(count, []))
