"""`pipectl schema`."""

from typing import Annotated, Literal

import typer

from ..options import Writing, output_option
from ..output import write

Document = Literal[
    "pipeline",
    "report",
    "list",
    "funnel",
    "forecast",
    "playbook",
    "qualify",
    "changes",
    "leads",
    "activity",
    "check",
    "validate",
    "explain",
    "history",
    "doctor",
    "leads",
    "review",
]


def run(
    document: Annotated[
        Document,
        typer.Argument(
            metavar="DOCUMENT",
            help="pipeline for pipeline.yaml; report, list, funnel, forecast, review, playbook, qualify, leads, "
            "changes, check, validate, explain, history, doctor or activity for its JSON output.",
        ),
    ] = "pipeline",
    output: Annotated[str | None, output_option()] = None,
) -> int:
    """The JSON Schema of pipeline.yaml or of an output."""
    import json

    if document == "pipeline":
        from ...spec.schema import spec_schema

        schema = spec_schema()
    else:
        from ...render.schemas import schema as schema_of

        schema = schema_of(document)
    write(json.dumps(schema, indent=2, ensure_ascii=False) + "\n", Writing(output=output))
    return 0
