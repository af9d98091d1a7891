"""Learning from a view: what history tells of past days is looked at as it was known then."""

from collections.abc import Iterator, Sequence

import numpy as np

from ...domain.values import Undefined
from ..seen import View
from .learning import learn
from .learnt import Learnt
from .looks import Look, Plan, plan_of


def learn_from(view: View, columns: Sequence[str] = ()) -> Learnt | Undefined:
    """What decided opportunities teach of those that are open at the end of the view's day."""
    today = view.seen
    return learn(today, _looks(view, plan_of(today, view.as_of)), view.as_of, columns)


def _looks(view: View, plan: Plan) -> Iterator[Look]:
    for day in plan.days:
        then = view.before(day)
        if "stage" in then.tells:
            rows, table = then.open, view.table
            chosen = [row for row in rows.tolist() if table.keys[table.who[row]] in plan.keys]
            yield from (Look(day, one) for one in then.seen_of(np.array(chosen, dtype=np.int64)))
