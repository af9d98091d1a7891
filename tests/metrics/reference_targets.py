"""Whose quota and spend a set of opportunities is held against, once more and plainly."""

from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import NamedTuple

from pipectl.domain.opportunity import Opportunity
from pipectl.domain.period import Period, parse_period
from pipectl.domain.spec import PipelineSpec

Part = tuple[date, date, Fraction]


class Who(NamedTuple):
    """Everybody without a field; nobody where pipeline.yaml can't name them."""

    field: str | None = None
    values: tuple[str, ...] = ()
    nobody: bool = False


def of_group(selection: Who, by: str, key: str | None) -> Who:
    """A group of everybody, or of the same field, or the owners of a team; nobody else is known whole."""
    if key is None or (selection.field not in (None, by) and (selection.field, by) != ("team", "owner")):
        return Who(nobody=True)
    return Who(by, (key,))


def quota(
    spec: PipelineSpec,
    period: Period,
    as_of: date,
    who: Who,
    file: Sequence[Opportunity] = (),
    counting: Sequence[Opportunity] = (),
) -> Fraction | None:
    """The team's own, else the sum of teams, else of owners; an owner's or a team's for theirs.

    A sum is none where it lacks somebody's: of who has a quota in another period alone while something of theirs is
    among those `counting`, and, of teams, of an owner who is of none of them by most rows of the file. Everybody's, or
    that of teams, is none where one owner of theirs alone has more.
    """
    held: dict[tuple[str, str], list[Part]] = {}
    for each in spec.quotas:
        field = "owner" if each.owner else "team" if each.team else ""
        name = (each.owner or each.team or "").casefold()
        held.setdefault((field, name), []).extend(_part(spec, each.period, each.amount, period, as_of))
    held = {holder: parts for holder, parts in held.items() if parts}
    if who.nobody or who.field not in (None, "owner", "team"):
        return None
    if who.field:
        wanted = {(who.field, value.casefold()) for value in who.values}
        found = _sum([_filling(held.get(holder, []), period) for holder in wanted])
        return found if who.field == "owner" else _unless_less(found, _owners(held, wanted, file), period)
    elsewhere = {("owner", each.owner) if each.owner else ("team", each.team) for each in spec.quotas}
    absent = {(field, _name(name)) for field, name in elsewhere if name} - held.keys()
    absent &= {(field, _name(getattr(each, field))) for each in counting for field in ("owner", "team")}
    owners = {name for field, name in held.keys() | absent if field == "owner"}
    covered = {owner for owner, team in _teams(file).items() if ("team", team) in held}
    lacks = {
        "": False,
        "team": bool(owners - covered) or any(field == "team" for field, _ in absent),
        "owner": any(field == "owner" for field, _ in absent),
    }
    for field, lacking in lacks.items():
        found = _sum([_filling(parts, period) for holder, parts in held.items() if holder[0] == field])
        if found is not None:
            return None if lacking else _unless_less(found, _owners(held, None, file), period)
    return None


def _teams(file: Sequence[Opportunity]) -> dict[str, str]:
    """The team that most rows of an owner name; of as many that of the newest, of one day the last."""
    found: dict[str, str] = {}
    for owner in {_name(each.owner) for each in file if each.owner and each.team}:
        rows = [each for each in file if _name(each.owner) == owner and each.team]
        teams = [_name(each.team) for each in rows]
        days = [each.created or date.min for each in rows]
        found[owner] = max(zip(map(teams.count, teams), days, range(len(rows)), teams, strict=True))[3]
    return found


def _owners(
    held: dict[tuple[str, str], list[Part]], teams: set[tuple[str, str]] | None, file: Sequence[Opportunity]
) -> list[list[Part]]:
    """The quotas of owners whose team is among some; of all owners without these."""
    theirs = _teams(file)
    return [
        parts
        for (field, name), parts in held.items()
        if field == "owner" and (teams is None or ("team", theirs.get(name, "")) in teams)
    ]


