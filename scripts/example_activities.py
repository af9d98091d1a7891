"""examples/activities.csv: calls, e-mails, meetings and proposals of the last 26 weeks, and what is planned."""

from datetime import date, timedelta

from example_columns import OPEN_STAGES, WON
from example_dice import AS_OF, SEED, Dice, Row, day_of, next_workday

HEADER = ("Date", "Owner", "Activity Type", "Opportunity ID", "Status")
#: The first day the file covers.
FIRST = AS_OF - timedelta(weeks=26)
#: Activities a week that are about no opportunity.
WEEKLY = {"Ann": 4, "Bo": 5, "Cy": 2, "Dana": 3, "Eli": 5}


def activities(opportunities: list[Row]) -> list[Row]:
    """All activities by day: completed ones before the day of the examples, planned ones after it."""
    dice = Dice(SEED + 3)
    found = [each for row in opportunities for each in _with_buyer(row, dice)]
    found += [each for row in opportunities if row["Next Step"] for each in _planned(row, dice)]
    found += _searching(dice)
    found.sort(key=lambda row: tuple(row.values()))
    return found


def _activity(day: date, owner: str, kind: str, opportunity: str = "", status: str = "Completed") -> Row:
    return dict(zip(HEADER, (str(day), owner, kind, opportunity, status), strict=True))


def _with_buyer(row: Row, dice: Dice) -> list[Row]:
    """What was done on an opportunity; the last of it on the day of its last activity."""
    last = day_of(row["Last Activity"])
    if last is None or last < FIRST:
        return []
    won = row["Opportunity Stage"] in WON
    # What began earlier was not all touched on the first day.
    began = max(day_of(row["Create Date"]) or last, FIRST + timedelta(days=dice.below(9)))
    days = [*_days(began, last, 6 if won else 9, dice), last]
    found = []
    for place, day in enumerate(days):
        kind = dice.weighted({"Call": 4, "Email": 4, "Meeting": 2 if 3 * place < len(days) else 4})
        status = "Completed"
        if kind == "Meeting" and day < last:
            status = dice.weighted({"Completed": 9, "Cancelled": 1, "No-show": 0.7})
        found.append(_activity(day, row["Owner"], kind, row["Opportunity ID"], status))
    reached = row["Lost From Stage"] or row["Opportunity Stage"]
    if len(days) > 2 and (won or reached in OPEN_STAGES[3:]):
        found.append(_activity(days[len(days) * 3 // 5], row["Owner"], "Proposal", row["Opportunity ID"]))
    return found


def _days(first: date, last: date, step: int, dice: Dice) -> list[date]:
    """Days of work from one on and before another, about so many days apart."""
    found, day = [], first
    while day < last:
        if day.weekday() < 5:
            found.append(day)
        day += timedelta(days=dice.between(step - 4, step + 4))
    return found


def _planned(row: Row, dice: Dice) -> list[Row]:
    """What is in the calendar for most open opportunities that have a next step."""
    if not dice.hits(0.6):
        return []
    day = next_workday(AS_OF + timedelta(days=dice.between(1, 9)))
    return [_activity(day, row["Owner"], dice.one(("Call", "Meeting")), row["Opportunity ID"], "Planned")]


def _searching(dice: Dice) -> list[Row]:
    """What owners do to find opportunities: it names none."""
    found = []
    for week in range(26):
        for owner, rate in WEEKLY.items():
            for _ in range(max(1, dice.between(rate - 2, rate + 2))):
                day = FIRST + timedelta(weeks=week, days=dice.below(5))
                kind = dice.weighted({"Call": 6, "Email": 4, "Meeting": 0.8})
                missed = kind == "Meeting" and dice.hits(0.05)
                found.append(_activity(day, owner, kind, status="Cancelled" if missed else "Completed"))
    return found
