"""What `funnel` says as one long table, a figure a row.

`section` says what a row is of: `funnel` (days, currency and filters, which are dates and text, and how many are of
unknown path), `stage`, `won`, `cohort` (by quarter of creation, named in `key`) or `bottleneck`. Those of a group name
it in `by` and `key`; a group without a key is of those where the field is empty.
"""

from collections.abc import Iterator
from typing import Any

from ...domain.funnel import Funnel
from ..harmless import for_csv_cell
from ..to_json import funnel as document_funnel

COLUMNS = (
    "section", "by", "key", "stage", "measure", "value", "unit", "numerator", "denominator", "low", "high", "undefined",
)  # fmt: skip
_COUNTS = ("reached", "went_on", "lost", "waiting", "gone")
_DAYS = (
    ("median", "undefined"),
    ("p75", "undefined"),
    ("cumulative_median", "undefined"),
    ("so_far_median", "so_far_undefined"),
)
_OF_COHORT = ("began", "known", "won", "lost", "waiting", "gone")

Cells = tuple[object, ...]
Tree = dict[str, Any]


def rows(found: Funnel) -> Iterator[Cells]:
    """All rows, of `COLUMNS`."""
    tree = document_funnel.tree(found)
    yield from _asked(tree)
    for table in (tree["whole"], *tree["groups"]):
        yield from _table(table)
    for cohort in tree["cohorts"]:
        yield from _cohort(cohort, tree["whole"]["stages"])
    yield from _bottleneck(tree)


def _row(section: str, measure: str, value: object, unit: str, **cells: object) -> Cells:
    known = {"section": section, "measure": measure, "value": value, "unit": unit} | cells
    return tuple(known.get(column) for column in COLUMNS)


def _share(section: str, measure: str, share: Tree, **cells: object) -> Cells:
    halves = {key: share[key] for key in ("numerator", "denominator", "undefined")}
    return _row(section, measure, share["value"], "ratio", **halves | (share["interval"] or {}) | cells)


def _asked(tree: Tree) -> Iterator[Cells]:
    """What the figures below depend on; foreign text is made harmless here, as values never are."""
    lookback = tree["lookback"]
    for name, day in (
        ("as_of", tree["as_of"]),
        ("lookback_start", lookback["start"]),
        ("lookback_last", lookback["last"]),
    ):
        yield _row("funnel", name, day, "date")
    for name, text in (("currency", tree["currency"]), *(("filter", each) for each in tree["filters"])):
        yield _row("funnel", name, text and for_csv_cell(text), "text")
    yield _row("funnel", "unknown", tree["unknown"], "count")


def _table(table: Tree) -> Iterator[Cells]:
    of = {"by": table["by"], "key": table["key"]}
    for stage in table["stages"]:
        yield from _stage(stage, of | {"stage": stage["name"]})
    yield _row("won", "count", table["won"], "count", **of)
    undefined = document_funnel.SEVERAL if table["won_amount"] is None else None
    yield _row("won", "amount", table["won_amount"], "money", **of, undefined=undefined)


def _stage(stage: Tree, of: Tree) -> Iterator[Cells]:
    for key in _COUNTS:
        yield _row("stage", key, stage[key], "count", **of)
    yield _share("stage", "conversion", stage["conversion"], **of)
    yield _share("stage", "won_from", stage["won_from"], **of)
    days = stage["days"]
    for key in ("left", "there", "undated"):
        yield _row("stage", f"days.{key}", days[key], "count", **of)
    for key, why in _DAYS:
        yield _row("stage", f"days.{key}", days[key], "days", **of, undefined=days[why])


def _cohort(cohort: Tree, stages: list[Tree]) -> Iterator[Cells]:
    of = {"by": "created", "key": cohort["period"]["key"]}
    for key in _OF_COHORT:
        yield _row("cohort", key, cohort[key], "count", **of)
    for stage, count in zip(stages, cohort["reached"], strict=True):
        yield _row("cohort", "reached", count, "count", **of, stage=stage["name"], denominator=cohort["known"])
    yield _share("cohort", "conversion", cohort["conversion"], **of)


def _bottleneck(tree: Tree) -> Iterator[Cells]:
    found = tree["bottleneck"]
    if found is None:
        yield _row("bottleneck", "adds", None, "money", undefined=tree["no_bottleneck"])
        return
    of = {"stage": found["stage"]}
    yield _share("bottleneck", "conversion", found["conversion"], **of)
    yield _row("bottleneck", "target", found["target"], "ratio", **of)
    if found["best"] is not None:
        yield _share("bottleneck", "best_quarter", found["best"], **of, key=found["best_quarter"])
    yield _row("bottleneck", "won_amount", found["won_amount"], "money", **of)
    for each in ({"stage": found["stage"], "adds": found["adds"]}, *found["others"]):
        yield _row("bottleneck", "adds", each["adds"], "money", stage=each["stage"])
