"""The rows of the long table of `leads` that are about scores."""

from collections.abc import Callable, Iterator
from typing import Any

Cells = tuple[object, ...]
Tree = dict[str, Any]
Row = Callable[..., Cells]


def rows(tree: Tree, row: Row) -> Iterator[Cells]:
    """All of them; `row` makes one of its section, measure, value, unit and cells."""
    yield row("leads", "scores.looked_at", tree["looked_at"], "count")
    for score in tree["scores"]:
        yield from _score(score, row)
    for number, lead in enumerate(tree["leads"], 1):
        yield from _lead(number, lead, row)
    for each in tree["closed"]:
        yield row("closed", "leads", each["leads"], "count", key=each["status"])
    for each in tree["unjudged"]:
        yield row("unjudged", "leads", each["leads"], "count", key=each["what"], undefined=each["why"])


def _share(row: Row, section: str, measure: str, share: Tree, **cells: object) -> Cells:
    halves = {key: share[key] for key in ("numerator", "denominator", "undefined")}
    return row(section, measure, share["value"], "ratio", **halves | (share["interval"] or {}) | cells)


def _score(score: Tree, row: Row) -> Iterator[Cells]:
    of, told = {"by": score["name"]}, score["told"]
    yield _share(row, "score", "mean", score["mean"], **of)
    yield row("score", "unscored", score["unscored"], "count", **of)
    for band in score["bands"]:
        here = of | {"key": f"{band['low']}-{band['high']}"}
        yield _share(row, "band", "leads", band["leads"], **here)
        yield _share(row, "band", "converted", band["converted"], **here)
    for key in ("converted", "not_converted", "unscored"):
        yield row("told", key, told[key], "count", **of)
    for key in ("mean_converted", "mean_not_converted", "concordance"):
        yield _share(row, "told", key, told[key], **of)
    for rule in told["rules"]:
        here = of | {"key": rule["name"]}
        yield _share(row, "told_rule", "holding", rule["holding"], **here)
        yield _share(row, "told_rule", "failing", rule["failing"], **here)
        yield row("told_rule", "unjudged", rule["unjudged"], "count", **here)
        for key in ("pulls_wrong", "clear", "set_at_conversion"):
            yield row("told_rule", key, str(rule[key]).lower(), "text", **here)


def _lead(number: int, lead: Tree, row: Row) -> Iterator[Cells]:
    """A lead by its place in the order, as names may stand twice."""
    of = {"key": lead["id"] or lead["name"]}
    yield row("lead", "rank", number, "count", **of)
    yield row("lead", "age_days", lead["age_days"], "days", **of)
    for key in ("answered", "converted", "closed"):
        yield row("lead", key, None if lead[key] is None else str(lead[key]).lower(), "text", **of)
    for score in lead["scores"]:
        here = of | {"by": score["name"]}
        halves = {"numerator": score["points"], "denominator": score["judged"], "undefined": score["undefined"]}
        yield row("lead", "score", score["value"], "ratio", **here | halves)
        for rule in score["rules"]:
            why = "; ".join(rule["why"]) or None
            yield row(
                "lead_rule", rule["name"], rule["given"], "count", **here, denominator=rule["points"], undefined=why
            )
