"""`pipectl init` as a user meets it."""

import json
import os
import pty
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from .process import EXAMPLES, ROOT, pipectl

SPREADSHEET = "Deal;Est. revenue;Start;Due;Odds;Step\n"
ROWS = (
    "Acme;12.500,00;03.02.2026;01.12.2026;10%;New\n"
    "Globex;8.000,00;04.02.2026;02.12.2026;50%;Proposal\n"
    "Initech;9.000,50;05.02.2026;03.12.2026;100%;Won\n"
    "Hooli;7.000,00;06.02.2026;04.12.2026;0%;Lost\n"
)


def test_an_export_of_known_headers_needs_no_question_and_reports_the_same(tmp_path):
    (tmp_path / "export.csv").write_bytes((EXAMPLES / "minimal.csv").read_bytes())
    assert pipectl("init", "--from", "export.csv", "--yes", "--quota", "500000", cwd=tmp_path).code == 0
    text = (tmp_path / "pipeline.yaml").read_text(encoding="utf-8")
    assert text.startswith("# yaml-language-server: $schema=pipeline.schema.json\n")
    assert 'data: ["export.csv"]' in text
    assert (tmp_path / "pipeline.schema.json").is_file()
    ran = pipectl("report", "--as-of", "2026-11-16", cwd=tmp_path)
    assert ran.code == 0
    assert "40 rows read" in ran.out


def test_stages_stand_in_the_order_of_their_typical_close_percent(tmp_path):
    (tmp_path / "export.csv").write_bytes((EXAMPLES / "minimal.csv").read_bytes())
    pipectl("init", "--from", "export.csv", "--yes", cwd=tmp_path)
    text = (tmp_path / "pipeline.yaml").read_text(encoding="utf-8")
    places = [
        text.index(f'"{name}"') for name in ("Prospecting", "Qualification", "Discovery", "Negotiation", "Closed Won")
    ]
    assert places == sorted(places)


def test_what_only_a_person_can_say_is_an_error_that_names_what_answers_it(tmp_path):
    (tmp_path / "export.csv").write_text(SPREADSHEET + ROWS, encoding="utf-8")
    ran = pipectl("init", "--from", "export.csv", "--yes", cwd=tmp_path)
    assert ran.code == 2
    assert "no header names" in ran.err
    assert not (tmp_path / "pipeline.yaml").exists()


def test_an_open_date_order_is_answered_by_the_option_and_kept(tmp_path):
    (tmp_path / "export.csv").write_text(
        "Opportunity Name,Amount,Stage,Close Date\nAcme,100.50,New,03/04/2026\nGlobex,200.50,New,05/06/2026\n",
        encoding="utf-8",
    )
    ran = pipectl("init", "--from", "export.csv", "--yes", cwd=tmp_path)
    assert ran.code == 2
    assert "--date-order" in ran.err
    assert pipectl("init", "--from", "export.csv", "--yes", "--date-order", "dmy", cwd=tmp_path).code == 0
    assert 'date_order: "dmy"' in (tmp_path / "pipeline.yaml").read_text(encoding="utf-8")
    assert pipectl("report", "--as-of", "2026-04-03", cwd=tmp_path).code == 0


def _converse(folder: Path, answers: list[str], *arguments: str) -> tuple[int, str]:
    """Run `init` on a terminal of its own and type the answers."""
    master, slave = pty.openpty()
    running = subprocess.Popen(
        [sys.executable, "-m", "pipectl", "init", *arguments],
        stdin=slave, stdout=slave, stderr=slave, cwd=folder,
        env={key: value for key, value in os.environ.items() if key != "PIPECTL_CONFIG"},
    )  # fmt: skip
    os.close(slave)
    # The end of the input behind the answers, so that a question too many ends the run.
    os.write(master, "".join(f"{answer}\n" for answer in answers).encode("latin-1") + b"\x04")
    said = b""
    while True:
        try:
            chunk = os.read(master, 65536)
        except OSError:
            break
        if not chunk:
            break
        said += chunk
    os.close(master)
    return running.wait(timeout=30), said.decode("utf-8", "replace")


