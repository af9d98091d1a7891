"""What a question speaks of: the opportunities, the scope they are judged in, and what they are grouped by."""

from collections.abc import Iterable

from ..domain.opportunity import Opportunity
from ..domain.pipeline import Pipeline
from ..domain.spec import PipelineSpec
from ..engines.keys import resolve
from ..engines.membership import Scope, scope_of
from ..engines.selection import resolved, select
from ..engines.spread import usual_cycle
from ..engines.teams import teams_of
from ..metrics.people import NOBODY_SEEN, people_of
from ..metrics.targets import Targets, Whose, targets_for, whose
from ..views import Question


def selected(
    pipeline: Pipeline, spec: PipelineSpec, question: Question
) -> tuple[tuple[Opportunity, ...], Scope, Whose | None]:
    """The opportunities asked for, the scope they are judged in, and who they belong to.

    Raises:
        UsageProblem: the question filters by something that is not in the data.
    """
    rules = resolved(question.rules, pipeline)
    selection = select(pipeline, rules, spec.fiscal_year_starts)
    if question.without:
        selection = tuple(each for each in selection if each.key not in question.without)
    scope = scope_of(spec, question.as_of, question.period, question.lookback)
    # Learnt from the whole file: a deal is stalled or not, whatever is asked for beside it.
    return selection, scope._replace(usual_cycle=usual_cycle(pipeline, scope)), whose(rules)


def targets_of(
    pipeline: Pipeline, spec: PipelineSpec, question: Question, selection: Iterable[Opportunity], scope: Scope
) -> Targets:
    """What pipeline.yaml has for the period of a question, and who of a selection has something in it."""
    people = people_of(selection, scope, teams_of(pipeline)) if spec.quotas else NOBODY_SEEN
    return targets_for(spec, question.period, question.as_of, people)


def grouped_by(pipeline: Pipeline, question: Question, *, mixed: bool) -> tuple[str, ...]:
    """What is asked for; where amounts are in several currencies, these too, since each has a sum.

    Raises:
        UsageProblem: the question groups by something that is not in the data.
    """
    asked = (resolve(name, pipeline, "--by") for name in question.by)
    return tuple(dict.fromkeys([*(["currency"] if mixed else []), *asked]))
