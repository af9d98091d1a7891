import errno
import io
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from pipectl.domain.errors import InputProblem
from pipectl.read import source, stored
from pipectl.read.source import Source, expand, load, unchanged


@pytest.fixture
def folder(tmp_path):
    for name in ("b.csv", "a.csv", "deals[1].csv", "notes.txt"):
        (tmp_path / name).write_text(name)
    return tmp_path


def test_a_glob_expands_sorted_and_each_path_once(folder):
    paths = [str(folder / name) for name in ("a.csv", "b.csv")]
    assert expand([f"{folder}/?.csv", paths[1]]) == tuple(paths)


def test_a_path_that_exists_is_taken_literally_even_with_brackets(folder):
    assert expand([f"{folder}/deals[1].csv"]) == (f"{folder}/deals[1].csv",)


def test_a_pattern_that_matches_nothing_is_named(folder):
    with pytest.raises(InputProblem, match=r"x\*\.csv: no file matches this pattern"):
        expand([f"{folder}/x*.csv"])


def test_standard_input_stays_a_dash_and_is_called_stdin():
    assert expand(["-"]) == ("-",)
    loaded = load("-", stdin=io.BytesIO(b"a,b"))
    assert (loaded.name, loaded.head(9), loaded.size) == ("stdin", b"a,b", 3)


def test_without_standard_input_the_message_says_how_to_pipe():
    with pytest.raises(InputProblem, match=r"pipectl report - < deals.csv"):
        load("-")


def test_a_missing_file_suggests_its_neighbour(folder):
    with pytest.raises(InputProblem, match=r"aa\.csv: no such file; did you mean .*/a\.csv\?"):
        load(f"{folder}/aa.csv")


def test_a_missing_folder_is_said(folder):
    with pytest.raises(InputProblem, match=r"the folder .* doesn't exist either"):
        load(f"{folder}/nowhere/a.csv")


def test_a_folder_lists_its_csv_files(folder):
    with pytest.raises(
        InputProblem, match=r"is a folder; name a file in it, such as a\.csv, b\.csv, deals\[1\]\.csv, or"
    ):
        load(str(folder))


def test_a_folder_without_csv_files_says_so(tmp_path):
    with pytest.raises(InputProblem, match="it holds none"):
        load(str(tmp_path))


def test_a_device_is_no_export():
    with pytest.raises(InputProblem, match="is not a regular file"):
        load(os.devnull)


def test_a_path_with_a_zero_byte_is_refused():
    with pytest.raises(InputProblem, match="is not a path"):
        load("a\0b")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_named_pipe_is_read(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_bytes, args=(b"a,b",))
    writer.start()
    assert load(str(pipe)).head(9) == b"a,b"
    writer.join()


def test_a_file_that_can_not_be_read_says_why(folder, monkeypatch):
    def denied(*_args):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(source, "_limited", denied)
    with pytest.raises(InputProblem, match=r"a\.csv: can't be read: permission denied"):
        load(f"{folder}/a.csv")


def test_a_file_that_vanishes_while_it_is_opened_is_missing(folder, monkeypatch):
    monkeypatch.setattr(source, "_check", lambda file, path: file.unlink())
    with pytest.raises(InputProblem, match=r"a\.csv: no such file"):
        load(f"{folder}/a.csv")


def test_a_file_beyond_the_limit_is_refused(folder, monkeypatch):
    monkeypatch.setattr(source, "LARGEST", 3)
    with pytest.raises(InputProblem, match="is larger than"):
        load(f"{folder}/a.csv")


