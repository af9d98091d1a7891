"""Open opportunities to look at, and why.

Each rule is asked of each: it fires, it does not, or it can't be judged. How grave a sign is, its rule says; a step
graver where those that had it were lost more often in the past, and a step milder where less often, as far as chance
does not explain it. An opportunity is as grave as its gravest sign, a step more where its amount is a tenth or more of
what there is to reach (the quota, else what is due), and a step less where it is less than a hundredth.

Order: by severity, then by the amount at stake, where an amount due in the period counts twice; ones without an amount
last. Equals stand by name. In several currencies the amounts of one are no larger than those of another: of the same
severity the first of each currency stand before the second of each.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from ..domain.judging import of_any_value
from ..domain.opportunity import Opportunity
from ..domain.result import Attention
from ..domain.risk import Lift, Reason, RuleLine, Severity, Sign, Unjudged
from ..domain.values import EXACT, ZERO, Outcome
from ..engines.membership import Scope, within
from .asked import Asked
from .ground import Ground
from .risk import Fires, Judge, Unknown
from .sums import in_turn

#: Shares of what there is to reach from which on an amount is large, and below which it is small.
LARGE, SMALL = Decimal("0.1"), Decimal("0.01")
NO_LIFTS: Mapping[str, Lift] = {}
AT_RISK = (Reason.OVERDUE, Reason.STALLED)
NOTHING_SEEN = "nothing tells which of the decided ones had it"
TOO_FEW = "fewer than five decided ones had it, or had it not"


class Stake(NamedTuple):
    """What amounts are held against."""

    whole: Decimal | None = None
    """Of the whole file the quota of the period, else the open amount that is due in it; None where neither is known,
    or where they don't add."""
    has_sum: bool = True
    """Whether amounts of the selection are in one currency, so that they add."""


class Assessed(NamedTuple):
    """What all rules say of a selection."""

    attention: tuple[Attention, ...]
    """The open opportunities with a sign, gravest first."""
    rules: tuple[RuleLine, ...]


def assess(
    opportunities: Iterable[Opportunity],
    rules: Sequence[Asked],
    ground: Ground,
    stake: Stake,
    lifts: Mapping[str, Lift] = NO_LIFTS,
) -> Assessed:
    """Every rule asked of every open opportunity; `lifts` is what the past says of them, by their keys."""
    counts = [_Count(each, each.on(ground), lifts.get(each.key)) for each in rules]
    found, number = [], 0
    for opportunity in opportunities:
        if opportunity.outcome is Outcome.OPEN:
            number += 1
            answers = [told for rule in counts if (told := rule.ask(opportunity)) is not None]
            if any(isinstance(each, Sign) for each in answers):
                found.append(_entry(opportunity, answers, ground, stake))
    lines = (each.line(number, has_sum=stake.has_sum) for each in counts)
    return Assessed(tuple(_in_order(found, ground, stake)), tuple(lines))


def is_at_risk(entry: Attention) -> bool:
    """Whether it is overdue or stalled, and not merely lacking something."""
    return any(sign.reason in AT_RISK for sign in entry.signs)


