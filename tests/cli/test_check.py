"""The gate as a build meets it: its verdict, its exit code, and all that it writes."""

import json
import os
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from .process import EXAMPLE, EXAMPLES, ROOT, pipectl

HEADER = "id,name,owner,team,amount,created,close date,close %,stage\n"
ROWS = (
    "O1,Alpha,Ann,East,600,2026-01-05,2026-12-01,50%,Lead\n"
    "O2,Beta,Bo,East,300,2026-01-05,2026-12-01,50%,Lead\n"
    "O3,Late,Bo,East,100,2026-01-05,2026-10-01,50%,Lead\n"
    "O4,Gamma,Ann,East,400,2026-01-05,2026-10-20,100%,Won\n"
    "O5,Delta,Bo,East,400,2026-01-05,2026-10-20,0%,Lost\n"
)
PLAN = """\
version: 1
stages:
  - {name: Lead, probability: 0.5}
  - {name: Won, kind: won}
  - {name: Lost, kind: lost}
quotas: [{period: 2026-Q4, amount: 1000}]
"""
DAY = "2026-11-16"


@pytest.fixture
def folder(tmp_path):
    """A folder with an export and a plan; `check` runs in it."""
    (tmp_path / "opportunities.csv").write_text(HEADER + ROWS, encoding="utf-8")
    (tmp_path / "pipeline.yaml").write_text(PLAN + "checks: [{metric: coverage, min: 0.9}]\n", encoding="utf-8")
    return tmp_path


def plan(folder: Path, more: str, base: str = PLAN) -> None:
    (folder / "pipeline.yaml").write_text(base + more, encoding="utf-8")


def check(folder: Path, *options: str, **given):
    return pipectl("check", "--as-of", DAY, *options, cwd=folder, **given)


def document(folder: Path, *options: str, **given):
    return json.loads(check(folder, "--format", "json", *options, **given).out)


