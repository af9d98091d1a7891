"""Risk rules of one's own for `pipectl explain`: known by their name in pipeline.yaml."""

from typing import TYPE_CHECKING

from ..domain.cells import loose
from .places import find_spec

if TYPE_CHECKING:
    from ..domain.risk import RuleEntry


def own_rule(name: str, config: str | None) -> "RuleEntry | None":
    """What a rule of pipeline.yaml's own means, by its name in any case; None where there is none of it.

    Raises:
        SpecProblem: pipeline.yaml can't be read or has errors.
    """
    from ..review.asked import own_entry

    risks = find_spec(config).spec.risks
    return next((own_entry(each) for each in risks if each.name is not None and loose(each.name) == loose(name)), None)
