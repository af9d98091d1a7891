"""The three things to do next, most money first: what the biggest risks ask for, and the step of the whole pipeline."""

from collections.abc import Iterable, Sequence

from ..domain.currencies import Currencies
from ..domain.result import Attention, NextStep, Step
from ..domain.review import Action
from .sums import by_size

MOST = 3
#: Steps that are about single opportunities, which the risks name one by one.
_OF_DEALS = (Step.RE_DATE, Step.UNSTICK, Step.FILL_AMOUNTS)


def actions(
    looked_at: Iterable[Attention],
    step: NextStep,
    owners: Sequence[str],
    currency: str | None,
    currencies: Currencies,
) -> tuple[Action, ...]:
    """What each opportunity at risk asks of its owner, and the next step where that is about no single one of them.

    `owners` are those the meeting is with, where it is with some alone. Where rows have to be read first, nothing else
    is worth doing. In several currencies each has its biggest among them, be they more than three.
    """
    who = owners[0] if len(owners) == 1 else None
    whole = Action(who, None, None, step, step.amount, currency)
    if step.step is Step.READ_ROWS:
        return (whole,)
    found = [Action(each.owner, each, each.signs[0], None, each.amount, each.currency) for each in looked_at]
    if step.step not in (*_OF_DEALS, Step.KEEP_GOING):
        found.append(whole)
    amounts_in = {each.currency or currencies.of_bare for each in found if each.amount is not None}
    return tuple(by_size(found, _name, currencies)[: max(MOST, len(amounts_in))]) or (whole,)


def _name(action: Action) -> str:
    return "" if action.deal is None else action.deal.name
