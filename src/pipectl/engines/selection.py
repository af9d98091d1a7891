"""Which opportunities a question speaks of."""

from collections.abc import Callable, Sequence

from ..domain.opportunity import Opportunity
from ..domain.pipeline import Pipeline
from ..domain.rule import Rule
from .keys import reader, resolve


def resolved(rules: Sequence[Rule], pipeline: Pipeline) -> tuple[Rule, ...]:
    """The rules with their fields named as the data names them.

    Raises:
        UsageProblem: a rule names something that is not in the data.
    """
    return tuple(rule._replace(field=resolve(rule.field, pipeline, "filter on")) for rule in rules)


def select(pipeline: Pipeline, rules: Sequence[Rule], fiscal_year_starts: int) -> tuple[Opportunity, ...]:
    """The opportunities that meet every one of some resolved rules."""
    return tuple(filter(meeting(rules, fiscal_year_starts), pipeline)) if rules else pipeline.opportunities


def meeting(rules: Sequence[Rule], fiscal_year_starts: int) -> Callable[[Opportunity], bool]:
    """Whether an opportunity meets every one of some resolved rules."""
    tests = tuple((reader(rule.field, fiscal_year_starts), rule.holds) for rule in rules)
    return lambda each: all(holds(read(each)) for read, holds in tests)
