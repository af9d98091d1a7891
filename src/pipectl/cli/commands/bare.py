"""`pipectl` alone: the report where data is found, else help."""

import sys
from collections.abc import Callable

from ...domain.errors import InputProblem
from ..options import Asking, Reading
from ..page_options import Paged
from ..places import find_data, find_spec
from ..recall_options import Recalling


def run(help_text: Callable[[], str]) -> int:
    """The report on pipeline.yaml's or this folder's data; else help, and what to try."""
    try:
        find_data(None, find_spec(None))
    except InputProblem:
        sys.stdout.write(help_text())
        return 0
    from .report import run as report

    return report(Reading(), Asking(), Recalling(), Paged())
