"""JSON Schemas of what `to_json` writes, as `pipectl schema NAME` publishes them.

A schema is given once as the sketch of its document: each key with the kind of its value; all keys are always there.
Each document is a module with its `DOCUMENT`.
"""

from importlib import import_module

from .parts import Schema, object_of

DIALECT = "https://json-schema.org/draft/2020-12/schema"
#: Name of a document to the commands that say it.
SCHEMAS = {
    "report": "report",
    "list": "list",
    "board": "board",
    "check": "check",
    "validate": "validate",
    "explain": "explain",
    "doctor": "doctor",
    "changes": "changes",
    "funnel": "funnel",
    "forecast": "forecast",
    "playbook": "playbook",
    "leads": "leads",
    "review": "review",
    "activity": "activity",
    "history": "history list and verify",
    "qualify": "qualify",
}


def schema(name: str) -> Schema:
    """The JSON Schema of a document of `SCHEMAS`."""
    title = f"What pipectl {SCHEMAS[name]} {'say' if ' and ' in SCHEMAS[name] else 'says'}"
    first = {"schema": {"const": f"pipectl.{name}/1", "description": "Name and version of this format."}}
    document: dict[str, Schema] = import_module(f".{name}", __package__).DOCUMENT
    return {"$schema": DIALECT, "title": title} | object_of(first | document, title)
