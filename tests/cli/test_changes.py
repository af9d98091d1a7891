"""`changes` as a shell runs it: between days, snapshots and exports."""

import csv
import io
import json

import pytest
from jsonschema import Draft202012Validator

from .past import DAYS, FIRST, HEADER, PLAN, SECOND, THIRD, begin, keep, run, write
from .process import Ran, pipectl

TODAY = ("--as-of", "2026-11-16")


@pytest.fixture
def folder(tmp_path):
    return begin(tmp_path)


def buckets(ran: Ran) -> dict[str, str]:
    """What moved, by bucket; the waterfall adds up to the cent."""
    assert (ran.code, ran.err) == (0, ""), ran.err
    whole = json.loads(ran.out)["whole"]
    lines = {line["key"]: float(line["amount"]) for line in whole["lines"]}
    assert float(whole["start_amount"]) + sum(lines.values()) == pytest.approx(float(whole["end_amount"]))
    return {key: f"{amount:.0f}" for key, amount in lines.items() if amount}


def between(ran: Ran) -> tuple[str, str]:
    found = json.loads(ran.out)
    return found["start"], found["end"]


MOVED = {"created": "700", "increased": "500", "pushed_out": "-2000", "won": "-3000"}


def test_by_default_it_goes_from_the_last_snapshot_to_the_export(folder):
    keep(folder, FIRST)
    ran = run(folder, "changes", f"deals-{SECOND}.csv", "--as-of", SECOND, "--format", "json")
    assert (buckets(ran), between(ran)) == (MOVED, (FIRST, SECOND))
    Draft202012Validator(json.loads(pipectl("schema", "changes").out)).validate(json.loads(ran.out))


def test_the_export_may_be_the_one_the_folder_has(folder):
    keep(folder, FIRST)
    write(folder, "opportunities.csv", SECOND)
    ran = run(folder, "changes", "--format", "json")
    assert buckets(ran) == MOVED
    assert between(ran)[0] == FIRST


def test_without_an_export_the_last_snapshots_are_compared(folder):
    keep(folder, FIRST, SECOND)
    assert buckets(run(folder, "changes", "--format", "json")) == MOVED


@pytest.mark.parametrize(
    "call",
    [
        (FIRST, SECOND),
        (FIRST, "--as-of", SECOND),
        ("--since", FIRST, "--as-of", SECOND),
        (f"deals-{FIRST}.csv", f"deals-{SECOND}.csv"),
        (FIRST, f"deals-{SECOND}.csv", "--as-of", SECOND),
        (f"deals-{SECOND}.csv", "--since", FIRST, "--as-of", SECOND),
    ],
)
def test_two_days_are_the_same_however_they_are_named(call, folder):
    keep(folder)
    ran = run(folder, "changes", *call, "--format", "json")
    assert (buckets(ran), between(ran)) == (MOVED, (FIRST, SECOND))


def test_what_lies_between_is_neither_lost_nor_counted_twice(folder):
    keep(folder)
    first, second, whole = (
        buckets(run(folder, "changes", *days, "--format", "json"))
        for days in ((FIRST, SECOND), (SECOND, THIRD), (FIRST, THIRD))
    )
    assert second == {"increased": "200"}
    # Hooli was pushed out of the quarter before it was lost.
    assert whole == first | {"increased": "700"}


def test_a_day_between_two_snapshots_stands_as_the_one_before_it(folder):
    keep(folder)
    ran = run(folder, "changes", "2026-11-03", "2026-11-14", "--format", "json")
    assert buckets(ran) == MOVED


def test_two_exports_without_days_are_of_yesterday_and_today_and_that_is_said(folder):
    for name, day in (("old.csv", FIRST), ("new.csv", SECOND)):
        write(folder, name, day)
    ran = run(folder, "changes", "old.csv", "new.csv", "--as-of", SECOND, "--format", "json")
    assert buckets(ran) == MOVED
    assert between(ran) == ("2026-11-07", SECOND)
    assert any("old.csv has no day in its name and is taken to be of 2026-11-07" in note
               for note in json.loads(ran.out)["notes"])  # fmt: skip


