"""Quotas from a CSV of their own: period, amount, and owner or team."""

import csv
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from ..domain.cells import loose
from ..domain.errors import SpecProblem, UsageProblem
from ..domain.finding import Finding, Level, Place
from ..domain.ledger import Ledger
from ..domain.period import Period, parse_period
from ..domain.quotas import Target, flaws
from ..domain.spec import PipelineSpec, Quota
from .codes import Trouble, quoted
from .encoding import decode
from .formats import money
from .formats.evidence import Column
from .formats.profile import Profile, Values
from .headers import normal
from .source import Source

#: Headers of each field, normalised.
_HEADERS = {
    "period": ("period", "quarter", "month"),
    "amount": ("amount", "quota", "target"),
    "owner": ("owner", "opportunity owner", "deal owner"),
    "team": ("team",),
}
_DELIMITERS = ",;\t|"
#: A larger file is no list of quotas of people.
_MOST_BYTES = 10 << 20
_CODE = "SPEC009"


class _Line(NamedTuple):
    """One row: its place, its cells by field."""

    line: int
    cells: dict[str, str]


def with_quotas(spec: PipelineSpec, source: Source) -> tuple[Quota, ...]:
    """The quotas of pipeline.yaml and those of a file, in this order.

    Raises:
        SpecProblem: the file is no such list, or they don't fit together; with every problem at its place.
    """
    columns, lines = _table(source)
    if not lines:
        raise SpecProblem(f"{source.name} has a header and no quotas; add them, or leave out quotas_file")
    column = Column("amount", "amount")
    profile = Profile(money.read)
    for each in lines:
        text = each.cells["amount"]
        sight = profile.get(text) or profile.first(text, each.line)
        sight.votes += sight.sound
    settled = money.settle(profile, column, spec.columns.locale)
    if settled.questions:
        raise SpecProblem(f"{source.name}: {settled.questions[0].text}; {settled.questions[0].remedy}")
    values, problems, found = Values(profile, settled.value), list[Finding](), list[tuple[_Line, Quota]]()
    for each in lines:
        read = _quota(each, values, spec)
        if isinstance(read, Quota):
            found.append((each, read))
        else:
            problems.append(_told(source, each.line, columns[read[0]], f"{read[0]} {read[1]}", read[2]))
    quotas = (*spec.quotas, *(quota for _, quota in found))
    problems += _contradictions(source, spec, [each for each, _ in found], quotas)
    if problems:
        problems.sort(key=lambda one: one.place.line or 0)
        count = "1 problem" if len(problems) == 1 else f"{len(problems):,} problems"
        raise SpecProblem(f"{source.name} can't be used for quotas: {count}", findings=tuple(problems))
    return quotas


def _table(source: Source) -> tuple[dict[str, int], list[_Line]]:
    """The column of each field, and the rows that say something."""
    if source.size > _MOST_BYTES:
        raise SpecProblem(f"{source.name} is larger than any list of quotas; name the right file")
    text = "".join(decode(source, None, Ledger()).text)
    first = next(iter(text.splitlines()), "")
    for delimiter in _DELIMITERS:
        header = next(csv.reader([first], delimiter=delimiter), [])
        columns = _columns(header)
        if {"period", "amount"} <= columns.keys():
            _refuse_others(source, header, columns)
            return columns, list(_lines(source, text, delimiter, columns, len(header)))
    raise SpecProblem(
        f"{source.name}:1 is no header of quotas: {quoted(first)}; write period, amount, and owner or team"
    )


def _columns(header: Sequence[str]) -> dict[str, int]:
    names = [normal(cell) for cell in header]
    found = {
        field: next((names.index(one) for one in known if one in names), None) for field, known in _HEADERS.items()
    }
    return {field: position for field, position in found.items() if position is not None}


def _refuse_others(source: Source, header: Sequence[str], columns: dict[str, int]) -> None:
    """Raise about a column that is none of ours, or one more of a field: whose quota it is may stand there."""
    for at, cell in enumerate(header):
        if cell.strip() and at not in columns.values():
            raise SpecProblem(
                f"{source.name}:1:{at + 1}: {quoted(cell)} is no column of quotas, or one too many; "
                "write period, amount, and owner or team, each once"
            )


