"""Sources to a pipeline: each file in two passes, the first to settle its columns, the second to read its rows."""

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING

from ..domain.errors import UsageProblem
from ..domain.finding import KEPT_PER_CODE, Place
from ..domain.ledger import Ledger
from ..domain.pipeline import FileAccount, Pipeline
from ..domain.spec import DateOrder, PercentScale, PipelineSpec
from ..domain.values import YesNo
from .dialect import Layout, layout
from .encoding import decode
from .exchange import Exchange
from .intake import Intake, Taken
from .nameless import noting_nameless
from .other_sheets import naming_other_sheets
from .periods_of_amounts import note_mixed
from .refusals import refuse_converted_twice, refuse_nothing, refuse_open, refuse_unread_currencies
from .roles import fields
from .settling import Settings, resolve
from .shape import Kind
from .source import Source, unchanged
from .stages import StageBook
from .status_column import surveyed
from .survey import STRIDE, Progress
from .table import Became, Table
from .unread_outcomes import unread_outcomes

if TYPE_CHECKING:
    from .merging import Superseded

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
    planned: bool = True
    """Whether there is a pipeline.yaml, which says what stages there are."""

    def of(self, source: Source) -> "ReadOptions":
        """How to read a source: a sheet is written down by us, whatever text files beside it are written in."""
        return replace(self, encoding="UTF-8", delimiter=",") if source.is_sheet else self


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
    with uncollected(), unchanged(sources):
        tables = [reading.first_pass(number, source) for number, source in enumerate(sources)]
        refuse_open([(table.name, question) for table in tables for question in table.resolved.questions])
        for table in tables:
            refuse_converted_twice(table.name, table.layout.chosen, table.resolved.currencies)
        for number, (table, newer) in enumerate(zip(tables, _superseded(tables, sources), strict=True)):
            reading.second_pass(number, table, newer)
        return reading.pipeline()


def first_pass(
    source: Source,
    spec: PipelineSpec,
    options: ReadOptions,
    ledger: Ledger,
    progress: Callable[[int], Progress] = lambda _: _silent,
) -> Table:
    """A file, laid out and with its columns settled; `progress` gives what is told of a text of some length.

    Raises what `read_pipeline` does, but for what columns leave open.
    """
    options = options.of(source)
    named, how = spec.columns.headers(), settings(spec, options)
    preset = options.preset or spec.columns.preset
    with naming_other_sheets(source):
        decoded = decode(source, options.encoding, ledger)
        found = layout(source.name, decoded.text, options.delimiter, named, preset, header=options.header)
    found, unplanned = found._replace(looks=source.looks), "" if options.planned else source.name
    book = StageBook(spec, found.chosen.preset, unplanned=unplanned)
    # In a workbook a day without the look of one is a number.
    how = how._replace(serial=how.serial or source.is_sheet)
    found, seen = surveyed(source.name, decoded.text, found, how, book, named, progress(decoded.length))
    resolved = resolve(seen.profiles, found.chosen, how)
    told = (*source.said, *found.chosen.said, *_shown_currencies(found, how))
    return Table(source.name, decoded, book, found, seen, resolved, told, source.is_sheet)


def _silent(_position: int) -> None:
    """Tells nobody how much is done."""


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


def _superseded(tables: Sequence[Table], sources: Sequence[Source]) -> "Sequence[Superseded]":
    """For each file, the rows that a newer one has."""
    if len(tables) == 1:
        return [{}]
    from .merging import ages, superseded

    return superseded(tables, ages([(source.name, source.modified) for source in sources]))


def _shown_currencies(found: Layout, how: Settings) -> tuple[str, ...]:
    """The currencies that come from the formats of cells alone, in words."""
    if found.looks is None or how.currency or "currency" in found.chosen.columns:
        return ()
    return found.looks.said(found.chosen.amounts)


@contextmanager
def uncollected() -> Iterator[None]:
    """Without garbage collection: rows are kept and form no cycles, and looking for some doubles the time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


class _Reading:
    """One run over all sources."""

    def __init__(
        self, sources: Sequence[Source], spec: PipelineSpec, options: ReadOptions, on_progress: OnProgress | None
    ) -> None:
        self._spec, self._options = spec, options
        self._sizes = [source.size for source in sources]
        self._on_progress = on_progress
        self._ledger, self._taken = Ledger(options.keep_findings), Taken(keep_rejects=options.keep_rejects)
        self._accounts: list[FileAccount] = []
        self._fields: set[str] = set()
        self._headers: dict[str, None] = {}

    def first_pass(self, number: int, source: Source) -> Table:
        """Lay out a file and settle its columns."""
        return first_pass(
            source, self._spec, self._options, self._ledger, lambda length: self._progress(number, 0, length)
        )

    def second_pass(self, number: int, table: Table, newer: "Superseded") -> None:
        """Read a file's rows, each of the kind the first pass found; those that a newer file has don't count."""
        chosen = table.layout.chosen
        exchange = Exchange(chosen, table.resolved, self._spec)
        intake = Intake(table, exchange, self._ledger, self._options.as_of, self._taken, newer)
        progress = self._progress(number, 1, table.decoded.length)
        before, kinds = len(self._taken.opportunities), [0] * len(Kind)
        for count, record in enumerate(table.records()):
            kinds[record.kind] += 1
            intake.take(record)
            if count % STRIDE == STRIDE - 1:
                progress(record.end)
        said = self._look_back(table, before)
        became = Became(kinds, len(self._taken.opportunities) - before, len(newer))
        account = table.account(became, intake.said, exchange).noting(said)
        self._accounts.append(account)
        self._fields.update(chosen.columns, fields(chosen))
        self._headers.update(dict.fromkeys(account.unused))

    def pipeline(self) -> Pipeline:
        """What was read."""
        if len(self._accounts) > 1:
            from .merging import tell

            tell(self._taken.dropped, self._taken.opportunities, self._ledger)
        findings = self._ledger.findings([account.name for account in self._accounts])
        if not any(account.rows.accepted + account.rows.set_aside for account in self._accounts):
            refuse_nothing(self._accounts, findings)
        opportunities = tuple(self._taken.opportunities)
        currency = {"currency"} if any(one.currency for one in opportunities) else set()
        untold = currency and not self._spec.currency
        return Pipeline(
            opportunities,
            findings,
            tuple(noting_nameless(self._accounts, opportunities) if untold else self._accounts),
            tuple(self._taken.rejects),
            frozenset(self._fields | currency),
            tuple(self._headers),
        )

    def _look_back(self, table: Table, before: int) -> str:
        """Say what only all opportunities of a file tell; those from `before` on are of this one.

        What figures hang on is returned, empty for nothing.
        """
        chosen = table.layout.chosen
        if not table.resolved.currencies and not chosen.converted:
            refuse_unread_currencies(table.name, dict(chosen.extras), islice(self._taken.opportunities, before, None))
        place = Place(table.name, table.layout.line)
        note_mixed(place, chosen, islice(self._taken.opportunities, before, None), self._ledger)
        return unread_outcomes(table.name, chosen, islice(self._taken.opportunities, before, None))

    def _progress(self, number: int, second: int, length: int) -> Progress:
        """Tells how much of both passes over all files is done [bytes]."""
        whole, size = 2 * sum(self._sizes), self._sizes[number]
        before = second * sum(self._sizes) + sum(self._sizes[:number])

        def tell(position: int) -> None:
            if self._on_progress is not None:
                self._on_progress(before + size * position // max(1, length), whole)

        return tell
