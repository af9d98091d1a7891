"""Files of snapshots: no link, pipe or damage is taken for one."""

import os
from datetime import date

import pytest

from pipectl.domain.errors import InputProblem
from pipectl.history.matching import Match
from pipectl.store.canonical import text_of
from pipectl.store.codes import DAMAGED, NEWER, UNREADABLE
from pipectl.store.files import head_in, load, name_of, named
from pipectl.store.problems import Unusable
from tests.builders import an_open

from .building import FIRST, a_head

NAME = f"2026-02-02_{'0' * 64}.csv"


def _put(folder, data, day=FIRST):
    path = folder / name_of(day, data)
    path.write_bytes(data)
    return path


def _text(*opportunities):
    return text_of(a_head(), opportunities or [an_open(id=str(n)) for n in range(5)], Match.ID)


def test_a_name_says_the_day_and_the_content():
    told = named(NAME)
    assert told is not None
    assert told.day == date(2026, 2, 2)
    assert told.digest == "0" * 64


@pytest.mark.parametrize(
    "name",
    [
        "export.csv",
        NAME.replace("02-02", "02-30"),
        NAME.upper(),
        NAME + ".bak",
        "." + NAME,
        NAME.replace("2026", "٢٠٢٦"),
        NAME + "\n",
    ],
)
def test_other_names_are_none_of_a_snapshot(name):
    assert named(name) is None


def test_a_whole_one_is_loaded(tmp_path):
    snapshot = load(_put(tmp_path, _text()))
    assert (snapshot.head.rows, len(snapshot.lines)) == (5, 5)


def test_an_empty_one_is_loaded(tmp_path):
    assert load(_put(tmp_path, text_of(a_head(), [], Match.ID))).lines == []


def _refused(path):
    with pytest.raises(InputProblem) as e:
        load(path)
    assert isinstance(e.value, Unusable)
    assert str(e.value).startswith(f"{path}: ")
    assert e.value.code.remedy in str(e.value)
    return e.value


@pytest.mark.parametrize("cut", [1, 20, 200, 400])
def test_one_that_is_cut_off_is_refused(tmp_path, cut):
    path = _put(tmp_path, _text())
    path.write_bytes(path.read_bytes()[:-cut])
    found = _refused(path)
    assert found.code is DAMAGED
    assert "of 5 rows are whole" in found.why


@pytest.mark.parametrize(
    ("data", "why"),
    [(b"", "it is empty"), (b'# {"currency"', "it is cut off in its first line"), (bytes(1000), "it is cut off")],
)
def test_one_that_was_never_written_to_its_end_is_refused(tmp_path, data, why):
    path = _put(tmp_path, _text())
    path.write_bytes(data)
    found = _refused(path)
    assert found.code is DAMAGED
    assert found.why.startswith(why)


def test_one_with_a_flipped_bit_is_refused(tmp_path):
    path = _put(tmp_path, _text())
    data = bytearray(path.read_bytes())
    data[-10] ^= 1
    path.write_bytes(data)
    assert "not what was written" in _refused(path).why


def test_one_of_another_day_than_its_name_says_is_refused(tmp_path):
    path = _put(tmp_path, _text(), date(2026, 2, 3))
    assert _refused(path).why == "it was renamed: it shows 2026-02-02, and its name says 2026-02-03"
    with pytest.raises(InputProblem, match="renamed"):
        head_in(path)


def test_one_whose_rows_are_not_as_many_as_it_says_is_refused(tmp_path):
    lines = _text().splitlines(keepends=True)
    assert _refused(_put(tmp_path, b"".join(lines[:-1]))).why == "it holds 4 rows and says 5"


def test_one_with_another_header_is_refused(tmp_path):
    assert "header" in _refused(_put(tmp_path, _text().replace(b"\nid,", b"\nkey,"))).why


def test_one_of_a_newer_pipectl_is_refused(tmp_path):
    found = _refused(_put(tmp_path, _text().replace(b"snapshot/1", b"snapshot/7")))
    assert found.code is NEWER
    assert "install a newer pipectl" in str(found)


def _link(path):
    path.symlink_to(_put(path.parent, _text()))


@pytest.mark.parametrize(
    ("make", "why"),
    [
        (_link, "it is a link"),
        (os.mkdir, "it is a folder"),
        (os.mkfifo, "it is a device or a pipe"),
        (lambda path: path.symlink_to("/dev/zero"), "it is a link"),
        (lambda path: None, "it can't be read (No such file or directory)"),
    ],
)
def test_what_is_no_regular_file_is_refused_without_waiting_for_it(tmp_path, make, why):
    path = tmp_path / NAME
    make(path)
    found = _refused(path)
    assert (found.code, found.why) == (UNREADABLE, why)
    with pytest.raises(InputProblem, match=r"can't be read|it is a"):
        head_in(path)


def test_one_that_may_not_be_read_is_refused(tmp_path, monkeypatch):
    path = _put(tmp_path, _text())

    def refuse(*_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", refuse)
    assert _refused(path).why == "it can't be read (Permission denied)"


def test_a_first_line_without_end_is_not_read_to_its_end(tmp_path):
    path = tmp_path / NAME
    with path.open("wb") as file:
        file.truncate(1 << 33)
    with pytest.raises(InputProblem, match="first line"):
        head_in(path)
