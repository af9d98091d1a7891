"""What commands on tables beside the opportunities share: which files, read how, and what is said of them."""

import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

from ..domain.errors import InputProblem, PipectlError
from ..domain.finding import Finding, Findings, Level
from ..domain.pipeline import FileAccount, Pipeline
from ..domain.spec import DateOrder, PipelineSpec
from .lead_options import LeadReading
from .options import Reading, Writing
from .output import DASH, keep_inputs
from .places import FoundSpec, find_beside, find_data
from .spine import read, tell_unread, today

if TYPE_CHECKING:
    from ..read.reader import ReadOptions
    from ..read.source import Source


class SideRead(Protocol):
    """What files of a table were read to."""

    @property
    def findings(self) -> Findings:
        """What was found in them."""

    @property
    def files(self) -> tuple[FileAccount, ...]:
        """Their accounts."""


T = TypeVar("T", bound=SideRead)


def read_beside(
    reading: LeadReading,
    found: FoundSpec,
    as_of: date,
    writing: Writing,
    opportunities: list[str] | None,
    table: tuple[str, tuple[str, ...]],
    reads: "Callable[[Sequence[Source], PipelineSpec, ReadOptions], T]",
) -> T:
    """All files of a table, its usual name and what pipeline.yaml names given; what is piped in beside them is told.

    Raises:
        PipectlError: there is none, or it can't be read.
    """
    from ..read.source import expand, load

    name, named = table
    names = find_beside(reading.files, found, named, name)
    paths = expand(names)
    keep_inputs([*paths, *found.files, *(opportunities or ())], output=writing.output)
    sources = [load(path, stdin=sys.stdin.buffer, sheet=reading.sheet) for path in paths]
    told = reads(sources, found.spec, _options(reading, as_of))
    if not reading.files and names != [DASH]:
        tell_unread(f"the {Path(name).stem} are {names[0]}{' and others' if names[1:] else ''}", writing)
    if writing.verbose and not writing.quiet:
        _narrate(told.files)
    refuse_aside(told.files, told.findings.kept, strict=reading.strict)
    return told


def opportunities_beside(found: FoundSpec, as_of: date, writing: Writing, named: list[str] | None) -> Pipeline | None:
    """The export of opportunities, where one is named or found; of a past day the snapshot, where that is nearer."""
    from .kept_pipeline import entry_instead, pipeline_of
    from .recall import store_folder
    from .recall_options import Store

    if not named and (entry := entry_instead(found, store_folder(found, Store()), as_of, today())):
        return pipeline_of(entry.path, found)
    try:
        names = find_data(named, found, take_stdin=False).names
    except InputProblem:
        return None
    return read(names, found, Reading(), as_of, writing).pipeline


def _options(reading: LeadReading, as_of: date) -> "ReadOptions":
    from ..read.reader import ReadOptions

    return ReadOptions(
        as_of=as_of,
        encoding=reading.encoding,
        delimiter=reading.delimiter,
        date_order=None if reading.date_order is None else DateOrder(reading.date_order),
        serial_dates=reading.serial_dates,
    )


def _narrate(files: Sequence[FileAccount]) -> None:
    """Say on stderr what was found and decided."""
    from .guard import say

    for account in files:
        say(f"{account.name}: {account.rows.read} rows read, {account.rows.accepted} accepted")
        for field, header in account.columns:
            say(f"{account.name}: {header} → {field}")
        for decision in account.settled:
            say(f"{account.name}: {decision}")


def refuse_aside(files: Sequence[FileAccount], kept: Sequence[Finding], *, strict: bool) -> None:
    """Under `--strict`, refuse files of which rows were set aside."""
    count = sum(account.rows.set_aside for account in files)
    if strict and count:
        rows = "1 row was" if count == 1 else f"{count:,} rows were"
        errors = tuple(each for each in kept if each.level is Level.ERROR)
        raise PipectlError(
            f"{rows} set aside, which --strict forbids; mend them or leave out --strict", findings=errors
        )
