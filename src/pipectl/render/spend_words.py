"""What the tables of spend by source have in common: their columns, and which rows there are."""

from collections.abc import Sequence
from decimal import Decimal

from ..domain.result import Group, Report
from ..domain.values import Unit
from .spell import spell

#: Measures by source, with what heads their column.
COLUMNS = (
    ("spend", "Spend"),
    ("cost_per_opportunity", "Per opportunity"),
    ("cost_per_qualified", "Per qualified"),
    ("cost_per_won", "Per won"),
    ("won_amount", "Won"),
    ("spend_return", "Return"),
)
#: The row of what was spent on no source in particular.
NO_SOURCE = "(on no source)"
#: Costs, whose count stands beside them.
_COUNTED = ("cost_per_opportunity", "cost_per_qualified", "cost_per_won")


def is_shown(report: Report, by: str, groups: Sequence[Group]) -> bool:
    """Whether there is a table: of sources, where something was spent on one of them, or on none in particular."""
    return by == "source" and (bool(unassigned(report)) or any(each.measure("spend").value for each in groups))


def unassigned(report: Report) -> Decimal | None:
    """What of all spend names no source."""
    detail = report.measure("spend").detail("without_source")
    return None if detail is None else detail.value


def shown(report: Report, groups: Sequence[Group]) -> tuple[tuple[str, str], ...]:
    """The columns in which something stands."""
    rows: list[Report | Group] = [report, *groups]
    return tuple((key, title) for key, title in COLUMNS if any(each.measure(key).value is not None for each in rows))


def cell(of: Report | Group, key: str, currency: str | None) -> tuple[str, str]:
    """A figure, and the count it stands on."""
    measure = of.measure(key)
    text = spell(measure.value, measure.unit, currency, short=True)
    counted = key in _COUNTED and measure.value is not None
    return text, f" of {spell(measure.denominator, Unit.COUNT)}" if counted else ""
