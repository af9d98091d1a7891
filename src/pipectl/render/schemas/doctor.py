"""The JSON Schema of what `pipectl doctor --format json` writes."""

from ...domain.diagnosis import Answer
from ...domain.finding import Level
from ...domain.verdict import WaiverState
from .parts import (
    HEAD,
    PERIOD,
    PLACE,
    ROWS,
    SAID,
    TEXTS,
    Schema,
    list_of,
    map_of,
    maybe,
    object_of,
    one_of,
    text,
    whole,
    yes,
)


def _word(description: str, *words: str) -> Schema:
    return {"type": "string", "enum": sorted(words), "description": description}


def _maybe_word(description: str, *words: str) -> Schema:
    return {"type": ["string", "null"], "enum": [*sorted(words), None], "description": description}


_PACKAGE = object_of(
    {
        "name": text("As it is installed by."),
        "version": maybe(text("Null where it is not installed.")),
        "extra": maybe(text("The extra that brings it; null for what always has to be there.")),
        "added_by": maybe(text("The command that adds it.")),
        "means": maybe(text("What it is there for.")),
    },
    "A library.",
)
_MACHINE = object_of(
    {
        "version": text("Of pipectl."),
        "folder": text("Where pipectl lies."),
        "implementation": text("Of Python."),
        "python": text("Its version."),
        "bits": whole("32 or 64."),
        "executable": text("The Python that runs."),
        "system": text("Operating system."),
        "release": text("Its release."),
        "processor": text("Kind of processor."),
        "packages": list_of(_PACKAGE, "Libraries that pipectl stands on."),
    },
    "What runs, and on what.",
)
_STREAM = object_of(
    {
        "name": _word("Which.", "stdin", "stdout", "stderr"),
        "kind": _word("What it is.", "terminal", "pipe", "file", "device"),
        "encoding": text("Its encoding."),
    },
    "A stream.",
)
_BUILD = object_of(
    {
        "key": _word("Which.", "github", "gitlab", "azure", "other"),
        "title": text("Name for people."),
        "hint": text("What can be written for it."),
    },
    "The build server the run is part of; null outside of one.",
)
_WIDTH_BY = _word("What says so.", "--width", "COLUMNS", "terminal", "default")
_COLOUR_BY = _word("What says so.", "--color", "NO_COLOR", "FORCE_COLOR", "TERM=dumb", "terminal", "no terminal")
_SURROUNDINGS = object_of(
    {
        "width": object_of({"columns": whole("Columns a line may take."), "by": _WIDTH_BY}, "Width of screens."),
        "colour": object_of({"on": yes("Whether there is any."), "by": _COLOUR_BY}, "Colour of screens."),
        "all_signs": yes("Whether stdout takes more than ASCII."),
        "streams": list_of(_STREAM, "stdin, stdout and stderr."),
        "file_names": text("Encoding of file names."),
        "locale": object_of({"name": text("As the system calls it."), "encoding": text("Its encoding.")}, "Locale."),
        "utf8_mode": yes("Whether Python was told to take UTF-8 for everything."),
        "build": maybe(_BUILD),
        "step_summary": yes("Whether check and validate add to the summary of a build's step."),
        "variables": map_of(TEXTS, "Those set that change what is read or printed."),
        "ignored": map_of(TEXTS, "Those set to what can't be used."),
    },
    "What the terminal and the environment say.",
)
_PLAN = object_of(
    {
        "path": maybe(text("Where pipeline.yaml is; null where there is none.")),
        "by": _maybe_word("By which rule it was found.", "--config", "PIPECTL_CONFIG", "here", "above"),
        "usable": yes("Whether it can be used."),
        "instead": maybe(text("What the data is read with where it can't.")),
        "stages": whole("Stages."),
        "quotas": whole("Quotas, those of quotas_file included."),
        "checks": whole("Checks."),
        "waivers": whole("Waivers."),
        "time_zone": maybe(text("Whose days count.")),
        "quotas_file": maybe(text("File of more quotas, as it is named.")),
        "quotas_read": maybe(whole("How many it has; null where there is none or it can't be used.")),
        "spend_file": maybe(text("File of more spend, as it is named.")),
        "spend_read": maybe(whole("How many entries it has; null where there is none or it can't be used.")),
    },
    "pipeline.yaml.",
)
_COLUMN = object_of({"field": text("Our name."), "header": text("Header it is read from.")}, "A column.")
_FILE = object_of(
    {
        "name": text("As it was named."),
        "kind": _maybe_word("What it is; null where it can't be opened.", "csv", "gzip", "sheet"),
        "sheet": maybe(text("Sheet of a workbook.")),
        "encoding": maybe(text("Encoding.")),
        "delimiter": maybe(text("What is between two cells.")),
        "header_line": maybe(whole("Line the header starts on.")),
        "preset": maybe(text("Key of the CRM whose export it is.")),
        "read_as": maybe(text("What that is called.")),
        "preset_by": _maybe_word("What says so.", "headers", "--preset", "pipeline.yaml"),
        "told_by": list_of(TEXTS, "The headers that tell it."),
        "rows": maybe(object_of(ROWS, "Account of every row; null where it can't be read.")),
        "columns": list_of(_COLUMN, "Columns that are our fields."),
        "unused": list_of(TEXTS, "Headers of the others."),
        "settled": list_of(TEXTS, "What was decided, in words."),
    },
    "A file.",
)
_DATA = object_of(
    {
        "by": _maybe_word("By which rule it was found.", "argument", "data", "beside", "stdin"),
        "files": list_of(_FILE, "Files."),
        "opportunities": whole("Opportunities in all of them."),
        "currencies": whole("How many currencies amounts are in."),
        "finding_counts": SAID["finding_counts"],
    },
    "The data.",
)
_CHECK = object_of(
    {
        "title": text("Its name, or that of its measure or finding."),
        "subject": text("Key of its measure, or code or level of its findings."),
        "bounds": list_of(TEXTS, "Which bounds it has."),
        "answer": one_of(Answer, "Whether it can be judged; partly: some of its groups."),
        "lacking": list_of(TEXTS, "Why not."),
        "by": maybe(text("What it groups by.")),
        "period": maybe(text("Its own period.")),
        "filters": list_of(TEXTS, "Its own filters."),
        "groups": maybe(whole("How many groups it has.")),
        "judged": maybe(whole("How many of them can be judged.")),
        "counts_as": maybe(text("What it counts as where it can't be judged: pass, warn or fail.")),
        "stops": yes("Whether pipectl check has no answer because of it."),
        "place": maybe(PLACE),
    },
    "A check of pipeline.yaml.",
)
_WAIVER = object_of(
    {
        "check": text("What is waived."),
        "who": text("The opportunity or the owner."),
        "reason": text("Why."),
        "until": text("Last day it holds."),
        "state": one_of(WaiverState, "What became of it."),
    },
    "A waiver.",
)
_PROBLEM = object_of(
    {
        "level": one_of(Level, "error: other commands have no answer; warning: it wants a look; note: said aloud."),
        "about": text("What it is about."),
        "text": text("What is wrong, and what to do."),
        "details": list_of(TEXTS, "Its places."),
        "kinds": list_of(TEXTS, "Kinds of error and codes of findings."),
    },
    "What is wrong.",
)
DOCUMENT: dict[str, Schema] = {
    "as_of": HEAD["as_of"],
    "period": PERIOD,
    "machine": _MACHINE,
    "surroundings": _SURROUNDINGS,
    "plan": _PLAN,
    "data": _DATA,
    "checks": list_of(_CHECK, "Checks of pipeline.yaml, in its order; how they come out is for pipectl check to say."),
    "waivers": list_of(_WAIVER, "Waivers; where the data can't be read, those that ran out."),
    "not_run": list_of(
        object_of(
            {"code": text("Check."), "title": text("Name for people."), "lacking": text("Fields it would need.")},
            "A data check.",
        ),
        "Data checks without the columns they need.",
    ),
    "problems": list_of(_PROBLEM, "What is wrong, the gravest first."),
    "report": text("One line for a bug report: no name, path, header or value stands in it."),
}
