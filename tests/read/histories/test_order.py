"""The order of changes of one moment."""

from datetime import datetime

import pytest

from pipectl.domain.finding import Place
from pipectl.read.histories import order
from pipectl.read.histories.order import in_order
from pipectl.read.histories.rows import Row


def a_row(line: int, was: str, stage: str) -> Row:
    return Row(Place("log.csv", line), "1", datetime.fromisoformat("2026-01-01"), {"stage": stage}, was=was)


def test_changes_of_one_moment_that_say_the_same_are_tried_once_where_no_order_fits(monkeypatch):
    asked: list[int] = []
    follow = order._may_follow

    def counted(before, rows):
        asked.append(len(rows))
        return follow(before, rows)

    monkeypatch.setattr(order, "_may_follow", counted)
    rows = [*(a_row(line, "A", "A") for line in range(7)), a_row(7, "C", "D")]
    assert in_order(rows) == rows
    assert len(asked) < 30


@pytest.mark.parametrize("lines", [(0, 1, 2, 3), (3, 1, 0, 2)])
def test_of_changes_that_say_the_same_all_are_there(lines):
    rows = [a_row(line, *stages) for line, stages in zip(lines, ("AB", "BA", "AB", "BC"), strict=True)]
    found = in_order(rows)
    assert sorted(row.place.line or 0 for row in found) == sorted(lines)
    assert [row.told["stage"] for row in found] == ["B", "A", "B", "C"]
