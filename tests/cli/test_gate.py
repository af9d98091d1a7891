"""What people do to a gate: other spellings, other filters, and what stands in a baseline for them."""

import json
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from .process import pipectl

PLAN = """\
version: 1
currency: USD
stages: [{name: Open}, {name: Won, kind: won}, {name: Lost, kind: lost}]
"""
HEADER = "Id,Opportunity Name,Amount,Create Date,Expected Close Date,Stage,Owner\n"
DAY = "2026-11-16"


def row(number: int, owner: str = "Ann", amount: int = 100, close: str = "2026-12-01", stage: str = "Open") -> str:
    return f"{number},Deal {number},{amount},2026-01-05,{close},{stage},{owner}\n"


@pytest.fixture
def folder(tmp_path):
    data(tmp_path, row(1))
    return tmp_path


def data(folder: Path, *rows: str) -> None:
    (folder / "f.csv").write_text(HEADER + "".join(rows), encoding="utf-8")


def check(folder: Path, plan: str, *options: str):
    (folder / "pipeline.yaml").write_text(PLAN + plan, encoding="utf-8")
    return pipectl("check", "f.csv", "--as-of", DAY, *options, cwd=folder)


def lines(folder: Path, plan: str, *options: str) -> dict[str | None, tuple[str, str]]:
    """Verdict and measure of each group."""
    tree = json.loads(check(folder, plan, "--format", "json", *options).out)
    return {each["key"]: (each["verdict"], each["measured"]) for each in tree["checks"]}


def test_owners_that_differ_by_case_and_space_alone_are_one_group(folder):
    data(folder, *(row(n, "Ann Lee") for n in range(4)), *(row(9 + n, "ANN  LEE") for n in range(3)))
    by_owner = "checks: [{metric: opportunities, max: 5, by: owner}]\n"
    quota = "quotas: [{period: 2026-Q4, owner: ann lee, amount: 100}]\n"
    assert lines(folder, by_owner + quota) == {"Ann Lee": ("failed", "7")}
    assert lines(folder, "checks: [{metric: coverage, max: 7, by: owner}]\n" + quota) == {"Ann Lee": ("passed", "7")}
    report = pipectl("report", "f.csv", "--by", "owner", "--as-of", DAY, "--format", "json", cwd=folder)
    assert [each["key"] for each in json.loads(report.out)["groups"]] == ["Ann Lee"]


def test_a_filter_by_owner_takes_all_spellings_and_their_findings(folder):
    late = "2026-10-01"
    data(folder, row(1, "Ann Lee", close=late), row(2, "ANN  LEE", close=late), row(3, "Bo", close=late))
    for name in ("ann lee", "ANN  LEE"):
        assert lines(folder, "checks: [{finding: DATA301, max: 1}]", "--owner", name) == {None: ("failed", "2")}
        assert lines(folder, "checks: [{metric: opportunities, max: 1}]", "--owner", name) == {None: ("failed", "2")}


@pytest.mark.parametrize("options", [("--owner", "Ann"), ("--where", "owner=ann")])
def test_a_baseline_that_is_written_under_a_filter_knows_nothing_of_others(folder, options):
    late, unread = "2026-10-01", "9,Deal 9,1,2026-01-05,someday,Open,Cy\n"
    data(folder, row(1, "Ann", close=late), row(2, "Cy", close=late), unread)
    held = "checks: [{finding: DATA301, max: 0}, {finding: DATA012, max: 0}]"
    written = check(folder, held, *options, "--write-baseline", "k.json")
    assert (written.code, "1 finding and" in written.err) == (0, True)
    assert [each["opportunity"] for each in json.loads((folder / "k.json").read_text())["known"]] == ["1"]
    assert check(folder, held, "--owner", "Ann", "--baseline", "k.json").code == 0
    assert check(folder, held, "--owner", "Cy", "--baseline", "k.json").code == 1
    assert check(folder, held, "--baseline", "k.json").code == 1


def test_a_baseline_knows_a_group_under_another_spelling(folder):
    by_owner = "checks: [{metric: pipeline_value, max_drop: 10%, by: owner}]"
    data(folder, row(1, "Ann Lee"))
    assert check(folder, by_owner, "--write-baseline", "k.json").code == 0
    data(folder, row(1, "ANN LEE"))
    assert lines(folder, by_owner, "--baseline", "k.json") == {"ANN LEE": ("passed", "100.00")}