def test_on_a_terminal_it_asks_only_what_it_cannot_settle(tmp_path):
    (tmp_path / "export.csv").write_text(SPREADSHEET + ROWS, encoding="utf-8")
    answers = ["st", "step", "", "due", "", "Odds", "", "250000"]
    code, said = _converse(tmp_path, answers, "--from", "export.csv")
    assert code == 0, said
    text = (tmp_path / "pipeline.yaml").read_text(encoding="utf-8")
    assert 'stage: "Step"' in text
    assert '{name: "Won", kind: won}' in text
    assert '{name: "Proposal", probability: 0.5}' in text
    assert 'expected_close: "Due"' in text
    assert "created" not in text
    assert "amount: 250000" in text


def test_an_existing_file_is_kept_unless_forced(tmp_path):
    (tmp_path / "pipeline.yaml").write_text("mine", encoding="utf-8")
    assert pipectl("init", cwd=tmp_path).code == 2
    assert (tmp_path / "pipeline.yaml").read_text(encoding="utf-8") == "mine"
    assert pipectl("init", "--force", cwd=tmp_path).code == 0


@pytest.mark.parametrize("template", ["revenue-io", "outreach"])
def test_a_template_is_written_and_can_be_used(template, tmp_path):
    assert pipectl("init", "--template", template, cwd=tmp_path).code == 0
    ran = pipectl("schema", cwd=tmp_path)
    assert (tmp_path / "pipeline.schema.json").read_text(encoding="utf-8") == ran.out
    assert "can't be used" not in pipectl("doctor", cwd=tmp_path).out


@pytest.mark.parametrize(
    "arguments",
    [
        ("--from", "x.csv", "--template", "outreach"),
        ("--quota", "many"),
        ("--quota", "500,000"),
        ("--quota", "150.000"),
        ("--quota", "150.000,00"),
        ("--quota", "0"),
        ("--currency", "dollars"),
    ],
)
def test_a_call_that_makes_no_sense_is_refused(arguments, tmp_path):
    given = ("--from", str(ROOT / "examples" / "minimal.csv")) if "--from" not in arguments else ()
    assert pipectl("init", *given, *arguments, cwd=tmp_path).code == 2
    assert list(tmp_path.iterdir()) == []


OPEN_SCALE = (
    "Opportunity Name,Amount,Stage,Close Date,Probability\n"
    "Acme,100.50,New,2026-03-04,0\nGlobex,200.50,New,2026-03-05,1\nHooli,10,Won,2026-03-06,1\nStark,20,Lost,2026-03-07,0\n"
)


def test_an_answer_about_the_values_keeps_what_the_stages_say(tmp_path):
    (tmp_path / "export.csv").write_text(OPEN_SCALE, encoding="utf-8")
    code, said = _converse(tmp_path, ["", "fraction", ""], "--from", "export.csv")
    assert code == 0, said
    text = (tmp_path / "pipeline.yaml").read_text(encoding="utf-8")
    assert '{name: "Won", kind: won}' in text
    assert '{name: "Lost", kind: lost}' in text
    assert 'probability_scale: "fraction"' in text


def test_a_quota_with_separators_is_asked_for_again_since_it_could_mean_two_amounts(tmp_path):
    (tmp_path / "export.csv").write_bytes((EXAMPLES / "minimal.csv").read_bytes())
    code, said = _converse(tmp_path, ["150.000", "150,000", "150000"], "--from", "export.csv")
    assert code == 0, said
    assert said.count("is not a plain amount; write digits alone, as 500000") == 2
    assert "amount: 150000}" in (tmp_path / "pipeline.yaml").read_text(encoding="utf-8")


def test_stages_for_what_will_be_won_and_lost_are_added_where_the_export_has_none_and_that_is_said(tmp_path):
    ran, stages = _proposed(tmp_path, "Opportunity Name,Amount,Stage", "Acme,100.50,New", "Globex,200.50,Over")
    assert "closed deals may stand there: Closed Won (won), Closed Lost (lost)" in ran.err
    assert stages[-2:] == ['- {name: "Closed Won", kind: won}', '- {name: "Closed Lost", kind: lost}']


def test_a_kind_that_is_said_to_be_of_no_stage_is_not_added(tmp_path):
    rows = "Opportunity Name,Amount,Stage", "Acme,100.50,New", "Globex,200.50,Over"
    ran, stages = _proposed(tmp_path, *rows, also=("--kind", "none=lost"))
    assert "Closed Won (won);" in ran.err
    assert stages[-1] == '- {name: "Closed Won", kind: won}'


