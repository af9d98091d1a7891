"""JSON Schema of what `list` says, and of one opportunity of it."""

from ...domain.spec import StageKind
from ...domain.values import Outcome
from .parts import (
    CURRENCY,
    FILTERS,
    HEAD,
    PLACE,
    ROWS,
    SAID,
    day,
    decimal,
    list_of,
    maybe,
    money,
    object_of,
    one_of,
    text,
    whole,
)
from .report import DEAL

LISTED = DEAL | {
    "outcome": one_of(Outcome, "Where it stands."),
    "amount": maybe(money("Amount.")),
    "currency": maybe(text("What its amount is in, where it or pipeline.yaml says.")),
    "probability": maybe(decimal("Close %, 0 to 1, the row's or its stage's; null without, and once decided.")),
    "created": maybe(day("Create date.")),
    "expected_close": maybe(day("Expected close.")),
    "closed": maybe(day("Close date.")),
    "age_days": maybe(whole("Days since it was created; null once decided.")),
    "days_overdue": maybe(whole("Days since its expected close, zero before it; null without, and once decided.")),
    "push_count": maybe(whole("Times its expected close was moved later; null without history, and once decided.")),
    "days_in_stage": maybe(whole("Days in its stage, as history tells; null where it doesn't, and once decided.")),
    "next_step": maybe(text("Next step.")),
    "place": PLACE,
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
DOCUMENT = (
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