def _unless_less(whole: Fraction | None, owners: list[list[Part]], period: Period) -> Fraction | None:
    least = max((_filling(parts, period) or Fraction(0) for parts in owners), default=Fraction(0))
    return None if whole is None or least > whole else whole


def _name(text: str | None) -> str:
    return (text or "").casefold()


class Spent(NamedTuple):
    """One entry of spend, with its days as they are."""

    source: str
    start: date
    end: date
    amount: Fraction


def spend(spec: PipelineSpec, period: Period, as_of: date, who: Who) -> Fraction | None:
    """All of it where every day has some; a source's own where that is known or fills the period by itself.

    Nothing is known of what an entry is a part of: one for days of the period and others, and days that stand twice.
    """
    known = [each for each in _spent(spec, as_of) if _touches(each, period)]
    if who.nobody or who.field not in (None, "source") or not (period.start and period.end):
        return None
    whole = _adds_up(known, period) if _fills(known, period) else None
    if who.field is None:
        return whole
    parts = []
    for value in {value.casefold() for value in who.values}:
        own = [each for each in known if each.source == value]
        parts.append(_adds_up(own, period) if own and (whole is not None or _fills(own, period)) else None)
    return _sum(parts)


def unassigned(spec: PipelineSpec, period: Period, as_of: date, who: Who) -> Fraction | None:
    """What of everything names no source; of a part of everything there is none."""
    if who != Who() or spend(spec, period, as_of, who) is None:
        return None
    own = [each.amount for each in _spent(spec, as_of) if not each.source and _touches(each, period)]
    return sum(own, Fraction(0))


def _spent(spec: PipelineSpec, as_of: date) -> list[Spent]:
    """Entries for the same source and days add up."""
    sums: dict[tuple[str, date, date], Fraction] = {}
    for each in spec.spend:
        span = parse_period(each.period, as_of, spec.fiscal_year_starts)
        assert span.start
        assert span.end
        key = _name(each.source), span.start, span.end
        sums[key] = sums.get(key, Fraction(0)) + Fraction(str(each.amount))
    return [Spent(*key, amount) for key, amount in sums.items()]


def _touches(each: Spent, period: Period) -> bool:
    return bool(period.start and period.end and each.start < period.end and period.start < each.end)


def _days(each: Spent) -> list[date]:
    return [each.start + timedelta(number) for number in range((each.end - each.start).days)]


def _fills(entries: Sequence[Spent], period: Period) -> bool:
    return len({day for each in entries for day in _days(each) if day in period}) == period.days


def _adds_up(entries: Sequence[Spent], period: Period) -> Fraction | None:
    days = [(each.source, day) for each in entries for day in _days(each)]
    beyond = any(day not in period for _, day in days)
    return None if beyond or len(set(days)) < len(days) else sum((each.amount for each in entries), Fraction(0))


def _part(spec: PipelineSpec, key: str, amount: object, period: Period, as_of: date) -> list[Part]:
    """The entry, where it lies in the period."""
    found = parse_period(key, as_of, spec.fiscal_year_starts)
    if not (period.start and period.end and found.start and found.end):
        return []
    return (
        [(found.start, found.end, Fraction(str(amount)))]
        if period.start <= found.start and found.end <= period.end
        else []
    )


def _filling(parts: Sequence[Part], period: Period) -> Fraction | None:
    """The one for the whole period, else parts that follow each other from its start to its end."""
    if len({part[:2] for part in parts}) < len(parts):
        return None
    for start, end, amount in parts:
        if (start, end) == (period.start, period.end):
            return amount
    reached, total = period.start, Fraction(0)
    for start, end, amount in sorted(parts):
        if start != reached:
            return None
        reached, total = end, total + amount
    return total if parts and reached == period.end else None


def _sum(parts: Sequence[Fraction | None]) -> Fraction | None:
    known = [part for part in parts if part is not None]
    return sum(known, Fraction(0)) if parts and len(known) == len(parts) else None