OPEN_OF_CRM = "Record ID,Deal Name,Deal Stage,Amount,Close Date", "1,A,Contract Sent,1000,2026-12-15"


def test_closed_deals_of_next_week_are_read_where_the_export_of_a_crm_holds_open_ones_alone(tmp_path):
    ran, _ = _proposed(tmp_path, *OPEN_OF_CRM, "2,B,Presentation Scheduled,500,2026-12-15")
    assert "closed deals may stand there: Closed Won (won), Closed Lost (lost)" in ran.err
    later = OPEN_OF_CRM[0], "1,A,Closed Won,1000,2026-10-15", "2,B,Closed Lost,500,2026-10-15"
    (tmp_path / "export.csv").write_text("\n".join(later), encoding="utf-8")
    ran = pipectl("report", "--as-of", "2026-11-16", cwd=tmp_path)
    assert ran.code == 0
    assert "2 rows read" in ran.out
    assert "set aside" not in ran.out + ran.err


def test_open_stages_of_a_crm_that_nobody_stands_in_today_are_added_in_their_place(tmp_path):
    ran, stages = _proposed(tmp_path, *OPEN_OF_CRM, "2,B,Presentation Scheduled,500,2026-12-15")
    assert "where no deal stands today: Appointment Scheduled, Qualified To Buy, Decision Maker Bought-In" in ran.err
    assert [one.split('"')[1] for one in stages[:5]] == [
        "Appointment Scheduled",
        "Qualified To Buy",
        "Presentation Scheduled",
        "Decision Maker Bought-In",
        "Contract Sent",
    ]


def test_open_stages_of_a_crm_are_not_added_to_a_process_of_ones_own(tmp_path):
    _, stages = _proposed(tmp_path, *OPEN_OF_CRM, "2,B,Legal check,500,2026-12-15")
    assert sorted(one.split('"')[1] for one in stages) == ["Closed Lost", "Closed Won", "Contract Sent", "Legal check"]


def test_won_of_a_crm_alone_asks_nobody_what_is_lost(tmp_path):
    ran, stages = _proposed(tmp_path, *OPEN_OF_CRM, "2,B,Closed Won,500,2026-10-15")
    assert ran.code == 0, ran.err
    assert '- {name: "Closed Lost", kind: lost}' in stages


def test_a_close_percent_that_a_report_lends_is_written_as_lent_and_the_weighted_value_stays(tmp_path):
    rows = "Name,Amount,Stage,Expected Close", "a,1000,Negotiation,2026-12-01", "b,500,Proposal,2026-12-02"
    (tmp_path / "export.csv").write_text("\n".join(rows), encoding="utf-8")
    before = _figures(tmp_path)
    ran, stages = _proposed(tmp_path, *rows)
    assert "The export has no close % in Proposal, Negotiation: the usual one is lent" in ran.err
    assert stages[:2] == [
        '- {name: "Proposal", probability: 0.4}  # lent by pipectl: set your own',
        '- {name: "Negotiation", probability: 0.7}  # lent by pipectl: set your own',
    ]
    assert _figures(tmp_path) == before
    assert before["weighted_pipeline"] is not None


OWN_NAMES = (
    "Opportunity Name,Amount,Stage,Closed Date\n"
    "Acme,100.50,New,\nGlobex,200.50,Inked,2026-10-01\nHooli,10,Inked,2026-10-02\nStark,20,Walked away,2026-10-03\n"
)
KINDS = ("--kind", "inked=won", "--kind", "Walked away=lost")


def test_stages_whose_opportunities_were_closed_have_to_be_said_to_be_won_or_lost(tmp_path):
    (tmp_path / "export.csv").write_text(OWN_NAMES, encoding="utf-8")
    ran = pipectl("init", "--from", "export.csv", "--yes", cwd=tmp_path)
    assert ran.code == 2
    assert "2 of 2 opportunities in stage 'Inked' have the day they were closed" in ran.err
    assert "say for each, with --kind STAGE=KIND" in ran.err
    assert not (tmp_path / "pipeline.yaml").exists()


