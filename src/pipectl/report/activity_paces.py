"""Activities week by week against the standards of pipeline.yaml."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from ..domain.activities import Pace, Week
from ..domain.activity import Activity
from ..domain.activity_settings import ActivityStandard
from ..domain.cells import loose
from ..domain.period import Period
from ..domain.result import Detail
from ..domain.values import EXACT, ZERO, Answer, Mean, Ratio, Undefined, Unit
from ..engines.teams import Teams
from ..metrics.metric import Part

NO_WEEK = "the period has no whole week that is over"
TEAMLESS = "the export of opportunities, which teams come from, has no team; name its column there in pipeline.yaml"
NO_STANDARD = "pipeline.yaml has no standard for it; add one under activity_standards"
_OF_NOBODY = "activities of nobody have no standard"
_WEEK = timedelta(days=7)


def weeks_of(period: Period, first: date, as_of: date) -> tuple[Week, ...]:
    """Weeks that lie whole in a period, from the one of the first day that the files tell of up to as-of.

    One is running until its Sunday is over, and nobody knows the hour of the export.
    """
    begin = _monday(first) if period.start is None else max(_monday(first), first_whole_week(period.start))
    found = []
    while begin <= as_of and (period.end is None or begin + _WEEK <= period.end):
        found.append(Week(begin, begin + _WEEK > as_of))
        begin += _WEEK
    return tuple(found)


def first_whole_week(start: date) -> date:
    """The Monday of the first week that lies whole in what begins on a day."""
    return start + timedelta(days=-start.weekday() % 7)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


class Standard(NamedTuple):
    """What an owner is held to."""

    per_week: Decimal
    whose: str


class Standards:
    """The standards of pipeline.yaml: an owner's own, else that of their team, else everybody's."""

    def __init__(self, settings: Iterable[ActivityStandard], teams: Teams) -> None:
        self._teams = teams
        self._known: dict[tuple[str, str, str], Standard] = {}
        for each in settings:
            field = "owner" if each.owner else "team" if each.team else ""
            name = each.owner or each.team or ""
            said = {"owner": name, "team": f"team {name}"}.get(field, "every owner")
            self._known[loose(each.kind), field, loose(name)] = Standard(each.per_week, said)

    def of(self, kind: str, owner: str | None) -> Standard | Undefined:
        """The standard of an owner."""
        if owner is None:
            return Undefined(_OF_NOBODY)
        key, name = loose(kind), loose(owner)
        team = self._teams.of.get(name)
        if (key, "owner", name) in self._known:
            return self._known[key, "owner", name]
        found = self._known.get((key, "team", team)) if team else None
        found = found or self._known.get((key, "", ""))
        return self._none(key, owner, team) if found is None else found

    def _none(self, key: str, owner: str, team: str | None) -> Undefined:
        """Why nobody's standard of a kind is theirs."""
        if team or not any((kind, field) == (key, "team") for kind, field, _ in self._known):
            return Undefined(NO_STANDARD)
        if not self._teams.of:
            return Undefined(f"its standard is that of a team, and {TEAMLESS}")
        return Undefined(f"its standard is that of a team, and {owner} is of none in the export of opportunities")

    def notes(self) -> Iterator[str]:
        """Which standards of teams nobody is held to, and why."""
        named = {name: standard.whose for (_, field, name), standard in self._known.items() if field == "team"}
        if named and not self._teams.of:
            yield f"nobody is held to the standards of teams: {TEAMLESS}"
            return
        there = set(self._teams.of.values())
        if named:
            yield from self._teams.notes()
        for name, whose in named.items():
            if name not in there:
                yield f"nobody is of {whose} in the export of opportunities, so that nobody is held to its standard"


def pace(kind: str, done: Sequence[int], weeks: Sequence[Week], standard: Standard | Undefined) -> Pace:
    """The pace of one owner; `done` are their activities of the kind in each week."""
    if isinstance(standard, Undefined):
        return _pace(kind, done, weeks, None, standard, standard)
    over = _over(done, weeks)
    due = EXACT.multiply(standard.per_week, Decimal(len(over)))
    met = Ratio(sum(count >= standard.per_week for count in over), len(over))
    return _pace(kind, done, weeks, standard, Ratio(Decimal(sum(over)), due), met)


def together(kind: str, done: Sequence[int], weeks: Sequence[Week], paces: Sequence[Pace]) -> Pace:
    """The pace of everybody: those that have a standard are held to all of theirs."""
    held = [each for each in paces if each.standard is not None]
    if not held:
        reasons = {each.attained.undefined for each in paces} - {_OF_NOBODY}
        why = Undefined((reasons.pop() if len(reasons) == 1 else None) or NO_STANDARD)
        return _pace(kind, done, weeks, None, why, why)
    whole = Standard(sum((each.standard for each in held if each.standard is not None), ZERO), _owners(len(held)))
    attained = sum((_halves(each.attained) for each in held), Ratio(ZERO, ZERO))
    met = [_halves(each.weeks_met) for each in held]
    weeks_met = Ratio(sum(int(each.numerator) for each in met), sum(int(each.denominator) for each in met))
    return _pace(kind, done, weeks, whole, attained, weeks_met)


def _owners(count: int) -> str:
    return "1 owner" if count == 1 else f"{count:,} owners together"


def _halves(found: Detail) -> Ratio:
    return Ratio(found.numerator or ZERO, found.denominator or ZERO)


def weekly(kind: str, some: Sequence[Activity], weeks: Sequence[Week]) -> tuple[int, ...]:
    """How many of a kind were done in each week."""
    counts = Counter(_monday(each.day) for each in some if each.kind == kind)
    return tuple(counts[week.start] for week in weeks)


def _over(done: Sequence[int], weeks: Sequence[Week]) -> list[int]:
    """The counts of the weeks that are over."""
    return [count for count, week in zip(done, weeks, strict=True) if not week.is_running]


def _pace(
    kind: str,
    done: Sequence[int],
    weeks: Sequence[Week],
    standard: Standard | None,
    attained: Answer,
    met: Answer,
) -> Pace:
    over = _over(done, weeks)
    per_week = Mean(sum(over), len(over))
    return Pace(
        kind,
        tuple(done),
        Part("per_week", "A week", Unit.COUNT, per_week, NO_WEEK).detail,
        None if standard is None else standard.per_week,
        None if standard is None else standard.whose,
        Part("attained", "Of the standard", Unit.PERCENT, attained, NO_WEEK).detail,
        Part("weeks_met", "Weeks that met the standard", Unit.PERCENT, met, NO_WEEK).detail,
    )
