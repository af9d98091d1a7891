"""What people do to a gate: other spellings, other filters, and what stands in a baseline for them."""

import json
from pathlib import Path

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
