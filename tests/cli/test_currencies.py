"""Several currencies through the real program: with rates and without, from one file and from two, in every format."""

import csv
import io
import json
from pathlib import Path

import jsonschema
import pytest

from .process import Ran, pipectl

STAGES = """version: 1
stages:
  - {name: Lead, probability: 0.1}
  - {name: Proposal, probability: 0.5}
  - {name: Won, kind: won}
  - {name: Lost, kind: lost}
quotas: [{period: 2026-Q4, amount: 10000}]
"""
RATES = STAGES + "currency: USD\nexchange_rates: {EUR: 1.08}\n"
HEAD = "name,stage,amount,created,expected close date,owner\n"
EUROS = (
    'B,Lead,"€2,000.50",2026-09-01,2026-12-15,Ann\n'
    'C,Proposal,"€3,000",2026-08-01,2026-10-01,Bo\n'
    "D,Won,€500,2026-08-01,2026-10-11,Bo\n"
)
DOLLARS = (
    'A,Lead,"$1,000",2026-09-01,2026-12-01,Ann\n'
    "E,Won,$700,2026-08-01,2026-10-12,Bo\n"
    "F,Lost,$900,2026-08-01,2026-10-12,Ann\n"
)
REASON = "amounts are in EUR and USD, which are not added; give currency and exchange_rates in pipeline.yaml"
AS_OF = ("--as-of", "2026-11-16")


@pytest.fixture(params=["one file", "two files"])
def files(request, tmp_path: Path) -> list[str]:
    """The same rows in one file and in two, beside both plans."""
    texts = {"all.csv": HEAD + EUROS + DOLLARS}
    if request.param == "two files":
        texts = {"euros.csv": HEAD + EUROS, "dollars.csv": HEAD + DOLLARS}
    for name, text in (texts | {"plain.yaml": STAGES, "rates.yaml": RATES}).items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return list(texts)


@pytest.fixture
def run(files, tmp_path):
    def ran(verb: str, plan: str, *more: str) -> Ran:
        return pipectl(verb, *files, "-c", plan, *AS_OF, *more, cwd=tmp_path)

    return ran


def tree(ran: Ran, verb: str = "report"):
    """The JSON that was written, once it is held against its published schema."""
    assert ran.code in (0, 2), ran.err
    found = json.loads(ran.out)
    jsonschema.validate(found, json.loads(pipectl("schema", verb).out))
    return found


def test_without_rates_sums_are_null_with_a_reason_and_groups_by_currency_have_them(run):
    found = tree(run("report", "plain.yaml", "--format", "json"))
    assert (found["currency"], found["currencies"], found["source"]["set_aside"]) == (None, ["EUR", "USD"], 0)
    value = found["measures"]["pipeline_value"]
    assert (value["value"], value["undefined"]) == (None, f"{REASON}, or see one with --where currency=EUR")
    assert found["measures"]["win_rate"]["value"].startswith("0.666")
    assert [(each["key"], each["amount"], each["currency"]) for each in found["groups"]] == [
        ("EUR", "5500.50", "EUR"),
        ("USD", "2600.00", "USD"),
    ]
    assert [each["measures"]["pipeline_value"]["value"] for each in found["groups"]] == ["5000.50", "1000.00"]
    assert [(each["name"], each["amount"], each["currency"]) for each in found["stages"]] == [
        ("Lead", None, None),
        ("Proposal", "3000.00", "EUR"),
        ("Won", None, None),
        ("Lost", "900.00", "USD"),
    ]
    assert {each["name"]: each["currency"] for each in found["attention"]} == {"A": "USD", "B": "EUR", "C": "EUR"}
    assert found["next_step"]["amount"] is None


def test_with_rates_all_sums_are_whole_and_what_was_converted_is_said(run):
    found = tree(run("report", "rates.yaml", "--format", "json"))
    assert (found["currency"], found["currencies"], found["groups"]) == ("USD", ["USD"], [])
    # 1,000 + 1.08 x (2,000.50 + 3,000) = 6,400.54; won 700 + 1.08 x 500 = 1,240; 1,240 ÷ (1,240 + 900)
    assert found["measures"]["pipeline_value"]["value"] == "6400.54"
    assert found["measures"]["won_amount"]["value"] == "1240.00"
    assert found["measures"]["value_win_rate"]["numerator"] == "1240"
    assert found["measures"]["value_win_rate"]["denominator"] == "2140"
    assert "3 amounts in EUR were converted at 1.08" in found["notes"]


