"""What risk rules may know besides the opportunity itself: the day, its past, and what the others of its file tell.

Whatever is learnt of others is learnt from the whole file, so that no filter moves a sign.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from ..domain.cells import loose
from ..domain.currencies import BARE, Currencies, carried
from ..domain.derived import Facts, owners_of
from ..domain.finding import Place
from ..domain.opportunity import Opportunity
from ..domain.pipeline import Pipeline
from ..domain.spec import PipelineSpec
from ..domain.totals import BANDS
from ..domain.values import ONE, ZERO, Outcome, Ratio
from ..engines.binding import Known
from ..engines.comparing import Doubts
from ..engines.membership import MEMBERS, Scope, died_at

if TYPE_CHECKING:
    from ..history.chronicle import Chronicle
    from ..history.trails import Trail

_NO_TRAILS: "Mapping[Place, Trail]" = {}
NO_QUOTA = "there is no quota for the period"
SEVERAL_CURRENCIES = "amounts are in several currencies, which are held against no quota"
_NO_STAGE: Mapping[str, Ratio] = {}


class Largest(NamedTuple):
    """The largest won amount of the lookback in one currency."""

    amount: Decimal
    of: int
    """Won ones with an amount."""


class Earned(NamedTuple):
    """What close percentages have earned: won over decided, of the lookback."""

    by_stage: Mapping[str, Ratio] = _NO_STAGE
    """Of those that reached a stage."""
    by_band: tuple[Ratio, ...] = (Ratio(0, 0),) * len(BANDS)
    """Of those that still carry a close % of a band, as in `probability_calibration`."""


class Ground(NamedTuple):
    """What is known besides one opportunity; whatever is empty or None can't be judged by."""

    scope: Scope
    known: Known
    """What conditions are bound to."""
    trails: "Mapping[Place, Trail]" = _NO_TRAILS
    took: Mapping[str, Sequence[int]] = {}
    """By open stage, the days that those who went on had been in it, ascending; none without history."""
    tells_stages: bool = False
    """Whether history tells stages, though nobody may have gone on from any yet."""
    past_days: int | None = None
    """How far back history tells stages; None for as far as need be."""
    largest_won: Mapping[str, Largest] = {}
    """By currency."""
    of_bare: str = BARE
    """What amounts that name no currency are in."""
    earned: Earned = Earned()
    quota: Decimal | None = None
    """Of the period, of the whole file."""
    no_quota: str = NO_QUOTA
    """Why there is none to be held against."""
    unqualified: Mapping[Place, Sequence[str]] | None = None
    """What each lacks of what its stage needs of qualification, nothing where it lacks nothing; where something of that
    can't be judged it is left out. None where pipeline.yaml has no qualification."""

    @property
    def fields(self) -> frozenset[str]:
        """Those of our fields that the file has."""
        return self.known.pipeline.fields

    def header(self, named: str | None, usual: Sequence[str]) -> str | None:
        """The header of a column that a rule looks at: the one that is named, else one that is known."""
        known = {loose(header): header for header in self.known.pipeline.headers}
        wanted = (loose(name) for name in ((named,) if named is not None else usual))
        return next((known[name] for name in wanted if name in known), None)


def ground_of(
    pipeline: Pipeline,
    spec: PipelineSpec,
    scope: Scope,
    *,
    chronicle: "Chronicle | None" = None,
    trails: "Mapping[Place, Trail]" = _NO_TRAILS,
    quota: Decimal | None = None,
) -> Ground:
    """All that is known of a file and its past; `scope` has the usual cycle of the whole file."""
    took, reached = ({}, {}) if chronicle is None else _of_past(chronicle, scope)
    of_bare = Currencies(spec.currency, carried(pipeline)).of_bare
    since = None if chronicle is None else chronicle.paths_since
    return Ground(
        scope=scope,
        known=Known(pipeline, spec, Facts(scope.as_of, trails, owners_of(pipeline), pipeline.reach), Doubts(pipeline)),
        trails=trails,
        took=took,
        tells_stages=chronicle is not None and "stage" in chronicle.holds,
        largest_won=_largest_won(pipeline, scope, of_bare),
        of_bare=of_bare,
        past_days=None if since is None else (scope.as_of - since).days,
        earned=Earned(_told_most(reached, _by_stage(pipeline, scope)), _by_band(pipeline, scope)),
        quota=quota,
    )


def _told_most(one: Mapping[str, Ratio], other: Mapping[str, Ratio]) -> dict[str, Ratio]:
    """For each stage the win rate with more decided ones behind it: a history of weeks knows those decided fast."""
    nothing = Ratio(0, 0)
    stages = dict.fromkeys((*one, *other))
    return {
        stage: max(one.get(stage, nothing), other.get(stage, nothing), key=lambda ratio: ratio.denominator)
        for stage in stages
    }


def _of_past(chronicle: "Chronicle", scope: Scope) -> tuple[Mapping[str, Sequence[int]], Mapping[str, Ratio]]:
    """What history tells of stages; nothing where it tells none."""
    if "stage" not in chronicle.holds:
        return {}, {}
    from ..history.advancing import went_on
    from ..history.conversion import passages
    from ..history.paths import paths

    some = list(paths(chronicle, scope.as_of).values())
    passed = passages(some, scope.positions, scope.lookback)
    won_from = {stage: passage.won_from for stage, passage in zip(scope.positions, passed, strict=True)}
    return went_on(some, scope.positions, scope.lookback), won_from


def _largest_won(pipeline: Pipeline, scope: Scope, of_bare: str) -> dict[str, Largest]:
    found: dict[str, Largest] = {}
    for each in _decided(pipeline, scope):
        if each.outcome is Outcome.WON and each.amount is not None:
            before = found.get(each.currency or of_bare, Largest(each.amount, 0))
            found[each.currency or of_bare] = Largest(max(before.amount, each.amount), before.of + 1)
    return found


def _by_stage(pipeline: Pipeline, scope: Scope) -> dict[str, Ratio]:
    """Won over decided of those that reached a stage, from the stage at loss: whatever was won reached them all."""
    decided = _decided(pipeline, scope)
    won = sum(each.outcome is Outcome.WON for each in decided)
    lost = [place for each in decided if each.outcome is Outcome.LOST and (place := died_at(each, scope)) is not None]
    if not lost:
        return {}
    reached = {stage: sum(place >= at for place in lost) for stage, at in scope.positions.items()}
    return {stage: Ratio(won, won + count) for stage, count in reached.items()}


def _by_band(pipeline: Pipeline, scope: Scope) -> tuple[Ratio, ...]:
    won, all_of = [0] * len(BANDS), [0] * len(BANDS)
    for each in _decided(pipeline, scope):
        if each.probability is not None and (band := band_of(each.probability)) is not None:
            all_of[band] += 1
            won[band] += each.outcome is Outcome.WON
    return tuple(map(Ratio, won, all_of))


def band_of(probability: Decimal) -> int | None:
    """The band a close % is in; None for 0 and 100 %, which a CRM writes."""
    if not ZERO < probability < ONE:
        return None
    return next(place for place, end in enumerate(BANDS) if probability <= end)


def _decided(pipeline: Pipeline, scope: Scope) -> list[Opportunity]:
    """Those won and lost in the lookback."""
    return [
        each for each in pipeline if each.outcome is not Outcome.OPEN and MEMBERS[each.outcome.value].row(each, scope)
    ]
