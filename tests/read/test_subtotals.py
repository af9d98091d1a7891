from decimal import Decimal

import pytest

from pipectl.read.subtotals import called_total

from .exports import codes, read, said

HEADER = "name,stage,amount,owner"


def kept(*rows):
    return [one.name for one in read(HEADER, *rows)]


@pytest.mark.parametrize(
    "name",
    [
        "Total", "TOTAL:", "Grand Total", "Subtotal", "Sub-total", "Sum", "Summe", "Gesamt", "Zwischensumme",
        "Sous-total", "Soma", "Total open", "Total Proposal", "Total (2 deals)", "Subtotal Ann",
        "Grand Totals", "Total (EUR)", "Report Total", "Overall", "Grand Totals (2 records)", "Overall total USD",
        "Gesamtergebnis", "Ergebnis", "Overall Result", "Pipeline total", "Q4 total", "Ann total", "Total EUR",
        "Total in EUR", "Weighted total", "Total weighted", "Sum of Amount", "Σ", "\N{N-ARY SUMMATION} EUR",
        "Total Q4 2026",
    ],
)  # fmt: skip
def test_a_row_called_a_total_that_has_the_sum_of_those_above_is_none_of_them(name):
    pipeline = read(HEADER, "a,Proposal,1200,Ann", "b,Proposal,5000,Ann", f"{name},Proposal,6200,Ann")
    assert [one.name for one in pipeline] == ["a", "b"]
    assert (pipeline.rows.set_aside, codes(pipeline)) == (1, ["DATA021"])
    [told] = said(pipeline)
    assert told.startswith(
        f"deals.csv:4:1: DATA021 name is called '{name}', and its amount is the sum of 2 rows above;"
    )


@pytest.mark.parametrize("name", ["Average", "Durchschnitt", "Mittelwert", "Ø Amount", "Average deal value"])
def test_an_average_of_the_rows_above_is_no_opportunity(name):
    pipeline = read(HEADER, "a,Proposal,100,Ann", "b,Proposal,100,Ann", "c,Proposal,101,Bo", f"{name},Proposal,100.33,")
    assert [one.name for one in pipeline] == ["a", "b", "c"]
    assert "and its amount is the average of 3 rows above;" in said(pipeline)[0]
    rows = ["a,Proposal,1,", "b,Proposal,2,", "Total,Proposal,3,", "Average,Proposal,1.5,"]
    assert kept(*rows) == kept(*rows[:2], rows[3], rows[2]) == ["a", "b"]
    assert codes(read(HEADER, "a,Proposal,100,", f"{name},Proposal,101,")) == ["DATA115"]


def test_what_only_ends_like_a_total_is_one_where_it_is_the_sum_of_several_rows_alone():
    assert codes(read(HEADER, "a,Proposal,1,", "b,Proposal,2,", "Air Total,Proposal,4,")) == []
    assert codes(read(HEADER, "a,Proposal,1,", "Air Total,Proposal,1,")) == []
    parts = ["a,Proposal,1,", "b,Proposal,2,", "Ann total,Proposal,3,", "c,Proposal,5,", "Total,Proposal,8,"]
    assert kept(*parts) == ["a", "b", "c"]


def test_totals_of_each_stage_of_each_part_and_of_all_are_found():
    parts = [
        "a,Proposal,1,Ann",
        "b,Proposal,2,Ann",
        "Subtotal,Proposal,3,",
        "c,Discovery,4,Bo",
        "Subtotal,Discovery,4,",
    ]
    assert kept(*parts, "Total,Discovery,7,") == ["a", "b", "c"]
    mixed = ["a,Proposal,1,", "b,Discovery,2,", "c,Closed Won,4,", "d,Proposal,8,"]
    assert kept(*mixed, "Total Proposal,Proposal,9,", "Total open,Discovery,11,", "Total,Proposal,15,") == list("abcd")


def test_rows_that_are_set_aside_are_in_the_total_of_a_file_all_the_same():
    assert kept("a,Proposal,1,", "b,Nowhere,2,", "Total,Proposal,3,") == ["a"]


def test_a_total_is_told_as_such_whatever_else_is_wrong_with_it():
    assert codes(read(HEADER, "a,Proposal,1,", "Total,All stages,1,")) == ["DATA021"]


def test_a_row_called_a_total_that_has_another_amount_is_kept_with_a_warning():
    pipeline = read(HEADER, "a,Proposal,1200,", "b,Proposal,5000,", "Total,Proposal,6000,", "Total,Proposal,,")
    assert [one.amount for one in pipeline] == [Decimal(1200), Decimal(5000), Decimal(6000), None]
    assert [code for code in codes(pipeline) if code != "DATA101"] == ["DATA115", "DATA115"]


@pytest.mark.parametrize("name", ["Total Energies", "Summer deal", "Totally new", "Sum Inc", "Gesamthochschule"])
def test_an_opportunity_whose_name_only_begins_so_is_one(name):
    assert not called_total(name, [name, "Proposal"])
    assert codes(read(HEADER, "a,Proposal,1,", "b,Proposal,2,", f"{name},Proposal,3,")) == []


def test_amounts_of_many_digits_are_summed_exactly():
    rows = ["a,Proposal,123456789012345678.000000000000000001,", "b,Proposal,1,"]
    assert kept(*rows, "Total,Proposal,123456789012345679.000000000000000001,") == ["a", "b"]
    assert kept(*rows, "Total,Proposal,123456789012345679.000000000000000002,") == ["a", "b", "Total"]


@pytest.mark.parametrize(
    ("header", "row", "own"),
    [
        ("id,name,account,stage,amount", "O2,Total,TotalEnergies,Proposal,5", "an id"),
        ("name,stage,amount,created", "Total,Proposal,5,2025-01-02", "a stage and a date"),
        ("name,stage,amount,close date", "Grand Total,Proposal,5,2025-03-02", "a stage and a date"),
    ],
)
def test_an_opportunity_that_is_called_a_total_and_has_what_no_total_has_counts(header, row, own):
    first = row.replace("O2", "O1").replace("Grand ", "").replace("Total,", "Acme,", 1)
    pipeline = read(header, first, row)
    assert [one.amount for one in pipeline] == [5, 5]
    [told] = said(pipeline)
    assert (
        f"DATA115 name is called '{'Grand Total' if 'Grand' in row else 'Total'}', and it has {own} of its own" in told
    )


@pytest.mark.parametrize("row", [",Total,,Proposal,5", "Total,,,Proposal,5", "Total,Total,,Proposal,5"])
def test_a_total_whose_label_stands_in_the_column_of_ids_is_one(row):
    assert len(read("id,name,account,stage,amount", "O1,Acme,,Proposal,5", row)) == 1
