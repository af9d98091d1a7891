"""Keeping a snapshot: once, whole, or not at all."""

import errno
import os

import pytest

from pipectl.domain.errors import PipectlError
from pipectl.history.matching import Match
from pipectl.store.listing import snapshots, verify
from pipectl.store.writing import keep
from tests.builders import an_open, won

from .building import a_head, kept

ROWS = (an_open(1, id="1"), won(2, id="2"))


def _names(folder):
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def test_a_snapshot_is_kept_under_its_day_and_hash(tmp_path):
    path, new = kept(tmp_path / "a" / "history", 0, *ROWS)
    assert new
    assert path.parent == tmp_path / "a" / "history"
    assert path.name.startswith("2026-02-02_")
    assert _names(path.parent) == [path.name]
    assert [verdict.wrong for verdict in verify(path.parent)] == [None]


def test_the_same_rows_on_the_same_day_are_kept_once(tmp_path):
    first = kept(tmp_path, 0, *ROWS)
    again = kept(tmp_path, 0, *reversed(ROWS), hour=20)
    assert (again.path, again.new) == (first.path, False)
    assert kept(tmp_path, 0, *ROWS) == (first.path, False)
    assert len(_names(tmp_path)) == 1


def test_the_same_rows_on_another_day_or_of_another_pipeline_are_kept_again(tmp_path):
    kept(tmp_path, 0, *ROWS)
    assert kept(tmp_path, 1, *ROWS).new
    assert kept(tmp_path, 0, *ROWS, pipeline="Renewals").new
    assert kept(tmp_path, 0, *ROWS, currency="EUR").new


def test_the_same_rows_that_are_matched_otherwise_are_kept_again(tmp_path):
    kept(tmp_path, 0, *ROWS)
    assert kept(tmp_path, 0, *ROWS, match=Match.NAME_AND_ACCOUNT, hour=19).new
    assert snapshots(tmp_path).entries[-1].head.match is Match.NAME_AND_ACCOUNT


def test_a_damaged_one_does_not_count_as_kept(tmp_path):
    first = kept(tmp_path, 0, *ROWS)
    data = first.path.read_bytes()
    first.path.write_bytes(data.replace(b"Proposal", b"Proposed"))
    again = kept(tmp_path, 0, *ROWS, hour=19)
    assert again.new
    with pytest.raises(PipectlError, match="a damaged file has the name of this snapshot, so nothing was kept"):
        kept(tmp_path, 0, *ROWS)


def test_what_stands_under_its_name_and_is_no_file_is_named(tmp_path):
    first = kept(tmp_path / "a", 0, *ROWS)
    (tmp_path / "b" / first.path.name).mkdir(parents=True)
    with pytest.raises(PipectlError, match="it is a folder"):
        kept(tmp_path / "b", 0, *ROWS)


def test_a_file_in_place_of_the_folder_is_refused(tmp_path):
    (tmp_path / "history").write_text("")
    with pytest.raises(PipectlError, match=r"history: nothing was kept \(File exists\); name another folder"):
        kept(tmp_path / "history", 0, *ROWS)


def test_a_name_too_long_is_refused(tmp_path):
    with pytest.raises(PipectlError, match=r"nothing was kept \(File name too long\); name another folder"):
        kept(tmp_path / ("x" * 300), 0, *ROWS)


def test_writes_that_come_short_are_gone_on_with(tmp_path, monkeypatch):
    real = os.write
    monkeypatch.setattr(os, "write", lambda descriptor, data: real(descriptor, bytes(data[:7])))
    kept(tmp_path, 0, *ROWS)
    monkeypatch.undo()
    assert [verdict.wrong for verdict in verify(tmp_path)] == [None]


@pytest.mark.parametrize("number", [errno.EPERM, errno.EACCES, errno.ENOTSUP, errno.ENOSYS, errno.EMLINK, None])
def test_without_hard_links_it_is_moved_to_its_name(tmp_path, monkeypatch, number):
    if number is None:
        monkeypatch.delattr(os, "link")
    else:
        _failing(monkeypatch, "link", number)
    first = kept(tmp_path, 0, *ROWS)
    assert (first.new, _names(tmp_path)) == (True, [first.path.name])
    data = first.path.read_bytes()
    first.path.write_bytes(data[:-1])
    with pytest.raises(PipectlError, match="damaged"):
        kept(tmp_path, 0, *ROWS)
    assert first.path.read_bytes() == data[:-1]


