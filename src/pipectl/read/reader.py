"""Sources to a pipeline: each file in two passes, the first to settle its columns, the second to read its rows."""

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice

from ..domain.errors import UsageProblem
from ..domain.finding import KEPT_PER_CODE, Place
from ..domain.opportunity import Opportunity
from ..domain.pipeline import FileAccount, Pipeline, Reject
from ..domain.spec import DateOrder, PercentScale, PipelineSpec, YesNo
from .codes import MISFIT, QUOTES
from .dialect import layout
from .encoding import decode
from .exchange import Exchange
from .ledger import Ledger
from .other_sheets import naming_other_sheets
from .periods_of_amounts import note_mixed
from .quoting import records
from .records import RowReader
from .refusals import conserved, refuse_converted_twice, refuse_nothing, refuse_open, refuse_unread_currencies
from .remarks import Remarks, Seen
from .roles import fields
from .settling import Settings, resolve
from .shape import Kind
from .source import Source, unchanged
from .stages import StageBook
from .status_column import surveyed
from .survey import STRIDE, Progress
from .table import Table

#: Called with how much is done and the whole, in the same unit.
OnProgress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How to read, as the command line says it; what is given here outranks pipeline.yaml."""

    as_of: date
    """Day of the report; opportunities created after it are warned about."""
    encoding: str | None = None
    delimiter: str | None = None
    date_order: DateOrder | None = None
    locale: str | None = None
    probability_scale: PercentScale | None = None
    preset: str | None = None
    """Key of the CRM whose export it is, "none" for none; nothing to see by the headers."""
    header: str | None = None
    """What the columns of files without a header are called, with commas between."""
    serial_dates: bool = False
    """Whether columns of bare numbers hold days as a spreadsheet counts them."""
    keep_rejects: bool = False
    """Whether the pipeline keeps the rows that were set aside."""
    keep_findings: int = KEPT_PER_CODE
    """How many findings of one code are kept."""


def read_pipeline(
    sources: Sequence[Source], spec: PipelineSpec, options: ReadOptions, on_progress: OnProgress | None = None
) -> Pipeline:
    """All opportunities of the sources, with an account of every row; none where every row was set aside.

    `on_progress` is called with how much is done and the whole, every few thousand rows.

    Raises:
        InputProblem: a file is empty, is no table, or lacks a needed column.
        UnsettledProblem: a column can be read in two ways; names all such columns.
        NothingToReport: there are headers and no rows.
        UsageProblem: no source, or an option that makes no sense.
    """
    if not sources:
        raise UsageProblem("there is no data to read; name a file")
    reading = _Reading(sources, spec, options, on_progress)
    with _uncollected(), unchanged(sources):
        tables = [reading.first_pass(number, source) for number, source in enumerate(sources)]
        refuse_open([(table.name, question) for table in tables for question in table.resolved.questions])
        for table in tables:
            refuse_converted_twice(table.name, table.layout.chosen, table.resolved.currencies)
        for number, table in enumerate(tables):
            reading.second_pass(number, table)
        reading.merge(sources)
    return reading.pipeline()


def settings(spec: PipelineSpec, options: ReadOptions) -> Settings:
    """How values are written: the options, else pipeline.yaml."""
    columns = spec.columns
    return Settings(
        options.date_order or columns.date_order,
        options.locale or columns.locale,
        options.probability_scale or columns.probability_scale,
        spec.currency,
        spec.exchange_rates,
        spec.time_zone,
        options.preset or columns.preset,
        options.serial_dates or columns.serial_dates is YesNo.YES,
    )


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without garbage collection: rows are kept and form no cycles, and looking for some doubles the time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _kinds(table: Table, progress: Progress) -> Iterator[tuple[Kind, int, list[str], int]]:
    """Each record of a file: its kind, its line, its cells, and the number of the one whose quotes don't match."""
    entries = records(table.name, table.decoded.text, table.layout.delimiter, table.layout.start)
    for count, (after, (line, cells, flaw)) in enumerate(entries):
        yield table.survey.kind(count, cells, flaw), line, cells, flaw
        if count % STRIDE == STRIDE - 1:
            progress(after.position)


def _cells(number: int) -> str:
    return "1 cell" if number == 1 else f"{number:,} cells"


