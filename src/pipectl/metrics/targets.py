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
from ..domain.values import EXACT, ZERO, Undefined

#: Fields a quota can belong to, in the order they are tried when the whole team has none.
HOLDERS = ("team", "owner")


class Amount(NamedTuple):
    """Money for the days from `start` up to, not including, `end`."""

    start: date
    end: date
    amount: Decimal


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
    spends: Held
    quota_periods: tuple[str, ...]
    """All periods pipeline.yaml has a quota for, inside this one or not."""
    spend_periods: tuple[str, ...]
    names: Mapping[Whose, str] = MappingProxyType({})
    """Who has a quota inside the period, as pipeline.yaml spells it."""

    def without(self, field: str, keys: Iterable[str | None]) -> tuple[str, ...]:
        """Which of some teams or owners have no quota, where everybody's is the sum of theirs; else none."""
        if self.names.keys() & {EVERYBODY} or not any(who.field == field for who in self.names):
            return ()
        if field == "owner" and any(who.field == "team" for who in self.names):
            return ()
        found = {loose(key): key for key in keys if key is not None and _holder(field, key) not in self.names}
        return tuple(found.values())

    def idle(self, field: str, keys: Iterable[str | None]) -> tuple[str, ...]:
        """Teams or owners with a quota in the period that are none of some keys: they have no opportunity at all."""
        known = {_holder(field, key) for key in keys if key is not None}
        return tuple(name for who, name in self.names.items() if who.field == field and who not in known)

    def quota(self, who: Whose | None) -> Decimal | Undefined:
        """Quota of the whole team, else the sum of its teams', else of its owners'; or of some of them.

        Each may stand for exactly the period or for parts that fill it without gap or overlap (months for a quarter).
        """
        if self.period.days is None:
            return self._open_ended("quota")
        if not self.quota_periods:
            return Undefined(f"pipeline.yaml has no quotas; add one for {self.period.key} under quotas")
        if who is None or who.field not in (None, *HOLDERS):
            return Undefined("pipeline.yaml has quotas for everybody, a team or an owner, not for this selection")
        found = _summed_over(self.quotas, who, self.period) if who.field else _everybodys(self.quotas, self.period)
        return self._lacking("quota", who, self.quota_periods) if found is None else found

    def spend(self, who: Whose | None) -> Decimal | Undefined:
        """Money spent in the period: on some sources, or altogether, named sources and the rest."""
        if self.period.days is None:
            return self._open_ended("spend")
        if not self.spend_periods:
            return Undefined(f"pipeline.yaml has no spend; add what {self.period.key} cost under spend")
        if who is None or who.field not in (None, "source"):
            return Undefined("pipeline.yaml has spend for everything or for a source, not for this selection")
        found = _summed_over(self.spends, who, self.period) if who.field else _spent(self.spends, self.period)
        return self._lacking("spend", who, self.spend_periods) if found is None else found

    def _open_ended(self, what: str) -> Undefined:
        """Nothing fills a period without a first or a last day, whatever pipeline.yaml has."""
        whole = f"{self.period.label}, which is open-ended"
        return Undefined(f"there is no {what} for {whole}; ask for a month, a quarter or a year")

    def _lacking(self, what: str, who: Whose, periods: Sequence[str]) -> Undefined:
        of = f" of {' and '.join(who.values)}" if who.values else ""
        theirs = "" if who.values else f"; it has {what} for {', '.join(periods)}"
        return Undefined(f"pipeline.yaml has no {what}{of} that fills {self.period.key}{theirs}")


def targets_for(spec: PipelineSpec, period: Period, as_of: date) -> Targets:
    """What pipeline.yaml has for a period and its parts; spend on the same thing in the same period adds up."""
    quotas = [(_holder_of(each), each.period, each.amount) for each in spec.quotas]
    spent: dict[tuple[Whose, str], Decimal] = {}
    for each in spec.spend:
        holder = _holder("source", each.source) if each.source else EVERYBODY
        spent[holder, each.period] = EXACT.add(spent.get((holder, each.period), ZERO), each.amount)
    spends = [(holder, key, amount) for (holder, key), amount in spent.items()]
    keys = {key for _, key, _ in (*quotas, *spends)}
    inside = _inside({key: parse_period(key, as_of, spec.fiscal_year_starts) for key in keys}, period)
    return Targets(
        period,
        _held(quotas, inside),
        _held(spends, inside),
        tuple(sorted({key for _, key, _ in quotas})),
        tuple(sorted({key for _, key, _ in spends})),
        {_holder_of(each): each.owner or each.team or "" for each in spec.quotas if each.period in inside},
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


def _tiled(parts: Sequence[Amount], period: Period) -> Decimal | None:
    """Amount for a period from parts inside it: the one for all of it, else the sum of those that fill it.

    They fill it without gap or overlap, longer ones taken before shorter ones; None where nothing fills the period, or
    two parts stand for the same days.
    """
    if len({(part.start, part.end) for part in parts}) < len(parts):
        return None
    filled: dict[date | None, Decimal] = {period.end: ZERO}
    # Later starts first, and of the same start the longest last, so that it prevails.
    for part in sorted(parts, key=lambda each: (-each.start.toordinal(), each.end)):
        if part.end in filled:
            filled[part.start] = EXACT.add(part.amount, filled[part.end])
    return filled.get(period.start) if parts else None


def _everybodys(held: Held, period: Period) -> Decimal | None:
    """The whole team's own, else the sum over its teams, else over its owners; None where one of them has a gap."""
    found = _tiled(held.get(EVERYBODY, ()), period)
    for field in HOLDERS:
        if found is None:
            found = _added([_tiled(parts, period) for who, parts in held.items() if who.field == field])
    return found


def _summed_over(held: Held, who: Whose, period: Period) -> Decimal | None:
    """Sum over the ones named; None where one of them has nothing that fills the period."""
    holders = dict.fromkeys(_holder(who.field, value) for value in who.values)
    return _added([_tiled(held.get(holder, ()), period) for holder in holders])


def _spent(held: Held, period: Period) -> Decimal | None:
    """All that was spent, on each source for as long as it ran; None where some days have no spend at all."""
    sums, reached = [], period.start
    for parts in held.values():
        whole = _tiled(parts, period)
        sums.append(_apart(parts) if whole is None else whole)
    for part in sorted(part for parts in held.values() for part in parts):
        if reached is not None and part.start <= reached:
            reached = max(reached, part.end)
    return _added(sums) if reached == period.end else None


def _apart(parts: Sequence[Amount]) -> Decimal | None:
    """Sum of parts of which no two share a day; None where some do."""
    total, reached = ZERO, date.min
    for part in sorted(parts):
        if part.start < reached:
            return None
        total, reached = EXACT.add(total, part.amount), part.end
    return total


def _added(parts: Sequence[Decimal | None]) -> Decimal | None:
    """Sum of parts that are all known; None without any."""
    total = ZERO
    for part in parts:
        if part is None:
            return None
        total = EXACT.add(total, part)
    return total if parts else None