def test_the_group_without_an_owner_is_missed_where_it_is_gone(folder):
    by_owner = "checks: [{metric: pipeline_value, max_drop: 10%, by: owner}]"
    data(folder, row(1, "Ann"), row(2, "", amount=5000))
    assert check(folder, by_owner, "--write-baseline", "k.json").code == 0
    assert check(folder, by_owner, "--baseline", "k.json").code == 0
    data(folder, row(1, "Ann"))
    assert lines(folder, by_owner, "--baseline", "k.json") == {"Ann": ("passed", "100.00"), None: ("failed", "0.00")}


@pytest.mark.parametrize(
    ("wrote", "asks"),
    [
        ("where: [amount>=100, owner!=cy]", "where: ['owner != Cy', 'Amount >= 100.0']"),
        ("where: [owner=Ann]", "where: [owner=  ANN]"),
        ("where: [create date<=as_of]", "where: [created <= as_of]"),
        ("where: [owner:set]", "where: ['owner: set']"),
    ],
)
def test_a_baseline_knows_a_filter_however_it_is_written(folder, wrote, asks):
    data(folder, row(1), row(2, "Cy"))
    assert check(folder, f"checks: [{{metric: pipeline_value, max_drop: 1%, {wrote}}}]", *WRITE).code == 0
    assert check(folder, f"checks: [{{metric: pipeline_value, max_drop: 1%, {asks}}}]", *READ).code == 0


WRITE, READ = ("--write-baseline", "k.json"), ("--baseline", "k.json")
HELD = "checks: [{metric: pipeline_value, max_drop: 1%}, {metric: win_rate, max_drop: 1%}]"


def test_a_baseline_knows_owners_in_any_order(folder):
    data(folder, row(1), row(2, "Bo"), row(3, "Cy", stage="Won", close="2026-10-01"))
    plan = "checks: [{metric: pipeline_value, max_drop: 1%}]"
    assert check(folder, plan, "--owner", "Bo", "--owner", "Ann", *WRITE).code == 0
    assert check(folder, plan, "--owner", "ann", "--owner", "BO", *READ).code == 0
    other = check(folder, plan, "--owner", "Ann", *READ)
    assert other.code == 2
    assert "has pipeline_value of those with owner='ann' or 'bo', not those with owner=ann;" in " ".join(
        other.out.split()
    )


def test_a_day_that_moves_on_is_the_same_filter_tomorrow(folder):
    plan = "checks: [{metric: pipeline_value, max_drop: 1%, where: [expected_close>as_of]}]"
    assert check(folder, plan, *WRITE).code == 0
    assert check(folder, plan, *READ, "--as-of", "2026-11-17").code == 0


def test_another_lookback_is_told_where_the_measure_looks_at_it_and_is_none_where_it_does_not(folder):
    data(folder, row(1), row(2, stage="Won", close="2026-11-01"), row(3, stage="Lost", close="2026-11-01"))
    assert check(folder, HELD, *WRITE).code == 0
    found = check(folder, HELD, *READ, "--lookback", "90d")
    assert found.code == 2
    assert "has win_rate with lookback 365d, not 90d;" in " ".join(found.out.split())
    assert "has pipeline_value" not in found.out


WAIVED = "waivers: [{check: pipeline_value, opportunity: '1', reason: agreed, until: 2026-12-31}]\n"


def test_a_waiver_never_fails_what_passes_without_it(folder):
    data(folder, row(1, amount=600), row(2, amount=2300))
    assert check(folder, "checks: [{metric: pipeline_value, min: 2500}]\n").code == 0
    found = check(folder, "checks: [{metric: pipeline_value, min: 2500}]\n" + WAIVED)
    assert (found.code, "waives nothing" in found.out) == (0, True)
    assert lines(folder, "checks: [{metric: pipeline_value, min: 2500}]\n" + WAIVED) == {None: ("passed", "2900.00")}


def test_a_waiver_that_is_added_later_never_fails_a_change_that_passes(folder):
    plan = "checks: [{metric: pipeline_value, max_drop: 10%}]\n"
    data(folder, row(1, amount=600), row(2, amount=2300))
    assert check(folder, plan, *WRITE).code == 0
    assert check(folder, plan + WAIVED, *READ).code == 0


