"""Learning from a view: what history tells of past days is looked at as it was known then."""

from collections.abc import Iterator, Sequence
from datetime import date

from ...domain.values import Undefined
from ..seen import View
from .learning import learn
from .learnt import Learnt
from .looks import Look, days_to_look_at


def learn_from(view: View, columns: Sequence[str] = ()) -> Learnt | Undefined:
    """What decided opportunities teach of those that are open at the end of the view's day."""
    today = view.seen
    return learn(today, _looks(view, days_to_look_at(today, view.as_of)), view.as_of, columns)


def _looks(view: View, days: Sequence[date]) -> Iterator[Look]:
    for day in days:
        then = view.before(day)
        if "stage" in then.tells:
            yield from (Look(day, one) for one in then.seen_of(then.open))
