"""Exit codes: 0 answered, 1 a gate failed, 2 could not be answered, 70 a bug of ours, 130 interrupted."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pipectl.cli.output import write_file
from pipectl.cli.places import find_spec_path
from pipectl.domain.errors import PipectlError

from .process import EXAMPLE, EXAMPLES, ROOT, pipectl

SPEC = str(EXAMPLES / "pipeline.yaml")
HEADER = "Opportunity Name,Opportunity Revenue,Create Date,Expected Close Date,Close %,Opportunity Stage\n"
ROW = "Acme,1000,2026-01-05,2026-12-01,20%,Prospecting\n"


@pytest.mark.parametrize("form", ["terminal", "json", "csv", "markdown"])
def test_a_report_that_was_answered_exits_0_and_says_nothing_on_stderr(form):
    ran = pipectl("report", *EXAMPLE, "--format", form)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.strip()


def test_a_missed_check_exits_1_and_names_the_measure():
    ran = pipectl("check", *EXAMPLE, "--min-coverage", "1000")
    assert ran.code == 1
    assert "overage" in ran.out


def _plan(folder: Path, more: str = "") -> str:
    path = folder / "pipeline.yaml"
    path.write_text(f"version: 1\nstages: [{{name: Prospecting}}]\n{more}", encoding="utf-8")
    return str(path)


def test_a_check_that_holds_exits_0(tmp_path):
    plan = _plan(tmp_path, "quotas: [{period: 2026-Q4, amount: 100}]\nchecks: [{metric: coverage, min: 3}]\n")
    ran = pipectl("check", "-", "-c", plan, "--as-of", "2026-11-16", stdin=(HEADER + ROW).encode())
    assert ran.code == 0


def test_an_undefined_measure_under_a_check_exits_2(tmp_path):
    ran = pipectl("check", "-", "-c", _plan(tmp_path), "--min-coverage", "0", stdin=(HEADER + ROW).encode())
    assert ran.code == 2
    assert "quota" in ran.said


def test_nothing_to_check_exits_2(tmp_path):
    ran = pipectl("check", "-", "-c", _plan(tmp_path), stdin=(HEADER + ROW).encode())
    assert ran.code == 2
    assert "nothing to check" in ran.err


BAD_FILES = {
    "empty": b"",
    "newlines": b"\n\n\n",
    "bom": b"\xef\xbb\xbf",
    "header": HEADER.encode(),
    "binary": bytes(range(256)) * 20,
    "unclosed quote": (HEADER + ROW + '"Acme,1000,2026-01-05,2026-12-01,20%,Prospecting\n' + ROW * 50).encode(),
    "no column of ours": b"alpha,beta\n1,2\n",
    "two thousand columns": (",".join(f"c{i}" for i in range(2000)) + "\n" + ",".join("x" * 2000) + "\n").encode(),
}
UNKNOWN_STAGE = HEADER + ROW.replace("Prospecting", "Prospectin")


@pytest.mark.parametrize("verb", ["report", "check", "list"])
@pytest.mark.parametrize("kind", BAD_FILES)
def test_a_file_that_gives_no_answer_exits_2_with_a_message(kind, verb, tmp_path):
    path = tmp_path / "bad.csv"
    path.write_bytes(BAD_FILES[kind])
    extra = ("--min-coverage", "0") if verb == "check" else ()
    ran = pipectl(verb, str(path), "-c", SPEC, *extra)
    assert ran.code == 2
    assert ran.out == ""
    assert len(ran.err.strip().splitlines()[-1]) > 20


def test_an_unclosed_quote_is_told_by_the_line_it_opened_in(tmp_path):
    path = tmp_path / "quote.csv"
    path.write_bytes(BAD_FILES["unclosed quote"])
    assert f"{path}:3" in pipectl("report", str(path), "-c", SPEC).err


def test_where_every_row_is_set_aside_the_report_accounts_for_them_and_the_gate_is_not_answered(tmp_path):
    path = tmp_path / "stage.csv"
    path.write_text(UNKNOWN_STAGE, encoding="utf-8")
    ran = pipectl("report", str(path), "-c", SPEC, "--rejects", str(tmp_path / "rejects.csv"), "--format", "json")
    source = json.loads(ran.out)["source"]
    assert (ran.code, source["accepted"], source["set_aside"]) == (0, 0, 1)
    assert "its only row was set aside" in ran.err
    assert "Prospectin" in (tmp_path / "rejects.csv").read_text(encoding="utf-8")
    assert pipectl("check", str(path), "-c", SPEC, "--min-coverage", "0").code == 2
    assert pipectl("report", str(path), "-c", SPEC, "--strict").code == 2
    assert pipectl("validate", str(path), "-c", SPEC).code == 1


def test_an_unknown_stage_asks_did_you_mean(tmp_path):
    path = tmp_path / "stage.csv"
    path.write_text(UNKNOWN_STAGE, encoding="utf-8")
    ran = pipectl("report", str(path), "-c", SPEC)
    assert "did you mean" in ran.err
    assert "Prospecting" in ran.err
    assert f"{path}:2:" in ran.err


@pytest.mark.parametrize(
    ("value", "column"),
    [("31/02/2026", 3), ("2026-02-30", 3), ("NaN", 2), ("inf", 2), ("9" * 300, 2), ("1e5", 2), ("140%", 5)],
)
def test_a_value_that_cannot_be_read_sets_its_row_aside_and_is_counted(value, column, tmp_path):
    cells = ROW.strip().split(",")
    cells[column - 1] = value
    path = tmp_path / "value.csv"
    path.write_text(HEADER + ROW + ",".join(cells) + "\n", encoding="utf-8")
    ran = pipectl("validate", str(path), "-c", SPEC, "--as-of", "2026-11-16")
    assert ran.code == 1
    assert f"{path}:3:{column}:" in ran.out
    assert value[:40] in ran.out
    assert "1 set aside" in ran.said


def test_a_three_megabyte_cell_is_read_or_refused_without_a_fuss(tmp_path):
    path = tmp_path / "cell.csv"
    path.write_text(HEADER + ROW.replace("Acme", "A" * 3_000_000) + ROW, encoding="utf-8")
    ran = pipectl("report", str(path), "-c", SPEC, "--as-of", "2026-11-16")
    assert ran.code == 0
    assert max(map(len, ran.out.splitlines())) <= 100


def test_a_missing_file_a_folder_and_an_unreadable_file_exit_2(tmp_path):
    (tmp_path / "opportunites.csv").write_text(HEADER + ROW, encoding="utf-8")
    ran = pipectl("report", str(tmp_path / "opportunities.csv"), "-c", SPEC)
    assert ran.code == 2
    assert "opportunites.csv" in ran.err
    assert pipectl("report", str(tmp_path), "-c", SPEC).code == 2
    assert pipectl("report", str(tmp_path / "none*.csv"), "-c", SPEC).code == 2
    if os.geteuid() != 0:
        (tmp_path / "locked.csv").write_text(HEADER + ROW, encoding="utf-8")
        (tmp_path / "locked.csv").chmod(0)
        assert pipectl("report", str(tmp_path / "locked.csv"), "-c", SPEC).code == 2


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("version: 1\nstages: [{name: A, probability: 7}]\n", ":2:"),
        ("version: 1\nversion: 1\nstages: [{name: A}]\n", ":2:1"),
        ("a: &a [x]\nb: *a\n", ":1:"),
        ("[" * 1000 + "]" * 1000, ":1:"),
        ("version: 1\nstagess: [{name: A}]\n", "did you mean stages"),
        ("", "pipeline.yaml"),
    ],
)
def test_a_broken_pipeline_yaml_exits_2_with_line_and_column(text, said, tmp_path):
    path = tmp_path / "pipeline.yaml"
    path.write_text(text, encoding="utf-8")
    ran = pipectl("report", str(EXAMPLES / "opportunities.csv"), "-c", str(path))
    assert ran.code == 2
    assert said in ran.err


@pytest.mark.parametrize(
    "arguments",
    [
        ("report", "--no-such-option"),
        ("reprt",),
        ("report", *EXAMPLE, "--format", "pdf"),
        ("report", *EXAMPLE, "--as-of", "tomorrow"),
        ("report", *EXAMPLE[:3], "--as-of", "2026-02-30"),
        ("report", *EXAMPLE, "--period", "2026-Q5"),
        ("report", *EXAMPLE, "--period", ".."),
        ("report", *EXAMPLE, "--period", "0001"),
        ("report", *EXAMPLE, "--format", "json", "--width", "wide"),
        ("report", *EXAMPLE, "--rejects", "-"),
        ("list", *EXAMPLE, "--period", "2026"),
        ("validate", *EXAMPLE, "--owner", "Nobody"),
        ("validate", str(EXAMPLES / "minimal.csv"), "--owner", "Ann"),
        ("validate", *EXAMPLE, "--fail-on", "anything"),
        ("validate", *EXAMPLE, "--baseline", "none.json"),
        ("validate", *EXAMPLE, "--baseline", EXAMPLE[0]),
        ("validate", *EXAMPLE, "--baseline", "a.json", "--write-baseline", "b.json"),
        ("validate", *EXAMPLE, "--write-baseline", "-"),
        ("validate", *EXAMPLE, "--write-baseline", "/nonexistent/folder/known.json"),
        ("validate", *EXAMPLE, "-o", "findings.pdf"),
        *((verb, *EXAMPLE, "--format", form) for verb in ("report", "list") for form in ("github", "sarif")),
        ("report", *EXAMPLE, "-o", "report.xml"),
        ("explain", "win_rate", "--format", "junit"),
        ("demo", "--format", "github"),
        ("validate", *EXAMPLE, "--period", "2026"),
        ("explain", *EXAMPLE[1:]),
        ("explain", "--owner", "Ann"),
        ("report", *EXAMPLE, "--lookback", "soon"),
        ("report", *EXAMPLE, "--by", "colour"),
        ("report", *EXAMPLE, "--owner", "Nobody"),
        ("report", *EXAMPLE, "--stage", "Nowhere"),
        ("report", *EXAMPLE, "--where", "amount"),
        ("report", *EXAMPLE, "--where", "amount>=much"),
        ("report", *EXAMPLE, "--where", "colour=red"),
        ("report", *EXAMPLE, "--where", "amount>=999999999"),
        ("report", *EXAMPLE, "--width", "wide"),
        ("report", *EXAMPLE, "-o", "report.pdf"),
        ("report", *EXAMPLE, "-o", "/nonexistent/folder/report.json"),
        ("report", *EXAMPLE, "--encoding", "klingon"),
        ("report", *EXAMPLE, "--delimiter", "ab"),
        ("report", *EXAMPLE, "--locale", "xx_YY"),
        ("report", "-c", "missing.yaml"),
        ("list", *EXAMPLE, "--limit", "0"),
        ("list", *EXAMPLE, "--sort", "colour"),
        ("check", *EXAMPLE, "--min-coverage", "many"),
        ("explain", "win_rat"),
        ("schema", "nothing"),
        ("init", "--from", "missing.csv"),
        ("snapshot", "missing.csv"),
        ("snapshot", *EXAMPLE, "--match", "colour"),
        ("snapshot", *EXAMPLE, "--strict"),
        ("snapshot", *EXAMPLE, "--store", EXAMPLE[0]),
        ("snapshot", *EXAMPLE, "--note", ""),
        ("history",),
        ("history", "lst"),
        ("history", "list", "--store", EXAMPLE[0]),
        ("history", "list", "--format", "sarif"),
        ("history", "list", "-c", "missing.yaml"),
        ("history", "verify", "--store", EXAMPLE[0]),
        ("history", "show"),
        ("history", "show", "tomorrow"),
        ("history", "show", "2026-01-01", "-c", SPEC),
        ("history", "prune"),
        ("history", "prune", "--keep", "some"),
        ("history", "prune", "--keep", "last=1", "--store", EXAMPLE[0]),
        ("history", "import"),
        ("history", "import", "-"),
        ("history", "import", "missing*.csv"),
        ("history", "import", EXAMPLE[0], "--date-from", "the stars"),
        ("history", "from-git"),
        ("history", "from-git", "missing.csv"),
        ("funnel", *EXAMPLE, "--history", "missing.csv"),
        ("funnel", *EXAMPLE, "--history", EXAMPLE[0]),
        ("funnel", *EXAMPLE, "--store", EXAMPLE[0]),
        ("funnel", *EXAMPLE, "--by", "colour"),
        ("changes", *EXAMPLE),
        ("changes", *EXAMPLE, "--since", "soon"),
        ("changes", "2026-02-01", "2026-01-01"),
        ("changes", "2026-01-01", "2026-02-01", "2026-03-01"),
        ("changes", EXAMPLE[0], "2026-01-01"),
        ("changes", EXAMPLE[0], EXAMPLE[0], "--since", "2026-01-01"),
        ("changes", *EXAMPLE, "--limit", "none"),
        ("report", *EXAMPLE, "--history", "missing.csv"),
        ("report", *EXAMPLE, "--history", EXAMPLE[0]),
        ("report", *EXAMPLE, "--store", EXAMPLE[0]),
        ("list", *EXAMPLE, "--match", "colour"),
        ("review", *EXAMPLE, "--since", "2026-11-16"),
    ],
)
def test_a_call_that_makes_no_sense_exits_2_with_one_clear_line(arguments):
    ran = pipectl(*arguments)
    assert ran.code == 2
    assert ran.out == ""
    assert ran.err.strip()


@pytest.mark.parametrize("verb", ["snapshot", "funnel", "changes"])
@pytest.mark.parametrize("kind", BAD_FILES)
def test_a_file_that_gives_no_answer_is_neither_kept_nor_looked_back_from(kind, verb, tmp_path):
    path = tmp_path / "bad.csv"
    path.write_bytes(BAD_FILES[kind])
    ran = pipectl(verb, str(path), "-c", SPEC, "--store", str(tmp_path / "kept"))
    assert (ran.code, ran.out, (tmp_path / "kept").exists()) == (2, "", False)
    assert len(ran.err.strip().splitlines()[-1]) > 20


def test_verify_alone_of_those_that_look_back_fails_as_a_gate_does(tmp_path):
    store = ("--store", str(tmp_path / "kept"))
    assert pipectl("snapshot", *EXAMPLE, *store).code == 0
    assert pipectl("history", "verify", *store).code == 0
    (path,) = (tmp_path / "kept").iterdir()
    path.write_bytes(path.read_bytes()[:-1])
    codes = {verb: pipectl("history", *verb.split(), *store).code for verb in ("verify", "list", "show 2026-11-16")}
    assert codes == {"verify": 1, "list": 0, "show 2026-11-16": 2}
    assert pipectl("report", *EXAMPLE, *store).code == 0


def test_a_closed_pipe_is_silent_and_keeps_the_verdict():
    script = f"{sys.executable} -m pipectl report {' '.join(EXAMPLE)} --format csv | head -1; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stderr == ""
    assert done.stdout.splitlines()[-1] == "0"
    script = (
        f"{sys.executable} -m pipectl check {' '.join(EXAMPLE)} --min-coverage 1000 | true; echo ${{PIPESTATUS[0]}}"
    )
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, cwd=ROOT, check=True)
    assert (done.stdout.strip(), done.stderr) == ("1", "")


def test_an_interrupt_exits_130_without_a_word():
    reading = subprocess.Popen(
        [sys.executable, "-m", "pipectl", "report", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
    )
    time.sleep(1.5)  # it is waiting for stdin by then
    reading.send_signal(signal.SIGINT)
    out, err = reading.communicate(timeout=20)
    assert (reading.returncode, out, err) == (130, b"", b"")


def test_a_bug_of_ours_exits_70_with_a_line_how_to_report_it(tmp_path):
    (tmp_path / "sitecustomize.py").write_text(
        "import pipectl.report.whole\n"
        "def broken(*a, **k): raise ZeroDivisionError('boom')\n"
        "pipectl.report.whole.build_report = broken\n",
        encoding="utf-8",
    )
    ran = pipectl("report", *EXAMPLE, PYTHONPATH=str(tmp_path))
    assert ran.code == 70
    assert "a bug of ours: ZeroDivisionError" in ran.err
    assert "report it" in ran.err


def test_strict_makes_rows_that_were_set_aside_fatal():
    ran = pipectl("report", *EXAMPLE, "--strict")
    assert ran.code == 2
    assert "2 rows were set aside" in ran.err
    assert ran.out == ""


def test_nothing_is_written_to_the_output_file_when_there_is_no_answer(tmp_path):
    target = tmp_path / "report.json"
    target.write_text("before", encoding="utf-8")
    assert pipectl("report", *EXAMPLE, "--strict", "-o", str(target)).code == 2
    assert target.read_text(encoding="utf-8") == "before"


@pytest.mark.parametrize(
    ("call", "code"),
    [
        ("report {example} >&-", 0),
        ("report {example} > /dev/full", 2),
        ("report {example} --format json > /dev/full", 2),
        ("check {example} --min-coverage 1000 > /dev/full", 1),
        ("check {example} --min-coverage 1000 >&-", 1),
        ("check {example} --min-coverage 0 > /dev/full", 2),
        ("report none.csv 2>&-", 2),
        ("report none.csv 2> /dev/full", 2),
        ("report - <&-", 2),
        ("--help > /dev/full", 2),
        ("--help | true", 0),
        ("--version > /dev/full", 2),
        ("--version >&-", 0),
        ("doctor > /dev/full", 2),
        ("schema > /dev/full", 2),
        ("snapshot {example} --store {store} > /dev/full", 2),
        ("snapshot {example} --store {store} >&-", 0),
        ("snapshot {example} --store {store} | true", 0),
        ("history list --store {store} > /dev/full", 2),
        ("history list --store {store} >&-", 0),
        ("history prune --keep last=1 --yes --store {store} > /dev/full", 2),
    ],
)
def test_a_stream_that_is_closed_or_full_never_turns_into_another_verdict_or_a_bug(call, code, tmp_path):
    (tmp_path / "kept").mkdir()
    script = f"{sys.executable} -m pipectl {call.format(example=' '.join(EXAMPLE), store=tmp_path / 'kept')}"
    script += "; echo ${PIPESTATUS[0]} >&3"
    done = subprocess.run(
        ["bash", "-c", f"exec 3>&1; {script}"], capture_output=True, text=True, cwd=ROOT, timeout=60, check=True
    )
    assert int(done.stdout.splitlines()[-1]) == code, done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    assert "bug of ours" not in done.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("report", "-o", "o.csv"),
        ("report", "-o", "link.csv"),
        ("report", "--rejects", "o.csv"),
        ("report", "--rejects", "p.yaml"),
        ("report", "-f", "json", "-o", "p.yaml"),
        ("validate", "--rejects", "r.csv", "-o", "r.csv"),
        ("validate", "--write-baseline", "r.csv", "--rejects", "r.csv"),
        ("validate", "--write-baseline", "o.csv"),
        ("validate", "--write-baseline", "link.csv"),
        ("validate", "--write-baseline", "p.yaml"),
        ("validate", "--write-baseline", "r.json", "-o", "r.json"),
        ("validate", "--baseline", "o.csv", "-o", "o.csv"),
    ],
)
def test_nothing_is_written_over_what_is_read_or_over_another_answer(arguments, tmp_path):
    (tmp_path / "o.csv").write_bytes((EXAMPLES / "opportunities.csv").read_bytes())
    (tmp_path / "p.yaml").write_bytes((EXAMPLES / "pipeline.yaml").read_bytes())
    for name in ("spend.csv", "activities.csv"):
        (tmp_path / name).write_bytes((EXAMPLES / name).read_bytes())
    (tmp_path / "link.csv").symlink_to("o.csv")
    ran = pipectl(arguments[0], "o.csv", "-c", "p.yaml", *arguments[1:], cwd=tmp_path)
    assert ran.code == 2
    assert "would write over" in ran.err
    assert (tmp_path / "o.csv").read_bytes() == (EXAMPLES / "opportunities.csv").read_bytes()
    assert (tmp_path / "p.yaml").read_bytes() == (EXAMPLES / "pipeline.yaml").read_bytes()


@pytest.mark.parametrize(
    "arguments",
    [
        ("report", *EXAMPLE, "--width", "0000501234567"),
        ("report", EXAMPLE[0], "-c", "a" * 300),
        ("report", *EXAMPLE, "-o", "a" * 300 + ".json"),
        ("explain", "a" * 300),
        ("init", "-o", "a" * 300),
        ("init", "--from", ""),
        ("init", "--quota", "5000"),
        ("init", "--locale", "de_DE"),
        ("init", "--date-order", "dmy", "--encoding", "cp1252"),
        ("init", "-o", "-"),
        ("init", "-o", "/dev/stdout", "--force"),
        ("demo", "--save", "-o", "pipeline.yaml", "-f", "json"),
        ("demo", "--width", "3"),
        ("explain", "win_rate", "--owner", "Ann"),
        ("init", "-o", "pipeline.schema.json"),
    ],
)
def test_names_and_numbers_of_absurd_length_and_options_without_effect_are_refused(arguments, tmp_path):
    ran = pipectl(*arguments, cwd=tmp_path, timeout=20)
    assert ran.code == 2
    assert "bug of ours" not in ran.err
    assert list(tmp_path.iterdir()) == []


def test_a_schema_of_somebody_s_own_is_kept(tmp_path):
    (tmp_path / "pipeline.schema.json").write_text("mine", encoding="utf-8")
    assert pipectl("init", cwd=tmp_path).code == 2
    assert (tmp_path / "pipeline.schema.json").read_text(encoding="utf-8") == "mine"


EMPTY = [
    *(
        ("report", *EXAMPLE, option, "")
        for option in ("--period", "--lookback", "--encoding", "--delimiter", "--locale")
    ),
    *(("report", *EXAMPLE, option, "") for option in ("--width", "--owner", "--stage", "--where", "--by", "--as-of")),
    *(("report", *EXAMPLE, option, "") for option in ("--rejects", "--format", "--color")),
    ("report", *EXAMPLE, "--period="),
    ("report", *EXAMPLE, "--owner", "Ann", "--owner", ""),
    ("report", EXAMPLE[0], "-c", ""),
    ("report", ""),
    ("list", *EXAMPLE, "--limit", ""),
    ("check", *EXAMPLE, "--min-coverage", ""),
    ("explain", ""),
    ("schema", "-o", ""),
    ("init", "--from", ""),
    ("init", "-o", ""),
    ("demo", "-o", ""),
]


@pytest.mark.parametrize("arguments", EMPTY)
def test_an_empty_value_is_a_variable_that_was_not_set_and_never_another_answer(arguments, tmp_path):
    long = {"-c": "--config", "-o": "--output", "report": "FILES", "explain": "METRIC", "": "--owner"}
    option = arguments[-2] if arguments[-1] == "" else arguments[-1].rstrip("=")
    ran = pipectl(*arguments, cwd=tmp_path)
    assert (ran.code, ran.out) == (2, "")
    assert f"{long.get(option, option)} got an empty value" in ran.err
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def folder(tmp_path):
    """A folder with what can't be written to."""
    (tmp_path / "folder").mkdir()
    (tmp_path / "circle").symlink_to("round")
    (tmp_path / "round").symlink_to("circle")
    return tmp_path


