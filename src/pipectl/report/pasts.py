"""What history tells of the opportunities a question speaks of, and of each group of them."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from ..domain.opportunity import Opportunity
from ..domain.pipeline import Pipeline
from ..domain.spec import PipelineSpec
from ..engines.keys import grouping_of_past
from ..engines.rows import Key, everyone
from ..engines.selection import meeting, resolved
from ..views import Question

if TYPE_CHECKING:
    from ..history.chronicle import Chronicle
    from ..history.past import Frame, Group


class Pasts(NamedTuple):
    """The past of the whole and of each group; empty without history."""

    found: "dict[str, dict[Key, Group]]"
    """By what it is grouped by, the empty name for the whole, then by key."""
    nobody: "Group | None"
    """The past of no opportunity; None without history."""
    since: date | None = None
    """The day that changes are counted from."""

    def of(self, by: str, key: Key = None) -> "Group | None":
        """The past of one group, None without history."""
        return self.found[by].get(key, self.nobody) if self.found else None

    def keys(self, by: str) -> Iterable[Key]:
        """The groups that anything is told of, those that are gone by now as well."""
        return self.found.get(by, {})


def pasts(
    chronicle: "Chronicle | None", pipeline: Pipeline, spec: PipelineSpec, question: Question, by: tuple[str, ...] = ()
) -> Pasts:
    """The past of the whole, and of each group of each field that is grouped by."""
    if chronicle is None:
        return Pasts({}, None)
    from ..history.past import fold, nobody

    frame = frame_of(chronicle, spec, question)
    meets = meeting(resolved(question.rules, pipeline), spec.fiscal_year_starts)

    def keep(opportunity: Opportunity) -> bool:
        return opportunity.key not in question.without and meets(opportunity)

    groupings = [everyone, *(grouping_of_past(name, spec.fiscal_year_starts, pipeline) for name in by)]
    found = dict(zip(("", *by), fold(chronicle, frame, keep, groupings), strict=True))
    return Pasts(found, nobody(frame), frame.since)


def frame_of(chronicle: "Chronicle", spec: PipelineSpec, question: Question) -> "Frame":
    """What the past is seen through."""
    from ..history.past import Frame, change_since

    positions = {stage.name: place for place, stage in enumerate(spec.open_stages)}
    since = change_since(chronicle, question.as_of, question.period)
    return Frame(question.as_of, question.period, question.lookback, positions, since)
