"""What the tables of spend by source have in common: their columns, and which rows there are."""

from collections.abc import Sequence
from decimal import Decimal

from ...domain.result import Group, Report
from ...domain.values import Unit
from ..reasons import Reasons, of_groups, unsummed
from ..spell import spell

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


def table_title(report: Report, label: str) -> str:
    """What heads the table; in a period that is not over what was paid for is still to come."""
    return f"Spend in {label}{', costs so far' if report.as_of in report.period else ''}"


def is_shown(report: Report, groups: Sequence[Group]) -> bool:
    """Whether there is a table: where it is known what was spent on one of the sources, or on none in particular."""
    return bool(unassigned(report)) or any(each.measure("spend").value is not None for each in groups)


def reasons(report: Report, groups: Sequence[Group], titles: Sequence[tuple[str, str]]) -> Reasons:
    """Why the table has a `–` somewhere, but for what the headline says already."""
    found = of_groups([*groups, report], titles)
    return {why: names for why, names in found.items() if why not in unsummed(report)}


def why_none(report: Report) -> Reasons:
    """Why there is no table, and what would bring it."""
    why = report.measure("spend").undefined
    return {why: ["Spend"]} if why else {}


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