def test_kinds_that_are_given_are_written_and_counted(tmp_path):
    (tmp_path / "export.csv").write_text(OWN_NAMES, encoding="utf-8")
    assert pipectl("init", "--from", "export.csv", "--yes", *KINDS, cwd=tmp_path).code == 0
    report = json.loads(pipectl("report", "--as-of", "2026-11-16", "--format", "json", cwd=tmp_path).out)
    win_rate = report["measures"]["win_rate"]
    assert (win_rate["numerator"], win_rate["denominator"]) == ("2", "3")


def test_on_a_terminal_it_asks_which_stages_are_won_and_lost(tmp_path):
    (tmp_path / "export.csv").write_text(OWN_NAMES, encoding="utf-8")
    code, said = _converse(tmp_path, ["", "", "", "won", "lost", ""], "--from", "export.csv")
    assert code == 0, said
    text = (tmp_path / "pipeline.yaml").read_text(encoding="utf-8")
    assert '{name: "Inked", kind: won}' in text
    assert '{name: "Walked away", kind: lost}' in text


def test_on_a_terminal_it_asks_which_stage_is_won_where_nothing_tells(tmp_path):
    rows = "Opportunity Name,Amount,Stage\nAcme,100.50,New\nGlobex,200.50,Inked\nHooli,9,Gone\n"
    (tmp_path / "export.csv").write_text(rows, encoding="utf-8")
    code, said = _converse(tmp_path, ["Inked", "", ""], "--from", "export.csv")
    assert code == 0, said
    text = (tmp_path / "pipeline.yaml").read_text(encoding="utf-8")
    assert '{name: "Inked", kind: won}' in text
    assert '{name: "Closed Lost", kind: lost}' in text


def test_with_a_status_column_stages_need_not_say_who_won(tmp_path):
    rows = "Opportunity Name,Amount,Stage,Closed Date,Status\nAcme,100.50,New,,Open\nGlobex,2,Signed,2026-10-01,Won\n"
    (tmp_path / "export.csv").write_text(rows, encoding="utf-8")
    ran = pipectl("init", "--from", "export.csv", "--yes", cwd=tmp_path)
    assert ran.code == 0
    assert "No stage is" not in ran.err


def test_columns_that_are_named_are_read_and_kept(tmp_path):
    (tmp_path / "export.csv").write_text("Name,Betreuer,Summe,Phase\nA,Ben,100.50,Lead\n", encoding="utf-8")
    ran = pipectl("init", "--from", "export.csv", "--yes", "--column", "amount=Summe", cwd=tmp_path)
    assert ran.code == 0, ran.err
    assert 'amount: "Summe"' in (tmp_path / "pipeline.yaml").read_text(encoding="utf-8")


def test_a_file_in_two_currencies_needs_no_answer_and_its_plan_says_how_they_would_be_added(tmp_path):
    rows = "Opportunity Name,Amount,Stage\nAcme,$100.50,New\nGlobex,€200.50,New\n"
    (tmp_path / "export.csv").write_text(rows, encoding="utf-8")
    ran = pipectl("init", "--from", "export.csv", "--yes", cwd=tmp_path)
    assert ran.code == 0, ran.err
    assert "Amounts are in EUR, USD; without exchange_rates in pipeline.yaml they are not added" in ran.err
    plan = tmp_path / "pipeline.yaml"
    text = plan.read_text(encoding="utf-8")
    assert "# currency: EUR\n# exchange_rates: {USD: ...}\n" in text
    assert json.loads(pipectl("report", "--format", "json", cwd=tmp_path).out)["currencies"] == ["EUR", "USD"]
    plan.write_text(text.replace("# currency", "currency").replace("# exchange_rates", "exchange_rates"), "utf-8")
    assert "exchange_rates.USD is '...', must be a number above 0" in pipectl("report", cwd=tmp_path).err
    assert pipectl("init", "--from", "export.csv", "--yes", "--currency", "EUR", "--force", cwd=tmp_path).code == 0
    assert 'currency: "EUR"' in plan.read_text(encoding="utf-8")


