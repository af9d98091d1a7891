"""Risk rules made by hand, so that what is shown does not hang on how they are judged."""

from decimal import Decimal

from pipectl.domain.risk import Fact, Lift, Reason, RuleEntry, RuleLine, Said, SeenIn, Severity, Sign
from pipectl.domain.values import Ratio, Unit

NASTY = "a\x1b[31m|b\n<i>{days} `c`\u202e"
ENTRY = RuleEntry(
    key="no_activity",
    title="No activity",
    reason=Reason.QUIET,
    fires="Nothing was done on it for more than 30 days.",
    why="A buyer who means it answers.",
    next="take it up again … or close it",
    needs=("last_activity", "history"),
    limit=Decimal(30),
    unit=Unit.DAYS,
    bounds="days without any activity",
    level=Severity.MEDIUM,
    source="Handbook",
)
LIFT = Lift(Ratio(12, 15), Ratio(8, 40), SeenIn.HISTORY)
LINE = RuleLine(
    rule="no_activity",
    title="No activity",
    own=False,
    limit=Decimal(30),
    unit=Unit.DAYS,
    fires=4,
    amount=Decimal(281000),
    clear=15,
    unjudged=3,
    why_unjudged=(("it has no last activity", 2), (f"the data has no {NASTY}", 1)),
    lift=LIFT,
    no_lift=None,
)
BARE = RuleEntry("x", "X", Reason.OWN, "It is so.", "Why not.", "do it", (), None, None, "", Severity.LOW, "Ours")
NOTHING = RuleLine("x", "X", False, None, None, 0, Decimal(0), 7, 0, (), None, "nothing tells")


def a_sign(text: str, *facts: Fact) -> Sign:
    """A sign that says this."""
    return Sign(Reason.OWN, "own", "Own", Said(text, facts), Said(text, facts), Severity.HIGH)


HOSTILE = a_sign("{reason}", Fact("reason", NASTY))
