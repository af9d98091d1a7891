"""examples/past/: two and a half years of opportunities as Salesforce exports them, and its own history of them.

What is won hangs on stage, source and type, and who will not win stays longer; the close % is that of the stage, as
Salesforce enters it, and too high. So there is something to learn, and something to be held against.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from example_dice import AS_OF, SEED, Dice, Row, next_workday, workday

HEADER = (
    "Id",
    "Name",
    "Account.Name",
    "Owner.Name",
    "Type",
    "LeadSource",
    "StageName",
    "Probability",
    "ForecastCategoryName",
    "Amount",
    "CreatedDate",
    "CloseDate",
    "LastActivityDate",
    "LastStageChangeDate",
    "Region__c",
    "Industry__c",
    "Loss_Reason__c",
    "Decided_By__c",
)
OF_HISTORY = ("OpportunityId", "CreatedDate", "StageName", "Amount", "CloseDate", "Probability")
#: The first month, and how many are created in it and in the last one.
FIRST, MONTHS = date(2024, 5, 1), 31
SLOW, FAST = 11, 17


class Step(NamedTuple):
    """An open stage: its close %, how long one that goes on stays in the mean, and what share goes on."""

    name: str
    percent: int
    category: str
    days: int
    goes_on: float


class Account(NamedTuple):
    """Who buys."""

    name: str
    region: str
    industry: str


class State(NamedTuple):
    """What history has of an opportunity from a day on."""

    day: date
    stage: str
    percent: int
    amount: int
    due: date


STEPS = (
    Step("Qualification", 25, "Pipeline", 24, 0.66),
    Step("Needs Analysis", 50, "Pipeline", 30, 0.70),
    Step("Proposal", 75, "Best Case", 32, 0.74),
    Step("Negotiation", 90, "Commit", 22, 0.80),
)
WON, LOST = "Closed Won", "Closed Lost"
CATEGORIES = {step.name: step.category for step in STEPS} | {WON: "Closed", LOST: "Omitted"}
#: How often each occurs, and what it adds to the share that goes on.
SOURCES = {"Website": (7, 0.03), "Outbound": (7, -0.2), "Event": (4, -0.08), "Partner": (4, 0.1), "Referral": (4, 0.16)}
TYPES = {"New Customer": (7, -0.04), "Expansion": (3, 0.1)}
OWNERS = {"Ann": 6.0, "Bo": 5, "Cy": 4, "Dana": 4, "Eli": 3}
REASONS = {"No decision": 4.0, "Price": 3, "Competitor": 3, "No budget": 2}
#: Filled in once it is decided, so that the column knows that it is.
DECIDERS = {"Head of department": 5.0, "Head of finance": 3, "Board": 2}


def past(accounts: Sequence[Account], products: Sequence[str]) -> tuple[list[Row], list[Row]]:
    """The export, and the rows of its history in the order they were written."""
    dice = Dice(SEED + 200)
    found, history = [], []
    for number, day in enumerate(_created(dice), 1):
        row = _new(number, dice.one(accounts), dice.one(products), dice)
        luck = SOURCES[row["LeadSource"]][1] + TYPES[row["Type"]][1]
        states = [state for state in _states(day, luck, dice) if state.day < AS_OF]
        told = [_told(row["Id"], state, dice) for state in states]
        entered = next(change["CreatedDate"] for change in told if change["StageName"] == told[-1]["StageName"])
        days = {"CreatedDate": told[0]["CreatedDate"], "LastStageChangeDate": entered}
        found.append(row | days | _now(states, dice))
        history += told
    history.sort(key=lambda row: (row["CreatedDate"], row["OpportunityId"]))
    return found, history


def _created(dice: Dice) -> list[date]:
    """Days on which one is created, more of them from month to month."""
    found = []
    for month in range(FIRST.month - 1, FIRST.month - 1 + MONTHS):
        first = date(FIRST.year + month // 12, month % 12 + 1, 1)
        usual = SLOW + (FAST - SLOW) * (month - FIRST.month + 1) // MONTHS
        found += [
            next_workday(first + timedelta(days=dice.below(28))) for _ in range(dice.between(usual - 2, usual + 2))
        ]
    return sorted(day for day in found if day < AS_OF)


def _new(number: int, account: Account, product: str, dice: Dice) -> Row:
    """What stays as it is from the creation on; the id ends with the three letters that Salesforce adds."""
    return dict.fromkeys(HEADER, "") | {
        "Id": f"0065e00000{number:05d}AAA",
        "Name": f"{account.name} – {product}",
        "Account.Name": account.name,
        "Owner.Name": dice.weighted(OWNERS),
        "Type": dice.weighted({key: often for key, (often, _) in TYPES.items()}),
        "LeadSource": dice.weighted({key: often for key, (often, _) in SOURCES.items()}),
        "Region__c": account.region,
        "Industry__c": account.industry,
    }


def _states(day: date, luck: float, dice: Dice) -> Iterator[State]:
    """From the creation to the day it is won or lost, whenever that is."""
    amount, due = _amount(dice), _due(day, dice.between(80, 130))
    for step in STEPS:
        wins = dice.hits(step.goes_on + luck)
        leaves = next_workday(day + timedelta(days=_stay(step, dice, wins=wins)))
        yield State(day, step.name, step.percent, amount, due)
        for moved, later in _pushes(due, leaves, dice):
            due = later
            yield State(moved, step.name, step.percent, amount, due)
        day = leaves
        if not wins:
            yield State(day, LOST, 0, amount, day)
            return
        if step.name != "Qualification":
            amount = round(amount * dice.between(88, 104) / 50_000) * 500
        if step.name == "Proposal":
            due = _due(day, dice.between(10, 40))
    yield State(day, WON, 100, amount, day)


def _amount(dice: Dice) -> int:
    """14,000 to 90,000 in steps of 500, those in the middle more often."""
    return 500 * (dice.between(14, 90) + dice.between(14, 90))


def _stay(step: Step, dice: Dice, *, wins: bool) -> int:
    """Days in a stage; who will not go on stays longer, some of them much longer."""
    days = dice.between(5, 2 * step.days - 5)
    return days if wins else days * 5 if dice.hits(0.12) else days * 3 // 2


def _pushes(due: date, until: date, dice: Dice) -> Iterator[tuple[date, date]]:
    """Days on which a close date that had passed was moved, and where to."""
    while (moved := next_workday(due + timedelta(days=dice.between(1, 9)))) < until:
        due = _due(moved, dice.between(21, 60))
        yield moved, due


def _due(day: date, days: int) -> date:
    """A close date so many days from a day."""
    return workday(day + timedelta(days=days))


def _told(key: str, state: State, dice: Dice) -> Row:
    """A row of history, at a time of a working day."""
    at = f"{state.day}T{dice.between(8, 17):02d}:{dice.below(60):02d}:00.000Z"
    cells = (key, at, state.stage, str(state.amount), str(state.due), str(state.percent))
    return dict(zip(OF_HISTORY, cells, strict=True))


def _now(states: Sequence[State], dice: Dice) -> Row:
    """What is overwritten again and again, as it stands last."""
    last = states[-1]
    row = {
        "StageName": last.stage,
        "Probability": str(last.percent),
        "Amount": str(last.amount),
        "CloseDate": str(last.due),
        "ForecastCategoryName": _category(last.stage, dice),
        "LastActivityDate": str(_active(last, dice)),
    }
    if last.stage == LOST:
        row["Loss_Reason__c"] = dice.weighted(REASONS)
    if last.stage == WON or (last.stage == LOST and len(states) > 2 and dice.hits(0.9)):
        row["Decided_By__c"] = dice.weighted(DECIDERS)
    return row


def _category(stage: str, dice: Dice) -> str:
    """That of the stage; one in six in a late stage was put elsewhere by whom it belongs to."""
    other = {"Proposal": "Commit", "Negotiation": "Best Case"}
    return other[stage] if stage in other and dice.hits(1 / 6) else CATEGORIES[stage]


def _active(last: State, dice: Dice) -> date:
    """When somebody was last in touch."""
    if last.stage in (WON, LOST):
        return workday(last.day - timedelta(days=dice.between(0, 6)))
    return max(last.day, workday(AS_OF - timedelta(days=dice.between(3, 32))))
