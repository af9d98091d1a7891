"""A CRM's own history to a log of changes."""

from collections.abc import Iterator, Sequence
from typing import NoReturn

from ...domain.errors import NothingToReport
from ...domain.finding import Findings, Level
from ...domain.ledger import Ledger
from ...domain.spec import PipelineSpec
from ...history.chronicle import Change, Log
from ...history.codes import CODES as HISTORY_CODES
from ..codes import CODES, quoted
from ..reader import ReadOptions, uncollected
from ..source import Source, unchanged
from .changes import changes_of
from .rows import Rows
from .table import HistoryTable, open_table

#: Fields whose past a history may tell.
TELLING = frozenset({"stage", "amount", "expected_close", "probability", "forecast_category", "owner"})
#: What becomes of rows that are no change, in words.
_LEFT_OUT = {"aside": "set aside", "deleted": "deleted and left out", "other": "of other fields and left out"}
#: Names that a message lists.
_LISTED = 5


def read_history(source: Source, spec: PipelineSpec, options: ReadOptions) -> Log:
    """All changes that a file has, with an account of every row.

    Raises:
        InputProblem: the file is empty, or no history that is known.
        UnsettledProblem: a column can be read in two ways; names all such columns.
        NothingToReport: no row can be used.
    """
    ledger = Ledger(options.keep_findings)
    with uncollected(), unchanged([source]):
        table = open_table(source, spec, options, ledger)
        rows = Rows(table, spec, ledger)
        changes = changes_of(rows.all(), ledger, by_field=table.found.by_field)
    findings = ledger.findings([source.name])
    if not changes:
        _refuse_nothing(source.name, rows, findings)
    shape = table.found.shape
    return Log(
        f"{shape.title} ({source.name})",
        changes,
        _holds(table, rows),
        (*shape.says, *_of_first(changes), *_account(table, rows), *table.resolved.said, *rows.said),
        findings,
        rows.named,
        complete=table.found.by_field and "created" not in rows.fields,
    )


def _holds(table: HistoryTable, rows: Rows) -> frozenset[str]:
    """The fields whose past is told: those that rows name, else those with a column of their own."""
    told = rows.fields if table.found.by_field else table.found.layout.chosen.columns.keys()
    return frozenset(told) & TELLING


def _of_first(changes: Sequence[Change]) -> Iterator[str]:
    """That the creation of some opportunities is not told, in words."""
    first = sum(change.before for change in changes)
    if first:
        of = "1 opportunity" if first == 1 else f"{first:,} opportunities"
        yield (
            f"it has no row of the creation of {of}: what was before the first change is taken to have been so since "
            "then"
        )


def _account(table: HistoryTable, rows: Rows) -> Iterator[str]:
    """What became of the rows, in words."""
    counts = rows.counts
    changes = counts["changes"]
    parts = ["1 change read" if changes == 1 else f"{changes:,} changes read"]
    parts += [f"{counts[what]:,} {words}" for what, words in _LEFT_OUT.items() if counts[what]]
    others = ", ".join(quoted(name) for name, _ in rows.others.most_common(_LISTED))
    yield f"{', '.join(parts)}{f' ({others})' if others else ''}"
    yield from table.found.layout.settled
    if table.found.preset is None and table.found.unused:
        yield f"columns that are not read: {', '.join(map(quoted, table.found.unused[:_LISTED]))}"


def _refuse_nothing(name: str, rows: Rows, findings: Findings) -> NoReturn:
    """Raise about a history without a single change that can be used."""
    aside = rows.counts["aside"]
    if not aside:
        raise NothingToReport(f"{name} has no change of an opportunity; export it again")
    codes = {**CODES, **HISTORY_CODES}
    counts = [f"{count:,} × {codes[code].title.lower()}" for code, count in findings.counts if code in codes]
    raise NothingToReport(
        f"{name}: no change can be used, {aside:,} set aside ({', '.join(counts)}); correct them, or the stages in "
        "pipeline.yaml",
        findings=tuple(each for each in findings.kept if each.level is Level.ERROR),
    )