def test_amounts_that_name_no_currency_beside_two_are_settled_by_the_option_or_an_answer(tmp_path):
    rows = "Opportunity Name,Amount,Stage\nAcme,$100.50,New\nGlobex,€200.50,New\nHooli,300.50,New\n"
    (tmp_path / "export.csv").write_text(rows, encoding="utf-8")
    refused = pipectl("init", "--from", "export.csv", "--yes", cwd=tmp_path)
    assert refused.code == 2
    assert "answer with --currency (USD, EUR)" in refused.err
    code, said = _converse(tmp_path, ["", "", "", "USD", "", "", ""], "--from", "export.csv")
    assert code == 0, said
    assert 'currency: "USD"' in (tmp_path / "pipeline.yaml").read_text(encoding="utf-8")


def test_the_currency_all_amounts_name_is_written_down(tmp_path):
    (tmp_path / "export.csv").write_text("Name,Amount,Stage\nA,£100,Lead\nB,£200,Lead\n", encoding="utf-8")
    assert pipectl("init", "--from", "export.csv", "--yes", cwd=tmp_path).code == 0
    assert 'currency: "GBP"' in (tmp_path / "pipeline.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--column", "amonut=Sum"), "'amonut' is no field; did you mean amount?"),
        (("--column", "zzz=Sum"), "name one of name, "),
        (("--column", "amount=Opportunity Revenu"), "--column amount names 'Opportunity Revenu', which is not there"),
        (("--column", "amount"), "is not FIELD=HEADER"),
        (("--column", "amount=A", "--column", "amount=B"), "amount is given twice"),
        (("--kind", "Lead"), "is not STAGE=KIND"),
        (("--kind", "Discovery=closed"), "is not STAGE=KIND"),
        (("--kind", "Discovry=won"), "the export has no stage 'Discovry'; it has: "),
        (("--kind", "Discovery=won", "--kind", "Discovery=lost"), "is given two kinds"),
    ],
)
def test_a_column_or_kind_that_is_not_there_is_refused_with_what_is(arguments, said, tmp_path):
    ran = pipectl("init", "--from", str(EXAMPLES / "minimal.csv"), "--yes", *arguments, cwd=tmp_path)
    assert ran.code == 2
    assert said in ran.err
    assert list(tmp_path.iterdir()) == []


def test_a_template_holds_nobody_to_the_targets_and_headers_of_the_example(tmp_path):
    assert pipectl("init", cwd=tmp_path).code == 0
    (tmp_path / "export.csv").write_text("Deal Name,Amount,Stage\nAcme,100.50,Prospecting\n", encoding="utf-8")
    report = json.loads(pipectl("report", "export.csv", "--format", "json", cwd=tmp_path).out)
    assert (report["quota"]["quota"], report["currency"]) == (None, None)
    assert "# quotas:" in (tmp_path / "pipeline.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("output", "surroundings"),
    [
        ("pipeline.yaml", {}),
        ("my plan's.yaml", {}),
        ("sub folder/pipeline.yaml", {}),
        ("pipeline.yaml", {"PIPECTL_CONFIG": "other.yaml"}),
    ],
)
def test_the_command_it_ends_with_runs_as_it_is_printed(output, surroundings, tmp_path):
    (tmp_path / "sub folder").mkdir()
    (tmp_path / "export.csv").write_bytes((EXAMPLES / "minimal.csv").read_bytes())
    said = pipectl("init", "--from", "export.csv", "--yes", "-o", output, cwd=tmp_path, **surroundings).err
    program, *arguments = shlex.split(said.strip().rpartition("Next:")[2])
    assert program == "pipectl"
    ran = pipectl(*arguments, "--as-of", "2026-11-16", cwd=tmp_path, **surroundings)
    assert ran.code == 0, ran.err
    assert "40 rows read" in ran.out


def test_what_came_through_a_pipe_has_to_be_named_in_the_next_command(tmp_path):
    ran = pipectl("init", "--from", "-", "--yes", stdin=(EXAMPLES / "minimal.csv").read_bytes(), cwd=tmp_path)
    assert ran.err.rstrip().endswith("Next:  pipectl report EXPORT")


def test_a_name_that_is_not_utf_8_is_left_out_of_the_plan_and_told(tmp_path):
    name = os.fsdecode(b"b\xffd.csv")
    (tmp_path / name).write_bytes((EXAMPLES / "minimal.csv").read_bytes())
    ran = pipectl("init", "--from", name, "--yes", cwd=tmp_path)
    assert ran.code == 0
    assert "name the export on each call" in ran.err
    assert "data:" not in (tmp_path / "pipeline.yaml").read_text(encoding="utf-8")


