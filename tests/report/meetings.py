"""A meeting worked by hand: seven open opportunities of Ann, Bo and nobody, and what was decided lately.

As of Monday 2 February 2026, the first quarter, of a quota of 1,000.
"""

from dataclasses import replace as changed
from typing import Any

from pipectl.domain.finding import Place
from pipectl.domain.opportunity import Opportunity
from pipectl.domain.pipeline import Pipeline
from pipectl.domain.spec import Category, PipelineSpec
from pipectl.report.review import build_review
from tests.builders import STAGES, a_pipeline, a_question, a_spec, an_open, lost, won

PLACED = tuple(changed(stage, category=Category.COMMIT) if stage.name == "Commit" else stage for stage in STAGES)
QUIET = {"last_activity": "2026-02-01", "next_step": "Call"}


def placed(*deals: Opportunity) -> tuple[Opportunity, ...]:
    """Each in a line of its own, as reading gives them."""
    return tuple(changed(each, place=Place("deals.csv", line)) for line, each in enumerate(deals, 2))


def a_plan(quota: int | None = 1000, **given: Any) -> PipelineSpec:
    """The usual stages, Commit of category commit."""
    return a_spec(quota, **({"stages": PLACED} | given))


#: Open: calm, overdue by thirteen days, by one day, stalled in Qualified for 60 days with 30 allowed.
CALM = an_open(100, name="Calm", owner="Ann", stage="Commit", **QUIET)
LATE = an_open(300, name="Late", owner="Ann", expected_close="2026-01-20", stage="Commit", **QUIET)
LATELY = an_open(80, name="Lately", owner="Bo", expected_close="2026-02-01", **QUIET)
STALLED = an_open(200, name="Stalled", owner="Bo", stage="Qualified", stage_changed="2025-12-04", **QUIET)
NOBODY_S = an_open(50, name="Nobody's", stage="Qualified", stage_changed="2025-12-31", **QUIET)
FAR = an_open(70, name="Far", owner="Bo", stage="Commit", expected_close="2026-06-30", **QUIET)
OPEN = (CALM, LATE, LATELY, STALLED, NOBODY_S, FAR)
#: Closed in the week before: a win, two losses; one loss of a month ago.
DECIDED = (
    won(400, name="Win", owner="Ann", closed="2026-01-30"),
    lost(90, name="Dear", owner="Bo", closed="2026-01-28", lost_reason="Price", lost_from_stage="Proposal"),
    lost(60, name="Gone", owner="Bo", closed="2026-02-02", lost_reason="price", lost_from_stage="Negotiation"),
    lost(500, name="Old", owner="Ann", closed="2026-01-02", lost_reason="Timing", lost_from_stage="Proposal"),
)
DEALS = placed(*OPEN, *DECIDED)


def a_review(*deals: Opportunity, pipeline: Pipeline | None = None, quota: int | None = 1000, **given: Any) -> Any:
    """The meeting about these, else about all above; further arguments are those of `a_question`."""
    own = {key: given.pop(key) for key in ("since", "shown", "chronicle") if key in given}
    spec = given.pop("spec", None) or a_plan(quota)
    data = a_pipeline(*(placed(*deals) if deals else DEALS)) if pipeline is None else pipeline
    return build_review(data, spec, a_question(**given), **own)
