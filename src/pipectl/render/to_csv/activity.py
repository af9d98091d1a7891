"""What `activity` says as one long table, a figure a row.

`section` says what a row is of: `activity` (days, filters and settings), `whole`, `owner` or `untouched`, where `key`
is the id or name of the opportunity. Figures of a kind name it in `kind`, those of a week its `week`. A figure beside
a measure stands behind a point: `activity.of_call`, `touches.untouched`.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from ...domain.activities import Activities
from ..harmless import for_csv_cell
from ..to_json.activity import tree as document
from ..to_json.parts import counts_of

COLUMNS = (
    "section", "key", "kind", "week", "measure", "value", "unit", "numerator", "denominator", "low", "high",
    "undefined",
)  # fmt: skip

Cells = tuple[object, ...]
Tree = dict[str, Any]


def rows(found: Activities) -> Iterator[Cells]:
    """All rows, of `COLUMNS`."""
    tree = document(found)
    yield from _asked(tree)
    weeks = [week["key"] for week in tree["weeks"]]
    yield from _line("whole", tree["whole"], weeks)
    for each in tree["owners"]:
        yield from _line("owner", each, weeks)
    for each in tree["untouched"] or ():
        yield from _untouched(each)


def _row(section: str, measure: str, value: object, unit: str, **cells: object) -> Cells:
    known = {"section": section, "measure": measure, "value": value, "unit": unit} | cells
    return tuple(known.get(column) for column in COLUMNS)


def _text(section: str, measure: str, text: str | None, **cells: object) -> Cells:
    """Foreign text as a value is made harmless here, as values never are."""
    return _row(section, measure, text and for_csv_cell(text), "text", **cells)


def _asked(tree: Tree) -> Iterator[Cells]:
    """What the figures below depend on."""
    period = tree["period"]
    for name, day in (("as_of", tree["as_of"]), ("period_start", period["start"]), ("period_last", period["last"])):
        yield _row("activity", name, day, "date")
    for name in ("first_day", "last_day"):
        yield _row("activity", name, tree[name], "date")
    yield _text("activity", "currency", tree["currency"])
    yield from (_text("activity", "filter", each) for each in tree["filters"])
    for name in ("quiet_after_days", "age_days"):
        yield _row("activity", name.removesuffix("_days"), tree[name], "days")
    for week in tree["weeks"]:
        yield _row("activity", "running", str(week["running"]).lower(), "text", week=week["key"])
    for name, count in counts_of(tree["source"]):
        yield _row("activity", name if name == "rows" else f"rows.{name}", count, "count")


def _line(section: str, line: Tree, weeks: list[str]) -> Iterator[Cells]:
    of = {"key": line["key"]}
    for key, measure in line["measures"].items():
        yield _figure(section, key, measure, of)
        for name, detail in measure["details"].items():
            yield _figure(section, f"{key}.{name}", detail, of)
    for pace in line["paces"]:
        yield from _pace(section, pace, weeks, of | {"kind": pace["kind"]})


def _pace(section: str, pace: Tree, weeks: list[str], of: Mapping[str, object]) -> Iterator[Cells]:
    for week, count in zip(weeks, pace["done"], strict=True):
        yield _row(section, "done", count, "count", **of, week=week)
    if pace["standard"] is not None:
        yield _row(section, "standard", pace["standard"], "count", **of)
        yield _text(section, "standard_of", pace["standard_of"], **of)
    for name in ("per_week", "attained", "weeks_met"):
        yield _figure(section, name, pace[name], of)


def _untouched(found: Tree) -> Iterator[Cells]:
    key = found["id"] or found["name"]
    for name in ("name", "owner", "stage"):
        yield _text("untouched", name, found[name], key=key)
    yield _row("untouched", "amount", found["amount"], "money", key=key)
    yield _row("untouched", "created", found["created"], "date", key=key)
    yield _row("untouched", "last_touch", found["last_touch"], "date", key=key)
    yield _row("untouched", "days", found["days"], "days", key=key)


def _figure(section: str, name: str, figure: Tree, of: Mapping[str, object]) -> Cells:
    halves = {key: figure[key] for key in ("numerator", "denominator", "undefined")}
    return _row(section, name, figure["value"], figure["unit"], **halves | (figure["interval"] or {}) | dict(of))
