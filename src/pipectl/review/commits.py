"""What is called certain for the period, and what speaks against it."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from ..domain.cells import loose
from ..domain.currencies import Currencies
from ..domain.finding import Place
from ..domain.opportunity import Opportunity
from ..domain.result import Attention
from ..domain.review import Commits, Committed
from ..domain.spec import Category, PipelineSpec
from ..domain.values import Outcome
from ..engines.membership import Scope, within
from .listing import listed
from .sums import by_size, summed

UNTOLD = (
    "neither the file nor a stage has a forecast category; give the stages one in pipeline.yaml (category: commit), or "
    "name its column under columns: forecast_category"
)


class Sought(NamedTuple):
    """What commits are looked for with."""

    scope: Scope
    spec: PipelineSpec
    fields: frozenset[str]
    """Those the file has columns for."""
    currencies: Currencies


def commits(
    opportunities: Iterable[Opportunity], looked_at: Mapping[Place, Attention], sought: Sought, shown: int | None
) -> Commits:
    """The open ones due in the period in category commit: the row's category, else its stage's."""
    stages = {stage.name: stage.category for stage in sought.spec.stages if stage.category is not None}
    untold = None if stages or "forecast_category" in sought.fields else UNTOLD
    found = [
        Committed(
            listed(each, sought.scope, sought.currencies.told),
            looked_at[each.place].signs if each.place in looked_at else (),
            each.forecast_category is None,
        )
        for each in opportunities
        if each.outcome is Outcome.OPEN and within(each.expected_close, sought.scope.period) and _certain(each, stages)
    ]
    doubtful = [each for each in found if each.signs]
    calm = [each for each in found if not each.signs]
    return Commits(
        whole=summed(found, sought.currencies),
        doubtful=summed(doubtful, sought.currencies),
        shown=(*_biggest(doubtful, sought), *_biggest(calm, sought))[:shown],
        untold=untold,
    )


def _certain(opportunity: Opportunity, stages: Mapping[str, Category]) -> bool:
    told = opportunity.forecast_category
    if told is not None:
        return loose(told) == Category.COMMIT
    return stages.get(opportunity.stage) is Category.COMMIT


def _biggest(some: Iterable[Committed], sought: Sought) -> list[Committed]:
    return by_size(some, lambda each: each.deal.name, sought.currencies)
