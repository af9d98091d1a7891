"""The other commands as a user meets them."""

import csv
import io
import json
import re
from datetime import date
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from pipectl import __version__
from pipectl.cli.app import COMMANDS
from pipectl.cli.sample import TABLES
from pipectl.metrics.catalog import METRICS

from .process import EXAMPLE, EXAMPLES, pipectl

SPEC = str(EXAMPLES / "pipeline.yaml")


def test_the_version_is_the_package_s():
    assert pipectl("--version").out == f"pipectl {__version__}\n"


def test_help_lists_every_command_by_panel():
    out = pipectl("--help", COLUMNS="100").out
    for name, entry in COMMANDS.items():
        assert name in out
        assert entry.panel in out


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_that_starts_with_what_the_list_says(name):
    ran = pipectl(name, "--help", COLUMNS="140")
    assert ran.code == 0
    assert COMMANDS[name].help[:60] in " ".join(ran.out.split())


def test_completion_knows_commands_and_options():
    def complete(words, position):
        return pipectl(_PIPECTL_COMPLETE="complete_bash", COMP_WORDS=words, COMP_CWORD=str(position)).out.split()

    assert complete("pipectl re", 1) == ["report", "review"]
    assert "--period" in complete("pipectl report --p", 2)
    assert "last-quarter" in complete("pipectl report --period last", 3)
    assert "win_rate" in complete("pipectl explain win", 2)
    assert complete("pipectl report --format j", 3) == ["json"]


def test_pipectl_alone_shows_the_report_where_data_is_found_and_help_elsewhere(tmp_path):
    empty = pipectl(cwd=tmp_path)
    assert empty.code == 0
    assert "pipectl demo" in empty.out
    (tmp_path / "opportunities.csv").write_bytes((EXAMPLES / "minimal.csv").read_bytes())
    assert "Look at these first" in pipectl(cwd=tmp_path).out


def test_the_list_is_sorted_by_stage_with_subtotals_then_amount():
    rows = list(csv.DictReader(io.StringIO(pipectl("list", *EXAMPLE, "--format", "csv").out)))
    stages = [row["stage"] for row in rows]
    assert sorted(stages, key=stages.index) == stages
    amounts = [float(row["amount"]) for row in rows if row["stage"] == stages[0] and row["amount"]]
    assert amounts == sorted(amounts, reverse=True)
    listing = json.loads(pipectl("list", *EXAMPLE, "--format", "json").out)
    assert sum(band["count"] for band in listing["stages"]) == listing["count"] == len(rows)


def test_the_list_can_be_cut_sorted_and_narrowed_to_overdue_ones():
    listing = json.loads(pipectl("list", *EXAMPLE, "--limit", "2", "--sort", "close", "--format", "json").out)
    assert all(len(band["opportunities"]) <= 2 for band in listing["stages"])
    assert any(band["count"] > 2 for band in listing["stages"])
    overdue = json.loads(pipectl("list", *EXAMPLE, "--overdue", "--format", "json").out)
    rows = [row for band in overdue["stages"] for row in band["opportunities"]]
    assert rows
    assert all(row["expected_close"] < "2026-11-16" for row in rows)


@pytest.mark.parametrize("key", METRICS)
def test_every_metric_is_explained_with_and_without_data(key):
    bare = pipectl("explain", key)
    assert bare.code == 0
    assert METRICS[key].title in bare.out
    valued = json.loads(pipectl("explain", key, *EXAMPLE, "--format", "json").out)
    assert key in json.dumps(valued)


def test_explain_alone_lists_every_metric():
    out = pipectl("explain").out
    assert all(key in out for key in METRICS)


def test_explain_takes_a_metric_as_people_write_it_and_suggests_on_a_slip():
    assert pipectl("explain", "Win rate").code == 0
    assert "did you mean win_rate?" in pipectl("explain", "winrate").err


def test_validate_shows_every_finding_with_its_place_and_exits_1_for_rows_set_aside():
    ran = pipectl("validate", *EXAMPLE)
    assert ran.code == 1
    places = re.findall(r"opportunities\.csv:(\d+):", ran.out)
    assert len(places) >= 2
    found = json.loads(pipectl("validate", *EXAMPLE, "--format", "json").out)
    assert found["schema"] == "pipectl.validate/1"


def test_check_judges_the_checks_of_pipeline_yaml_and_those_given():
    result = json.loads(pipectl("check", *EXAMPLE, "--min-coverage", "1000", "--format", "json").out)
    assert [check["verdict"] for check in result["checks"] if check["metric"] == "coverage"] == ["passed", "failed"]
    assert len(result["checks"]) > 1


