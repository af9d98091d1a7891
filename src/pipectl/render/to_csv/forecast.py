"""What `forecast` says as one long table, a figure a row.

`section` says what a row is of: `forecast` (days, currency, filters and the method, which are dates and text, with the
period's figures), `week`, `method`, `beside` (some of them on the same past days), `driver`, `learnt`, `period` (this
and the next, in `key`), `category`, `group`, `since`, `backtest`, `calibration`, `what_if` or `goal`. `by` and `key`
name a group, a period or days left; `method` and `opportunity` what a figure is of.
"""

from collections.abc import Iterator
from typing import Any

from ...domain.forecast import Forecast
from ..harmless import for_csv_cell
from ..to_json import forecast as document

COLUMNS = (
    "section", "by", "key", "method", "opportunity", "measure", "value", "unit", "numerator", "denominator", "low",
    "high", "undefined",
)  # fmt: skip
_PARTS = ("expected", "booked", "open", "new")

Cells = tuple[object, ...]
Tree = dict[str, Any]


def rows(found: Forecast) -> Iterator[Cells]:
    """All rows, of `COLUMNS`."""
    tree = document.tree(found)
    yield from _asked(tree)
    yield from _outlook("forecast", tree["outlook"])
    yield from _weeks(tree)
    yield from _methods(tree)
    yield from _drivers(tree)
    yield from _learnt(tree)
    yield from _periods(tree)
    for group in tree["groups"]:
        of = {"by": group["by"], "key": group["key"]}
        yield _row("group", "open_count", group["open_count"], "count", **of)
        yield from _outlook("group", group["outlook"], **of)
    if tree["no_groups"] is not None:
        yield _row("group", "expected", None, "money", undefined=tree["no_groups"])
    yield from _since(tree)
    if found.shows_backtest:
        yield from _backtest(tree)
    for each in tree["what_if"]:
        yield from _outlook("what_if", each["outlook"], key=", ".join(each["changes"]))
    yield from _goal(tree)


def _row(section: str, measure: str, value: object, unit: str, **cells: object) -> Cells:
    known = {"section": section, "measure": measure, "value": value, "unit": unit} | cells
    return tuple(known.get(column) for column in COLUMNS)


def _share(section: str, measure: str, share: Tree, **cells: object) -> Cells:
    halves = {key: share[key] for key in ("numerator", "denominator", "undefined")}
    return _row(section, measure, share["value"], "ratio", **halves | (share["interval"] or {}) | cells)


def _asked(tree: Tree) -> Iterator[Cells]:
    """What the figures below depend on; foreign text is made harmless here, as values never are."""
    days = {"as_of": tree["as_of"], "period_start": tree["period"]["start"], "period_last": tree["period"]["last"]}
    for name, day in (days | {"lookback_start": tree["lookback"]["start"]}).items():
        yield _row("forecast", name, day, "date")
    texts = (("currency", tree["currency"]), *(("filter", each) for each in tree["filters"]))
    for name, text in (*texts, ("method", tree["method"]), ("why", tree["why"])):
        yield _row("forecast", name, text and for_csv_cell(text), "text")
    for name in ("rows", "accepted", "set_aside", "selected"):
        yield _row("forecast", name, tree["source"][name], "count")
    yield _row("forecast", "scale", tree["scale"], "ratio")
    yield _row("forecast", "step", tree["step"], "money")
    for text in tree["notes"]:
        yield _row("forecast", "note", for_csv_cell(text), "text")


def _outlook(section: str, found: Tree, **of: object) -> Iterator[Cells]:
    for name in _PARTS:
        yield _row(section, name, found[name], "money", **of, undefined=found["undefined"])
    for name in ("p10", "p25", "p50", "p75", "p90"):
        value = None if found["band"] is None else found["band"][name]
        yield _row(section, name, value, "money", **of, undefined=found["undefined"])
    yield _row(section, "quota", found["quota"], "money", **of, undefined=found["no_quota"])
    why = found["undefined"] or found["no_quota"]
    yield _row(section, "p_quota", found["p_quota"], "ratio", **of, undefined=why)


def _weeks(tree: Tree) -> Iterator[Cells]:
    for week in tree["weeks"]:
        ends = {"low": week["p10"], "high": week["p90"]}
        yield _row("week", "booked" if week["over"] else "expected", week["amount"], "money", key=week["last"], **ends)


def _methods(tree: Tree) -> Iterator[Cells]:
    for line in tree["methods"]:
        of = {"method": line["method"]}
        for name in (*_PARTS, "p50"):
            yield _row("method", name, line[name], "money", **of, undefined=line["undefined"])
        if line["weight"] is not None:
            yield _row("method", "weight", line["weight"], "ratio", **of)
        yield from _score("method", line["score"], tree["no_claim"], **of)
    for method, score in (tree["beside"] or {"methods": {}})["methods"].items():
        yield from _score("beside", score, None, method=method)


