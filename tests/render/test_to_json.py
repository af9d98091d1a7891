import json
from decimal import Decimal

import jsonschema
import pytest

from pipectl.render import schemas, to_json
from tests.render import (
    activity_samples,
    boards,
    checks,
    diagnoses,
    forecasts,
    lead_samples,
    pasts,
    playbooks,
    reviews,
    scorecards,
)
from tests.render.samples import BARE, CHECKS, GROUPED, LISTING, MEASURES, NASTY, REPORT, with_names
from tests.render.validations import CLEAN, HOSTILE, KNOWN, VALIDATION

WIN_RATE = next(each for each in MEASURES if each.key == "win_rate")
DOCUMENTS = {
    "report": [to_json.render("report", each) for each in (REPORT, GROUPED, BARE, with_names(GROUPED, NASTY))],
    "list": [to_json.render("listing", LISTING)],
    "board": [to_json.render("board", each) for each in (boards.BOARD, boards.NOTHING, boards.MIXED, boards.HOSTILE)],
    "check": [to_json.render("check", each) for each in (CHECKS, checks.RICH, checks.HOSTILE)],
    "validate": [to_json.render("validation", each) for each in (VALIDATION, KNOWN, CLEAN, HOSTILE)],
    "doctor": [
        to_json.render("diagnosis", each) for each in (diagnoses.DIAGNOSIS, diagnoses.NOTHING, diagnoses.HOSTILE)
    ],
    "changes": [
        to_json.render("changes", each)
        for each in (pasts.CHANGES, pasts.CHANGES_GROUPED, pasts.UNCHANGED, pasts.TWICE, pasts.CHANGES_HOSTILE)
    ],
    "funnel": [
        to_json.render("funnel", each)
        for each in (pasts.FUNNEL, pasts.FUNNEL_GROUPED, pasts.FUNNEL_EMPTY, pasts.FUNNEL_HOSTILE)
    ],
    "forecast": [
        to_json.render("forecast", each)
        for each in (forecasts.FULL, forecasts.SMALL, forecasts.NOTHING, forecasts.HOSTILE)
    ],
    "playbook": [to_json.render("playbook", each) for each in playbooks.EVERY],
    "leads": [
        to_json.render("leads", each)
        for each in (lead_samples.LEADS, lead_samples.BARE, lead_samples.NOTHING, lead_samples.HOSTILE)
    ],
    "review": [to_json.render("review", each) for each in reviews.SHOWN.values()],
    "activity": [
        to_json.render("activity", each)
        for each in (
            activity_samples.ACTIVITY,
            activity_samples.BARE,
            activity_samples.NOTHING,
            activity_samples.HOSTILE,
        )
    ],
    "history": [
        to_json.render("remembered", each)
        for each in (pasts.REMEMBERED, pasts.DAMAGED, pasts.NOTHING_KEPT, pasts.REMEMBERED_HOSTILE)
    ],
    "qualify": [to_json.render("qualify", each) for each in scorecards.EVERY],
    "explain": [
        to_json.render("explain", WIN_RATE, (WIN_RATE,), "USD"),
        to_json.render("explain", None, MEASURES, None),
    ],
}


def objects(schema):
    """Every schema of an object with named properties, at any depth."""
    if isinstance(schema, dict):
        if "properties" in schema:
            yield schema
        for each in schema.values():
            yield from objects(each)


@pytest.mark.parametrize("name", schemas.SCHEMAS)
def test_every_document_fits_its_published_schema(name):
    schema = schemas.schema(name)
    jsonschema.Draft202012Validator.check_schema(schema)
    for text in DOCUMENTS[name]:
        assert list(jsonschema.Draft202012Validator(schema).iter_errors(json.loads(text))) == []


@pytest.mark.parametrize("name", schemas.SCHEMAS)
def test_schemas_allow_and_require_exactly_the_named_keys(name):
    found = list(objects(schemas.schema(name)))
    assert found
    for each in found:
        assert each["additionalProperties"] is False
        assert each["required"] == list(each["properties"])


def test_the_schema_is_named_first():
    for name, texts in DOCUMENTS.items():
        for text in texts:
            assert text.startswith(f'{{\n  "schema": "pipectl.{name}/1"')


def test_measures_are_exact_decimals_as_text():
    report = json.loads(to_json.render("report", REPORT))
    measures = report["measures"]
    assert measures["weighted_pipeline"]["value"] == "350400.50"
    assert measures["pipeline_value"]["value"] == "890000.00"
    assert Decimal(measures["win_rate"]["value"]) == REPORT.measure("win_rate").value
    assert (measures["win_rate"]["numerator"], measures["win_rate"]["denominator"]) == ("9", "29")
    assert measures["cost_per_opportunity"]["value"] is None
    assert measures["cost_per_opportunity"]["undefined"] == "no spend is given for Q1 2026; add spend:"
    assert int(report["source"]["accepted"]) == 44


def test_a_period_ends_on_the_first_day_outside_it():
    period = json.loads(to_json.render("report", REPORT))["period"]
    assert period == {
        "key": "2026-Q1",
        "label": "Q1 2026",
        "start": "2026-01-01",
        "end": "2026-04-01",
        "last": "2026-03-31",
    }


def test_every_stage_is_there_with_all_its_rows():
    stages = json.loads(to_json.render("report", REPORT))["stages"]
    assert [each["name"] for each in stages][-2:] == ["Closed Won", "Closed Lost"]
    assert (stages[-1]["count"], stages[-1]["amount"]) == (20, "508000.00")


def test_foreign_text_is_the_same_after_reading_it_back():
    report = json.loads(to_json.render("report", with_names(REPORT, NASTY)))
    assert [each["name"] for each in report["attention"]][: len(NASTY)] == list(NASTY)


def test_a_validation_carries_its_score_and_says_of_each_finding_whose_it_is_and_whether_it_is_known():
    found = json.loads(to_json.render("validation", KNOWN))
    assert (found["quality"]["clean"], found["quality"]["rows"]) == (41, 47)
    assert Decimal(found["quality"]["value"]) == KNOWN.quality.value
    assert (found["failed"], found["fail_on"]) == (True, "error")
    assert found["baseline"]["gone"][1] == {"code": "DATA101", "opportunity": "Pilot", "account": "Acme", "count": 2}
    assert [each["known"] for each in found["findings"]] == [False, True, True, True]
    assert found["findings"][0]["owner"] == "Ann"
    assert found["owners"] == [{"owner": "Ann", "rows": 20, "flagged": 4}, {"owner": None, "rows": 5, "flagged": 2}]
    assert found["finding_counts"] == {"DATA012": 3, "DATA101": 1, "DATA302": 1}
    assert json.loads(to_json.render("validation", VALIDATION))["baseline"] is None


def test_the_report_looks_as_agreed(snapshot):
    assert to_json.render("report", GROUPED) == snapshot


def test_the_other_documents_look_as_agreed(snapshot):
    assert to_json.render("listing", LISTING) == snapshot
    assert to_json.render("check", checks.RICH) == snapshot
    assert to_json.render("validation", KNOWN) == snapshot
    assert to_json.render("changes", pasts.CHANGES) == snapshot
    assert to_json.render("funnel", pasts.FUNNEL) == snapshot
    assert to_json.render("remembered", pasts.DAMAGED) == snapshot
    assert to_json.render("leads", lead_samples.BARE) == snapshot
    assert to_json.render("review", reviews.WITHOUT_PAST) == snapshot
    assert to_json.render("activity", activity_samples.BARE) == snapshot
