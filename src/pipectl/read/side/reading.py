"""Files of a table beside the opportunities to its rows, with an account of every record."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple, NoReturn

from ...domain.cells import loose
from ...domain.errors import NothingToReport
from ...domain.finding import About, Code, Findings, Level, Place
from ...domain.ledger import Ledger
from ...domain.moment import Moment, day_alone
from ...domain.pipeline import FileAccount, RowCount
from ...domain.spec import PipelineSpec
from ..codes import CODES, MISFIT, QUOTES, Trouble, quoted
from ..formats.moments import told
from ..no_words import NO_VALUE, NOT_SAVED, is_error, is_formula, is_nothing
from ..reader import ReadOptions, uncollected
from ..refusals import conserved, refuse_open
from ..shape import Kind as RecordKind
from ..source import Source, unchanged
from ..table import Record, fitted_records
from .codes import CODES as SIDE_CODES
from .codes import LACKING
from .shape import Kind, SideShape
from .table import SideTable, open_table


class SideRow(NamedTuple):
    """One row that could be read."""

    place: Place
    values: Mapping[str, Any]
    """Field to its value as its kind has it, None where the cell is empty; of the fields that have a column."""
    extra: tuple[tuple[str, str | None], ...] = ()
    """Cells of the other columns that are asked for, by header; None for an error or a formula without a value. Empty
    ones are left out."""


class SideReading(NamedTuple):
    """All that was read from files of one table."""

    rows: tuple[SideRow, ...]
    """In the order of the files."""
    findings: Findings
    files: tuple[FileAccount, ...]
    fields: frozenset[str]
    """Those that some file has a column for."""
    days_alone: frozenset[str]
    """Fields of moments that no row tells a time of day of."""

    @property
    def counted(self) -> RowCount:
        """The account of all files."""
        return sum((account.rows for account in self.files), RowCount())


def read_side(
    sources: Sequence[Source],
    shape: SideShape,
    spec: PipelineSpec,
    options: ReadOptions,
    named: Mapping[str, str],
    asked: frozenset[str] = frozenset(),
) -> SideReading:
    """The rows of one or several files of a table; `named` are the headers that pipeline.yaml names for its fields.

    `asked` are other headers whose cells are kept, as names are compared.

    Raises:
        InputProblem: a file is empty, or no such table.
        UnsettledProblem: a column can be read in two ways; names all such columns of all files.
        NothingToReport: no row can be used.
    """
    ledger = Ledger(options.keep_findings)
    with uncollected(), unchanged(sources):
        tables = [open_table(source, shape, spec, options, named, ledger) for source in sources]
        refuse_open([(table.name, question) for table in tables for question in table.questions])
        readers = [_Rows(table, shape, ledger, asked) for table in tables]
        read = [list(each.all()) for each in readers]
    accounts = tuple(each.account() for each in readers)
    findings = ledger.findings([source.name for source in sources])
    if not any(read):
        _refuse_nothing(accounts, shape, findings)
    fields = frozenset(field for table in tables for field in table.headed.columns)
    alone = [_days_alone(rows, shape) for rows in read]
    # Each file is an export of its own: times in one make no midnight of another a time.
    plain = (row for rows, days in zip(read, alone, strict=True) for row in _plainly(rows, days))
    return SideReading(tuple(plain), findings, accounts, fields, frozenset.intersection(*alone) & fields)


class _Problem(NamedTuple):
    field: str
    code: Code
    text: str
    remedy: str


class _Rows:
    """Reads the rows of one file, whose columns are settled."""

    def __init__(self, table: SideTable, shape: SideShape, ledger: Ledger, asked: frozenset[str]) -> None:
        self._table, self._shape, self._ledger = table, shape, ledger
        self._columns, self._labels = table.headed.columns, table.headed.layout.chosen.labels
        self._kinds = shape.kinds
        self._asked = [(label, at) for at, label in enumerate(self._labels) if loose(label) in asked]
        groups = ([one for one in group if one in self._columns] for group in shape.filled)
        self._filled = [group for group in groups if group]
        self._counts: Counter[RecordKind] = Counter()
        self._accepted = 0

    def all(self) -> Iterator[SideRow]:
        """Every row that can be read; what is wrong with the others goes to the ledger."""
        table = self._table
        for record in fitted_records(table.name, table.decoded, table.headed.layout, table.survey):
            self._counts[record.kind] += 1
            if record.kind is RecordKind.ROW:
                row = self._row(record)
                if row is not None:
                    self._accepted += 1
                    yield row
            elif record.kind in (RecordKind.MISFIT, RecordKind.QUOTES, RecordKind.CUT):
                self._misfit(record)

    def account(self) -> FileAccount:
        """What became of its records, as they were read."""
        counts, headed, table = self._counts, self._table.headed, self._table
        aside = sum(counts[kind] for kind in _TAKEN) - self._accepted
        others = (counts[RecordKind.BLANK], counts[RecordKind.FOOTER], counts[RecordKind.HEADER])
        rows = RowCount(counts.total(), self._accepted, aside, *others)
        return FileAccount(
            table.name,
            table.decoded.encoding,
            headed.layout.delimiter_name,
            headed.layout.line,
            conserved(table.name, rows),
            headed.used,
            headed.unused,
            table.said,
            preset=headed.export and headed.export.preset,
            read_as=headed.export and headed.export.called,
            positions=tuple(position + 1 for position in headed.columns.values()),
            decisive=table.said,
        )

    def _row(self, record: Record) -> SideRow | None:
        values: dict[str, Any] = {}
        problems: list[_Problem] = []
        for field, position in self._columns.items():
            found = self._value(field, record.cells[position])
            if isinstance(found, Trouble):
                label = f"{self._labels[position]} {quoted(record.cells[position])}"
                problems.append(_Problem(field, found.code, f"{label} {found.says}", found.remedy))
            else:
                values[field] = found
        problems += self._lacking(values, {each.field for each in problems})
        if problems:
            self._set_aside(record.line, values, problems)
            return None
        return SideRow(Place(self._table.name, record.line), values, self._extra(record))

    def _value(self, field: str, text: str) -> Any:
        """What a cell is; None for an empty one, or a word for nothing."""
        kind, known = self._kinds[field], self._table.values.get(field)
        if known is None:
            if is_error(text) or is_formula(text):
                return Trouble(LACKING, *(NOT_SAVED if is_error(text) else NO_VALUE))
            return None if is_nothing(text) else text.strip()
        value = known[text]
        if kind is Kind.MOMENT and isinstance(value, date):
            alone = field in self._table.days
            return day_alone(value) if alone else told(text, value, self._table.how.zone)
        return value

    def _extra(self, record: Record) -> tuple[tuple[str, str | None], ...]:
        """What other columns that are asked for hold."""
        cells = ((label, record.cells[at]) for label, at in self._asked)
        told = ((label, None if is_error(text) or is_formula(text) else text.strip()) for label, text in cells)
        return tuple((label, text) for label, text in told if text is None or not is_nothing(text))

    def _lacking(self, values: Mapping[str, Any], wrong: set[str]) -> Iterator[_Problem]:
        """What a row leaves empty that it can't do without; of what can't be read nothing more is said."""
        for group in self._filled:
            if wrong.isdisjoint(group) and all(values.get(field) is None for field in group):
                labels = " and ".join(self._labels[self._columns[field]] for field in group)
                yield _Problem(group[0], LACKING, f"{labels} {'is' if len(group) == 1 else 'are'} empty", "")

    def _set_aside(self, line: int, values: Mapping[str, Any], problems: Sequence[_Problem]) -> None:
        about = About(values.get("id") or values.get("name"), values.get("owner"))
        for each in problems:
            place = Place(self._table.name, line, self._columns[each.field] + 1)
            self._ledger.add(each.code, place, each.text, remedy=each.remedy, field=each.field, about=about)

    def _misfit(self, record: Record) -> None:
        """Note a record whose cells can't be matched to the columns."""
        code, column = (QUOTES, record.flaw) if record.flaw else (MISFIT, None)
        text = f"the row has {len(record.cells)} cells and not {self._table.survey.shape.width}"
        text = f"the quotes of cell {record.flaw} don't match" if record.flaw else text
        self._ledger.add(code, Place(self._table.name, record.line, column), text)


