"""The real program on a real terminal."""

import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from fcntl import ioctl

import pytest

from ..cli.process import EXAMPLE, EXAMPLES, ROOT, pipectl, surroundings

BEGIN, END = b"\x1b[?1049h", b"\x1b[?1049l"


class Terminal:
    """`pipectl ui` on a pseudo-terminal."""

    def __init__(self, *options, size=(80, 24), **variables):
        self._mine, theirs = pty.openpty()
        self.resize(*size)
        environment = surroundings() | {"TERM": "xterm-256color", "COLORTERM": "truecolor"} | variables
        command = [sys.executable, "-m", "pipectl", "ui", *options]
        self.process = subprocess.Popen(
            command, stdin=theirs, stdout=theirs, stderr=theirs, cwd=ROOT, env=environment, start_new_session=True
        )
        os.close(theirs)
        self.seen = b""

    def resize(self, columns, lines):
        ioctl(self._mine, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))

    def sees(self, text, patience=30):
        """Wait until something is written from here on."""
        end, start = time.monotonic() + patience, len(self.seen)
        while text not in self.seen[start:]:
            assert time.monotonic() < end, self.seen[-3000:]
            self._read(0.1)

    def _read(self, patience):
        if select.select([self._mine], [], [], patience)[0]:
            try:
                self.seen += os.read(self._mine, 65536)
            except OSError:
                return False
        return True

    def type(self, keys):
        os.write(self._mine, keys)

    def ends(self):
        """Its code, once it has ended; everything it wrote is read."""
        end = time.monotonic() + 30
        while self.process.poll() is None:
            assert time.monotonic() < end, self.seen[-3000:]
            self._read(0.05)
        while select.select([self._mine], [], [], 0)[0] and self._read(0):
            pass
        os.close(self._mine)
        return self.process.returncode


def test_it_takes_the_terminal_answers_keys_and_gives_it_back():
    terminal = Terminal(*EXAMPLE)
    terminal.sees("weighted → ".encode())
    terminal.type(b"/hooli\r")
    time.sleep(1)
    terminal.type(b"\r")
    terminal.sees(b"What its stage asks")
    terminal.type(b"\x7f")
    terminal.sees(b"Closed Lost")
    terminal.type(b"q")
    assert terminal.ends() == 0
    assert BEGIN in terminal.seen
    assert END in terminal.seen
    assert b"Traceback" not in terminal.seen


@pytest.mark.parametrize("end", [b"\x03", signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_ctrl_c_and_signals_give_the_terminal_back(end):
    terminal = Terminal(*EXAMPLE)
    terminal.sees("weighted → ".encode())
    if isinstance(end, bytes):
        terminal.type(end)
    else:
        terminal.process.send_signal(end)
    assert terminal.ends() == 130
    assert END in terminal.seen
    assert b"Traceback" not in terminal.seen


def test_without_colour_no_colour_is_written():
    terminal = Terminal(*EXAMPLE, "--color", "never")
    terminal.sees("weighted → ".encode())
    terminal.type(b"q")
    assert terminal.ends() == 0
    colours = {part.split(b"m")[0] for part in terminal.seen.split(b"\x1b[38;2;")[1:]}
    assert colours
    assert all(len(set(each.split(b";")[:3])) == 1 for each in colours), "greys alone"


def test_an_export_that_can_not_be_read_ends_before_the_terminal_is_taken():
    terminal = Terminal("missing.csv")
    assert terminal.ends() == 2
    assert BEGIN not in terminal.seen
    assert b"missing.csv" in terminal.seen


@pytest.mark.parametrize(
    ("variables", "why"),
    [({"TERM": "dumb"}, b"TERM says there is none"), ({"PYTHONIOENCODING": "ascii"}, b"shows UTF-8")],
)
def test_a_terminal_that_can_not_show_it_is_refused(variables, why):
    terminal = Terminal(*EXAMPLE, size=(200, 24), **variables)
    assert terminal.ends() == 2
    assert why in terminal.seen


def test_without_a_terminal_it_says_what_to_use_instead():
    ran = pipectl("ui", *EXAMPLE)
    assert ran.code == 2
    assert ran.err == (
        "pipectl: ui needs a terminal for its keys and screens; run it in one, or for an answer in a file or a pipe "
        "use pipectl report, list or review\n"
    )


def test_data_from_a_pipe_is_refused():
    ran = pipectl("ui", "-", stdin=(EXAMPLES / "opportunities.csv").read_bytes())
    assert ran.code == 2
    assert "name the export instead of -" in ran.err


def test_without_the_extra_it_says_what_adds_it(tmp_path):
    (tmp_path / "sitecustomize.py").write_text(
        "import importlib.util as util\nfind = util.find_spec\n"
        "util.find_spec = lambda name, package=None: None if name == 'textual' else find(name, package)\n"
    )
    ran = pipectl("ui", *EXAMPLE, PYTHONPATH=os.pathsep.join([str(tmp_path), str(ROOT / "src")]))
    assert ran.code == 2
    assert ran.err == "pipectl: ui is drawn with textual; pip install 'sales-pipectl[ui]' adds it\n"
