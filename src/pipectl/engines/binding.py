"""From a condition of pipeline.yaml to one that knows where to look in this data."""

from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from typing import NamedTuple, Protocol, TypeVar

from ..domain.cells import loose
from ..domain.condition import Condition, State
from ..domain.derived import DERIVED, AtLeast, Facts, derived_key
from ..domain.judging import AllOf, AnyOf, Judge, Judged, Leaf, Not, unjudged
from ..domain.opportunity import Opportunity
from ..domain.pipeline import Pipeline
from ..domain.rule import AS_OF, Reads, Rule, Test, Value, read_as
from ..domain.spec import PipelineSpec
from .comparing import Doubts, Field, Kind, answer, answer_of_filled, derived_field, field_of, listed, never, why_not
from .keys import find_name

T = TypeVar("T")
_STATES = {State.SET: Test.SET, State.MISSING: Test.MISSING}
_BOUNDS = (("min", Test.MIN), ("max", Test.MAX))
_DAYS = (("before", Test.BELOW), ("after", Test.ABOVE))


class Ground(Protocol[T]):
    """What conditions are bound to: what they may name of a record, and on which day."""

    @property
    def as_of(self) -> date:
        """Day of the report."""

    @property
    def is_empty_unknown(self) -> bool:
        """Whether a comparison with an empty cell can't be judged; else it does not hold."""
        ...

    def field(self, name: str) -> Field[T] | str:
        """What a name means in this data, else why it means nothing, in words."""
        ...

    def spelled(self, field: Field[T], text: str) -> str:
        """A value to compare with, as the data has it."""
        ...


class Known(NamedTuple):
    """What conditions on opportunities are bound to."""

    pipeline: Pipeline
    spec: PipelineSpec
    facts: Facts
    doubts: Doubts | None = None
    """Of the columns of the whole file, where conditions are bound to it more than once."""

    is_empty_unknown: bool = False
    """Whether a comparison with an empty cell can't be judged; else it does not hold, as in filters."""

    @property
    def as_of(self) -> date:
        """Day of the report."""
        return self.facts.as_of

    def field(self, name: str) -> Field[Opportunity] | str:
        """What a name means in this data, a column of the file before a derived field; else why nothing."""
        found, derived = find_name(name, self.pipeline), derived_key(name)
        if found is not None:
            doubts = self.doubts or Doubts(self.pipeline)
            return field_of(found, name, self.pipeline, self.spec.fiscal_year_starts, doubts)
        if derived is None:
            return f"the data has no {name}"
        needs = DERIVED[derived].needs
        told = derived in ("push_count", "days_in_stage") or self.pipeline.fields.issuperset(needs)
        if not told:
            return f"the data has no {' and '.join(needs)}, which {name} is made of"
        return derived_field(derived, name, self.facts)

    def spelled(self, field: Field[Opportunity], text: str) -> str:
        """A stage by the name that the data has, of any of its names."""
        if field.name not in ("stage", "lost_from_stage") or field.kind is not Kind.TEXT:
            return text
        named = {loose(word): stage.name for stage in self.spec.stages for word in (stage.name, *stage.aliases)}
        return named.get(loose(text), text)


def bind(condition: Condition, ground: Ground[T]) -> Judge[T]:
    """The condition as this data answers it; one that names what the data lacks can't be judged, of any record."""
    if condition.field is not None:
        return _compared(condition, condition.field, ground)
    parts = tuple(bind(part, ground) for part in condition.parts)
    if condition.not_ is not None:
        return Not(parts[0])
    return AllOf(parts) if condition.all else AnyOf(parts)


def value_of(name: str, opportunity: Opportunity, known: Known) -> Value | None:
    """What a field that a condition names holds; None where it is empty, or can't be known."""
    field = known.field(name)
    found = None if isinstance(field, str) else field.read(opportunity)
    return None if isinstance(found, Judged | AtLeast) else found


def _compared(condition: Condition, name: str, ground: Ground[T]) -> Judge[T]:
    """All comparisons of one field."""
    field = ground.field(name)
    if isinstance(field, str):
        return Leaf(partial(never, unjudged(field)))
    leaves: list[Judge[T]] = [_leaf(field, rule, ground) for rule in _rules(condition, field, ground)]
    if condition.in_:
        leaves.append(_one_of(field, [_equal(field, text, ground) for text in condition.in_], ground))
    return leaves[0] if len(leaves) == 1 else AllOf(tuple(leaves))


def _leaf(field: Field[T], rule: Rule, ground: Ground[T]) -> Leaf[T]:
    """One comparison; one that the field can't be put to can't be judged, of any record."""
    why = why_not(field, rule)
    answers = answer_of_filled if ground.is_empty_unknown else answer
    return Leaf(partial(never, unjudged(why)) if why else partial(answers, rule, field))


def _one_of(field: Field[T], rules: list[Rule], ground: Ground[T]) -> Judge[T]:
    """That it has one of some values: those that the field can be put to at once, and whichever can't be judged."""
    whys = [why_not(field, rule) for rule in rules]
    fit = [rule for rule, why in zip(rules, whys, strict=True) if why is None]
    parts: list[Judge[T]] = [Leaf(listed(fit, field, is_empty_unknown=ground.is_empty_unknown))] if fit else []
    return AnyOf((*parts, *(Leaf(partial(never, unjudged(why))) for why in dict.fromkeys(whys) if why)))


def _rules(condition: Condition, field: Field[T], ground: Ground[T]) -> list[Rule]:
    """One rule for each comparison but `in`."""
    as_of, rules = ground.as_of, list[Rule]()
    if condition.is_ is not None:
        rules.append(Rule(field.name, _STATES[condition.is_]))
    if condition.equals is not None:
        rules.append(_equal(field, condition.equals, ground))
    bounds = [(getattr(condition, name), test) for name, test in (*_BOUNDS, *_DAYS)]
    bounds += list(zip(condition.between, (Test.MIN, Test.MAX), strict=False))
    rules += [_ordered(field, text, test, as_of) for text, test in bounds if text is not None]
    if condition.older_than is not None:
        rules.append(_ordered(field, (as_of - timedelta(condition.older_than)).isoformat(), Test.BELOW, as_of))
    if condition.matches is not None:
        rules.append(Rule(field.name, Test.MATCHES, condition.matches))
    return rules


def _equal(field: Field[T], text: str, ground: Ground[T]) -> Rule:
    """That a field has one value, as the field has it: a stage by any of its names, 1,500 in a column is 1500."""
    value, reads = read_as(text, ground.as_of)
    if field.kind is Kind.COLUMN:
        return Rule(field.name, Test.EQUALS, value, reads, text if reads else "")
    text = ground.spelled(field, text)
    return Rule(field.name, Test.EQUALS, text if field.kind is Kind.TEXT else _as_share(value, reads))


def _ordered(field: Field[T], text: str, test: Test, as_of: date) -> Rule:
    value, reads = read_as(text, as_of)
    if field.kind is Kind.COLUMN:
        return Rule(field.name, test, value, reads, text if text == AS_OF else "")
    return Rule(field.name, test, _as_share(value, reads))


def _as_share(value: Value, reads: Reads | None) -> Value:
    """40 % of our own fields is 0.4."""
    return value.scaleb(-2) if reads is Reads.PERCENT and isinstance(value, Decimal) else value
