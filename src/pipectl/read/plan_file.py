"""A CSV of amounts by period beside pipeline.yaml: what quotas_file and spend_file have in common."""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import partial
from typing import NamedTuple, NoReturn

from ..domain.errors import SpecProblem, UsageProblem
from ..domain.finding import Finding, Level, Place
from ..domain.ledger import Ledger
from ..domain.period import Period, parse_period
from ..domain.spec import PipelineSpec
from .codes import AMOUNT_FOREIGN, Trouble, quoted
from .encoding import decode
from .formats import money
from .formats.evidence import Column
from .formats.profile import Profile, Values
from .headers import normal
from .source import Source

_DELIMITERS = ",;\t|"
#: A larger file is no list of what people or sources have in a few years.
_MOST_BYTES = 10 << 20
_CODE = "SPEC009"
_NEEDED = ("period", "amount")
_MONTH = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    "nov(?:ember)?|dec(?:ember)?"
)
_YEAR = r"'?(?:20)?\d\d"
#: What heads the columns of a sheet that has one a month, a quarter or a year.
_SPAN = re.compile(
    rf"(?:fy ?)?20\d\d|(?:fy ?)?{_YEAR}[- /]?q[1-4]|q[1-4](?:[- /]?(?:fy ?)?{_YEAR})?|"
    rf"20\d\d[-/.](?:0?[1-9]|1[0-2])(?:[-/.]0?1)?|(?:0?[1-9]|1[0-2])[-/.]20\d\d|(?:{_MONTH})\.?(?:[- /]?{_YEAR})?",
    re.IGNORECASE,
)


class Kind(NamedTuple):
    """What a file is a list of, and which columns it has."""

    noun: str
    """What messages call it: quotas, spend."""
    setting: str
    """What names it in pipeline.yaml."""
    headers: Mapping[str, Sequence[str]]
    """Headers of each field, normalised; period and amount among them."""
    write: str
    """The columns to write, in words."""


class Line(NamedTuple):
    """One row whose period and amount can be read."""

    number: int
    cells: Mapping[str, str]
    """By field, without the space around them."""
    period: Period
    """With both bounds."""
    amount: Decimal | None
    """None where its cell is empty."""


class PlanFile:
    """The rows of such a file, and what is wrong with it."""

    def __init__(self, source: Source, kind: Kind, spec: PipelineSpec) -> None:
        """Read all of it.

        Raises:
            SpecProblem: it is no such list.
        """
        self.name, self._kind = source.name, kind
        self.problems: list[Finding] = []
        self._columns, cells = _table(source, kind)
        if not cells:
            raise SpecProblem(f"{self.name} has a header and no {kind.noun}; add them, or leave out {kind.setting}")
        self.lines = list(self._read(cells, spec))

    def tell(self, line: int | None, field: str | None, problem: str, remedy: str) -> None:
        """Note what is wrong with a row, or with one of its cells."""
        column = None if field is None else self._columns[field] + 1
        self.problems.append(Finding(_CODE, Level.ERROR, Place(self.name, line, column), problem, remedy))

    def refuse_problems(self) -> None:
        """Raise where anything is wrong.

        Raises:
            SpecProblem: with every problem at its place, from top to bottom.
        """
        if self.problems:
            found = sorted(self.problems, key=lambda one: one.place.line or 0)
            count = "1 problem" if len(found) == 1 else f"{len(found):,} problems"
            raise SpecProblem(f"{self.name} can't be used for {self._kind.noun}: {count}", findings=tuple(found))

    def _read(self, cells: Sequence[tuple[int, dict[str, str]]], spec: PipelineSpec) -> Iterator[Line]:
        """The rows that can be read; what is wrong with the others is noted."""
        values = self._amounts(cells, spec)
        for number, each in cells:
            period, amount = period_of(each["period"], spec), values[each["amount"]]
            if isinstance(period, str):
                remedy = "write it as 2026-Q4, FY26-Q2, 2026-11, 2026 or 2026-01-15..2026-02-28"
                self.tell(number, "period", f"period {period}", remedy)
            elif isinstance(amount, Trouble):
                told = f"amount {quoted(each['amount'])} {amount.says}"
                is_foreign = amount.code is AMOUNT_FOREIGN
                remedy = f"write it in {spec.currency}" if is_foreign else amount.remedy or "correct it"
                self.tell(number, "amount", told, remedy)
            else:
                yield Line(number, each, period, amount)

    def _amounts(self, cells: Sequence[tuple[int, dict[str, str]]], spec: PipelineSpec) -> Values:
        """What each text of the column of amounts is, in the currency of pipeline.yaml.

        Raises:
            SpecProblem: the column leaves its decimal mark open.
        """
        profile = Profile(partial(money.read, currency=spec.currency))
        for number, each in cells:
            sight = profile.get(each["amount"]) or profile.first(each["amount"], number)
            sight.votes += sight.sound
        settled = money.settle(profile, Column("amount", "amount"), spec.columns.locale)
        if settled.questions:
            remedy = "write amounts as 12500 or 12500.50, or set columns.locale in pipeline.yaml"
            raise SpecProblem(f"{self.name}: {settled.questions[0].text}; {remedy}")
        return Values(profile, settled.value)


