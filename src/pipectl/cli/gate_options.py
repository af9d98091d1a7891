"""Flags of commands that judge, spelled once, as those of `options` are."""

from dataclasses import dataclass, fields
from typing import Annotated, ClassVar, Literal

import typer

from .options import ASK, EVERYWHERE, FILES, SHOW, Format, Writing, format_option, output_option

GATE = "When to fail"


def _metrics() -> list[str]:
    from ..metrics.catalog import CHECKED

    return [f"{key}=" for key in CHECKED]


def _file(option: str, what: str, panel: str = GATE) -> typer.models.OptionInfo:
    """An option that names a file."""
    found: typer.models.OptionInfo = typer.Option(
        option, metavar="FILE", rich_help_panel=panel, help=what, show_default=False
    )
    return found


def _copy(option: str, what: str) -> typer.models.OptionInfo:
    """An option that writes the same answer to a file as well."""
    return _file(option, f"Write {what} as well.", SHOW)


def _bound(option: str, end: str, example: str) -> typer.models.OptionInfo:
    """An option that bounds measures, each named with its value."""
    found: typer.models.OptionInfo = typer.Option(
        option,
        metavar="METRIC=VALUE",
        rich_help_panel=GATE,
        help=f"{end} value of a measure, instead of pipeline.yaml's: {example}; repeat for more.",
        show_default=False,
        autocompletion=_metrics,
    )
    return found


@dataclass(frozen=True)
class Owners:
    """Whose rows are spoken of."""

    owner: Annotated[
        list[str] | None,
        typer.Option(
            "--owner",
            metavar="NAME",
            rich_help_panel=ASK,
            help="Only the rows of this owner; repeat for more.",
            show_default=False,
        ),
    ] = None


@dataclass(frozen=True)
class Gate:
    """Which findings fail."""

    fail_on: Annotated[
        Literal["error", "warning", "note"] | None,
        typer.Option(
            "--fail-on",
            metavar="LEVEL",
            rich_help_panel=GATE,
            help="Exit 1 where there are findings of this level or a graver one: error (default), warning or note.",
            show_default=False,
        ),
    ] = None
    baseline: Annotated[
        str | None,
        _file("--baseline", "Known findings, from --write-baseline: they are told apart, and only new ones fail."),
    ] = None
    write_baseline: Annotated[
        str | None,
        _file("--write-baseline", "Write all findings here, as known from now on; nothing fails."),
    ] = None


@dataclass(frozen=True)
class Targets:
    """What the pipeline is held to beside pipeline.yaml, and what comes of it."""

    min_coverage: Annotated[
        str | None,
        typer.Option(
            "--min-coverage",
            metavar="N",
            rich_help_panel=GATE,
            help="Least coverage (open amount due in the period over its quota), instead of pipeline.yaml's.",
            show_default=False,
        ),
    ] = None
    minimum: Annotated[list[str] | None, _bound("--min", "Least", "--min win_rate=25%")] = None
    maximum: Annotated[list[str] | None, _bound("--max", "Greatest", "--max slippage=0.2")] = None
    baseline: Annotated[
        str | None,
        _file(
            "--baseline",
            "What was known and measured, from --write-baseline: known findings don't count, max_drop and max_rise are "
            "held against it.",
        ),
    ] = None
    write_baseline: Annotated[
        str | None,
        _file("--write-baseline", "Write all findings and the measures of the checks here, as known from now on."),
    ] = None
    warn_only: Annotated[
        bool,
        typer.Option(
            "--warn-only",
            rich_help_panel=GATE,
            help="Tell what fails, and exit 0 all the same; what can't be answered still exits 2.",
            show_default=False,
        ),
    ] = False
    explain: Annotated[
        bool,
        typer.Option(
            "--explain",
            rich_help_panel=GATE,
            help="Beside each check its definition, and the sum behind it.",
            show_default=False,
        ),
    ] = False


@dataclass(frozen=True)
class Copies:
    """Files that the same answer is written to, whatever goes to stdout."""

    json: Annotated[str | None, _copy("--json", "JSON to this file")] = None
    csv: Annotated[str | None, _copy("--csv", "CSV to this file")] = None
    markdown: Annotated[str | None, _copy("--markdown", "Markdown to this file")] = None
    junit: Annotated[str | None, _copy("--junit", "JUnit XML to this file")] = None
    gitlab: Annotated[str | None, _copy("--gitlab", "a GitLab code-quality report to this file")] = None
    sarif: Annotated[str | None, _copy("--sarif", "SARIF 2.1.0 to this file")] = None

    @property
    def files(self) -> dict[str, str | None]:
        """The files by the format they are written in."""
        return {each.name: getattr(self, each.name) for each in fields(self)}


def _verdict_formats() -> list[str]:
    return list(Judging.formats)


@dataclass(frozen=True)
class Judging(Writing):
    """The same for a verdict, which a build may want to read."""

    formats: ClassVar[tuple[Format, ...]] = (*EVERYWHERE, *FILES, "github", "azure", "junit", "gitlab", "sarif")

    format: Annotated[
        Format | None,
        format_option(
            "terminal, json, csv, markdown, xlsx, svg (the screen as a picture), github or azure (annotations of a "
            "pull request), junit (XML), gitlab (code quality) or sarif",
            _verdict_formats,
        ),
    ] = None
    output: Annotated[str | None, output_option(".json, .csv, .md, .txt, .xlsx, .svg, .xml (JUnit) and .sarif")] = None


def _judged_formats() -> list[str]:
    return list(PagedVerdict.formats)


@dataclass(frozen=True)
class PagedVerdict(Judging):
    """The same, with a page for a browser."""

    formats: ClassVar[tuple[Format, ...]] = (*Judging.formats, "html")

    format: Annotated[
        Format | None,
        format_option(
            "terminal, json, csv, markdown, xlsx, svg (the screen as a picture), github or azure (annotations of a "
            "pull request), junit (XML), gitlab (code quality), sarif or html (one page)",
            _judged_formats,
        ),
    ] = None
    output: Annotated[
        str | None, output_option(".json, .csv, .md, .html, .txt, .xlsx, .svg, .xml (JUnit) and .sarif")
    ] = None
