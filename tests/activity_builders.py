"""Activities as tests say them: only what matters, and the answer about them."""

from dataclasses import replace
from typing import Any

from pipectl.domain.activity import KINDS, Activity, ActivityBook, Standing
from pipectl.domain.contract import validator
from pipectl.domain.finding import NO_FINDINGS, Place
from pipectl.domain.period import parse_period
from pipectl.domain.pipeline import FileAccount, Pipeline, RowCount
from pipectl.domain.spec import PipelineSpec
from pipectl.report.activity import ActivityQuestion, ActivitySources, build_activity

from .builders import AS_OF, a_pipeline, day

ALL_FIELDS = frozenset({"day", "owner", "kind", "opportunity", "status"})
STAGES = [{"name": "Proposal"}, {"name": "Won", "kind": "won"}, {"name": "Lost", "kind": "lost"}]
_made = iter(range(2, 10**9))


def an_activity(on="2026-01-05", kind="call", owner="Zoe", about=(), standing=Standing.DONE, **given) -> Activity:
    """A call of Zoe that was done, on a line of its own; `about` is what it names, one or several."""
    found = day(on)
    assert found is not None
    names = (about,) if isinstance(about, str) else tuple(about)
    values = {"place": Place("activities.csv", next(_made))} | given
    return Activity(found, standing, kind, kind and kind.capitalize(), owner, names, **values)


def some(count: int, on="2026-01-05", **given) -> list[Activity]:
    """So many alike."""
    return [an_activity(on, **given) for _ in range(count)]


def a_plan(*standards, **settings) -> PipelineSpec:
    """A pipeline.yaml with these standards."""
    given = {"version": 1, "currency": "USD", "stages": STAGES, "activity_standards": list(standards)} | settings
    found: PipelineSpec = validator(PipelineSpec).validate_python(given)
    return found


def deals(*opportunities, also=(), without=()) -> Pipeline:
    """An export of these opportunities, each on a line of its own."""
    placed = (replace(each, place=Place("deals.csv", line)) for line, each in enumerate(opportunities, 2))
    return a_pipeline(*placed, also=tuple(also), without=tuple(without), file="deals.csv")


def said_of(
    *activities: Activity,
    spec: PipelineSpec | None = None,
    fields=ALL_FIELDS,
    pipeline: Pipeline | None = None,
    as_of=AS_OF,
    period="2026-Q1",
    kinds=KINDS,
    by_day=0,
    **asked,
) -> Any:
    """The answer about some activities, an `Activities`."""
    account = FileAccount("activities.csv", "UTF-8", "comma", 1, RowCount(len(activities), len(activities)), (), (), ())
    book = ActivityBook(activities, frozenset(fields), kinds, by_day)
    question = ActivityQuestion(as_of, parse_period(period, as_of), **asked)
    return build_activity(ActivitySources(book, (account,), NO_FINDINGS, pipeline), spec or a_plan(), question)
