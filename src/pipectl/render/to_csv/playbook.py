"""What `playbook` says as one table.

`section` says what a row is of: `playbook` (day, currency and filters in `text`), `stage` (a row each: `text` is its
purpose, `count` its open opportunities; met, missing and unjudged count them by all exit criteria with a condition),
`criterion` (of a stage, `kind` is entry_criteria, exit_criteria or require), `activity`, `question`, `material`, `deal`
(an open opportunity; met, missing, unjudged and ask count its exit criteria) or `answer` (a criterion of a deal: `kind`
is exit_criteria or require, `standing` met, missing, unjudged or ask, and `why` what is missing to judge it).
"""

from collections.abc import Iterator
from typing import Any

from ...domain.playbook import Playbook
from ..to_json.playbook import tree as document

COLUMNS = (
    "section", "stage", "kind", "text", "condition", "id", "name", "owner", "account", "count", "amount", "currency",
    "met", "missing", "unjudged", "ask", "standing", "why", "days_in_stage", "max_days", "left", "median", "p75",
    "file", "line",
)  # fmt: skip
_LISTS = (("activities", "activity"), ("questions", "question"), ("materials", "material"))
_CRITERIA = ("entry_criteria", "exit_criteria", "require")
_TALLY = ("met", "missing", "unjudged", "ask")

Cells = tuple[object, ...]
Tree = dict[str, Any]


def rows(found: Playbook) -> Iterator[Cells]:
    """All rows, of `COLUMNS`."""
    tree = document(found)
    for name in ("as_of", "currency"):
        yield _row("playbook", kind=name, text=tree[name])
    for each in tree["filters"]:
        yield _row("playbook", kind="filter", text=each)
    for stage in tree["stages"]:
        yield _stage(stage)
    if tree["stage"] is not None:
        yield from _sheet(tree["stage"])
    if tree["deal"] is not None:
        yield from _deal(tree["deal"], tree["deal"]["stage"])
        yield from _lists(tree["deal"], tree["deal"]["stage"])


def _row(section: str, **cells: object) -> Cells:
    known = {"section": section} | cells
    return tuple(known.get(column) for column in COLUMNS)


def _stage(stage: Tree) -> Cells:
    cells = {key: stage[key] for key in ("kind", "count", "amount", "currency", "max_days")}
    cells |= {key: stage["ready"][key] for key in _TALLY}
    cells |= {key: stage["days"][key] for key in ("left", "median", "p75")}
    return _row("stage", stage=stage["name"], text=stage["purpose"], why=stage["ready"]["undefined"], **cells)


def _sheet(sheet: Tree) -> Iterator[Cells]:
    for kind in _CRITERIA:
        for each in sheet[kind]:
            cells = {key: each[key] for key in ("text", "condition", *_TALLY)}
            why = "; ".join(f"{one['reason']} ({one['count']})" for one in each["unjudged_because"]) or None
            yield _row("criterion", stage=sheet["name"], kind=kind, why=why, **cells)
    yield from _lists(sheet, sheet["name"])
    for deal in sheet["opportunities"]:
        yield from _deal(deal, sheet["name"])


def _lists(tree: Tree, stage: str) -> Iterator[Cells]:
    for key, section in _LISTS:
        for text in tree.get(key, ()):
            yield _row(section, stage=stage, text=text)


def _deal(deal: Tree, stage: str) -> Iterator[Cells]:
    who = {key: deal[key] for key in ("id", "name", "owner", "account")}
    place = {key: deal["place"][key] for key in ("file", "line")}
    cells = {key: deal[key] for key in ("amount", "currency", "days_in_stage", *_TALLY)}
    yield _row("deal", stage=stage, **who, **place, **cells)
    for kind in ("exit_criteria", "required"):
        for each in deal.get(kind, ()):
            told = {key: each[key] for key in ("stage", "text", "condition", "standing")}
            why = "; ".join(each["why"]) or None
            yield _row("answer", kind="require" if kind == "required" else kind, why=why, **told, **who, **place)
