"""examples/past/ has a past long enough for a claim; its figures are those that plain Python works out of its files."""

import csv
import json
from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from tests.cli.process import pipectl

FOLDER = Path(__file__).parent.parent / "examples" / "past"
AS_OF = date(2026, 11, 16)
ASKED = ("--config", "examples/past/pipeline.yaml", "--as-of", str(AS_OF))
WON, LOST = "Closed Won", "Closed Lost"
ROLL_UP = {"commit": "Commit", "best_case": "Best Case", "pipeline": "Pipeline"}

Row = dict[str, str]


def rows(name: str) -> list[Row]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


EXPORT = rows("opportunities.csv")
STATES: defaultdict[str, list[Row]] = defaultdict(list)
for change in rows("OpportunityHistory.csv"):
    STATES[change["OpportunityId"]].append(change)


def quarter(day: date) -> tuple[date, date]:
    """The first day of its quarter, and that of the next one."""
    month = (day.month - 1) // 3 * 3 + 1
    return date(day.year, month, 1), date(day.year + month // 10, (month + 2) % 12 + 1, 1)


def won_in(start: date, end: date) -> Decimal:
    """The amount won from a day on and before another."""
    days = [row for row in EXPORT if row["StageName"] == WON and str(start) <= row["CloseDate"] < str(end)]
    return sum((Decimal(row["Amount"]) for row in days), Decimal(0))


def weighted(day: date, start: date, end: date) -> Decimal:
    """Amount × close % of what was open and due in a period at the end of a day, as history has it."""
    last = [[row for row in own if row["CreatedDate"][:10] <= str(day)][-1:] for own in STATES.values()]
    due = [row for (row,) in filter(None, last) if str(start) <= row["CloseDate"] < str(end)]
    opened = [row for row in due if row["StageName"] not in (WON, LOST)]
    return sum((Decimal(row["Amount"]) * Decimal(row["Probability"]) / 100 for row in opened), Decimal(0))


def run_rate(day: date, start: date, end: date) -> Decimal | None:
    """The mean of the three quarters before a period for its days left; None where the first began before any close."""
    first = start
    for _ in range(3):
        first = quarter(first - timedelta(1))[0]
    if min(row["CloseDate"] for row in EXPORT) >= str(first):
        return None
    left = (end - max(start, day + timedelta(1))).days
    return (won_in(first, start) / 3 * left / (end - start).days).quantize(Decimal("0.01"))


def past_days() -> list[date]:
    """Ends of months from the first close on whose next day is in a quarter that is over.

    30, 60 and 90 days before the end of a quarter each lie within three days of one.
    """
    found, day = [], date.fromisoformat(min(row["CloseDate"] for row in EXPORT)).replace(day=1)
    while quarter(day)[1] <= AS_OF + timedelta(1):
        day = (day + timedelta(32)).replace(day=1)
        found.append(day - timedelta(1))
    return [day for day in found if quarter(day + timedelta(1))[1] <= AS_OF + timedelta(1)]


@pytest.fixture(scope="module")
def told() -> Any:
    ran = pipectl("forecast", *ASKED, "--backtest", "--by", "owner", "-f", "json", cwd=FOLDER.parents[1])
    assert (ran.code, ran.err) == (0, "")
    return json.loads(ran.out)


def test_it_is_small_and_long_enough():
    names = {"opportunities.csv", "OpportunityHistory.csv", "pipeline.yaml"}
    assert {path.name for path in FOLDER.iterdir()} == names
    assert sum((FOLDER / name).stat().st_size for name in names) < 250_000
    assert 380 <= len(EXPORT) <= 420
    assert 40 <= sum(row["StageName"] not in (WON, LOST) for row in EXPORT) <= 60
    begun = [row["CreatedDate"][:10] for row in EXPORT]
    assert timedelta(24 * 30) < AS_OF - date.fromisoformat(min(begun)) < timedelta(31 * 31)
    assert len({row["Id"] for row in EXPORT}) == len({row["Name"] for row in EXPORT}) == len(EXPORT)


def test_its_history_ends_as_the_export_stands_and_was_written_before_its_day():
    assert STATES.keys() == {row["Id"] for row in EXPORT}
    for row in EXPORT:
        first, last = STATES[row["Id"]][0], STATES[row["Id"]][-1]
        assert first["CreatedDate"] == row["CreatedDate"]
        for column in ("StageName", "Amount", "CloseDate", "Probability"):
            assert last[column] == row[column]
        if row["StageName"] in (WON, LOST):
            assert last["CreatedDate"][:10] == row["CloseDate"]
        for before, after in pairwise(STATES[row["Id"]]):
            assert before["CreatedDate"] < after["CreatedDate"] < str(AS_OF)
            assert before["StageName"] not in (WON, LOST)


def test_its_error_is_claimed_and_is_smaller_than_that_of_the_naive_methods(told):
    assert told["no_claim"] is None
    assert (told["backtest"]["closed"], told["backtest"]["won"]) == tuple(
        sum(row["StageName"] in ended and "2025-11-17" <= row["CloseDate"] <= str(AS_OF) for row in EXPORT)
        for ended in ((WON, LOST), (WON,))
    )
    error = {method: Decimal(each["wape"]["value"]) for method, each in told["beside"]["methods"].items()}
    assert error["auto"] < error["run_rate"] < error["weighted"]


def test_booked_and_the_categories_are_what_the_rows_add_to(told):
    start, end = quarter(AS_OF)
    due = [row for row in EXPORT if str(start) <= row["CloseDate"] < str(end)]
    won = won_in(start, end)
    assert Decimal(told["outlook"]["booked"]) == won > 0
    categories = {each["category"]: each for each in told["periods"][0]["categories"]}
    added = {}
    for key, name in ROLL_UP.items():
        own = [row for row in due if row["ForecastCategoryName"] == name and row["StageName"] not in (WON, LOST)]
        added[key] = sum(Decimal(row["Amount"]) for row in own)
        assert (Decimal(categories[key]["amount"]), categories[key]["count"]) == (added[key], len(own))
    assert Decimal(categories["closed"]["cumulative"]) == won
    assert Decimal(categories["commit"]["cumulative"]) == won + added["commit"]
    assert Decimal(categories["best_case"]["cumulative"]) == won + added["commit"] + added["best_case"]
    assert Decimal(categories["pipeline"]["cumulative"]) == sum(added.values())


def test_the_error_of_the_naive_methods_is_what_both_files_give_on_each_past_day(told):
    off: defaultdict[str, Decimal] = defaultdict(Decimal)
    days: defaultdict[str, int] = defaultdict(int)
    both = Decimal(0)
    for day in past_days():
        start, end = quarter(day + timedelta(1))
        actual, booked = won_in(start, end), won_in(start, day + timedelta(1))
        found = {"weighted": weighted(day, start, end), "run_rate": run_rate(day, start, end)}
        for method, rest in found.items():
            if rest is not None:
                off[method] += abs(booked + rest - actual)
                days[method] += 1
        if found["run_rate"] is not None:
            both += abs(booked + weighted(day, start, end) - actual)
    for method in ("weighted", "run_rate"):
        score = told["backtest"]["horizons"][0]["methods"][method]
        assert score["days"] == days[method] >= 18
        assert abs(Decimal(score["wape"]["numerator"]) - off[method]) < Decimal("0.5")
    beside = told["beside"]["methods"]["weighted"]
    assert beside["days"] == days["run_rate"]
    assert Decimal(beside["wape"]["numerator"]) == both
    assert Decimal(beside["wape"]["denominator"]) == sum(
        won_in(*quarter(day + timedelta(1))) for day in past_days()[-days["run_rate"] :]
    )


def test_the_weighted_pipeline_of_today_is_that_of_the_export(told):
    (line,) = [each for each in told["methods"] if each["method"] == "weighted"]
    assert Decimal(line["open"]) == weighted(AS_OF, *quarter(AS_OF))


def test_chances_are_learnt_with_reasons_and_the_column_that_knows_the_outcome_is_named_and_left_out(told):
    learnt = told["learnt"]
    assert learnt["refusal"] is None
    assert Decimal(learnt["brier"]) < min(Decimal(learnt["base_brier"]), Decimal(learnt["entered_brier"]))
    assert {"Region__c", "Industry__c"} <= set(learnt["features"])
    assert all(each["ever"] and each["reasons"] for each in told["drivers"])
    count: defaultdict[str, int] = defaultdict(int)
    for row in EXPORT:
        ended = row["StageName"] if row["StageName"] in (WON, LOST) else "open"
        count[ended] += 1
        count[f"{ended} filled"] += bool(row["Decided_By__c"])
    won, lost, opened = (f"{count[f'{each} filled']} of {count[each]}" for each in (WON, LOST, "open"))
    assert learnt["left_out"] == [
        f"Decided_By__c is left out: it is filled in at the close, for {won} won, {lost} lost and {opened} open"
    ]


def test_what_moved_it_and_the_owners_add_up(told):
    since, outlook = told["since"], told["outlook"]
    moved = sum(Decimal(each["moved"]) for each in since["moves"])
    moved += Decimal(since["others"]["moved"]) + Decimal(since["new_moved"])
    assert moved == Decimal(outlook["expected"]) - Decimal(since["then"]["expected"])
    owners = {each["key"]: each["outlook"] for each in told["groups"]}
    assert sum(Decimal(each["quota"]) for each in owners.values()) == Decimal(outlook["quota"])
    start, end = quarter(AS_OF)
    for owner, own in owners.items():
        rows = [row for row in EXPORT if row["Owner.Name"] == owner and row["StageName"] == WON]
        booked = [Decimal(row["Amount"]) for row in rows if str(start) <= row["CloseDate"] < str(end)]
        assert Decimal(own["booked"]) == sum(booked)


def test_its_checks_pass_and_nothing_is_set_aside():
    ran = pipectl("check", *ASKED, "-f", "json", cwd=FOLDER.parents[1])
    assert (ran.code, ran.err) == (0, "")
    assert json.loads(ran.out)["source"]["set_aside"] == 0