@pytest.mark.parametrize("option", ["--output", "--rejects"])
@pytest.mark.parametrize("name", ["folder", "circle", "missing/answer.csv", "answer.csv/", "/dev/full"])
def test_a_place_that_takes_no_file_is_told_with_the_option_that_named_it(name, option, folder):
    before = sorted(folder.iterdir())
    ran = pipectl("list", *EXAMPLE, "--format", "csv", option, name, cwd=folder)
    assert (ran.code, ran.out) == (2, "")
    assert f"{name}: can't be written" in ran.err
    assert option in ran.err
    assert ("there is no folder" in ran.err) == name.startswith("missing")
    assert sorted(folder.iterdir()) == before
    assert (folder / "circle").is_symlink()


def test_a_dash_as_output_is_stdout_as_it_is_stdin_for_exports(tmp_path):
    ran = pipectl("report", *EXAMPLE, "--format", "json", "-o", "-", cwd=tmp_path)
    assert ran.out == pipectl("report", *EXAMPLE, "--format", "json").out
    assert list(tmp_path.iterdir()) == []


def test_a_name_as_long_as_the_system_allows_can_be_written(tmp_path):
    name = "a" * 250 + ".json"
    assert pipectl("report", *EXAMPLE, "-o", name, cwd=tmp_path).code == 0
    assert [each.name for each in tmp_path.iterdir()] == [name]


