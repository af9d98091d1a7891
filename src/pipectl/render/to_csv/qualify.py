"""What `qualify` says as one long table, a figure a row.

`section` says what a row is of: `qualify` (days, currency, filters and framework), `coverage` (a `stage`, else all open
ones; `key` is the element), `win_rate`, `opportunity`, `element` (of an opportunity; `measure` is how it stands, `text`
the cell), `score` and `rule` (of an opportunity; `key` is the score, and the rule behind a colon), `told` and
`told_rule` (how well a score told won from lost), or `unjudged` (what can't be judged, why, and of how many).
"""

from collections.abc import Iterator
from typing import Any

from ...domain.scorecard import Qualifying
from ..to_json.qualify import tree as document

COLUMNS = (
    "section", "stage", "id", "name", "owner", "key", "measure", "value", "unit", "numerator", "denominator", "low",
    "high", "text", "undefined",
)  # fmt: skip

Cells = tuple[object, ...]
Tree = dict[str, Any]


def rows(found: Qualifying) -> Iterator[Cells]:
    """All rows, of `COLUMNS`."""
    tree = document(found)
    yield from _asked(tree)
    for coverage in (tree["coverage"], *tree["stages"]):
        yield from _coverage(coverage) if coverage else ()
    yield from _win_rate(tree["win_rate"]) if tree["win_rate"] else ()
    for card in tree["opportunities"]:
        yield from _card(card)
    for told in tree["told"]:
        yield from _told(told)
    for each in tree["unjudged"]:
        cells = {"key": each["what"], "undefined": each["why"]}
        yield _row("unjudged", "opportunities", each["opportunities"], "count", **cells)


def _row(section: str, measure: str, value: object = None, unit: str | None = None, **cells: object) -> Cells:
    known = {"section": section, "measure": measure, "value": value, "unit": unit} | cells
    return tuple(known.get(column) for column in COLUMNS)


def _share(section: str, measure: str, share: Tree, **cells: object) -> Cells:
    halves = {key: share[key] for key in ("numerator", "denominator", "undefined")}
    return _row(section, measure, share["value"], "ratio", **halves | (share["interval"] or {}) | cells)


def _asked(tree: Tree) -> Iterator[Cells]:
    """What the figures below depend on."""
    texts = {"as_of": tree["as_of"], "lookback": tree["lookback"]["key"], "currency": tree["currency"]}
    texts |= {"framework": tree["framework"], "deal": tree["deal"]}
    for name, text in (*texts.items(), *(("filter", each) for each in tree["filters"])):
        yield _row("qualify", name, unit="text", text=text)
    yield _row("qualify", "qualified_at", tree["qualified_at"], "ratio")
    yield _row("qualify", "fits_from", tree["fits_from"], "count")


def _coverage(coverage: Tree) -> Iterator[Cells]:
    of = {"stage": coverage["stage"]}
    for key in ("opportunities", "qualified", "not_qualified", "unjudged"):
        yield _row("coverage", key, coverage[key], "count", **of)
    for each in coverage["elements"]:
        here = of | {"key": each["key"]}
        yield _share("coverage", "known", each["known"], **here)
        yield _share("coverage", "met", each["met"], **here)
        for key in ("unjudged", "needed", "lacking"):
            yield _row("coverage", key, each[key], "count", **here)


def _win_rate(split: Tree) -> Iterator[Cells]:
    yield _share("win_rate", "qualified", split["qualified"])
    yield _share("win_rate", "not_qualified", split["not_qualified"])
    yield _row("win_rate", "unjudged", split["unjudged"], "count")
    for key, share in (split["leak"] or {}).items():
        yield _share("win_rate", f"leak.{key}", share)


def _card(card: Tree) -> Iterator[Cells]:
    of = {key: card[key] for key in ("stage", "id", "name", "owner")}
    yield _row("opportunity", "amount", card["amount"], "money", **of, text=card["currency"])
    yield _row("opportunity", "met", card["met"], "count", **of)
    yield _row("opportunity", "judged", card["judged"], "count", **of)
    yield _row("opportunity", "qualified", unit="text", **of, text=_yes(card["qualified"]))
    yield _row("opportunity", "lacking", len(card["lacking"]), "count", **of, text="; ".join(card["lacking"]) or None)
    for each in card["elements"]:
        cells = {"key": each["key"], "text": each["value"], "undefined": "; ".join(each["why"]) or None}
        yield _row("element", each["stand"], each["score"], "ratio", **of | cells)
    for score in ([card["fit"]] if card["fit"] else []) + card["scores"]:
        yield from _score(score, of)


def _score(score: Tree, of: Tree) -> Iterator[Cells]:
    halves = {"numerator": score["points"], "denominator": score["judged"], "undefined": score["undefined"]}
    cells = halves | {"key": score["name"], "text": _yes(score["fits"])}
    yield _row("score", "value", score["value"], "ratio", **of | cells)
    for rule in score["rules"]:
        cells = {"key": f"{score['name']}: {rule['name']}", "undefined": "; ".join(rule["why"]) or None}
        yield _row("rule", "given", rule["given"], "count", **of | cells, denominator=rule["points"])


def _told(told: Tree) -> Iterator[Cells]:
    of = {"key": told["name"]}
    for key in ("won", "lost", "unscored"):
        yield _row("told", key, told[key], "count", **of)
    for key in ("mean_won", "mean_lost", "concordance"):
        yield _share("told", key, told[key], **of)
    for rule in told["rules"]:
        here = {"key": f"{told['name']}: {rule['name']}", "text": _remark(rule)}
        yield _share("told_rule", "holding", rule["holding"], **here)
        yield _share("told_rule", "failing", rule["failing"], **here)
        yield _row("told_rule", "unjudged", rule["unjudged"], "count", **here)


def _yes(holds: bool | None) -> str | None:
    return None if holds is None else "yes" if holds else "no"


def _remark(rule: Tree) -> str | None:
    return "; ".join(key for key in ("pulls_wrong", "clear", "set_at_close") if rule[key]) or None
