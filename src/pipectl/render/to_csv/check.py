"""What was checked as one table, a row a check."""

from collections.abc import Iterator
from typing import Any

from ...domain.verdict import CheckResult, WaiverLine
from ..to_json.check import tree

COLUMNS = (
    "name", "metric", "finding", "title", "period", "filters", "by", "key", "level", "unit", "measured", "before",
    "min", "max", "verdict", "gap", "gap_amount", "reason", "undefined", "waived",
    "notes",
)  # fmt: skip

Cells = tuple[object, ...]


def rows(found: CheckResult) -> Iterator[Cells]:
    """One row a check or a group of it, then one a waiver that is used no more."""
    lines = [*map(_flat, tree(found)["checks"]), *map(_waiver, found.waivers)]
    return (tuple(line.get(column) for column in COLUMNS) for line in lines)


def _flat(line: dict[str, Any]) -> dict[str, object]:
    """A check's line with text where JSON has more."""
    period, filters = line["period"], "; ".join(line["filters"])
    return line | {
        "period": period and period["key"],
        "filters": filters or None,
        "notes": "; ".join(line["notes"]) or None,
    }


def _waiver(line: WaiverLine) -> dict[str, object]:
    waiver, verdict = line.waiver, line.verdict
    said = f"waiver, {line.state.value}"
    return {"name": waiver.check, "title": said, "key": waiver.who, "verdict": verdict.value, "reason": waiver.reason}