def test_a_file_that_is_protected_is_not_replaced(tmp_path, monkeypatch):
    target = tmp_path / "report.json"
    target.write_text("before", encoding="utf-8")
    monkeypatch.setattr(os, "access", lambda path, mode: False)  # root may write everywhere
    with pytest.raises(PipectlError, match="Permission denied"):
        write_file(str(target), "after")
    assert target.read_text(encoding="utf-8") == "before"


@pytest.mark.parametrize(
    "call", ["report", "init", "demo --save", "demo -o x.json", "schema -o x.json", f"report {EXAMPLE[0]} --rejects x"]
)
def test_a_folder_that_is_gone_is_told(call, tmp_path):
    script = f"cd {tmp_path} && mkdir gone && cd gone && rmdir ../gone && {sys.executable} -m pipectl {call}"
    source = str(ROOT / "src")
    surroundings = {key: value for key, value in os.environ.items() if key != "PIPECTL_CONFIG"} | {"PYTHONPATH": source}
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, env=surroundings, check=False)
    assert done.returncode == 2, done.stderr
    assert "the folder you are in no longer exists" in done.stderr


def test_a_folder_above_that_may_not_be_looked_into_holds_no_plan(tmp_path, monkeypatch):
    def closed(path, *, follow_symlinks=True):
        raise PermissionError

    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PIPECTL_CONFIG", raising=False)
    monkeypatch.setattr(os, "stat", closed)
    assert find_spec_path(None) is None


