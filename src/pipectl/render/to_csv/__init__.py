"""Results as CSV: comma, newline, quoted as needed; text that a spreadsheet would run is disarmed, numbers never.

Each result is a module with the `COLUMNS` of its one table, what its sections mean, and its `rows`.
"""

import csv
import io
from importlib import import_module
from typing import Any

from ..harmless import for_csv_cell

#: Columns whose cells are numbers, which are never changed.
_NUMBERS = frozenset((
    "value", "numerator", "denominator", "low", "high", "amount", "probability", "age_days", "days_overdue", "line",
    "push_count", "days_in_stage", "column", "measured", "min", "max", "gap", "gap_amount", "known", "count", "rows",
    "amount_before", "amount_after", "set_aside",
    "limit", "fires", "clear", "unjudged", "lost_with", "decided_with", "lost_without", "decided_without",
))  # fmt: skip


def render(verb: str, *subject: Any) -> str:
    """The table of a result, made by the module of its name."""
    module = import_module(f".{verb}", __package__)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(module.COLUMNS)
    for row in module.rows(*subject):
        writer.writerow(_cell(column, value) for column, value in zip(module.COLUMNS, row, strict=True))
    return out.getvalue()


def _cell(column: str, value: object) -> str:
    if value is None:
        return ""
    return str(value) if column in _NUMBERS else for_csv_cell(str(value))
