"""Owners side by side, assembled from the team's report of this lookback and of the one before."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from typing import NamedTuple

from ..domain.cells import loose
from ..domain.coaching import People, Person
from ..domain.period import Period
from ..domain.pipeline import Pipeline
from ..domain.result import Group, Measure, Report
from ..domain.spec import PipelineSpec
from ..engines.keys import grouping
from ..engines.rows import Key
from ..review.apart import LEAST
from ..review.people import Ground, Side, ground_of, owner_of, team_of
from ..review.samples import Sample, pooled, samples
from ..views import Question
from .selecting import selected
from .whole import build_report

OWNER = "owner"
NO_OWNERS = "the data has no owner column; map one in pipeline.yaml: columns: {owner: HEADER}"
ENDLESS = "the lookback is all time, so there is none before it"


class _Sides(NamedTuple):
    """The team and each owner in one lookback."""

    team: Side
    owners: Mapping[Key, Side]
    groups: tuple[Group, ...]


def build_people(
    pipeline: Pipeline, spec: PipelineSpec, team: Question, whole: Report, only: tuple[str, ...]
) -> People:
    """Everybody beside the team, or `only` some; `whole` is the report of the team, by owner where there are owners."""
    by_owner = OWNER in pipeline.fields
    now = _sides(pipeline, spec, team, whole)
    earlier, no_before = _before(team.lookback)
    then = None
    if earlier is not None:
        asked = team._replace(lookback=earlier, by=whole_by(pipeline))
        then = _sides(pipeline, spec, asked, build_report(pipeline, spec, asked, kept=0))
    end = team.period.end
    ground = ground_of(
        now.team,
        spec.target_coverage,
        can_add=end is None or end > team.as_of,
        tells_activity="last_activity" in pipeline.fields,
    )
    known = {loose(each.owner) for each in pipeline if each.owner}
    return People(
        team=team_of(now.team, then and then.team, ground),
        owners=tuple(
            # Who has a quota and is in no row may be a slip: nothing is asked of somebody that nobody knows.
            each if each.owner is None or loose(each.owner) in known else each._replace(hint=None)
            for each in (_owners(now, then, ground, {loose(one) for one in only}) if by_owner else ())
        ),
        untold=None if by_owner else NO_OWNERS,
        before=earlier,
        no_before=no_before,
        least=LEAST,
    )


def whole_by(pipeline: Pipeline) -> tuple[str, ...]:
    """What the report of the team is grouped by."""
    return (OWNER,) if OWNER in pipeline.fields else ()


def _before(lookback: Period) -> tuple[Period | None, str | None]:
    """The lookback before, as long as this one; or why there is none."""
    if lookback.start is None or lookback.days is None:
        return None, ENDLESS
    try:
        start = lookback.start - timedelta(days=lookback.days)
    except OverflowError:
        return None, "the lookback before would begin before the calendar"
    return Period(f"{lookback.key} before", f"the {lookback.days} days before", start, lookback.start), None


def _sides(pipeline: Pipeline, spec: PipelineSpec, asked: Question, report: Report) -> _Sides:
    """What the report and the single values behind it tell of the team and of each owner."""
    selection, scope, _ = selected(pipeline, spec, asked)
    groups = tuple(group for group in report.groups if group.by == OWNER)
    found = samples(selection, scope, grouping(OWNER, spec.fiscal_year_starts, pipeline), pipeline.reach)
    owners = {
        group.key: Side(_by_key(group.measures), found.get(group.key, Sample()), group.currency) for group in groups
    }
    return _Sides(Side(_by_key(report.measures), pooled(found.values()), report.currency), owners, groups)


def _by_key(measures: Iterable[Measure]) -> dict[str, Measure]:
    return {each.key: each for each in measures}


def _owners(now: _Sides, then: _Sides | None, ground: Ground, only: set[str]) -> Iterator[Person]:
    """Those with anything open, decided in the lookback, or to win in the period, by name; nobody's last."""
    for group in sorted(now.groups, key=lambda each: (each.key is None, (each.key or "").casefold(), each.key or "")):
        side = now.owners[group.key]
        if (only and loose(group.key or "") not in only) or not _has_any(side):
            continue
        before = None if then is None else then.owners.get(group.key)
        yield owner_of(group.key, side, before, ground)


def _has_any(side: Side) -> bool:
    coverage = side.measures["remaining_coverage"]
    decided = side.measures["win_rate"].denominator
    return bool(side.measures["opportunities"].value or decided or coverage.denominator or coverage.met)