def test_nothing_is_asked_where_the_question_would_not_be_seen(tmp_path):
    (tmp_path / "export.csv").write_text(SPREADSHEET + ROWS, encoding="utf-8")
    master, slave = pty.openpty()
    try:
        done = subprocess.run(
            [sys.executable, "-m", "pipectl", "init", "--from", "export.csv"],
            stdin=slave, capture_output=True, text=True, timeout=30, cwd=tmp_path, check=False,
        )  # fmt: skip
        piped = subprocess.run(
            [sys.executable, "-m", "pipectl", "init", "--from", "-"],
            stdin=slave, capture_output=True, text=True, timeout=30, cwd=tmp_path, check=False,
        )  # fmt: skip
    finally:
        os.close(master)
        os.close(slave)
    assert (done.returncode, piped.returncode) == (2, 2)
    assert "no header names" in done.stderr
    assert "stdin is a terminal" in piped.stderr


def test_an_answer_that_is_no_text_is_asked_for_again(tmp_path, monkeypatch):
    monkeypatch.setenv("PYTHONIOENCODING", "utf-8:strict")
    (tmp_path / "export.csv").write_text(SPREADSHEET + ROWS, encoding="utf-8")
    code, said = _converse(
        tmp_path, [b"\xff".decode("latin-1"), "step", "", "", "", "", "", ""], "--from", "export.csv"
    )
    assert code == 0, said


def test_an_export_that_no_plan_can_hold_is_told_in_words_of_the_export(tmp_path):
    rows = "".join(f"D{number},100.50,S{number}\n" for number in range(300))
    (tmp_path / "export.csv").write_text("Opportunity Name,Amount,Stage\n" + rows, encoding="utf-8")
    ran = pipectl("init", "--from", "export.csv", "--yes", cwd=tmp_path)
    assert ran.code == 2
    assert "nothing was written, since no pipeline.yaml can hold it: stages has 300 items" in ran.err
    assert sorted(each.name for each in tmp_path.iterdir()) == ["export.csv"]


@pytest.mark.parametrize("forced", [(), ("--force",)])
def test_a_folder_in_the_place_of_the_schema_is_told_before_anything_is_written(forced, tmp_path):
    (tmp_path / "pipeline.schema.json").mkdir()
    ran = pipectl("init", *forced, cwd=tmp_path)
    assert ran.code == 2
    assert "pipeline.schema.json is there already" in ran.err
    assert [each.name for each in tmp_path.iterdir()] == ["pipeline.schema.json"]


HALF = (
    "Opportunity Name,Amount,Stage,Close %\nAcme,1,New,20%\nGlobex,2,Signed,100%\nHooli,3,Signed,100%\nStark,4,Away,\n"
)


def test_where_one_stage_is_won_nobody_but_a_person_can_say_that_none_is_lost(tmp_path):
    (tmp_path / "export.csv").write_text(HALF, encoding="utf-8")
    refused = pipectl("init", "--from", "export.csv", "--yes", cwd=tmp_path)
    assert refused.code == 2
    assert "a stage is won and none is lost; say which one is with --kind STAGE=lost ('New', 'Away')" in refused.err
    assert pipectl("init", "--from", "export.csv", "--yes", "--kind", "none=lost", cwd=tmp_path).code == 0
    ran = pipectl("init", "--from", "export.csv", "--yes", "--force", "--kind", "away=lost", cwd=tmp_path)
    assert ran.code == 0
    assert '{name: "Away", kind: lost}' in (tmp_path / "pipeline.yaml").read_text(encoding="utf-8")


def test_all_that_is_missing_is_asked_for_at_once_where_nobody_answers(tmp_path):
    (tmp_path / "export.csv").write_text("Thing,Money in,Where\na,1,New\n", encoding="utf-8")
    ran = pipectl("init", "--from", "export.csv", "--yes", "--column", "name=Thing", cwd=tmp_path)
    assert ran.code == 2
    assert "--column stage=HEADER" in ran.err
    assert "--column amount=HEADER" in ran.err