class _Count:
    """One rule, and what it has said so far."""

    def __init__(self, rule: Asked, judge: Judge | Unknown, lift: Lift | None) -> None:
        self.rule, self._lift = rule, lift
        self._judge = judge
        steps = 0 if rule.is_fixed or lift is None else lift.steps
        self._severity = rule.level.moved(steps)
        self._fires = 0
        self._amount: Decimal | None = None
        self._why: Counter[Unknown] = Counter()
        self._unjudged: dict[str, Unjudged] = {}

    def ask(self, opportunity: Opportunity) -> Sign | Unjudged | None:
        """The answer for one opportunity, counted; None where nothing speaks against it."""
        judge = self._judge
        answer = judge if isinstance(judge, Unknown) else judge(opportunity)
        if answer is None:
            return None
        if isinstance(answer, Fires):
            self._fires += 1
            if opportunity.amount is not None:
                self._amount = EXACT.add(self._amount or ZERO, opportunity.amount)
            return self._sign(answer)
        self._why[answer] += 1
        found = self._unjudged.get(answer.why)
        if found is None:
            # One for all: a file that lacks a column lacks it in every row.
            found = self._unjudged[answer.why] = Unjudged(self.rule.key, answer.why)
        return found

    def _sign(self, found: Fires) -> Sign:
        return Sign(
            reason=self.rule.reason,
            rule=self.rule.key,
            title=self.rule.title,
            why=self.rule.why(found),
            next=self.rule.next_of(found),
            severity=self._severity,
            days=found.days,
            limit=found.limit,
            in_stage=found.in_stage,
            times=found.times,
            lift=self._lift if self._lift is not None and self._lift.enough else None,
            is_moved=self._severity is not self.rule.level,
        )

    def line(self, number: int, *, has_sum: bool) -> RuleLine:
        """What it said of so many."""
        lift, unjudged = self._lift, self._why.total()
        why = sorted(self._why.items(), key=lambda each: (-each[1], each[0].why))
        texts = {each.why: count for each, count in why}
        return RuleLine(
            rule=self.rule.key,
            title=self.rule.title,
            own=self.rule.own,
            limit=self.rule.limit,
            unit=self.rule.unit,
            fires=self._fires,
            amount=(self._amount if self._fires else ZERO) if has_sum else None,
            clear=number - self._fires - unjudged,
            unjudged=unjudged,
            why_unjudged=tuple(sorted(_grouped(texts).items(), key=lambda each: (-each[1], each[0]))),
            lift=lift,
            no_lift=NOTHING_SEEN if lift is None else None if lift.enough else TOO_FEW,
            lack=why[0][0].lack if why and unjudged == number else None,
        )


def _grouped(whys: Mapping[str, int]) -> Mapping[str, int]:
    """The reasons with how many each holds for; those that differ by the cell alone are one, with one cell of them."""
    alike: dict[str, list[str]] = {}
    for why in whys:
        alike.setdefault(of_any_value(why), []).append(why)
    return {
        some[0] + (f" (and {len(some) - 1:,} other values)" if len(some) > 1 else ""): sum(whys[why] for why in some)
        for some in alike.values()
    }


def plain(opportunity: Opportunity, scope: Scope, currency: str | None) -> Attention:
    """An open opportunity that no rule speaks of; `currency` is that of amounts that name none."""
    return Attention(
        id=opportunity.id,
        name=opportunity.name,
        owner=opportunity.owner,
        account=opportunity.account,
        stage=opportunity.stage,
        amount=opportunity.amount,
        probability=opportunity.probability,
        expected_close=opportunity.expected_close,
        next_step=opportunity.next_step,
        due=within(opportunity.expected_close, scope.period),
        signs=(),
        place=opportunity.place,
        severity=Severity.LOW,
        currency=opportunity.currency or currency,
    )


def _entry(opportunity: Opportunity, answers: Sequence[Sign | Unjudged], ground: Ground, stake: Stake) -> Attention:
    """What is said of one open opportunity."""
    signs = sorted((each for each in answers if isinstance(each, Sign)), key=lambda each: each.severity.rank)
    return plain(opportunity, ground.scope, None)._replace(
        signs=tuple(signs),
        severity=_severity(signs[0].severity, opportunity.amount, stake),
        unjudged=tuple(each for each in answers if isinstance(each, Unjudged)),
    )


def _severity(gravest: Severity, amount: Decimal | None, stake: Stake) -> Severity:
    """The gravest sign's, moved by what the amount is a share of."""
    whole = stake.whole
    if amount is None or whole is None or whole <= 0:
        return gravest
    is_large = amount >= EXACT.multiply(whole, LARGE)
    return gravest.moved(1 if is_large else -1 if amount < EXACT.multiply(whole, SMALL) else 0)


def _in_order(found: Iterable[Attention], ground: Ground, stake: Stake) -> list[Attention]:
    ordered = sorted(found, key=_pressing)
    if stake.has_sum:
        return ordered
    return in_turn(ordered, lambda each: (each.severity.rank, each.currency or ground.of_bare))


def _pressing(entry: Attention) -> tuple[int, bool, Decimal, str]:
    stake = ZERO if entry.amount is None else EXACT.multiply(entry.amount, Decimal(2 if entry.due else 1))
    return entry.severity.rank, entry.amount is None, EXACT.minus(stake), entry.name