def test_waivers_of_those_whom_a_filter_leaves_out_are_not_judged(folder):
    data(folder, row(1, "Ann"), row(2, "Bo"), row(3, "Cy"))
    plan = """\
checks: [{metric: pipeline_value, max: 1000, by: owner}]
waivers:
  - {check: pipeline_value, owner: Cy, reason: agreed, until: 2026-10-31}
  - {check: pipeline_value, opportunity: '3', reason: agreed, until: 2026-10-31}
  - {check: pipeline_value, opportunity: '1', reason: agreed, until: 2026-12-31}
"""
    assert check(folder, plan).code == 1
    bo = check(folder, plan, "--owner", "Bo")
    assert (bo.code, "waive" in bo.out) == (0, False)
    ann = check(folder, plan, "--owner", "Ann")
    assert (ann.code, "waives nothing" in ann.out, "ran out" in ann.out) == (0, True, False)
    assert check(folder, plan, "--owner", "cy").code == 1


@pytest.mark.parametrize("bounds", ["between: [0, 0.1]", "min: 0, max: 0.1"])
def test_an_option_stands_in_for_its_bound_however_that_is_written(folder, bounds):
    data(folder, row(1), row(2, close="2026-10-01"))
    plan = f"checks: [{{metric: slippage, {bounds}}}]"
    assert check(folder, plan).code == 1
    both = json.loads(check(folder, plan, "--max", "slippage=90%", "--format", "json").out)["checks"]
    assert [(each["min"], each["max"]) for each in both] == [("0", None), (None, "0.9")]
    assert check(folder, plan, "--max", "slippage=90%", "--min", "slippage=10%").out.count("Slippage") == 2


def test_a_narrow_screen_cuts_what_is_measured_and_never_the_group(folder):
    data(folder, *(row(n, owner) for n, owner in enumerate(("Ann", "Bo", "Cy"))))
    due = "checks: [{metric: due_amount, max: 10, by: owner, where: [amount>=1]}]"
    for width in (60, 80, 100):
        found = pipectl_wide(folder, due, width)
        rows = [line for line in found.splitlines() if line.startswith(" failed")]
        assert [next(name for name in ("Ann", "Bo", "Cy") if f"· {name} (" in line) for line in rows] == [
            "Ann",
            "Bo",
            "Cy",
        ]
        assert max(map(len, found.splitlines())) <= width


def pipectl_wide(folder: Path, plan: str, width: int) -> str:
    (folder / "pipeline.yaml").write_text(PLAN + plan, encoding="utf-8")
    return pipectl("check", "f.csv", "--as-of", DAY, "--width", str(width), cwd=folder).out


def test_checks_that_differ_by_their_bound_alone_have_names_of_their_own_in_junit(folder):
    held = "{metric: pipeline_value, min: 1}, {metric: pipeline_value, max: 9}, {metric: pipeline_value, max: 9}"
    check(folder, f"checks: [{held}, {{metric: pipeline_value, max_drop: 10%}}, {{metric: slippage, max: 1}}]", *JUNIT)
    cases = ET.parse(folder / "j.xml").iter("testcase")
    assert [each.get("name") for each in cases] == [
        "Pipeline value (at least $1)",
        "Pipeline value (at most $9) (1)",
        "Pipeline value (at most $9) (2)",
        "Pipeline value (no more than 10% below before)",
        "Slippage",
    ]


JUNIT = ("--junit", "j.xml")


def test_a_bound_that_a_baseline_makes_has_no_more_digits_than_it_takes_to_read_it(folder):
    won, lost = row(1, stage="Won", close="2026-11-01"), row(2, stage="Lost", close="2026-11-01")
    plan = "checks: [{metric: win_rate, max_drop: 5%}]"
    data(folder, won, lost, lost.replace("2,", "3,", 1))
    assert check(folder, plan, *WRITE).code == 0
    data(folder, row(1))
    told = check(folder, plan, *READ)
    assert (told.code, "at least 32%" in told.out) == (2, True)


