"""The JSON Schema of what `pipectl playbook --format json` writes."""

from ...domain.playbook import Standing
from ...domain.spec import StageKind
from ...domain.values import Outcome
from .parts import (
    CURRENCY,
    FILTERS,
    HEAD,
    INTERVAL,
    PERIOD,
    PLACE,
    ROWS,
    SAID,
    TEXTS,
    Schema,
    decimal,
    list_of,
    maybe,
    money,
    object_of,
    one_of,
    text,
    whole,
    yes,
)


def _tally(of: str) -> dict[str, Schema]:
    return {
        "met": whole(f"{of} that are met."),
        "missing": whole(f"{of} that are missing."),
        "unjudged": whole(f"{of} that what is known can't tell."),
        "ask": whole(f"{of} with words alone, for people to ask."),
    }


_READY = object_of(
    _tally("Opportunities by all exit criteria with a condition, those")
    | {
        "value": maybe(decimal("Met over met and missing, 0 to 1; null where it is undefined.")),
        "numerator": decimal("What is divided."),
        "denominator": decimal("What it is divided by."),
        "interval": INTERVAL,
        "undefined": maybe(text("Why there is no value.")),
    },
    "How many open opportunities in it meet all exit criteria that have a condition.",
)
_DAYS = object_of(
    {
        "left": whole("Those who left it in the lookback with a known day of entry."),
        "median": maybe(decimal("Median days of their first visit; null without any.")),
        "p75": maybe(decimal("Days that three in four of them took at most.")),
        "undefined": maybe(text("Why there are none.")),
    },
    "How long opportunities usually stay, by history.",
)
_STAGE = object_of(
    {
        "name": text("Stage."),
        "kind": one_of(StageKind, "What being in it means."),
        "purpose": maybe(text("What it is for.")),
        "count": whole("Open opportunities in it."),
        "amount": maybe(money("Their amount; null where they are in several currencies, or none has one.")),
        "currency": CURRENCY,
        "exit_criteria": whole("Its exit criteria."),
        "exit_conditions": whole("Those of them that have a condition."),
        "ready": _READY,
        "max_days": maybe(whole("Days that pipeline.yaml allows.")),
        "days": _DAYS,
    },
    "One stage.",
)
_CRITERION = object_of(
    {
        "text": text("It in words."),
        "condition": maybe(text("What the data is asked, in words; null where it has words alone.")),
    }
    | _tally("Open opportunities in the stage")
    | {
        "unjudged_because": list_of(
            object_of({"reason": text("In words."), "count": whole("Of how many.")}, "One reason."),
            "Why it can't be judged, the most frequent reason first.",
        )
    },
    "One criterion.",
)
_ANSWER = object_of(
    {
        "stage": text("Stage whose criterion it is."),
        "text": text("It in words."),
        "condition": maybe(text("What the data is asked, in words; null where it has words alone.")),
        "standing": one_of(Standing, "How the opportunity stands against it."),
        "why": list_of(TEXTS, "What is missing to judge it."),
    },
    "One criterion, and how one opportunity stands against it.",
)
_DEAL = (
    {
        "id": maybe(text("Id.")),
        "name": text("Name."),
        "owner": maybe(text("Owner.")),
        "account": maybe(text("Account.")),
        "amount": maybe(money("Amount.")),
        "currency": maybe(text("What its amount is in, where it or pipeline.yaml says.")),
        "days_in_stage": maybe(whole("Days in its stage, by history, else by column; null where neither tells.")),
        "over_max_days": maybe(yes("Whether that is more than its stage allows.")),
    }
    | _tally("Exit criteria")
    | {"exit_criteria": list_of(_ANSWER, "In the order of pipeline.yaml."), "place": PLACE}
)
_SHEET = object_of(
    {
        "name": text("Stage."),
        "entry_criteria": list_of(_CRITERION, "What must be true to enter it."),
        "exit_criteria": list_of(_CRITERION, "What must be true to move on."),
        "require": list_of(_CRITERION, "What every open opportunity in it or further on must meet."),
        "activities": list_of(TEXTS, "What the seller does here."),
        "questions": list_of(TEXTS, "Questions to ask the buyer here."),
        "materials": list_of(TEXTS, "What helps here."),
        "opportunities": list_of(object_of(_DEAL, "One opportunity."), "Its open opportunities, biggest first."),
    },
    "Everything about the stage that was asked for; null where none was.",
)
_OF_DEAL = object_of(
    _DEAL
    | {
        "stage": text("Its stage."),
        "outcome": one_of(Outcome, "Where it stands."),
        "required": list_of(_ANSWER, "What its stage and the open ones before require."),
        "activities": list_of(TEXTS, "What the seller does in its stage."),
        "questions": list_of(TEXTS, "Questions to ask the buyer next."),
    },
    "Everything about the opportunity that was asked for; null where none was.",
)
DOCUMENT: dict[str, Schema] = {
    "pipeline": HEAD["pipeline"],
    "currency": HEAD["currency"],
    "as_of": HEAD["as_of"],
    "lookback": PERIOD,
    "filters": FILTERS,
    "source": object_of(ROWS, "Account of every row."),
    "stages": list_of(_STAGE, "Stages in order; the one that is spoken of, where it is one."),
    "stage": maybe(_SHEET),
    "deal": maybe(_OF_DEAL),
} | SAID
