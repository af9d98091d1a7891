"""`pipectl` alone: the report where data is found, else help."""

import sys
from collections.abc import Callable

from ...domain.errors import InputProblem
from ..options import Asking, Reading, Writing
from ..places import find_data, find_spec


def run(help_text: Callable[[], str]) -> int:
    """The report on pipeline.yaml's or this folder's data; else help, and what to try."""
    try:
        find_data(None, find_spec(None), take_stdin=_is_piped())
    except InputProblem:
        sys.stdout.write(help_text())
        return 0
    from .report import run as report

    return report(Reading(), Asking(), Writing())


def _is_piped() -> bool:
    """Whether something is piped or redirected in, as against a terminal, a closed stdin or /dev/null."""
    import os
    import stat

    try:
        mode = os.fstat(sys.stdin.fileno()).st_mode
    except (OSError, ValueError, AttributeError):
        return False
    return stat.S_ISFIFO(mode) or stat.S_ISREG(mode)
