"""What a page of a report is asked more than the report on a screen: figures per owner, and what other commands say."""

from importlib.util import find_spec
from typing import TYPE_CHECKING

from ..domain.beside import Beside
from ..domain.errors import UsageProblem
from ..domain.pipeline import Pipeline
from ..domain.result import Report
from ..domain.spec import PipelineSpec
from ..metrics.planning import NO_HISTORY
from ..views import Question

if TYPE_CHECKING:
    from ..domain.board import Board
    from ..domain.changes import Changes
    from ..domain.forecast import Forecast
    from ..history.chronicle import Chronicle

OWNER = "owner"
#: Opportunities above which a forecast would take longer than all the rest of a page.
MOST = 20_000
NO_NUMPY = "a forecast is computed with numpy; pip install 'sales-pipectl[forecast]' adds it"
TOO_MANY = f"above {MOST:,} opportunities it has a page of its own: pipectl forecast -o forecast.html"
ONE_LOOK = "there is one look at the pipeline so far; what changed is told from the second on"


def for_page(question: Question, pipeline: Pipeline) -> Question:
    """The question with its figures per owner, too, where owners are known."""
    if OWNER in question.by or not any(each.owner for each in pipeline.opportunities):
        return question
    return question._replace(by=(*question.by, OWNER))


def beside(
    report: Report, pipeline: Pipeline, spec: PipelineSpec, question: Question, chronicle: "Chronicle | None"
) -> Beside:
    """What `board`, `funnel`, `changes` and `forecast` say to the same question, but for its groups."""
    asked = question._replace(by=())
    forecast = _forecast(pipeline, spec, asked, chronicle)
    changes = _changes(pipeline, spec, asked, chronicle)
    funnel = None
    if chronicle is not None:
        from .funnel import build_funnel

        funnel = build_funnel(chronicle, pipeline, spec, asked)
    lacking = (("Forecast", forecast), ("What changed", changes))
    return Beside(
        board=_board(report, pipeline, spec, asked, chronicle),
        funnel=funnel,
        changes=None if isinstance(changes, str) else changes,
        forecast=None if isinstance(forecast, str) else forecast,
        lacking=tuple((title, found) for title, found in lacking if isinstance(found, str)),
    )


def _board(
    report: Report, pipeline: Pipeline, spec: PipelineSpec, question: Question, chronicle: "Chronicle | None"
) -> "Board":
    from .board import build_board, stages_asked
    from .listing import build_listing

    whole = report._replace(attention=report.open[: report.attention_count])
    listing = build_listing(pipeline, spec, question, chronicle=chronicle)
    return build_board(whole, listing, stages=stages_asked(question))


def _changes(
    pipeline: Pipeline, spec: PipelineSpec, question: Question, chronicle: "Chronicle | None"
) -> "Changes | str":
    """Since the last look at the pipeline; or why that is not told."""
    if chronicle is None:
        return NO_HISTORY
    from ..history.past import change_since
    from .changes import build_changes

    start = change_since(chronicle, question.as_of, question.period)
    return ONE_LOOK if start is None else build_changes(chronicle, pipeline, spec, question, start)


def _forecast(
    pipeline: Pipeline, spec: PipelineSpec, question: Question, chronicle: "Chronicle | None"
) -> "Forecast | str":
    """Of the period; or why there is none."""
    if find_spec("numpy") is None:
        return NO_NUMPY
    if len(pipeline.opportunities) > MOST:
        return TOO_MANY
    from .forecast import build_forecast

    try:
        return build_forecast(pipeline, spec, question, chronicle=chronicle)
    except UsageProblem as why:
        return str(why)
