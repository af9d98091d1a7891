import io
import os
import threading

import pytest

from pipectl.domain.errors import InputProblem
from pipectl.read import source
from pipectl.read.source import expand, load


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
    assert (loaded.name, loaded.data) == ("stdin", b"a,b")


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
    assert load(str(pipe)).data == b"a,b"
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
