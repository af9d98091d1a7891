"""What `changes` says as one long table.

`section` says what a row is of: `asked` (window and filters), `start` and `end` (what was open at the end of that
day), `change` (a kind of change with its `count`) or `opportunity` (one behind it); start and changes add up to the
end. Those of a group name it in `by` and `key`; a group without a key is of those where the field is empty.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from ...domain.changes import ChangedDeal, Changes, ChangeTable
from ..exact import maybe_money, money
from ..to_json.parts import day_text

COLUMNS = (
    "section", "by", "key", "change", "day", "count", "amount", "currency", "id", "name", "owner", "account",
    "stage_before", "stage_after", "amount_before", "amount_after", "expected_close_before", "expected_close_after",
)  # fmt: skip

Cells = tuple[object, ...]


def rows(found: Changes) -> Iterator[Cells]:
    """All rows, of `COLUMNS`."""
    for name, day in (("window_start", found.window.start), ("window_last", found.window.last)):
        yield _row(section="asked", change=name, day=day_text(day))
    for each in found.filters:
        yield _row(section="asked", change="filter", name=each)
    for table in (found.whole, *found.groups):
        yield from _table(found, table)


def _row(**cells: object) -> Cells:
    return tuple(cells.get(column) for column in COLUMNS)


def _table(found: Changes, table: ChangeTable) -> Iterator[Cells]:
    of: dict[str, object] = {"by": table.by, "key": table.key, "currency": found.currency}
    yield _end("start", found.start, table.start, table.start_count, of)
    for line in table.lines:
        here = of | {"change": line.key}
        yield _row(section="change", **here, count=line.opportunities, amount=money(line.amount))
        for deal in line.deals:
            yield _row(section="opportunity", **here, **_deal(deal))
    yield _end("end", found.end, table.end, table.end_count, of)


def _end(section: str, day: date, amount: Decimal, count: int, of: dict[str, object]) -> Cells:
    return _row(section=section, **of, day=day.isoformat(), count=count, amount=money(amount))


def _deal(deal: ChangedDeal) -> dict[str, object]:
    cells: dict[str, object] = {"day": deal.day.isoformat(), "amount": money(deal.amount)}
    cells |= {"id": deal.id, "name": deal.name, "owner": deal.owner, "account": deal.account}
    for end, look in (("before", deal.before), ("after", deal.after)):
        if look is not None:
            cells[f"stage_{end}"] = look.stage
            cells[f"amount_{end}"] = maybe_money(look.amount)
            cells[f"expected_close_{end}"] = day_text(look.expected_close)
    return cells
