"""The sketch of signs and risk rules in JSON documents."""

from ...domain.risk import Reason, SeenIn, Severity
from .parts import INTERVAL, decimal, list_of, maybe, money, object_of, one_of, text, whole, yes

_SHARE = object_of(
    {
        "lost": whole("Those of them that were lost."),
        "decided": whole("Those that were won or lost."),
        "value": maybe(decimal("Share lost.")),
        "interval": INTERVAL,
    },
    "Share lost of one side.",
)
_LIFT = maybe(
    object_of(
        {
            "seen_in": one_of(SeenIn, "Where it was seen which of them had it."),
            "enough": yes("There are enough on either side for it to count."),
            "factor": maybe(decimal("Share lost with it over share lost without; null where too few.")),
            "had": _SHARE,
            "had_not": _SHARE,
        },
        "What became of decided opportunities that had the sign while they were open; null where nothing tells.",
    )
)
SEVERITY = one_of(Severity, "How grave it is.")
SIGN = object_of(
    {
        "reason": one_of(Reason, "Why it wants a look; own is a rule of pipeline.yaml."),
        "days": maybe(whole("Days past, stalled or quiet, or left.")),
        "limit": maybe(decimal("What would have been usual, in days.")),
        "in_stage": yes("Days count from entering the stage, not from creation."),
        "times": maybe(whole("How often it was pushed or moved back.")),
        "rule": text("Key of the rule, as pipeline.yaml has it."),
        "title": text("What the rule is called."),
        "severity": SEVERITY,
        "words": text("The reason in words."),
        "next": text("What to do about it."),
        "lift": _LIFT,
    },
    "One reason.",
)
UNJUDGED = list_of(
    object_of({"rule": text("Key of the rule."), "why": text("What is missing.")}, "One rule."),
    "Rules that can't be judged of it.",
)
_RISK = object_of(
    {
        "rule": text("Its key, or the name of one of pipeline.yaml's own."),
        "title": text("What it is called."),
        "own": yes("It is a rule of pipeline.yaml."),
        "limit": maybe(decimal("What it is bounded by.")),
        "unit": maybe(text("Unit of the limit: count, days or ratio.")),
        "fires": whole("Open opportunities it speaks against."),
        "amount": maybe(money("Their amount; null where they are in several currencies.")),
        "clear": whole("Those it does not."),
        "unjudged": whole("Those that it can't be judged of."),
        "why_unjudged": list_of(
            object_of({"why": text("What is missing."), "count": whole("Of how many.")}, "One reason."),
            "Why not, the most frequent first.",
        ),
        "lift": _LIFT,
        "no_lift": maybe(text("Why the past does not count here.")),
    },
    "One rule over the open opportunities: each of them is in exactly one of fires, clear and unjudged.",
)
RISKS = list_of(_RISK, "Every risk rule that was asked.")
EXPLAINED = list_of(
    object_of(
        {
            "key": text("How pipeline.yaml names it."),
            "title": text("Name for people."),
            "reason": one_of(Reason, "What signs call it."),
            "fires": text("When it fires."),
            "why": text("Why it matters."),
            "next": text("What to do."),
            "needs": list_of({"type": "string"}, "What it must know."),
            "limit": maybe(decimal("Its limit.")),
            "unit": maybe(text("Unit of the limit: count, days or ratio.")),
            "limit_of": maybe(text("What the limit is of.")),
            "severity": SEVERITY,
            "source": text("Where it comes from."),
            "changed": list_of(text("A setting."), "What pipeline.yaml sets of it: limit, column, level, next."),
            "left_out": yes("pipeline.yaml leaves it out, so that it is asked of nothing."),
            "here": maybe(_RISK),
        },
        "One risk rule.",
    ),
    "Risk rules.",
)
