"""Spend from a CSV of its own: period or month, amount, and source."""

from collections.abc import Iterator, Sequence

from ..domain.cells import loose
from ..domain.outlays import Outlay, twice
from ..domain.period import Period
from ..domain.spec import PipelineSpec, Spend
from .codes import quoted
from .plan_file import Kind, Line, PlanFile, period_of
from .source import Source

_KIND = Kind(
    "spend",
    "spend_file",
    {
        "period": ("period", "month", "quarter"),
        "amount": ("amount", "spend", "cost"),
        "source": ("source", "lead source"),
    },
    "period, amount, and source",
)


def with_spend(spec: PipelineSpec, source: Source) -> tuple[Spend, ...]:
    """The spend of pipeline.yaml and that of a file, in this order.

    Raises:
        SpecProblem: the file is no such list, or days stand twice for one source; with every problem at its place.
    """
    file = PlanFile(source, _KIND, spec)
    found = [(line, entry) for line in file.lines if (entry := _entry(line, file)) is not None]
    entries = (*spec.spend, *(entry for _, entry in found))
    _tell_overlaps(file, spec, [line for line, _ in found], entries)
    file.refuse_problems()
    return entries


def _entry(line: Line, file: PlanFile) -> Spend | None:
    """The spend of a row; None where there is none, which is noted."""
    if line.amount is None:
        file.tell(line.number, "amount", "amount is empty", "write what was spent, 0 where that is nothing")
        return None
    if line.amount < 0:
        told = f"amount {quoted(line.cells['amount'])} is below 0"
        file.tell(line.number, "amount", told, "write what was spent, less what came back")
        return None
    return Spend(period=line.cells["period"], amount=line.amount, source=line.cells.get("source") or None)


def _tell_overlaps(file: PlanFile, spec: PipelineSpec, lines: Sequence[Line], entries: Sequence[Spend]) -> None:
    """Entries of the file that share days with others of their source; those of pipeline.yaml are told already."""
    own = len(spec.spend)
    for each in twice(_outlays(entries, spec)):
        if each.number < own:
            continue
        entry, other = entries[each.number], entries[each.first]
        where = "in pipeline.yaml" if each.first < own else f"in line {lines[each.first - own].number}"
        whose = f"for source {quoted(entry.source)}" if entry.source else "for no source in particular"
        told = f"stands {where} already" if each.same else f"shares days with {quoted(other.period)} {where}"
        remedy = "keep one of the two" if each.same else "let one begin where the other ends"
        file.tell(lines[each.number - own].number, "period", f"period {quoted(entry.period)} {told}, {whose}", remedy)


def _outlays(entries: Sequence[Spend], spec: PipelineSpec) -> Iterator[Outlay]:
    for number, entry in enumerate(entries):
        period = period_of(entry.period, spec)
        if isinstance(period, Period):
            yield Outlay(number, loose(entry.source or ""), period)
