"""Scorecards as tests make them: a framework over opportunities with columns of their own."""

from typing import Any

from pipectl.domain.derived import Facts, owners_of
from pipectl.domain.opportunity import Opportunity
from pipectl.domain.qualification import Element, FrameworkKey, Qualification
from pipectl.domain.scorecard import Answer, Stand
from pipectl.domain.spec import PipelineSpec
from pipectl.engines.binding import Known
from pipectl.process.scorecards import Scorecard, scorecard
from tests.builders import AS_OF, a_pipeline, a_spec, an_open


def deal(stage: str = "Proposal", **columns: str) -> Opportunity:
    """An open opportunity whose other columns are these, `_` standing for a space; empty ones are left out."""
    extra = {key.replace("_", " "): text for key, text in columns.items() if text}
    return an_open(stage=stage, extra=extra)


def known(*deals: Opportunity, spec: PipelineSpec | None = None, headers: tuple[str, ...] | None = None) -> Known:
    data = a_pipeline(*deals, headers=headers)
    return Known(data, spec or a_spec(), Facts(AS_OF, {}, owners_of(data)))


def card_of(
    *deals: Opportunity,
    framework: str | None = None,
    elements: tuple[Element, ...] = (),
    headers: tuple[str, ...] | None = None,
    qualified_at: Any = None,
    **spec: Any,
) -> Scorecard:
    """The scorecard of a pipeline.yaml that names a framework, elements or both."""
    told: dict[str, Any] = {} if qualified_at is None else {"qualified_at": qualified_at}
    key = None if framework is None else FrameworkKey(framework)
    settings = Qualification(framework=key, elements=elements, **told)
    found = scorecard(known(*deals, spec=a_spec(qualification=settings, **spec), headers=headers))
    assert found is not None
    return found


def answers(found: Scorecard, one: Opportunity) -> dict[str, Answer]:
    return {each.key: each for each in found.answers(one)}


def stands(found: Scorecard, one: Opportunity) -> dict[str, Stand]:
    return {each.key: each.stand for each in found.answers(one)}
