"""`--watch` on a terminal of its own: what is drawn, when, and how it ends."""

import contextlib
import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from .process import pipectl

HEADER = "Opportunity Name,Amount,Create Date,Close Date,Probability,Stage\n"
PLAN = "version: 1\nname: Watched\nstages:\n  - {name: Open, probability: 0.5}\n  - {name: Won, kind: won}\n"
PATIENCE = 30.0


def row(name: str, amount: int = 100) -> str:
    return f"{name},{amount},2026-01-03,2026-03-31,50%,Open\n"


class Watch:
    """A run on a terminal, and what it has drawn so far."""

    def __init__(self, folder: Path, *arguments: str, lines: int = 40) -> None:
        self._ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", lines, 100, 0, 0))
        self.before = termios.tcgetattr(theirs)
        self.theirs = theirs
        surroundings = {**os.environ, "TERM": "xterm", "LC_ALL": "C.UTF-8", "NO_COLOR": "1"}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "pipectl", *arguments], cwd=folder, env=surroundings,
            stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),  # noqa: PLW1509 - there are no threads
        )  # fmt: skip
        self.text = ""

    def until(self, pattern: str) -> str:
        """Everything drawn until something is there; forgets what came before it."""
        end = time.monotonic() + PATIENCE
        while not (found := re.search(pattern, self.text, re.DOTALL)):
            assert time.monotonic() < end, f"no {pattern!r} in {self.text[-3000:]!r}"
            if select.select([self._ours], [], [], 0.1)[0]:
                with contextlib.suppress(OSError):
                    self.text += os.read(self._ours, 1 << 16).decode("utf-8", "replace")
        drawn, self.text = self.text[: found.end()], self.text[found.end() :]
        return drawn

    def press(self, key: str) -> None:
        os.write(self._ours, key.encode())

    def resize(self, lines: int, columns: int) -> None:
        fcntl.ioctl(self._ours, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))

    def ended(self) -> int:
        """Its exit code."""
        return self.process.wait(PATIENCE)

    def close(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        os.close(self._ours)
        os.close(self.theirs)


@contextlib.contextmanager
def watching(folder: Path, *arguments: str, lines: int = 40) -> Iterator[Watch]:
    watch = Watch(folder, *arguments, lines=lines)
    try:
        yield watch
    finally:
        watch.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "deals.csv").write_text(HEADER + row("Alpha"), encoding="utf-8")
    (tmp_path / "pipeline.yaml").write_text(PLAN, encoding="utf-8")
    return tmp_path


LIST = ("list", "deals.csv", "--as-of", "2026-02-02", "--watch")


def test_the_answer_is_drawn_anew_when_the_export_changes(folder):
    with watching(folder, *LIST) as watch:
        watch.until("watching 2 files · looked .*Alpha")
        (folder / "deals.csv").write_text(HEADER + row("Alpha") + row("Beta", 200), encoding="utf-8")
        drawn = watch.until(r"Beta.*\x1b\[J")
        assert "deals.csv changed" in drawn


def test_a_file_that_an_editor_puts_in_its_place_is_seen(folder):
    with watching(folder, *LIST) as watch:
        watch.until("Alpha")
        (folder / ".new").write_text(HEADER + row("Bravo"), encoding="utf-8")
        (folder / ".new").replace(folder / "deals.csv")
        watch.until("Bravo")


def test_a_change_of_the_plan_is_seen(folder):
    with watching(folder, *LIST) as watch:
        watch.until("Watched")
        (folder / "pipeline.yaml").write_text(PLAN.replace("Watched", "Renamed"), encoding="utf-8")
        assert "pipeline.yaml changed" in watch.until(r"Renamed.*\x1b\[J")


def test_a_file_that_is_half_written_leaves_the_last_answer_and_says_why(folder):
    with watching(folder, *LIST) as watch:
        watch.until("Alpha")
        (folder / "pipeline.yaml").write_text("version: 1\nstages: [", encoding="utf-8")
        drawn = watch.until(r"the last answer, of \d\d:\d\d:\d\d, stays:.*Alpha")
        assert "pipeline.yaml:" in drawn
        (folder / "pipeline.yaml").write_text(PLAN.replace("Watched", "Whole"), encoding="utf-8")
        assert "stays" not in watch.until(r"Whole.*\x1b\[J").split("\x1b[H")[-1]


