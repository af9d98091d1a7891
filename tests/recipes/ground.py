"""The ground that recipes run on: a repository with the example in it, and the commands that a build finds."""

import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from ..cli.process import EXAMPLES, ROOT, SILENCED, Ran

RECIPES = EXAMPLES / "ci"
DAY = "2026-11-16"
#: What the example holds, and what it misses instead.
HELD, MISSED = "{metric: coverage, min: 1, reason", "{metric: coverage, min: 9, reason"
#: `pipectl` of this interpreter on the day of the example. The day stands first, so that a recipe may name another.
_PIPECTL = f'#!/bin/sh\nverb=$1\nshift\nexec "{sys.executable}" -m pipectl "$verb" --as-of {DAY} "$@"\n'
#: A command that keeps what it was given, an argument a line, and what was piped in.
_NOTING = '#!/bin/sh\nprintf "%s\\n" "$@" >"$NOTES/{name}"\n{reads}exit {code}\n'


@dataclass(frozen=True)
class Ground:
    """A repository to run in, and what is on the PATH there."""

    home: Path
    variables: dict[str, str] = field(default_factory=dict)

    @property
    def folder(self) -> Path:
        """The repository."""
        return self.home / "repository"

    @property
    def bin(self) -> Path:
        """Where its commands are."""
        return self.home / "bin"

    def has(self, name: str, text: str) -> None:
        """Put a command on the PATH."""
        path = self.bin / name
        path.write_text(text, encoding="utf-8")
        path.chmod(0o755)

    def notes(self, name: str, code: int = 0, *, reads: bool = False) -> None:
        """Put a command on the PATH that does nothing but note what it is given."""
        self.has(name, _NOTING.format(name=name, code=code, reads=f'cat >"$NOTES/{name}.in"\n' if reads else ""))

    def noted(self, name: str) -> list[str]:
        """What such a command was given, nothing where it was not called."""
        path = self.home / name
        return path.read_text(encoding="utf-8").splitlines() if path.exists() else []

    def piped(self, name: str) -> str:
        """What was piped into it."""
        return (self.home / f"{name}.in").read_text(encoding="utf-8")

    def miss(self) -> None:
        """Hold the pipeline to more than it has."""
        path = self.folder / "pipeline.yaml"
        text = path.read_text(encoding="utf-8")
        assert HELD in text
        path.write_text(text.replace(HELD, MISSED), encoding="utf-8")

    def run(self, script: str, *shell: str, **variables: str) -> Ran:
        """Run a script as a build server does: from a file, by this shell."""
        path = self.home / "script"
        path.write_text(script, encoding="utf-8")
        return self.start(*(shell or ("bash", "--noprofile", "--norc", "-eo", "pipefail")), str(path), **variables)

    def start(self, *words: str, **variables: str) -> Ran:
        """Start a command in the repository."""
        kept = {key: value for key, value in os.environ.items() if key not in SILENCED}
        path = f"{self.bin}{os.pathsep}{kept['PATH']}"
        done = subprocess.run(
            words,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            cwd=self.folder,
            env=kept | {"PATH": path, "NOTES": str(self.home)} | self.variables | variables,
            timeout=60,
            check=False,
        )
        return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())


def ground(home: Path) -> Ground:
    """A repository with the example in it; its checks hold on the day of the example."""
    made = Ground(home)
    made.bin.mkdir()
    made.folder.mkdir()
    for name in ("pipeline.yaml", "opportunities.csv", "spend.csv", "activities.csv"):
        (made.folder / name).write_bytes((EXAMPLES / name).read_bytes())
    made.has("pipectl", _PIPECTL)
    _git(made.folder, "init", "--quiet")
    return made


def origin(home: Path, tag: str) -> str:
    """The address of a repository with what installing pipectl takes, at this tag."""
    folder = home / "origin"
    folder.mkdir()
    for name in ("pyproject.toml", "constraints.txt"):
        (folder / name).write_bytes((ROOT / name).read_bytes())
    _git(folder, "init", "--quiet")
    _git(folder, "add", ".")
    _git(
        folder, "-c", "user.name=Nobody", "-c", "user.email=nobody@example.com", "commit", "--quiet", "-m", "All of it"
    )
    _git(folder, "tag", tag)
    return folder.as_uri()


def _git(folder: Path, *words: str) -> None:
    # Neither settings of whoever runs the tests nor a hook that is running has a say.
    clean = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    clean |= {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    subprocess.run(["git", *words], cwd=folder, env=clean, check=True, capture_output=True)


def parsed(path: Path) -> Any:
    """A recipe in YAML."""
    return yaml.safe_load(path.read_text(encoding="utf-8"))
