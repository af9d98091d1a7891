"""How opportunities stand against criteria: met, missing, not to be judged with why, or for people to ask."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from ..domain.condition import Criterion
from ..domain.judging import Judge
from ..domain.opportunity import Opportunity
from ..domain.playbook import Answer, CriterionLine, Standing, tally
from ..engines.binding import Known, bind

#: Gives how an opportunity stands against some criteria, in their order.
Asked = Callable[[Opportunity], tuple[Answer, ...]]
_STANDING = {True: Standing.MET, False: Standing.MISSING, None: Standing.UNJUDGED}


def asked(criteria: Iterable[tuple[str, Criterion]], known: Known) -> Asked:
    """What answers for some criteria, each with the stage whose it is; their conditions are bound once."""
    bound = [(stage, each, bind(each, known) if each.asks else None) for stage, each in criteria]
    return lambda opportunity: tuple(_answer(stage, each, judge, opportunity) for stage, each, judge in bound)


def _answer(stage: str, criterion: Criterion, judge: Judge[Opportunity] | None, opportunity: Opportunity) -> Answer:
    if judge is None:
        return Answer(stage, criterion.title, None, Standing.ASK)
    judged = judge.judge(opportunity)
    return Answer(stage, criterion.title, criterion.words(), _STANDING[judged.holds], judged.why)


def together(answers: Iterable[Answer]) -> Standing:
    """How an opportunity stands against all that the data is asked: what is missing decides, then what nobody can tell.

    Where nothing has a condition, people are to be asked.
    """
    found = {each.standing for each in answers} - {Standing.ASK}
    order = (Standing.MISSING, Standing.UNJUDGED, Standing.MET)
    return next((standing for standing in order if standing in found), Standing.ASK)


def criterion_lines(criteria: Sequence[Criterion], answers: Sequence[tuple[Answer, ...]]) -> tuple[CriterionLine, ...]:
    """Each criterion with how some opportunities stand against it; `answers` has those of each opportunity."""
    return tuple(_line(each, [one[place] for one in answers]) for place, each in enumerate(criteria))


def _line(criterion: Criterion, answers: Sequence[Answer]) -> CriterionLine:
    reasons = Counter(why for each in answers for why in each.why)
    return CriterionLine(
        text=criterion.title,
        condition=criterion.words() if criterion.asks else None,
        tally=tally(each.standing for each in answers),
        why=tuple(reasons.most_common()),
    )