def test_a_file_that_is_gone_and_comes_back_is_told(folder):
    with watching(folder, *LIST) as watch:
        watch.until("Alpha")
        (folder / "deals.csv").unlink()
        watch.until("deals.csv is gone.*stays:.*Alpha")
        (folder / "deals.csv").write_text(HEADER + row("Returned"), encoding="utf-8")
        watch.until("deals.csv is there.*Returned")


def test_a_snapshot_that_is_kept_meanwhile_is_seen(folder):
    data = ("deals.csv", "--match", "name+account")
    with watching(folder, "list", *data, "--as-of", "2026-02-03", "--watch") as watch:
        watch.until("Alpha")
        assert pipectl("snapshot", *data, "--as-of", "2026-02-02", cwd=folder).code == 0
        watch.until("history is there.*history: 1 snapshot")


@pytest.mark.parametrize("way", ["\x03", "q"])
def test_it_ends_with_0_and_gives_the_terminal_back(folder, way):
    with watching(folder, *LIST) as watch:
        drawn = watch.until("Alpha")
        assert "\x1b[?1049h" in drawn
        watch.press(way)
        watch.until(re.escape("\x1b[?25h\x1b[?1049l"))
        assert watch.ended() == 0
        assert termios.tcgetattr(watch.theirs) == watch.before


def test_it_gives_the_terminal_back_when_it_is_told_to_end(folder):
    with watching(folder, *LIST) as watch:
        watch.until("Alpha")
        watch.process.send_signal(signal.SIGTERM)
        watch.until(re.escape("\x1b[?25h\x1b[?1049l"))
        assert watch.ended() == 128 + signal.SIGTERM


def test_a_first_answer_that_can_t_be_is_an_error_as_without_it(folder):
    with watching(folder, "list", "none.csv", "--watch") as watch:
        drawn = watch.until("none.csv.*\n")
        assert watch.ended() == 2
        assert "\x1b[?1049h" not in drawn


def test_what_is_longer_than_the_window_is_counted(folder):
    (folder / "deals.csv").write_text(HEADER + "".join(row(f"Deal {n}", n) for n in range(1, 60)), encoding="utf-8")
    with watching(folder, *LIST, lines=12) as watch:
        drawn = watch.until("… [0-9]+ more lines; a taller window shows them")
        assert drawn.count("\r\n") == 11
        watch.resize(80, 100)
        watch.until("Deal 1 .*Data")


def test_a_board_takes_as_many_cards_as_the_window_holds(folder):
    (folder / "deals.csv").write_text(HEADER + "".join(row(f"Deal {n}", n) for n in range(1, 60)), encoding="utf-8")
    with watching(folder, "board", "deals.csv", "--as-of", "2026-02-02", "--watch", lines=25) as watch:
        drawn = watch.until(r"\x1b\[J\x1b?")
        assert "more lines" not in drawn
        assert re.search(r"\+ \d+ more", drawn)


@pytest.mark.parametrize("verb", ["report", "board", "list", "funnel", "review", "changes", "playbook", "qualify"])
def test_without_a_terminal_it_is_refused(folder, verb):
    ran = pipectl(verb, "deals.csv", "--watch", cwd=folder)
    assert (ran.code, ran.out) == (2, "")
    assert "--watch draws on a terminal" in ran.err


@pytest.mark.parametrize("given", [("--format", "json"), ("-o", "x.txt")])
def test_only_the_screen_can_be_watched(folder, given):
    ran = pipectl(*LIST, *given, cwd=folder)
    assert ran.code == 2
    assert "leave out --format and --output" in ran.err


def test_stdin_can_t_be_watched(folder):
    with watching(folder, "list", "-", "--watch") as watch:
        watch.until("can't read stdin again; name the file")
        assert watch.ended() == 2