def test_strict_adds_nothing_to_validate_which_fails_with_its_reasons_anyway():
    plain, strict = pipectl("validate", *EXAMPLE), pipectl("validate", *EXAMPLE, "--strict")
    assert (plain.code, strict.code) == (1, 1)
    assert plain.out == strict.out


def test_quiet_silences_what_verbose_would_say():
    assert pipectl("report", *EXAMPLE, "--verbose", "--quiet").err == ""


def test_a_line_of_endless_length_is_cut_in_its_middle_and_keeps_what_to_do():
    ran = pipectl("report", *EXAMPLE, "--owner", "A" * 100_000)
    assert ran.code == 2
    assert len(ran.err) < 3000
    assert ran.err.rstrip().endswith("Eli")


@pytest.mark.parametrize("name", ["opportunities.csv", "-"])
def test_an_export_in_the_place_of_a_command_is_told_what_to_put_before_it(name):
    ran = pipectl(name, cwd=EXAMPLES)
    assert ran.code == 2
    assert f"pipectl report {name}" in ran.err


HOSTILE = "\x1b[31m\u202ered\n::error::x"


@pytest.mark.parametrize(
    "arguments",
    [
        (HOSTILE,),
        (f"--{HOSTILE}",),
        *(("validate", *EXAMPLE, option, HOSTILE) for option in ("--owner", "--baseline", "--fail-on", "--format")),
        ("report", HOSTILE),
        *(("report", *EXAMPLE, option, HOSTILE) for option in ("--owner", "--stage", "--where", "--by", "--as-of")),
        *(("report", *EXAMPLE, option, HOSTILE) for option in ("--period", "--lookback", "--encoding", "--format")),
        *(("report", *EXAMPLE, option, HOSTILE) for option in ("--locale", "--width", "--config", "--delimiter")),
        ("report", *EXAMPLE, "-o", f"{HOSTILE}.pdf"),
        ("explain", HOSTILE),
        ("init", "--from", HOSTILE),
        ("init", "--from", EXAMPLE[0], "--quota", HOSTILE),
    ],
)
def test_an_argument_never_reaches_the_terminal_or_the_log_unharmed(arguments, tmp_path):
    ran = pipectl(*arguments, cwd=tmp_path)
    assert ran.code == 2
    assert not {"\x1b", "\u202e"} & set(ran.said)
    assert not [line for line in ran.said.splitlines() if line.startswith("::")]