#: Cause, what pipeline.yaml has beside the plan, options, exit code, and what is said.
EXITS = [
    ("all hold", "checks: [{metric: coverage, min: 0.9}]", [], 0, "1 check: 1 passed"),
    ("one is missed", "checks: [{metric: coverage, min: 3}]", [], 1, "1 failed"),
    ("one is missed and only warns", "checks: [{metric: coverage, min: 3, level: warn}]", [], 0, "1 warned"),
    ("one is missed, told only", "checks: [{metric: coverage, min: 3}]", ["--warn-only"], 0, "1 failed; only told"),
    ("a missed option", "", ["--min-coverage", "3"], 1, "1 failed"),
    ("a missed minimum", "", ["--min", "win_rate=60%"], 1, "Win rate"),
    ("a missed maximum", "", ["--max", "slippage=0.1"], 1, "Slippage"),
    ("an option that holds", "", ["--max", "slippage=0.5", "--min", "coverage=0.9x"], 0, "2 passed"),
    (
        "an option in place of the plan's",
        "checks: [{metric: coverage, min: 9}]",
        ["--min", "coverage=0.5"],
        0,
        "1 passed",
    ),
    ("a finding", "checks: [{finding: DATA301, max: 0}]", [], 1, "DATA301"),
    ("findings within their bound", "checks: [{finding: DATA301, max: 1}]", [], 0, "1 passed"),
    ("data quality", "checks: [{metric: data_quality, min: 1}]", [], 1, "Data quality"),
    ("a group", "checks: [{metric: pipeline_value, min: 500, by: owner}]", [], 1, "Pipeline value · Bo"),
    ("groups with too few alone", "checks: [{metric: win_rate, min: 0, by: owner}]", [], 2, "it takes to judge"),
    ("no quota", "checks: [{metric: coverage, min: 1, period: 2027-Q1}]", [], 2, "no quota"),
    (
        "no quota, which may be",
        "checks: [{metric: coverage, min: 1, period: 2027-Q1, undefined: warn}]",
        [],
        0,
        "warned",
    ),
    (
        "no quota, which fails",
        "checks: [{metric: coverage, min: 1, period: 2027-Q1, undefined: fail}]",
        [],
        1,
        "failed",
    ),
    ("nothing decided", "checks: [{metric: win_rate, min: 0}]\nlookback: 5d", [], 2, "undefined"),
    (
        "undefined under warn-only",
        "checks: [{metric: win_rate, min: 0}]\nlookback: 5d",
        ["--warn-only"],
        2,
        "undefined",
    ),
    (
        "a filter that leaves nothing",
        "checks: [{metric: slippage, max: 1, where: [amount>=9999]}]",
        [],
        2,
        "no opportunity is open",
    ),
    ("none may be there", "checks: [{metric: opportunities, equals: 0, where: [amount>=9999]}]", [], 0, "1 passed"),
    (
        "no such value",
        "checks: [{metric: opportunities, max: 9, where: [team=Nroth]}]",
        [],
        2,
        "no opportunity is left",
    ),
    (
        "a sum of nothing",
        "checks: [{metric: due_amount, max: 9, where: [amount>=9999]}]",
        [],
        2,
        "no opportunity is left",
    ),
    (
        "a sum of nothing that may be",
        "checks: [{metric: due_amount, max: 9, where: [amount>=9999], undefined: pass}]",
        [],
        0,
        "no opportunity is left after where amount>=9999",
    ),
    (
        "a filter beside another",
        "checks: [{metric: due_amount, max: 9, where: [owner=Bo]}]",
        ["--owner", "Ann"],
        2,
        "no opportunity is left after where owner=Bo beside owner Ann",
    ),
    (
        "a number beside another filter",
        "checks: [{metric: opportunities, max: 9, where: [owner=Bo]}]",
        ["--owner", "Ann"],
        2,
        "no opportunity is left",
    ),
    (
        "a sum of nothing that is short",
        "checks: [{metric: due_amount, min: 9, where: [amount>=9999]}]",
        [],
        1,
        "no opportunity is left after where amount>=9999",
    ),
    (
        "no group is left",
        "checks: [{metric: pipeline_value, min: 1, by: owner, where: [amount>=9999]}]",
        [],
        2,
        "no owner",
    ),
    ("a share above one", "", ["--max", "slippage=20"], 2, "is a share, 1 for the whole"),
    ("a percentage of money", "", ["--min", "pipeline_value=10%"], 2, "is a percentage"),
    ("findings of a level", "", ["--max", "error=0"], 0, "1 passed"),
    (
        "an option beside a check by owner",
        "checks: [{metric: pipeline_value, min: 500, by: owner}]",
        ["--min", "pipeline_value=1"],
        1,
        "Bo",
    ),
    ("no checks", "", [], 2, "nothing to check"),
    (
        "an expired waiver",
        "checks: [{metric: decay, max: 1}]\nwaivers: [{check: decay, opportunity: O, reason: r, until: 2026-11-15}]",
        [],
        1,
        "ran out",
    ),
    (
        "a waiver of nothing",
        "checks: [{metric: decay, max: 1}]\nwaivers: [{check: decay, opportunity: O, reason: r, until: 2026-11-16}]",
        [],
        0,
        "waives nothing",
    ),
    (
        "a change without a baseline",
        "checks: [{metric: pipeline_value, max_drop: 10%}]",
        [],
        2,
        "there is nothing to compare with",
    ),
    ("an unknown measure", "checks: [{metric: covrage, min: 1}]", [], 2, "did you mean coverage"),
    ("an unknown measure asked for", "", ["--min", "covrage=1"], 2, "did you mean coverage"),
    ("an unknown finding", "checks: [{finding: DATA999, max: 1}]", [], 2, "which is no finding"),
    ("an unknown group", "checks: [{metric: coverage, min: 1, by: ownr}]", [], 2, "pipeline.yaml:7:10: by 'ownr'"),
    ("an unknown field", "checks: [{metric: coverage, min: 1, where: [amont>=1]}]", [], 2, "pipeline.yaml:7:10: where"),
    ("a bound that is no number", "", ["--min", "win_rate=lots"], 2, "is not a number"),
    ("a bound without a measure", "", ["--max", "3"], 2, "is not METRIC=VALUE"),
    ("a broken plan", "checks: [{metric: coverage}]", [], 2, "needs a bound"),
    ("an overlap of quotas", "", ["--config", "overlap.yaml"], 2, "shares days with"),
    (
        "a missing baseline file",
        "checks: [{metric: coverage, min: 0}]",
        ["--baseline", "none.json"],
        2,
        "no such baseline",
    ),
    ("a missing data file", "checks: [{metric: coverage, min: 0}]", ["none.csv"], 2, "none.csv"),
    ("an empty file", "checks: [{metric: coverage, min: 0}]", ["empty.csv"], 2, "empty.csv"),
    ("a header alone", "checks: [{metric: coverage, min: 0}]", ["header.csv"], 2, "header and no rows"),
    ("every row set aside", "checks: [{metric: coverage, min: 0}]", ["aside.csv"], 2, "set aside"),
    ("a row set aside under strict", "checks: [{metric: coverage, min: 0}]", ["some.csv", "--strict"], 2, "--strict"),
    ("an amount that is NaN", "checks: [{metric: coverage, min: 0}]", ["nan.csv"], 2, "set aside"),
    (
        "an output that can't be written",
        "checks: [{metric: coverage, min: 0}]",
        ["--junit", "no/such/x.xml"],
        2,
        "no/such",
    ),
    (
        "a miss whose output can't be written",
        "checks: [{metric: coverage, min: 9}]",
        ["--sarif", "no/such/x"],
        1,
        "no/such",
    ),
    ("an unknown format", "checks: [{metric: coverage, min: 0}]", ["--format", "pdf"], 2, "pdf"),
]