def test_a_check_says_itself_whose_quota_the_sum_lacks_in_every_output(folder):
    data(folder, row(1, "Ann", close="2027-02-01"), row(2, "Bo", close="2027-02-01"))
    plan = "quotas: [{period: 2027-Q1, owner: Ann, amount: 100}]\n"
    plan += "checks: [{metric: coverage, min: 2, period: next-quarter}, {metric: opportunities, min: 1}]"
    said = "the quota is the sum of what owners have, and Bo has none though their opportunities count"
    for form in ("terminal", "markdown", "json", "csv", "junit", "github", "azure", "gitlab", "sarif"):
        found = check(folder, plan, "--format", form)
        assert (found.code, " ".join(found.out.split()).count(said)) == (0, 1), form
    tree = json.loads(check(folder, plan, "--format", "json").out)
    assert [each["notes"] for each in tree["checks"]] == [[said], []]
    data(folder, row(1, "Ann", close="2026-12-01"))
    both = plan.replace("quotas: [", "quotas: [{period: 2026-Q4, owner: Ann, amount: 100}, ")
    (folder / "f.csv").write_text((folder / "f.csv").read_text() + row(2, "Bo"), encoding="utf-8")
    found = json.loads(check(folder, both.replace(", period: next-quarter", ""), "--format", "json").out)
    assert ([each["notes"] for each in found["checks"]], said in found["notes"]) == ([[said], []], False)


def test_a_check_whose_quota_lacks_somebodys_of_another_period_has_no_answer(folder):
    data(folder, row(1, "Ann"), row(2, "Bo", amount=900), row(3, "Bo", amount=300, close="2027-02-01"))
    plan = "quotas_file: q.csv\nchecks: [{metric: coverage, min: 3, period: next-quarter}]"
    quotas = "period,amount,owner\n2026-Q4,500,Ann\n2026-Q4,500,Bo\n2027-Q1,10,Ann\n"
    (folder / "q.csv").write_text(quotas, encoding="utf-8")
    found = check(folder, plan)
    assert found.code == 2
    assert "Bo has opportunities in it and a quota in other periods alone" in " ".join(found.out.split())
    (folder / "q.csv").write_text(quotas + "2027-Q1,100,Bo\n", encoding="utf-8")
    assert check(folder, plan).code == 1


def test_data_that_lost_a_column_looks_better_only_with_a_word_about_it(folder):
    data(folder, row(1, close="2026-10-01"), row(2))
    plan = "checks: [{metric: data_quality, min: 0.9}, {finding: warning, max: 0}, {finding: note, max: 9}]"
    held = ("--format", "json")
    tree = json.loads(check(folder, plan, *held).out)
    before = {each["title"]: (each["verdict"], each["notes"]) for each in tree["checks"]}
    data_checks = "could not be run, and so found nothing, for lack of"
    assert before["Data quality"] == ("failed", [f"2 data checks {data_checks} probability, account"])
    text = (folder / "f.csv").read_text(encoding="utf-8").replace("Expected Close Date", "ECD")
    (folder / "f.csv").write_text(text, encoding="utf-8")
    tree = json.loads(check(folder, plan, *held).out)
    after = [(each["verdict"], each["notes"]) for each in tree["checks"]]
    lost = "expected_close, probability, account, expected_close or closed"
    assert after[0] == ("passed", [f"4 data checks {data_checks} {lost}"])
    assert after[1] == ("passed", [f"5 data checks {data_checks} {lost}"])
    assert after[2] == ("passed", [f"3 data checks {data_checks} next_step, probability, last_activity"])


def test_money_of_a_baseline_in_another_currency_is_nothing_to_compare_with(folder):
    held = "checks: [{metric: pipeline_value, max_drop: 10%}, {metric: opportunities, max_drop: 10%}]\n"
    assert check(folder, held, "--write-baseline", "k.json").code == 0
    text = (folder / "f.csv").read_text(encoding="utf-8").replace(",100,", ",USD 100,")
    (folder / "f.csv").write_text(text, encoding="utf-8")
    (folder / "pipeline.yaml").write_text(
        PLAN.replace("currency: USD", "currency: JPY\nexchange_rates: {USD: 150}") + held, encoding="utf-8"
    )
    asked = ("check", "f.csv", "--as-of", DAY, "--baseline", "k.json")
    found = pipectl(*asked, cwd=folder)
    assert (found.code, "the baseline has pipeline_value in USD, not JPY" in " ".join(found.out.split())) == (2, True)
    assert "1 undefined, 1 passed" in found.out
    written = (folder / "k.json").read_text(encoding="utf-8")
    older = written.replace("baseline/3", "baseline/2").replace('"currency": "USD",\n', "")
    (folder / "k.json").write_text(older, encoding="utf-8")
    assert pipectl(*asked, cwd=folder).code == 0


