"""examples/leads.csv: where the opportunities came from, and the leads that became none."""

from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from example_dice import AS_OF, SEED, Dice, Row, day_of, next_workday, workday

HEADER = (
    "Lead ID",
    "Company",
    "Created",
    "First Response",
    "Lead Source",
    "Status",
    "Owner",
    "Converted",
    "Converted Date",
    "Opportunity ID",
    "Title",
    "Employees",
)
#: Leads are worked on before the day of the examples.
LAST = AS_OF - timedelta(days=1)
FIRST = date(2025, 4, 1)
#: Times it takes to answer [min], and how much longer than that some sources wait.
MINUTES = (20, 35, 55, 80, 120, 180, 200, 260, 420)
SLOWNESS = {"Website": 1.0, "Event": 4.0, "Partner": 1.5, "Referral": 0.7, "Outbound": 1.0}
SOURCES = {"Website": 10.0, "Outbound": 6.0, "Event": 5.0, "Partner": 3.0, "Referral": 2.0}
FIRST_WORDS = """
Abbey Birchwood Clover Delta Ember Falcon Garnet Highland Iris Jubilee Kelp Linden Mercer Nimbus Onyx Poplar Quartz
Raven Sable Topaz Upton Vesper Walnut Xenon Yonder Zenith
""".split()
#: Who asks: of leads that became opportunities somebody with a say more often, of the others seldom.
TITLES = {"Chief Operating Officer": 1.0, "VP Operations": 2, "Head of Finance": 3, "Team Lead": 3, "Analyst": 2}
OTHER_TITLES = {"VP Operations": 1.0, "Head of Finance": 2, "Team Lead": 4, "Analyst": 5, "Student": 2}
OTHER_SIZES = (5, 12, 20, 45, 80, 120, 250, 650, 2400)
LAST_WORDS = "Foods Labs Motors Clinic Freight Energy Print Homes Air Tools".split()


class Lead(NamedTuple):
    """A lead before it has its number."""

    created: datetime
    company: str
    answered: datetime | None
    source: str
    status: str
    owner: str
    became: Row | None = None

    def row(self, number: int) -> Row:
        return {
            "Lead ID": f"LEAD-{number:04d}",
            "Company": self.company,
            "Created": _moment(self.created),
            "First Response": _moment(self.answered),
            "Lead Source": self.source,
            "Status": self.status,
            "Owner": self.owner,
            "Converted": "no" if self.became is None else "yes",
            "Converted Date": "" if self.became is None else self.became["Create Date"],
            "Opportunity ID": "" if self.became is None else self.became["Opportunity ID"],
        }


def leads(opportunities: list[Row], owners: tuple[str, ...]) -> list[Row]:
    """All leads in the order they came."""
    dice = Dice(SEED + 2)
    found = [_converted(row, dice) for row in opportunities]
    month = FIRST
    while month <= LAST:
        following = (month.replace(day=28) + timedelta(days=5)).replace(day=1)
        days = (min(following, AS_OF) - month).days
        count = dice.between(8, 12) * days // 30
        found += [_other(month + timedelta(days=dice.below(days)), owners, dice) for _ in range(count)]
        month = following
    found.sort(key=lambda lead: (lead.created, lead.company))
    sizes = {row["Account"]: row["Employees"] for row in opportunities}
    return [
        lead.row(number) | _asked_by(lead, sizes, Dice(SEED + 100 + number)) for number, lead in enumerate(found, 1)
    ]


def _asked_by(lead: Lead, sizes: Row, dice: Dice) -> Row:
    """Who asked, and how many work there, of one company always as many; forms are not always filled in."""
    title = dice.weighted(TITLES if lead.became else OTHER_TITLES)
    size = sizes.setdefault(lead.company, str(dice.one(OTHER_SIZES)))
    return {"Title": "" if dice.hits(0.06) else title, "Employees": size}


def _converted(row: Row, dice: Dice) -> Lead:
    """The lead an opportunity was made of, answered before it was."""
    created = day_of(row["Create Date"]) or AS_OF
    came = _at(workday(created - timedelta(days=dice.between(4, 16))), 8, 17, dice)
    answered = _answered(came, SLOWNESS[row["Lead Source"]], dice)
    if answered.date() > created:
        answered = came + timedelta(minutes=25)
    return Lead(came, row["Account"], answered, row["Lead Source"], "Converted", row["Owner"], row)


def _other(day: date, owners: tuple[str, ...], dice: Dice) -> Lead:
    """A lead that became no opportunity, or none yet."""
    came, source = _at(day, 7, 20, dice), dice.weighted(SOURCES)
    age = (LAST - day).days
    status = dice.weighted(
        {"Unqualified": 6, "Nurturing": 3, "Working": 0.3 if age > 60 else 4, "New": 0.2 if age > 30 else 4}
    )
    answered = _answered(came, SLOWNESS[source], dice)
    silent = status == "New" or dice.hits(0.08) or answered.date() > LAST
    company = f"{dice.one(FIRST_WORDS)} {dice.one(LAST_WORDS)}"
    return Lead(came, company, None if silent else answered, source, status, dice.one(owners))


def _answered(came: datetime, slowness: float, dice: Dice) -> datetime:
    """When somebody answered: between 8:00 and 18:00, and not at weekends."""
    at = came + timedelta(minutes=int(dice.one(MINUTES) * slowness))
    if 8 <= at.hour < 18 and at.weekday() < 5:
        return at
    day = next_workday(at.date() + timedelta(days=at.hour >= 18))
    return datetime.combine(day, time(8)) + timedelta(minutes=5 * dice.between(1, 23))


def _at(day: date, first: int, last: int, dice: Dice) -> datetime:
    """A moment of a day, from one hour to another."""
    return datetime.combine(day, time(dice.between(first, last), 5 * dice.below(12)))


def _moment(at: datetime | None) -> str:
    return "" if at is None else f"{at:%Y-%m-%d %H:%M}"
