"""Signs and risk rules as the plain trees that JSON is written from."""

from ...domain.risk import Lift, RuleEntry, RuleLine, Sign
from ...domain.values import Ratio
from ..exact import maybe_money, maybe_number
from ..words.risk import action_words, sign_words
from .parts import Tree, interval


def sign(found: Sign, currency: str | None) -> Tree:
    """One reason with the numbers behind it, in words too; amounts in these are in the currency given."""
    numbers = {"days": found.days, "limit": maybe_number(found.limit), "in_stage": found.in_stage, "times": found.times}
    return {
        "reason": found.reason.value,
        **numbers,
        "rule": found.rule,
        "title": found.title,
        "severity": found.severity.value,
        "words": sign_words(found, str, currency),
        "next": action_words(found, str, currency),
        "lift": None if found.lift is None else _lift(found.lift),
    }


def explained(entry: RuleEntry, line: RuleLine | None) -> Tree:
    """What a rule means, and what it says of the data at hand."""
    return {
        "key": entry.key,
        "title": entry.title,
        "reason": entry.reason.value,
        "fires": entry.fires,
        "why": entry.why,
        "next": entry.next,
        "needs": list(entry.needs),
        "limit": maybe_number(entry.limit),
        "unit": None if entry.unit is None else entry.unit.published,
        "limit_of": entry.bounds or None,
        "severity": entry.level.value,
        "source": entry.source,
        "changed": list(entry.changed),
        "left_out": entry.left_out,
        "here": None if line is None else risk(line),
    }


def risk(found: RuleLine) -> Tree:
    """One rule over all open opportunities."""
    return {
        "rule": found.rule,
        "title": found.title,
        "own": found.own,
        "limit": maybe_number(found.limit),
        "unit": None if found.unit is None else found.unit.published,
        "fires": found.fires,
        "amount": maybe_money(found.amount),
        "clear": found.clear,
        "unjudged": found.unjudged,
        "why_unjudged": [{"why": why, "count": count} for why, count in found.why_unjudged],
        "lift": None if found.lift is None else _lift(found.lift),
        "no_lift": found.no_lift,
    }


def _lift(found: Lift) -> Tree:
    return {
        "seen_in": found.seen_in.value,
        "enough": found.enough,
        "factor": maybe_number(found.factor),
        "had": _share(found.had),
        "had_not": _share(found.had_not),
    }


def _share(found: Ratio) -> Tree:
    """Lost over decided."""
    return {
        "lost": int(found.numerator),
        "decided": int(found.denominator),
        "value": maybe_number(found.value),
        "interval": interval(found.interval),
    }
