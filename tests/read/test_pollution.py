"""Every kind of pollution seen in real exports, at each row and column of a small file: nothing is silently wrong.

A polluted row is refused with its file, or set aside, or read as what its cells say; no other row ever changes.
"""

import csv
import io
from collections.abc import Callable
from decimal import Decimal

import pytest

from pipectl.domain.errors import PipectlError
from pipectl.domain.opportunity import Opportunity
from pipectl.domain.pipeline import Pipeline
from pipectl.read.reader import read_pipeline
from pipectl.read.source import Source

from .exports import OPTIONS, a_spec

HEADER = ["id", "name", "stage", "amount", "created", "close date", "close %", "owner"]
FIELDS = ["id", "name", "stage", "amount", "created", "expected_close", "probability", "owner"]
ROWS = [
    ["O1", "Acme", "Proposal", "1200.50", "2024-11-03", "2025-03-02", "40%", "Ann"],
    ["O2", "Beta, Ltd", "Discovery", "99.95", "2024-11-13", "2025-03-22", "20%", "Bo"],
    ["O3", 'The "Best"', "Negotiation", "100000", "2024-12-24", "2025-04-30", "80%", "Ann"],
    ["O4", "Delta", "Closed Won", "4200.00", "2024-10-30", "2024-12-31", "100%", "Cy"],
    ["O5", "Epsilon", "Closed Lost", "77.10", "2024-10-01", "2024-12-15", "0%", "Bo"],
    ["O6", "Zeta", "Proposal", "5300.25", "2025-01-02", "2025-06-30", "50%", "Cy"],
]
Table = list[list[str]]
DELIMITERS = [",", ";", "\t"]


def _text(table: Table, delimiter: str) -> str:
    stream = io.StringIO()
    csv.writer(stream, delimiter=delimiter, lineterminator="\n").writerows(table)
    return stream.getvalue()


def _read(text: str) -> dict[str, Opportunity] | None:
    """Opportunities by id, as they count without place; None where the file is refused."""
    pipeline = _pipeline(text)
    if pipeline is None:
        return None
    assert pipeline.rows.conserved
    assert sum(one.level.value == "error" for one in pipeline.findings) >= pipeline.rows.set_aside
    found = {one.id or one.name: one for one in pipeline}
    assert len(found) == len(pipeline)
    return found


def _pipeline(text: str) -> Pipeline | None:
    try:
        return read_pipeline([Source("deals.csv", text.encode())], a_spec(), OPTIONS)
    except PipectlError as refused:
        _hold(str(refused))
        return None


def _hold(what: object) -> None:
    assert what


def _values(one: Opportunity) -> list[object]:
    return [getattr(one, field) for field in FIELDS]


CLEAN = {key: _values(one) for key, one in (_read(_text([HEADER, *ROWS], ",")) or {}).items()}


def _lines(extra: str) -> Callable[[Table, int, int, str], str]:
    """A line put in front of a row."""

    def polluted(table: Table, row: int, _column: int, delimiter: str) -> str:
        lines = [_text([one], delimiter) for one in table]
        return "".join([*lines[: row + 1], extra.replace(",", delimiter), *lines[row + 1 :]])

    return polluted


def _cells(change: Callable[[list[str], int], list[str]]) -> Callable[[Table, int, int, str], str]:
    """A row with other cells."""

    def polluted(table: Table, row: int, column: int, delimiter: str) -> str:
        return _text([change(one, column) if at == row + 1 else one for at, one in enumerate(table)], delimiter)

    return polluted


def _raw(change: Callable[[str], str]) -> Callable[[Table, int, int, str], str]:
    """A cell written otherwise, past the writer of CSV."""

    def polluted(table: Table, row: int, column: int, delimiter: str) -> str:
        lines = [_text([one], delimiter) for one in table]
        cells = [_text([[one]], delimiter)[:-1] for one in table[row + 1]]
        cells[column] = change(cells[column])
        return "".join([*lines[: row + 1], delimiter.join(cells) + "\n", *lines[row + 2 :]])

    return polluted


def _exchanged(cells: list[str], at: int) -> list[str]:
    other = (at + 1) % len(cells)
    cells = list(cells)
    cells[at], cells[other] = cells[other], cells[at]
    return cells


#: Pollution that leaves what every row says as it was, or takes a row out.
STRUCTURE = {
    "blank line": _lines("\n"),
    "spaces": _lines("   \n"),
    "delimiters alone": _lines(",,,,,,,\n"),
    "repeated header": _lines(",".join(HEADER) + "\n"),
    "a total": _lines("\nTotal,,,111\n"),
    "a remark": _lines("exported on Monday\n"),
    "a comment": _lines("# remark, with, cells\n"),
    "cells missing from here": _cells(lambda cells, at: cells[:at]),
    "cell lost": _cells(lambda cells, at: cells[:at] + cells[at + 1 :]),
    "cell too many": _cells(lambda cells, at: [*cells[:at], "x", *cells[at:]]),
    "empty cell too many": _cells(lambda cells, at: [*cells[:at], "", *cells[at:]]),
    "cell too many at the end": _cells(lambda cells, _: [*cells, "x"]),
    "empty cells at the end": _cells(lambda cells, _: [*cells, "", ""]),
    "neighbours exchanged": _cells(_exchanged),
    "space around": _cells(lambda cells, at: [*cells[:at], f"  {cells[at]} ", *cells[at + 1 :]]),
    "quotes around": _raw(lambda cell: cell if cell.startswith('"') else f'"{cell}"'),
    "space before quotes": _raw(lambda cell: f' "{cell}"' if not cell.startswith('"') else f" {cell}"),
    "zero byte": _raw(lambda cell: f"{cell}\0"),
    "no-break space": _raw(lambda cell: f"{cell}\u00a0"),
    "open quote": _raw(lambda cell: f'"{cell}'),
    "quote behind": _raw(lambda cell: f'{cell}"'),
    "line end inside": _raw(lambda cell: f"{cell}\n"),
    "carriage return inside": _raw(lambda cell: f"{cell}\r"),
    "formula": _raw(lambda cell: f'"=""{cell}"""' if not cell.startswith('"') else cell),
}


