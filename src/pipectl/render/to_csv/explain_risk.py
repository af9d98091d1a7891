"""A risk rule as one row of CSV: what it means, and what it says of the data at hand."""

from collections.abc import Iterator

from ...domain.risk import RuleEntry, RuleLine
from ..to_json.parts import Tree
from ..to_json.risk import explained

_MEANING = (
    "key",
    "title",
    "reason",
    "fires",
    "why",
    "next",
    "needs",
    "limit",
    "unit",
    "limit_of",
    "severity",
    "source",
)
_HERE = ("fires", "clear", "unjudged", "amount")
_PAST = ("lost_with", "decided_with", "lost_without", "decided_without")
_CHANGED = ("changed", "left_out")
COLUMNS = (
    *(each.replace("fires", "when") for each in _MEANING),
    *_HERE,
    "currency",
    *_PAST,
    "seen_in",
    "no_lift",
    *_CHANGED,
)


def rows(line: RuleLine | None, entry: RuleEntry, currency: str | None = None) -> Iterator[tuple[object, ...]]:
    """One row, of `COLUMNS`; the cells of the data are empty without any."""
    left_out = "yes" if entry.left_out else "no"
    joined = {"needs": "; ".join(entry.needs), "changed": "; ".join(entry.changed), "left_out": left_out}
    told = explained(entry, line) | joined
    here: Tree = told["here"] or {}
    lift: Tree = here.get("lift") or {}
    sides = [lift.get(side) or {} for side in ("had", "had_not")]
    past = [side.get(key) for side in sides for key in ("lost", "decided")]
    meaning = (told[key] for key in _MEANING)
    counts = (here.get(key) for key in _HERE)
    yield (
        *meaning,
        *counts,
        currency,
        *past,
        lift.get("seen_in"),
        here.get("no_lift"),
        *(told[key] for key in _CHANGED),
    )
