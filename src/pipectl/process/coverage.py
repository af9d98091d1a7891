"""A framework over many opportunities: what is known in each stage, and whether qualified ones are won more often."""

from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import NamedTuple

from ..domain.opportunity import Opportunity
from ..domain.scorecard import Answer, Coverage, Covered, Leak, Scored, Stand, Untold, WinSplit
from ..domain.values import Outcome, Ratio
from .scorecards import Scorecard

#: Shares of elements met, of won ones and of open ones, at which they look as if they were filled in at the close.
NEARLY_ALL, FEW = Decimal("0.9"), Decimal("0.5")
#: Won ones, and open ones, from which that is said.
ENOUGH = 5


class Judged(NamedTuple):
    """An opportunity with its answers."""

    opportunity: Opportunity
    answers: tuple[Answer, ...]
    qualified: bool | None


def judged(card: Scorecard, opportunities: Iterable[Opportunity]) -> list[Judged]:
    """Each of some opportunities against the framework."""
    found = []
    for each in opportunities:
        answers = card.answers(each)
        found.append(Judged(each, answers, card.qualified(answers)))
    return found


def covered(stage: str | None, some: Sequence[Judged], width: int) -> Coverage:
    """How far the elements, of which there are `width`, are known of some open opportunities."""
    verdicts = Counter(each.qualified for each in some)
    return Coverage(
        stage=stage,
        opportunities=len(some),
        elements=tuple(_covered([each.answers[number] for each in some]) for number in range(width)),
        qualified=verdicts[True],
        not_qualified=verdicts[False],
        unjudged=verdicts[None],
    )


def _covered(answers: Sequence[Answer]) -> Covered:
    stands = Counter(each.stand for each in answers)
    told = len(answers) - stands[Stand.UNJUDGED]
    return Covered(
        judged=told,
        known=told - stands[Stand.MISSING],
        met=stands[Stand.MET],
        unjudged=stands[Stand.UNJUDGED],
        needed=sum(each.needed for each in answers),
        lacking=sum(each.is_lacking for each in answers),
    )


def split(decided: Sequence[Judged], still_open: Sequence[Judged]) -> WinSplit:
    """Won of those decided, by whether they are qualified as the file stands today."""
    return WinSplit(
        qualified=_won(decided, qualified=True),
        not_qualified=_won(decided, qualified=False),
        unjudged=sum(each.qualified is None for each in decided),
        leak=_leak([each for each in decided if each.opportunity.outcome is Outcome.WON], still_open),
    )


def _won(decided: Iterable[Judged], *, qualified: bool) -> Ratio:
    some = [each for each in decided if each.qualified is qualified]
    return Ratio(sum(each.opportunity.outcome is Outcome.WON for each in some), len(some))


def _leak(won: Sequence[Judged], still_open: Sequence[Judged]) -> Leak | None:
    """Where nearly all elements of won ones are met and few of open ones: they may be filled in at the close."""
    if min(len(won), len(still_open)) < ENOUGH:
        return None
    of_won, of_open = _met(won), _met(still_open)
    if of_won.value is None or of_open.value is None:
        return None
    return Leak(of_won, of_open) if of_won.value >= NEARLY_ALL and of_open.value <= FEW else None


def _met(some: Iterable[Judged]) -> Ratio:
    stands = Counter(answer.stand for each in some for answer in each.answers)
    return Ratio(stands[Stand.MET], stands.total() - stands[Stand.UNJUDGED])


def untold(answers: Iterable[tuple[Answer, ...]], scores: Iterable[Scored]) -> tuple[Untold, ...]:
    """Why elements and rules can't be judged, and of how many open opportunities, in the order they are met."""
    found: Counter[tuple[str, str]] = Counter()
    for each in answers:
        found.update((one.title, why) for one in each for why in one.why)
    for score in scores:
        found.update((f"{score.name}: {one.name}", why) for one in score.rules for why in one.why)
    return tuple(Untold(what, why, count) for (what, why), count in found.items())