#: Records that hold a row, or would.
_TAKEN = (RecordKind.ROW, RecordKind.MISFIT, RecordKind.QUOTES, RecordKind.CUT)


def _days_alone(rows: Sequence[SideRow], shape: SideShape) -> frozenset[str]:
    """Fields of moments that are days: no row has a time of day there, or all of them have midnight."""
    fields = [each.name for each in shape.fields if each.kind is Kind.MOMENT]
    return frozenset(field for field in fields if not any(_is_clocked(row.values.get(field)) for row in rows))


def _is_clocked(value: Moment | None) -> bool:
    return value is not None and value.timed and value.at.time() != datetime.min.time()


def _plainly(rows: Sequence[SideRow], alone: frozenset[str]) -> Iterator[SideRow]:
    """The rows with the moments of these fields as days, so that no midnight is taken for a time of day."""
    for row in rows:
        days = {field: row.values[field].untimed for field in alone if row.values.get(field) is not None}
        yield row._replace(values={**row.values, **days}) if days else row


def _refuse_nothing(accounts: Sequence[FileAccount], shape: SideShape, findings: Findings) -> NoReturn:
    """Raise about files without a single row that can be used."""
    names = ", ".join(account.name for account in accounts)
    aside = sum(account.rows.set_aside for account in accounts)
    if not aside:
        raise NothingToReport(f"{names} has a header of {shape.plural} and no rows; export it again")
    codes = {**CODES, **SIDE_CODES}
    counts = [f"{count:,} × {codes[code].title.lower()}" for code, count in findings.counts if code in codes]
    raise NothingToReport(
        f"{names}: no {shape.noun} can be used, {aside:,} set aside ({', '.join(counts)}); correct them, or "
        f"{shape.setting} in pipeline.yaml",
        findings=tuple(each for each in findings.kept if each.level is Level.ERROR),
    )
