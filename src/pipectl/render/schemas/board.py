"""JSON Schema of what `board` says."""

from ...domain.spec import StageKind
from .list import LISTED
from .parts import CURRENCY, FILTERS, HEAD, ROWS, SAID, list_of, maybe, money, object_of, one_of, text, whole
from .risk import SEVERITY, SIGN

_CARD = object_of(
    LISTED
    | {
        "severity": SEVERITY | {"type": ["string", "null"], "enum": [*SEVERITY["enum"], None]},
        "signs": list_of(SIGN, "What speaks against it, gravest first; empty for nothing."),
    },
    "One open opportunity.",
)
_MORE = object_of(
    {
        "count": whole("How many."),
        "amount": maybe(
            money("Their amount; null where none has one, or where the stage's are in several currencies.")
        ),
    },
    "Those that --limit leaves out.",
)
_COLUMN = object_of(
    {
        "stage": text("Stage."),
        "kind": one_of(StageKind, "What being in it means."),
        "count": whole("Open opportunities in it, shown or not."),
        "amount": maybe(money("Their amount; null where they are in several currencies.")),
        "currency": CURRENCY,
        "weighted": maybe(money("Their amount × probability; null where none of them has one.")),
        "at_risk": maybe(whole("Those that are overdue or stalled; null where neither can be told.")),
        "cards": list_of(_CARD, "The biggest first."),
        "more": _MORE,
    },
    "One stage with its cards.",
)
DOCUMENT = (
    HEAD
    | {
        "filters": FILTERS,
        "source": object_of(ROWS, "Account of every row."),
        "count": whole("Open opportunities, shown or not."),
        "amount": maybe(money("Their amount; null where they are in several currencies.")),
        "weighted": maybe(money("Their amount × probability; null where none of them has one.")),
        "at_risk": maybe(whole("Those that are overdue or stalled; null where neither can be told.")),
        "stages": list_of(_COLUMN, "Stages in order: open ones, and others that an open opportunity stands in."),
    }
    | SAID
)
