"""Whether anything fits what a check asks for: of nothing, any upper bound would pass."""

from collections.abc import Sequence
from dataclasses import replace

from ..checks.judging import no_answer
from ..domain.check import Check
from ..domain.pipeline import Pipeline
from ..domain.rule import Rule, Test
from ..domain.spec import PipelineSpec
from ..domain.verdict import CheckLine, Verdict
from ..engines.selection import resolved, select
from ..views import Question

#: Fields whose values are known beforehand, so that one that nobody has is no typing error.
_KNOWN = frozenset(("stage", "owner", "outcome"))
_OF_VALUES = (Test.EQUALS, Test.ONE_OF)


def why_nothing_fits(check: Check, question: Question, beside: Question, pipeline: Pipeline, spec: PipelineSpec) -> str:
    """Why a check whose `where` leaves no opportunity has no answer, in words; empty where it has one.

    `beside` is what is asked on the command line, which the check asks beside its own.

    Of the number of opportunities none is an answer, unless the data has no such value at all.
    """
    rules = resolved(question.rules, pipeline)
    around, own = rules[: len(beside.rules)], rules[len(beside.rules) :]
    if check.subject == "opportunities" and all(_is_met(rule, around, pipeline, spec) for rule in own):
        return ""
    told = f"no opportunity is left after where {' and '.join(check.where)}"
    told += f" beside {' and '.join(beside.filters)}" if beside.filters else ""
    return f"{told}; correct it, or say what that counts as, such as undefined: pass"


def _is_met(rule: Rule, around: Sequence[Rule], pipeline: Pipeline, spec: PipelineSpec) -> bool:
    """Whether a condition is one that a right pipeline may leave unmet, or somebody meets it under those around it."""
    may_be_unmet = rule.test not in _OF_VALUES or (rule.field in _KNOWN and not around)
    return may_be_unmet or bool(select(pipeline, (*around, rule), spec.fiscal_year_starts))


def of_nothing(line: CheckLine, check: Check, why: str) -> CheckLine:
    """A line of no opportunities: no pass, and otherwise with a note."""
    if line.verdict is Verdict.PASSED and line.undefined is None:
        return no_answer(line, check, why)
    return replace(line, notes=(*line.notes, why))