@pytest.mark.parametrize(
    ("more", "options", "code", "said"), [each[1:] for each in EXITS], ids=[each[0] for each in EXITS]
)
def test_every_cause_has_its_exit_code_and_says_why(folder, more, options, code, said):
    plan(folder, more + "\n")
    (folder / "overlap.yaml").write_text(
        PLAN.replace("amount: 1000}", "amount: 1000}, {period: 2026-12..2027-01, amount: 5}")
        + "checks: [{metric: coverage, min: 0}]\n",
        encoding="utf-8",
    )
    (folder / "empty.csv").write_text("", encoding="utf-8")
    (folder / "header.csv").write_text(HEADER, encoding="utf-8")
    (folder / "aside.csv").write_text(
        HEADER + ROWS.replace("Lead", "?").replace("Won", "?").replace("Lost", "?"), "utf-8"
    )
    (folder / "some.csv").write_text(HEADER + ROWS.replace("Lost", "?"), encoding="utf-8")
    (folder / "nan.csv").write_text(HEADER + "O1,Alpha,Ann,East,NaN,2026-01-05,2026-12-01,50%,Lead\n", encoding="utf-8")
    ran = check(folder, *options)
    assert (ran.code, said in ran.said) == (code, True), ran.said


def test_a_red_run_says_what_is_missing_whose_it_is_and_what_would_close_it(folder):
    ran = check(folder, "--min-coverage", "2")
    assert ran.code == 1
    assert ran.err == ""
    for words in ("1.0× short", "add $", "of open pipeline due in the period"):
        assert words.replace("$", "") in ran.out.replace("$", "")
    assert "Whose     Ann 1, 600; Bo 2, 400" in ran.out
    assert "Alpha" in ran.out


def test_a_measure_is_held_against_a_baseline_of_last_week(folder):
    plan(folder, "checks: [{metric: pipeline_value, max_drop: 10%}, {finding: note, max: 0}]\n")
    assert check(folder).code == 2  # there is nothing to compare with
    written = check(folder, "--write-baseline", "base.json")
    assert (written.code, "2 passed" in written.out) == (0, True)
    assert (
        written.err
        == "pipectl: 1 finding and 1 measure kept in base.json; check --baseline base.json compares with them\n"
    )
    assert check(folder, "--baseline", "base.json").code == 0
    (folder / "opportunities.csv").write_text(HEADER + ROWS.replace("600", "100"), encoding="utf-8")
    found = document(folder, "--baseline", "base.json")["checks"][0]
    assert (found["before"], found["measured"], found["min"], found["verdict"]) == (
        "1000.00",
        "500.00",
        "900.00",
        "failed",
    )


