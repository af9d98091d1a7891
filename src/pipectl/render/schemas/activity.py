"""The JSON Schema of what `pipectl activity --format json` writes."""

from .parts import (
    FIGURES,
    FILTERS,
    HEAD,
    MEASURED,
    PERIOD,
    PLACE,
    ROWS,
    SAID,
    TEXTS,
    Schema,
    day,
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

_WEEK = {
    "key": text("As ISO 8601 has it: 2026-W47."),
    "start": day("Its Monday."),
    "last": day("Its Sunday."),
    "running": yes("Whether its last day is not over; it is in no figure a week."),
}
_PACE = {
    "kind": text("Kind of activity."),
    "done": list_of(whole("Done in the week."), "One number a week, as weeks has them."),
    "per_week": object_of(FIGURES, "Done in the weeks that are over ÷ their number."),
    "standard": maybe(decimal("How many a week; for everybody, what those do together that have one.")),
    "standard_of": maybe(text("Whose standard it is.")),
    "attained": object_of(FIGURES, "Done ÷ standard, of the weeks that are over."),
    "weeks_met": object_of(FIGURES, "Weeks in which the standard was met ÷ weeks that are over."),
}
_LINE = {
    "by": maybe(text("owner; null for the whole.")),
    "key": maybe(text("The owner; null for the whole, and for activities of nobody.")),
    "measures": map_of(object_of(MEASURED, "One measure."), "activity and touches, by key."),
    "paces": list_of(object_of(_PACE, "One kind."), "Week by week against the standard, a kind each."),
}
_UNTOUCHED = {
    "id": maybe(text("Its id.")),
    "name": text("Its name."),
    "owner": maybe(text("Its owner.")),
    "stage": text("Its stage."),
    "amount": maybe(money("Its amount.")),
    "currency": maybe(text("ISO code of the amount.")),
    "created": maybe(day("Created.")),
    "last_touch": maybe(day("Its last touch; null where it was never touched, as far as the files tell.")),
    "days": maybe(whole("Days since its last touch.")),
    "place": PLACE,
}
DOCUMENT: dict[str, Schema] = {
    "pipeline": HEAD["pipeline"],
    "currency": HEAD["currency"],
    "as_of": HEAD["as_of"],
    "period": PERIOD,
    "filters": FILTERS,
    "quiet_after_days": whole("Days without a touch after which an open opportunity is untouched."),
    "age_days": whole("First days of their age in which touches of won and lost ones are counted."),
    "kinds": list_of(TEXTS, "Kinds that are counted."),
    "weeks": list_of(object_of(_WEEK, "One week."), "Weeks that lie whole in the period, up to the running one."),
    "first_day": day("The first day that the files tell of, planned activities included."),
    "last_day": day("The last one."),
    "source": object_of(ROWS, "Account of every row."),
    "opportunities": maybe(list_of(TEXTS, "Files of the export that tells what was touched; null without one.")),
    "whole": object_of(_LINE, "Everybody."),
    "owners": list_of(object_of(_LINE, "One owner."), "Who did most comes first."),
    "untouched": maybe(
        list_of(
            object_of(_UNTOUCHED, "One opportunity."),
            "Open ones that nobody touched for too long, never touched ones first; null where nothing tells.",
        )
    ),
} | SAID
