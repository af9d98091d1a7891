"""JSON Schema of what `explain` says."""

from .parts import MEANING, MEASURED, UNIT, list_of, maybe, object_of, text
from .risk import EXPLAINED

DOCUMENT = {
    "currency": maybe(text("ISO code of all amounts.")),
    "metrics": list_of(
        object_of(
            {"key": text("How options name it."), "title": text("Name for people."), "unit": UNIT}
            | MEANING
            | {"measure": maybe(object_of(MEASURED, "Its figures on the data at hand."))},
            "One metric.",
        ),
        "Metrics.",
    ),
    "risks": EXPLAINED,
}