RENEWALS = HEADER + (
    "1,Renewal,100,2026-01-05,2026-10-01,Open,Ann\n2,Renewal,100,2026-01-05,2026-10-01,Open,Bo\n"
    "3,Upsell,100,2026-01-05,2026-10-01,Open,Bo\n4,Pilot,100,2026-01-05,2026-12-01,Open,Bo\n"
)


@pytest.mark.parametrize("ids", [True, False])
def test_a_name_that_several_opportunities_have_waives_none_of_them(folder, ids):
    text = RENEWALS if ids else "".join(line.partition(",")[2] for line in RENEWALS.splitlines(keepends=True))
    (folder / "f.csv").write_text(text, encoding="utf-8")

    def waived(who: str):
        plan = "checks: [{metric: slippage, max: 0.34}, {finding: DATA301, max: 2}]\nwaivers:\n"
        each = ", opportunity: " + who + ", reason: Agreed, until: 2026-12-31}\n"
        both = "".join(f"  - {{check: {check}{each}" for check in ("slippage", "DATA301"))
        return json.loads(check(folder, plan + both, "--format", "json").out)

    found = waived("Renewal")
    assert [(each["verdict"], each["left_out"]) for each in found["checks"]] == [("failed", 0), ("failed", 0)]
    assert [(each["state"], each["fits"]) for each in found["waivers"]] == [("unused", 2), ("unused", 2)]
    out = " ".join(check(folder, (folder / "pipeline.yaml").read_text("utf-8").removeprefix(PLAN)).out.split())
    assert "waives nothing: 2 opportunities are called so" in out
    one = waived("1" if ids else "Upsell")
    assert [each["left_out"] for each in one["checks"]] == [1, 1]
    assert [(each["state"], each["fits"]) for each in one["waivers"]] == [("used", 1), ("used", 1)]


def test_a_file_of_quotas_without_any_is_refused(folder):
    (folder / "q.csv").write_text("period,amount,owner\n\n,,\n", encoding="utf-8")
    found = check(folder, "quotas_file: q.csv\nchecks: [{metric: opportunities, min: 1}]")
    assert (found.code, "q.csv has a header and no quotas" in found.err) == (2, True)


def test_a_file_without_rows_beside_a_full_one_is_said_and_no_strict_run_takes_it(folder):
    (folder / "empty.csv").write_text(HEADER, encoding="utf-8")
    (folder / "pipeline.yaml").write_text(PLAN + "checks: [{metric: opportunities, min: 1}]", encoding="utf-8")
    for verb in ("check", "report"):
        asked = (verb, "f.csv", "empty.csv", "--as-of", DAY)
        found = pipectl(*asked, cwd=folder)
        told = "empty.csv has a header and no rows"
        assert (found.code, told in " ".join(found.out.split())) == (0, True), verb
        strict = pipectl(*asked, "--strict", cwd=folder)
        assert (strict.code, f"{told}, which --strict forbids" in strict.err) == (2, True), verb


def test_what_remains_of_a_quota_that_is_met_passes_a_least_value_and_says_why_it_has_no_greatest(folder):
    data(folder, row(1), row(2, amount=900, stage="Won", close="2026-11-02"))
    plan = "quotas: [{period: 2026-Q4, amount: 500}]\nchecks: [{metric: remaining_coverage, BOUND: 5}]"
    assert check(folder, plan.replace("BOUND", "min")).code == 0
    found = check(folder, plan.replace("BOUND", "max"))
    assert (found.code, "the quota of the period is already won" in " ".join(found.out.split())) == (
        2,
        True,
    )


def test_doctor_advises_nothing_that_a_check_of_findings_is_refused_for(folder):
    def advised(plan: str) -> str:
        (folder / "pipeline.yaml").write_text(PLAN + plan, encoding="utf-8")
        return " ".join(pipectl("doctor", "f.csv", "--as-of", DAY, cwd=folder).out.split())

    lost = "checks: [{finding: DATA302, max: 0}"
    assert "bring what they lack, or remove them" in advised(lost + "]")
    assert "undefined: warn; those of findings can only be removed" in advised(lost + ", {metric: coverage, min: 1}]")
    assert "those of findings" not in advised("checks: [{metric: coverage, min: 1}]")