def test_two_exports_need_no_snapshot_and_no_plan(folder):
    (folder / "pipeline.yaml").unlink()
    for day in (FIRST, SECOND):
        text = (folder / f"deals-{day}.csv").read_text(encoding="utf-8").replace("Discovery", "Prospecting")
        (folder / f"deals-{day}.csv").write_text(text.replace("Proposal", "Qualification"), encoding="utf-8")
    ran = run(folder, "changes", f"deals-{FIRST}.csv", f"deals-{SECOND}.csv", "--format", "json")
    assert between(ran) == (FIRST, SECOND)


@pytest.mark.parametrize(
    ("call", "said"),
    [
        ((SECOND, FIRST), "not from 2026-11-08 to 2026-11-01"),
        ((FIRST, FIRST), "not from 2026-11-01 to 2026-11-01"),
        ((f"deals-{SECOND}.csv", f"deals-{FIRST}.csv"), "name the older first"),
        ((f"deals-{SECOND}.csv", f"deals-{FIRST}.csv", *TODAY), "name the older first"),
        ((f"deals-{FIRST}.csv", f"deals-{FIRST}.csv"), "name the older first"),
        ((f"deals-{SECOND}.csv", FIRST), f"pipectl changes {FIRST} deals-{SECOND}.csv"),
        ((FIRST, SECOND, THIRD), "name one or two"),
        ((*(f"deals-{day}.csv" for day in DAYS),), "name one or two"),
        ((FIRST, SECOND, f"deals-{THIRD}.csv"), "name one or two"),
        ((FIRST, SECOND, *TODAY), "leave one out"),
        ((FIRST, "--since", SECOND), "leave one out"),
        ((f"deals-{FIRST}.csv", f"deals-{SECOND}.csv", "--since", FIRST), "leave one out"),
        (("2026-13-01",), "'2026-13-01' is not a day"),
        (("--since", "monday"), "'monday' is not a day"),
        (("2026-10-01", SECOND), "history begins on 2026-11-01"),
        (("--since", "2026-12-01", *TODAY), "from an earlier day to a later one"),
        ((SECOND, "--as-of", FIRST), "from an earlier day to a later one"),
        (("--limit", "0"), "--limit"),
        (("--by", "colour"), "colour"),
        (("--owner", "Nobody"), "Nobody"),
        (("none.csv",), "no such file"),
        ((FIRST, "none.csv"), "no such file"),
        (("2026-11-1",), "write days as 2026-01-31"),
        (("--as-of", FIRST), "nothing is known of a day before 2026-11-01"),
        (("--as-of", "2026-10-01"), "no data"),
    ],
)
def test_what_makes_no_sense_is_refused_and_said(call, said, folder):
    keep(folder)
    ran = run(folder, "changes", *call)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


def test_without_a_past_the_remedies_are_named(folder):
    for more in ((), ("--since", FIRST)):
        ran = run(folder, "changes", f"deals-{SECOND}.csv", "--as-of", SECOND, *more)
        assert (ran.code, ran.out) == (2, "")
        assert "nothing is known of a day before 2026-11-08; keep exports with pipectl snapshot" in ran.err


def test_groups_add_up_to_the_whole_and_an_owner_has_his_own(folder):
    keep(folder)
    ran = run(folder, "changes", FIRST, SECOND, "--by", "owner", "--format", "json")
    found = json.loads(ran.out)
    for end in ("start_amount", "end_amount"):
        assert sum(float(each[end]) for each in found["groups"]) == float(found["whole"][end])
    ann = run(folder, "changes", FIRST, SECOND, "--owner", "Ann", "--format", "json")
    assert buckets(ann) == {"created": "700", "increased": "500"}
    assert "Ann" in run(folder, "changes", FIRST, SECOND, "--by", "owner").out


@pytest.mark.parametrize("form", ["terminal", "json", "csv", "markdown"])
def test_every_format_tells_every_move(form, folder):
    keep(folder)
    ran = run(folder, "changes", FIRST, SECOND, "--format", form)
    assert (ran.code, ran.err) == (0, "")
    for name in ("Acme", "Hooli", "Stark", "Wayne"):
        assert name in ran.out
    if form == "csv":
        assert len(list(csv.DictReader(io.StringIO(ran.out)))) >= 4


