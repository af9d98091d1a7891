"""Fields, derived fields and headers can be named; whatever else is refused with a hint."""

import pytest

from pipectl.domain.errors import UsageProblem
from pipectl.engines.keys import grouping, nameable, resolve
from tests.builders import a_pipeline, an_open, lost, won

DATA = a_pipeline(an_open(owner="Ann", extra={"Sales Region": "EMEA"}), won())


def test_what_can_be_named_are_our_fields_derived_ones_and_other_headers():
    names = nameable(DATA)
    assert names[:7] == ("name", "amount", "created", "expected_close", "probability", "stage", "owner")
    assert names[7:] == ("outcome", "created_month", "close_month", "close_quarter", "amount_band", "Sales Region")


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("owner", "owner"),
        (" Owner ", "owner"),
        ("Close Month", "close_month"),
        ("created-month", "created_month"),
        ("sales region", "Sales Region"),
    ],
)
def test_names_are_found_however_they_are_written(written, found):
    assert resolve(written, DATA, "--by") == found


def test_the_header_of_a_mapped_column_names_its_field():
    data = a_pipeline(an_open())
    account = data.files[0]
    mapped = account._replace(columns=(("stage", "Phase"),))
    data = type(data)(data.opportunities, data.findings, (mapped,), (), data.fields, ())
    assert resolve("phase", data, "--by") == "stage"


def test_an_unknown_name_is_refused_with_what_there_is_and_the_nearest():
    with pytest.raises(UsageProblem, match=r"--by 'ownr' is not in this data, which has name, .*did you mean owner\?"):
        resolve("ownr", DATA, "--by")
    with pytest.raises(UsageProblem, match="name one of them"):
        resolve("zzzzzz", DATA, "--by")


def test_a_field_the_file_has_no_column_for_cannot_be_named():
    with pytest.raises(UsageProblem, match="--by 'team'"):
        resolve("team", DATA, "--by")
    with pytest.raises(UsageProblem, match="created_month"):
        resolve("created_month", a_pipeline(an_open(), without=("created",)), "--by")


@pytest.mark.parametrize(
    ("field", "deal", "starts", "key"),
    [
        ("created_month", an_open(created="2025-12-31"), 1, "2025-12"),
        ("close_month", an_open(expected_close="2026-03-01"), 1, "2026-03"),
        ("close_month", won(closed="2026-01-31", expected_close="2026-05-01"), 1, "2026-01"),
        ("close_quarter", lost(expected_close="2026-01-20"), 1, "2026-Q1"),
        ("close_quarter", lost(expected_close="2026-01-20"), 2, "FY26-Q4"),
        ("close_quarter", an_open(expected_close=None), 1, None),
        ("created_month", an_open(created=None), 1, None),
        ("amount_band", an_open("999.99"), 1, "under 1k"),
        ("amount_band", an_open(1000), 1, "1k to 2.5k"),
        ("amount_band", an_open("24999.99"), 1, "10k to 25k"),
        ("amount_band", an_open(25000), 1, "25k to 50k"),
        ("amount_band", an_open(10_000_000), 1, "10M and more"),
        ("amount_band", an_open(0), 1, "under 1k"),
        ("amount_band", an_open(-1), 1, "below 0"),
        ("amount_band", an_open(None), 1, None),
        ("outcome", won(), 1, "won"),
        ("amount", an_open("1000.50"), 1, "1000.5"),
        ("amount", an_open("1000"), 1, "1000"),
        ("expected_close", an_open(expected_close="2026-03-01"), 1, "2026-03-01"),
        ("stage", an_open(), 1, "Proposal"),
        ("Sales Region", an_open(extra={"Sales Region": "EMEA"}), 1, "EMEA"),
        ("Sales Region", an_open(), 1, None),
    ],
)
def test_a_grouping_gives_each_opportunity_its_key(field, deal, starts, key):
    assert grouping(field, starts)(deal) == key


@pytest.mark.parametrize(
    ("field", "deals", "key"),
    [
        ("probability", (an_open(probability="0.4"), an_open(probability="0.40")), "0.4"),
        ("amount", (an_open("100"), an_open("100.00"), an_open("1E+2")), "100"),
        ("amount", (an_open("0"), an_open("-0.00")), "0"),
    ],
)
def test_a_number_is_one_key_however_many_zeros_it_is_written_with(field, deals, key):
    assert {grouping(field, 1)(deal) for deal in deals} == {key}


def test_texts_that_differ_by_case_and_space_alone_are_one_key_spelled_as_most_have_it():
    deals = [an_open(owner=name, id=name) for name in ("ANN  LEE", "Ann Lee", "Ann Lee", "ann lee", "Bo")]
    assert [grouping("owner", 1, deals)(deal) for deal in deals] == ["Ann Lee"] * 4 + ["Bo"]
    assert grouping("owner", 1, deals)(an_open()) is None
    regions = [an_open(extra={"Region": name}) for name in ("EMEA", "emea")]
    assert {grouping("Region", 1, regions)(deal) for deal in regions} == {"EMEA"}


def test_ids_that_differ_by_case_are_two_keys():
    deals = [an_open(id="0061a"), an_open(id="0061A")]
    assert {grouping("id", 1, deals)(deal) for deal in deals} == {"0061a", "0061A"}
