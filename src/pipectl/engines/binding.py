"""From a condition of pipeline.yaml to one that knows where to look in this data."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from typing import NamedTuple

from ..domain.cells import loose
from ..domain.condition import Condition, State
from ..domain.derived import DERIVED, Derived, Facts
from ..domain.judging import FAILS, HOLDS, AllOf, AnyOf, Judge, Judged, Leaf, Not, unjudged
from ..domain.opportunity import DATE_FIELDS, FIELDS, Opportunity
from ..domain.pipeline import Pipeline
from ..domain.rule import AS_OF, Reads, Rule, Test, Value, read_as, read_cell
from ..domain.spec import PipelineSpec
from ..domain.values import Outcome
from .keys import ALWAYS, find_name, reader

_Read = Callable[[Opportunity], Value | Judged | None]

_STATES = {State.SET: Test.SET, State.MISSING: Test.MISSING}
_BOUNDS = (("min", Test.MIN), ("max", Test.MAX))
_DAYS = (("before", Test.BELOW), ("after", Test.ABOVE))
#: Characters of a cell that a reason shows.
_SHOWN = 40
_ORDERED = (Test.MIN, Test.MAX, Test.ABOVE, Test.BELOW)


class Known(NamedTuple):
    """What a condition is bound to."""

    pipeline: Pipeline
    spec: PipelineSpec
    facts: Facts


def bind(condition: Condition, known: Known) -> Judge:
    """The condition as this data answers it; one that names what the data lacks can't be judged, of any opportunity."""
    if condition.field is not None:
        return _compared(condition, known)
    parts = tuple(bind(part, known) for part in condition.parts)
    if condition.not_ is not None:
        return Not(parts[0])
    return AllOf(parts) if condition.all else AnyOf(parts)


def value_of(name: str, opportunity: Opportunity, known: Known) -> Value | None:
    """What a field that a condition names holds; None where it is empty, or can't be known."""
    field = _named(name, known.pipeline)
    found = None if field is None else _reader(field, known)(opportunity)
    return None if isinstance(found, Judged) else found


def _compared(condition: Condition, known: Known) -> Judge:
    """All comparisons of one field."""
    name = condition.field or ""
    field = _named(name, known.pipeline)
    if field is None:
        return Leaf(partial(_never, unjudged(_absent(name))))
    read = _reader(field, known)
    leaves: list[Judge] = [Leaf(partial(_answer, rule, read)) for rule in _rules(condition, field, known)]
    if condition.in_:
        leaves.append(AnyOf(tuple(Leaf(partial(_answer, _equal(field, text, known), read)) for text in condition.in_)))
    return leaves[0] if len(leaves) == 1 else AllOf(tuple(leaves))


def _named(name: str, pipeline: Pipeline) -> str | None:
    """The field that a name means in this data; None where the data lacks it."""
    derived = loose(name).replace(" ", "_").replace("-", "_")
    if derived not in DERIVED:
        return find_name(name, pipeline)
    needs = DERIVED[derived].needs
    return derived if derived in ("push_count", "days_in_stage") or pipeline.fields.issuperset(needs) else None


def _absent(name: str) -> str:
    """Why nothing can be judged by a name that the data lacks."""
    if loose(name) in FIELDS or loose(name) not in DERIVED:
        return f"the data has no {name}"
    return f"the data has no {' and '.join(DERIVED[loose(name)].needs)}, which {name} is made of"


def _rules(condition: Condition, field: str, known: Known) -> list[Rule]:
    """One rule for each comparison but `in`."""
    as_of, rules = known.facts.as_of, list[Rule]()
    if condition.is_ is not None:
        rules.append(Rule(field, _STATES[condition.is_]))
    if condition.equals is not None:
        rules.append(_equal(field, condition.equals, known))
    bounds = [(getattr(condition, name), test) for name, test in (*_BOUNDS, *_DAYS)]
    bounds += list(zip(condition.between, (Test.MIN, Test.MAX), strict=False))
    rules += [_ordered(field, text, test, as_of) for text, test in bounds if text is not None]
    if condition.older_than is not None:
        rules.append(_ordered(field, (as_of - timedelta(condition.older_than)).isoformat(), Test.BELOW, as_of))
    if condition.matches is not None:
        rules.append(Rule(field, Test.MATCHES, condition.matches))
    return rules


def _equal(field: str, text: str, known: Known) -> Rule:
    """That a field has one value, as the field has it: a stage by any of its names, 1,500 in a column is 1500."""
    value, reads = read_as(text, known.facts.as_of)
    if field == "stage":
        named = {loose(word): stage.name for stage in known.spec.stages for word in (stage.name, *stage.aliases)}
        return Rule(field, Test.EQUALS, named.get(loose(text), text))
    if _is_ours(field):
        return Rule(field, Test.EQUALS, text if _is_text(field) else _as_share(value, reads))
    return Rule(field, Test.EQUALS, value, reads, text if reads else "")


def _ordered(field: str, text: str, test: Test, as_of: date) -> Rule:
    value, reads = read_as(text, as_of)
    if _is_ours(field):
        return Rule(field, test, _as_share(value, reads))
    return Rule(field, test, value, reads, text if text == AS_OF else "")


def _as_share(value: Value, reads: Reads | None) -> Value:
    """40 % of our own fields is 0.4."""
    is_share = reads is Reads.PERCENT and isinstance(value, Decimal)
    return value.scaleb(-2) if is_share and isinstance(value, Decimal) else value


def _is_ours(field: str) -> bool:
    return field in FIELDS or field in ALWAYS or field in DERIVED


def _is_text(field: str) -> bool:
    return field not in DERIVED and field not in DATE_FIELDS and field not in ("amount", "probability")


def _never(answer: Judged, _opportunity: Opportunity) -> Judged:
    return answer


def _answer(rule: Rule, read: _Read, opportunity: Opportunity) -> Judged:
    """The answer of one comparison: what can't be known or read can't be judged; an empty cell fits none."""
    found = read(opportunity)
    if isinstance(found, Judged):
        return found
    if rule.reads is not None and rule.test in _ORDERED and _is_no(rule.reads, found):
        return unjudged(f"{rule.field} holds {str(found)[:_SHOWN]!r}, which is no {rule.reads.value}")
    return HOLDS if rule.holds(found) else FAILS


def _is_no(reads: Reads, found: Value | None) -> bool:
    return isinstance(found, str) and read_cell(found, reads) is None


def _reader(field: str, known: Known) -> _Read:
    """What gives the value of a field; that it can't be judged, where a derived one can't be known."""
    derived = DERIVED.get(field)
    return reader(field, known.spec.fiscal_year_starts) if derived is None else partial(_derived, derived, known.facts)


def _derived(derived: Derived, facts: Facts, opportunity: Opportunity) -> Value | Judged | None:
    if opportunity.outcome is not Outcome.OPEN:
        return unjudged(f"{derived.title} is known of open opportunities alone")
    value = derived.read(opportunity, facts)
    return unjudged(derived.missing) if value is None else Decimal(value)