def test_quotas_from_a_file_are_held_with_those_of_the_plan(folder):
    (folder / "quotas.csv").write_text(
        "owner;period;quota\nAnn;2026-Q4;500\nBo;2026-Q4;500,00\nZoe;2026-Q4;100\n", "utf-8"
    )
    plan(folder, "quotas_file: quotas.csv\nchecks: [{metric: coverage, min: 1, by: owner}]\n")
    lines = {line["key"]: (line["verdict"], line["measured"]) for line in document(folder)["checks"]}
    assert lines == {"Ann": ("passed", "1.2"), "Bo": ("failed", "0.8"), "Zoe": ("failed", "0")}
    told = {(line["by"], line["key"]): line["coverage"] for line in document(folder)["coverage"]["lines"]}
    assert told == {(None, None): "1", ("owner", "Ann"): "1.2", ("owner", "Bo"): "0.8", ("owner", "Zoe"): "0"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("period,amount\n2026-Q5,1\n", "quotas.csv:2:1: SPEC009 period '2026-Q5' is no period"),
        ("period,amount\n2026-Q4,lots\n", "quotas.csv:2:2: SPEC009 amount 'lots' is not an amount"),
        ("period,amount\n2026-Q4,-5\n", "quotas.csv:2:2: SPEC009 amount '-5' is no amount above 0"),
        (
            "period,amount,owner,team\n2026-Q4,5,Ann,East\n",
            "quotas.csv:2:4: SPEC009 team 'East' stands beside owner 'Ann'",
        ),
        ("period,amount,owner\n2026-Q1,5,Ann\n2026-Q3,5,Ann\n", "quotas.csv:3: SPEC009 period '2026-Q3' leaves a gap"),
        (
            "period,amount,owner\n2026-Q1,5,Ann\n2026-Q1,6,ann\n",
            "quotas.csv:3: SPEC009 period '2026-Q1' has a quota already",
        ),
        ("period,amount\n2026-Q4,5\n", "quotas.csv:2: SPEC009 period '2026-Q4' has a quota already"),
        ("this-quarter,5\n", "is no header of quotas"),
        ("period,amount\n2026-Q4,500,000\n", "quotas.csv:2 has 3 cells and the header 2"),
        ("period,amount,amount\n2026-Q4,5,6\n", "quotas.csv:1:3: 'amount' is no column of quotas, or one too many"),
        ("period,amount,Rep\n2026-Q4,5,Ann\n", "quotas.csv:1:3: 'Rep' is no column of quotas"),
        ("", "quotas.csv"),
        ('period,amount\n"2026-Q4,5\n', "can't be read"),
        ("period,amount\nthis-quarter,5\n", "changes with the day"),
        (
            "period,amount,owner\n2026,5,Ann\n2026-Q1,1,Ann\n2026-Q2,1,Ann\n2026-Q3,1,Ann\n2026-Q4,1,Ann\n",
            "its parts sum to 4",
        ),
    ],
)
def test_a_list_of_quotas_that_can_t_be_used_is_refused_at_its_place(folder, text, said):
    (folder / "quotas.csv").write_text(text, encoding="utf-8")
    plan(folder, "quotas_file: quotas.csv\nchecks: [{metric: coverage, min: 0.5}]\n")
    ran = check(folder)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


def test_all_outputs_of_one_run_agree(folder):
    names = {
        "json": "a.json",
        "csv": "a.csv",
        "markdown": "a.md",
        "junit": "a.xml",
        "gitlab": "g.json",
        "sarif": "a.sarif",
    }
    options = [part for form, name in names.items() for part in (f"--{form}", name)]
    ran = check(folder, "--min-coverage", "3", "--format", "github", *options)
    assert ran.code == 1
    assert ran.out.startswith("::notice title=pipectl check::failed; 1 check: 1 failed")
    assert json.loads((folder / "a.json").read_text("utf-8"))["verdict"] == "failed"
    assert ",failed," in (folder / "a.csv").read_text("utf-8")
    assert "**failed**" in (folder / "a.md").read_text("utf-8")
    assert ET.fromstring((folder / "a.xml").read_text("utf-8")).get("failures") == "1"
    assert json.loads((folder / "g.json").read_text("utf-8"))[0]["severity"] == "major"
    assert json.loads((folder / "a.sarif").read_text("utf-8"))["runs"][0]["results"][0]["level"] == "error"


