import csv
import importlib.util
import json
import re
import sys
from collections import defaultdict
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from types import ModuleType

import pytest

from pipectl.domain.activity_settings import Activities, ActivityStandard, ActivityStatuses
from pipectl.domain.check import Check, Waiver
from pipectl.domain.forecast_settings import ForecastSettings
from pipectl.domain.lead_settings import BusinessHours, Leads
from pipectl.domain.qualification import IdealCustomer, Qualification, Score
from pipectl.domain.spec import Columns, PipelineSpec, Quota, Spend, Stage
from pipectl.spec.loader import load_spec
from pipectl.spec.templates import TEMPLATES, template_text
from pipectl.spec.wanted import settings_of
from tests.cli.process import pipectl

ROOT = Path(__file__).parent.parent
EXAMPLES = ROOT / "examples"
AS_OF = date(2026, 11, 16)


def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_examples", ROOT / "scripts" / "make_examples.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    # It imports those beside it, as a script does.
    sys.path.insert(0, str(ROOT / "scripts"))
    try:
        spec.loader.exec_module(module)
    finally:
        sys.path.pop(0)
    return module


def rows(name: str) -> list[dict[str, str]]:
    with (EXAMPLES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def pipeline() -> PipelineSpec:
    return load_spec((EXAMPLES / "pipeline.yaml").read_bytes(), "pipeline.yaml")


def test_the_examples_are_what_the_script_writes():
    for name, text in script().examples().items():
        assert (EXAMPLES / name).read_bytes() == text.encode(), f"run: python scripts/make_examples.py ({name})"


def test_the_example_pipeline_is_the_first_template():
    assert (EXAMPLES / "pipeline.yaml").read_text(encoding="utf-8") == template_text(TEMPLATES[0].name)


@pytest.mark.parametrize(
    "model",
    [
        PipelineSpec,
        Stage,
        Quota,
        Spend,
        Leads,
        BusinessHours,
        Qualification,
        IdealCustomer,
        Score,
        Activities,
        ActivityStatuses,
        ActivityStandard,
        Columns,
        ForecastSettings,
        Check,
        Waiver,
    ],
)
def test_every_setting_occurs_in_the_example_and_is_explained(model: type):
    text = (EXAMPLES / "pipeline.yaml").read_text(encoding="utf-8")
    comments = "\n".join(line for line in text.splitlines() if line.lstrip().startswith("#"))
    for key in settings_of(model):
        assert re.search(rf"(?m)(^|[\s{{])#?\s*{key}:", text) or re.search(rf"\b{key}\b", comments), key


@pytest.mark.parametrize("key", settings_of(PipelineSpec))
def test_every_setting_at_the_top_stands_under_a_comment(key):
    lines = (EXAMPLES / "pipeline.yaml").read_text(encoding="utf-8").splitlines()
    place = next(number for number, line in enumerate(lines) if re.match(rf"(#\s*)?{key}:", line))
    assert lines[place - 1].startswith("#")


def test_the_quotas_of_the_owners_sum_to_the_quota_of_all():
    quotas = pipeline().quotas
    for whole in (quota for quota in quotas if quota.owner is None):
        parts = [quota.amount for quota in quotas if quota.owner and quota.period == whole.period]
        assert sum(parts) == whole.amount
    assert len({quota.period for quota in quotas}) >= 6


def test_the_example_export_has_open_won_and_lost_opportunities_of_six_quarters():
    found = rows("opportunities.csv")
    kinds = {stage.name: stage.kind.value for stage in pipeline().stages}
    valid = [row for row in found if row["Opportunity Stage"] in kinds]
    count = [kinds[row["Opportunity Stage"]] for row in valid].count
    assert 60 <= len(found) <= 90
    assert count("open") >= 20
    assert count("won") >= 12
    assert count("lost") >= 30
    assert 1 <= count("post_sale") <= 5
    closed = {(row["Closed Date"][:4], (int(row["Closed Date"][5:7]) - 1) // 3) for row in valid if row["Closed Date"]}
    assert len(closed) == 6
    assert max(row["Closed Date"] for row in valid) <= str(AS_OF)


def test_the_example_export_has_two_rows_that_cannot_be_read():
    names = {stage.name for stage in pipeline().stages}
    found = rows("opportunities.csv")
    assert [row["Opportunity Name"] for row in found if row["Opportunity Stage"] not in names] == [
        "Tern Shipping – 75 seats"
    ]
    assert [row["Opportunity Name"] for row in found if row["Create Date"] == "2026-02-30"] == ["Sundial – pilot"]


def test_the_example_quarter_is_in_play_on_its_day():
    found = [
        row
        for row in rows("opportunities.csv")
        if row["Opportunity Name"] not in {"Sundial – pilot", "Tern Shipping – 75 seats"}
    ]
    quota = next(quota.amount for quota in pipeline().quotas if quota.period == "2026-Q4" and quota.owner is None)
    due = [row for row in found if "2026-10-01" <= row["Expected Close Date"] <= "2026-12-31"]
    won = sum(Decimal(row["Opportunity Revenue"]) for row in due if row["Close %"] == "100%")
    ahead = sum(Decimal(row["Opportunity Revenue"] or 0) for row in due if not row["Closed Date"])
    assert Decimal("0.40") < won / quota < Decimal("0.50")
    assert Decimal("1.8") < ahead / (quota - won) < Decimal("2.2")


def test_the_example_export_has_something_to_look_at():
    opened = [row for row in rows("opportunities.csv") if not row["Closed Date"]]
    assert sum(len(row["Expected Close Date"]) > 0 and row["Expected Close Date"] < str(AS_OF) for row in opened) >= 3
    for column in ("Opportunity Revenue", "Expected Close Date", "Close %", "Next Step"):
        assert any(not row[column] for row in opened), column


def test_opportunities_are_sorted_by_stage():
    order = [stage.name for stage in pipeline().stages]
    places = [
        order.index(row["Opportunity Stage"]) for row in rows("opportunities.csv") if row["Opportunity Stage"] in order
    ]
    assert places == sorted(places)


def test_names_and_ids_name_one_opportunity():
    found = rows("opportunities.csv")
    assert len({row["Opportunity ID"] for row in found}) == len(found)
    assert len({row["Opportunity Name"] for row in found}) == len(found)


def test_the_minimal_export_has_the_six_plain_columns_of_40_valid_rows():
    found, whole = rows("minimal.csv"), {row["Opportunity Name"]: row for row in rows("opportunities.csv")}
    assert len(found) == 40
    assert list(found[0]) == [
        "Opportunity Name",
        "Opportunity Revenue",
        "Create Date",
        "Expected Close Date",
        "Close %",
        "Opportunity Stage",
    ]
    assert all(row.items() <= whole[row["Opportunity Name"]].items() for row in found)
    assert (
        {"Closed Won", "Closed Lost", "Prospecting"}
        <= {row["Opportunity Stage"] for row in found}
        <= {stage.name for stage in pipeline().stages}
    )


def valid_opportunities() -> dict[str, dict[str, str]]:
    """Opportunities that can be read, by id."""
    names = {stage.name for stage in pipeline().stages}
    return {
        row["Opportunity ID"]: row
        for row in rows("opportunities.csv")
        if row["Opportunity Stage"] in names and row["Create Date"] != "2026-02-30"
    }


def test_every_opportunity_came_of_one_lead_of_its_source_and_owner_that_was_there_first():
    found = {row["Opportunity ID"]: row for row in rows("leads.csv") if row["Opportunity ID"]}
    assert found.keys() == valid_opportunities().keys()
    for key, opportunity in valid_opportunities().items():
        lead = found[key]
        assert lead["Created"] <= lead["First Response"]
        assert lead["First Response"][:10] <= lead["Converted Date"] == opportunity["Create Date"]
        for column, theirs in (("Owner", "Owner"), ("Lead Source", "Lead Source"), ("Company", "Account")):
            assert lead[column] == opportunity[theirs]


def test_leads_say_alike_whether_they_became_opportunities():
    found = rows("leads.csv")
    assert 260 <= len(found) <= 300
    for lead in found:
        became = bool(lead["Opportunity ID"])
        assert (lead["Converted"] == "yes", lead["Status"] == "Converted", bool(lead["Converted Date"])) == (
            became,
        ) * 3
    assert len({lead["Lead ID"] for lead in found}) == len(found)
    assert max(lead["Created"] for lead in found) < str(AS_OF)
    assert max(lead["First Response"] for lead in found) < str(AS_OF)


def points(lead: dict[str, str]) -> int:
    """The score of a lead as the three rules of pipeline.yaml say it, of 100."""
    title, size = lead["Title"], int(lead["Employees"])
    has_say = any(word in title for word in ("Chief", "VP", "Head"))
    came = lead["Lead Source"] in ("Website", "Referral", "Partner")
    return 40 * has_say + 30 * (80 <= size <= 1500) + 30 * came


def test_a_company_of_the_leads_has_one_size_and_that_of_its_opportunities():
    found = {(row["Company"], row["Employees"]) for row in rows("leads.csv")}
    assert len(found) == len(dict(found))
    accounts = {(row["Account"], row["Employees"]) for row in valid_opportunities().values()}
    assert accounts <= found


def test_the_score_of_the_leads_is_what_the_rows_say_by_hand():
    ran = pipectl("leads", "-c", "pipeline.yaml", "--as-of", str(AS_OF), "--format", "json", cwd=EXAMPLES)
    found = json.loads(ran.out)["scores"]
    (score,), leads = found["scores"], rows("leads.csv")
    new = [points(each) for each in leads if each["Created"] >= "2026-10-01"]
    assert (score["mean"]["numerator"], score["mean"]["denominator"]) == (str(Decimal(sum(new)) / 100), str(len(new)))
    assert [band["leads"]["numerator"] for band in score["bands"]] == [
        str(sum(low <= each < high for each in new)) for low, high in ((80, 101), (60, 80), (40, 60), (20, 40), (0, 20))
    ]
    # The twelve months shown begin with December; those up to July ended 90 days before 16 November.
    ripe = [(points(each), each["Converted"] == "yes") for each in leads if "2025-12" <= each["Created"] < "2026-08"]
    won, lost = ([of for of, became in ripe if became is which] for which in (True, False))
    told = score["told"]
    assert (told["converted"], told["not_converted"]) == (len(won), len(lost))
    assert told["mean_converted"]["numerator"] == str(Decimal(sum(won)) / 100)
    assert told["mean_not_converted"]["numerator"] == str((Decimal(sum(lost)) / 100).normalize())
    pairs = [Decimal((one > other) - (one < other) + 1) / 2 for one in won for other in lost]
    assert Decimal(told["concordance"]["numerator"]) == sum(pairs)
    assert told["concordance"]["denominator"] == str(len(pairs))
    still_open = [each for each in leads if each["Converted"] == "no" and each["Status"] != "Unqualified"]
    assert len(found["leads"]) == len(still_open)
    assert found["closed"] == [{"status": "Unqualified", "leads": len(leads) - len(still_open) - 85}]
    order = sorted(
        still_open,
        key=lambda one: (
            (date(2026, 11, 16) - date.fromisoformat(one["Created"][:10])).days > 90,
            -points(one),
            bool(one["First Response"]),
            -date.fromisoformat(one["Created"][:10]).toordinal(),
        ),
    )
    assert [one["id"] for one in found["leads"]] == [one["Lead ID"] for one in order]
    first = found["leads"][0]["scores"][0]
    assert [(rule["name"], rule["given"]) for rule in first["rules"]] == [
        ("Has a say", "40"), ("The right size", "0"), ("Came to us", "30"),
    ]  # fmt: skip


def test_what_was_done_on_an_opportunity_ends_with_its_last_activity():
    opportunities, done = valid_opportunities(), defaultdict(list)
    for row in rows("activities.csv"):
        if row["Opportunity ID"] and row["Status"] != "Planned":
            done[row["Opportunity ID"]].append(row)
    first = min(row["Date"] for row in rows("activities.csv"))
    covered = {key for key, row in opportunities.items() if row["Last Activity"] >= first}
    assert done.keys() == covered
    for key, activities in done.items():
        opportunity = opportunities[key]
        assert max(row["Date"] for row in activities) == opportunity["Last Activity"]
        assert max(row["Date"] for row in activities if row["Status"] == "Completed") == opportunity["Last Activity"]
        assert min(row["Date"] for row in activities) >= opportunity["Create Date"]
        assert {row["Owner"] for row in activities} == {opportunity["Owner"]}


def test_activities_are_of_26_weeks_and_only_planned_ones_lie_ahead():
    found, opportunities = rows("activities.csv"), valid_opportunities()
    assert 700 <= len(found) <= 900
    assert min(row["Date"] for row in found) == str(AS_OF - timedelta(weeks=26))
    for row in found:
        assert (row["Date"] > str(AS_OF)) == (row["Status"] == "Planned")
        if row["Status"] == "Planned":
            assert opportunities[row["Opportunity ID"]]["Next Step"]
            assert date.fromisoformat(row["Date"]).weekday() < 5
    assert {"Call", "Email", "Meeting", "Proposal"} == {row["Activity Type"] for row in found}
    assert {"Completed", "Cancelled", "No-show", "Planned"} == {row["Status"] for row in found}


def test_the_months_of_spend_sum_to_what_each_quarter_and_source_cost():
    quarters: defaultdict[str, Decimal] = defaultdict(Decimal)
    sources: defaultdict[str, Decimal] = defaultdict(Decimal)
    for row in rows("spend.csv"):
        month = datetime.strptime(row["Month"], "%Y-%m")  # noqa: DTZ007 - a month has no zone
        quarter = f"{month.year}-Q{(month.month + 2) // 3}"
        quarters[quarter] += Decimal(row["Amount"])
        if quarter == "2026-Q4":
            sources[row["Source"]] += Decimal(row["Amount"])
    assert {quarter: str(amount) for quarter, amount in quarters.items()} == {
        "2025-Q3": "18000",
        "2025-Q4": "21000",
        "2026-Q1": "19500",
        "2026-Q2": "23000",
        "2026-Q3": "24000",
        "2026-Q4": "28000.50",
    }
    assert {source: str(amount) for source, amount in sources.items()} == {
        "Event": "14000",
        "Website": "8500",
        "Outbound": "5500.50",
    }


def test_an_account_has_one_industry_and_one_size_and_who_lost_says_why():
    found = rows("opportunities.csv")
    for column in ("Industry", "Employees"):
        assert len({(row["Account"], row[column]) for row in found}) == len({row["Account"] for row in found})
    for row in found:
        assert bool(row["Lost Reason"]) == (row["Opportunity Stage"] == "Closed Lost")
        assert int(row["Contacts"]) >= 1
        assert {row[each] for each in ("Need", "Budget", "Authority", "Timing")} <= {"yes", "no", ""}