#: What a cell may read instead, and what it then means: by field, else the row has to be set aside or the file refused.
INSTEAD: dict[str, dict[str, object]] = {
    "": dict.fromkeys(("id", "amount", "created", "expected_close", "probability", "owner")),
    "n/a": {"owner": "n/a", "name": "n/a", "id": "n/a"},
    "None": {"owner": "None", "name": "None", "id": "None"},
    "-": {"owner": "-", "name": "-", "id": "-", "amount": None},
    "NaN": {"owner": "NaN", "name": "NaN", "id": "NaN"},
    "1e5": {"owner": "1e5", "name": "1e5", "id": "1e5"},
    "12k": {"owner": "12k", "name": "12k", "id": "12k", "amount": Decimal(12000)},
    "(500.00)": {"owner": "(500.00)", "name": "(500.00)", "id": "(500.00)", "amount": Decimal(-500)},
    "3956.65x": {"owner": "3956.65x", "name": "3956.65x", "id": "3956.65x"},
    "2025-02-30": {"owner": "2025-02-30", "name": "2025-02-30", "id": "2025-02-30"},
    "45366": {"owner": "45366", "name": "45366", "id": "45366", "amount": Decimal(45366)},
    "High": {"owner": "High", "name": "High", "id": "High"},
    "150%": {"owner": "150%", "name": "150%", "id": "150%"},
    "Propsal": {"owner": "Propsal", "name": "Propsal", "id": "Propsal"},
    "€ 5": {"owner": "€ 5", "name": "€ 5", "id": "€ 5"},
    "=1+1": {"owner": "=1+1", "name": "=1+1", "id": "=1+1"},
}


def _others_are_whole(found: dict[str, Opportunity], row: int) -> None:
    for at, cells in enumerate(ROWS):
        if at != row:
            assert _values(found[cells[0]]) == CLEAN[cells[0]], f"another row changed: {cells[0]}"


#: Kinds that cut a row in two, or off: what is left of it lacks the cells behind.
CUT = ("cells missing from here", "line end inside", "carriage return inside")


@pytest.mark.parametrize("kind", STRUCTURE)
def test_a_polluted_file_is_refused_or_every_row_is_what_it_was_or_set_aside(kind):
    for delimiter in DELIMITERS:
        for row, cells in enumerate(ROWS):
            for column in range(len(HEADER)):
                text = STRUCTURE[kind]([HEADER, *ROWS], row, column, delimiter)
                found = _read(text)
                if found is None:
                    continue
                _others_are_whole(found, row)
                for one in found.values():
                    if one.id not in CLEAN or _values(one) != CLEAN[one.id]:
                        _judge(kind, text, cells[0], one)


def _judge(kind: str, text: str, key: str, one: Opportunity) -> None:
    """A row that was polluted and is counted differs in texts alone, or lacks cells, or is warned of."""
    differing = {field for field, old in zip(FIELDS, CLEAN[key], strict=True) if getattr(one, field) != old}
    if kind in CUT:
        lacking = {field for field in differing if getattr(one, field) is None}
        assert differing - lacking <= {"id", "name", "owner"}
    elif differing - {"id", "name", "owner"}:
        assert differing == {"created", "expected_close"}
        pipeline = _pipeline(text)
        assert pipeline is not None
        assert one.place.line in {each.place.line for each in pipeline.findings}


@pytest.mark.parametrize("instead", INSTEAD)
def test_a_cell_that_reads_otherwise_means_that_or_its_row_is_set_aside(instead):
    meant = INSTEAD[instead]
    for delimiter in DELIMITERS:
        for row, cells in enumerate(ROWS):
            for column, field in enumerate(FIELDS):
                polluted = [*cells[:column], instead, *cells[column + 1 :]]
                found = _read(_text([HEADER, *ROWS[:row], polluted, *ROWS[row + 1 :]], delimiter))
                if found is None:
                    continue
                _others_are_whole(found, row)
                one = next(
                    (each for each in found.values() if each.name == polluted[1] or each.id == polluted[0]), None
                )
                if one is None:
                    continue
                expected = dict(zip(FIELDS, CLEAN[cells[0]], strict=True))
                if field not in meant:
                    _hold(False)
                assert {name: getattr(one, name) for name in FIELDS} == expected | {field: meant[field]}
