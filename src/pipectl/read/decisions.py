"""Which of the decisions of reading a file its figures hang on."""

from collections.abc import Sequence

from .dialect import Layout


def decisive(come_by: Sequence[str], status: Sequence[str], layout: Layout, values: Sequence[str]) -> tuple[str, ...]:
    """Decisions that change figures, the most consequential first.

    Args:
        come_by: How the rows were come by; whose export it is stands beside the rows.
        status: What a status stands for where there are no stages.
        layout: Which column is which, and where the rows begin.
        values: How amounts, close % and dates are written.
    """
    columns, whose = layout.chosen.settled, layout.chosen.said
    rest = (one for one in layout.settled if one not in columns)
    found = (*come_by, *status, *columns, *rest, *values)
    return tuple(one for one in found if one not in whose)
