"""The tables of spend by source: each source, what names none, all of it, and why a figure is not there."""

import csv
import io
import json

import pytest

from pipectl.render import to_csv, to_json, to_markdown, to_terminal
from pipectl.render.canvas import Canvas
from tests.builders import a_report, a_spec, a_spend, an_open, lost, won

NASTY = "\x1b[31mWeb|[b]x[/b] `=1+1`"
SPENT = (a_spend(600, source="Web"), a_spend(900, source="Trade fair"), a_spend(300))
DEALS = (
    an_open(stage="Commit", source="Web"),
    won(400, created="2026-01-05", source="web"),
    won(1000, created="2025-11-01", source="Web"),
    won(100, created="2025-12-31", source="Partner"),
    lost(250, created="2026-01-02"),
)


def report(*deals, spend=SPENT, by=("source",), currency="USD"):
    spec = a_spec(spend=spend, qualified_from="Proposal", currency=currency)
    return a_report(*deals, spec=spec, by=by)


def screen(found, width=100):
    text = to_terminal.render("report", found, Canvas(width))
    return text.partition("Spend in ")[2].partition("\nNext")[0]


@pytest.mark.parametrize("width", [48, 60, 80, 100])
def test_spend_by_source_looks_as_agreed(snapshot, width):
    found = screen(report(*DEALS), width)
    assert found == snapshot
    assert max(map(len, found.splitlines())) <= width


def test_spend_by_source_reads_as_agreed_in_markdown(snapshot):
    text = to_markdown.render("report", report(*DEALS))
    assert text.partition("### ")[2].partition("\n**Next")[0] == snapshot


def test_every_figure_of_every_source_is_in_csv_and_json():
    found = report(*DEALS)
    cells = {
        (row["key"], row["measure"]): (row["value"], row["numerator"], row["denominator"], row["undefined"])
        for row in csv.DictReader(io.StringIO(to_csv.render("report", found)))
        if row["section"] == "group"
    }
    assert cells["Web", "spend"] == ("600.00", "", "", "")
    assert cells["Web", "cost_per_opportunity"] == ("300.00", "600", "2", "")
    assert cells["Web", "spend_return.created_won"][0] == "400.00"
    assert cells["Trade fair", "cost_per_won"] == ("", "900", "0", "no opportunity was won in the period")
    assert cells["Partner", "spend_return"][3] == "pipeline.yaml has no spend on this source in 2026-Q1"
    tree = json.loads(to_json.render("report", found))
    assert tree["measures"]["spend"]["details"]["without_source"]["value"] == "300.00"
    groups = {each["key"]: each["measures"] for each in tree["groups"]}
    assert groups["Web"]["spend_return"]["numerator"] == "1400"
    assert groups["Trade fair"]["spend_return"]["value"] == "0"


def test_without_spend_and_in_other_groups_there_is_no_table():
    for found in (report(*DEALS, spend=()), report(*DEALS, by=("stage",)), report(*DEALS, by=())):
        assert "Spend in" not in to_terminal.render("report", found, Canvas(100))
        assert "Spend in" not in to_markdown.render("report", found)


def test_where_sources_are_asked_for_it_is_said_why_there_is_no_spend():
    for spend, why in (
        ((), "pipeline.yaml has no spend; add what 2026-Q1 cost under spend"),
        (
            (a_spend(9, "2026", source="Web"),),
            "pipeline.yaml has spend for 2026 as a whole, and nothing tells how much",
        ),
    ):
        for by, times in ((("source",), 1), (("stage",), 0)):
            found = report(*DEALS, spend=spend, by=by)
            assert " ".join(to_terminal.render("report", found, Canvas(100)).split()).count(f"– Spend: {why}") == times
            assert to_markdown.render("report", found).count(f"- – Spend: {why}") == times


def test_the_whole_says_why_it_has_none_where_a_source_has_some():
    spend = (a_spend(600, source="Web"), a_spend(9, "2026", source="Fair"))
    text = " ".join(screen(report(*DEALS, spend=spend)).split())
    assert "Web $600 $300 of 2" in text
    assert "All – – – – $1.5k –" in text
    assert "– Spend · Per opportunity · Per qualified · Per won · Return: pipeline.yaml has spend for 2026 as a" in text


def test_spend_that_names_no_source_is_shown_though_no_source_has_any():
    text = screen(report(*DEALS, spend=(a_spend(300),)))
    assert "(on no source)    $300" in " ".join(text.split()).replace("(on no source) $300", "(on no source)    $300")
    assert "has no spend on this source" in " ".join(text.split())


def test_amounts_in_several_currencies_leave_the_return_to_the_line_that_tells_why():
    deals = (won(400, currency="USD", source="Web"), won(100, currency="EUR", source="Web"))
    text = screen(report(*deals, currency=None))
    assert "not added" not in text
    assert "300 of 2" in text


def test_sources_of_the_plan_are_made_harmless():
    found = report(an_open(source="Web"), spend=(a_spend(5, source=NASTY),))
    text = screen(found)
    assert "\x1b" not in text
    assert "[b]x[/b]" in text
    assert "\x1b" not in to_markdown.render("report", found)
    assert r"\|" in to_markdown.render("report", found)