def test_a_file_that_is_spelled_in_two_ways_is_read_once(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.csv").write_text("x")
    (tmp_path / "link.csv").symlink_to("a.csv")
    (tmp_path / "loop.csv").symlink_to("loop.csv")
    assert expand(["a.csv", "./a.csv", str(tmp_path / "*.csv"), "-", "-", "a\0"]) == (
        "a.csv",
        str(tmp_path / "loop.csv"),
        "-",
        "a\0",
    )


def test_a_link_to_nothing_is_told_as_one(tmp_path):
    (tmp_path / "a.csv").symlink_to("gone.csv")
    with pytest.raises(InputProblem, match="no such file: it is a link to a file that is gone"):
        load(str(tmp_path / "a.csv"))


def whole(read):
    return b"".join(read.chunks())


LONG = b"id,name,stage,amount\n" + b"O1,Acme,Proposal,1\n" * 20_000


@pytest.fixture
def long(tmp_path):
    """A file that is not held in memory."""
    path = tmp_path / "long.csv"
    path.write_bytes(LONG)
    return path


def test_a_file_is_read_from_its_beginning_as_often_as_needed_also_in_turns(long):
    read = load(str(long))
    first, second = read.chunks(), read.chunks()
    turns = [(next(first), next(second)) for _ in range(2)]
    assert b"".join(one for one, _ in turns) == b"".join(one for _, one in turns) == whole(read) == LONG
    assert (read.head(5), read.size) == (LONG[:5], len(LONG))


def test_a_file_that_takes_the_place_of_another_while_it_is_read_is_not_read(long):
    with unchanged([read := load(str(long))]):
        (long.parent / "new.csv").write_bytes(b"x" * len(LONG))
        (long.parent / "new.csv").replace(long)
        assert whole(read) == LONG
        long.unlink()
        assert whole(read) == LONG


def fail_after(_done, failure):
    if failure:
        raise failure


@pytest.mark.parametrize("change", [LONG + b"more", LONG[:-9], LONG[:-2] + b"2\n"])
def test_a_file_that_is_written_to_while_it_is_read_is_refused_whatever_came_of_it(long, change):
    os.utime(long, (0, 0))
    for failure in (None, ValueError("zip() is shorter")):
        read = load(str(long))
        with (
            pytest.raises(InputProblem, match=r"changed while it was read; run it again"),
            unchanged([read]),
        ):
            fail_after(long.write_bytes(change), failure)
        long.write_bytes(LONG)
        os.utime(long, (0, 0))


def test_what_goes_wrong_with_a_file_that_stays_as_it_is_is_told_as_it_is(long):
    with pytest.raises(ZeroDivisionError), unchanged([load(str(long)), Source("a.csv", b"a")]):
        raise ZeroDivisionError


def test_a_file_that_grows_is_read_as_far_as_it_went_when_it_was_opened(long):
    read = load(str(long))
    with long.open("ab") as more:
        more.write(b"x" * 9)
    assert whole(read) == LONG


def test_a_file_that_shrinks_ends_early(long):
    read = load(str(long))
    long.write_bytes(b"a,b")
    assert whole(read) == b"a,b"


def test_of_very_many_files_not_all_are_open_at_the_same_time(long, monkeypatch):
    monkeypatch.setattr(stored, "OPEN_AT_ONCE", stored.Open.now_open)
    read = load(str(long))
    assert whole(read) == whole(read) == LONG
    read.refuse_changed()
    (long.parent / "new.csv").write_bytes(LONG)
    (long.parent / "new.csv").replace(long)
    with pytest.raises(InputProblem, match="changed while it was read"):
        read.refuse_changed()
    long.unlink()
    with pytest.raises(InputProblem, match="changed while it was read"):
        read.refuse_changed()
    with pytest.raises(InputProblem, match=r"long\.csv: can't be read: no such file"):
        whole(read)


def test_where_no_more_files_may_be_open_a_file_is_opened_by_its_name_each_time(long, monkeypatch):
    def refused(_descriptor):
        raise OSError(errno.EMFILE, "Too many open files")

    before = stored.Open.now_open
    monkeypatch.setattr(os, "dup", refused)
    read = load(str(long))
    assert whole(read) == whole(read) == LONG
    assert stored.Open.now_open == before


@pytest.mark.skipif(os.name != "posix", reason="files are limited another way here")
def test_half_of_the_files_that_may_be_open_are_left_to_others(tmp_path):
    for number in range(60):
        (tmp_path / f"{number}.csv").write_bytes(
            b"id,name,stage,amount,note\n%d,Acme,Proposal,1,%070000d\n" % (number, 0)
        )
    command = ["sh", "-c", 'ulimit -n 40; exec "$0" "$@"', sys.executable, "-m", "pipectl", "list", "--limit", "1"]
    ran = subprocess.run([*command, *map(str, tmp_path.iterdir())], capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stderr) == (0, "")


def test_a_file_is_closed_once_nobody_reads_it_any_more(long):
    before = stored.Open.now_open
    read = load(str(long))
    assert stored.Open.now_open == before + 1
    del read
    assert stored.Open.now_open == before


def test_what_is_piped_in_is_read_as_often_as_needed_though_it_is_not_held_in_memory(monkeypatch):
    monkeypatch.setattr(source, "IN_MEMORY", 1000)
    read = load("-", stdin=io.BytesIO(LONG))
    assert whole(read) == whole(read) == LONG
    assert (read.name, read.size) == ("stdin", len(LONG))
    read.refuse_changed()


def test_what_is_piped_in_without_end_is_refused(monkeypatch):
    class Endless(io.BytesIO):
        def read(self, size=-1):
            return bytes(size or 0)

    monkeypatch.setattr(source, "LARGEST", 5 << 20)
    with pytest.raises(InputProblem, match=r"stdin: is larger than"):
        load("-", stdin=Endless())


def test_a_pipe_that_breaks_says_why():
    class Broken(io.BytesIO):
        def read(self, *_args):
            raise OSError(5, "Input/output error")

    with pytest.raises(InputProblem, match=r"stdin: can't be read: input/output error; name a file"):
        load("-", stdin=Broken())


def test_a_file_that_can_not_be_read_any_more_says_why(long, monkeypatch):
    read = load(str(long))

    def failing(*_args):
        yield b"a"
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(stored, "_chunks", failing)
    with pytest.raises(InputProblem, match=r"long\.csv: can't be read: input/output error; check the file"):
        whole(read)


def test_a_file_without_a_size_is_read_all_the_same():
    path = "/proc/self/status"
    if not Path(path).exists():
        pytest.skip("no such files here")
    assert load(path).head(5) == b"Name:"


def test_where_there_is_no_room_for_what_is_piped_in_it_is_said(monkeypatch, tmp_path):
    import tempfile

    monkeypatch.setattr(source, "IN_MEMORY", 1000)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "nowhere"))
    with pytest.raises(
        InputProblem, match=r"stdin: can't be kept while it is read: .*; save it as a file and name that"
    ):
        load("-", stdin=io.BytesIO(LONG))
