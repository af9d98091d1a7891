"""From a condition of pipeline.yaml to one that knows where to look in this data."""

from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from typing import NamedTuple

from ..domain.cells import loose
from ..domain.condition import Condition, State
from ..domain.derived import DERIVED, AtLeast, Facts, derived_key
from ..domain.judging import AllOf, AnyOf, Judge, Judged, Leaf, Not, unjudged
from ..domain.opportunity import Opportunity
from ..domain.pipeline import Pipeline
from ..domain.rule import AS_OF, Reads, Rule, Test, Value, read_as
from ..domain.spec import PipelineSpec
from .comparing import Field, Kind, answer, field_of, never, why_not
from .keys import find_name

_STATES = {State.SET: Test.SET, State.MISSING: Test.MISSING}
_BOUNDS = (("min", Test.MIN), ("max", Test.MAX))
_DAYS = (("before", Test.BELOW), ("after", Test.ABOVE))


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
    field = _field(name, known)
    found = None if field is None else field.read(opportunity)
    return None if isinstance(found, Judged | AtLeast) else found


def _compared(condition: Condition, known: Known) -> Judge:
    """All comparisons of one field."""
    name = condition.field or ""
    field = _field(name, known)
    if field is None:
        return Leaf(partial(never, unjudged(_absent(name))))
    leaves = [_leaf(field, rule) for rule in _rules(condition, field, known)]
    if condition.in_:
        leaves.append(AnyOf(tuple(_leaf(field, _equal(field, text, known)) for text in condition.in_)))
    return leaves[0] if len(leaves) == 1 else AllOf(tuple(leaves))


def _leaf(field: Field, rule: Rule) -> Judge:
    """One comparison; one that the field can't be put to can't be judged, of any opportunity."""
    why = why_not(field, rule)
    return Leaf(partial(never, unjudged(why)) if why else partial(answer, rule, field))


def _field(name: str, known: Known) -> Field | None:
    """What a name means in this data, a column of the file before a derived field; None where the data lacks it."""
    found, derived = find_name(name, known.pipeline), derived_key(name)
    if found is not None:
        return field_of(found, name, known.pipeline, known.spec.fiscal_year_starts)
    if derived is None:
        return None
    needs = DERIVED[derived].needs
    told = derived in ("push_count", "days_in_stage") or known.pipeline.fields.issuperset(needs)
    return Field.of_derived(derived, name, known.facts) if told else None


def _absent(name: str) -> str:
    """Why nothing can be judged by a name that the data lacks."""
    derived = derived_key(name)
    if derived is None:
        return f"the data has no {name}"
    return f"the data has no {' and '.join(DERIVED[derived].needs)}, which {name} is made of"


def _rules(condition: Condition, field: Field, known: Known) -> list[Rule]:
    """One rule for each comparison but `in`."""
    as_of, rules = known.facts.as_of, list[Rule]()
    if condition.is_ is not None:
        rules.append(Rule(field.name, _STATES[condition.is_]))
    if condition.equals is not None:
        rules.append(_equal(field, condition.equals, known))
    bounds = [(getattr(condition, name), test) for name, test in (*_BOUNDS, *_DAYS)]
    bounds += list(zip(condition.between, (Test.MIN, Test.MAX), strict=False))
    rules += [_ordered(field, text, test, as_of) for text, test in bounds if text is not None]
    if condition.older_than is not None:
        rules.append(_ordered(field, (as_of - timedelta(condition.older_than)).isoformat(), Test.BELOW, as_of))
    if condition.matches is not None:
        rules.append(Rule(field.name, Test.MATCHES, condition.matches))
    return rules


def _equal(field: Field, text: str, known: Known) -> Rule:
    """That a field has one value, as the field has it: a stage by any of its names, 1,500 in a column is 1500."""
    value, reads = read_as(text, known.facts.as_of)
    if field.name == "stage" and field.kind is Kind.TEXT:
        named = {loose(word): stage.name for stage in known.spec.stages for word in (stage.name, *stage.aliases)}
        return Rule(field.name, Test.EQUALS, named.get(loose(text), text))
    if field.kind is Kind.COLUMN:
        return Rule(field.name, Test.EQUALS, value, reads, text if reads else "")
    return Rule(field.name, Test.EQUALS, text if field.kind is Kind.TEXT else _as_share(value, reads))


def _ordered(field: Field, text: str, test: Test, as_of: date) -> Rule:
    value, reads = read_as(text, as_of)
    if field.kind is Kind.COLUMN:
        return Rule(field.name, test, value, reads, text if text == AS_OF else "")
    return Rule(field.name, test, _as_share(value, reads))


def _as_share(value: Value, reads: Reads | None) -> Value:
    """40 % of our own fields is 0.4."""
    return value.scaleb(-2) if reads is Reads.PERCENT and isinstance(value, Decimal) else value
