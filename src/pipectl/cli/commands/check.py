"""`pipectl check`."""

from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, assert_never

import typer

from ...domain.errors import NothingToReport, PipectlError, UsageProblem
from ..guard import ANSWERED, GATE_FAILED, NOT_ANSWERED, tell
from ..options import ASK, Asking, Reading, Writing

if TYPE_CHECKING:
    from ...domain.spec import Check
    from ...domain.verdict import Verdict


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
            help="Least coverage (open amount due in the period over its quota), instead of pipeline.yaml's.",
            show_default=False,
        ),
    ] = None,
) -> int:
    """Hold the pipeline to its targets: exit 1 when one is missed."""
    from ...checks.gate import run_checks
    from ...report import build_report
    from ..spine import gather, present

    asked = _from_options(min_coverage)
    given = gather(reading, asking, writing, gate=True)
    # What is asked for here stands in for what pipeline.yaml says of the same measure.
    replaced = {check.metric for check in asked}
    checks = (*(check for check in given.spec.checks if check.metric not in replaced), *asked)
    if not checks:
        raise NothingToReport(
            "nothing to check: add checks to pipeline.yaml (- {metric: coverage, min: 3}) or give --min-coverage"
        )
    report = build_report(given.pipeline, given.spec, given.question, built_in_stages=given.built_in_stages)
    result = run_checks(report, checks)
    code = _exit_code(result.verdict)
    try:
        present("check", writing, result)
    except PipectlError as error:
        # The verdict stands whatever becomes of its text; only a pass that nobody could read is no answer.
        tell(error)
        return code or error.exit_code
    return code


def _exit_code(verdict: "Verdict") -> int:
    from ...domain.verdict import Verdict

    match verdict:
        case Verdict.PASSED | Verdict.WARNED:
            return ANSWERED
        case Verdict.FAILED:
            return GATE_FAILED
        case Verdict.UNDEFINED:
            return NOT_ANSWERED
        case _:
            assert_never(verdict)


def _from_options(min_coverage: str | None) -> "list[Check]":
    from ...domain.spec import Check

    if min_coverage is None:
        return []
    plain = min_coverage.removesuffix("x").removesuffix("×")
    if not plain.isascii() or not plain.replace(".", "", 1).isdigit() or len(plain) > 20:
        raise UsageProblem(f"--min-coverage {min_coverage!r} is not a number; write it plainly, as 3 or 2.5")
    return [Check(metric="coverage", min=Decimal(plain))]