class _Reading:
    """One run over all sources."""

    def __init__(
        self, sources: Sequence[Source], spec: PipelineSpec, options: ReadOptions, on_progress: OnProgress | None
    ) -> None:
        self._spec, self._options = spec, options
        self._sizes = [source.size for source in sources]
        self._on_progress = on_progress
        self._ledger, self._seen = Ledger(options.keep_findings), Seen()
        self._opportunities: list[Opportunity] = []
        self._rejects: list[Reject] = []
        self._accounts: list[FileAccount] = []
        self._fields: set[str] = set()
        self._headers: dict[str, None] = {}

    def first_pass(self, number: int, source: Source) -> Table:
        """Lay out a file and settle its columns."""
        named, options = self._spec.columns.headers(), self._options
        preset = options.preset or self._spec.columns.preset
        with naming_other_sheets(source):
            decoded = decode(source, options.encoding, self._ledger)
            found = layout(source.name, decoded.text, options.delimiter, named, preset, header=options.header)
        how, book = settings(self._spec, self._options), StageBook(self._spec, found.chosen.preset)
        # In a workbook a day without the look of one is a number.
        how = how._replace(serial=how.serial or source.is_sheet)
        progress = self._progress(number, 0, decoded.length)
        found, seen = surveyed(source.name, decoded.text, found, how, book, named, progress)
        resolved = resolve(seen.profiles, found.chosen, how)
        told = (*source.said, *found.chosen.said)
        return Table(source.name, decoded, book, found, seen, resolved, told)

    def second_pass(self, number: int, table: Table) -> None:
        """Read a file's rows, each of the kind the first pass found."""
        chosen = table.layout.chosen
        exchange = Exchange(chosen, table.resolved, self._spec)
        rows = RowReader(table.name, chosen, table.resolved, table.book, self._ledger, exchange)
        self._seen.ids = {}
        remarks = Remarks(chosen, self._options.as_of, self._seen, self._ledger, table.book)
        before, kinds = len(self._opportunities), [0] * len(Kind)
        for kind, line, cells, flaw in _kinds(table, self._progress(number, 1, table.decoded.length)):
            kinds[kind] += 1
            if kind is Kind.ROW:
                read = rows.read(line, table.survey.shape.fitted(cells), remarks)
                if isinstance(read, Opportunity):
                    self._opportunities.append(read)
                else:
                    self._reject(table, line, cells, read)
            elif kind is Kind.MISFIT or kind is Kind.QUOTES:
                self._reject(table, line, cells, self._misfit(table, line, cells, flaw))
        self._look_back(table, before)
        account = table.account(len(self._opportunities) - before, kinds, rows, exchange)
        self._accounts.append(account)
        self._fields.update(chosen.columns, fields(chosen))
        self._headers.update(dict.fromkeys(account.unused))

    def merge(self, sources: Sequence[Source]) -> None:
        """Count an opportunity that several files have from one of them alone."""
        if len(sources) == 1:
            return
        from .merging import merged

        left = merged(self._opportunities, [(one.name, one.modified) for one in sources], self._ledger)
        self._opportunities = list(left.opportunities)
        for number, account in enumerate(self._accounts):
            again, rows = left.again.get(account.name, 0), account.rows
            rows = replace(rows, accepted=rows.accepted - again, elsewhere=again)
            self._accounts[number] = account._replace(rows=conserved(account.name, rows))

    def pipeline(self) -> Pipeline:
        """What was read."""
        findings = self._ledger.findings([account.name for account in self._accounts])
        if not any(account.rows.accepted + account.rows.set_aside for account in self._accounts):
            refuse_nothing(self._accounts, findings)
        return Pipeline(
            tuple(self._opportunities),
            findings,
            tuple(self._accounts),
            tuple(self._rejects),
            frozenset(self._fields | ({"currency"} if any(one.currency for one in self._opportunities) else set())),
            tuple(self._headers),
        )

    def _look_back(self, table: Table, before: int) -> None:
        """Say what only all opportunities of a file tell; those from `before` on are of this one."""
        chosen = table.layout.chosen
        if not table.resolved.currencies and not chosen.converted:
            refuse_unread_currencies(table.name, dict(chosen.extras), islice(self._opportunities, before, None))
        place = Place(table.name, table.layout.line)
        note_mixed(place, chosen, islice(self._opportunities, before, None), self._ledger)

    def _misfit(self, table: Table, line: int, cells: list[str], flaw: int) -> tuple[str, ...]:
        """Note a record whose cells can't be matched to the columns, and say why."""
        width = table.survey.shape.width
        code, column = (QUOTES, flaw) if flaw else (MISFIT, None)
        text = f"the quotes of cell {flaw} don't match" if flaw else f"the row has {_cells(len(cells))} and not {width}"
        self._ledger.add(code, Place(table.name, line, column), text)
        return (f"{code.code} {text}",)

    def _reject(self, table: Table, line: int, cells: list[str], reasons: tuple[str, ...]) -> None:
        if self._options.keep_rejects:
            self._rejects.append(Reject(Place(table.name, line), table.layout.header, tuple(cells), reasons))

    def _progress(self, number: int, second: int, length: int) -> Progress:
        """Tells how much of both passes over all files is done [bytes]."""
        whole, size = 2 * sum(self._sizes), self._sizes[number]
        before = second * sum(self._sizes) + sum(self._sizes[:number])

        def tell(position: int) -> None:
            if self._on_progress is not None:
                self._on_progress(before + size * position // max(1, length), whole)

        return tell
