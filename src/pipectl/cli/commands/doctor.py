"""`pipectl doctor`."""

from dataclasses import dataclass
from typing import Annotated, ClassVar

import typer

from ..options import SHOW, Day, Exports, Format, Span, Writing, format_option, output_option


def _formats() -> list[str]:
    return list(Telling.formats)


@dataclass(frozen=True)
class Telling(Writing):
    """Where the answer goes and how it looks, for one that is no table."""

    formats: ClassVar[tuple[Format, ...]] = ("terminal", "json")

    format: Annotated[Format | None, format_option("terminal or json", _formats)] = None
    output: Annotated[str | None, output_option(".json and .txt")] = None


def run(
    *,
    exports: Exports,
    day: Day,
    span: Span,
    writing: Telling,
    report: Annotated[
        bool,
        typer.Option(
            "--report",
            rich_help_panel=SHOW,
            help="Only the line for a bug report, in which no name, path, header or value stands.",
            show_default=False,
        ),
    ] = False,
) -> int:
    """What is found where, what each check lacks, and a line for a bug report.

    What is wrong with pipeline.yaml or the data is told, gravest first, and exits 0 all the same: nothing is judged.
    """
    from ..doctor.diagnosing import diagnosed
    from ..output import write
    from ..spine import present

    if report and writing.format not in (None, "terminal"):
        from ...domain.errors import UsageProblem

        raise UsageProblem(f"--report is one line of text, and no {writing.format}; leave out one of the two")
    found = diagnosed(exports, day, span, writing)
    if report:
        write(f"{found.line}\n", writing)
    else:
        present("diagnosis", writing, found)
    return 0
