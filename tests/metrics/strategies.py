"""Any plan and any question, and pipelines that try every edge of the definitions."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from hypothesis import strategies as st

from pipectl.domain.opportunity import Opportunity
from pipectl.domain.period import lookback, parse_period
from pipectl.domain.pipeline import Pipeline
from pipectl.domain.rule import Rule, Test
from pipectl.domain.spec import PipelineSpec, Stage, StageKind
from pipectl.domain.values import Outcome
from pipectl.views import Question
from tests.builders import AS_OF, STAGES, a_pipeline, a_quota, a_spec, a_spend
from tests.changing import replace
from tests.engines.strategies import an_opportunity_of_any_kind

LIVE = Stage(name="Live", kind=StageKind.POST_SALE)
#: Few enough amounts that sums are often zero, equal or negative.
small_amounts = st.sampled_from([None, *map(Decimal, ("0", "100", "-100", "250.50", "0.01", "333"))])
#: Days on the edge of the question, of Qualified's limit, and of each other's cycles.
near_days = st.sampled_from([AS_OF - timedelta(days) for days in (-1, 0, 1, 30, 31, 60)])
PERIODS = (*["2026-Q1"] * 6, "2026-02", "all", "2025", "..2026-03-31", "2026-01-15..")
#: All of a quarter, its months, months with a gap, the quarter twice, the quarter with one of its months.
PARTS: tuple[tuple[str, ...], ...] = (
    ("2026-Q1",),
    ("2026-01", "2026-02", "2026-03"),
    ("2026-01", "2026-03"),
    ("2026-Q1", "2026-Q1"),
)
PARTS += (*[("2026-Q1",)] * 5, ("2026-Q1", "2026-02"), ("2026-02", "2026-Q2"), ())
#: Columns the file lacks, mostly none.
LEFT_OUT: tuple[tuple[str, ...], ...] = (*[()] * 4, ("created",), ("expected_close",), ("probability",))
LEFT_OUT += (("expected_close", "closed"), ("closed", "stage_changed"))
LEFT_OUT += (("created", "expected_close", "probability", "closed"),)


class Asked(NamedTuple):
    """All that a report is made of."""

    pipeline: Pipeline
    spec: PipelineSpec
    question: Question


@st.composite
def rows(draw: st.DrawFn) -> Opportunity:
    """One of any kind, half of the time in small amounts or on near days; won ones may be live."""
    found = draw(an_opportunity_of_any_kind())
    changes: dict[str, Any] = {
        "team": draw(st.sampled_from([None, "North", "South"])),
        "source": draw(st.sampled_from(["Web", "Fair"])),
    }
    if draw(st.booleans()):
        changes["amount"] = draw(small_amounts)
    if draw(st.booleans()):
        changes |= {key: draw(near_days) for key in ("created", "expected_close", "stage_changed")}
        changes["closed"] = None
    if found.outcome is Outcome.WON and draw(st.booleans()):
        changes["stage"] = LIVE.name
    return replace(found, **changes)


@st.composite
def pipelines(draw: st.DrawFn) -> Pipeline:
    """Some rows; a column that is left out is empty in all of them."""
    size = draw(st.integers(0, 16))
    found = draw(st.lists(rows(), min_size=size, max_size=size))
    without = draw(st.sampled_from(LEFT_OUT))
    bare = (replace(each, **dict.fromkeys(without)) for each in found)
    return a_pipeline(*bare, without=without, also=("owner", "team", "source"))


@st.composite
def plans(draw: st.DrawFn) -> PipelineSpec:
    """Stages with and without probabilities, and quotas and spend that fill the period or don't."""
    stages: tuple[Stage, ...] = (*STAGES, LIVE)
    if draw(st.integers(0, 4)) == 0:
        stages = tuple(replace(each, probability=None) if each.kind is StageKind.OPEN else each for each in stages)
    holders: list[dict[str, str]] = [{"owner": "ann"}, {"owner": "Bo"}, {"team": "North"}, {"team": "SOUTH"}]
    holders += [{}] if draw(st.booleans()) else []
    quotas = [
        a_quota(draw(st.sampled_from((100, 333, 999))), key, **holder)
        for holder in holders
        if draw(st.booleans())
        for key in draw(st.sampled_from(PARTS))
    ]
    spends = [a_spend(draw(st.sampled_from((0, 70, 300))), "2026-Q1") for _ in range(draw(st.sampled_from((0, 1, 2))))]
    web = draw(st.sampled_from(PARTS[:3]))
    spends += [a_spend(30, key, source="web") for key in web if draw(st.booleans())]
    spends += [a_spend(50, key, source="Radio") for key in draw(st.sampled_from([(), (), ("2026-02",), ("2026",)]))]
    qualified = draw(st.sampled_from([None, "Prospecting", "Proposal", "Commit"]))
    return a_spec(stages=stages, quotas=tuple(quotas), spend=tuple(spends), qualified_from=qualified)


@st.composite
def questions(draw: st.DrawFn) -> Question:
    """Of any day, period and lookback, of everybody or of some, in two kinds of groups."""
    kinds = ["team", "source", "stage", "outcome"]
    as_of = draw(st.sampled_from([AS_OF, AS_OF, AS_OF, date(2026, 1, 1), date(2026, 3, 31)]))
    rules = [(), (), (), (Rule("owner", Test.EQUALS, "Ann"),), (Rule("owner", Test.ONE_OF, ("bo", "Cy")),)]
    rules += [(Rule("team", Test.EQUALS, "North"),), (Rule("amount", Test.MIN, Decimal(0)),)]
    return Question(
        as_of=as_of,
        period=parse_period(draw(st.sampled_from(PERIODS)), as_of),
        lookback=lookback(draw(st.sampled_from(["365d", "90d", "all"])), as_of),
        by=("owner", draw(st.sampled_from(kinds))),
        rules=draw(st.sampled_from(rules)),
    )


asked = st.builds(Asked, pipelines(), plans(), questions())
