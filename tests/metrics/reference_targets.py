"""Whose quota and spend a set of opportunities is held against, once more and plainly."""

from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction
from itertools import groupby
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
    rows: Sequence[Opportunity] = (),
    counting: Sequence[Opportunity] = (),
) -> Fraction | None:
    """The team's own, else the sum of teams, else of owners; an owner's or a team's for theirs.

    A sum is none where it lacks somebody's: of who has a quota in another period alone while something of theirs is
    among those `counting`, and, of teams, of an owner who is of none of them. Everybody's, or that of teams, is none
    where one owner of theirs alone has more.
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
        return found if who.field == "owner" else _unless_less(found, _owners(held, wanted, rows), period)
    elsewhere = {("owner", each.owner) if each.owner else ("team", each.team) for each in spec.quotas}
    absent = {(field, _name(name)) for field, name in elsewhere if name} - held.keys()
    absent &= {(field, _name(getattr(each, field))) for each in counting for field in ("owner", "team")}
    owners = {name for field, name in held.keys() | absent if field == "owner"}
    covered = {_name(each.owner) for each in rows if ("team", _name(each.team)) in held}
    lacks = {
        "": False,
        "team": bool(owners - covered) or any(field == "team" for field, _ in absent),
        "owner": any(field == "owner" for field, _ in absent),
    }
    for field, lacking in lacks.items():
        found = _sum([_filling(parts, period) for holder, parts in held.items() if holder[0] == field])
        if found is not None:
            return None if lacking else _unless_less(found, _owners(held, None, rows), period)
    return None


def _owners(
    held: dict[tuple[str, str], list[Part]], teams: set[tuple[str, str]] | None, rows: Sequence[Opportunity]
) -> list[list[Part]]:
    """The quotas of owners whose teams are all among some; of all owners without these."""
    theirs = [(_name(each.owner), ("team", _name(each.team))) for each in rows if each.owner and each.team]
    return [
        parts
        for (field, name), parts in held.items()
        if field == "owner"
        and (teams is None or (name in dict(theirs) and all(team in teams for owner, team in theirs if owner == name)))
    ]


def _unless_less(whole: Fraction | None, owners: list[list[Part]], period: Period) -> Fraction | None:
    least = max((_filling(parts, period) or Fraction(0) for parts in owners), default=Fraction(0))
    return None if whole is None or least > whole else whole


def _name(text: str | None) -> str:
    return (text or "").casefold()


def spend(spec: PipelineSpec, period: Period, as_of: date, who: Who) -> Fraction | None:
    """All of it where every day has some; a source's own where that fills the period."""
    entries = [
        (each.source, part) for each in spec.spend for part in _part(spec, each.period, each.amount, period, as_of)
    ]
    if who.nobody or who.field not in (None, "source") or not entries:
        return None
    if who.field is None:
        days = {start + timedelta(n) for _, (start, end, _) in entries for n in range((end - start).days)}
        return sum((amount for _, (_, _, amount) in entries), Fraction(0)) if len(days) == period.days else None
    own = {value: [part for source, part in entries if source and source.casefold() == value.casefold()]
           for value in who.values}  # fmt: skip
    return _sum([_filling(_merged(parts), period) for parts in own.values()])


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


def _merged(parts: Sequence[Part]) -> list[Part]:
    """Entries for the same days add up."""
    same = groupby(sorted(parts), key=lambda part: part[:2])
    return [(*span, sum((amount for _, _, amount in each), Fraction(0))) for span, each in same]


def _sum(parts: Sequence[Fraction | None]) -> Fraction | None:
    known = [part for part in parts if part is not None]
    return sum(known, Fraction(0)) if parts and len(known) == len(parts) else None
