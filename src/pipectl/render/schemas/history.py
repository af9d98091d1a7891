"""The JSON Schema of what `pipectl history list` and `verify` write as JSON."""

from .parts import SAID, Schema, day, list_of, maybe, object_of, text, whole, yes

_SNAPSHOT = object_of(
    {
        "file": text("Its name in the folder."),
        "day": maybe(day("The day it shows; null where nobody can tell.")),
        "taken": maybe({"type": "string", "format": "date-time", "description": "When it was kept, in UTC."}),
        "count": maybe(whole("Opportunities in it.")),
        "set_aside": maybe(whole("Rows of the export that it does not hold.")),
        "note": maybe(text("What it is remembered by.")),
        "wrong": maybe(text("What is wrong with it and what to do; null where nothing is, or nobody looked.")),
    },
    "One file.",
)
DOCUMENT: dict[str, Schema] = {
    "folder": text("Where they are kept."),
    "verified": yes("Whether every byte was looked at."),
    "damaged": whole("How many files something is wrong with."),
    "snapshots": list_of(_SNAPSHOT, "In order of the days they show; files that are no snapshots last."),
} | SAID
