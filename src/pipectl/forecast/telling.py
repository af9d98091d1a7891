"""Views from what was read: from history, or from the dates of today's export alone.

What an export's own dates prove is that an opportunity was open from its creation on and decided from its close date
on, with its final amount. Before a source tells of an opportunity, the same holds of it with history, too.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain

from ..domain.opportunity import Opportunity
from ..domain.spec import PipelineSpec
from ..domain.values import Outcome
from ..history.chronicle import EVERYTHING, Chronicle, Life
from .seen import Past, View
from .table import TELLABLE, Stretch, table_of


def dates_view(opportunities: Iterable[Opportunity], spec: PipelineSpec, as_of: date) -> View:
    """What today's export tells today, and its dates of the past."""
    lives = ((key, _of_row(row, as_of)) for key, row in _keyed(opportunities, {}).items())
    return _view(lives, spec, as_of, {})


def history_view(chronicle: Chronicle, opportunities: Iterable[Opportunity], spec: PipelineSpec, as_of: date) -> View:
    """What history tells up to the day before as-of, and today's export of today.

    What was open and is in today's export no more is not open today; what was decided stays so, and teaches, but
    of the period asked about only what today's export has is booked.
    """
    now = _keyed(opportunities, {place: key for place, key in chronicle.keys.items() if key in chronicle.lives})
    told = _told_since(chronicle)
    if "stage" in told and not _has_own_chance(chronicle, now.values()):
        told.setdefault("probability", told["stage"])  # that of the stage is all there ever was
    daily = any("stage" in source.holds and source.holds != EVERYTHING for source in chronicle.sources)
    lives, looks = _with_history(chronicle, now, as_of), () if daily else chronicle.seen
    return _view(lives, spec, as_of, told, looks, is_exported=bool(now))


def _has_own_chance(chronicle: Chronicle, now: Iterable[Opportunity]) -> bool:
    """Whether any opportunity ever had a close % of its own, beside that of its stage."""
    then = (moment.state for life in chronicle for moment in life if moment.state is not None)
    return any(each.probability is not None for each in chain(now, then))


def _view(
    lives: Iterable[tuple[str, Sequence[Stretch]]],
    spec: PipelineSpec,
    as_of: date,
    told_since: Mapping[str, date],
    looks: Sequence[date] = (),
    *,
    is_exported: bool = True,
) -> View:
    weights = {stage.name: stage.probability for stage in spec.stages if stage.probability is not None}
    return View(Past(table_of(lives, as_of, told_since, weights), weights, looks, is_exported=is_exported), as_of)


def _told_since(chronicle: Chronicle) -> dict[str, date]:
    found = {
        field: min((source.since for source in chronicle.sources if field in source.holds), default=None)
        for field in TELLABLE
    }
    return {field: since for field, since in found.items() if since is not None}


def _keyed(rows: Iterable[Opportunity], keys: Mapping[object, str]) -> dict[str, Opportunity]:
    """All rows by key: that of history where it has one, else the id, else what it looks like.

    Several rows of one key are as many opportunities, as they are in the report: the first has the key, the others
    one of their own.
    """
    found: dict[str, Opportunity] = {}
    for row in sorted(rows, key=lambda row: row.place not in keys):
        key = keys.get(row.place) or (row.id or f"{row.name}\n{row.account or ''}\n{row.created or ''}")
        found[key if key not in found else f"{key}\n{len(found)}"] = row
    return found


def _proven(state: Opportunity, day: date) -> Iterator[Stretch]:
    """What the dates of an opportunity that is first seen on a day prove of the days before."""
    close = state.close_date
    decided = None if close is None else min(close, day)
    if state.outcome is not Outcome.OPEN and decided is None:
        return
    if state.created is not None and state.created < (decided or day):
        yield Stretch(state.created, state, told=False)
    if decided is not None and decided < day:
        yield Stretch(decided, state, closed=close, told=False)


def _of_row(row: Opportunity, as_of: date) -> list[Stretch]:
    today = Stretch(as_of, row, row.close_date, entered=row.stage_changed)
    return [*_proven(row, as_of), today]


def _with_history(
    chronicle: Chronicle, now: dict[str, Opportunity], as_of: date
) -> Iterator[tuple[str, Sequence[Stretch]]]:
    for key in sorted(chronicle.lives.keys() | now.keys()):
        life, row = chronicle.lives.get(key, ()), now.get(key)
        if not life and row is not None:
            yield key, _of_row(row, as_of)
            continue
        stretches = list(_of_life(life, as_of, chronicle.seen))
        last = stretches[-1] if stretches else None
        if row is not None:
            stretches.append(_today(row, last, as_of))
        elif last is not None and last.state is not None and last.state.outcome is Outcome.OPEN and now:
            stretches.append(Stretch(as_of, None))
        yield key, stretches


def _today(row: Opportunity, last: Stretch | None, as_of: date) -> Stretch:
    """As today's export has it, with what history tells of its stage and its close dates."""
    same = last is not None and last.state is not None and last.state.stage == row.stage
    entered = last.entered if last is not None and same else None
    pushes = None if last is None or last.pushes is None else last.pushes + _is_push(last.state, row)
    return Stretch(as_of, row, row.close_date, entered=entered or row.stage_changed, pushes=pushes)


def _of_life(life: Life, as_of: date, looks: Sequence[date]) -> Iterator[Stretch]:
    """The stretches of a life, up to as-of; what was decided and is gone since stays decided, as in the funnel."""
    first = life[0].state
    if first is not None and not _was_missed(first, life[0].day, looks):
        yield from _proven(first, life[0].day)
    before: Opportunity | None = None
    entered, pushes, begun = None, 0, False
    for day, state in life:
        if day > as_of:
            return
        if state is None and before is not None and before.outcome is not Outcome.OPEN:
            continue
        if state is not None and (before is None or before.stage != state.stage):
            entered = _entered(state, day) if not begun else day
        pushes += _is_push(before, state)
        found = Stretch(day, state, None if state is None else state.close_date, entered=entered, pushes=pushes)
        yield from (found,) if begun else _until_its_close(found, min([as_of, *(one.day for one in life[1:2])]))
        begun, before = True, state


def _was_missed(state: Opportunity, day: date, looks: Sequence[date]) -> bool:
    """Whether the pipeline was looked at when its dates say it was there, and it was not: they were filled in later."""
    begun = state.created or state.close_date
    return begun is not None and any(begun < look < day for look in looks)


def _until_its_close(first: Stretch, last: date) -> Iterator[Stretch]:
    """The first that is seen of a life: what was decided later than it begins was open until then, or the last day.

    A snapshot tells of what was created since the one before from the day it was created on.
    """
    state, closed = first.state, first.closed
    if state is None or state.outcome is Outcome.OPEN or closed is None or min(closed, last) <= first.begin:
        yield first
        return
    yield Stretch(first.begin, state, told=False)
    yield first._replace(begin=min(closed, last))


def _entered(state: Opportunity, day: date) -> date | None:
    """Day it entered the stage it is first seen in; None where it may have been there before."""
    if state.stage_changed is not None and state.stage_changed <= day:
        return state.stage_changed
    return day if state.created is not None and state.created >= day else None


def _is_push(before: Opportunity | None, state: Opportunity | None) -> bool:
    if before is None or state is None or Outcome.OPEN is not before.outcome or Outcome.OPEN is not state.outcome:
        return False
    was, now = before.expected_close, state.expected_close
    return was is not None and now is not None and now > was
