"""What JSON documents say of one opportunity of a list."""

from ..domain.values import Outcome
from .schema_parts import PLACE, day, decimal, maybe, money, one_of, text, whole
from .schema_report import DEAL

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
