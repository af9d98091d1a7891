"""What is piped in beside data that is found without it."""

import os
import subprocess
import sys

import pytest

from .process import EXAMPLES, pipectl

CSV = (EXAMPLES / "minimal.csv").read_bytes()
UNREAD = "what is piped in is not read, give - to read it"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "opportunities.csv").write_bytes(CSV)
    return tmp_path


@pytest.mark.parametrize("call", [(), ("report",), ("list",), ("validate",), ("check", "--min-coverage", "0")])
def test_data_piped_in_beside_data_that_is_found_is_told_to_be_left_unread(call, folder):
    ran = pipectl(*call, stdin=CSV, cwd=folder)
    assert ran.err.count(UNREAD) == 1
    assert "the data is" in ran.err
    assert "opportunities.csv" in ran.err


def test_the_plan_that_names_the_data_is_named(folder):
    (folder / "opportunities.csv").rename(folder / "deals.csv")
    pipectl("init", "--from", "deals.csv", "--yes", cwd=folder)
    ran = pipectl("report", stdin=CSV, cwd=folder)
    assert "deals.csv, which " in ran.err
    assert "pipeline.yaml names; " in ran.err


def test_a_file_redirected_in_is_told_too_but_not_one_that_a_loop_has_read_to_its_end(folder):
    command = [sys.executable, "-m", "pipectl", "report"]
    with (folder / "opportunities.csv").open("rb") as stream:
        first = subprocess.run(command, stdin=stream, capture_output=True, text=True, cwd=folder, check=True)
        stream.seek(0, os.SEEK_END)
        second = subprocess.run(command, stdin=stream, capture_output=True, text=True, cwd=folder, check=True)
    assert UNREAD in first.stderr
    assert second.stderr == ""


def test_an_empty_pipe_and_one_whose_writer_says_nothing_are_passed_over_without_waiting(folder):
    assert pipectl("report", stdin=b"", cwd=folder).err == ""
    silent = subprocess.Popen(
        [sys.executable, "-m", "pipectl", "report"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=folder,
    )  # fmt: skip
    assert silent.wait(60) == 0
    assert silent.stderr
    assert silent.stderr.read() == b""
    silent.communicate()


def test_a_dash_a_file_and_quiet_leave_nothing_to_say(folder):
    for arguments in (("-",), ("opportunities.csv",), ("--quiet",)):
        assert pipectl("report", *arguments, stdin=CSV, cwd=folder).err == ""


def test_what_explain_leaves_unread_is_told(tmp_path):
    assert UNREAD in pipectl("explain", "win_rate", stdin=CSV, cwd=tmp_path).err
    assert pipectl("explain", "win_rate", stdin=b"", cwd=tmp_path).err == ""
