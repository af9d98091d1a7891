"""The rows of a history to changes: in order, with what was before the first, and what was between where rows lack."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import zip_longest
from typing import Any

from ...domain.finding import About
from ...domain.ledger import Ledger
from ...history.chronicle import Change
from ...history.codes import AFTER_GAP
from ..codes import quoted
from .order import in_order, newest_first
from .rows import UNTOLD, Row

#: Ids of users.
_USER = re.compile("005[0-9A-Za-z]{12}(?:[0-9A-Za-z]{3})?")


def changes_of(rows: Iterable[Row], ledger: Ledger, *, by_field: bool) -> tuple[Change, ...]:
    """The changes that rows tell, those of one moment in the order in which they were made."""
    found = _called(list(rows))
    reverse = newest_first(found)
    of: defaultdict[str, list[Row]] = defaultdict(list)
    for row in found:
        of[row.key].append(row)
    turned = _of_fields if by_field else _of_states
    ordered = ((key, own[::-1] if reverse else own) for key, own in of.items())
    return tuple(change for key, own in ordered for change in turned(key, own, ledger))


def _called(rows: list[Row]) -> list[Row]:
    """The rows without those that tell an owner by an id, where others tell it by name: Salesforce has both."""
    owners = {id(row): _is_id(row) for row in rows if row.field == "owner"}
    return rows if all(owners.values()) else [row for row in rows if not owners.get(id(row))]


def _is_id(row: Row) -> bool:
    return all(_USER.fullmatch(one) for one in (row.was, row.told["owner"]) if isinstance(one, str))


def _of_states(key: str, rows: Sequence[Row], ledger: Ledger) -> Iterator[Change]:
    """Changes whose rows tell all that the history has of an opportunity, after each."""
    before: Row | None = None
    for row in in_order(rows):
        if row.was is not UNTOLD and (before is None or row.was != before.told["stage"]):
            if before is not None:
                _note_gap(row, before.told["stage"], ledger)
            yield Change(key, row.at, {"stage": row.was}, before=before is None)
        yield Change(key, row.at, row.told, row.left)
        before = row


def _of_fields(key: str, rows: Sequence[Row], ledger: Ledger) -> Iterator[Change]:
    """Changes of one field each; those of several fields at one moment are one."""
    fields: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        fields[row.field].append(row)
    created = min((row.at for row in fields.pop("created", ())), default=None)
    ordered = {field: in_order(own) for field, own in fields.items()}
    first = {field: own[0].was for field, own in ordered.items() if own[0].was is not UNTOLD}
    if created is not None:
        yield Change(key, created, first)
    elif first:
        yield Change(key, min(own[0].at for own in ordered.values()), first, before=True)
    moments: defaultdict[datetime, list[list[dict[str, Any]]]] = defaultdict(list)
    for field, own in ordered.items():
        for at, values in _by_moment(own, ledger).items():
            moments[at].append([{field: value} for value in values])
    yield from _together(key, moments)


def _together(key: str, moments: Mapping[datetime, list[list[dict[str, Any]]]]) -> Iterator[Change]:
    """What was told of several fields at each moment, as one change as often as one of them was changed."""
    for at, columns in sorted(moments.items()):
        for parts in zip_longest(*columns, fillvalue=_NOTHING):
            yield Change(key, at, {field: value for part in parts for field, value in part.items()})


_NOTHING: dict[str, Any] = {}


def _by_moment(rows: Sequence[Row], ledger: Ledger) -> dict[datetime, list[Any]]:
    """The values of one field at each moment of a change, with one before it that no row has a change to."""
    found: defaultdict[datetime, list[Any]] = defaultdict(list)
    before: Row | None = None
    for row in rows:
        if before is not None and row.was is not UNTOLD and row.was != before.told[row.field]:
            _note_gap(row, before.told[row.field], ledger)
            found[row.at].append(row.was)
        found[row.at].append(row.told[row.field])
        before = row
    return found


def _note_gap(row: Row, before: Any, ledger: Ledger) -> None:
    was, became = (quoted(str(value)) if value is not None else "empty" for value in (row.was, before))
    text = f"{row.field} came from {was}, and the change before made it {became}"
    ledger.add(AFTER_GAP, row.place, text, field=row.field, about=About(row.key))
