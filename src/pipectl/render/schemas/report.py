"""The sketch of the document that `pipectl report --format json` writes, piece by piece."""

from ...domain.result import Step
from ...domain.spec import StageKind
from .parts import (
    CURRENCY,
    FIGURES,
    FILTERS,
    HEAD,
    MEANING,
    MEASURED,
    PERIOD,
    PLACE,
    ROWS,
    SAID,
    TEXTS,
    day,
    decimal,
    list_of,
    map_of,
    maybe,
    money,
    object_of,
    one_of,
    text,
    whole,
    yes,
)
from .risk import RISKS, SEVERITY, SIGN, UNJUDGED

_FILE = object_of(
    {
        "name": text("File as it was named."),
        "encoding": text("How its bytes were read."),
        "delimiter": text("What separates its cells."),
        "header_line": whole("Line of its header, from 1."),
        "rows": object_of(ROWS, "Account of its rows."),
        "columns": map_of(TEXTS, "Our field to the header it was read from."),
        "unused": list_of(TEXTS, "Headers that are none of our fields."),
        "settled": list_of(TEXTS, "What was decided per column."),
        "preset": maybe(text("Key of the CRM whose export it is, such as hubspot.")),
    },
    "How one file was read.",
)
_STAGE = object_of(
    {
        "name": text("Name of the stage."),
        "kind": one_of(StageKind, "What being in it means."),
        "probability": maybe(decimal("The stage's own, 0 to 1.")),
        "count": whole("All accepted rows in it."),
        "amount": maybe(money("Their amount; null where they are in several currencies.")),
        "currency": CURRENCY,
        "open_count": whole("The open ones."),
        "open_amount": maybe(money("Their amount; null where they are in several currencies.")),
        "weighted": maybe(money("Their amount × probability; null where none of them has one.")),
        "average_age": maybe(decimal("Days since they were created, mean.")),
        "overdue": maybe(whole("Open, expected close has passed; null where the file has no such date.")),
        "stalled": maybe(whole("Open, longer than the stage allows or wins take; null where nothing tells.")),
        "at_risk": maybe(whole("Overdue or stalled; null where neither can be told.")),
        "moves_on": maybe(object_of(FIGURES, "Share of those that reached it and went on.")),
    },
    "One stage, in the order of the process.",
)
_GROUP = object_of(
    {
        "by": text("What it is grouped by."),
        "key": maybe(text("Value of the group; null where the field is empty.")),
        "opportunities": whole("Accepted rows of any outcome."),
        "amount": maybe(money("Their amount; null where they are in several currencies.")),
        "currency": CURRENCY,
        "measures": map_of(object_of(MEASURED, "One number."), "Every measure of the group, by key."),
    },
    "One group.",
)
QUOTA = object_of(
    {
        "quota": maybe(money("Quota of the period.")),
        "won": maybe(money("Won in the period.")),
        "due": maybe(money("Open, expected to close in the period.")),
        "due_weighted": maybe(money("The same × probability; null where none of them has one.")),
        "remaining": maybe(money("Quota minus won, zero once met.")),
        "target_coverage": decimal("Coverage to aim for."),
        "missing": maybe(money("Open amount to add to reach it.")),
    },
    "The quota and what stands against it.",
)
DEAL = {
    "id": maybe(text("Id in the export.")),
    "name": text("Name in the export."),
    "owner": maybe(text("Owner.")),
    "account": maybe(text("Account.")),
    "stage": text("Stage."),
}
LOOKED_AT = DEAL | {
    "amount": maybe(money("Amount.")),
    "currency": maybe(text("What its amount is in, where it or pipeline.yaml says.")),
    "probability": maybe(decimal("Close %, 0 to 1.")),
    "expected_close": maybe(day("Expected close.")),
    "next_step": maybe(text("Next step.")),
    "due": yes("Expected to close in the period."),
    "severity": SEVERITY,
    "signs": list_of(SIGN, "Why, gravest first."),
    "unjudged": UNJUDGED,
    "push_count": maybe(whole("Times its expected close was moved later; null without history.")),
    "days_in_stage": maybe(whole("Days in its stage, as history tells; null where it doesn't.")),
    "place": PLACE,
}
ATTENTION = object_of(LOOKED_AT, "An open opportunity to look at.")
NEXT_STEP = object_of(
    {
        "step": one_of(Step, "What to do."),
        "amount": maybe(money("The amount it is about.")),
        "count": whole("How many opportunities it is about, or rows where none could be read."),
        "names": list_of(TEXTS, "The first few of them."),
        "command": maybe(text("What to run to see them.")),
    },
    "The one thing to do next.",
)
_ACTIVITIES = object_of(
    {
        "files": list_of(TEXTS, "Their names."),
        "rows": object_of(ROWS, "Account of their rows."),
        "touches": whole("Times that something was done on an open opportunity, up to as_of."),
        "touched": whole("Open opportunities that something was done on."),
        "since": maybe(day("The first day they tell anything of; null where they name no opportunities.")),
        "until": maybe(day("The last day up to as_of on which anything was done.")),
    },
    "Files of activities that pipeline.yaml names, which last activities are from, too; null where it names none.",
)
DOCUMENT = (
    HEAD
    | {
        "period": PERIOD,
        "lookback": PERIOD,
        "filters": FILTERS,
        "built_in_stages": yes("No pipeline.yaml was found."),
        "source": object_of(
            ROWS
            | {
                "selected": whole("Opportunities after filters."),
                "files": list_of(_FILE, "Each file that was read."),
                "activities": maybe(_ACTIVITIES),
            },
            "Account of every row.",
        ),
        "measures": map_of(object_of(MEASURED | MEANING, "One number."), "Every measure, by key."),
        "stages": list_of(_STAGE, "Every stage, won and lost ones too."),
        "groups": list_of(_GROUP, "One entry a group of --by."),
        "quota": QUOTA,
        "attention": list_of(ATTENTION, "Opportunities to look at, gravest first; the first hundred."),
        "attention_count": whole("How many there are in all."),
        "at_risk_count": maybe(whole("Those of all that are overdue or stalled; null where neither can be told.")),
        "risks": RISKS,
        "next_step": NEXT_STEP,
        "since": maybe(day("The day pipeline_change counts from; null without history.")),
    }
    | SAID
)