def _lines(source: Source, text: str, delimiter: str, columns: dict[str, int], width: int) -> Iterator[_Line]:
    reader = csv.reader(text.splitlines(keepends=True), delimiter=delimiter, strict=True)
    try:
        next(reader, None)
        while True:
            line = reader.line_num + 1
            cells = next(reader, None)
            if cells is None:
                return
            if any(cell.strip() for cell in cells[width:]):
                told = f"has {len(cells)} cells and the header {width}; put amounts with commas in quotes"
                raise SpecProblem(f"{source.name}:{line} {told}")
            if any(cell.strip() for cell in cells):
                yield _Line(
                    line, {field: cells[at].strip() if at < len(cells) else "" for field, at in columns.items()}
                )
    except csv.Error as error:
        raise SpecProblem(f"{source.name}:{reader.line_num} can't be read ({error}); correct its quotes") from None


def _quota(line: _Line, values: Values, spec: PipelineSpec) -> Quota | tuple[str, str, str]:
    """The quota of a row; else the field, what is wrong with it, and what to do."""
    text, period = line.cells["amount"], _period(line.cells["period"], spec)
    if isinstance(period, str):
        return "period", period, "write it as 2026-Q4, FY26-Q2, 2026-11, 2026 or 2026-01-15..2026-02-28"
    amount = values[text]
    if isinstance(amount, Trouble):
        return "amount", f"{quoted(text)} {amount.says}", amount.remedy or "correct it"
    if not isinstance(amount, Decimal) or amount <= 0:
        return "amount", f"{quoted(text)} is no amount above 0", "write what is to be won"
    owner, team = line.cells.get("owner") or None, line.cells.get("team") or None
    if owner and team:
        return (
            "team",
            f"{quoted(team)} stands beside owner {quoted(owner)}",
            "keep one of the two",
        )
    return Quota(period=line.cells["period"], amount=amount, owner=owner, team=team)


def _period(text: str, spec: PipelineSpec) -> Period | str:
    """The period of a text, with both bounds, or what is wrong with it."""
    from datetime import date

    if not text:
        return "is empty"
    if text.casefold().startswith(("last-", "this-", "next-")):
        return f"{quoted(text)} changes with the day"
    try:
        period = parse_period(text, date(2000, 1, 1), spec.fiscal_year_starts)
    except UsageProblem:
        return f"{quoted(text)} is no period"
    return period if period.start and period.end else f"{quoted(text)} has no first or no last day"


def _contradictions(
    source: Source, spec: PipelineSpec, lines: Sequence[_Line], quotas: Sequence[Quota]
) -> Iterator[Finding]:
    """Quotas that stand twice, overlap, leave a gap, or don't sum; those of pipeline.yaml have been told already."""
    own, seen = len(spec.quotas), dict[object, int]()
    targets = list(_targets(quotas, spec))
    for target in targets:
        first = seen.setdefault((target.holder, target.period.start, target.period.end), target.number)
        if first != target.number and target.number >= own:
            told = f"period {quoted(target.period.key)} has a quota already, for the same owner and team"
            yield _told(source, lines[target.number - own].line, None, told, "keep one of the two")
    once = [each for each in targets if seen[each.holder, each.period.start, each.period.end] == each.number]
    for flaw in flaws(once):
        line = lines[flaw.number - own].line if flaw.number >= own else None
        yield _told(source, line, None, f"period {quoted(quotas[flaw.number].period)} {flaw.problem}", flaw.remedy)


def _targets(quotas: Sequence[Quota], spec: PipelineSpec) -> Iterator[Target]:
    for index, quota in enumerate(quotas):
        period = _period(quota.period, spec)
        if isinstance(period, Period):
            holder = (loose(quota.owner or ""), loose(quota.team or ""))
            yield Target(index, holder, period, quota.amount, quoted(quota.owner or quota.team or ""))


def _told(source: Source, line: int | None, position: int | None, problem: str, remedy: str) -> Finding:
    at = Place(source.name, line, None if position is None else position + 1)
    return Finding(_CODE, Level.ERROR, at, problem, remedy)
