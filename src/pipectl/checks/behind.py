"""What is said of the opportunities behind a measure: how many, which first, and whose they are."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from heapq import nsmallest

from ..domain.cells import usual_spellings
from ..domain.finding import Finding
from ..domain.opportunity import Opportunity
from ..domain.values import EXACT, ZERO, Outcome
from ..domain.verdict import Behind, Holder, Party

#: Opportunities of one check that are named; the others are counted.
SHOWN = 100


def behind(tally: str, found: Sequence[Opportunity], *, mixed: bool) -> Behind:
    """What there is to say of the opportunities of a tally; amounts in several currencies have no sum."""
    ordered = nsmallest(SHOWN, found, key=_biggest_first)
    amount = None if mixed else _sum(found)
    return Behind(tally, len(found), amount, tuple(map(_party, ordered)), _holders(found, mixed))


def behind_findings(findings: Sequence[Finding], titles: Mapping[str, str]) -> Behind:
    """The rows behind some findings, in the order they were found; `titles` says what each code stands for."""
    shown = tuple(_found(each, titles[each.code]) for each in findings[:SHOWN])
    usual = usual_spellings(each.owner for each in findings)
    owners = Counter(usual.get(each.owner or "", each.owner) for each in findings)
    named = tuple(Holder(owner, number, None) for owner, number in sorted(owners.items(), key=_most_first))
    return Behind("found", len(findings), None, shown, named if any(owners) else ())


def _found(each: Finding, title: str) -> Party:
    return Party(
        id=each.opportunity,
        name=each.opportunity or "",
        owner=each.owner,
        account=each.account,
        stage=None,
        amount=None,
        currency=None,
        day=None,
        place=each.place,
        code=each.code,
        title=title,
        why=f"{each.problem}; {each.remedy}",
    )


def _most_first(entry: tuple[str | None, int]) -> tuple[int, bool, str]:
    return -entry[1], entry[0] is None, entry[0] or ""


def _holders(found: Sequence[Opportunity], mixed: bool) -> tuple[Holder, ...]:
    owned: dict[str | None, list[Opportunity]] = {}
    usual = usual_spellings(each.owner for each in found)
    for each in found:
        owned.setdefault(usual.get(each.owner or "", each.owner), []).append(each)
    if not any(owned):
        return ()
    holders = (Holder(owner, len(theirs), None if mixed else _sum(theirs)) for owner, theirs in owned.items())
    return tuple(sorted(holders, key=lambda one: (-(one.amount or ZERO), -one.opportunities, one.owner or "")))


def _sum(found: Iterable[Opportunity]) -> Decimal:
    total = ZERO
    for each in found:
        total = EXACT.add(total, each.amount or ZERO)
    return total


def _biggest_first(each: Opportunity) -> tuple[bool, Decimal, str]:
    return each.amount is None, EXACT.minus(each.amount or ZERO), each.name


def _party(each: Opportunity) -> Party:
    return Party(
        each.id, each.name, each.owner, each.account, each.stage, each.amount, each.currency, _day(each), each.place
    )


def _day(each: Opportunity) -> date | None:
    return each.expected_close if each.outcome is Outcome.OPEN else each.close_date
