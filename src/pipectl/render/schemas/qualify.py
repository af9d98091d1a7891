"""The JSON Schema of what `pipectl qualify --format json` writes."""

from ...domain.scorecard import Stand
from ...domain.values import Outcome
from .parts import (
    CURRENCY,
    FILTERS,
    HEAD,
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
    share,
    text,
    whole,
    yes,
)
from .scores import SCORE

_ELEMENT = object_of(
    {
        "key": text("What other parts name it by."),
        "title": text("Name for people."),
        "question": maybe(text("What to ask the buyer where it is missing.")),
        "needed_from": maybe(text("Open stage from which it must be met; null where there is no open stage.")),
        "column": maybe(text("Header it is read from; null where a condition judges it, or no column is of it.")),
        "condition": maybe(text("What judges it, in words.")),
        "reading": maybe(text("What its column holds and what counts as met, in words.")),
    },
    "One element of the framework.",
)
_COVERED = object_of(
    {
        "key": text("The element."),
        "known": share("Open opportunities of which something is known, a no included, over those judged."),
        "met": share("Those of which it is met, over those judged."),
        "unjudged": whole("Those that can't be judged by it."),
        "needed": whole("Those whose stage needs it."),
        "lacking": whole("Of these the ones of which it is missing or not met."),
    },
    "One element over some open opportunities.",
)
_COVERAGE = object_of(
    {
        "stage": maybe(text("Stage; null for all.")),
        "opportunities": whole("Open opportunities."),
        "qualified": whole("Those that are qualified."),
        "not_qualified": whole("Those that are not."),
        "unjudged": whole("Those of which nothing tells."),
        "elements": list_of(_COVERED, "In the order of the framework."),
    },
    "The framework over some open opportunities.",
)
_LEAK = object_of(
    {
        "won": share("Elements met over those judged, of the won ones."),
        "open": share("The same of the open ones."),
    },
    "Nearly all elements of won ones are met and few of open ones: they may have been filled in at the close.",
)
_SPLIT = object_of(
    {
        "qualified": share("Won of those decided in the lookback that are qualified."),
        "not_qualified": share("Won of those that are not."),
        "unjudged": whole("Decided ones of which nothing tells."),
        "leak": maybe(_LEAK),
    },
    "Win rate of qualified opportunities against the others; null without a framework.",
)
_ANSWER = object_of(
    {
        "key": text("The element."),
        "title": text("Name for people."),
        "stand": one_of(Stand, "Whether it is met, not met, missing, or can't be judged."),
        "value": maybe(text("The cell as it stands in the file.")),
        "score": maybe(decimal("From 0 to 1; null where it is missing or can't be judged.")),
        "needed": yes("Whether it must be met in the stage the opportunity is in."),
        "question": maybe(text("What to ask the buyer.")),
        "why": list_of(TEXTS, "Why it can't be judged."),
    },
    "One element of one opportunity.",
)
_SCORED = object_of(
    SCORE | {"fits": maybe(yes("Whether it reaches fits_from; null without such a bound or a value."))}, "A score."
)
_CARD = object_of(
    {
        "id": maybe(text("Id.")),
        "name": text("Name."),
        "owner": maybe(text("Owner.")),
        "account": maybe(text("Account.")),
        "stage": text("Stage."),
        "outcome": one_of(Outcome, "Where it stands."),
        "amount": maybe(money("Amount.")),
        "currency": CURRENCY,
        "qualified": maybe(yes("Whether it is qualified; null where nothing tells.")),
        "met": whole("Elements met."),
        "judged": whole("Elements that could be judged."),
        "lacking": list_of(TEXTS, "Keys of elements that its stage needs, and that are missing or not met."),
        "elements": list_of(_ANSWER, "In the order of the framework."),
        "fit": maybe(_SCORED),
        "scores": list_of(_SCORED, "Scores of pipeline.yaml."),
        "place": PLACE,
    },
    "One opportunity.",
)
_RULE = object_of(
    {
        "name": text("Rule."),
        "points": decimal("Points it gives."),
        "holding": share("Won of those decided for which it holds."),
        "failing": share("Won of the others."),
        "unjudged": whole("Decided ones that can't be judged by it."),
        "pulls_wrong": yes("Those for which it holds were won less often, with five or more of both."),
        "clear": yes("The two intervals are apart."),
        "set_at_close": yes("It looks at what closing an opportunity sets itself."),
    },
    "How one rule went with winning.",
)
_TOLD = object_of(
    {
        "name": text("What the score is called."),
        "won": whole("Won ones of the lookback that have a score."),
        "lost": whole("Lost ones that have one."),
        "unscored": whole("Decided ones that have none."),
        "mean_won": share("Mean score of the won ones: sum of scores over their number."),
        "mean_lost": share("Mean score of the lost ones."),
        "concordance": share("Pairs of a won and a lost one in which the won one is higher, equal ones by half."),
        "rules": list_of(_RULE, "Rules of the score."),
    },
    "How well a score told won from lost.",
)
_UNJUDGED = object_of(
    {
        "what": text("Element, or score and rule."),
        "why": text("Why it can't be judged."),
        "opportunities": whole("Of how many of those listed."),
    },
    "What can't be judged.",
)
DOCUMENT: dict[str, Schema] = (
    {key: HEAD[key] for key in ("pipeline", "currency", "currencies", "as_of")}
    | {
        "lookback": PERIOD,
        "filters": FILTERS,
        "source": object_of(ROWS, "Account of every row."),
        "framework": maybe(text("Framework; null where only scores are known.")),
        "qualified_at": maybe(decimal("Share of its elements that must be met, 0 to 1.")),
        "elements": list_of(_ELEMENT, "Elements in order."),
        "coverage": maybe(_COVERAGE),
        "stages": list_of(_COVERAGE, "Stages that any open opportunity is in, in order."),
        "win_rate": maybe(_SPLIT),
        "fits_from": maybe(decimal("Score from which an opportunity fits, 1 to 100; null without ideal_customer.")),
        "deal": maybe(text("The one opportunity that was asked for; null for all.")),
        "opportunities": list_of(_CARD, "Open ones, those that lack something first, then by amount; or the one."),
        "told": list_of(_TOLD, "Of the ideal customer, then of each score."),
        "unjudged": list_of(_UNJUDGED, "What can't be judged of the opportunities listed, and why."),
    }
    | SAID
)
