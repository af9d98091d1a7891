"""The sections of a forecast: week by week, what drives it, the groups, what moved it, and what would."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from ..domain.finding import quoted
from ..domain.forecast import Goal, GroupLine, Move, Need, Parts, Prospect, Reason, Since, Supposition, Week
from ..domain.values import EXACT, ZERO, Met, Undefined
from ..engines.keys import grouping_of_past, resolve, tells_of_new
from ..forecast import goal_seek as seeking
from ..forecast.estimate import Chance, Estimate
from ..forecast.ground import Ground
from ..forecast.groups import Key, Part, nobodys
from ..forecast.moving import Moved, moves
from ..forecast.pace import created_lately, usual_win, won_of_new, won_within
from ..forecast.path import steps
from ..forecast.seen import Seen
from ..forecast.sharing import Shared, shared
from ..forecast.supposed import Supposed
from ..forecast.what_if import Known, Named, key_of, what_if
from ..forecast.winning.learnt import Learned, Learnt
from ..metrics.targets import EVERYBODY, within_group
from .forecast_ground import Standing
from .forecast_outlook import outlook, parts_of

#: Points of the grid of a group's distribution, of which there may be many.
CELLS = 4096


def weeks(ground: Ground) -> Iterator[Week]:
    """What is booked by the end of each week, or will be."""
    for step in steps(ground):
        spread = step.spread
        ends = (None, None, None) if spread is None else (spread.p10, spread.p50, spread.p90)
        yield Week(step.last, step.is_over, step.amount, *ends)


class Drivers(NamedTuple):
    """What gives something to the forecast: some of it, and the rest in sum."""

    shown: tuple[Prospect, ...]
    others: int
    others_give: Decimal
    give_nothing: int = 0
    """Of those that have an amount."""
    without_amount: int = 0
    """Of those without one."""


def drivers(ground: Ground, said: Estimate | Undefined, learnt: Learnt | None, shown: int) -> Drivers:
    """The open opportunities that give something, the biggest first."""
    if isinstance(said, Undefined):
        return Drivers((), 0, ZERO)
    giving = sorted((one for one in said.rows if one.contribution), key=lambda one: (-abs(one.contribution), one.key))
    ever = {one.key: one for one in learnt.chances} if learnt is not None and learnt.is_shown else {}
    seen = ground.view.open_ones({one.key for one in giving[:shown]})
    found = tuple(_prospect(one, seen[one.key], ever.get(one.key)) for one in giving[:shown])
    rest = giving[shown:]
    idle = ground.view.open_ones({one.key for one in said.rows if not one.contribution})
    bare = sum(each.opportunity.amount is None for each in idle.values())
    nothing = len(said.rows) - len(giving) - bare
    return Drivers(found, len(rest), _sum([one.contribution for one in rest]), nothing, bare)


def _prospect(one: Chance, seen: Seen, learnt: Learned | None) -> Prospect:
    state = seen.opportunity
    return Prospect(
        one.key,
        state.id,
        state.name,
        state.owner,
        state.account,
        seen.stage,
        seen.expected_close,
        seen.amount,
        one.amount,
        one.probability,
        one.contribution,
        None if learnt is None else learnt.probability,
        () if learnt is None else tuple(Reason(move.told, move.points) for move in learnt.reasons),
    )


def groups(standing: Standing, ranged: int | None = None) -> Iterator[GroupLine]:
    """Each group of each field, the largest forecast first; so many of them with a range, or all."""
    pipeline, _, question, _ = standing.sources
    said, ground = standing.ground.estimate, standing.ground
    if isinstance(said, Undefined):
        return
    for by in (resolve(name, pipeline, "--by") for name in question.by):
        parts = dict(shares(standing, said, by))
        idle = standing.targets.idle(by, parts) if standing.who == EVERYBODY else ()
        parts |= {key: Shared(_nothing(said), Part(), 0) for key in idle}
        order = sorted(parts.items(), key=lambda each: (each[0] is None, -each[1].part.expected, each[0] or ""))
        for place, (key, part) in enumerate(order):
            own = part.estimate
            quota = standing.targets.quota(within_group(standing.who, by, key))
            spread = ground.spread(own, CELLS) if ranged is None or place < ranged else None
            yield GroupLine(by, key, part.open_count, outlook(own, spread, quota, Parts(*part.part)))


def shares(standing: Standing, said: Estimate, by: str) -> Mapping[Key, Shared]:
    """The part of each group of a resolved name."""
    pipeline, spec, _, _ = standing.sources
    grouped = grouping_of_past(by, spec.fiscal_year_starts, pipeline)
    of_new = grouped if tells_of_new(by) else nobodys
    return shared(standing.view, standing.ground.target, said, grouped, of_new)


def _nothing(said: Estimate) -> Estimate:
    return Estimate(said.method, ZERO, (), None, said.error)


def since(ground: Ground, start: date, shown: int) -> Since | Undefined:
    """The forecast of an earlier day, and what moved it from there."""
    found, now = moves(ground, start), ground.estimate
    if isinstance(found, Undefined) or isinstance(now, Undefined):
        return found if isinstance(found, Undefined) else Undefined("there is no forecast now")
    rest = found.moved[shown:]
    return Since(
        start,
        parts_of(found.then),
        tuple(map(_move, found.moved[:shown])),
        len(rest),
        _sum([EXACT.subtract(one.after, one.before) for one in rest]),
        EXACT.subtract(now.new_amount, found.then.new_amount),
    )


def _move(one: Moved) -> Move:
    state = one.opportunity
    return Move(one.key, state.id, state.name, state.owner, state.account, state.outcome, one.before, one.after)


def suppositions(standing: Standing, changes: Sequence[Supposed]) -> Iterator[Supposition]:
    """The forecast with all changes at once; where there are several, with each of them alone before.

    Raises:
        UsageProblem: one can't be supposed; also where there is no forecast to change.
    """
    ground = standing.ground
    said = ground.estimate
    if not changes:
        return
    known = _open_by_id(ground)
    for one in changes:
        key_of(one, known)
    for some in [*([one] for one in changes), changes] if len(changes) > 1 else [changes]:
        changed = said if isinstance(said, Undefined) else _changed(ground, said, some, known)
        found = outlook(changed, ground.spread(changed), standing.targets.quota(standing.who))
        yield Supposition(tuple(one.text for one in some), found)


def _open_by_id(ground: Ground) -> Known:
    """Those that are open by id, of which several may share one."""
    table, found = ground.view.table, dict[str, list[Named]]()
    for row in ground.view.open.tolist():
        state, key = table.states[row], table.keys[table.who[row]]
        found.setdefault(state.id or key, []).append(Named(key, f"{quoted(state.name)} ({state.place})"))
    return found


def _changed(ground: Ground, said: Estimate, some: Sequence[Supposed], known: Known) -> Estimate:
    return what_if(said, some, known=known, won_of_new=lambda: won_of_new(ground.view, ground.target))


def goal(standing: Standing) -> Goal:
    """What the gap to the quota needs."""
    ground = standing.ground
    said, target = ground.estimate, ground.target
    if isinstance(said, Undefined):
        return Goal(undefined=said.reason)
    found = seeking.goal_seek(
        standing.targets.quota(standing.who),
        said.booked,
        said.expected,
        usual_win(ground.view, target),
        won_within(ground.view, target),
        seeking.Time(target.as_of, target.start, target.end - timedelta(1)),
    )
    if isinstance(found, Met):
        return Goal(met=found.reason)
    if isinstance(found, Undefined):
        return Goal(undefined=found.reason)
    lately = created_lately(ground.view)
    return Goal(found.gap, found.size, _need(found.best), _need(found.latest), created_lately=lately)


def _need(found: seeking.Needed) -> Need:
    return Need(found.day, found.probability, found.number, found.amount)


def _sum(amounts: Sequence[Decimal]) -> Decimal:
    total = ZERO
    for amount in amounts:
        total = EXACT.add(total, amount)
    return total