def period_of(text: str, spec: PipelineSpec) -> Period | str:
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


def _table(source: Source, kind: Kind) -> tuple[dict[str, int], list[tuple[int, dict[str, str]]]]:
    """The column of each field, and the rows that say something, with their lines."""
    if source.size > _MOST_BYTES:
        raise SpecProblem(f"{source.name} is larger than any list of {kind.noun}; name the right file")
    text = "".join(decode(source, None, Ledger()).text)
    first = next(iter(text.splitlines()), "")
    headers = [(mark, next(csv.reader([first], delimiter=mark), [])) for mark in _DELIMITERS]
    for delimiter, header in headers:
        columns = _columns(header, kind)
        if columns.keys() >= set(_NEEDED):
            _refuse_others(source, header, columns, kind)
            return columns, list(_lines(source, text, delimiter, columns, len(header)))
    for _, header in headers:
        _refuse_wide(source, header, kind)
    raise SpecProblem(f"{source.name}:1 is no header of {kind.noun}: {quoted(first)}; write {kind.write}")


def _columns(header: Sequence[str], kind: Kind) -> dict[str, int]:
    names = [normal(cell) for cell in header]
    found = {
        field: next((names.index(one) for one in known if one in names), None) for field, known in kind.headers.items()
    }
    return {field: position for field, position in found.items() if position is not None}


def _refuse_others(source: Source, header: Sequence[str], columns: dict[str, int], kind: Kind) -> None:
    """Raise about a column that is none of ours, or one more of a field: whose amount it is may stand there."""
    _refuse_wide(source, header, kind)
    for at, cell in enumerate(header):
        if cell.strip() and at not in columns.values():
            raise SpecProblem(
                f"{source.name}:1:{at + 1}: {quoted(cell)} is no column of {kind.noun}, or one too many; "
                f"write {kind.write}, each once"
            )


def _refuse_wide(source: Source, header: Sequence[str], kind: Kind) -> None:
    """Raise about a sheet with a column a month: two of them, or one beside a column that we know."""
    spans = [at for at, cell in enumerate(header) if _SPAN.fullmatch(cell.strip())]
    if len(spans) > 1 or (spans and _columns(header, kind)):
        _wide(source, spans[0], header[spans[0]], kind)


def _wide(source: Source, at: int, cell: str, kind: Kind) -> NoReturn:
    raise SpecProblem(
        f"{source.name}:1:{at + 1}: {quoted(cell)} is a period that heads a column; write a row for each period "
        f"instead, with the columns {kind.write}"
    )


def _lines(
    source: Source, text: str, delimiter: str, columns: dict[str, int], width: int
) -> Iterator[tuple[int, dict[str, str]]]:
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
                yield line, {field: cells[at].strip() if at < len(cells) else "" for field, at in columns.items()}
    except csv.Error as error:
        raise SpecProblem(f"{source.name}:{reader.line_num} can't be read ({error}); correct its quotes") from None
