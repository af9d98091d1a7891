"""The data: by which rule it is found, what each file is, and what reading all of it gives."""

import sys
from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial
from typing import NamedTuple

from ...domain.currencies import carried
from ...domain.diagnosis import DataFound, FileFound, Problem
from ...domain.finding import KEPT_PER_CODE, Level
from ...domain.pipeline import FileAccount, Pipeline
from ...read.codes import CODES
from ...read.source import Source, expand, load
from ..options import Exports, Writing
from ..output import DASH, real_path
from ..piped import has_data
from ..places import FoundData, FoundSpec, find_data
from ..spine import read_options, read_sources
from .files import laid_out, with_account
from .looks import Looks
from .plan import PlanSeen

_Read = tuple[Pipeline, FoundSpec]


class DataSeen(NamedTuple):
    """The data as far as it can be read."""

    told: DataFound
    pipeline: Pipeline | None
    """None where other commands can't read it as a whole."""
    found: FoundSpec
    """The stages it was read with."""


def data_seen(exports: Exports, plan: PlanSeen, as_of: date, writing: Writing, looks: Looks) -> DataSeen:
    """Everything of it. A pipe that nobody named is read only where bytes stand ready in it: doctor never waits."""
    piped = has_data()
    named = looks.at("data", lambda: find_data(exports.files, plan.beside, take_stdin=piped))
    if named is None:
        return DataSeen(DataFound(), None, plan.found)
    if piped and "-" not in named.names:
        text = "what is piped in is not read, since other data is found; give - to read it"
        looks.tell([Problem(Level.NOTE, "data", text)])
    names, sources = _sources(named, exports, looks)
    reading = _Reading(exports, plan.found, as_of, writing)
    read, accounts = reading.as_one(sources, looks)
    opened = {source.name: reading.file(source, accounts) for source in sources}
    files = tuple(opened.get(name) or FileFound(name) for name in names)
    if read is None:
        return DataSeen(DataFound(named.by, files), None, plan.found)
    pipeline, found = read
    looks.tell(_set_aside(pipeline))
    from ...review.strangers import strangers

    looks.tell([Problem(Level.WARNING, "pipeline.yaml", said) for said in strangers(pipeline, found.spec)])
    whole = pipeline if len(sources) == len(names) else None
    return DataSeen(_told(named, files, pipeline), whole, found)


def _sources(named: FoundData, exports: Exports, looks: Looks) -> tuple[list[str], list[Source]]:
    """The names of all files, each once, and those of them that can be opened."""
    paths: dict[str, str] = {}
    unmatched: list[str] = []
    for name in named.names:
        found = looks.at("data", partial(expand, [name]))
        unmatched += [name] if found is None else []
        for path in found or ():
            paths.setdefault(real_path(path), path)
    stdin = sys.stdin.buffer
    loads = (looks.at("data", partial(load, path, stdin=stdin, sheet=exports.sheet)) for path in paths.values())
    sources = [each for each in loads if each is not None]
    return ["stdin" if path == DASH else path for path in paths.values()] + unmatched, sources


class _Reading:
    """How the data is read here."""

    def __init__(self, exports: Exports, plan: FoundSpec, as_of: date, writing: Writing) -> None:
        self._exports, self._plan, self._writing = exports, plan, writing
        # Waivers of findings are used by every single one of them.
        self._options = read_options(exports, as_of, sys.maxsize if plan.spec.waivers else KEPT_PER_CODE)

    def as_one(self, sources: Sequence[Source], looks: Looks) -> tuple[_Read | None, dict[str, FileAccount]]:
        """All of them as other commands read them, None where that fails; and the account of each that can be read."""
        together = Looks()
        read = together.at("data", partial(self._read, sources)) if sources else None
        if read is not None:
            return read, {account.name: account for account in read[0].files}
        alone = Looks()
        reads = [alone.at("data", partial(self._read, [one])) for one in sources if len(sources) > 1]
        # Together, the first that fails keeps what is wrong with the others from being told.
        looks.tell(alone.problems or together.problems)
        return None, {account.name: account for one in reads if one is not None for account in one[0].files}

    def _read(self, sources: Sequence[Source]) -> _Read:
        return read_sources(sources, self._plan, self._options, self._writing)

    def file(self, source: Source, accounts: dict[str, FileAccount]) -> FileFound:
        """What a file is, and what reading it gave."""
        told, account = laid_out(source, self._exports, self._plan.spec), accounts.get(source.name)
        return told if account is None else with_account(told, account)


def _set_aside(pipeline: Pipeline) -> Iterator[Problem]:
    rows = pipeline.rows
    if not rows.set_aside:
        return
    errors = [(code, count) for code, count in pipeline.findings.counts if _level(code) is Level.ERROR]
    kinds = ", ".join(f"{code} ×{count:,}" for code, count in errors)
    were = "row is" if rows.set_aside == 1 else "rows are"
    text = f"{rows.set_aside:,} {were} set aside ({kinds}); pipectl validate shows each"
    level = Level.WARNING if pipeline.opportunities else Level.ERROR
    yield Problem(level, "data", text, (), tuple(code for code, _ in errors))


def _level(code: str) -> Level | None:
    return CODES[code].level if code in CODES else None


def _told(named: FoundData, files: tuple[FileFound, ...], pipeline: Pipeline) -> DataFound:
    return DataFound(named.by, files, pipeline.findings.counts, len(carried(pipeline)), len(pipeline))
