"""Quota and spend of a period, from what pipeline.yaml has for it, its parts or its people."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import NamedTuple

from ..domain.cells import loose
from ..domain.period import Period, parse_period
from ..domain.rule import Rule, Test
from ..domain.spec import PipelineSpec, Quota
from ..domain.values import Undefined
from .people import NOBODY_SEEN, People, listed
from .spending import Spending, open_ended, spending_in
from .tiling import Amount, added, tiled

#: Fields a quota can belong to, in the order they are tried when the whole team has none.
HOLDERS = ("team", "owner")
#: Periods with a quota that are named one by one.
_NAMED = 4


class Whose(NamedTuple):
    """Who a set of opportunities belongs to: a field and its values (case does not matter), or everybody."""

    field: str | None = None
    values: tuple[str, ...] = ()


EVERYBODY = Whose()
#: Who has what: all that pipeline.yaml has inside one period.
Held = Mapping[Whose, Sequence[Amount]]


def whose(rules: Sequence[Rule]) -> Whose | None:
    """Who a selection belongs to: everybody without rules, or some owners, teams or sources; None for any other."""
    if not rules:
        return EVERYBODY
    if len(rules) > 1 or rules[0].test not in (Test.EQUALS, Test.ONE_OF):
        return None
    value = rules[0].value
    texts = [each for each in (value if isinstance(value, tuple) else (value,)) if isinstance(each, str)]
    return Whose(rules[0].field, tuple(texts))


def within_group(selection: Whose | None, field: str, key: str | None) -> Whose | None:
    """Who one group of a selection belongs to; None where pipeline.yaml can't have targets for it.

    An owner belongs to a team whole; a source does not, so that a team's share of it is unknown.
    """
    if selection is None or key is None:
        return None
    whole = selection.field in (None, field) or (selection.field, field) == ("team", "owner")
    return Whose(field, (key,)) if whole else None


class Targets(NamedTuple):
    """Quotas and spend of one period."""

    period: Period
    quotas: Held
    quota_periods: tuple[str, ...]
    """All periods pipeline.yaml has a quota for, inside this one or not."""
    spending: Spending
    names: Mapping[Whose, str] = MappingProxyType({})
    """Who has a quota inside the period, as pipeline.yaml spells it."""
    holders: Mapping[Whose, str] = MappingProxyType({})
    """Who has a quota in any period."""
    people: People = NOBODY_SEEN
    """Whose opportunities count in the period."""
    quotas_in: str = "pipeline.yaml"
    """Where quotas stand: pipeline.yaml, or the file it names."""

    def without(self, field: str) -> tuple[str | None, ...]:
        """Which teams or owners have no quota though their opportunities count, where everybody's is a sum; else none.

        None among them stands for the opportunities of nobody.
        """
        if self.names.keys() & {EVERYBODY} or not any(who.field == field for who in self.names):
            return ()
        if field == "owner" and any(who.field == "team" for who in self.names):
            return ()
        busy = self.people.busy.get(field, {})
        return tuple(name for key, name in busy.items() if key is None or _holder(field, key) not in self.names)

    def idle(self, field: str, keys: Iterable[str | None]) -> tuple[str, ...]:
        """Teams or owners with a quota, or sources with spend, that are none of some keys: they have no opportunity."""
        if field == "source":
            return self.spending.idle(keys)
        known = {_holder(field, key) for key in keys if key is not None}
        return tuple(name for who, name in self.names.items() if who.field == field and who not in known)

    def quota(self, who: Whose | None) -> Decimal | Undefined:
        """Quota of the whole team, else the sum of its teams', else of its owners'; or of some of them.

        Each may stand for exactly the period or for parts that fill it without gap or overlap (months for a quarter).
        """
        if self.period.days is None:
            return open_ended("quota", self.period)
        if not self.quota_periods:
            under = " under quotas" if self.quotas_in == "pipeline.yaml" else ""
            return Undefined(f"{self.quotas_in} has no quotas; add one for {self.period.key}{under}")
        if who is None or who.field not in (None, *HOLDERS):
            return Undefined(f"{self.quotas_in} has quotas for everybody, a team or an owner, not for this selection")
        found = _summed_over(self.quotas, who, self.period) if who.field else self._everybodys()
        if found is None:
            return self._lacking(who)
        return found if isinstance(found, Undefined) or who.field == "owner" else self._as_a_whole(found, who)

    def _as_a_whole(self, whole: Decimal, who: Whose) -> Decimal | Undefined:
        """Everybody's quota, or that of teams, unless one owner of theirs alone has more."""
        for owner, parts in self.quotas.items():
            part = tiled(parts, self.period) if owner.field == "owner" and self._is_of(owner, who) else None
            if part is not None and part > whole:
                of = f" of {' and '.join(who.values)}" if who.values else ""
                told = f"the quota{of} is {whole} in {self.period.key}, and {self.holders[owner]} alone has {part}"
                return Undefined(f"{told}; correct one of them")
        return whole

    def _is_of(self, owner: Whose, who: Whose) -> bool:
        """Whether all that an owner has is of everybody, or of some teams."""
        return who.field is None or self.people.teams.of.get(owner.values[0]) in set(map(loose, who.values))

    def _everybodys(self) -> Decimal | Undefined | None:
        """Everybody's own, else the sum over the teams, else over the owners; None where one of them has a gap."""
        own = tiled(self.quotas.get(EVERYBODY, ()), self.period)
        if own is not None:
            return own
        for field in HOLDERS:
            parts = [tiled(held, self.period) for who, held in self.quotas.items() if who.field == field]
            found = added(parts)
            if found is not None:
                why = self._left_out(field)
                told = f"the quota of {self.period.key} would be the sum of what {field}s have, and {why}"
                return Undefined(told) if why else found
        return None

    def _left_out(self, field: str) -> str:
        """Whose quota a sum over teams or owners lacks, in words; empty where it has all of them."""
        missed = [self.holders[who] for who in self.holders if who.field == field and self._is_missed(who)]
        if missed:
            told = f"{listed(missed)} {'has' if len(missed) == 1 else 'have'} opportunities in it and a quota in other"
            return f"{told} periods alone; add theirs for {self.period.key}, or one for everybody"
        beside = [self.holders[who] for who in self.holders if field == "team" and self._is_beside(who)]
        if beside:
            told = f"{listed(beside)} {'has a quota and is' if len(beside) == 1 else 'have quotas and are'} of none of"
            return f"{told} these teams in the data; add the quota of their team, or one for everybody"
        return ""

    def _is_missed(self, who: Whose) -> bool:
        """Whether opportunities count of a team or an owner whose quotas are all of other periods."""
        return who not in self.names and who.values[0] in self.people.busy.get(who.field or "", {})

    def _is_beside(self, who: Whose) -> bool:
        """Whether an owner has a quota, or has none while opportunities count, and is of no team that has one."""
        if who.field != "owner":
            return False
        team = self.people.teams.of.get(who.values[0])
        of_team = team is not None and _holder("team", team) in self.names
        return not of_team and (who in self.names or self._is_missed(who))

    def spend(self, who: Whose | None) -> Decimal | Undefined:
        """Money spent in the period: on some sources, or altogether, named sources and the rest."""
        if self.period.days is None or not self.spending.periods or who == EVERYBODY:
            return self.spending.whole()
        if who is None or who.field != "source":
            return Undefined(
                f"{self.spending.said_in} has spend for everything or for a source, not for this selection"
            )
        return self.spending.on(who.values)

    def unassigned(self, who: Whose | None) -> Decimal | None:
        """What of everything spent names no source; None of a part of it, and where what was spent is not known."""
        return self.spending.unassigned() if who == EVERYBODY else None

    def _lacking(self, who: Whose) -> Undefined:
        of = f" of {' and '.join(who.values)}" if who.values else ""
        theirs = "" if who.values else f"; it has quota for {_some(self.quota_periods)}"
        return Undefined(f"{self.quotas_in} has no quota{of} that fills {self.period.key}{theirs}")


