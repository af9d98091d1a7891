"""`pipectl init`."""

import os
import re
import sys
from collections.abc import Mapping
from pathlib import Path
from shlex import quote
from typing import Annotated, Any, Literal

import typer

from ...domain.errors import InputProblem, SpecProblem, UsageProblem
from ...domain.spec import StageKind
from ..guard import say
from ..options import READ, SPEC_NAME, Reading
from ..output import DASH, keep_inputs, real_path, write_file

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
            metavar="NAME",
            rich_help_panel=READ,
            help="Instead of an export: a ready-made process, revenue-io (default without --from) or outreach.",
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
    sheet: Annotated[
        str | None,
        typer.Option("--sheet", metavar="NAME", rich_help_panel=READ, help="Sheet of a workbook, by name or number."),
    ] = None,
    preset: Annotated[
        str | None,
        typer.Option("--preset", metavar="NAME", rich_help_panel=READ, help="CRM whose export it is; none for none."),
    ] = None,
    date_order: Annotated[
        Literal["dmy", "mdy", "ymd"] | None,
        typer.Option(
            "--date-order",
            metavar="ORDER",
            rich_help_panel=READ,
            help="Answers how its dates are written: dmy, mdy or ymd.",
        ),
    ] = None,
    locale: Annotated[
        str | None,
        typer.Option("--locale", metavar="NAME", rich_help_panel=READ, help="Answers how its numbers are written."),
    ] = None,
    percent_scale: Annotated[
        Literal["fraction", "percent"] | None,
        typer.Option(
            "--percent-scale",
            metavar="SCALE",
            rich_help_panel=READ,
            help="Answers how its close % is written: fraction (0 to 1) or percent (0 to 100).",
        ),
    ] = None,
    quota: Annotated[
        str | None,
        typer.Option("--quota", metavar="AMOUNT", help="What is to be won this quarter.", show_default=False),
    ] = None,
    currency: Annotated[
        str | None,
        typer.Option("--currency", metavar="CODE", help="Currency of the amounts, e.g. USD.", show_default=False),
    ] = None,
    column: Annotated[
        list[str] | None,
        typer.Option(
            "--column",
            metavar="FIELD=HEADER",
            rich_help_panel=READ,
            help="Names the column of a field, e.g. 'amount=Net value' (repeatable).",
            show_default=False,
        ),
    ] = None,
    kind: Annotated[
        list[str] | None,
        typer.Option(
            "--kind",
            metavar="STAGE=KIND",
            rich_help_panel=READ,
            help="Says which stage is open, won, lost or post_sale, e.g. Signed=won (repeatable).",
            show_default=False,
        ),
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
    reading = Reading(
        encoding=encoding,
        delimiter=delimiter,
        sheet=sheet,
        preset=preset,
        date_order=date_order,
        locale=locale,
        percent_scale=percent_scale,
    )
    _refuse_taken(output, source, force=force)
    if source is None:
        _refuse_about_export(vars(reading) | {"quota": quota, "currency": currency, "column": column, "kind": kind})
        from ...spec.templates import starter_text

        _write(output, starter_text(template or "revenue-io"), "put your quota in, then pipectl report EXPORT")
        return 0
    from ..proposal import Given, propose
    from ..spine import today

    # A question that nobody sees would be waited for in vain.
    may_ask = not yes and sys.stdin.isatty() and sys.stderr.isatty()
    given = Given(reading, _amount(quota), _code(currency), _columns(column), _kinds(kind), may_ask)
    text = propose(source, output, given, today())
    _write(output, text, "pipectl report EXPORT" if source == DASH else "pipectl report")
    return 0


def _refuse_about_export(given: Mapping[str, Any]) -> None:
    if names := [f"--{name.replace('_', '-')}" for name, value in given.items() if value]:
        raise UsageProblem(
            f"without --from there is no export that {' and '.join(names)} could be about; give --from, or put it "
            "into the file once it is written"
        )


def _refuse_taken(output: str, source: str | None, *, force: bool) -> None:
    """Neither the export nor somebody's own files are written over, and the plan and its schema are two files."""
    schema = Path(output).parent / SCHEMA_NAME
    keep_inputs([schema, *([source] if source else [])], output=output)
    if output == DASH or (os.path.exists(output) and not os.path.isfile(output)):  # noqa: PTH110, PTH113 - Path raises on a name too long
        raise UsageProblem(f"--output {output!r} can't be a file, and two are written: it and {SCHEMA_NAME}; name one")
    if os.path.exists(output) and not force:  # noqa: PTH110 - as above
        raise UsageProblem(f"{output} is there already; --force overwrites it, --output names another file")
    _refuse_taken_schema(schema, force=force)


def _refuse_taken_schema(schema: Path, *, force: bool) -> None:
    if not os.path.exists(schema) or _is_ours(schema):  # noqa: PTH110 - as above
        return
    if not schema.is_file():
        raise UsageProblem(
            f"{schema} is there already and is no file; move it away, or name another folder in --output"
        )
    if not force:
        raise UsageProblem(f"{schema} is there already and is another; --force overwrites it, or move it away")


def _is_ours(schema: Path) -> bool:
    try:
        return schema.read_text(encoding="utf-8", errors="replace") == _schema_text()
    except OSError:
        return False


def _schema_text() -> str:
    import json

    from ...spec.schema import spec_schema

    return json.dumps(spec_schema(), indent=2, ensure_ascii=False) + "\n"


def _refuse_unreadable(text: str, output: str) -> None:
    """What is written can be read. Where it could not, the export holds what no plan can, such as 500 stages."""
    from ...spec.loader import load_spec

    try:
        load_spec(text, output)
    except SpecProblem as refused:
        why = refused.findings[0].problem if refused.findings else refused.message
        raise InputProblem(
            f"nothing was written, since no {SPEC_NAME} can hold it: {why}; if another column is the stage, rename it"
        ) from None


def _write(output: str, text: str, following: str) -> None:
    _refuse_unreadable(text, output)
    schema = Path(output).parent / SCHEMA_NAME
    found = real_path(output) == real_path(SPEC_NAME) and not os.environ.get("PIPECTL_CONFIG")
    config = "" if found else f" --config {quote(output)}"
    write_file(output, text)
    write_file(str(schema), _schema_text())
    say(f"Wrote {output}, and {schema} for your editor.  Next:  {following}{config}")


def _amount(text: str | None) -> str | None:
    if text is None:
        return None
    from ..dialogue import plain_amount

    amount = plain_amount(text)
    if amount is None:
        raise UsageProblem(f"--quota {text!r} is not a plain amount; write it without separators, as 500000")
    return amount


def _code(text: str | None) -> str | None:
    if text is not None and not re.fullmatch(r"[A-Za-z]{3}", text):
        raise UsageProblem(f"--currency {text!r} is not a code; write three letters, as USD")
    return None if text is None else text.upper()


def _columns(texts: list[str] | None) -> dict[str, str]:
    found: dict[str, str] = {}
    for text in texts or ():
        field, _, header = (part.strip() for part in text.partition("="))
        if not (field and header):
            raise UsageProblem(f"--column {text!r} is not FIELD=HEADER; write it as 'amount=Net value'")
        if field in found or header in found.values():
            twice = field if field in found else repr(header)
            raise UsageProblem(f"--column {text!r}: {twice} is given twice; leave one out")
        found[field] = header
    return found


def _kinds(texts: list[str] | None) -> dict[str, StageKind]:
    found: dict[str, StageKind] = {}
    for text in texts or ():
        name, _, kind = (part.strip() for part in text.rpartition("="))
        if not name or kind not in tuple(StageKind):
            raise UsageProblem(f"--kind {text!r} is not STAGE=KIND; write it as Signed=won ({', '.join(StageKind)})")
        if any(other.casefold() == name.casefold() and kind != said for other, said in found.items()):
            raise UsageProblem(f"--kind {text!r}: {name!r} is given two kinds; leave one out")
        found[name] = StageKind(kind)
    return found