def test_the_screen_shows_each_sum_in_its_own_currency_and_says_once_why_others_have_none(run):
    ran = run("report", "plain.yaml")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.count("which are not added") == 1
    assert "Sums of amounts: amounts are in EUR and USD" in ran.out
    lines = [" ".join(line.split()) for line in ran.out.splitlines()]
    assert "EUR 2 €5k €1.7k €500 100% of 1 €500 of 1 71 d of 1 100% of 2" in lines
    assert "USD 1 $1k $100 $700 50% of 2 $700 of 1 72 d of 1 100% of 1" in lines
    assert "Decided Won 2 · – Lost 1 · $900" in lines
    assert "$5" not in ran.out


def test_a_filter_on_a_currency_is_whole_and_grouping_by_it_shows_it_once(run):
    only = tree(run("report", "plain.yaml", "--where", "currency=eur", "--format", "json"))
    assert (only["currency"], only["measures"]["pipeline_value"]["value"]) == ("EUR", "5000.50")
    asked = tree(run("report", "plain.yaml", "--by", "currency", "--by", "owner", "--format", "json"))
    assert [each["by"] for each in asked["groups"]] == ["currency", "currency", "owner", "owner"]
    assert run("report", "rates.yaml", "--where", "currency=EUR").code == 2


def test_a_list_shows_each_amount_in_its_own_currency_and_adds_none_of_several(run):
    found = tree(run("list", "plain.yaml", "--format", "json"), "list")
    assert (found["amount"], found["currency"], found["currencies"]) == (None, None, ["EUR", "USD"])
    rows = [row for stage in found["stages"] for row in stage["opportunities"]]
    assert {row["name"]: row["currency"] for row in rows} == dict.fromkeys("BCD", "EUR") | dict.fromkeys("AEF", "USD")
    screen = run("list", "plain.yaml").out
    assert "3 open · 2 won · 1 lost $900" in screen
    assert "€2,000.50" in screen
    assert "$1,000" in screen
    assert "amounts are in EUR and USD, which are not added" in screen
    rows = list(csv.DictReader(io.StringIO(run("list", "plain.yaml", "--format", "csv").out)))
    assert [(row["name"], row["amount"], row["currency"]) for row in rows][:2] == [
        ("B", "2000.50", "EUR"),
        ("A", "1000.00", "USD"),
    ]


def test_a_check_of_a_sum_over_several_currencies_is_not_answered(run):
    ran = run("check", "plain.yaml", "--min-coverage", "0.1", "--format", "json")
    assert ran.code == 2
    found = tree(ran, "check")
    assert found["checks"][0]["verdict"] == "undefined"
    assert found["checks"][0]["undefined"].startswith(REASON)
    assert run("check", "rates.yaml", "--min-coverage", "0.1").code == 0


def test_tables_for_machines_and_pages_have_the_currency_of_each_sum(run):
    rows = list(csv.DictReader(io.StringIO(run("report", "plain.yaml", "--format", "csv").out)))
    told = [(row["section"], row["key"], row["measure"], row["value"]) for row in rows]
    assert [value for section, _, name, value in told if (section, name) == ("report", "currencies")] == ["EUR", "USD"]
    assert ("report", "", "currency", "") in told
    assert ("group", "EUR", "currency", "EUR") in told
    assert ("group", "EUR", "pipeline_value", "5000.50") in told
    assert ("stage", "Lead", "amount", "") in told
    page = run("report", "plain.yaml", "--format", "markdown").out
    assert "| EUR | 3 | 2 | €5k | €1.7k | €500 | 100% of 1 |" in page
    assert page.count("which are not added") == page.count("- – Sums of amounts: amounts are in EUR and USD") == 1


def test_without_a_rate_for_it_an_amount_is_set_aside_with_the_key_that_would_keep_it(tmp_path):
    (tmp_path / "all.csv").write_text(HEAD + EUROS + DOLLARS, encoding="utf-8")
    (tmp_path / "pipeline.yaml").write_text(STAGES + "currency: USD\n", encoding="utf-8")
    ran = pipectl("validate", "all.csv", *AS_OF, cwd=tmp_path)
    assert ran.code == 1
    assert "DATA009" in ran.out
    assert "give EUR a rate under exchange_rates in pipeline.yaml" in ran.out


def test_the_plan_is_refused_at_the_place_of_a_rate_that_is_none(tmp_path):
    (tmp_path / "all.csv").write_text(HEAD + EUROS, encoding="utf-8")
    (tmp_path / "pipeline.yaml").write_text(STAGES + "exchange_rates: {EUO: 1.08}\n", encoding="utf-8")
    ran = pipectl("report", "all.csv", cwd=tmp_path)
    assert ran.code == 2
    assert "pipeline.yaml:8:18: SPEC004 exchange_rates.EUO is no currency that is known; did you mean EUR?" in ran.err
    assert "pipeline.yaml:8:1: SPEC006 exchange_rates leads to no currency" in ran.err
