"""The same opportunities told by five sources give the same funnel, as far as each of them holds it.

What each can't say:

- Snapshots (kept by hand, or from commits) know a day only by the look at it: what was entered and left between two of
  them never happened, and a change is of the day it was first seen on, unless the row itself tells an earlier one. What
  was there at the first look has been in its stage since nobody knows when, unless it was created on that very day.
- Salesforce's OpportunityHistory and a plain log know every move, but none of what was deleted before they were
  exported; a log tells stages alone, so that there are no pushes and no waterfall from it.
- HubSpot's columns keep the latest entry of each stage: the first of two stays is lost, and with it the days between,
  so that what was entered again (opportunity 6) counts with its last stay. Conversion is the same all the same.
"""

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from .past import PLAN, run

TODAY = "2026-11-20"
HEADER = "Id,Name,Amount,Stage,Create Date,Expected Close Date"
#: Each opportunity, and the day it entered each stage.
PATHS = {
    "0": "08-31 Discovery",
    "1": "09-01 Discovery, 09-11 Proposal, 09-21 Negotiation, 10-01 Closed Won",
    "2": "09-01 Discovery, 09-15 Proposal, 09-25 Closed Lost",
    "3": "09-02 Discovery, 09-12 Negotiation, 10-12 Closed Lost",
    "4": "09-05 Discovery",
    "5": "09-06 Discovery, 09-17 Proposal",
    "6": "09-10 Discovery, 09-20 Proposal, 09-24 Discovery, 09-30 Proposal, 10-10 Negotiation, 10-15 Closed Won",
    "7": "10-01 Discovery, 10-03 Closed Lost",
    "8": "10-02 Proposal, 10-12 Negotiation",
}
MOVES = sorted(
    (f"2026-{day}", key, stage)
    for key, path in PATHS.items()
    for day, stage in (move.split(" ", 1) for move in path.split(", "))
)
DAYS = sorted({day for day, _, _ in MOVES})
#: Reached, went on, lost, waiting; counted by hand.
COUNTS = [(8, 5, 1, 2), (6, 4, 1, 1), (4, 2, 1, 1)]
#: Left, median and upper quartile of the first stays; median of all stays together; there now and their median so far.
LASTING = [
    (6, "10", "10.75", "10.5", 2, "78.5"),
    (4, "10", "10", "10", 1, "64"),
    (3, "10", "20", "10", 1, "39"),
]


def export(day: str) -> str:
    """The opportunities as they stood at the end of a day."""
    stages = {key: stage for moved, key, stage in MOVES if moved <= day}
    created = {key: moved for moved, key, _ in reversed(MOVES)}
    rows = (f"{key},Deal {key},1000,{stage},{created[key]},2026-12-31" for key, stage in sorted(stages.items()))
    return "\n".join([HEADER, *rows, ""])


def by_snapshots(folder: Path) -> tuple[str, ...]:
    for day in DAYS:
        ran = run(folder, "snapshot", "-", "--as-of", day, stdin=export(day).encode())
        assert ran.code == 0, ran.err
    return ()


def by_commits(folder: Path) -> tuple[str, ...]:
    if shutil.which("git") is None:
        pytest.skip("git is not installed")

    def git(*arguments: str, **more: str) -> None:
        call = ["git", "-C", str(folder), "-c", "user.name=Ann", "-c", "user.email=ann@example.com", *arguments]
        subprocess.run(call, env=os.environ | more, capture_output=True, check=True)

    git("init")
    for day in DAYS:
        (folder / "crm.csv").write_text(export(day), encoding="utf-8")
        git("add", "crm.csv")
        git("commit", "-m", day, GIT_AUTHOR_DATE=f"{day}T18:00:00+02:00")
    assert run(folder, "history", "from-git", "crm.csv").code == 0
    return ()