def _score(section: str, score: Tree | None, no_claim: str | None, **of: object) -> Iterator[Cells]:
    if score is None:
        yield _row(section, "wape", None, "ratio", **of, undefined=no_claim)
        return
    yield _row(section, "days", score["days"], "count", **of)
    for name in ("wape", "bias", "inside"):
        yield _share(section, name, score[name], **of)
    for name in ("skill_over_run_rate", "skill_over_entered"):
        if score[name] is not None:
            yield _row(section, name, score[name], "ratio", **of)


def _drivers(tree: Tree) -> Iterator[Cells]:
    for each in tree["drivers"]:
        of = {"opportunity": each["id"] or each["name"]}
        for name in ("amount", "brings", "gives"):
            yield _row("driver", name, each[name], "money", **of)
        yield _row("driver", "probability", each["probability"], "ratio", **of)
        if each["ever"] is not None:
            yield _row("driver", "ever", each["ever"], "ratio", **of)
        for reason in each["reasons"]:
            yield _row("driver", "reason", reason["points"], "ratio", **of, key=reason["told"])
    yield _row("driver", "others", tree["other_drivers"]["count"], "count")
    yield _row("driver", "give_nothing", tree["other_drivers"]["nothing"], "count")
    yield _row("driver", "without_amount", tree["other_drivers"]["without_amount"], "count")
    yield _row("driver", "others_give", tree["other_drivers"]["gives"], "money")


def _learnt(tree: Tree) -> Iterator[Cells]:
    found = tree["learnt"]
    if found is None:
        yield _row("learnt", "brier", None, "ratio", undefined=tree["no_learnt"])
        return
    for name in ("won", "lost", "held_on"):
        yield _row("learnt", name, found[name], "count")
    for name in ("brier", "base_brier", "entered_brier", "brier_beside_entered", "auc"):
        yield _row("learnt", name, found[name], "ratio", undefined=found["refusal"] if name == "brier" else None)
    for text in found["left_out"]:
        yield _row("learnt", "left_out", for_csv_cell(text), "text")


def _periods(tree: Tree) -> Iterator[Cells]:
    for each in tree["periods"]:
        of = {"key": each["period"]["key"]}
        yield from _outlook("period", each["outlook"], **of)
        for line in each["categories"]:
            named = of | {"by": line["category"]}
            yield _row("category", "count", line["count"], "count", **named)
            for name in ("amount", "cumulative"):
                yield _row("category", name, line[name], "money", **named)
    if tree["no_categories"] is not None:
        yield _row("category", "amount", None, "money", undefined=tree["no_categories"])


def _since(tree: Tree) -> Iterator[Cells]:
    found = tree["since"]
    if found is None:
        yield _row("since", "expected", None, "money", undefined=tree["no_since"])
        return
    yield _row("since", "start", found["start"], "date")
    for name in _PARTS:
        yield _row("since", name, found["then"][name], "money")
    for move in found["moves"]:
        of = {"opportunity": move["id"] or move["name"]}
        for name in ("before", "after", "moved"):
            yield _row("since", name, move[name], "money", **of)
    yield _row("since", "others", found["others"]["count"], "count")
    yield _row("since", "others_moved", found["others"]["moved"], "money")
    yield _row("since", "new_moved", found["new_moved"], "money")


def _backtest(tree: Tree) -> Iterator[Cells]:
    found = tree["backtest"]
    if found is None:
        yield _row("backtest", "days", None, "count", undefined=tree["no_claim"])
        return
    for name in ("days", "closed", "won"):
        yield _row("backtest", name, found[name], "count")
    for horizon in found["horizons"]:
        for method, score in horizon["methods"].items():
            yield from _score("backtest", score, None, method=method, by="days_left", key=horizon["days_left"])
    for judged in found["calibration"]:
        yield from _calibration(judged)


def _calibration(judged: Tree) -> Iterator[Cells]:
    of = {"method": judged["method"]}
    yield _row("calibration", "opportunities", judged["opportunities"], "count", **of)
    for name in ("brier", "base_brier"):
        yield _row("calibration", name, judged[name], "ratio", **of)
    for band in judged["bands"]:
        named = of | {"by": "until", "key": band["until"]}
        yield _row("calibration", "chance", band["chance"], "ratio", **named)
        yield _share("calibration", "won", band["won"], **named)


def _goal(tree: Tree) -> Iterator[Cells]:
    found = tree["goal"]
    if found is None:
        return
    why = found["undefined"] or found["met"]
    for name in ("gap", "average_won"):
        yield _row("goal", name, found[name], "money", undefined=why)
    yield _row("goal", "created_in_90_days", found["created_in_90_days"], "count", undefined=why)
    for name in ("best", "latest"):
        need = found[name]
        if need is not None:
            of = {"by": name, "key": need["day"]}
            yield _row("goal", "amount", need["amount"], "money", **of)
            yield _row("goal", "count", need["count"], "count", **of)
            yield _row("goal", "probability", need["probability"], "ratio", **of)