def test_validate_writes_the_same_formats(folder):
    (folder / "opportunities.csv").write_text(HEADER + ROWS.replace("Lost", "?"), encoding="utf-8")
    ran = pipectl(
        "validate", "--sarif", "v.sarif", "--gitlab", "v.json", "--format", "azure", "--as-of", DAY, cwd=folder
    )
    assert ran.code == 1
    assert "##vso[task.logissue type=error;sourcepath=opportunities.csv;linenumber=6;" in ran.out
    assert "DATA005" in (folder / "v.sarif").read_text("utf-8")
    assert json.loads((folder / "v.json").read_text("utf-8"))[0]["location"] == {
        "path": "opportunities.csv",
        "lines": {"begin": 6},
    }


def test_no_two_outputs_go_to_one_file_nor_over_what_is_read(folder):
    assert "--sarif" in check(folder, "--json", "x.json", "--sarif", "x.json").err
    over = check(folder, "--csv", "opportunities.csv")
    assert (over.code, "would write over" in over.err) == (2, True)
    assert (folder / "opportunities.csv").read_text("utf-8") == HEADER + ROWS
    assert check(folder, "--write-baseline", "-").code == 2
    assert "don't go together" in check(folder, "--write-baseline", "b", "--baseline", "b").err


def test_the_summary_of_a_build_s_step_is_appended_to_where_there_is_one(folder):
    summary = folder / "summary.md"
    summary.write_text("# Before\n", encoding="utf-8")
    check(folder, "--quiet", GITHUB_STEP_SUMMARY=str(summary))
    text = summary.read_text(encoding="utf-8")
    assert text.startswith("# Before\n# Sales pipeline")
    assert "**passed**" in text


def test_a_step_summary_stays_below_its_limit_and_one_that_can_t_be_written_changes_no_verdict(folder):
    summary = folder / "summary.md"
    summary.write_bytes(b"x" * ((1 << 20) - 300))
    assert check(folder, GITHUB_STEP_SUMMARY=str(summary)).code == 0
    assert summary.stat().st_size < 1 << 20
    assert summary.read_text("utf-8").endswith("the summary of a step holds 1 MiB.\n")
    ran = check(folder, GITHUB_STEP_SUMMARY=str(folder / "none" / "summary.md"))
    assert ran.code == 0
    assert "the verdict stands" in ran.err


def test_explain_prints_each_definition_and_the_sum_behind_it(folder):
    ran = check(folder, "--explain")
    assert "How many times the open pipeline due in the period covers the whole quota." in ran.out
    assert "Σ open amount due in the period ÷ quota of the period = 1,000 ÷ 1,000" in ran.out


@pytest.mark.parametrize(
    "variables",
    [{"LC_ALL": "C"}, {"TZ": "Pacific/Kiritimati"}, {"TZ": "Etc/GMT+12"}, {"COLUMNS": "80"}, {"PYTHONHASHSEED": "7"}],
)
def test_the_verdict_is_the_same_wherever_it_runs(folder, variables):
    here = document(folder, "--min", "win_rate=0.4")
    assert document(folder, "--min", "win_rate=0.4", **variables) == here
    assert check(folder, "--min-coverage", "2", **variables).code == 1