def by_opportunity_history(folder: Path) -> tuple[str, ...]:
    header = "Id,OpportunityId,CreatedDate,StageName,Amount,CloseDate,Probability,ForecastCategory"
    rows = (f"h{n},{key},{day}T09:00:00.000Z,{stage},1000,2026-12-31,10,Pipeline"
            for n, (day, key, stage) in enumerate(MOVES))  # fmt: skip
    (folder / "OpportunityHistory.csv").write_text("\n".join([header, *rows, ""]), encoding="utf-8")
    return ("--history", "OpportunityHistory.csv")


def by_log(folder: Path) -> tuple[str, ...]:
    rows = (f"{key},{stage},{day}" for day, key, stage in MOVES)
    (folder / "log.csv").write_text("\n".join(["id,stage,entered", *rows, ""]), encoding="utf-8")
    return ("--history", "log.csv")


def by_columns(folder: Path) -> tuple[str, ...]:
    """Today's export with the latest entry of each stage."""
    names = ("Discovery", "Proposal", "Negotiation", "Closed Won", "Closed Lost")
    entered = {(key, stage): day for day, key, stage in MOVES}
    first, *rows = export(TODAY).splitlines()
    header = first.replace("Id,Name", "Record ID,Deal Name").replace("Stage", "Deal Stage")
    lines = [",".join([header, *(f'"Date entered ""{name} (Sales Pipeline)"""' for name in names)])]
    lines += [",".join([row, *(entered.get((row[0], name), "") for name in names)]) for row in rows]
    (folder / "today.csv").write_text("\n".join([*lines, ""]), encoding="utf-8")
    return ("--preset", "hubspot")


SOURCES = (by_snapshots, by_commits, by_opportunity_history, by_log, by_columns)


def stages(folder: Path, source: Callable[[Path], tuple[str, ...]]) -> Any:
    (folder / "pipeline.yaml").write_text(PLAN, encoding="utf-8")
    (folder / "today.csv").write_text(export(TODAY), encoding="utf-8")
    options = source(folder)
    ran = run(folder, "funnel", "today.csv", *options, "--as-of", TODAY, "--format", "json")
    assert ran.code == 0, ran.err
    return json.loads(ran.out)["whole"]["stages"]


@pytest.mark.parametrize("source", SOURCES)
def test_every_source_tells_the_same_conversion(source, tmp_path):
    told = stages(tmp_path, source)
    assert [(each["reached"], each["went_on"], each["lost"], each["waiting"]) for each in told] == COUNTS


@pytest.mark.parametrize("source", [source for source in SOURCES if source is not by_columns])
def test_every_source_with_each_entry_tells_the_same_days(source, tmp_path):
    days = [each["days"] for each in stages(tmp_path, source)]
    keys = ("left", "median", "p75", "cumulative_median", "there", "so_far_median")
    assert [tuple(each[key] for key in keys) for each in days] == LASTING
    assert [each["undated"] for each in days] == [0, 0, 0]


def test_columns_tell_the_days_of_the_last_stay_alone(tmp_path):
    days = [each["days"] for each in stages(tmp_path, by_columns)]
    assert [(each["left"], each["there"], each["so_far_median"]) for each in days] == [
        (6, 2, "78.5"),
        (4, 1, "64"),
        (3, 1, "39"),
    ]
    # Opportunity 6 was in Discovery from 24 to 30 September and in Proposal for 10 days from then on.
    assert [each["median"] for each in days] == ["10", "10", "10"]


def test_a_stay_between_two_looks_never_happened(tmp_path):
    (tmp_path / "pipeline.yaml").write_text(PLAN, encoding="utf-8")
    for day in ("2026-08-31", "2026-09-22", "2026-10-01"):
        run(tmp_path, "snapshot", "-", "--as-of", day, stdin=export(day).encode())
    (tmp_path / "today.csv").write_text(export(TODAY), encoding="utf-8")
    ran = run(tmp_path, "funnel", "today.csv", "--as-of", TODAY, "--format", "json")
    told = json.loads(ran.out)["whole"]["stages"]
    assert told[0]["reached"] < COUNTS[0][0]
    assert told[0]["days"]["left"] < LASTING[0][0]