def test_columns_that_were_not_found_are_named_as_worth_giving(tmp_path):
    (tmp_path / "export.csv").write_text("Name,Amount,Stage,Done on\na,1,New,2026-01-02\n", encoding="utf-8")
    ran = pipectl("init", "--from", "export.csv", "--yes", cwd=tmp_path)
    assert "Not found: created, expected_close, closed, probability, owner; where a column holds one" in ran.err


def test_values_that_will_not_be_read_are_told(tmp_path):
    rows = "Name,Amount,Stage,Status\na,1,New,Open\nb,x,New,Open\nc,y,New,Perhaps\n"
    (tmp_path / "export.csv").write_text(rows, encoding="utf-8")
    ran = pipectl("init", "--from", "export.csv", "--yes", cwd=tmp_path)
    assert "Amount 'x' (line 3) is not an amount; 2 rows have such a value and will be set aside" in ran.err
    assert "Status 'Perhaps' (line 4) is no status that is known; 1 row has such a value" in ran.err


def test_a_header_without_rows_is_no_export_to_propose_from(tmp_path):
    (tmp_path / "export.csv").write_text("Name,Amount,Stage\n", encoding="utf-8")
    ran = pipectl("init", "--from", "export.csv", "--yes", cwd=tmp_path)
    assert ran.code == 2
    assert "has a header and no rows" in ran.err


def _slips(folder):
    rows = "".join(f"d{number},1,Haggling\n" for number in range(8))
    (folder / "export.csv").write_text(f"Name,Amount,Stage\n{rows}x,1,Hagling\n", encoding="utf-8")


def test_a_misspelled_stage_is_left_out_where_nobody_says_what_it_is(tmp_path):
    _slips(tmp_path)
    ran = pipectl("init", "--from", "export.csv", "--yes", cwd=tmp_path)
    assert "Stage 'Hagling' (1 row) looks like 'Haggling', so it is left out" in ran.err
    assert "Hagling" not in (tmp_path / "pipeline.yaml").read_text(encoding="utf-8")


def test_a_misspelled_stage_becomes_an_alias_where_a_person_says_so(tmp_path):
    _slips(tmp_path)
    code, said = _converse(tmp_path, ["", "", "yes", ""], "--from", "export.csv")
    assert code == 0, said
    text = (tmp_path / "pipeline.yaml").read_text(encoding="utf-8")
    assert '{name: "Haggling", aliases: ["Hagling"]}' in text


