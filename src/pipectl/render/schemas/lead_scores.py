"""The JSON Schema of the scores that `pipectl leads --format json` writes."""

from .parts import PLACE, day, decimal, list_of, maybe, object_of, share, text, whole, yes
from .scores import SCORE

_RULE = object_of(
    {
        "name": text("Rule."),
        "points": decimal("Points it gives."),
        "holding": share("Converted of the ripened leads for which it holds."),
        "failing": share("Converted of the others."),
        "unjudged": whole("Ripened leads that can't be judged by it."),
        "pulls_wrong": yes("Those for which it holds converted less often, with five or more of both."),
        "clear": yes("The two intervals are apart."),
        "set_at_conversion": yes("It looks at what becoming an opportunity sets itself."),
    },
    "How one rule went with conversion.",
)
_TOLD = object_of(
    {
        "converted": whole("Ripened leads that converted and have a score."),
        "not_converted": whole("Ripened leads that did not, and have one."),
        "unscored": whole("Ripened leads that have none."),
        "mean_converted": share("Mean score of those that converted."),
        "mean_not_converted": share("Mean score of the others."),
        "concordance": share("Pairs of both in which the converted one is higher, equal ones by half."),
        "rules": list_of(_RULE, "Rules of the score."),
    },
    "How well the score told the ripened leads that converted from the others.",
)
_BAND = object_of(
    {
        "low": decimal("Lower bound, which counts."),
        "high": decimal("Upper bound, which does not, but for 1."),
        "leads": share("Leads of the period in it, of those with a score."),
        "converted": share("Converted of the ripened leads in it."),
    },
    "Leads by their score.",
)
_SCORE = object_of(
    {
        "name": text("What the score is called."),
        "mean": share("Mean of the leads of the period that have a score: sum of scores over their number."),
        "unscored": whole("Leads of the period without a score."),
        "bands": list_of(_BAND, "The highest first."),
        "told": _TOLD,
    },
    "One score over the leads.",
)
_LEAD = object_of(
    {
        "id": maybe(text("Id.")),
        "name": text("Name, else company, else id."),
        "company": maybe(text("Company.")),
        "owner": maybe(text("Owner.")),
        "source": maybe(text("Lead source.")),
        "status": maybe(text("Status.")),
        "created": day("Day it was created."),
        "age_days": whole("Days from then to the day of the report."),
        "answered": maybe(yes("Whether it is answered; null where the file doesn't tell.")),
        "converted": maybe(yes("Whether it became an opportunity; null where the file doesn't tell.")),
        "closed": yes("Whether its status is closed."),
        "scores": list_of(
            object_of(SCORE, "A score of a lead."), "In the order of pipeline.yaml; the first one ranks."
        ),
        "place": PLACE,
    },
    "One lead.",
)
_CLOSED = object_of({"status": maybe(text("Status.")), "leads": whole("Leads of it.")}, "Leads that are not listed.")
_UNJUDGED = object_of(
    {
        "what": text("Score and rule."),
        "why": text("Why it can't be judged."),
        "leads": whole("Of how many of the leads looked at."),
        "place": maybe(PLACE),
    },
    "What can't be judged; place is that of the rule in pipeline.yaml, where it asks for what no lead has.",
)
SCORES = maybe(
    object_of(
        {
            "lead": maybe(text("The one lead that was asked for; null for all.")),
            "looked_at": whole("Leads of all periods that the filters leave."),
            "scores": list_of(_SCORE, "In the order of pipeline.yaml."),
            "leads": list_of(
                _LEAD, "Open ones, the best first, those older than matures_after after all others; or the one."
            ),
            "closed": list_of(_CLOSED, "Leads that did not convert and whose status is closed, by status."),
            "unjudged": list_of(_UNJUDGED, "What can't be judged of the leads looked at, and why."),
        },
        "Scores of leads; null where pipeline.yaml has none.",
    )
)
