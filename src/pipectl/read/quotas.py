"""Quotas from a CSV of their own: period, amount, and owner or team."""

from collections.abc import Iterator, Sequence

from ..domain.cells import loose
from ..domain.period import Period
from ..domain.quotas import Target, flaws
from ..domain.spec import PipelineSpec, Quota
from .codes import quoted
from .plan_file import Kind, Line, PlanFile, period_of
from .source import Source

_KIND = Kind(
    "quotas",
    "quotas_file",
    {
        "period": ("period", "quarter", "month"),
        "amount": ("amount", "quota", "target"),
        "owner": ("owner", "opportunity owner", "deal owner"),
        "team": ("team",),
    },
    "period, amount, and owner or team",
)


def with_quotas(spec: PipelineSpec, source: Source) -> tuple[Quota, ...]:
    """The quotas of pipeline.yaml and those of a file, in this order.

    Raises:
        SpecProblem: the file is no such list, or they don't fit together; with every problem at its place.
    """
    file = PlanFile(source, _KIND, spec)
    found = [(line, quota) for line in file.lines if (quota := _quota(line, file)) is not None]
    quotas = (*spec.quotas, *(quota for _, quota in found))
    _tell_contradictions(file, spec, [line for line, _ in found], quotas)
    file.refuse_problems()
    return quotas


def _quota(line: Line, file: PlanFile) -> Quota | None:
    """The quota of a row; None where there is none, which is noted."""
    text = line.cells["amount"]
    if line.amount is None or line.amount <= 0:
        file.tell(line.number, "amount", f"amount {quoted(text)} is no amount above 0", "write what is to be won")
        return None
    owner, team = line.cells.get("owner") or None, line.cells.get("team") or None
    if owner and team:
        told = f"team {quoted(team)} stands beside owner {quoted(owner)}"
        file.tell(line.number, "team", told, "keep one of the two")
        return None
    return Quota(period=line.cells["period"], amount=line.amount, owner=owner, team=team)


def _tell_contradictions(file: PlanFile, spec: PipelineSpec, lines: Sequence[Line], quotas: Sequence[Quota]) -> None:
    """Quotas that stand twice, overlap, leave a gap, or don't sum; those of pipeline.yaml have been told already."""
    own, seen = len(spec.quotas), dict[object, int]()
    targets = list(_targets(quotas, spec))
    for target in targets:
        first = seen.setdefault((target.holder, target.period.start, target.period.end), target.number)
        if first != target.number and target.number >= own:
            told = f"period {quoted(target.period.key)} has a quota already, for the same owner and team"
            file.tell(lines[target.number - own].number, None, told, "keep one of the two")
    once = [each for each in targets if seen[each.holder, each.period.start, each.period.end] == each.number]
    for flaw in flaws(once):
        number = lines[flaw.number - own].number if flaw.number >= own else None
        file.tell(number, None, f"period {quoted(quotas[flaw.number].period)} {flaw.problem}", flaw.remedy)


def _targets(quotas: Sequence[Quota], spec: PipelineSpec) -> Iterator[Target]:
    for index, quota in enumerate(quotas):
        period = period_of(quota.period, spec)
        if isinstance(period, Period):
            holder = (loose(quota.owner or ""), loose(quota.team or ""))
            yield Target(index, holder, period, quota.amount, quoted(quota.owner or quota.team or ""))
