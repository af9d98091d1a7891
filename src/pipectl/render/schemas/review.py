"""The JSON Schema of what `pipectl review --format json` writes."""

from ...domain.coaching import Against, HintKind
from ...domain.review import SinceHow
from ...domain.values import Outcome
from .changes import TABLE
from .funnel import BOTTLENECK
from .list import LISTED
from .parts import (
    CURRENCY,
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
from .report import ATTENTION, LOOKED_AT, NEXT_STEP, QUOTA
from .risk import RISKS, SIGN

_SUM = {
    "count": whole("Opportunities."),
    "amount": maybe(money("Their amount; null where it has no sum, or none of them has one.")),
    "currency": maybe(text("The one all their amounts are in.")),
}
_SINCE = object_of(
    {
        "day": day("What came after the end of this day is new."),
        "how": one_of(SinceHow, "Why this day: it was asked for, is that of the last look, or some days back."),
        "days": whole("Days from then to as-of."),
    },
    "The last time.",
)
_HEADLINE = object_of(
    {
        "won": object_of(MEASURED, "Won in the period."),
        "due": object_of(MEASURED, "Open and due in the period."),
        "weighted": object_of(MEASURED, "The same × probability."),
        "attainment": object_of(MEASURED, "Won of the quota."),
        "coverage": object_of(MEASURED, "What is due over what remains of the quota."),
        "quota": QUOTA,
    },
    "Will I make it?",
)
_CHANGE = maybe(
    object_of(
        {
            "start": day("It starts with what stood at the end of this day."),
            "end": day("It ends with what stood at the end of this day."),
            "window": PERIOD,
            "whole": object_of(TABLE, "The waterfall."),
        },
        "What became of what was open and due since the last time; null where nothing tells.",
    )
)


def _sum(description: str) -> Schema:
    return object_of(_SUM, description)


def _keyed(description: str) -> Schema:
    key = {"key": maybe(text("What they share; null where it is not told."))}
    return list_of(object_of(key | _SUM, "Those that share it."), description)


_LOOKED_AT = list_of(ATTENTION, "The biggest, as many as are shown.")
_COMMIT = object_of(
    LISTED
    | {
        "signs": list_of(SIGN, "What speaks against it, gravest first."),
        "told_by_stage": yes("Its category is that of its stage, as the row has none."),
    },
    "An open opportunity that is called certain.",
)
_COMMITS = object_of(
    _SUM
    | {
        "doubtful": _sum("Those of them with any sign against them."),
        "opportunities": list_of(_COMMIT, "Those with signs first, the biggest of each first, as many as are shown."),
        "untold": maybe(text("Why nothing tells what is committed.")),
    },
    "Open, due in the period, in category commit.",
)
_RISKS_OF = object_of(
    {"owner": maybe(text("Owner."))} | _SUM | {"opportunities": _LOOKED_AT}, "What wants a look of one owner."
)
_RISKS = object_of(
    _SUM
    | {
        "open": _sum("What it is a part of."),
        "owners": list_of(_RISKS_OF, "The one with most at risk first."),
        "rules": RISKS,
        "low": list_of(
            object_of(
                {"title": text("The rule."), "opportunities": whole("How many it is the gravest sign of.")}, "One rule."
            ),
            "Those of low severity by their gravest sign, most first.",
        ),
    },
    "Everything that wants a look.",
)
_SLIPPED = object_of(
    {
        "pushed_out": maybe(_sum("Moved out of the period since the last time; `change` has them.")),
        "no_pushed_out": maybe(text("Why nothing tells.")),
        "overdue": maybe(_sum("All whose close date has passed.")),
        "newly_overdue": maybe(_sum("Those of them whose date has passed since the last time.")),
        "no_overdue": maybe(text("Why nothing tells.")),
        "opportunities": list_of(
            ATTENTION,
            "The biggest of those newly overdue, as many as are shown; without signs where no risk rule speaks of one.",
        ),
    },
    "What did not go as it was said.",
)
_STOOD = object_of(
    LOOKED_AT | {"stood": text("How long it has stood, and how long is usual, in words.")},
    "An open opportunity that does not move; without signs where pipeline.yaml leaves the rule out.",
)
_STUCK = object_of(
    {
        "stalled": maybe(_sum("Stalled as the measure counts it, and those that history tells besides.")),
        "untold": maybe(text("Why nothing tells.")),
        "opportunities": list_of(_STOOD, "The biggest, as many as are shown."),
        "stages": _keyed("Stalled by stage, most first."),
        "bottleneck": maybe(BOTTLENECK),
        "no_bottleneck": maybe(text("Why history tells none; empty where it gives no reason.")),
    },
    "What does not move, and where.",
)
_DECIDED = object_of(
    {
        "id": maybe(text("Id in the export.")),
        "name": text("Name in the export."),
        "owner": maybe(text("Owner.")),
        "account": maybe(text("Account.")),
        "amount": maybe(money("Amount.")),
        "currency": maybe(text("What its amount is in.")),
        "outcome": one_of(Outcome, "Won or lost."),
        "closed": maybe(day("Close date.")),
        "cycle_days": maybe({"type": "integer", "description": "Days from creation to close."}),
        "stage": maybe(text("Open stage that a lost one died in.")),
        "lost_reason": maybe(text("Why it was lost, as the file has it.")),
        "source": maybe(text("Lead source.")),
        "place": PLACE,
    },
    "One that was won or lost.",
)
_LEARNT = _SUM | {"opportunities": list_of(_DECIDED, "The biggest first, as many as are shown.")}
_LESSONS = object_of(
    {
        "won": object_of(_LEARNT, "Won since the last time."),
        "lost": object_of(_LEARNT, "Lost since the last time."),
        "undated": _sum("Won or lost on a day that nothing tells, so maybe since the last time."),
        "lost_reasons": _keyed("Lost by reason, most first; without one last."),
        "no_lost_reasons": maybe(text("Why there is no reason of any.")),
        "lost_in": _keyed("Lost by the stage they died in, most first; untold last."),
        "no_lost_in": maybe(text("Why there is no stage of any.")),
    },
    "What was won and lost since the last time.",
)
_FIGURE = FIGURES | {"count": whole("Opportunities it is made of.")}
_COMPARED = object_of(
    _FIGURE
    | {
        "others": maybe(object_of(_FIGURE, "The same of all others; null for the team.")),
        "against_others": one_of(Against, "How it stands against theirs, as far as the counts allow."),
        "before": maybe(object_of(_FIGURE, "The same in the lookback before; null for what an export can't tell.")),
        "against_before": one_of(Against, "How it stands against that."),
    },
    "One figure of somebody.",
)
_PERSON = {
    "decided": whole("Won and lost in the lookback, as the win rate counts them."),
    "open": _sum("Open now."),
    "currency": CURRENCY,
    "coverage": object_of(MEASURED, "What is due over what remains of their quota."),
    "figures": map_of(
        _COMPARED, "win_rate, average_deal_size, sales_cycle, slippage and days_since_activity (median of the open)."
    ),
}
_HINT = object_of(
    {
        "kind": one_of(HintKind, "What to talk about."),
        "figure": maybe(text("Key of the figure it is about.")),
        "sum": maybe(_sum("The opportunities it is about; to add pipeline, the amount alone.")),
        "lost_most_in": maybe(
            object_of({"key": maybe(text("Stage."))} | _SUM, "The stage that most of theirs were lost in.")
        ),
    },
    "One thing to talk about with them.",
)
_OWNER = object_of({"owner": maybe(text("Owner; null for nobody's."))} | _PERSON | {"hint": maybe(_HINT)}, "One owner.")
_PEOPLE = object_of(
    {
        "team": object_of(_PERSON, "Everybody together, whatever owner is asked for."),
        "owners": list_of(_OWNER, "By name; their counts add up to the team's where all are shown."),
        "untold": maybe(text("Why there are none.")),
        "before": maybe(PERIOD),
        "no_before": maybe(text("Why there is no lookback before.")),
        "least": whole("Opportunities behind a figure from which on it is compared."),
    },
    "Owners side by side, against the others and against the lookback before.",
)
_ACTION = object_of(
    {
        "owner": maybe(text("Who; null for whoever leads the meeting, and for nobody's.")),
        "opportunity": maybe(ATTENTION),
        "sign": maybe(SIGN),
        "next_step": maybe(NEXT_STEP),
        "amount": maybe(money("Amount it is about.")),
        "currency": maybe(text("What that is in.")),
    },
    "One thing to do.",
)
DOCUMENT: dict[str, Schema] = {
    "pipeline": HEAD["pipeline"],
    "currency": HEAD["currency"],
    "as_of": HEAD["as_of"],
    "period": PERIOD,
    "lookback": PERIOD,
    "filters": FILTERS,
    "one_to_one": list_of(TEXTS, "The owners it speaks of alone, against the team."),
    "source": object_of(ROWS | {"selected": whole("Opportunities after filters.")}, "Account of every row."),
    "since": _SINCE,
    "headline": _HEADLINE,
    "change": _CHANGE,
    "no_change": maybe(text("Why nothing tells what changed.")),
    "commits": _COMMITS,
    "at_risk": _RISKS,
    "slipped": _SLIPPED,
    "stuck": _STUCK,
    "lessons": _LESSONS,
    "owners": _PEOPLE,
    "actions": list_of(
        _ACTION, "Three at most, most money first; in several currencies the biggest of each, be they more."
    ),
} | SAID