def test_the_demo_stands_around_today_and_writes_nothing(tmp_path):
    ran = pipectl("demo", cwd=tmp_path)
    assert ran.code == 0
    assert str(date.today().year) in ran.out  # noqa: DTZ011 - the day where the person sits
    assert "pipectl init" in ran.err
    assert "pipectl review, playbook, qualify, leads or activity" in ran.err
    assert list(tmp_path.iterdir()) == []


def test_hints_of_the_demo_lead_to_data_that_is_there(tmp_path):
    shown = pipectl("demo", cwd=tmp_path).out
    assert "pipectl list" not in shown
    assert "pipectl validate" not in shown
    assert "pipectl demo --save" in shown
    assert "pipectl list" in pipectl("demo", "--save", cwd=tmp_path).out


def test_the_demo_can_be_kept_and_never_overwrites(tmp_path):
    assert pipectl("demo", "--save", cwd=tmp_path).code == 0
    assert sorted(each.name for each in tmp_path.iterdir()) == [
        "activities.csv",
        "leads.csv",
        "opportunities.csv",
        "pipeline.yaml",
        "spend.csv",
    ]
    for command in ("report", "review", "playbook", "qualify", "leads", "activity"):
        ran = pipectl(command, cwd=tmp_path)
        assert (ran.code, ran.err) == (0, ""), command
        assert "New business" in ran.out
    assert pipectl("demo", "--save", cwd=tmp_path).code == 2


@pytest.mark.parametrize("taken", ["pipeline.yaml", "opportunities.csv", "leads.csv", "activities.csv", "spend.csv"])
def test_a_demo_that_can_t_be_kept_writes_nothing_and_overwrites_nothing(taken, tmp_path):
    (tmp_path / taken).write_text("mine", encoding="utf-8")
    ran = pipectl("demo", "--save", "-o", "report.json", cwd=tmp_path)
    assert (ran.code, ran.out) == (2, "")
    assert f"--save would overwrite {taken}" in ran.err
    assert [each.name for each in tmp_path.iterdir()] == [taken]


def test_the_demo_is_as_quiet_or_as_verbose_as_asked(tmp_path):
    assert pipectl("demo", "--save", "--quiet", cwd=tmp_path).err == ""
    assert "87 rows read, 85 accepted" in pipectl("demo", "--verbose", cwd=tmp_path).err


def test_explain_takes_data_it_was_told_of_or_says_there_is_none(tmp_path):
    assert pipectl("explain", "win_rate", cwd=tmp_path).code == 0
    ran = pipectl("explain", "win_rate", "--as-of", "2026-11-16", cwd=tmp_path)
    assert ran.code == 2
    assert "no data: name an export" in ran.err
    text = (EXAMPLES / "opportunities.csv").read_bytes()
    ran = pipectl("explain", "win_rate", *EXAMPLE[3:], "--format", "json", stdin=text, cwd=tmp_path)
    assert json.loads(ran.out)["metrics"][0]["measure"]["value"]


