"""`forecast` as a shell runs it."""

import csv
import io
import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from .past import DAYS, FIRST, HEADER, THIRD, begin, keep
from .process import EXAMPLE, EXAMPLES, pipectl, started

ASKED = ("--by", "owner", "--backtest", "--goal-seek", "--what-if", "win_rate=+10%", "--what-if", "new=5@20000")


@pytest.fixture(scope="module")
def told():
    ran = pipectl("forecast", *EXAMPLE, *ASKED, "--format", "json")
    assert ran.code == 0, ran.err
    return json.loads(ran.out)


def test_its_json_is_as_its_schema_says(told):
    Draft202012Validator(json.loads(pipectl("schema", "forecast").out)).validate(told)


def test_the_parts_add_to_what_is_expected_and_the_groups_to_the_whole(told):
    def cents(found: dict[str, str], key: str) -> int:
        return round(float(found[key]) * 10_000)

    whole = told["outlook"]
    assert sum(cents(whole, key) for key in ("booked", "open", "new")) == cents(whole, "expected")
    for key in ("booked", "open", "new", "expected"):
        assert sum(cents(each["outlook"], key) for each in told["groups"]) == cents(whole, key)
    assert told["weeks"][-1]["amount"] == whole["expected"]


def test_too_little_to_claim_anything_is_told_and_is_no_failure(told):
    assert told["no_claim"].endswith("a claim takes 6, 40 and 10")
    assert told["backtest"] is None
    assert [each["changes"] for each in told["what_if"]] == [
        ["win_rate=+10%"],
        ["new=5@20000"],
        ["win_rate=+10%", "new=5@20000"],
    ]


def test_every_format_says_it():
    screen = pipectl("forecast", *EXAMPLE, *ASKED, COLUMNS="80")
    assert screen.code == 0
    assert "By the end of" in screen.out
    assert "Its error is not claimed" in " ".join(screen.out.split())
    assert max(map(len, screen.out.splitlines())) <= 80
    rows = list(csv.DictReader(io.StringIO(pipectl("forecast", *EXAMPLE, "-f", "csv").out)))
    assert {"forecast", "week", "method", "driver", "period", "category", "since"} <= {row["section"] for row in rows}
    assert pipectl("forecast", *EXAMPLE, "-f", "markdown").out.startswith("# New business · forecast\n")


def test_the_same_input_gives_the_same_bytes():
    assert started("forecast", *EXAMPLE, "-f", "json").out == pipectl("forecast", *EXAMPLE, "-f", "json").out


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--what-if", "win_rate=10%"), "write win_rate=+10% or win_rate=-10%"),
        (("--what-if", "drop=OPP-9"), "no open opportunity has the id 'OPP-9'"),
        (("--method", "magic"), "'magic' is not one of 'auto', 'weighted'"),
        (("--periods", "99"), "--periods '99' is not a number of periods; write 0 to 12"),
        (("--period", "all"), "a period with a first and a last day, which all lacks"),
        (("--since", "2027-01-01"), "--since 2027-01-01 is not before 2026-11-16"),
        (("--by", "ownr"), "did you mean owner?"),
        (("--method", "run_rate", "--what-if", "slip=20%"), "choose another --method"),
    ],
)
def test_what_makes_no_sense_is_refused(options, said):
    ran = pipectl("forecast", *EXAMPLE, *options)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


def test_rows_of_one_id_count_each_as_in_the_report_and_that_is_said(tmp_path):
    rows = ("Id,Name,Amount,Stage,Expected Close", *["1,a,5,Proposal,2026-12-01"] * 2)
    (tmp_path / "deals.csv").write_text("\n".join(rows), encoding="utf-8")
    for form in ("terminal", "json", "markdown", "csv"):
        ran = pipectl("forecast", "deals.csv", "--as-of", "2026-11-16", "-f", form, cwd=tmp_path, COLUMNS="200")
        assert "1 row has an id that another row has" in ran.out
        assert "and counts as well, so sums may be too high" in ran.out


def test_several_currencies_are_asked_to_be_seen_one_by_one(tmp_path):
    head = "Id,Name,Amount,Currency,Stage,Expected Close"
    rows = (head, "1,a,5,EUR,Proposal,2026-12-01", "2,b,5,USD,Proposal,2026-12-01")
    text = "\n".join(rows)
    (tmp_path / "deals.csv").write_text(text, encoding="utf-8")
    ran = pipectl("forecast", "deals.csv", "--as-of", "2026-11-16", cwd=tmp_path)
    assert ran.code == 2
    assert "--where currency=EUR" in ran.err
    ran = pipectl("forecast", "deals.csv", "--as-of", "2026-11-16", "--where", "currency=EUR", cwd=tmp_path)
    assert ran.code == 0, ran.err


def test_without_numpy_it_says_what_to_install_and_nothing_else_needs_it(tmp_path):
    (tmp_path / "numpy").mkdir()
    (tmp_path / "numpy" / "__init__.py").write_text("raise ImportError('none here')\n", encoding="utf-8")
    source = Path(__file__).parents[2] / "src"
    path = f"{tmp_path}:{source}"
    for command in (("forecast",), ("check", "--min", "p_quota=0.1"), ("explain", "forecast")):
        ran = started(*command, *EXAMPLE, PYTHONPATH=path)
        assert ran.code == 2, ran.said
        assert "pip install 'sales-pipectl[forecast]'" in ran.err
    assert started("report", *EXAMPLE, PYTHONPATH=path).code == 0


