"""The numbers of history once more, in plain Python: every day is looked at, and counted by what stood at its end.

It shares no code with the engine and takes its time. Of several moments of one day it knows the last alone.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

DAY = timedelta(days=1)
#: An opportunity, or None where it is gone, by the first day it looked so.
Told = Sequence[tuple[date, Any]]


class Story:
    """One opportunity: what it looked like at the end of every day from the first one to as-of."""

    def __init__(self, told: Told, as_of: date, started: date | None) -> None:
        self.as_of = as_of
        self.started = started
        self.first = told[0][0] if told and told[0][0] <= as_of else None
        self.days: dict[date, Any] = {}
        changes = dict(told)
        today = self.first
        state = None
        while today is not None and today <= as_of:
            state = changes.get(today, state)
            self.days[today] = state
            today += DAY

    def on(self, day: date) -> Any:
        """What stood at the end of a day."""
        return self.days.get(day)

    @property
    def now(self) -> Any:
        """What stands at the end of as-of."""
        return self.on(self.as_of)

    @property
    def last(self) -> Any:
        """What it looked like when it was last there."""
        return next((state for state in reversed(self.days.values()) if state is not None), None)

    @property
    def ended(self) -> Any:
        """What stands at the end of as-of; of what was decided before it was gone, what it last looked like."""
        last = self.last
        return self.now if last is None or _is_open(last) else last

    def pairs(self) -> Iterable[tuple[date, Any, Any]]:
        """Every day with what stood at the end of the day before and at its own."""
        for day, state in self.days.items():
            yield day, self.on(day - DAY), state

    def stage(self, day: date) -> str | None:
        """The open stage it stood in."""
        state = self.on(day)
        return state.stage if state is not None and state.outcome.value == "open" else None

    def stands(self) -> list["Stand"]:
        """Its stays in open stages, one after the other."""
        found: list[Stand] = []
        for day in self.days:
            stage = self.stage(day)
            if stage is None:
                continue
            if self.stage(day - DAY) == stage:
                found[-1].days.append(day)
            else:
                found.append(Stand(stage, [day], *self._before(day)))
        return found

    def _before(self, day: date) -> tuple[date, bool]:
        """When it entered the stage it is in on a day, and whether that is known."""
        state = self.on(day)
        if day != self.first:
            return day, True
        if state.stage_changed is not None and state.stage_changed <= self.as_of:
            return state.stage_changed, True
        if state.created is not None:
            return day, state.created >= day
        return day, self.started is not None and day > self.started

    def decided(self) -> date | None:
        """The day since when it has been as it is now, not counting days on which it was gone."""
        since = None
        for day in reversed(self.days):
            state = self.on(day)
            if state is not None:
                if state.outcome is not self.last.outcome:
                    break
                since = day
        return since


class Stand(NamedTuple):
    """One stay in one stage."""

    stage: str
    days: list[date]
    """At whose end it stood there."""
    entered: date
    known: bool

    @property
    def length(self) -> int:
        """Days from entering to leaving: one for every day's end it stood there, as told or as seen."""
        return max(len(self.days) + (self.days[0] - self.entered).days, 0)

    @property
    def left(self) -> date:
        """The day it left."""
        return self.days[-1] + DAY


class World(NamedTuple):
    """All that is asked about."""

    stories: Mapping[str, Story]
    as_of: date
    period: Any
    lookback: Any
    stages: Sequence[str]


def world(
    lives: Mapping[str, Told], as_of: date, period: Any, lookback: Any, stages: Sequence[str], started: date | None
) -> World:
    stories = {key: Story(told, as_of, started) for key, told in lives.items()}
    return World({key: story for key, story in stories.items() if story.days}, as_of, period, lookback, stages)


def _is_open(state: Any) -> bool:
    return state is not None and state.outcome.value == "open"


def _inside(day: date | None, span: Any) -> bool:
    if day is None:
        return span.start is None and span.end is None
    return (span.start is None or span.start <= day) and (span.end is None or day < span.end)


def pushes(asked: World) -> dict[str, int]:
    """Moves of the expected close of those that are open now, from one day to the next."""
    found = dict.fromkeys(("opportunities", "pushed", "pushed_twice", "later", "earlier", "days", "past_end"), 0)
    for story in asked.stories.values():
        if not _is_open(story.now):
            continue
        moved = _moved(story)
        later = [(before, after) for before, after in moved if after > before]
        found["opportunities"] += 1
        found["pushed"] += len(later) >= 1
        found["pushed_twice"] += len(later) >= 2
        found["later"] += len(later)
        found["earlier"] += sum(after < before for before, after in moved)
        found["days"] += sum((after - before).days for before, after in moved)
        found["past_end"] += sum(_inside(a, asked.period) and not b < asked.period.end for a, b in later)
    return found


def _moved(story: Story) -> list[tuple[date, date]]:
    """Expected closes of every two days at whose end it was open and had one."""
    return [
        (before.expected_close, after.expected_close)
        for _, before, after in story.pairs()
        if _is_open(before) and _is_open(after) and before.expected_close and after.expected_close
    ]


def stays(asked: World) -> dict[str, dict[str, Any]]:
    """By stage: days of first visits and of all visits of those who left it in the lookback, and of those there now."""
    found: dict[str, dict[str, Any]] = {}
    for stage in asked.stages:
        into: dict[str, Any] = {"first": [], "cumulative": [], "open": [], "undated": 0}
        for story in asked.stories.values():
            mine = [stand for stand in story.stands() if stand.stage == stage]
            if mine:
                _stay(story, mine, into, asked)
        found[stage] = {key: sorted(days) if key != "undated" else days for key, days in into.items()}
    return found


