"""A risk rule as plain data; schema `pipectl.explain/1`."""

from ...domain.risk import RuleEntry, RuleLine
from .parts import Tree
from .risk import explained


def tree(line: RuleLine | None, entry: RuleEntry, currency: str | None = None) -> Tree:
    """What a rule means; `line` is what it says of the data at hand."""
    risks = [explained(entry, line)]
    return {"schema": "pipectl.explain/1", "currency": currency, "metrics": [], "risks": risks}
