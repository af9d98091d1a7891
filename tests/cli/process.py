"""Run the real program as a process, as a user's shell or CI job would."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
EXAMPLES = ROOT / "examples"
EXAMPLE = (str(EXAMPLES / "opportunities.csv"), "-c", str(EXAMPLES / "pipeline.yaml"), "--as-of", "2026-11-16")
#: Variables of the surroundings that would change what is printed.
SILENCED = (
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
    environment = {key: value for key, value in os.environ.items() if key not in SILENCED} | variables
    done = subprocess.run(
        [sys.executable, "-m", "pipectl", *arguments],
        input=stdin,
        stdin=subprocess.DEVNULL if stdin is None else None,
        capture_output=True,
        cwd=cwd,
        env=environment,
        timeout=timeout,
        check=False,
    )
    ran = Ran(done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace"))
    assert "Traceback" not in ran.said, ran.said
    return ran