def test_snapshots_tell_what_moved_it(tmp_path):
    begin(tmp_path)
    keep(tmp_path, FIRST, THIRD)
    ran = pipectl("forecast", "--as-of", THIRD, "--method", "weighted", "-f", "json", cwd=tmp_path)
    assert ran.code == 0, ran.err
    found = json.loads(ran.out)
    assert found["since"]["start"] == FIRST
    moves = {each["name"]: (each["before"], each["after"]) for each in found["since"]["moves"]}
    # A quarter of 1,000, then three of 1,500; half of 2,000, then lost; three of 3,000, then won; then new.
    assert moves == {
        "Stark": ("2250.00", "3000.00"),
        "Hooli": ("1000.00", "0.00"),
        "Acme": ("250.00", "1125.00"),
        "Wayne": ("0.00", "225.00"),
    }
    assert found["sources"]


def test_a_win_that_left_the_export_teaches_and_that_it_is_not_booked_is_said(tmp_path):
    begin(tmp_path)
    keep(tmp_path, *DAYS)
    rows = [line for line in (HEADER + DAYS[THIRD]).splitlines(keepends=True) if "Stark" not in line]
    (tmp_path / "now.csv").write_text("".join(rows), encoding="utf-8")
    ran = pipectl("forecast", "now.csv", "--as-of", "2026-11-16", "-f", "json", cwd=tmp_path)
    assert ran.code == 0, ran.err
    found = json.loads(ran.out)
    assert found["outlook"]["booked"] == "0.00"
    assert "1 won in the period (3,000 in all) left today's export since: not booked" in found["notes"]
    assert "2 closed and 1 won in the lookback" in found["no_claim"]


def test_checks_gate_on_the_forecast_and_an_undefined_error_is_no_pass():
    ran = pipectl("check", *EXAMPLE, "--min", "forecast=100000", "--max", "p_quota=1", "-f", "json")
    told = {each["metric"]: each["verdict"] for each in json.loads(ran.out)["checks"]}
    assert told["forecast"] == told["p_quota"] == "passed"
    assert pipectl("check", *EXAMPLE, "--min", "p_quota=99%").code == 1
    ran = pipectl("check", *EXAMPLE, "--max", "backtest_error=0.2")
    assert ran.code == 2
    assert "a claim takes 6, 40 and 10" in ran.out


def test_a_check_by_owner_is_held_to_what_each_is_expected_to_win(tmp_path):
    plan = (EXAMPLES / "pipeline.yaml").read_text(encoding="utf-8")
    head, _, rest = plan.partition("\nchecks:\n")
    plan = f"{head}\nchecks:\n  - {{metric: forecast, min: 20000, by: owner}}\n{rest}"
    (tmp_path / "pipeline.yaml").write_text(plan, encoding="utf-8")
    for name in ("spend.csv", "activities.csv"):
        (tmp_path / name).write_bytes((EXAMPLES / name).read_bytes())
    options = (EXAMPLE[0], "-c", str(tmp_path / "pipeline.yaml"), "--as-of", "2026-11-16")
    groups = {
        each["key"]: each["outlook"]["expected"]
        for each in json.loads(pipectl("forecast", *options, "--by", "owner", "-f", "json").out)["groups"]
    }
    checks = json.loads(pipectl("check", *options, "-f", "json").out)["checks"]
    measured = {each["key"]: each["measured"] for each in checks if each["metric"] == "forecast"}
    assert {key: float(value) for key, value in measured.items()} == {key: float(each) for key, each in groups.items()}


@pytest.mark.parametrize("key", ["forecast", "p_quota", "backtest_error", "backtest_bias"])
def test_its_measures_are_explained_with_and_without_data(key):
    assert key in pipectl("explain", key).out
    found = json.loads(pipectl("explain", key, *EXAMPLE, "-f", "json").out)
    measure = found["metrics"][0]["measure"]
    assert (measure["value"] is None) == key.startswith("backtest")


def test_what_a_chance_of_the_quota_stands_on_is_explained():
    (found,) = json.loads(pipectl("explain", "p_quota", *EXAMPLE, "-f", "json").out)["metrics"]
    beside = {key: each["value"] for key, each in found["measure"]["details"].items()}
    told = json.loads(pipectl("forecast", *EXAMPLE, "-f", "json").out)["outlook"]
    assert float(beside["quota"]) == float(told["quota"])
    assert {key: round(float(value)) for key, value in beside.items() if key != "quota"} == {
        key: round(float(value))
        for key, value in (("expected", told["expected"]), ("p10", told["band"]["p10"]), ("p90", told["band"]["p90"]))
    }


def test_doctor_tells_of_the_extra():
    found = json.loads(pipectl("doctor", *EXAMPLE[1:3], "-f", "json").out)
    assert "numpy" in json.dumps(found)
