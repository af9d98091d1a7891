"""Ctrl-C ends a run with 130 and without a word, whenever it comes."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import pipectl

from .process import EXAMPLE, ROOT

OURS = str(Path(pipectl.__file__).parent)


def _said_when_interrupted(delay, *arguments):
    """Exit code and stderr of a run that is interrupted this long after it was started [s]."""
    run = subprocess.Popen(
        [sys.executable, "-m", "pipectl", *arguments],
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, cwd=ROOT,
    )  # fmt: skip
    time.sleep(delay)
    run.send_signal(signal.SIGINT)
    _, said = run.communicate(timeout=60)
    return run.returncode, said


@pytest.mark.parametrize("verb", ["report", "check"])
def test_an_interrupt_at_any_moment_of_a_run_shows_nothing_of_ours(verb):
    for step in range(1, 26):
        code, said = _said_when_interrupted(step * 0.008, verb, *EXAMPLE)
        # Python's own start, before any line of ours, prints what it likes.
        assert OURS not in said
        assert "a bug of ours" not in said
        assert code in (130, 0, 1, -signal.SIGINT)


def _guarded(body):
    """Run a function under the guard, in a process of its own."""
    lines = "\n    ".join(body)
    text = (
        "import signal, sys\nfrom pipectl.cli.guard import guarded\n"
        f"def call():\n    {lines}\nsys.exit(guarded(call))\n"
    )
    return subprocess.run([sys.executable, "-c", text], capture_output=True, text=True, check=False, timeout=60)


def test_an_interrupt_that_a_library_turned_into_an_error_is_no_bug_of_ours():
    body = ["try: signal.raise_signal(signal.SIGINT)", "except KeyboardInterrupt: raise ValueError('x') from None"]
    done = _guarded(body)
    assert (done.returncode, done.stderr) == (130, "")


def test_an_interrupt_that_nothing_can_raise_ends_the_run_all_the_same():
    body = ["class Closing:", "    def __del__(self): signal.raise_signal(signal.SIGINT)", "Closing()", "return 0"]
    done = _guarded(body)
    assert (done.returncode, done.stderr) == (130, "")


def test_an_interrupt_that_is_ignored_stays_ignored():
    text = (
        "import signal\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\nimport sys\n"
        "from pipectl.__main__ import main\nfrom pipectl.cli.guard import guarded\n"
        "sys.exit(guarded(lambda: signal.raise_signal(signal.SIGINT) or 7))\n"
    )
    done = subprocess.run([sys.executable, "-c", text], capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, done.stderr) == (7, "")
