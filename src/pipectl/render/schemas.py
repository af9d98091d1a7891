"""JSON Schemas of what `to_json` writes, as `pipectl schema NAME` publishes them.

A schema is given once as the sketch of its document: each key with the kind of its value; all keys are always there.
"""

from collections.abc import Callable, Mapping

from ..domain.spec import StageKind
from .schema_list import LISTED
from .schema_parts import (
    CURRENCY,
    FILTERS,
    HEAD,
    MEANING,
    MEASURED,
    ROWS,
    SAID,
    UNIT,
    Schema,
    list_of,
    maybe,
    money,
    object_of,
    one_of,
    text,
    whole,
)
from .schema_report import REPORT
from .schema_risk import EXPLAINED

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def _document(name: str, title: str, properties: Mapping[str, Schema]) -> Schema:
    first = {"schema": {"const": f"pipectl.{name}/1", "description": "Name and version of this format."}}
    return {"$schema": DIALECT, "title": title} | object_of(first | dict(properties), title)


def report_schema() -> Schema:
    """Of `pipectl report --format json`."""
    return _document("report", "What pipectl report says", REPORT)


def list_schema() -> Schema:
    """Of `pipectl list --format json`."""
    return _document("list", "What pipectl list says", _LIST)


def check_schema() -> Schema:
    """Of `pipectl check --format json`."""
    from .schema_check import CHECK

    return _document("check", "What pipectl check says", CHECK)


def validate_schema() -> Schema:
    """Of `pipectl validate --format json`."""
    from .schema_validate import VALIDATE

    return _document("validate", "What pipectl validate says", VALIDATE)


def explain_schema() -> Schema:
    """Of `pipectl explain --format json`."""
    return _document("explain", "What pipectl explain says", _EXPLAIN)


def doctor_schema() -> Schema:
    """Of `pipectl doctor --format json`."""
    from .schema_diagnosis import DIAGNOSIS

    return _document("doctor", "What pipectl doctor says", DIAGNOSIS)


def changes_schema() -> Schema:
    """Of `pipectl changes --format json`."""
    from .schema_changes import CHANGES

    return _document("changes", "What pipectl changes says", CHANGES)


def review_schema() -> Schema:
    """Of `pipectl review --format json`."""
    from .schema_review import REVIEW

    return _document("review", "What pipectl review says", REVIEW)


def funnel_schema() -> Schema:
    """Of `pipectl funnel --format json`."""
    from .schema_funnel import FUNNEL

    return _document("funnel", "What pipectl funnel says", FUNNEL)


def playbook_schema() -> Schema:
    """Of `pipectl playbook --format json`."""
    from .schema_playbook import PLAYBOOK

    return _document("playbook", "What pipectl playbook says", PLAYBOOK)


def leads_schema() -> Schema:
    """Of `pipectl leads --format json`."""
    from .schema_leads import LEADS

    return _document("leads", "What pipectl leads says", LEADS)


def activity_schema() -> Schema:
    """Of `pipectl activity --format json`."""
    from .schema_activity import ACTIVITY

    return _document("activity", "What pipectl activity says", ACTIVITY)


def history_schema() -> Schema:
    """Of `pipectl history list --format json`."""
    from .schema_history import HISTORY

    return _document("history", "What pipectl history list and verify say", HISTORY)


def qualify_schema() -> Schema:
    """Of `pipectl qualify --format json`."""
    from .schema_qualify import QUALIFY

    return _document("qualify", "What pipectl qualify says", QUALIFY)


#: Name of a document to the function that gives its schema.
SCHEMAS: dict[str, Callable[[], Schema]] = {
    "report": report_schema,
    "list": list_schema,
    "check": check_schema,
    "validate": validate_schema,
    "explain": explain_schema,
    "doctor": doctor_schema,
    "changes": changes_schema,
    "funnel": funnel_schema,
    "playbook": playbook_schema,
    "leads": leads_schema,
    "review": review_schema,
    "activity": activity_schema,
    "history": history_schema,
    "qualify": qualify_schema,
}

_BAND = object_of(
    {
        "stage": text("Stage."),
        "kind": one_of(StageKind, "What being in it means."),
        "count": whole("How many, shown or not."),
        "amount": maybe(money("Their amount; null where they are in several currencies.")),
        "currency": CURRENCY,
        "weighted": maybe(money("Their amount × probability; null where none of them is open or has one.")),
        "opportunities": list_of(object_of(LISTED, "One opportunity."), "Those shown."),
    },
    "One stage with its subtotal.",
)
_LIST = (
    HEAD
    | {
        "filters": FILTERS,
        "source": object_of(ROWS, "Account of every row."),
        "count": whole("Opportunities, shown or not."),
        "amount": maybe(money("Their amount; null where they are in several currencies.")),
        "shown": whole("Opportunities shown."),
        "stages": list_of(_BAND, "Stages in order."),
    }
    | SAID
)
_EXPLAIN = {
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
