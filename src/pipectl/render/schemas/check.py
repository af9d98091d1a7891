"""The JSON Schema of what `pipectl check` says."""

from ...domain.check import CheckLevel
from ...domain.verdict import Closing, Verdict, WaiverState
from .parts import (
    FILTERS,
    HEAD,
    PERIOD,
    PLACE,
    ROWS,
    SAID,
    TEXTS,
    UNIT,
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

_FLAG = {"type": "boolean"}
_PARTY = object_of(
    {
        "id": maybe(text("Its id.")),
        "name": text("Its name; of a finding, the id or name it is about, empty where none is known."),
        "owner": maybe(text("Its owner.")),
        "account": maybe(text("Its account.")),
        "stage": maybe(text("Its stage.")),
        "amount": maybe(money("Amount.")),
        "currency": maybe(text("What its amount is in.")),
        "day": maybe(day("The day it closed, or should.")),
        "code": maybe(text("Code of what was found about it.")),
        "why": maybe(text("What is wrong, and what to do.")),
        "place": PLACE,
    },
    "One opportunity, or one finding.",
)
_BEHIND = object_of(
    {
        "tally": text("Which they are: due, overdue, stalled, decayed, open, won, lost, or found for findings."),
        "opportunities": whole("How many."),
        "amount": maybe(money("Their amount; null where it has no sum.")),
        "shown": list_of(_PARTY, "The first of them, the biggest first."),
        "owners": list_of(
            object_of(
                {
                    "owner": maybe(text("Whose.")),
                    "opportunities": whole("How many."),
                    "amount": maybe(money("Their amount.")),
                },
                "One owner's.",
            ),
            "Whose they are.",
        ),
    },
    "The opportunities a measure that missed is made of, or could be mended by.",
)
_WAY = object_of(
    {
        "closing": one_of(Closing, "What to do."),
        "amount": maybe(money("How much of it.")),
        "number": maybe(whole("How many of it.")),
    },
    "What would close the gap.",
)
_LINE = object_of(
    {
        "name": maybe(text("What pipeline.yaml calls the check.")),
        "metric": maybe(text("Key of the measure; null for findings.")),
        "finding": maybe(text("Code or level of the findings; null for a measure.")),
        "title": text("Name of what is measured, for people."),
        "unit": UNIT,
        "period": maybe(PERIOD),
        "filters": FILTERS,
        "by": maybe(text("What it is grouped by.")),
        "key": maybe(text("The group; null in one for those whose field is empty.")),
        "min": maybe(decimal("Lower bound, that of a baseline included.")),
        "max": maybe(decimal("Upper bound.")),
        "before": maybe(decimal("What the baseline has.")),
        "before_on": maybe(day("The day the baseline speaks of.")),
        "max_drop": maybe(text("How far it may fall from there.")),
        "max_rise": maybe(text("How far it may rise from there.")),
        "met": _FLAG,
        "measured": maybe(decimal("What was measured.")),
        "numerator": maybe(decimal("What the ratio is of.")),
        "denominator": maybe(decimal("What it is divided by.")),
        "level": one_of(CheckLevel, "What a miss does."),
        "verdict": one_of(Verdict, "How it came out."),
        "gap": maybe(decimal("How far outside its bound.")),
        "gap_amount": maybe(money("Money that would close the gap.")),
        "reason": maybe(text("Why this bound.")),
        "undefined": maybe(text("Why nothing was measured, or judged.")),
        "way": maybe(_WAY),
        "behind": maybe(_BEHIND),
        "waived": maybe(text("Why it is waived.")),
        "left_out": whole("Opportunities or findings that waivers leave out of it."),
        "notes": list_of(TEXTS, "What to know of it, however it came out."),
        "definition": text("What the measure means."),
        "formula": text("How it is computed."),
        "place": maybe(PLACE),
    },
    "One check, or one group of it.",
)
_WAIVER = object_of(
    {
        "check": text("What is waived."),
        "opportunity": maybe(text("Of which opportunity.")),
        "owner": maybe(text("Of which owner.")),
        "reason": text("Why."),
        "until": day("The last day it holds."),
        "state": one_of(WaiverState, "What became of it: an expired one fails, an unused one warns."),
        "waived": whole("What it leaves out."),
        "fits": whole("Opportunities that it names; where these are several, it waives none."),
        "place": maybe(PLACE),
    },
    "One waiver of pipeline.yaml.",
)
_COVERAGE_LINE = object_of(
    {
        "period": PERIOD,
        "by": maybe(text("team or owner; null for everybody.")),
        "key": maybe(text("Which team or owner.")),
        "quota": maybe(money("Quota of the period.")),
        "won": maybe(money("Won in the period.")),
        "due": maybe(money("Open and due in the period.")),
        "quota_attainment": maybe(decimal("Won over quota.")),
        "coverage": maybe(decimal("Due over quota.")),
        "remaining_coverage": maybe(decimal("Due over what is left of the quota.")),
        "met": _FLAG,
        "weighted_coverage": maybe(decimal("Won and weighted over quota.")),
        "undefined": maybe(text("Why there is no coverage.")),
    },
    "One team or owner in one period.",
)
_COVERAGE = object_of(
    {
        "target": decimal("Coverage to aim for, from pipeline.yaml."),
        "required": maybe(decimal("Coverage the own record calls for.")),
        "lines": list_of(_COVERAGE_LINE, "This period and the next, everybody first."),
    },
    "Quotas and what stands against them.",
)
DOCUMENT = (
    HEAD
    | {
        "period": PERIOD,
        "filters": FILTERS,
        "source": object_of(ROWS | {"selected": whole("Opportunities after filters.")}, "Account of every row."),
        "verdict": one_of(Verdict, "The gravest of all checks and waivers."),
        "warn_only": _FLAG,
        "checks": list_of(_LINE, "Every check, in the order of pipeline.yaml."),
        "waivers": list_of(_WAIVER, "Every waiver."),
        "coverage": maybe(_COVERAGE),
    }
    | SAID
)
