"""Write examples/: 87 invented opportunities, the six plain columns of 40 of them, the leads they came from, what was
done and spent on them, the pipeline.yaml and its schema; and in examples/past/ a pipeline with two and a half years of history.

Deterministic: a fixed seed, a fixed day, no clock. Run it after changing it; a test holds the files to it.

    python scripts/make_examples.py [FOLDER]
"""

import csv
import io
import json
import sys
from datetime import date, timedelta
from pathlib import Path

from example_activities import HEADER as OF_ACTIVITIES
from example_activities import activities
from example_columns import HEADER as FURTHER
from example_columns import INDUSTRIES, widened
from example_dice import AS_OF, SEED, Dice, Row, workday
from example_leads import HEADER as OF_LEADS
from example_leads import leads
from example_past import HEADER as OF_PAST
from example_past import OF_HISTORY, Account, past
from example_past_plan import past_plan
from example_spend import HEADER as OF_SPEND
from example_spend import spend
from pipectl.spec.schema import spec_schema
from pipectl.spec.templates import template_text

PLAIN = (
    "Opportunity Name",
    "Opportunity Revenue",
    "Create Date",
    "Expected Close Date",
    "Close %",
    "Opportunity Stage",
)
HEADER = (
    "Opportunity ID",
    *PLAIN,
    "Owner",
    "Account",
    "Lead Source",
    "Closed Date",
    "Next Step",
    "Last Activity",
    "Stage Changed",
    "Lost From Stage",
    "Region",
    *FURTHER,
)
STAGES = (
    "Prospecting",
    "Qualification",
    "Discovery",
    "Solution Presentation",
    "Handling Objections",
    "Negotiation",
    "Closing",
    "Closed Won",
    "Post-sale",
    "Closed Lost",
)
OWNERS = ("Ann", "Bo", "Cy", "Dana", "Eli")
SOURCES = ("Website", "Website", "Referral", "Outbound", "Outbound", "Event", "Partner")
REGIONS = ("AMER", "AMER", "EMEA", "EMEA", "APAC")
PRODUCTS = (
    "platform rollout",
    "analytics module",
    "pilot",
    "support plan",
    "data migration",
    "40 seats",
    "75 seats",
    "120 seats",
    "renewal",
    "onboarding package",
)
ACCOUNTS = """
Alder, Finch & Co|Amberley|Arbor Health|Ashdown|Bellwether|Birch & Sons|Bluestone|Bramble Foods|Cobalt Works
Copperfield|Crestline|Dovetail|Driftwood|Eastgate|Elmhurst|Fairview|Foxglove|Gable Homes|Granite Bank
Greystone|Harbour Light|Hawthorn|Heron Marine|Ivy House|Juniper Air|Kingfisher|Larkspur|Limestone
Maple Transit|Marlow|Meadowbrook|Millrace|Nettle & Rye|Oakridge|Osprey|Pemberton|Quayside|Rowan Clinics
Saltmarsh|Sandpiper|Slate & Stone|Sorrel|Tamarind|Thornbury|Tidewater|Upland|Verbena|Willowbank|Windermere
Wren Optics
"""

