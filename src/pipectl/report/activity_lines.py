"""Lines of the answer about activities: of everybody, and of each owner."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple, TypeVar

from ..domain.activities import ActivityLine, Pace, Week
from ..domain.activity import Activity, Standing
from ..domain.cells import loose, usual_spellings
from ..domain.currencies import Currencies, carried
from ..domain.opportunity import Opportunity
from ..domain.period import Period
from ..domain.values import EXACT, ZERO, Outcome, Undefined
from ..metrics.activity import measured
from ..metrics.activity_sight import ActivitySight, Quiet, Touched
from .activity_paces import Standards, pace, together, weekly

T = TypeVar("T")
NO_EXPORT = "no export of opportunities is at hand; name it with --opportunities"


class Ways(NamedTuple):
    """What every line is made with."""

    kinds: tuple[str, ...]
    period: Period
    as_of: date
    weeks: tuple[Week, ...]
    standards: Standards
    currencies: Currencies


class Share(NamedTuple):
    """What belongs to an owner, or to everybody."""

    activities: Sequence[Activity]
    opportunities: Sequence[Opportunity] | None
    """None without an export of them."""
    touched: Sequence[Touched] | Undefined
    """How each of them was touched."""

    def of(self, owners: Iterable[str]) -> "Share":
        """What belongs to some owners, as they are compared."""
        some = frozenset(owners)
        had, touched = self.opportunities, self.touched
        return Share(
            [each for each in self.activities if _key(each.owner) in some],
            None if had is None else [each for each in had if _key(each.owner) in some],
            touched
            if isinstance(touched, Undefined)
            else [each for each in touched if _key(each.opportunity.owner) in some],
        )

    def by_owner(self) -> "Callable[[str], Share]":
        """What belongs to an owner, as they are compared."""
        activities = _parted(self.activities, lambda one: one.owner)
        had = None if self.opportunities is None else _parted(self.opportunities, lambda one: one.owner)
        told = self.touched
        touched = told if isinstance(told, Undefined) else _parted(told, lambda one: one.opportunity.owner)
        return lambda key: Share(
            activities.get(key, []),
            None if had is None else had.get(key, []),
            touched if isinstance(touched, Undefined) else touched.get(key, []),
        )


def _parted(some: Iterable[T], owner: Callable[[T], str | None]) -> dict[str, list[T]]:
    found: dict[str, list[T]] = {}
    for each in some:
        found.setdefault(_key(owner(each)), []).append(each)
    return found


def _key(owner: str | None) -> str:
    return loose(owner or "")


def lines(share: Share, named: Iterable[str], ways: Ways) -> tuple[ActivityLine, tuple[ActivityLine, ...]]:
    """The line of everybody, and one an owner, who did most first; `named` are owners that have one in any case."""
    names = _names(share, named, ways)
    of_owner = share.by_owner()
    owners = [_line("owner", name or None, of_owner(key), ways) for key, name in names.items()]
    owners.sort(key=lambda one: (one.key is None, -(one.measure("activity").value or ZERO), one.key or ""))
    whole = _line(None, None, share, ways)
    paces = tuple(
        together(kind, whole.pace(kind).done, ways.weeks, [line.pace(kind) for line in owners]) for kind in ways.kinds
    )
    return whole._replace(paces=paces), tuple(owners)


def _names(share: Share, named: Iterable[str], ways: Ways) -> dict[str, str]:
    """Owners as they are compared and as they are spelled, and the named in any case.

    Those with an activity in the period or something open or won in it: who left before is held to nothing.
    """
    had = [each for each in share.opportunities or () if each.outcome is Outcome.OPEN or is_won(each, ways)]
    some = [each for each in share.activities if each.day in ways.period]
    told = [each.owner for each in some] + [each.owner for each in had if each.owner]
    usual = usual_spellings(told)
    found: dict[str, str] = {}
    for owner in (*told, *named):
        found.setdefault(_key(owner), usual.get(owner or "", owner or ""))
    return found


def is_won(each: Opportunity, ways: Ways) -> bool:
    """Whether it was won in the period, up to the day of the report."""
    close = each.close_date
    return each.outcome is Outcome.WON and close is not None and close <= ways.as_of and close in ways.period


def _line(by: str | None, owner: str | None, share: Share, ways: Ways) -> ActivityLine:
    done = [each for each in share.activities if each.standing is Standing.DONE]
    paces = tuple(_pace(kind, done, owner, ways) for kind in ways.kinds)
    return ActivityLine(by, owner, measured(_sight(share, done, ways)), paces)


def _pace(kind: str, done: Sequence[Activity], owner: str | None, ways: Ways) -> Pace:
    return pace(kind, weekly(kind, done, ways.weeks), ways.weeks, ways.standards.of(kind, owner))


def _sight(share: Share, done: Sequence[Activity], ways: Ways) -> ActivitySight:
    over = [week for week in ways.weeks if not week.is_running]
    apart = Counter(each.standing for each in share.activities if each.day in ways.period)
    del apart[Standing.DONE]
    had = share.opportunities
    return ActivitySight(
        [each for each in done if each.day in ways.period],
        apart,
        ways.kinds,
        sum(over[0].start <= each.day <= over[-1].last for each in done) if over else 0,
        len(over),
        Undefined(NO_EXPORT) if had is None else sum(is_won(each, ways) for each in had),
        share.touched,
        _quiet_amount(share.touched, ways.currencies),
    )


def _quiet_amount(touched: Sequence[Touched] | Undefined, currencies: Currencies) -> Decimal | Undefined:
    if isinstance(touched, Undefined):
        return touched
    some = [each.opportunity for each in touched if each.quiet is Quiet.UNTOUCHED]
    why = currencies.why_not_added(carried(some), filtered=False)
    if why is not None:
        return Undefined(why)
    amount = ZERO
    for each in some:
        amount = EXACT.add(amount, each.amount or ZERO)
    return amount
