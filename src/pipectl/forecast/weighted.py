"""Weighted: what is open and due in the period, by the close % people entered.

Assumptions: the close % is the chance to be won by the expected close, expected closes are kept, and nothing is won
that is not due yet or not created. It learns nothing, so it has no error of rates; its
backtest is all that speaks for it.

Source: the weighted pipeline of every CRM, e.g. Salesforce, "Customizable forecasting: forecast amounts".
"""

import numpy as np

from ..domain.values import Undefined
from .estimate import DIGITS, Rates
from .seen import View
from .table import Floats
from .target import Target
from .worth import without_amounts


def weighted(view: View, target: Target) -> Rates | Undefined:
    """Amount x close % (the row's, else its stage's) of the open ones that are due in the period."""
    rows = view.open
    if not len(rows) and not len(view.decided):
        return Undefined(f"no opportunity is known of by {view.as_of}")
    if (why := without_amounts(view, target)) is not None:
        return why
    due, chances = view.due(rows), view.chances(rows)
    if len(rows) and not (due >= 0).any():
        return Undefined(f"no expected close date of open opportunities is told on {view.as_of}")
    if len(rows) and np.isnan(chances).all():
        return Undefined(f"no open opportunity has a close % on {view.as_of}, and no stage a probability")
    inside = (due >= target.start.toordinal()) & (due < target.end.toordinal())
    left: Floats = np.where(inside & (target.window.days > 0), np.nan_to_num(chances), 0.0)
    return Rates(rows, left.round(DIGITS), np.nan_to_num(view.amounts(rows)))
