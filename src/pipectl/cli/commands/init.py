"""`pipectl init`."""

import os
import re
import sys
from pathlib import Path
from typing import Annotated, Literal

import typer

from ...domain.errors import UsageProblem
from ..guard import say
from ..options import READ, SPEC_NAME, Reading
from ..output import write_file

SCHEMA_NAME = "pipeline.schema.json"
Template = Literal["revenue-io", "outreach"]


def run(
    *,
    source: Annotated[
        str | None,
        typer.Option(
            "--from",
            metavar="FILE",
            rich_help_panel=READ,
            help="Export to propose from; - is stdin.",
            show_default=False,
        ),
    ] = None,
    template: Annotated[
        Template | None,
        typer.Option(
            "--template",
            rich_help_panel=READ,
            help="Instead of an export: a ready-made process. Default without --from: revenue-io.",
            show_default=False,
        ),
    ] = None,
    encoding: Annotated[
        str | None,
        typer.Option("--encoding", metavar="NAME", rich_help_panel=READ, help="Text encoding of the export."),
    ] = None,
    delimiter: Annotated[
        str | None, typer.Option("--delimiter", metavar="CHAR", rich_help_panel=READ, help="Its cell delimiter.")
    ] = None,
    date_order: Annotated[
        Literal["dmy", "mdy", "ymd"] | None,
        typer.Option("--date-order", rich_help_panel=READ, help="Answers the question how its dates are written."),
    ] = None,
    locale: Annotated[
        str | None,
        typer.Option("--locale", metavar="NAME", rich_help_panel=READ, help="Answers how its numbers are written."),
    ] = None,
    percent_scale: Annotated[
        Literal["fraction", "percent"] | None,
        typer.Option("--percent-scale", rich_help_panel=READ, help="Answers how its close % is written."),
    ] = None,
    quota: Annotated[
        str | None,
        typer.Option("--quota", metavar="AMOUNT", help="What is to be won this quarter.", show_default=False),
    ] = None,
    currency: Annotated[
        str | None,
        typer.Option("--currency", metavar="CODE", help="Currency of the amounts, e.g. USD.", show_default=False),
    ] = None,
    output: Annotated[
        str, typer.Option("--output", "-o", metavar="FILE", help="Where to write it.", show_default=True)
    ] = SPEC_NAME,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Ask nothing; fail where only a person can say.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Overwrite what is there.")] = False,
) -> int:
    """Write a pipeline.yaml, proposed from an export or from a template."""
    if source and template:
        raise UsageProblem("--from and --template exclude each other; give one of them")
    if source == "":
        raise UsageProblem("--from needs a file; name an export, or leave it out for a template")
    if source is None and (quota or currency):
        raise UsageProblem("--quota and --currency go with --from; a template has its place for them in comments")
    _refuse_taken(output, source, force=force)
    if os.path.exists(output) and not force:  # noqa: PTH110 - Path raises on a name too long
        raise UsageProblem(f"{output} is there already; --force overwrites it, --output names another file")
    if source:
        from ..proposal import propose
        from ..spine import today

        reading = Reading(
            encoding=encoding,
            delimiter=delimiter,
            date_order=date_order,
            locale=locale,
            percent_scale=percent_scale,
        )
        text = propose(
            source, output, reading, _amount(quota), _code(currency), ask=not yes and sys.stdin.isatty(), day=today()
        )
    else:
        from ...spec.templates import starter_text

        text = starter_text(template or "revenue-io")
    _write(output, text, "pipectl report" if source else "put your quota in, then pipectl report EXPORT")
    return 0


def _refuse_taken(output: str, source: str | None, *, force: bool) -> None:
    """Neither the export nor somebody's own schema is written over, and the plan and its schema are two files."""
    from ..output import keep_inputs

    schema = Path(output).parent / SCHEMA_NAME
    keep_inputs([schema, *([source] if source else [])], output=output)
    if not force and schema.exists() and schema.read_text(encoding="utf-8", errors="replace") != _schema_text():
        raise UsageProblem(f"{schema} is there already and is another; --force overwrites it, or move it away")


def _schema_text() -> str:
    import json

    from ...spec.schema import spec_schema

    return json.dumps(spec_schema(), indent=2, ensure_ascii=False) + "\n"


def _write(output: str, text: str, following: str) -> None:
    from ...spec.loader import load_spec

    load_spec(text, output)  # what is written can be read
    write_file(output, text)
    config = "" if Path(output).name == SPEC_NAME else f" --config {output}"
    schema = Path(output).parent / SCHEMA_NAME
    write_file(str(schema), _schema_text())
    say(f"Wrote {output}, and {schema} for your editor.  Next:  {following}{config}")


def _amount(text: str | None) -> str | None:
    if text is None:
        return None
    from ..proposal import plain_amount

    amount = plain_amount(text)
    if amount is None:
        raise UsageProblem(f"--quota {text!r} is not a plain amount; write it without separators, as 500000")
    return amount


def _code(text: str | None) -> str | None:
    if text is not None and not re.fullmatch(r"[A-Za-z]{3}", text):
        raise UsageProblem(f"--currency {text!r} is not a code; write three letters, as USD")
    return None if text is None else text.upper()
