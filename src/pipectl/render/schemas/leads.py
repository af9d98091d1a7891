"""The JSON Schema of what `pipectl leads --format json` writes."""

from .lead_scores import SCORES
from .parts import (
    FILTERS,
    HEAD,
    MEASURED,
    PERIOD,
    ROWS,
    SAID,
    TEXTS,
    Schema,
    decimal,
    list_of,
    map_of,
    maybe,
    money,
    object_of,
    text,
    whole,
    yes,
)

_HANDOVER = object_of(
    {
        "found": whole(
            "Opportunities that the leads became, each once, at the lead created first; the sum of the next 3."
        ),
        "open": whole("Open ones."),
        "won": whole("Won ones."),
        "lost": whole("Lost ones."),
        "won_amount": maybe(money("Amount of the won ones; null where undefined says why.")),
        "won_without_amount": whole("Won ones that have no amount."),
        "currency": maybe(text("Currency of the won amount; null where nothing tells it.")),
        "undefined": maybe(text("Why there is no won amount.")),
        "unknown": whole("Ids of opportunities that the export doesn't have."),
    },
    "What sales made of them; null without an export of opportunities.",
)
_LINE = {
    "by": maybe(text("What it is grouped by; null for the whole.")),
    "key": maybe(text("The group; null for the whole, and for those where the field is empty.")),
    "leads": whole("Leads created in the period, or in the month."),
    "running": yes("Whether some are so young that they may become opportunities yet."),
    "spend": maybe(money("Money spent on them in the period; null where nothing tells, as cost_per_lead says.")),
    "measures": map_of(object_of(MEASURED, "One measure."), "New leads, response time, conversion and cost, by key."),
    "handover": maybe(_HANDOVER),
}
DOCUMENT: dict[str, Schema] = {
    "pipeline": HEAD["pipeline"],
    "currency": HEAD["currency"],
    "as_of": HEAD["as_of"],
    "period": PERIOD,
    "filters": FILTERS,
    "respond_within": maybe(text("The service level, as pipeline.yaml has it.")),
    "hours": text("Which hours response times are counted in."),
    "matures_after_days": whole("Days after which a month of creation has ripened."),
    "conversion_of": text(
        "Whose conversion the whole has: that of leads of the `period`, where one was asked for, else of the `months` "
        "shown; in both of those whose month of creation has ripened."
    ),
    "source": object_of(ROWS, "Account of every row."),
    "opportunities": maybe(list_of(TEXTS, "Files of the export that tells what became of them; null without one.")),
    "spend_without_source": maybe(
        decimal("What of the whole's spend names no source, and is in no group; null where there is none of it.")
    ),
    "whole": object_of(_LINE, "Leads created in the period; conversion is as conversion_of says."),
    "groups": list_of(object_of(_LINE, "One group."), "By source, and by what was asked for."),
    "months": list_of(
        object_of(_LINE, "One month."),
        "By month of creation, oldest first: the 12 up to as_of and those before them in the period; before the "
        "last 36, those with leads.",
    ),
    "scores": SCORES,
} | SAID
