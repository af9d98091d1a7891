import csv
import io
from decimal import Decimal

import pytest

from pipectl.render import to_csv
from tests.changing import replace
from tests.render import activity_samples, boards, checks, lead_samples, pasts, playbooks, reviews, scorecards
from tests.render.samples import GROUPED, LISTING, MEASURES, NASTY, REPORT, with_names
from tests.render.validations import HOSTILE, KNOWN, VALIDATION

CYCLE = next(each for each in MEASURES if each.key == "sales_cycle")
TABLES = {
    "report": to_csv.render("report", with_names(GROUPED, NASTY)),
    "listing": to_csv.render("listing", LISTING),
    "board": to_csv.render("board", boards.HOSTILE),
    "check": to_csv.render("check", checks.RICH),
    "hostile check": to_csv.render("check", checks.HOSTILE),
    "validation": to_csv.render("validation", HOSTILE),
    "changes": to_csv.render("changes", pasts.CHANGES_HOSTILE),
    "funnel": to_csv.render("funnel", pasts.FUNNEL_HOSTILE),
    "qualifying": to_csv.render("qualify", scorecards.HOSTILE),
    "playbook": to_csv.render("playbook", playbooks.HOSTILE),
    "playbook of a stage": to_csv.render("playbook", playbooks.HOSTILE_SHEET),
    "playbook of a deal": to_csv.render("playbook", playbooks.HOSTILE_DEALS[4]),
    "leads": to_csv.render("leads", lead_samples.HOSTILE),
    "review": to_csv.render("review", reviews.HOSTILE),
    "several currencies": to_csv.render("review", reviews.SEVERAL),
    "activity": to_csv.render("activity", activity_samples.HOSTILE),
    "remembered": to_csv.render("remembered", pasts.REMEMBERED_HOSTILE),
    "explain": to_csv.render("explain", CYCLE, MEASURES, "USD"),
}
NUMBERS = {
    "value",
    "numerator",
    "denominator",
    "low",
    "high",
    "amount",
    "probability",
    "measured",
    "min",
    "max",
    "gap",
    "known",
    "count",
    "amount_before",
    "amount_after",
    "set_aside",
}


def read(text: str) -> list[dict[str, str]]:
    rows = list(csv.reader(io.StringIO(text), strict=True))
    assert {len(row) for row in rows} == {len(rows[0])}
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


@pytest.mark.parametrize("name", TABLES)
def test_no_cell_of_text_is_a_formula_and_every_number_is_one(name):
    for row in read(TABLES[name]):
        for column, cell in row.items():
            words = column not in NUMBERS or row.get("unit") in ("date", "text")
            if cell and not words:
                assert Decimal(cell).is_finite()
            elif words:
                assert not cell.lstrip().startswith(("=", "+", "-", "@"))


@pytest.mark.parametrize("name", TABLES)
def test_one_record_is_one_line(name):
    assert len(TABLES[name].splitlines()) == len(read(TABLES[name])) + 1


def test_a_report_has_measures_stages_and_groups_as_rows():
    rows = read(to_csv.render("report", GROUPED))
    found = {(row["section"], row["by"], row["key"], row["measure"]): row for row in rows}
    assert found["measure", "", "", "pipeline_value"]["value"] == "890000.00"
    assert found["measure", "", "", "sales_cycle.median"]["value"] == "58"
    assert found["stage", "stage", "Closed Lost", "count"]["value"] == "20"
    assert found["stage", "stage", "Qualified", "moves_on"]["denominator"] == "18"
    assert found["group", "owner", "Ann", "amount"]["value"] == "812000.00"
    assert found["group", "owner", "", "win_rate"]["undefined"] == "none"
    assert found["source", "", "", "set_aside"]["value"] == "3"
    assert found["quota", "", "", "remaining"]["value"] == "288000.00"


def test_a_report_says_in_which_currency_from_which_lookback_and_of_whom_it_speaks():
    found = read(to_csv.render("report", replace(REPORT, filters=("owner = Ann", "=1+1"))))
    said = [(row["measure"], row["value"], row["unit"]) for row in found if row["section"] == "report"]
    assert said[3:] == [
        ("lookback_start", "2025-02-03", "date"),
        ("lookback_last", "2026-02-02", "date"),
        ("currency", "USD", "text"),
        ("filter", "owner = Ann", "text"),
        ("filter", "'=1+1", "text"),
    ]


def test_what_is_undefined_of_a_stage_is_an_empty_cell():
    nothing = replace(REPORT.stages[0], weighted=None, overdue=None, stalled=None, at_risk=None)
    rows = [
        row for row in read(to_csv.render("report", replace(REPORT, stages=(nothing,)))) if row["section"] == "stage"
    ]
    empty = {row["measure"] for row in rows if not row["value"]}
    assert empty == {"weighted", "overdue", "stalled", "at_risk"}


def test_a_negative_number_stays_a_number_and_a_name_like_one_becomes_text():

    row = replace(LISTING.bands[0].rows[0], name="-5", amount=Decimal(-5))
    listing = replace(LISTING, bands=(replace(LISTING.bands[0], rows=(row,)),))
    found = read(to_csv.render("listing", listing))[0]
    assert (found["name"], found["amount"]) == ("'-5", "-5.00")


def test_a_listing_has_a_row_for_each_opportunity_shown():
    assert [row["name"] for row in read(to_csv.render("listing", LISTING))] == [
        row.name for band in LISTING.bands for row in band.rows
    ]


def test_a_validation_has_its_score_codes_owners_and_findings_as_rows():
    rows = read(to_csv.render("validation", VALIDATION))
    assert [row["section"] for row in rows] == ["quality", *["code"] * 3, *["owner"] * 2, "not_run", *["finding"] * 3]
    assert (rows[0]["count"], rows[0]["rows"], rows[0]["value"][:6]) == ("41", "47", "0.8723")
    assert [(row["level"], row["code"], row["count"]) for row in rows[1:4]] == [
        ("error", "DATA012", "3"),
        ("warning", "DATA101", "1"),
        ("note", "DATA302", "1"),
    ]
    assert [(row["owner"], row["count"], row["rows"]) for row in rows[4:6]] == [("Ann", "4", "20"), ("", "2", "5")]
    assert (rows[6]["code"], rows[6]["remedy"]) == ("DATA305", "needs last_activity")
    assert [rows[7][key] for key in ("file", "line", "column", "owner", "known")] == [
        "deals.csv",
        "17",
        "4",
        "Ann",
        "0",
    ]


def test_tables_look_as_agreed(snapshot):
    assert to_csv.render("report", GROUPED) == snapshot
    assert to_csv.render("listing", LISTING) == snapshot
    assert to_csv.render("check", checks.RICH) == snapshot
    assert to_csv.render("validation", KNOWN) == snapshot
    assert to_csv.render("explain", CYCLE, (CYCLE,), "USD") == snapshot
    assert to_csv.render("changes", pasts.CHANGES_GROUPED) == snapshot
    assert to_csv.render("funnel", pasts.FUNNEL) == snapshot
    assert to_csv.render("remembered", pasts.DAMAGED) == snapshot
    assert to_csv.render("leads", lead_samples.LEADS) == snapshot
    assert to_csv.render("review", reviews.MEETING) == snapshot
    assert to_csv.render("activity", activity_samples.ACTIVITY) == snapshot
