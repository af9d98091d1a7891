import pytest

from pipectl.domain.finding import Place
from tests.checks.looking import checked, checked_files, said

HEADER = "id,name,stage,amount,expected close"


def rows(ends: int, whole: int, stage: str = "Proposal"):
    """Open opportunities of which so many close on the last day of a month, all of another amount."""
    days = ["2026-02-28" if n % 2 else "2026-04-30" for n in range(ends)] + ["2026-04-29"] * (whole - ends)
    return [f"{n},Deal {n},{stage},{100 + n},{day}" for n, day in enumerate(days)]


def test_month_ends_are_said_once_for_the_file_with_count_and_share():
    found = checked(HEADER, *rows(17, 30))
    said_once = "expected close is the last day of a month in 17 of 30 (56%) open opportunities"
    assert said(found, "DATA307") == [f"deals.csv: {said_once}"]
    [finding] = [each for each in found.findings if each.code == "DATA307"]
    assert (finding.place, finding.opportunity, finding.owner) == (Place("deals.csv"), None, None)


@pytest.mark.parametrize("lines", [rows(19, 19), rows(9, 20), rows(40, 40, "Won")])
def test_few_dates_few_month_ends_and_what_is_decided_say_nothing(lines):
    assert said(checked(HEADER, *lines), "DATA307") == []


def test_amounts_that_are_nearly_all_the_same_are_said_once_for_the_file():
    def lines(same, other):
        amounts = ["1000"] * same + [str(5 + n) for n in range(other)] + ["0", ""]
        return [f"{n},Deal {n},Proposal,{amount},2026-04-29" for n, amount in enumerate(amounts)]

    assert said(checked(HEADER, *lines(16, 4)), "DATA308") == [
        "deals.csv: amount is 1000 in 16 of 20 (80%) opportunities with an amount"
    ]
    assert said(checked(HEADER, *lines(15, 5)), "DATA308") == []
    assert said(checked(HEADER, *lines(19, 0)), "DATA308") == []


def test_each_file_is_judged_by_itself():
    found = checked_files((HEADER, *rows(20, 20)), (HEADER, *(f"x{row}" for row in rows(0, 20))))
    assert [each.partition(": ")[0] for each in said(found, "DATA307")] == ["deals.csv"]
