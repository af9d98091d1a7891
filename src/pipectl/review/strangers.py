"""Names in pipeline.yaml that nothing in the data goes by, which are slips mostly."""

from collections.abc import Iterable, Iterator

from ..domain.cells import loose
from ..domain.condition import Condition
from ..domain.derived import DERIVED, derived_key
from ..domain.finding import quoted
from ..domain.pipeline import Pipeline
from ..domain.spec import PipelineSpec
from ..engines.keys import find_name, nameable

#: Names of each kind that are told.
_TOLD = 4


def strangers(pipeline: Pipeline, spec: PipelineSpec) -> Iterator[str]:
    """Columns of risk rules and scores, and owners and teams with a quota, that the data has none of; in words."""
    if pipeline.opportunities:
        yield from _columns(pipeline, spec)
        for field in ("owner", "team"):
            wanted = (getattr(each, field) for each in spec.quotas)
            known = (getattr(each, field) for each in pipeline)
            if field in pipeline.fields:
                yield from people(f"a quota, and no row has this {field}", wanted, known)


def people(why: str, wanted: Iterable[str | None], known: Iterable[str | None]) -> Iterator[str]:
    """Of each name that is wanted and not known, why that is odd: `'Jhon' has a quota, and no row has this owner`."""
    names = {loose(each): each for each in known if each}
    lost = {loose(each): each for each in wanted if each and loose(each) not in names}
    for each in list(lost.values())[:_TOLD]:
        yield f"{quoted(each)} has {why}{_meant(each, names.values())}"
    if len(lost) > _TOLD:
        yield f"so {'has' if len(lost) == _TOLD + 1 else 'have'} {len(lost) - _TOLD:,} more"


def _columns(pipeline: Pipeline, spec: PipelineSpec) -> Iterator[str]:
    known = (*nameable(pipeline), *DERIVED)
    for what, condition in _conditions(spec):
        for name in dict.fromkeys(condition.fields()):
            if find_name(name, pipeline) is None and derived_key(name) is None:
                yield f"{what} looks at {quoted(name)}: the data has no such column{_meant(name, known)}"


def _conditions(spec: PipelineSpec) -> Iterator[tuple[str, Condition]]:
    for risk in spec.risks:
        if risk.name is not None:
            yield f"risk rule {quoted(risk.name)}", risk
    for rule in spec.ideal_customer.rules if spec.ideal_customer else ():
        yield f"rule {quoted(rule.name)} of the ideal customer", rule
    for score in spec.scores:
        for rule in score.rules:
            yield f"rule {quoted(rule.name)} of score {quoted(score.name)}", rule


def _meant(name: str, known: Iterable[str]) -> str:
    from difflib import get_close_matches

    spelled = {loose(each): each for each in known}
    close = [spelled[each] for each in get_close_matches(loose(name), spelled, n=1)]
    return f"; did you mean {quoted(close[0])}?" if close else ""
