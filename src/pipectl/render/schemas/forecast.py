"""The JSON Schema of what `pipectl forecast --format json` writes."""

from ...domain.values import Outcome
from .changes import SOURCES
from .parts import (
    FILTERS,
    FINDING,
    HEAD,
    PERIOD,
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
    one_of,
    share,
    text,
    whole,
    yes,
)

_PARTS: dict[str, Schema] = {
    "expected": maybe(money("booked + open + new: the mean of what may come; null without a forecast.")),
    "booked": maybe(money("Won in the period by as-of.")),
    "open": maybe(money("From open opportunities: Σ what each brings × its chance to be won by the period's end.")),
    "new": maybe(money("From opportunities not yet created.")),
}
_BAND = object_of(
    {
        "p10": money("Nine of ten times it is this or more."),
        "p25": money("Bear."),
        "p50": money("Fair: as often more as less."),
        "p75": money("Bull."),
        "p90": money("One of ten times it is more."),
    },
    "Amounts that are passed with a known chance; null without a forecast.",
)
OUTLOOK = object_of(
    _PARTS
    | {
        "band": maybe(_BAND),
        "undefined": maybe(text("Why there is no forecast.")),
        "quota": maybe(money("Quota of the period; null where there is none.")),
        "no_quota": maybe(text("Why there is none.")),
        "p_quota": maybe(decimal("Chance of the quota or more, 0 to 1.")),
    },
    "What a period brings.",
)
_SCORE = object_of(
    {
        "days": whole("Past days on which it said something."),
        "wape": share("Sum of |forecast - actual| over the sum of actuals; may be above 1."),
        "bias": share("Sum of (forecast - actual) over the sum of actuals; above 0 where too much was forecast."),
        "inside": share("Actuals between P10 and P90, as it would have been shown then."),
        "skill_over_run_rate": maybe(decimal("1 - its error over that of the run rate on the same days.")),
        "skill_over_entered": maybe(decimal("The same against the close % that was entered.")),
    },
    "How near it was on past days; null where nothing is claimed.",
)
_WEEK = object_of(
    {
        "last": day("Last day of the week, or month."),
        "over": yes("Whether it is over, so that its amount is known."),
        "amount": money("Booked in the period by the end of it; expected where it is to come."),
        "p10": maybe(money("P10; null where it is over.")),
        "p50": maybe(money("P50.")),
        "p90": maybe(money("P90.")),
    },
    "One week of the period; of a long one a month.",
)
_METHOD = object_of(
    {"method": text("weighted, run_rate, hazard, stage_time or auto.")}
    | _PARTS
    | {
        "p50": maybe(money("Its P50.")),
        "undefined": maybe(text("Why it says nothing.")),
        "weight": maybe(decimal("What it counts for in auto; null where it doesn't.")),
        "score": maybe(_SCORE),
    },
    "One method.",
)
_REASON = object_of(
    {"told": text("Feature and value, in words."), "points": decimal("Change of the chance; 0.18 is 18 points.")},
    "What moved a learnt chance.",
)
_NAMES: dict[str, Schema] = {
    "id": maybe(text("Id.")),
    "name": text("Name."),
    "owner": maybe(text("Owner.")),
    "account": maybe(text("Account.")),
}
_DRIVER = object_of(
    _NAMES
    | {
        "stage": maybe(text("Stage; null where that of a past day is not told.")),
        "expected_close": maybe(day("Expected close.")),
        "amount": maybe(money("Amount as it stands.")),
        "brings": money("What it is taken to bring if it is won."),
        "probability": decimal("Chance to be won by the end of the period, 0 to 1."),
        "gives": money("brings × probability."),
        "ever": maybe(decimal("Learnt chance to be won at all; null where none is shown.")),
        "reasons": list_of(_REASON, "What moved that, the most first."),
    },
    "An open opportunity that gives something.",
)
_LEARNT = object_of(
    {
        "from": text("history, or dates."),
        "won": whole("Won opportunities learnt from."),
        "lost": whole("Lost ones."),
        "features": list_of(TEXTS, "What is looked at."),
        "held_on": whole("Opportunities decided later that they are held on."),
        "brier": maybe(decimal("Brier score on these.")),
        "auc": maybe(decimal("Area under the ROC curve.")),
        "base_brier": maybe(decimal("Brier score of the base rate.")),
        "entered_brier": maybe(decimal("Brier score of the close % as entered, where it is known.")),
        "brier_beside_entered": maybe(decimal("That of learnt chances over the same.")),
        "left_out": list_of(TEXTS, "Columns that know the outcome, and what gave them away."),
        "said": list_of(TEXTS, "What else was decided."),
        "refusal": maybe(text("Why chances are not shown; null where they are.")),
    },
    "Chances to win learnt from decided opportunities, and what they were worth; null where none were learnt.",
)
_CATEGORY = object_of(
    {
        "category": text("closed, commit, most_likely, best_case, pipeline, omitted, or other."),
        "count": whole("Opportunities due in the period, or won in it."),
        "amount": money("Their amount."),
        "cumulative": maybe(money("Rolled up as Salesforce does it; null of omitted and other.")),
    },
    "One forecast category.",
)
_AHEAD = object_of(
    {
        "period": PERIOD,
        "outlook": OUTLOOK,
        "categories": list_of(_CATEGORY, "Categories; none where nothing has one."),
    },
    "The period, or one after it.",
)
_GROUP = object_of(
    {
        "by": text("What it is grouped by."),
        "key": maybe(text("The group; null for those where the field is empty.")),
        "open_count": whole("Open opportunities."),
        "outlook": OUTLOOK,
    },
    "One group.",
)
_MOVE = object_of(
    _NAMES
    | {
        "outcome": one_of(Outcome, "Now, or when it was last seen."),
        "before": money("What it gave then, booked or expected."),
        "after": money("What it gives now."),
        "moved": money("after - before."),
    },
    "One opportunity that moved the forecast.",
)
_SINCE = object_of(
    {
        "start": day("The earlier day."),
        "then": object_of(_PARTS, "What was expected then."),
        "moves": list_of(_MOVE, "Those that moved it most, first."),
        "others": object_of({"count": whole("How many."), "moved": money("By how much.")}, "Others that moved it."),
        "new_moved": money("By how much what is not yet created moved it; all moves add to the difference."),
    },
    "The forecast of an earlier day, and what moved it; null where it is not known.",
)
_HORIZON = object_of(
    {
        "days_left": maybe(whole("About how many days were left; null for all.")),
        "methods": map_of(_SCORE, "Scores by method."),
    },
    "Past days with about as many days left.",
)
_CALIBRATED = object_of(
    {
        "until": decimal("Highest chance of the band."),
        "chance": maybe(decimal("Mean chance; null without any.")),
        "won": share("Share that was won."),
    },
    "Chances in one band.",
)
_JUDGED = object_of(
    {
        "method": text("Method."),
        "opportunities": whole("Counted once for every past day they were open on."),
        "brier": decimal("Brier score, 0 is best."),
        "base_brier": decimal("That of one chance for all."),
        "bands": list_of(_CALIBRATED, "By band of the chance."),
    },
    "What one method's chances were worth.",
)
_BACKTEST = object_of(
    {
        "days": whole("Past days."),
        "closed": whole("Decided in the lookback."),
        "won": whole("Won in it."),
        "horizons": list_of(_HORIZON, "All days, then by days left."),
        "calibration": list_of(_JUDGED, "By method."),
    },
    "The backtest; null where it is not asked for, or nothing is claimed.",
)
_WHAT_IF = object_of({"changes": list_of(TEXTS, "As typed."), "outlook": OUTLOOK}, "The forecast with these changes.")
_NEED = object_of(
    {
        "day": day("When it is created."),
        "probability": decimal("Chance of one created then to be won in time."),
        "count": whole("Opportunities of the average amount won."),
        "amount": money("Their amount in all."),
    },
    "What is needed of pipeline created on a day.",
)
_GOAL = object_of(
    {
        "gap": maybe(money("Quota less expected.")),
        "average_won": maybe(money("Average amount won.")),
        "best": maybe(_NEED),
        "latest": maybe(_NEED),
        "created_in_90_days": maybe(whole("Opportunities created in the last 90 days, to hold the need against.")),
        "met": maybe(text("Why nothing is needed.")),
        "undefined": maybe(text("Why nobody can tell.")),
    },
    "What the gap to the quota needs; null where it is not asked for.",
)
DOCUMENT: dict[str, Schema] = {
    "pipeline": HEAD["pipeline"],
    "currency": HEAD["currency"],
    "as_of": HEAD["as_of"],
    "period": PERIOD,
    "lookback": PERIOD,
    "filters": FILTERS,
    "source": object_of(ROWS | {"selected": whole("Opportunities that the filters leave.")}, "Where every row went."),
    "outlook": OUTLOOK,
    "method": text("The method asked for, or auto."),
    "weights": map_of(decimal("Share."), "What each method counts for."),
    "why": text("Why these."),
    "scale": decimal("By what the band was widened or narrowed so that it holds what it promises."),
    "step": maybe(money("Money between two points of the grid of its distribution; 0 where every sum is written out.")),
    "no_claim": maybe(text("Why nothing is claimed of past errors.")),
    "beside": maybe(
        _HORIZON | {"description": "It, the run rate and weighted on the past days on which all said something."}
    ),
    "weeks": list_of(_WEEK, "Week by week."),
    "methods": list_of(_METHOD, "The methods side by side."),
    "drivers": list_of(_DRIVER, "What drives it, the biggest first."),
    "other_drivers": object_of(
        {
            "count": whole("How many more give something."),
            "gives": money("What they give."),
            "nothing": whole("Open ones with an amount that give nothing."),
            "without_amount": whole("Open ones without an amount, which give nothing either."),
        },
        "Those not listed.",
    ),
    "learnt": maybe(_LEARNT),
    "no_learnt": maybe(text("Why none were learnt.")),
    "periods": list_of(_AHEAD, "The period, and those after it."),
    "no_categories": maybe(text("Why nothing has a forecast category.")),
    "groups": list_of(_GROUP, "Groups of each field; their parts add to the whole."),
    "no_groups": maybe(text("Why there are none though they were asked for.")),
    "since": maybe(_SINCE),
    "no_since": maybe(text("Why it is not known.")),
    "backtest": maybe(_BACKTEST),
    "what_if": list_of(_WHAT_IF, "Each change, then all of them."),
    "goal": maybe(_GOAL),
    "sources": SOURCES,
    "past_findings": object_of(
        {"count": whole("How many."), "findings": list_of(FINDING, "The first ones.")}, "Findings in the history."
    ),
} | SAID