#: Open opportunities: account | what | stage | amount | created | expected close | close % | owner | next step |
#: last activity | stage changed. Some are overdue, stalled, hopeful, without amount, date, close % or next step.
OPEN = """
Globex|platform rollout|Negotiation|92000|2026-07-06|2026-11-04|70%|Ann|Send the revised price|2026-11-02|2026-10-12
Initech|120 seats|Solution Presentation|48000|2026-08-12|2026-12-18|40%|Bo|Demo for finance|2026-11-10|2026-10-30
Umbrella|renewal|Closing|38000|2026-09-01|2026-11-20|90%|Ann|Signature by the board|2026-11-13|2026-11-09
Hooli|pilot|Qualification|45000|2026-10-05|2026-11-25|15%|Cy||2026-10-20|2026-10-09
Stark|add-on|Discovery|30000|2026-09-14|2026-12-15|60%|Bo|Workshop with operations|2026-11-12|2026-11-03
Brightwater|data migration|Handling Objections|64000|2026-08-03|2026-12-04|50%|Dana|Reference call|2026-11-11|2026-11-02
Calder Mills|support plan|Negotiation|27500|2026-09-21|2026-12-11|75%|Eli|Terms to purchasing|2026-11-13|2026-11-06
Northwind|analytics module|Solution Presentation|56000|2026-07-20|2026-10-30|40%|Dana||2026-10-06|2026-09-15
Fernhill|onboarding package|Discovery|18500|2026-10-12|2026-12-22|25%|Eli|Map the process|2026-11-09|2026-10-28
Kestrel Air|pilot|Qualification||2026-10-26|2026-12-30|15%|Cy|Find out the budget|2026-11-05|2026-11-03
Lumen Foods|40 seats|Closing|22000|2026-08-24|2026-11-27|90%|Bo|Countersign|2026-11-13|2026-11-11
Orchard Bank|platform rollout|Negotiation|118000|2026-04-13|2026-09-25|70%|Ann||2026-09-18|2026-08-17
Pinecrest|pilot|Qualification|15000|2026-05-11|2026-08-31|15%|Cy||2026-07-02|2026-05-25
Quarry Works|analytics module|Discovery|72000|2026-10-01|2027-01-29|25%|Dana|Plant interviews|2026-11-10|2026-10-23
Redwood Clinics|platform rollout|Solution Presentation|134000|2026-08-31|2027-02-26|40%|Ann|Proposal draft|2026-11-12|2026-11-04
Silverline|75 seats|Qualification|37500|2026-10-19|2027-01-22|15%|Bo|Meet the sales head|2026-11-06|2026-11-02
Tanager Press|pilot|Prospecting|12000|2026-11-02|2027-02-12|5%|Eli|Second call|2026-11-09|2026-11-02
Umbrella|second site|Prospecting|54000|2026-11-09|2027-03-19|5%|Ann|Introduction|2026-11-13|2026-11-09
Vale Logistics|data migration|Discovery|43500|2026-09-28|2027-01-15|25%|Cy||2026-10-14|2026-10-08
Westmark|support plan|Prospecting||2026-11-11||5%|Eli|First call|2026-11-11|2026-11-11
Yarrow Energy|platform rollout|Handling Objections|98500|2026-06-29|2027-01-08|50%|Bo|Security list|2026-11-12|2026-10-29
Zephyr Labs|20 seats|Prospecting|8500|2026-10-28|2027-01-29||Dana||2026-10-28|2026-10-28
"""
#: Amounts won, by quarter, and how many were lost in it.
DECIDED = (
    (date(2025, 7, 1), (62_000, 88_500), 5),
    (date(2025, 10, 1), (74_000, 41_500, 96_000), 7),
    (date(2026, 1, 1), (55_000, 83_000, 38_500), 8),
    (date(2026, 4, 1), (112_000, 47_500, 64_000, 52_000), 9),
    (date(2026, 7, 1), (69_500, 91_000, 34_000, 58_500), 9),
    (date(2026, 10, 1), (86_000, 58_000, 36_500), 6),
)
#: Two rows that can't be read: a day that no calendar has, and a stage that is misspelt.
INVALID = """
Sundial|pilot|Discovery|21000|2026-02-30|2026-12-11|25%|Cy|Call back|2026-10-02|2026-09-30
Tern Shipping|75 seats|Qualificaton|33000|2026-09-17|2026-12-18|15%|Dana|Send the questionnaire|2026-11-04|2026-10-30
"""


#: Examples that `demo` shows and keeps, and what they are called in the package.
DEMO = {
    "opportunities.csv": "sample.csv",
    "leads.csv": "sample_leads.csv",
    "activities.csv": "sample_activities.csv",
    "spend.csv": "sample_spend.csv",
}


def names(table: str) -> list[str]:
    """Names that stand between bars."""
    return table.strip().replace("\n", "|").split("|")


def listed(text: str, dice: Dice) -> list[Row]:
    """Rows from the tables above."""
    rows = []
    for line in text.strip().splitlines():
        account, what, stage, amount, created, due, chance, owner, step, active, changed = line.split("|")
        rows.append(
            row(account, what, stage, amount, owner, dice)
            | {
                "Create Date": created,
                "Expected Close Date": due,
                "Close %": chance,
                "Next Step": step,
                "Last Activity": active,
                "Stage Changed": changed,
            }
        )
    return rows


def row(account: str, what: str, stage: str, amount: str, owner: str, dice: Dice) -> Row:
    """What every row has; a region belongs to an account."""
    return dict.fromkeys(HEADER, "") | {
        "Opportunity Name": f"{account} – {what}",
        "Opportunity Revenue": amount,
        "Opportunity Stage": stage,
        "Owner": owner,
        "Account": account,
        "Lead Source": dice.one(SOURCES),
        "Region": region_of(account),
    }


def region_of(account: str) -> str:
    return REGIONS[sum(map(ord, account)) % len(REGIONS)]


def closed_row(stage: str, amount: int, quarter: date, cycle: int, dice: Dice) -> Row:
    """An opportunity won or lost in a quarter; as in most systems, closing has overwritten the expected close date."""
    last = min(quarter + timedelta(days=89), AS_OF - timedelta(days=3))
    closed = workday(quarter + timedelta(days=dice.between(2, (last - quarter).days)))
    created = workday(closed - timedelta(days=cycle))
    found = row(dice.one(names(ACCOUNTS)), dice.one(PRODUCTS), stage, str(amount), dice.one(OWNERS), dice)
    return found | {
        "Create Date": str(created),
        "Expected Close Date": str(closed),
        "Closed Date": str(closed),
        "Close %": "0%" if stage == "Closed Lost" else "100%",
        "Last Activity": str(workday(closed - timedelta(days=dice.between(0, 9)))),
        "Stage Changed": str(closed),
    }


