"""What a page of a report is asked more than the report on a screen: its figures per owner, and the funnel."""

from typing import TYPE_CHECKING

from ..domain.funnel import Funnel
from ..domain.pipeline import Pipeline
from ..domain.spec import PipelineSpec
from ..views import Question

if TYPE_CHECKING:
    from ..history.chronicle import Chronicle

OWNER = "owner"


def for_page(question: Question, pipeline: Pipeline) -> Question:
    """The question with its figures per owner, too, where owners are known."""
    if OWNER in question.by or not any(each.owner for each in pipeline.opportunities):
        return question
    return question._replace(by=(*question.by, OWNER))


def funnel_beside(
    pipeline: Pipeline, spec: PipelineSpec, question: Question, chronicle: "Chronicle | None"
) -> Funnel | None:
    """What `funnel` says to the same question, but for its groups; None without history."""
    if chronicle is None:
        return None
    from .funnel import build_funnel

    return build_funnel(chronicle, pipeline, spec, question._replace(by=()))
