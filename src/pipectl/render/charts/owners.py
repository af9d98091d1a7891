"""Owners, or teams, side by side: what they won and have open, against their quota where they have one."""

from decimal import Decimal
from itertools import chain
from typing import NamedTuple

from ...domain.result import Group, Report
from ...domain.review import Review
from ...domain.values import ZERO
from ...domain.verdict import CheckResult, CoverageLine
from ..reasons import heading
from ..spell import many, short_money
from ..words.shared import counted
from .barred import Bar, Line, Words, barred
from .parts import Picture, foreign
from .telling import of_period

#: Rows that a picture has room for.
SHOWN = 30
PEOPLE = ("owner", "team")
NO_GROUPS = "the report is not by owner; add --by owner"
NO_QUOTAS = "no owner or team has a quota; add quotas by owner to pipeline.yaml"


class Stand(NamedTuple):
    """How one of them stands; None for what the result does not tell."""

    name: str
    won: Decimal | None
    open: Decimal | None
    weighted: Decimal | None
    quota: Decimal | None
    deals: int | None


def picture(found: Report | Review | CheckResult, width: int) -> Picture | str:
    """A row each, in the order of the result; why there is none where it does not go by owner."""
    stands = _stands(found)
    if isinstance(stands, str):
        return stands
    known = [each for each in stands if each.open is not None or each.won is not None]
    if not known:
        return "amounts are in several currencies and never added; add currency and exchange_rates to pipeline.yaml"
    shown = known[:SHOWN]
    more = f"the first {SHOWN} of {many(len(known))}" if len(known) > SHOWN else ""
    lines = [Line(each.name, _bars(each), _words(each, found.currency), each.quota) for each in shown]
    said = "; ".join(f"{each.name} {_words(each, found.currency)}" for each in shown)
    told = Words(
        of_period(found, _meant(found), more),
        f"Owners{f', {more}' if more else ''}: {said}.",
        _table(shown, found.currency),
    )
    return barred(lines, _signs(shown), told, width, currency=found.currency)


def _stands(found: Report | Review | CheckResult) -> list[Stand] | str:
    if isinstance(found, Report):
        by = next((each.by for each in found.groups if each.by in PEOPLE), None)
        return [_of_group(each) for each in found.groups if each.by == by] if by else NO_GROUPS
    if isinstance(found, Review):
        people = found.people
        if people.untold is not None or not people.owners:
            return people.untold or "no owner has anything open or decided"
        return [
            Stand(foreign(each.owner), None, each.open.amount, None, None, each.open.opportunities)
            for each in people.owners
        ]
    lines = () if found.coverage is None else found.coverage.lines
    first = next((each.period for each in lines if each.by in PEOPLE), None)
    told = [_of_line(each) for each in lines if each.by in PEOPLE and each.period == first]
    return told or NO_QUOTAS


def _of_group(group: Group) -> Stand:
    quota = group.measure("quota_attainment").denominator
    due, deals = group.measure("due_amount"), group.measure("opportunities").value
    weighted = group.measure("weighted_due").value
    return Stand(foreign(group.key), group.measure("won_amount").value, due.value, weighted, quota, int(deals or 0))


def _of_line(line: CoverageLine) -> Stand:
    return Stand(foreign(line.key), line.won, line.due, None, line.quota, None)


def _meant(found: Report | Review | CheckResult) -> str:
    return "all that is open" if isinstance(found, Review) else ""


def _bars(stand: Stand) -> tuple[Bar, ...]:
    won, opened = stand.won or ZERO, stand.open or ZERO
    # What is open stands behind what is won; both start at nothing where that was less than nothing.
    begin = max(ZERO, won)
    bars = [Bar(begin, begin + opened, "open", is_pale=True)] if opened else []
    bars += [Bar(begin, begin + stand.weighted, "open")] if stand.weighted else []
    return tuple([*bars, Bar(ZERO, won, "won")] if won else bars)


def _words(stand: Stand, currency: str | None) -> str:
    def money(amount: Decimal | None) -> str:
        return short_money(amount, currency)

    if stand.won is None:
        deals = "" if stand.deals is None else f" · {counted(stand.deals, 'deal')}"
        return f"{money(stand.open)} open{deals}"
    quota = "" if stand.quota is None else f" of {money(stand.quota)}"
    return f"{money(stand.won)} won{quota}, {money(stand.open)} due"


def _signs(shown: list[Stand]) -> list[tuple[str, str, bool]]:
    has_won = any(each.won is not None for each in shown)
    found = [("won", "won", False)] if has_won else []
    found.append(("open", "open and due" if has_won else "open", True))
    found += [("open", "weighted", False)] if any(each.weighted is not None for each in shown) else []
    return found + ([("quota", "quota", False)] if any(each.quota is not None for each in shown) else [])


def _table(shown: list[Stand], currency: str | None) -> tuple[tuple[str, ...], ...]:
    columns = {"Won": "won", "Open": "open", "Weighted": "weighted", "Quota": "quota"}
    told = {title: field for title, field in columns.items() if any(getattr(each, field) is not None for each in shown)}
    rows = (
        tuple(chain([each.name], (short_money(getattr(each, field), currency) for field in told.values())))
        for each in shown
    )
    return ((heading("owner"), *told), *rows)