def lost_from(dice: Dice) -> str:
    """Stage an opportunity died in: most in the middle, one in twelve untold."""
    chances = (3, 8, 7, 7, 4, 3, 1, 3)
    drawn = dice.below(sum(chances))
    for stage, chance in zip((*STAGES[:7], ""), chances, strict=True):
        if drawn < chance:
            return stage
        drawn -= chance
    return ""


def decided(dice: Dice) -> list[Row]:
    """Won and lost opportunities over six quarters; the first few won ones have reached post-sale."""
    rows = []
    for quarter, won, lost in DECIDED:
        for amount in won:
            stage = "Post-sale" if quarter.year == 2025 and amount > 70_000 else "Closed Won"
            rows.append(closed_row(stage, amount, quarter, dice.between(35, 105), dice))
        for _ in range(lost):
            found = closed_row("Closed Lost", dice.amount(), quarter, dice.between(14, 120), dice)
            rows.append(found | {"Lost From Stage": lost_from(dice)})
    return unlike(rows)


def unlike(rows: list[Row], column: str = "Opportunity Name") -> list[Row]:
    """The same rows; a name that comes again is told apart by a phase."""
    seen: dict[str, int] = {}
    for found in rows:
        name = found[column]
        seen[name] = seen.get(name, 0) + 1
        if seen[name] > 1:
            found[column] = f"{name}, phase {seen[name]}"
    return rows


def with_a_past() -> dict[str, str]:
    """The files of examples/past/."""
    accounts = [Account(name, region_of(name), INDUSTRIES[len(name) % len(INDUSTRIES)]) for name in names(ACCOUNTS)]
    rows, history = past(accounts, PRODUCTS)
    return {
        "past/opportunities.csv": as_csv(OF_PAST, unlike(rows, "Name")),
        "past/OpportunityHistory.csv": as_csv(OF_HISTORY, history),
        "past/pipeline.yaml": past_plan(),
    }


def opportunities() -> tuple[list[Row], list[Row]]:
    """All rows sorted by stage, as the plain spreadsheet is, and those of them that can't be read."""
    dice = Dice(SEED)
    invalid = listed(INVALID, dice)
    rows = [*decided(dice), *listed(OPEN, dice), *invalid]
    rows.sort(key=lambda found: found["Create Date"])
    for number, found in enumerate(rows, 1001):
        found["Opportunity ID"] = f"OPP-{number}"
    places = {stage: place for place, stage in enumerate(STAGES)}
    rows.sort(key=lambda found: places.get(found["Opportunity Stage"], 1))
    return rows, invalid


def minimal(rows: list[Row], invalid: list[Row]) -> list[Row]:
    """40 rows: 18 open ones, the 7 won and the 15 lost last."""
    valid = [found for found in rows if found not in invalid]
    opened = [found for found in valid if not found["Closed Date"]]
    ended = sorted((found for found in valid if found["Closed Date"]), key=lambda found: found["Closed Date"])
    won = [found for found in ended if found["Close %"] == "100%"][-7:]
    lost = [found for found in ended if found["Close %"] == "0%"][-15:]
    due_last = {id(found) for found in sorted(opened, key=lambda found: found["Expected Close Date"])[-4:]}
    chosen = {id(found) for found in (*won, *lost, *opened)} - due_last
    return [found for found in valid if id(found) in chosen]


def as_csv(header: tuple[str, ...], rows: list[Row]) -> str:
    """Rows as CSV text, these columns only."""
    text = io.StringIO()
    writer = csv.DictWriter(text, header, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def examples() -> dict[str, str]:
    """File name to text of every example."""
    rows, invalid = opportunities()
    widened(rows)
    # Nothing else knows of rows that can't be read.
    valid = sorted((row for row in rows if row not in invalid), key=lambda row: row["Opportunity ID"])
    return {
        "opportunities.csv": as_csv(HEADER, rows),
        "minimal.csv": as_csv(PLAIN, minimal(rows, invalid)),
        "leads.csv": as_csv(OF_LEADS, leads(valid, OWNERS)),
        "activities.csv": as_csv(OF_ACTIVITIES, activities(valid)),
        "spend.csv": as_csv(OF_SPEND, spend()),
        "pipeline.yaml": template_text("revenue-io"),
        "pipeline.schema.json": json.dumps(spec_schema(), indent=2, ensure_ascii=False) + "\n",
        **with_a_past(),
    }


def main(folder: Path) -> None:
    """Write every example into a folder."""
    for name, text in examples().items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        main(Path(sys.argv[1]))
    else:
        root = Path(__file__).parent.parent
        main(root / "examples")
        # The demo ships with the package, so it has its own copies.
        for name, copy in DEMO.items():
            (root / "src" / "pipectl" / "cli" / copy).write_bytes((root / "examples" / name).read_bytes())
