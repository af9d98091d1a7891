"""Quota and spend of a period, from what pipeline.yaml has for it, its parts or its people."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from ..domain.period import Period, parse_period
from ..domain.rule import Rule, Test
from ..domain.spec import PipelineSpec
from ..domain.values import EXACT, ZERO, Undefined

#: Fields a quota can belong to, in the order they are tried when the whole team has none.
HOLDERS = ("team", "owner")


class Amount(NamedTuple):
    """Money for a span of days."""

    period: Period
    amount: Decimal


class Whose(NamedTuple):
    """Who a set of opportunities belongs to: a field and its values (case does not matter), or everybody."""

    field: str | None = None
    values: tuple[str, ...] = ()


EVERYBODY = Whose()


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
    """Who one group of a selection belongs to; None where pipeline.yaml can't have targets for it."""
    if selection is None or key is None:
        return None
    return Whose(field, (key,)) if selection.field in (None, "team", field) else None


def quota_for(spec: PipelineSpec, period: Period, who: Whose | None, as_of: date) -> Decimal | Undefined:
    """Quota of a period: the whole team's, else the sum of its teams', else of its owners'; or one of theirs.

    Each may stand for exactly the period or for parts that fill it without gap or overlap (months for a quarter).
    """
    if not spec.quotas:
        return Undefined(f"pipeline.yaml has no quotas; add one for {period.key} under quotas")
    if who is None or who.field not in (None, *HOLDERS):
        return Undefined("pipeline.yaml has quotas for everybody, a team or an owner, not for this selection")
    spans = {key: parse_period(key, as_of, spec.fiscal_year_starts) for key in {each.period for each in spec.quotas}}
    held: dict[Whose, list[Amount]] = {}
    for each in spec.quotas:
        holder = _holder("owner", each.owner) if each.owner else _holder("team", each.team) if each.team else EVERYBODY
        held.setdefault(holder, []).append(Amount(spans[each.period], each.amount))
    found = tiled(held.get(EVERYBODY, ()), period) if who.field is None else _summed_over(held, who, period)
    if found is None and who.field is None:
        found = next((amount for field in HOLDERS if (amount := _summed(held, field, period)) is not None), None)
    return Undefined(_lacking("quota", who, period, spec.quotas)) if found is None else found


def spend_for(spec: PipelineSpec, period: Period, who: Whose | None, as_of: date) -> Decimal | Undefined:
    """Money spent in a period: on one source, or altogether, named sources and the rest."""
    if not spec.spend:
        return Undefined(f"pipeline.yaml has no spend; add what {period.key} cost under spend")
    if who is None or who.field not in (None, "source"):
        return Undefined("pipeline.yaml has spend for everything or for a source, not for this selection")
    spans = {key: parse_period(key, as_of, spec.fiscal_year_starts) for key in {each.period for each in spec.spend}}
    spent: dict[Whose, dict[str, Decimal]] = {}
    for each in spec.spend:
        holder = spent.setdefault(_holder("source", each.source) if each.source else EVERYBODY, {})
        holder[each.period] = EXACT.add(holder.get(each.period, ZERO), each.amount)
    held = {
        holder: [Amount(spans[key], amount) for key, amount in amounts.items()] for holder, amounts in spent.items()
    }
    found = _sum_of_all(held.values(), period) if who.field is None else _summed_over(held, who, period)
    return Undefined(_lacking("spend", who, period, spec.spend)) if found is None else found


def tiled(amounts: Iterable[Amount], period: Period) -> Decimal | None:
    """Amount for a period: the one for exactly it, else the sum of those that fill it without gap or overlap.

    Longer parts are taken before shorter ones; None where nothing fills it, or two stand for the same days.
    """
    if period.start is None or period.end is None:
        return None
    spans = [(each.period.start, each.period.end, each.amount) for each in amounts if _inside(each.period, period)]
    if len({span[:2] for span in spans}) < len(spans):
        return None
    filled: dict[date | None, Decimal] = {period.end: ZERO}
    for start, end, amount in sorted(spans, key=_days):
        if end in filled:
            filled[start] = EXACT.add(amount, filled[end])
    return filled.get(period.start)


def _days(span: tuple[date | None, date | None, Decimal]) -> tuple[int, int]:
    """Later starts first, and of the same start the longest last, so that it prevails."""
    start, end, _ = span
    return (0, 0) if start is None or end is None else (-start.toordinal(), end.toordinal())


def _inside(part: Period, whole: Period) -> bool:
    return None not in (part.start, part.end) and part.start in whole and part.last in whole


def _summed(held: Mapping[Whose, list[Amount]], field: str, period: Period) -> Decimal | None:
    """Sum over all owners, or all teams, that have anything for the period; None where one has gaps."""
    return _sum_of_all([amounts for who, amounts in held.items() if who.field == field], period)


def _summed_over(held: Mapping[Whose, list[Amount]], who: Whose, period: Period) -> Decimal | None:
    """Sum over the ones named; None where one of them has nothing that fills the period."""
    holders = dict.fromkeys(_holder(who.field, value) for value in who.values)
    return _added([tiled(held.get(holder, ()), period) for holder in holders])


def _holder(field: str | None, value: str) -> Whose:
    return Whose(field, (value.strip().casefold(),))


def _sum_of_all(holders: Iterable[Sequence[Amount]], period: Period) -> Decimal | None:
    touching = [amounts for amounts in holders if any(_inside(each.period, period) for each in amounts)]
    return _added([tiled(amounts, period) for amounts in touching])


def _added(parts: Sequence[Decimal | None]) -> Decimal | None:
    """Sum of parts that are all known; None without any."""
    total = ZERO
    for part in parts:
        if part is None:
            return None
        total = EXACT.add(total, part)
    return total if parts else None


def _lacking(what: str, who: Whose, period: Period, entries: Iterable[object]) -> str:
    periods = ", ".join(sorted({str(getattr(each, "period", "")) for each in entries}))
    of = f" of {' and '.join(who.values)}" if who.values else ""
    return f"pipeline.yaml has no {what}{of} that fills {period.key}; it has {what} for {periods}"