def _failing(monkeypatch, call, number, at=1):
    """Let a call to the operating system fail once; `at` is which one."""
    real, calls = getattr(os, call), []

    def fail(*given, **more):
        calls.append(given)
        if len(calls) == at:
            raise OSError(number, os.strerror(number))
        return real(*given, **more)

    monkeypatch.setattr(os, call, fail)


_ERRORS = (errno.ENOSPC, errno.EIO, errno.EACCES, errno.EROFS, errno.EDQUOT, errno.ENAMETOOLONG, errno.EINTR)


def _calls(monkeypatch, folder, call):
    """How often a kept snapshot comes to a call."""
    real, calls = getattr(os, call), []

    def count(*given, **more):
        calls.append(given)
        return real(*given, **more)

    with monkeypatch.context() as patched:
        patched.setattr(os, call, count)
        kept(folder, 1, *ROWS)
    return len(calls)


@pytest.mark.parametrize(
    "call", ["mkdir", "open", "write", "fsync", "close", "link", "unlink", "listdir", "read", "stat"]
)
@pytest.mark.parametrize("number", _ERRORS)
def test_a_call_that_fails_leaves_nothing_half_kept(tmp_path, monkeypatch, call, number):
    """Each of them, wherever it stands: the snapshots before stay, and this one is there whole or not at all."""
    often = _calls(monkeypatch, tmp_path / "tried", call)
    for at in range(1, often + 1):
        folder = tmp_path / str(at)
        before = kept(folder, 0, *ROWS) if call != "mkdir" else None
        with monkeypatch.context() as patched:
            _failing(patched, call, number, at)
            told = _told(folder)
        listed = [entry.path for entry in snapshots(folder).entries]
        assert all(verdict.wrong is None for verdict in verify(folder))
        assert ([before.path] if before else []) == [path for path in listed if path != told]
        if told is not None:
            assert told in listed


def _told(folder):
    """What was said to be kept; None where it was said that nothing was."""
    try:
        return kept(folder, 1, *ROWS).path
    except PipectlError as error:
        said = str(error)
    assert "nothing was kept" in said or "can't be listed" in said
    return None


@pytest.mark.parametrize("at", [1, 2, 3])
def test_a_flush_that_fails_discards_all(tmp_path, monkeypatch, at):
    tmp_path.joinpath("history").mkdir()
    _failing(monkeypatch, "fsync", errno.EIO, at)
    with pytest.raises(PipectlError, match=r"nothing was kept \(Input/output error\); check the disk"):
        kept(tmp_path / "history", 0, *ROWS)
    assert _names(tmp_path / "history") == []


@pytest.mark.parametrize(
    ("number", "remedy"),
    [(errno.ENOSPC, "make room"), (errno.EROFS, "allow writing"), (errno.EIO, "check the disk")],
)
def test_what_to_do_is_said_with_the_reason(tmp_path, monkeypatch, number, remedy):
    _failing(monkeypatch, "write", number)
    with pytest.raises(PipectlError, match=f"{os.strerror(number)}.; {remedy}"):
        kept(tmp_path, 0, *ROWS)


def test_an_interrupt_leaves_no_temporary_file(tmp_path, monkeypatch):
    def interrupt(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        kept(tmp_path, 0, *ROWS)
    assert _names(tmp_path) == []


def test_what_dead_writers_left_is_nothing_to_readers(tmp_path):
    (tmp_path / ".pipectl-0123.tmp").write_bytes(b"# half")
    kept(tmp_path, 0, *ROWS)
    assert len(snapshots(tmp_path).entries) == 1
    assert snapshots(tmp_path).problems.total == 0
    assert len(verify(tmp_path)) == 1


def test_the_clock_is_given(tmp_path):
    head = a_head(0)
    keep(tmp_path, head, ROWS, Match.ID)
    (entry,) = snapshots(tmp_path).entries
    assert entry.head == head._replace(rows=2)


def test_of_two_taken_in_one_second_the_one_kept_later_is_the_later(tmp_path):
    first, second = kept(tmp_path, 0, *ROWS), kept(tmp_path, 0, *ROWS[:1])
    assert (first.new, second.new) == (True, True)
    assert [entry.path for entry in snapshots(tmp_path).entries] == [first.path, second.path]
    assert not kept(tmp_path, 0, *ROWS[:1]).new
