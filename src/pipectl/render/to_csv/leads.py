"""What `leads` says as one long table, a figure a row.

`section` says what a row is of: `leads` (days, currency, filters and settings, which are dates and text), `whole`,
`group` or `month`; groups are named in `by` and `key`, and one without a key is of those where the field is empty.
A figure beside a measure stands behind a point: `lead_response_time.p90`. Of scores there are `score`, `band`, `told`
(the ripened leads) and `told_rule`, with the score in `by`; `lead` and `lead_rule` of the open leads, by their id, else
name, in `key`; `closed` by status; and `unjudged`, what can't be judged and why.
"""

from collections.abc import Iterator
from typing import Any

from ...domain.leads import Leads
from ..harmless import for_csv_cell
from ..to_json.leads import tree as document
from ..to_json.parts import counts_of
from . import lead_scores as csv_lead_scores

COLUMNS = (
    "section", "by", "key", "measure", "value", "unit", "numerator", "denominator", "low", "high", "undefined",
)  # fmt: skip
_COUNTS = ("found", "open", "won", "won_without_amount", "lost", "unknown")

Cells = tuple[object, ...]
Tree = dict[str, Any]


def rows(found: Leads) -> Iterator[Cells]:
    """All rows, of `COLUMNS`."""
    tree = document(found)
    yield from _asked(tree)
    yield from _line("whole", tree["whole"])
    for section, key in (("group", "groups"), ("month", "months")):
        for each in tree[key]:
            yield from _line(section, each)
    if tree["scores"] is not None:
        yield from csv_lead_scores.rows(tree["scores"], _row)


def _row(section: str, measure: str, value: object, unit: str, **cells: object) -> Cells:
    known = {"section": section, "measure": measure, "value": value, "unit": unit} | cells
    return tuple(known.get(column) for column in COLUMNS)


def _asked(tree: Tree) -> Iterator[Cells]:
    """What the figures below depend on; foreign text is made harmless here, as values never are."""
    period = tree["period"]
    for name, day in (("as_of", tree["as_of"]), ("period_start", period["start"]), ("period_last", period["last"])):
        yield _row("leads", name, day, "date")
    texts = [(name, tree[name]) for name in ("currency", "respond_within", "hours")]
    for name, text in (*texts, *(("filter", each) for each in tree["filters"])):
        yield _row("leads", name, text and for_csv_cell(text), "text")
    yield _row("leads", "conversion_of", tree["conversion_of"], "text")
    if tree["spend_without_source"] is not None:
        yield _row("leads", "spend_without_source", tree["spend_without_source"], "money")
    yield _row("leads", "matures_after", tree["matures_after_days"], "days")
    for name, count in counts_of(tree["source"]):
        yield _row("leads", name if name == "rows" else f"rows.{name}", count, "count")


def _line(section: str, line: Tree) -> Iterator[Cells]:
    of = {"by": line["by"], "key": line["key"]}
    yield _row(section, "running", str(line["running"]).lower(), "text", **of)
    yield _row(section, "spend", line["spend"], "money", **of, undefined=_why_no_spend(line))
    for key, measure in line["measures"].items():
        yield _figure(section, key, measure, of)
        for name, detail in measure["details"].items():
            yield _figure(section, f"{key}.{name}", detail, of)
    handover = line["handover"]
    if handover is not None:
        for key in _COUNTS:
            yield _row(section, f"opportunities.{key}", handover[key], "count", **of)
        why = handover["undefined"]
        currency = handover["currency"] and for_csv_cell(handover["currency"])
        yield _row(section, "opportunities.currency", currency, "text", **of)
        yield _row(section, "opportunities.won_amount", handover["won_amount"], "money", **of, undefined=why)


def _why_no_spend(line: Tree) -> str | None:
    why: str | None = line["measures"]["cost_per_lead"]["undefined"]
    return why if line["spend"] is None else None


def _figure(section: str, name: str, figure: Tree, of: Tree) -> Cells:
    halves = {key: figure[key] for key in ("numerator", "denominator", "undefined")}
    return _row(section, name, figure["value"], figure["unit"], **halves | (figure["interval"] or {}) | of)