def _stay(story: Story, mine: list[Stand], into: dict[str, Any], asked: World) -> None:
    left = mine[-1].left
    there = left > asked.as_of
    if not there and (story.on(left) is None or not _inside(max(left, mine[-1].entered), asked.lookback)):
        return
    if not all(stand.known for stand in mine):
        into["undated"] += 1
    elif there:
        # Its last day is as-of, and that day is not over.
        into["open"].append((asked.as_of - mine[-1].entered).days)
    else:
        into["first"].append(mine[0].length)
        into["cumulative"].append(sum(stand.length for stand in mine))


def _places(story: Story, asked: World) -> list[tuple[int, date]]:
    """Every place among the stages where it is known to have been, with the first day; won stands behind all."""
    places = [(asked.stages.index(stand.stage), stand.entered) for stand in story.stands()]
    ended = story.ended
    if not places or ended is None:
        return places
    since = story.decided() or date.max
    if ended.outcome.value == "won":
        places.append((len(asked.stages), since))
    elif ended.outcome.value == "lost" and ended.lost_from_stage in asked.stages:
        places.append((asked.stages.index(ended.lost_from_stage), since))
    return places


def passages(asked: World) -> list[dict[str, Any]]:
    """By stage, what became of those that reached it, or one behind it, in the lookback."""
    return [_passage(place, asked) for place in range(len(asked.stages))]


def _passage(place: int, asked: World) -> dict[str, Any]:
    found: dict[str, Any] = dict.fromkeys(
        ("reached", "went_on", "lost", "waiting", "gone", "won", "won_amount", "lost_since"), 0
    )
    for story in asked.stories.values():
        places = _places(story, asked)
        days = [day for at, day in places if at >= place]
        if not days or min(at for at, _ in places) > place or not _inside(min(days), asked.lookback):
            continue
        went_on = any(at > place for at, _ in places)
        outcome = None if story.ended is None else story.ended.outcome.value
        found["reached"] += 1
        found["went_on"] += went_on
        found["lost"] += not went_on and outcome == "lost"
        found["waiting"] += not went_on and outcome == "open"
        found["gone"] += not went_on and outcome is None
        found["won"] += outcome == "won"
        found["won_amount"] += (story.ended.amount or 0) if outcome == "won" else 0
        found["lost_since"] += outcome == "lost"
    return found


FATES = ("moved", "won", "lost", "gone", "open")


def slips(asked: World) -> dict[str, tuple[int, Any]]:
    """Number and amount of what was due when the period began, if it has, and of what became of it."""
    found: dict[str, tuple[int, Any]] = dict.fromkeys(("due", *FATES), (0, 0))
    end = min(asked.period.end - DAY, asked.as_of)
    for story in asked.stories.values() if asked.period.start <= asked.as_of else ():
        then = story.on(asked.period.start - DAY)
        if not _is_open(then) or then.expected_close is None or not _inside(then.expected_close, asked.period):
            continue
        after = story.on(end)
        if after is None:
            fate = "gone"
        elif _is_open(after):
            past = after.expected_close is not None and after.expected_close >= asked.period.end
            fate = "moved" if past else "open"
        else:
            fate = after.outcome.value
        for key in ("due", fate):
            found[key] = (found[key][0] + 1, found[key][1] + (then.amount or 0))
    return found


INWARD = ("created", "pulled_in", "reopened", "increased")
BUCKETS = (*INWARD, "decreased", "pushed_out", "won", "lost", "removed")


def waterfall(asked: World, since: date) -> dict[str, tuple[int, Any]]:
    """Number and amount of what stood open in the period at both ends, and of what each bucket holds."""
    moved: dict[str, list[tuple[str, Any]]] = {bucket: [] for bucket in BUCKETS}
    ends: dict[str, list[tuple[str, Any]]] = {"start": [], "end": []}
    for key, story in asked.stories.items():
        for end, day in (("start", since), ("end", asked.as_of)):
            if _stands(story.on(day), asked):
                ends[end].append((key, story.on(day).amount or 0))
        for day, before, after in story.pairs():
            if day > since and before != after:
                for bucket, amount in _moves(story, day, before, after, asked):
                    moved[bucket].append((key, amount))
    return {
        name: (len({key for key, _ in some}), sum(amount for _, amount in some))
        for name, some in {**ends, **moved}.items()
    }


def _stands(state: Any, asked: World) -> bool:
    return _is_open(state) and _inside(state.expected_close, asked.period)


def _moves(story: Story, day: date, before: Any, after: Any, asked: World) -> list[tuple[str, Any]]:
    """What a day moves: coming in, changing inside, going out."""
    old, new = _amount(before), _amount(after)
    was, stands = _stands(before, asked), _stands(after, asked)
    if not (was or stands or _decided_here(before, after, asked)):
        return []
    came = "pulled_in" if _is_open(before) else "created" if day == story.first else "reopened"
    arrived = [] if was else [(came, old if came == "pulled_in" else new)]
    worth = old if was or came == "pulled_in" else new
    risen = [("increased", new - worth)] if new > worth else [("decreased", new - worth)] if new < worth else []
    if stands:
        return [*arrived, *risen]
    how = "removed" if after is None else "pushed_out" if _is_open(after) else after.outcome.value
    return [*arrived, *risen, (how, -new)] if how == "won" else [*arrived, (how, -worth)]


def _decided_here(before: Any, after: Any, asked: World) -> bool:
    """Whether it became won or lost with a close date in the period; one due elsewhere is no loss of it."""
    if after is None or _is_open(after) or not _inside(after.closed or after.expected_close, asked.period):
        return False
    if after.outcome.value == "lost" and _is_open(before):
        return False
    return before is None or before.outcome is not after.outcome


def _amount(state: Any) -> Any:
    return 0 if state is None or state.amount is None else state.amount
