"""`pipectl doctor`."""

from dataclasses import dataclass
from typing import Annotated, ClassVar

import typer

from ..options import SHOW, Day, Exports, Format, Span, Writing


def _formats() -> list[str]:
    return list(Telling.formats)


@dataclass(frozen=True)
class Telling(Writing):
    """Where the answer goes and how it looks, for one that is no table."""

    formats: ClassVar[tuple[Format, ...]] = ("terminal", "json")

    format: Annotated[
        Format | None,
        typer.Option(
            "--format",
            "-f",
            metavar="FORMAT",
            rich_help_panel=SHOW,
            help="terminal or json. Default: by the suffix of --output, else terminal.",
            show_default=False,
            autocompletion=_formats,
        ),
    ] = None
    output: Annotated[
        str | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            rich_help_panel=SHOW,
            help="Write here instead of stdout; .json and .txt choose the format.",
            show_default=False,
        ),
    ] = None


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