def piped(folder: Path, *options: str, limit: str = ""):
    """Run in a shell whose reader goes away at once, or with a limit on what may be written."""
    command = f"{limit}{sys.executable} -m pipectl check --as-of {DAY} {' '.join(options)}"
    env = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")}  # it writes files
    return subprocess.run(["bash", "-c", command], cwd=folder, env=env, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(("least", "code"), [("0.5", 0), ("9", 1)])
def test_a_closed_pipe_changes_no_verdict(folder, least, code):
    ran = piped(folder, "--min-coverage", least, "| true; exit ${PIPESTATUS[0]}")
    assert ran.returncode == code
    ran = piped(folder, "--min-coverage", least, ">&-")
    assert ran.returncode in ((2, 0) if code == 0 else (1,))
    assert "Traceback" not in ran.stderr


@pytest.mark.parametrize(("least", "code"), [("0.5", 2), ("9", 1)])
def test_a_full_disk_is_no_pass_and_leaves_no_half_a_file(folder, least, code):
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    assert piped(folder, "--min-coverage", least, "> /dev/full").returncode == code
    ran = piped(folder, "--min-coverage", least, "--json", "out.json", limit="ulimit -f 0; ")
    assert (ran.returncode, (folder / "out.json").exists()) == (code, False)
    assert "Traceback" not in ran.stderr


def test_a_file_that_is_written_to_while_it_is_read_is_refused(folder):
    big = folder / "big.csv"
    big.write_text(HEADER + ROWS * 2000, encoding="utf-8")
    code = (
        "import os, sys\n"
        "from pipectl.__main__ import main\n"
        "read = os.read\n"
        "def first(*how):\n"
        "    os.read = read\n"
        "    with open('big.csv', 'a') as file:\n"
        "        file.write('x' * 5000)\n"
        "    return read(*how)\n"
        "os.read = first\n"
        f"sys.argv = ['pipectl', 'check', 'big.csv', '--as-of', '{DAY}']\n"
        "sys.exit(main())\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, check=False, timeout=60
    )
    assert ran.returncode == 2
    assert "big.csv: changed while it was read" in ran.stderr


def test_hostile_names_are_harmless_in_every_output_of_the_gate(folder):
    name = "\x1b[31m::error::x##vso[task.complete result=Failed]<b>|`=1+1"
    (folder / "opportunities.csv").write_text(
        HEADER + f'O9,"{name}","{name}",East,5,2026-01-05,2026-12-01,50%,Lead\n', "utf-8"
    )
    for form in ("terminal", "json", "csv", "markdown", "github", "azure", "junit", "gitlab", "sarif"):
        out = check(folder, "--format", form, "--min-coverage", "9").out
        assert "\x1b[31m" not in out
        assert "::error::x" not in out
        assert "##vso[task.complete" not in out
        assert name not in out


def test_the_example_is_green_and_its_next_quarter_is_held_too():
    ran = pipectl("check", *EXAMPLE)
    assert ran.code == 0
    assert "5 checks: 5 passed" in ran.out


def test_the_gate_works_from_the_folder_of_the_plan():
    ran = pipectl("check", "--as-of", DAY, "--format", "github", "--min-coverage", "9", cwd=EXAMPLES)
    assert (ran.code, str(ROOT) in ran.out) == (1, False)


def test_findings_are_those_of_the_owner_that_is_asked_for(folder):
    plan(folder, "checks: [{finding: DATA301, max: 0}, {metric: data_quality, min: 0}]\n")
    lines = {name: document(folder, "--owner", name)["checks"] for name in ("Ann", "Bo")}
    assert [lines[name][0]["measured"] for name in ("Ann", "Bo")] == ["0", "1"]
    assert [lines[name][1]["denominator"] for name in ("Ann", "Bo")] == ["2", "3"]
    early = document(folder, "--where", "amount>=300")["checks"]
    assert (early[0]["measured"], early[1]["denominator"]) == ("0", "4")


def test_the_list_of_quotas_is_never_written_over(folder):
    (folder / "quotas.csv").write_text("period,amount\n2027-Q1,5\n", encoding="utf-8")
    plan(folder, "quotas_file: quotas.csv\n")
    for verb, option in (("report", "-o"), ("check", "--rejects"), ("check", "--csv"), ("validate", "--json")):
        ran = pipectl(verb, option, "quotas.csv", "--as-of", DAY, cwd=folder)
        assert (ran.code, "would write over" in ran.err) == (2, True), (verb, option, ran)
    assert (folder / "quotas.csv").read_text("utf-8") == "period,amount\n2027-Q1,5\n"


def test_a_quota_of_some_people_alone_is_said_where_others_have_opportunities(folder):
    base = PLAN.replace("{period: 2026-Q4, amount: 1000}", "{period: 2026-Q4, amount: 100, owner: Annn}")
    plan(folder, "checks: [{metric: coverage, min: 1}]\n", base=base)
    words = " ".join(check(folder).out.split())
    assert (
        "the quota is the sum of what owners have, and Ann and Bo have none though their opportunities count" in words
    )