def test_the_limit_shortens_what_is_shown_and_no_sum(folder):
    rows = "".join(f"{n},Deal {n},{n},Discovery,2026-11-02,2026-12-01,,Ann\n" for n in range(10, 30))
    keep(folder, FIRST)
    path = folder / f"deals-{SECOND}.csv"
    path.write_text(path.read_text(encoding="utf-8") + rows, encoding="utf-8")
    call = ("changes", path.name, "--as-of", SECOND, "--format", "json")
    one, default, many = (
        json.loads(run(folder, *call, *limit).out)["whole"] for limit in (("-n", "1"), (), ("--limit", "99"))
    )
    created = [next(line for line in each["lines"] if line["key"] == "created") for each in (one, default, many)]
    assert [len(line["opportunities"]) for line in created] == [1, 5, 21]
    assert len({line["amount"] for line in created}) == 1


def test_a_stage_that_was_renamed_is_no_change(folder):
    keep(folder, FIRST)
    plan = PLAN.replace("{name: Discovery,", "{name: Discover, aliases: [Discovery],")
    (folder / "pipeline.yaml").write_text(plan, encoding="utf-8")
    ran = run(folder, "changes", f"deals-{FIRST}.csv", "--as-of", SECOND, "--format", "json")
    assert buckets(ran) == {}


def test_ids_are_not_needed_where_names_and_accounts_are_matched(folder):
    for day, amount in ((FIRST, 100), (SECOND, 150)):
        text = f"Name,Account,Amount,Stage,Expected Close Date\nRoof,Acme,{amount},Discovery,2026-12-01\n"
        (folder / f"deals-{day}.csv").write_text(text, encoding="utf-8")
    match = ("--match", "name+account")
    run(folder, "snapshot", f"deals-{FIRST}.csv", "--as-of", FIRST, *match)
    call = ("changes", f"deals-{SECOND}.csv", "--as-of", SECOND, "--format", "json")
    assert buckets(run(folder, *call, *match)) == {"increased": "50"}
    as_kept = run(folder, *call)
    assert buckets(as_kept) == {"increased": "50"}
    assert "known again by name and account" in as_kept.out
    refused = run(folder, *call, "--match", "id")
    assert (refused.code, "--match name+account" in refused.err) == (2, True)
    files = run(folder, "changes", f"deals-{FIRST}.csv", f"deals-{SECOND}.csv", *match, "--format", "json")
    assert buckets(files) == {"increased": "50"}


def test_days_of_which_only_stages_are_told_have_no_changes_of_amounts(folder):
    (folder / "log.csv").write_text(
        "id,stage,entered\n1,Discovery,2026-09-01\n2,Proposal,2026-09-02\n", encoding="utf-8"
    )
    keep(folder, FIRST)
    call = (f"deals-{SECOND}.csv", "--as-of", SECOND, "--history", "log.csv")
    ran = run(folder, "changes", "2026-10-15", *call)
    assert (ran.code, ran.out) == (2, "")
    assert "history of amounts and close dates begins on 2026-11-01, after 2026-10-15" in ran.err
    slips = json.loads(run(folder, "report", *call, "--format", "json").out)["measures"]["slip_rate"]
    assert slips["value"] is None
    assert slips["undefined"].startswith("history of amounts and close dates begins on 2026-11-01, when Q4 2026")


@pytest.mark.parametrize("verb", ["changes", "funnel", "report"])
def test_what_is_gone_is_of_the_group_of_its_owner_however_it_was_spelled(verb, folder):
    keep(folder, FIRST)
    lines = DAYS[FIRST].replace("Bo", "ANN ").splitlines()
    (folder / f"deals-{SECOND}.csv").write_text(HEADER + "\n".join(lines[:2]), encoding="utf-8")
    keep(folder, SECOND)
    (folder / "now.csv").write_text(HEADER + lines[0], encoding="utf-8")
    ran = run(folder, verb, "now.csv", "--as-of", THIRD, "--by", "owner", "--format", "json")
    assert sorted(each["key"] for each in json.loads(ran.out)["groups"]) == ["Ann", "Cy"]


def test_what_a_later_snapshot_of_a_day_has_no_more_is_gone_on_that_day(folder):
    keep(folder, FIRST)
    fewer = HEADER + DAYS[FIRST].partition("\n")[2]
    for day in (FIRST, SECOND, THIRD):
        (folder / f"deals-{day}.csv").write_text(fewer, encoding="utf-8")
        keep(folder, day)
    for days in ((FIRST, SECOND), (SECOND, THIRD)):
        assert buckets(run(folder, "changes", *days, "--period", "all", "--format", "json")) == {}
    assert "5000.00" in run(folder, "changes", SECOND, THIRD, "--period", "all", "--format", "json").out