def _proposed(folder, *lines, also=()):
    """What `init --yes` says of an export and writes of its stages, in their order."""
    (folder / "export.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    ran = pipectl("init", "--from", "export.csv", "--yes", "--force", *also, cwd=folder)
    written = (folder / "pipeline.yaml").read_text(encoding="utf-8") if ran.code == 0 else ""
    return ran, [line.strip() for line in written.splitlines() if line.startswith("  - {name")]


def _figures(folder, *more):
    ran = pipectl("report", "export.csv", "--as-of", "2026-11-16", "-f", "json", *more, cwd=folder)
    return {key: one["value"] for key, one in json.loads(ran.out)["measures"].items()}


def test_stages_with_their_pipeline_behind_are_those_of_the_crm_as_in_a_report(tmp_path):
    header = "Record ID,Deal Name,Deal Stage,Amount,Close Date"
    rows = ["1,A,Closed Won (Sales Pipeline),1000,2026-10-15", "2,B,Closed Lost (Sales Pipeline),500,2026-10-15"]
    (tmp_path / "export.csv").write_text(
        "\n".join([header, *rows, "3,C,Contract Sent (Sales Pipeline),200,2026-12-15"])
    )
    before = _figures(tmp_path)
    ran, stages = _proposed(tmp_path, header, *rows, "3,C,Contract Sent (Sales Pipeline),200,2026-12-15")
    assert ran.code == 0, ran.err
    assert stages[-3:] == [
        '- {name: "Contract Sent", probability: 0.9}  # lent by pipectl: set your own',
        '- {name: "Closed Won", kind: won}',
        '- {name: "Closed Lost", kind: lost}',
    ]
    after = _figures(tmp_path)
    assert [after[key] for key in ("won_amount", "win_rate", "weighted_pipeline")] == [
        before[key] for key in ("won_amount", "win_rate", "weighted_pipeline")
    ]


@pytest.mark.parametrize(
    ("stage", "percent", "why"),
    [("Closed Won (EMEA)", "", "by its name"), ("Handshake", "100%", "by the close % of 100 in its rows")],
)
def test_a_stage_that_seems_decided_is_not_written_as_open_unless_a_person_says_so(stage, percent, why, tmp_path):
    lines = ("Name,Amount,Stage,Close %", f"a,1,{stage},{percent}", "b,2,Pitch,40%")
    ran, _ = _proposed(tmp_path, *lines)
    assert ran.code == 2
    assert f"stage '{stage}' seems to be decided, {why}" in ran.err
    ran, stages = _proposed(tmp_path, *lines, also=("--kind", f"{stage}=open"))
    assert ran.code == 0, ran.err
    assert f'- {{name: "{stage}"}}' in stages


def test_a_kind_that_is_said_to_be_of_no_stage_is_not_asked_for_again(tmp_path):
    lines = ("Name,Amount,Stage", "a,1,Closed Won", "b,2,Pitch")
    ran, _ = _proposed(tmp_path, *lines, also=("--kind", "none=lost"))
    assert ran.code == 0
    assert "No stage is" not in ran.err


def test_stages_that_nothing_puts_in_order_are_named(tmp_path):
    ran, stages = _proposed(tmp_path, "Name,Amount,Stage", "a,1,Second call", "b,2,First call")
    assert "Nothing tells the place of Second call, First call among the stages" in ran.err
    assert stages[:2] == ['- {name: "Second call"}', '- {name: "First call"}']
    ran, stages = _proposed(tmp_path, "Name,Amount,Stage", "a,1,Negotiation", "b,2,Demo", "c,3,Lead")
    assert "Nothing tells" not in ran.err
    assert [one.split('"')[1] for one in stages[:3]] == ["Lead", "Demo", "Negotiation"]


def test_stages_that_opportunities_were_only_lost_from_are_written_too(tmp_path):
    lines = ("name,amount,stage,lastStage,closeDate", "a,1,Closed Lost,Negotiation,2026-10-01")
    ran, stages = _proposed(tmp_path, *lines, "b,2,Pilot,Pilot,2026-12-01", "c,3,Closed Won,Pitch,2026-10-02")
    assert ran.code == 0, ran.err
    assert [stage.split('"')[1] for stage in stages] == ["Negotiation", "Pilot", "Pitch", "Closed Won", "Closed Lost"]
    assert _figures(tmp_path)["stage_conversion"] is not None
    assert "DATA109" not in pipectl("validate", "export.csv", cwd=tmp_path).out


def test_a_stage_that_sounds_as_if_it_came_after_the_sale_is_open_and_that_is_said(tmp_path):
    lines = ("Name,Amount,Stage", "a,1,Live demo", "b,2,Closed Won", "c,3,Closed Lost")
    ran, stages = _proposed(tmp_path, *lines)
    assert (
        "Stage 'Live demo' is written as open; if it comes after the sale, say --kind 'Live demo=post_sale'" in ran.err
    )
    assert stages[0] == '- {name: "Live demo"}'
    ran, stages = _proposed(tmp_path, *lines, also=("--kind", "Live demo=post_sale"))
    assert "is written as open" not in ran.err
    assert '- {name: "Live demo", kind: post_sale}' in stages


def test_names_of_columns_beyond_a_dozen_are_counted(tmp_path):
    more = [f"Extra {number}" for number in range(1, 15)]
    lines = ("Deal Name,Stage,Amount," + ",".join(more), "a,Won,1," + ",".join("x" * 14))
    (tmp_path / "deals.csv").write_text("\n".join(lines))
    ran = pipectl("init", "--from", "deals.csv", "--yes", cwd=tmp_path)
    assert "Extra 12 … and 2 more\n" in ran.said


def test_a_column_of_words_is_no_choice_for_the_amount(tmp_path):
    (tmp_path / "deals.csv").write_text("dealname,stage,close date,contact\na,Won,2026-01-02,Ann\n")
    ran = pipectl("init", "--from", "deals.csv", "--yes", cwd=tmp_path)
    assert ran.code == 2
    assert "no header names the amount, and no column is left that may be it; export it again with one" in ran.err
    assert "contact" not in ran.err
