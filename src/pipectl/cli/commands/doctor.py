"""`pipectl doctor`."""

import locale
import os
import platform
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ... import __version__
from ...domain.errors import PipectlError
from ..output import emit

if TYPE_CHECKING:
    from ..places import FoundSpec

PACKAGES = ("typer", "rich", "pydantic", "PyYAML", "python-dateutil")


def run() -> int:
    """What is found where: versions, terminal, pipeline.yaml and data."""
    from ...render.harmless import for_terminal

    lines = [f"{title:<14} {text}" for title, text in (*_machine(), *_found())]
    emit("".join(for_terminal(line) + "\n" for line in lines), sys.stdout)
    return 0


def _machine() -> Iterator[tuple[str, str]]:
    yield "pipectl", __version__
    yield "Python", f"{platform.python_version()} on {platform.system()} {platform.machine()}"
    yield "packages", ", ".join(f"{name} {_version(name)}" for name in PACKAGES)
    size = f"{os.get_terminal_size().columns} columns" if sys.stdout.isatty() else "not a terminal"
    yield "stdout", f"{size}, {sys.stdout.encoding}"
    yield "locale", f"{locale.getlocale()[0] or 'C'}, files named in {sys.getfilesystemencoding()}"
    asked = [
        f"{name}={os.environ[name]!r}" for name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "TERM") if name in os.environ
    ]
    yield "environment", ", ".join(asked) or "nothing that changes the output"


def _version(name: str) -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(name)
    except PackageNotFoundError:
        return "missing"


def _found() -> Iterator[tuple[str, str]]:
    """pipeline.yaml and data as the other commands would find them; a problem is told, not raised."""
    from ..places import find_data, find_spec, find_spec_path

    try:
        path = find_spec_path(None)
        found = find_spec(None)
    except PipectlError as error:
        yield "pipeline.yaml", f"can't be used: {error.message}"
        yield from (("", str(finding)) for finding in error.findings)
        return
    yield "pipeline.yaml", _spec_line(found) if path else "none here or above; built-in stages would be used"
    try:
        names = find_data(None, found, take_stdin=False).names
    except PipectlError as error:
        yield "data", error.message
        return
    for name in names:
        there = os.path.exists(name)  # noqa: PTH110 - a pattern is no path
        yield "data", f"{name}{'' if there or any(mark in name for mark in '*?[') else ' (not there)'}"


def _spec_line(found: "FoundSpec") -> str:
    spec = found.spec
    return f"{found.path}: {len(spec.stages)} stages, {len(spec.quotas)} quotas, {len(spec.checks)} checks"
