"""Run the real program as a process, as a user's shell or CI job would.

Most runs are forked from one process that has loaded the modules already (`forking`); what depends on a start from
nothing is asked of `started`.
"""

import atexit
import json
import os
import signal
import socket
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from .forking import DIGITS

ROOT = Path(__file__).parent.parent.parent
EXAMPLES = ROOT / "examples"
EXAMPLE = (str(EXAMPLES / "opportunities.csv"), "-c", str(EXAMPLES / "pipeline.yaml"), "--as-of", "2026-11-16")
#: Variables of the surroundings that would change what is printed.
SILENCED = (
    "PYTEST_CURRENT_TEST",
    "NO_COLOR",
    "FORCE_COLOR",
    "COLUMNS",
    "PIPECTL_CONFIG",
    "PIPECTL_TRACEBACK",
    "GITHUB_ACTIONS",
    "GITHUB_STEP_SUMMARY",
    "TERM",
)


@dataclass(frozen=True)
class Ran:
    """What a process left behind."""

    code: int
    out: str
    err: str

    @property
    def said(self) -> str:
        """Everything it printed."""
        return self.out + self.err


def pipectl(
    *arguments: str, stdin: bytes | None = None, cwd: Path = ROOT, timeout: float = 60, **variables: str
) -> Ran:
    """Run `pipectl` with these arguments; `stdin` is /dev/null unless given."""
    environment = surroundings() | variables
    # Modules may have been told by their surroundings when they were loaded, so others get a process from nothing.
    if not hasattr(os, "fork") or environment != surroundings():
        return started(*arguments, stdin=stdin, cwd=cwd, timeout=timeout, **variables)
    if _forks and _forks[0].environment != environment:
        _forks.pop().end()
    if not _forks:
        _forks.append(Forks(environment))
    try:
        return _checked(_forks[0].run(arguments, cwd, stdin, timeout))
    except OSError:
        _forks.pop().end()
        raise


def started(
    *arguments: str, stdin: bytes | None = None, cwd: Path = ROOT, timeout: float = 60, **variables: str
) -> Ran:
    """The same in a process that starts from nothing."""
    done = subprocess.run(
        [sys.executable, "-m", "pipectl", *arguments],
        input=stdin,
        stdin=subprocess.DEVNULL if stdin is None else None,
        capture_output=True,
        cwd=cwd,
        env=surroundings() | variables,
        timeout=timeout,
        check=False,
    )
    return _checked(Ran(done.returncode, _text(done.stdout), _text(done.stderr)))


def surroundings() -> dict[str, str]:
    """The variables of whoever runs the tests, without those that would change what is printed."""
    return {key: value for key, value in os.environ.items() if key not in SILENCED}


def _checked(ran: Ran) -> Ran:
    assert "Traceback" not in ran.said, ran.said
    return ran


def _text(output: bytes) -> str:
    return output.decode("utf-8", "replace")


class Forks:
    """The process that forks, and how it is asked to."""

    def __init__(self, environment: dict[str, str]) -> None:
        self.environment = environment
        self._channel, theirs = socket.socketpair()
        with theirs:
            command = [sys.executable, "-m", "tests.cli.forking", f"{theirs.fileno()}"]
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                cwd=ROOT,
                env=environment,
                pass_fds=[theirs.fileno()],
            )
        self._answers = self._channel.makefile("rb")

    def run(self, arguments: tuple[str, ...], folder: Path, stdin: bytes | None, timeout: float) -> Ran:
        """What a run comes to.

        Raises:
            TimeoutError: it takes longer than this [s].
        """
        self._channel.settimeout(timeout)
        (given, our_in), (our_out, out), (our_err, err) = os.pipe(), os.pipe(), os.pipe()
        if stdin is None:
            nothing = os.open(os.devnull, os.O_RDONLY)
            os.dup2(nothing, given)
            os.close(nothing)
        request = json.dumps([str(folder), *arguments]).encode()
        socket.send_fds(self._channel, [b"%*d" % (DIGITS, len(request))], [given, out, err])
        self._channel.sendall(request)
        for theirs in (given, out, err):
            os.close(theirs)
        with ThreadPoolExecutor(3) as pool:
            pool.submit(_feed, our_in, stdin or b"")
            said = pool.submit(_drain, our_out), pool.submit(_drain, our_err)
            code = self._code()
        return Ran(code, *(_text(each.result()) for each in said))

    def _code(self) -> int:
        child = int(self._answers.readline())
        try:
            return int(self._answers.readline())
        except TimeoutError:
            os.kill(child, signal.SIGKILL)
            raise

    def end(self) -> None:
        """Let it go."""
        self._answers.close()
        self._channel.close()
        self._process.wait()


def _feed(stream: int, data: bytes) -> None:
    with suppress(BrokenPipeError), open(stream, "wb") as pipe:
        pipe.write(data)


def _drain(stream: int) -> bytes:
    with open(stream, "rb") as pipe:
        return pipe.read()


_forks: list[Forks] = []


@atexit.register
def _end() -> None:
    while _forks:
        _forks.pop().end()
