"""The JSON Schema of what `pipectl funnel --format json` writes."""

from .changes import SOURCES
from .parts import (
    FILTERS,
    HEAD,
    PERIOD,
    SAID,
    Schema,
    decimal,
    list_of,
    maybe,
    money,
    object_of,
    share,
    text,
    whole,
    yes,
)

_DAYS = object_of(
    {
        "left": whole("Those who left it with a known day of entry."),
        "median": maybe(decimal("Median days of their first visit; null without any.")),
        "p75": maybe(decimal("Days that three in four of them took at most.")),
        "cumulative_median": maybe(decimal("Median of all visits of an opportunity together.")),
        "undefined": maybe(text("Why there are no days of those who left.")),
        "there": whole("Those who are there now with a known day of entry."),
        "so_far_median": maybe(decimal("Median days of theirs so far.")),
        "so_far_undefined": maybe(text("Why there are none.")),
        "undated": whole("Those who left it or are there, with nobody knowing since when."),
    },
    "How long opportunities stay.",
)
_STAGE = object_of(
    {
        "name": text("Stage."),
        "reached": whole("Opportunities that reached it in the lookback; the sum of the next four."),
        "went_on": whole("Those that reached a later stage, or won."),
        "lost": whole("Those lost with this as their furthest stage."),
        "waiting": whole("Those open with this as their furthest stage, wherever they stand now."),
        "gone": whole("Those gone from the export with this as their furthest stage."),
        "conversion": share("Went on over those and the ones lost here."),
        "won_from": share("Won over those won and lost, here or later."),
        "days": _DAYS,
    },
    "One open stage.",
)
_TABLE = {
    "by": maybe(text("What it is grouped by; null for the whole.")),
    "key": maybe(text("The group; null for the whole, and for those where the field is empty.")),
    "stages": list_of(_STAGE, "Open stages in order."),
    "won": whole("Opportunities won."),
    "won_amount": maybe(money("Their amount; null where amounts are in several currencies.")),
}
_COHORT = object_of(
    {
        "period": PERIOD,
        "began": whole("Opportunities that began then."),
        "known": whole("Those of them whose path is known from where it began."),
        "reached": list_of(whole("How many of those reached it."), "For each open stage, in order."),
        "won": whole("Won by now."),
        "lost": whole("Lost by now."),
        "waiting": whole("Open still."),
        "gone": whole("Gone from the export."),
        "running": yes("Whether some are open still, so that the figures may move."),
        "conversion": share("Won of those decided."),
    },
    "Opportunities that began in one quarter.",
)
_OTHER = object_of({"stage": text("Stage."), "adds": money("What it would add.")}, "Another stage.")
BOTTLENECK = object_of(
    {
        "stage": text("Stage."),
        "conversion": share("Its conversion in the lookback."),
        "target": decimal("What it is held against, 0 to 1."),
        "best_quarter": maybe(text("The quarter that reached it; null where pipeline.yaml names the target.")),
        "best": maybe(share("The conversion of that quarter.")),
        "won_amount": money("Won by now of those that went on."),
        "adds": money("What it would add: won amount × target ÷ conversion − won amount."),
        "others": list_of(_OTHER, "What each other stage would add, most first."),
    },
    "The stage that would add most won amount if it converted like its target; null where nobody can tell.",
)
DOCUMENT: dict[str, Schema] = {
    "pipeline": HEAD["pipeline"],
    "currency": HEAD["currency"],
    "as_of": HEAD["as_of"],
    "lookback": PERIOD,
    "filters": FILTERS,
    "whole": object_of(_TABLE, "Everything."),
    "groups": list_of(object_of(_TABLE, "One group."), "Groups of each field."),
    "cohorts": list_of(_COHORT, "By quarter of creation, oldest first."),
    "bottleneck": maybe(BOTTLENECK),
    "no_bottleneck": maybe(text("Why there is none.")),
    "unknown": whole("Opportunities whose path is not known, which are in no figure."),
    "sources": SOURCES,
} | SAID
