"""What the terminal and the environment say, and what comes of it."""

import locale
import os
import stat
import sys
from collections.abc import Iterator
from typing import TextIO

from ...domain.diagnosis import Build, Problem, Stream, Surroundings
from ...domain.finding import Level
from ..options import Writing
from ..screen import colour, takes_signs, width
from ..surroundings import NARROWEST, WIDEST, ignored

#: Variables that change what is read or printed.
_VARIABLES = (
    "PIPECTL_CONFIG", "PIPECTL_TRACEBACK", "NO_COLOR", "FORCE_COLOR", "COLUMNS", "TERM", "LC_ALL", "LC_CTYPE", "LANG",
    "PYTHONUTF8", "PYTHONIOENCODING", "GITHUB_STEP_SUMMARY",
)  # fmt: skip
#: What build servers set, and what pipectl can write for each.
_BUILDS = {
    "GITHUB_ACTIONS": Build("github", "GitHub Actions", "check --format github annotates the pull request"),
    "GITLAB_CI": Build("gitlab", "GitLab CI", "check --gitlab FILE writes a code-quality report"),
    "TF_BUILD": Build("azure", "Azure Pipelines", "check --format azure annotates the run"),
    "CI": Build("other", "CI is set", "check --junit FILE writes test results"),
}


def surroundings_seen(writing: Writing) -> Surroundings:
    """Everything of them, as this run has them."""
    wide, coloured = width(writing), colour(writing)
    return Surroundings(
        width=wide.columns,
        width_by=wide.by,
        colour=coloured.on,
        colour_by=coloured.by,
        all_signs=takes_signs(sys.stdout),
        streams=tuple(_stream(name, getattr(sys, name)) for name in ("stdin", "stdout", "stderr")),
        file_names=sys.getfilesystemencoding(),
        locale=locale.setlocale(locale.LC_CTYPE),
        locale_encoding=locale.getencoding(),
        utf8_mode=bool(sys.flags.utf8_mode),
        build=next((build for name, build in _BUILDS.items() if _is_set(name)), None),
        summary=bool(os.environ.get("GITHUB_STEP_SUMMARY")),
        variables=tuple((name, os.environ[name]) for name in _VARIABLES if name in os.environ),
        ignored=tuple(ignored().items()),
    )


def odd(found: Surroundings) -> Iterator[Problem]:
    """What they say that can't be followed, or keeps something from being shown."""
    for name, value in found.ignored:
        text = f"{name} is {value!r}, which is no width from {NARROWEST} to {WIDEST} and is passed over"
        yield Problem(Level.NOTE, "terminal", f"{text}; correct it or take it away")
    if not found.all_signs:
        encoding = next(each.encoding for each in found.streams if each.name == "stdout")
        text = f"stdout is {encoding}, so signs are spelled in ASCII and foreign letters are question marks"
        yield Problem(Level.NOTE, "terminal", f"{text}; PYTHONUTF8=1 or a locale of UTF-8 brings them")


def _is_set(name: str) -> bool:
    return os.environ.get(name, "").strip().casefold() not in ("", "0", "false")


def _stream(name: str, stream: TextIO) -> Stream:
    return Stream(name, _kind(stream), stream.encoding or "ascii")


def _kind(stream: TextIO) -> str:
    mode = os.fstat(stream.fileno()).st_mode
    if stream.isatty():
        return "terminal"
    if stat.S_ISFIFO(mode) or stat.S_ISSOCK(mode):
        return "pipe"
    return "file" if stat.S_ISREG(mode) else "device"
