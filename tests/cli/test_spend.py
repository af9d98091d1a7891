"""Spend in a file beside pipeline.yaml, as users meet it: figures by hand, errors, and checks."""

import json

import pytest

from .process import pipectl

DAY = ("--as-of", "2026-11-16")
COSTS = ("cost_per_opportunity", "cost_per_qualified", "cost_per_won")
#: Created in the fourth quarter: A, B, C, E, F. Qualified of these: A, C, E. Won in it: A, D, E.
DEALS = """id,name,amount,stage,created,expected close date,closed,source
1,A,1000,Won,2026-10-05,2026-11-01,2026-11-01,Web
2,B,500,Lead,2026-10-09,2026-12-20,,Web
3,C,800,Demo,2026-11-02,2026-12-20,,web
4,D,5000,Won,2026-03-05,2026-10-15,2026-10-15,Web
5,E,700,Won,2026-10-05,2026-10-30,2026-10-30,Partner
6,F,700,Lost,2026-10-06,2026-10-31,2026-10-31,
"""
PLAN = """version: 1
currency: USD
stages: [{name: Lead}, {name: Demo}, {name: Won, kind: won}, {name: Lost, kind: lost}]
qualified_from: Demo
spend_file: spend.csv
"""
SPEND = """month,amount,source
2026-10,"$1,200",Web
2026-11,600,web
2026-12,600,WEB
2026-10,900,Trade fair
2026-11,300,
"""


@pytest.fixture
def folder(tmp_path):
    """Spend of 2,400 on Web, 900 on a fair, and 300 on nothing in particular."""
    (tmp_path / ".git").touch()
    for name, text in (("opportunities.csv", DEALS), ("pipeline.yaml", PLAN), ("spend.csv", SPEND)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_costs_and_return_are_those_worked_out_by_hand(folder):
    ran = pipectl("report", *DAY, "--by", "source", "--format", "json", cwd=folder)
    assert (ran.code, ran.err) == (0, "")
    tree = json.loads(ran.out)

    def figures(measures):
        found = (measures[key] for key in ("spend", *COSTS, "spend_return"))
        return [None if each["value"] is None else round(float(each["value"]), 4) for each in found]

    assert figures(tree["measures"]) == [3600, 720, 1200, 1200, 1.8611]
    assert {each["key"]: figures(each["measures"]) for each in tree["groups"]} == {
        "Web": [2400, 800, 1200, 1200, 2.5],
        "Partner": [None] * 5,
        "Trade fair": [900, None, None, None, 0],
        None: [None] * 5,
    }
    details = {key: each["value"] for key, each in tree["measures"]["spend_return"]["details"].items()}
    assert details == {
        "count": "3",
        "without_amount": "0",
        "created_won": "1700.00",
        "created_won_count": "2",
        "created_return": "0.4722222222222222222222222222",
    }
    assert tree["measures"]["spend"]["details"]["without_source"]["value"] == "300.00"


def test_checks_hold_them_and_a_source_without_spend_is_not_judged(folder):
    checks = "checks: [{metric: cost_per_opportunity, max: 500, by: source}, {metric: spend_return, min: 1}]\n"
    (folder / "pipeline.yaml").write_text(PLAN + checks, encoding="utf-8")
    ran = pipectl("check", *DAY, "--format", "json", cwd=folder)
    lines = {(each["metric"], each["key"]): each["verdict"] for each in json.loads(ran.out)["checks"]}
    assert ran.code == 2
    assert lines == {
        ("cost_per_opportunity", "Web"): "failed",
        ("cost_per_opportunity", "Trade fair"): "undefined",
        ("cost_per_opportunity", "Partner"): "too few",
        ("cost_per_opportunity", None): "too few",
        ("spend_return", None): "passed",
    }
    spread = checks.replace("by: source", "undefined: warn, by: source")
    (folder / "pipeline.yaml").write_text(PLAN + spread, encoding="utf-8")
    assert pipectl("check", *DAY, cwd=folder).code == 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "month,amount,source\n2026-10,5,Web\nMay,lots,Web\n2026-Q4,7,WEB\n",
            (
                "spend.csv can't be used for spend: 2 problems",
                "spend.csv:3:1: SPEC009 period 'May' is no period; write it as 2026-Q4, FY26-Q2, 2026-11,",
                (
                    "spend.csv:4:1: SPEC009 period '2026-Q4' shares days with '2026-10' in line 2, for source 'WEB'; "
                    "let one begin where the other ends"
                ),
            ),
        ),
        (
            "source,2026-10,2026-11\nWeb,5,6\n",
            (
                (
                    "spend.csv:1:2: '2026-10' is a period that heads a column; write a row for each period instead, "
                    "with the columns period, amount, and source"
                ),
            ),
        ),
        ("month,amount,Campaign\n2026-10,5,X\n", ("spend.csv:1:3: 'Campaign' is no column of spend, or one too many",)),
    ],
)
def test_a_file_that_can_t_be_used_is_refused_at_its_place(folder, text, said):
    (folder / "spend.csv").write_text(text, encoding="utf-8")
    ran = pipectl("report", *DAY, cwd=folder)
    assert (ran.code, ran.out) == (2, "")
    assert all(each in ran.err for each in said), ran.err


def test_the_list_of_spend_is_never_written_over_and_a_missing_one_is_told(folder):
    ran = pipectl("report", "-o", "spend.csv", *DAY, cwd=folder)
    assert (ran.code, "would write over" in ran.err) == (2, True)
    assert (folder / "spend.csv").read_text("utf-8") == SPEND
    (folder / "spend.csv").unlink()
    assert "spend.csv: no such file" in pipectl("report", *DAY, cwd=folder).err
