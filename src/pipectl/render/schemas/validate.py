"""The JSON Schema of what `pipectl validate --format json` writes."""

from ...domain.finding import Level
from .parts import (
    FILTERS,
    FINDING,
    HEAD,
    ROWS,
    SAID,
    Schema,
    decimal,
    list_of,
    maybe,
    object_of,
    one_of,
    text,
    whole,
    yes,
)

_KNOWN = object_of(
    {
        "code": text("Kind of finding."),
        "opportunity": maybe(text("Id of the opportunity, else its name; null for what is about a file.")),
        "account": maybe(text("Its account, where it has no id.")),
        "count": whole("How many of them."),
    },
    "Findings the baseline knows that are found no more.",
)
DOCUMENT: dict[str, Schema] = {
    "as_of": HEAD["as_of"],
    "filters": FILTERS,
    "source": object_of(ROWS, "Account of every row."),
    "quality": object_of(
        {
            "value": maybe(decimal("The score, 0 to 1; null without rows.")),
            "clean": whole("Rows without an error or a warning."),
            "rows": whole("Rows that were accepted or set aside."),
        },
        "Share of the rows without an error or a warning.",
    ),
    "fail_on": one_of(Level, "The least level that fails."),
    "failed": yes("Whether there are findings that fail; of a baseline, new ones."),
    "baseline": maybe(
        object_of(
            {
                "known": whole("Findings that it knows."),
                "new": whole("Findings that it does not know."),
                "gone": list_of(_KNOWN, "What it knows and is found no more."),
            },
            "How the findings stand against the baseline; null without one.",
        )
    ),
    "codes": list_of(
        object_of(
            {
                "code": text("Kind of finding."),
                "title": text("Name for people."),
                "level": one_of(Level, "How grave it is."),
                "count": whole("How often it was found, exactly."),
                "known": whole("How many of them the baseline knows."),
                "remedy": text("What to do."),
            },
            "A kind that was found.",
        ),
        "Kinds that were found, the gravest first.",
    ),
    "owners": list_of(
        object_of(
            {
                "owner": maybe(text("Owner; null for rows without one.")),
                "rows": whole("Rows of theirs."),
                "flagged": whole("Those of them with an error or a warning."),
            },
            "An owner.",
        ),
        "Owners of rows with an error or a warning, most first; none where no file names owners.",
    ),
    "not_run": list_of(
        object_of(
            {"code": text("Check."), "title": text("Name for people."), "lacking": text("Fields it would need.")},
            "A check that was not run.",
        ),
        "Checks without the columns they need.",
    ),
    "findings": list_of(
        object_of(
            FINDING["properties"]
            | {
                "owner": maybe(text("Whose row it is about.")),
                "known": yes("Whether the baseline knows it."),
            },
            "One problem at one place.",
        ),
        "Findings, the gravest first, then by file and line; of each kind the first ones.",
    ),
    "while_reading": whole("How many findings are about reading, as a report counts them."),
    "finding_counts": SAID["finding_counts"],
}
