"""The JSON Schema of what `pipectl changes --format json` writes."""

from ...domain.values import Outcome
from .parts import (
    FILTERS,
    HEAD,
    PERIOD,
    SAID,
    TEXTS,
    Schema,
    day,
    list_of,
    maybe,
    money,
    object_of,
    one_of,
    text,
    whole,
)

KEYS = ("created", "pulled_in", "reopened", "increased", "decreased", "pushed_out", "won", "lost", "removed")
SOURCES = list_of(TEXTS, "Where the past was learnt, in words.")


def _look(description: str) -> Schema:
    return maybe(
        object_of(
            {
                "stage": text("Stage."),
                "outcome": one_of(Outcome, "Where it stood."),
                "amount": maybe(money("Amount.")),
                "expected_close": maybe(day("Expected close.")),
            },
            description,
        )
    )


_DEAL = object_of(
    {
        "id": maybe(text("Id.")),
        "name": text("Name."),
        "owner": maybe(text("Owner.")),
        "account": maybe(text("Account.")),
        "day": day("Day of its last change of this kind."),
        "amount": money("What it added; less than zero where it took away."),
        "before": _look("Before the first of these changes; null where it was not there."),
        "after": _look("After the last; null where it is gone."),
    },
    "One opportunity: its changes of this kind taken together.",
)
_LINE = object_of(
    {
        "key": {"type": "string", "enum": list(KEYS), "description": "What happened."},
        "title": text("Name for people."),
        "count": whole("Opportunities it happened to, shown or not."),
        "amount": money("What it adds to the open amount; less than zero where it takes away."),
        "opportunities": list_of(_DEAL, "The biggest first, as many as are shown; none in groups."),
    },
    "One kind of change.",
)
TABLE = {
    "by": maybe(text("What it is grouped by; null for the whole.")),
    "key": maybe(text("The group; null for the whole, and for those where the field is empty.")),
    "start_amount": money("Open at the start."),
    "start_count": whole("Opportunities open then."),
    "lines": list_of(_LINE, "Every kind of change, empty ones too; start and their amounts add up to the end."),
    "end_amount": money("Open at the end."),
    "end_count": whole("Opportunities open then."),
}
DOCUMENT: dict[str, Schema] = {
    "pipeline": HEAD["pipeline"],
    "currency": HEAD["currency"],
    "start": day("It starts with what stood at the end of this day."),
    "end": day("It ends with what stood at the end of this day."),
    "window": PERIOD | {"description": "Close dates that are looked at; null means no bound."},
    "filters": FILTERS,
    "whole": object_of(TABLE, "The waterfall of everything."),
    "groups": list_of(object_of(TABLE, "The waterfall of one group."), "The largest move first."),
    "sources": SOURCES,
} | SAID