@pytest.mark.parametrize("document", ["pipeline", "report", "list", "check", "validate", "explain", "doctor"])
def test_every_published_schema_is_a_valid_schema(document, tmp_path):
    target = tmp_path / "schema.json"
    assert pipectl("schema", document, "-o", str(target)).code == 0
    Draft202012Validator.check_schema(json.loads(target.read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    ("verb", "document"),
    [("report", "report"), ("list", "list"), ("check", "check"), ("validate", "validate"), ("explain", "explain")],
)
def test_every_json_output_fits_its_published_schema(verb, document):
    schema = json.loads(pipectl("schema", document).out)
    arguments = ("explain", "win_rate", *EXAMPLE) if verb == "explain" else (verb, *EXAMPLE)
    more = ("--by", "owner") if verb == "report" else ()
    Draft202012Validator(schema).validate(json.loads(pipectl(*arguments, *more, "--format", "json").out))


@pytest.mark.parametrize(("name", "copy"), TABLES.items())
def test_the_sample_is_the_example(name, copy):
    sample = Path(__file__).parents[2] / "src" / "pipectl" / "cli" / copy
    assert sample.read_bytes() == (EXAMPLES / name).read_bytes()


def test_explain_has_risk_rules_by_key_and_says_what_they_say_here():
    out = pipectl("explain", "overdue", *EXAMPLE).out
    assert "close date in the past" in out
    assert "fires for 4 of 22, $281k; 17 clear; 1 can't be judged" in " ".join(out.split())
    assert "it has no expected close date" in out
    told = json.loads(pipectl("explain", "risk:stalled", *EXAMPLE, "--format", "json").out)
    assert [told["metrics"], told["risks"][0]["key"], told["risks"][0]["here"]["rule"]] == [[], "stalled", "stalled"]
    assert json.loads(pipectl("explain", "stalled", "--format", "json").out)["metrics"][0]["key"] == "stalled"
    assert "did you mean overdue?" in pipectl("explain", "ovrdue").err


def test_explain_tells_a_risk_rule_as_pipeline_yaml_changes_it(tmp_path):
    (tmp_path / "d.csv").write_text("name,amount,stage,last_activity\na,5,Lead,2026-10-05\n", encoding="utf-8")
    stages = "version: 1\nstages: [{name: Lead}, {name: Won, kind: won}, {name: Lost, kind: lost}]\n"
    rules = "risks:\n  - {rule: no_activity, limit: 21, level: high, next: CALL}\n  - {rule: stalled, use: no}\n"
    (tmp_path / "pipeline.yaml").write_text(stages + rules, encoding="utf-8")
    told = pipectl("explain", "risk:no_activity", "d.csv", "--as-of", "2026-11-01", cwd=tmp_path).out
    for each in ("CALL", "21 d", "high", "limit, level and next by pipeline.yaml", "fires for 1 of 1"):
        assert each in told
    assert "30 d ·" not in told
    told = pipectl("explain", "risk:stalled", "d.csv", "--as-of", "2026-11-01", cwd=tmp_path).out
    assert "pipeline.yaml leaves it out" in told
    assert "fires for" not in told


def test_explain_has_risk_rules_of_ones_own_by_name_and_lists_those_of_the_catalog(tmp_path):
    text = (EXAMPLES / "pipeline.yaml").read_text(encoding="utf-8")
    own = "risks: [{name: Tiny *deal*, field: amount, max: 1000, reason: too small, level: high}]"
    (tmp_path / "pipeline.yaml").write_text(text.replace("risks: []", own), encoding="utf-8")
    for name in ("spend.csv", "activities.csv"):
        (tmp_path / name).write_bytes((EXAMPLES / name).read_bytes())
    given = (EXAMPLE[0], "-c", str(tmp_path / "pipeline.yaml"), *EXAMPLE[3:])
    for key in ("tiny *Deal*", "risk:Tiny *deal*"):
        out = " ".join(pipectl("explain", key, *given).out.split())
        assert "amount is at most 1000" in out
        assert "Why too small" in out
        assert "fires for " in out
    told = json.loads(pipectl("explain", "Tiny *deal*", *given, "--format", "json").out)["risks"][0]
    assert (told["key"], told["reason"], told["severity"]) == ("Tiny *deal*", "own", "high")
    assert "# Tiny \\*deal\\*" in pipectl("explain", "Tiny *deal*", *given, "--format", "markdown").out
    for form in ("terminal", "json", "csv", "markdown"):
        out = pipectl("explain", "--format", form).out
        assert "large_share" in out.replace("\\", "")


def test_risks_of_pipeline_yaml_change_the_list_of_a_report(tmp_path):
    text = (EXAMPLES / "pipeline.yaml").read_text(encoding="utf-8")
    own = "risks: [{rule: overdue, use: no}, {name: Ours, field: Region, equals: emea, next: ask them, level: high}]"
    (tmp_path / "pipeline.yaml").write_text(text.replace("risks: []", own), encoding="utf-8")
    for name in ("spend.csv", "activities.csv"):
        (tmp_path / name).write_bytes((EXAMPLES / name).read_bytes())
    ran = pipectl("report", EXAMPLE[0], "-c", str(tmp_path / "pipeline.yaml"), *EXAMPLE[3:], "--format", "json")
    report = json.loads(ran.out)
    rules = {sign["rule"] for each in report["attention"] for sign in each["signs"]}
    assert "Ours" in rules
    assert "overdue" not in rules
    ours = next(each for each in report["risks"] if each["rule"] == "Ours")
    assert ours["fires"] + ours["clear"] + ours["unjudged"] == 22
    first = next(sign for each in report["attention"] for sign in each["signs"] if sign["rule"] == "Ours")
    assert (first["reason"], first["words"], first["next"]) == ("own", "Region is emea", "ask them")
    (tmp_path / "pipeline.yaml").write_text(
        text.replace("risks: []", own.replace("overdue", "overdu")), encoding="utf-8"
    )
    ran = pipectl("report", EXAMPLE[0], "-c", str(tmp_path / "pipeline.yaml"))
    assert ran.code == 2
    assert "risks[0].rule is 'overdu', which is no risk rule; did you mean overdue?" in ran.err
