"""Kinds of values in the JSON Schemas, and pieces that several of them share."""

from collections.abc import Mapping
from typing import Any

from ...domain.finding import Level
from ...domain.values import Unit

Schema = dict[str, Any]


def text(description: str) -> Schema:
    """Any text."""
    return {"type": "string", "description": description}


def maybe(schema: Schema) -> Schema:
    """The same, or null."""
    return schema | {"type": [schema["type"], "null"]}


def yes(description: str) -> Schema:
    """Whether something holds."""
    return {"type": "boolean", "description": description}


def one_of(values: Any, description: str) -> Schema:
    """One of an enumeration's values."""
    return {"type": "string", "enum": sorted({str(each.value) for each in values}), "description": description}


def whole(description: str) -> Schema:
    """A number from 0."""
    return {"type": "integer", "minimum": 0, "description": description}


def decimal(description: str) -> Schema:
    """An exact number as text."""
    return {"type": "string", "pattern": r"^-?[0-9]+(\.[0-9]+)?$", "description": description}


def money(description: str) -> Schema:
    """An exact amount as text, with two decimals or more."""
    return {"type": "string", "pattern": r"^-?[0-9]+\.[0-9]{2,}$", "description": description}


def day(description: str) -> Schema:
    """An ISO day."""
    return {"type": "string", "format": "date", "pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$", "description": description}


def list_of(items: Schema, description: str) -> Schema:
    """An array of one kind."""
    return {"type": "array", "items": items, "description": description}


def map_of(values: Schema, description: str) -> Schema:
    """An object of any keys, all values of one kind."""
    return {"type": "object", "additionalProperties": values, "description": description}


def object_of(properties: Mapping[str, Schema], description: str) -> Schema:
    """An object of exactly these keys."""
    return {
        "type": "object",
        "description": description,
        "properties": dict(properties),
        "required": list(properties),
        "additionalProperties": False,
    }


UNIT: Schema = {
    "type": "string",
    "enum": sorted({unit.published for unit in Unit}),
    "description": "What the value is; percentages and multiples are plain ratios.",
}
PLACE = object_of(
    {
        "file": text("File as it was named."),
        "line": maybe(whole("Line the record starts at, from 1.")),
        "column": maybe(whole("Number of the cell in its record, from 1.")),
    },
    "Where it stands.",
)
INTERVAL = maybe(
    object_of({"low": decimal("Lower end."), "high": decimal("Upper end.")}, "95 % Wilson interval of a proportion.")
)


def share(description: str) -> Schema:
    """A ratio from 0 to 1 with both halves."""
    return object_of(
        {
            "value": maybe(decimal("Exact value, 0 to 1; null where it is undefined.")),
            "numerator": decimal("What is divided."),
            "denominator": decimal("What it is divided by."),
            "interval": INTERVAL,
            "undefined": maybe(text("Why there is no value.")),
        },
        description,
    )


FIGURES = {
    "title": text("Name for people."),
    "value": maybe(decimal("Exact value; null where it is undefined.")),
    "unit": UNIT,
    "numerator": maybe(decimal("What is divided.")),
    "denominator": maybe(decimal("What it is divided by.")),
    "interval": INTERVAL,
    "undefined": maybe(text("Why there is no value.")),
}
MEASURED = FIGURES | {
    "met": yes("The target is already reached, nothing is left to measure."),
    "details": map_of(object_of(FIGURES, "A figure beside the measure."), "Figures beside the measure, by key."),
}
MEANING = {
    "definition": text("What it means."),
    "formula": text("How it is computed."),
    "source": text("Where the definition comes from."),
}
ROWS = {
    "rows": whole("Records read; the sum of all that follow here."),
    "accepted": whole("Rows the figures are made from."),
    "set_aside": whole("Rows that break the contract; findings say why."),
    "blank": whole("Rows without any text."),
    "footer": whole("Rows of a report's footer."),
    "repeated_header": whole("Header rows that stand among the data."),
    "elsewhere": whole("Rows whose opportunity a newer file has, with its id too: that row counts, or is set aside."),
    "snapshot": maybe(day("Day of the snapshot they are of; null for rows of an export.")),
}
PERIOD = object_of(
    {
        "key": text("As options write it."),
        "label": text("As people write it."),
        "start": maybe(day("First day.")),
        "end": maybe(day("First day after it.")),
        "last": maybe(day("Last day.")),
    },
    "A span of days; null means no bound.",
)
TEXTS = {"type": "string"}
FINDING = object_of(
    {
        "code": text("Kind of finding."),
        "level": one_of(Level, "What it does to its row."),
        "place": PLACE,
        "field": maybe(text("Our name of the field.")),
        "opportunity": maybe(text("Id or name of the opportunity.")),
        "problem": text("What is wrong, quoting the value."),
        "remedy": text("What to do."),
    },
    "One problem at one place.",
)
CURRENCY = maybe(text("ISO code of all its amounts; null where they are in several, or one of them names none."))
SAID = {
    "findings": list_of(FINDING, "Findings in file order; of each kind the first ones."),
    "finding_counts": map_of(whole("How often it was found."), "Exact counts by code."),
    "notes": list_of(TEXTS, "What was decided and left out, in words."),
}
HEAD = {
    "pipeline": text("Name of the pipeline."),
    "currency": CURRENCY,
    "currencies": list_of(TEXTS, "ISO codes that amounts are in; those in several are never added."),
    "as_of": day("The day it speaks about."),
}
FILTERS = list_of(TEXTS, "Filters as given; none means all.")
