"""Further columns of examples/opportunities.csv: why it was lost, whom we know, BANT, and what the account is."""

from example_dice import SEED, Dice, Row

HEADER = ("Lost Reason", "Contacts", "Need", "Budget", "Authority", "Timing", "Industry", "Employees")

WON = ("Closed Won", "Post-sale")
OPEN_STAGES = (
    "Prospecting",
    "Qualification",
    "Discovery",
    "Solution Presentation",
    "Handling Objections",
    "Negotiation",
    "Closing",
)
#: Why deals die, by the stage they die in; empty for those of which nobody knows the stage.
REASONS = {
    "Prospecting": ("No answer",),
    "Qualification": ("No budget", "No decision", "Not a fit"),
    "Discovery": ("No decision", "Not a fit", "No budget"),
    "Solution Presentation": ("Competitor", "Price", "No decision"),
    "Handling Objections": ("Competitor", "Price", "Security review"),
    "Negotiation": ("Price", "Competitor"),
    "Closing": ("No decision",),
    "": ("No decision", "Competitor", "Price"),
}
#: Each with the place of the stage from which it is usually known; Prospecting is 0.
BANT = {"Need": 1, "Budget": 2, "Authority": 2, "Timing": 2}
INDUSTRIES = ("Manufacturing", "Logistics", "Healthcare", "Finance", "Retail", "Energy")
SIZES = (20, 45, 80, 120, 180, 250, 400, 650, 900, 1500, 2400)


def widened(rows: list[Row]) -> None:
    """Fill the further columns of every row; the others stay as they are."""
    dice = Dice(SEED + 1)
    accounts = _accounts(rows, dice)
    for row in rows:
        depth = _depth(row)
        lost = row["Opportunity Stage"] == "Closed Lost"
        row["Lost Reason"] = dice.one(REASONS[row["Lost From Stage"]]) if lost else ""
        row["Contacts"] = str(_contacts(row, depth, dice))
        for element, place in BANT.items():
            row[element] = _answer(_chance(row, depth, place), dice)
        row["Industry"], row["Employees"] = accounts[row["Account"]]


def _accounts(rows: list[Row], dice: Dice) -> dict[str, tuple[str, str]]:
    """One industry and one size an account; who bought is seldom very small."""
    bought = {row["Account"] for row in rows if row["Opportunity Stage"] in WON}
    names = dict.fromkeys(row["Account"] for row in rows)
    return {name: (dice.one(INDUSTRIES), str(dice.one(SIZES[2:] if name in bought else SIZES))) for name in names}


def _depth(row: Row) -> int:
    """How many open stages it went through."""
    if row["Opportunity Stage"] in WON:
        return len(OPEN_STAGES)
    reached = row["Lost From Stage"] or row["Opportunity Stage"]
    return OPEN_STAGES.index(reached) if reached in OPEN_STAGES else 2


def _contacts(row: Row, depth: int, dice: Dice) -> int:
    """People known on the buyer's side."""
    if row["Opportunity Stage"] in WON:
        return dice.between(2, 5)
    return dice.one((1, 1, 2, 2, 3)) + dice.one((0, 1, 1)) * (depth > 3)


def _chance(row: Row, depth: int, place: int) -> float:
    """How likely it is that the buyer said yes to what is found out in a stage."""
    if row["Opportunity Stage"] in WON:
        return 0.86
    known = 0.86 if depth >= place else 0.4 if depth else 0.12
    return known - 0.2 * (row["Opportunity Stage"] == "Closed Lost")


def _answer(chance: float, dice: Dice) -> str:
    if dice.hits(chance):
        return "yes"
    return "no" if dice.hits(0.35) else ""
