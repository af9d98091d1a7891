"""`check` against what the last snapshot shows, where no baseline is named, and against measures of the past."""

import pytest

from .process import Ran, pipectl

SPEC = """\
version: 1
currency: USD
stages: [{name: Lead, probability: 0.2}, {name: Won, kind: won}, {name: Lost, kind: lost}]
checks:
"""
HEAD = "Opportunity ID,Opportunity Name,Amount,Create Date,Expected Close Date,Stage,Owner\n"
THEN = HEAD + "1,Acme,600,2026-01-02,2026-06-20,Lead,Ann\n2,Beta,400,2026-01-02,2026-06-25,Lead,Bo\n"
NOW = HEAD + "1,Acme,600,2026-01-02,2026-07-20,Lead,Ann\n2,Beta,200,2026-01-02,2026-06-25,Lead,Bo\n"
DAY = ("--as-of", "2026-05-15")


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "pipeline.yaml").write_text(SPEC + "  - {metric: pipeline_value, max_drop: 10%}\n", encoding="utf-8")
    (tmp_path / "then.csv").write_text(THEN, encoding="utf-8")
    (tmp_path / "opportunities.csv").write_text(NOW, encoding="utf-8")
    return tmp_path


def keep(folder) -> None:
    assert pipectl("snapshot", "then.csv", "--as-of", "2026-05-08", cwd=folder).code == 0


def checked(folder, *options: str) -> Ran:
    return pipectl("check", *DAY, *options, cwd=folder)


def with_check(folder, check: str) -> None:
    (folder / "pipeline.yaml").write_text(f"{SPEC}  - {check}\n", encoding="utf-8")


def test_a_change_is_held_against_the_last_snapshot_where_no_baseline_is_named(folder):
    keep(folder)
    ran = checked(folder)
    # 1,000 then, so that 900 is the least; 800 now.
    assert ran.code == 1
    assert "$800" in ran.out
    assert "at least $900" in ran.out


def test_without_a_snapshot_or_a_baseline_a_change_is_undefined_and_says_what_would_tell_it(folder):
    ran = checked(folder)
    assert ran.code == 2
    assert "pipectl snapshot" in " ".join(ran.out.split())


def test_the_snapshot_of_the_day_itself_is_not_what_was_before(folder):
    assert pipectl("snapshot", *DAY, cwd=folder).code == 0
    assert checked(folder).code == 2


def test_a_baseline_that_is_named_outranks_the_snapshot(folder):
    keep(folder)
    assert pipectl("check", "--write-baseline", "base.json", *DAY, cwd=folder).code == 0
    assert checked(folder, "--baseline", "base.json").code == 0


def test_each_group_is_held_against_its_own_past(folder):
    with_check(folder, "{metric: pipeline_value, by: owner, max_drop: 10%}")
    keep(folder)
    ran = checked(folder)
    assert ran.code == 1
    lines = {line.split()[0]: line for line in ran.out.splitlines() if "Pipeline value ·" in line}
    assert "Bo" in lines["failed"]
    assert "Ann" in lines["passed"]


def test_a_measure_of_the_period_is_of_the_same_period_then_as_now(folder):
    with_check(folder, "{metric: due_amount, max_drop: 50%}")
    keep(folder)
    # Due in Q2: 1,000 then and 200 now, since Acme was moved to July; the least is 500.
    ran = checked(folder)
    assert ran.code == 1
    assert "at least $500" in ran.out


def test_a_snapshot_that_is_damaged_is_no_pass(folder):
    keep(folder)
    (path,) = (folder / "history").iterdir()
    path.write_bytes(path.read_bytes().replace(b"600", b"606"))
    ran = checked(folder)
    assert ran.code == 2
    assert path.name in ran.err


@pytest.mark.parametrize(("check", "code"), [("{metric: push_count, max: 0}", 1), ("{metric: push_count, max: 1}", 0)])
def test_measures_of_the_past_are_checked_as_any_other(folder, check, code):
    with_check(folder, check)
    keep(folder)
    assert checked(folder).code == code


def test_a_measure_of_the_past_without_one_is_undefined(folder):
    with_check(folder, "{metric: push_count, max: 1}")
    ran = checked(folder)
    assert ran.code == 2
    assert "no history yet" in " ".join(ran.out.split())


def test_as_of_in_a_filter_is_the_day_of_the_snapshot_then_and_today_now(folder):
    with_check(folder, "{metric: pipeline_value, max_rise: 0%, where: ['expected_close<as_of']}")
    late = HEAD + "1,Acme,600,2026-01-02,2026-05-02,Lead,Ann\n2,Beta,400,2026-01-02,2026-05-12,Lead,Bo\n"
    for name in ("then.csv", "opportunities.csv"):
        (folder / name).write_text(late, encoding="utf-8")
    keep(folder)
    ran = checked(folder)
    # Overdue were 600 then, and 1,000 are now.
    assert ran.code == 1
    assert "at most $600" in ran.out
