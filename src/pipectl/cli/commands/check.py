"""`pipectl check`."""

from decimal import Decimal
from typing import Annotated

import typer

from ...checks.gate import run_checks
from ...domain.errors import NothingToReport, UsageProblem
from ...domain.result import Verdict
from ...domain.spec import Check
from ...report import build_report
from ..guard import ANSWERED, GATE_FAILED, NOT_ANSWERED
from ..options import ASK, Asking, Reading, Writing
from ..spine import gather, present

EXITS = {
    Verdict.PASSED: ANSWERED,
    Verdict.WARNED: ANSWERED,
    Verdict.FAILED: GATE_FAILED,
    Verdict.UNDEFINED: NOT_ANSWERED,
}


def run(
    reading: Reading,
    asking: Asking,
    writing: Writing,
    min_coverage: Annotated[
        str | None,
        typer.Option(
            "--min-coverage",
            metavar="N",
            rich_help_panel=ASK,
            help="Least coverage (open amount due in the period over its quota), beside the checks in pipeline.yaml.",
            show_default=False,
        ),
    ] = None,
) -> int:
    """Hold the pipeline to its targets: exit 1 when one is missed."""
    asked = _from_options(min_coverage)
    given = gather(reading, asking, writing, gate=True)
    checks = (*given.spec.checks, *asked)
    if not checks:
        raise NothingToReport(
            "nothing to check: add checks to pipeline.yaml (- {metric: coverage, min: 3}) or give --min-coverage"
        )
    report = build_report(given.pipeline, given.spec, given.question, built_in_stages=given.built_in_stages)
    result = run_checks(report, checks)
    present("check", writing, result)
    return EXITS[result.verdict]


def _from_options(min_coverage: str | None) -> list[Check]:
    if min_coverage is None:
        return []
    plain = min_coverage.removesuffix("x").removesuffix("×")
    if not plain.isascii() or not plain.replace(".", "", 1).isdigit() or len(plain) > 20:
        raise UsageProblem(f"--min-coverage {min_coverage!r} is not a number; write it plainly, as 3 or 2.5")
    return [Check(metric="coverage", min=Decimal(plain))]