def _some(periods: Sequence[str]) -> str:
    """All of a few; of many the first and the last."""
    if len(periods) <= _NAMED:
        return ", ".join(periods)
    return f"{len(periods):,} periods from {periods[0]} to {periods[-1]}"


def targets_for(spec: PipelineSpec, period: Period, as_of: date, people: People = NOBODY_SEEN) -> Targets:
    """What pipeline.yaml, or a file that it names, has for a period and its parts.

    `people` tell whether a sum of quotas is everybody's.
    """
    quotas = [(_holder_of(each), each.period, each.amount) for each in spec.quotas]
    keys = {key for _, key, _ in quotas}
    inside = _inside({key: parse_period(key, as_of, spec.fiscal_year_starts) for key in keys}, period)
    return Targets(
        period,
        _held(quotas, inside),
        tuple(sorted(keys)),
        spending_in(spec, period, as_of),
        {_holder_of(each): each.owner or each.team or "" for each in spec.quotas if each.period in inside},
        {_holder_of(each): each.owner or each.team or "" for each in spec.quotas},
        people,
        spec.quotas_file or "pipeline.yaml",
    )


def _holder_of(quota: Quota) -> Whose:
    if quota.owner:
        return _holder("owner", quota.owner)
    return _holder("team", quota.team) if quota.team else EVERYBODY


def _holder(field: str | None, value: str) -> Whose:
    return Whose(field, (loose(value),))


def _inside(spans: Mapping[str, Period], whole: Period) -> dict[str, tuple[date, date]]:
    """Bounds of the spans that lie in a whole; none do where it is without bounds."""
    if whole.start is None or whole.end is None:
        return {}
    return {
        key: (span.start, span.end)
        for key, span in spans.items()
        if span.start is not None and span.end is not None and whole.start <= span.start and span.end <= whole.end
    }


def _held(entries: Iterable[tuple[Whose, str, Decimal]], inside: Mapping[str, tuple[date, date]]) -> Held:
    held: dict[Whose, list[Amount]] = {}
    for holder, key, amount in entries:
        if key in inside:
            held.setdefault(holder, []).append(Amount(*inside[key], amount))
    return held


def _summed_over(held: Held, who: Whose, period: Period) -> Decimal | None:
    """Sum over the ones named; None where one of them has nothing that fills the period."""
    holders = dict.fromkeys(_holder(who.field, value) for value in who.values)
    return added([tiled(held.get(holder, ()), period) for holder in holders])
