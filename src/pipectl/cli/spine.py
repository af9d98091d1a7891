"""Inputs → report: the one forward path every command takes."""

import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from ..domain.errors import NothingToReport, PipectlError, UsageProblem
from ..domain.finding import KEPT_PER_CODE, Level
from ..domain.pipeline import Pipeline
from ..domain.spec import DateOrder, PercentScale, PipelineSpec
from ..views import Question
from .asking import parse_day, question
from .options import FILES, Asking, Charted, Exports, Reading, Writing
from .output import DASH, chosen_format, keep_inputs, refuse_unwritable, write, write_file
from .piped import has_data
from .places import FoundSpec, find_data, find_spec
from .progress import progress
from .repeat import repeated
from .screen import canvas, paper
from .speaking import manner_for
from .touching import with_activities

if TYPE_CHECKING:
    from ..read.reader import ReadOptions
    from ..read.source import Source


class Gathered(NamedTuple):
    """All that a report is built from."""

    pipeline: Pipeline
    spec: PipelineSpec
    question: Question
    built_in_stages: bool
    found: FoundSpec
    sources: "tuple[Source, ...]" = ()
    """The files it was read from."""
    seen_on: date | None = None
    """The day of the snapshot it is, where it is one."""


class Read(NamedTuple):
    """What was read, with the stages it was read with, and from what."""

    pipeline: Pipeline
    found: FoundSpec
    sources: "tuple[Source, ...]"


def today() -> date:
    """The one place that reads the clock."""
    return date.today()  # noqa: DTZ011 - a pipeline's day is the calendar day where the person sits


def gather(
    reading: Reading,
    asking: Asking,
    writing: Writing,
    by: list[str] | None = None,
    *,
    take_stdin: bool = True,
    gate: bool = False,
    keep: int = KEPT_PER_CODE,
    found: FoundSpec | None = None,
) -> Gathered:
    """Find pipeline.yaml, unless that was done, and the data, read them, and settle what is asked.

    Where every row was set aside, a report still accounts for them, with a word on stderr; a `gate` is not answered.

    Raises:
        PipectlError: no answer is possible; it says why.
    """
    refuse_unwritable(writing)
    as_of = parse_day(asking.as_of, today())
    pipeline, found, sources = find_and_read(
        found or find_spec(reading.config), reading, as_of, writing, take_stdin=take_stdin, keep=keep
    )
    if not pipeline.opportunities:
        _nothing_left(pipeline, gate=gate)
    asked = question(asking, by, found.spec, pipeline, as_of)._replace(
        repeat=repeated(_read_again(reading, pipeline), asking)
    )
    refuse_if_filtered_out(pipeline, found.spec, asked)
    narrate(pipeline, found.path, writing)
    return Gathered(pipeline, found.spec, asked, found.path is None, found, sources)


def _read_again(reading: Reading, pipeline: Pipeline) -> Reading:
    """What reads the same again: what was piped in without a name is named, for the same place in the pipe."""
    piped = not reading.files and [account.name for account in pipeline.files] == ["stdin"]
    return replace(reading, files=[DASH]) if piped else reading


def find_and_read(
    found: FoundSpec,
    reading: Reading,
    as_of: date,
    writing: Writing,
    *,
    take_stdin: bool = True,
    keep: int = KEPT_PER_CODE,
) -> Read:
    """Find the data and read it with the stages found, else those of its CRM; what is piped in beside it is told.

    What the files of activities tell that pipeline.yaml names is in it.

    Raises:
        PipectlError: there is none, or it can't be read.
    """
    names = find_data(reading.files, found, take_stdin=take_stdin).names
    try:
        told = read(names, found, reading, as_of, writing, keep)
    finally:
        # Only now: whatever writes into the pipe has had the time to begin.
        if not reading.files and names != [DASH]:
            why = f", which {found.path} names" if found.spec.data else ""
            tell_unread(f"the data is {names[0]}{' and others' if names[1:] else ''}{why}", writing)
    return told._replace(pipeline=with_activities(told.pipeline, told.found, reading, as_of, writing))


def tell_unread(instead: str, writing: Writing) -> None:
    """Say that what is piped in is not read, where something is, and what is done instead."""
    from .guard import say

    if not writing.quiet and has_data():
        say(f"pipectl: {instead}; what is piped in is not read, give - to read it")


def read(
    names: list[str], found: FoundSpec, reading: Reading, as_of: date, writing: Writing, keep: int = KEPT_PER_CODE
) -> Read:
    """Read every file; write the rejects where asked; under `--strict` a row set aside ends the run.

    Raises:
        PipectlError: a file can't be read, or `--strict` and rows were set aside.
    """
    from ..read.source import expand, load

    if reading.rejects == DASH:
        raise UsageProblem("--rejects '-' would mix the rows with the answer on stdout; name a file")
    paths = expand(names)
    keep_inputs([*paths, *found.files], output=writing.output, rejects=reading.rejects)
    sources = tuple(load(path, stdin=sys.stdin.buffer, sheet=reading.sheet) for path in paths)
    pipeline, found = read_sources(sources, found, read_options(reading, as_of, keep), writing)
    settle_rejects(pipeline, reading)
    return Read(pipeline, found, sources)


def read_sources(
    sources: "Sequence[Source]", found: FoundSpec, options: "ReadOptions", writing: Writing
) -> tuple[Pipeline, FoundSpec]:
    """What several sources hold, read with the stages found, else those of their CRM.

    Raises:
        PipectlError: one can't be read.
    """
    from ..read.reader import read_pipeline

    with progress(quiet=writing.quiet) as on_progress:
        if found.path is not None:
            return read_pipeline(sources, found.spec, options, on_progress), found
        from ..read.unplanned import read_unplanned

        pipeline, spec = read_unplanned(sources, found.spec, options, on_progress)
        return pipeline, found._replace(spec=spec)


def read_options(reading: Exports, as_of: date, keep: int = KEPT_PER_CODE) -> "ReadOptions":
    """How to read, as the options say it; of each code the first `keep` findings are kept."""
    from ..read.reader import ReadOptions

    return ReadOptions(
        as_of=as_of,
        encoding=reading.encoding,
        preset=reading.preset,
        delimiter=reading.delimiter,
        date_order=None if reading.date_order is None else DateOrder(reading.date_order),
        header=reading.header,
        serial_dates=reading.serial_dates,
        locale=reading.locale,
        probability_scale=None if reading.percent_scale is None else PercentScale(reading.percent_scale),
        keep_rejects=isinstance(reading, Reading) and reading.rejects is not None,
        keep_findings=keep,
    )


def refuse_if_filtered_out(pipeline: Pipeline, spec: PipelineSpec, asked: Question) -> None:
    """Refuse filters that leave nothing of what was read.

    Raises:
        NothingToReport: they do.
    """
    from ..engines.selection import resolved, select

    if not (asked.rules and pipeline.opportunities):
        return
    if not select(pipeline, resolved(asked.rules, pipeline), spec.fiscal_year_starts):
        raise NothingToReport(f"no opportunity is left after the filters ({'; '.join(asked.filters)}); loosen them")


def _nothing_left(pipeline: Pipeline, *, gate: bool) -> None:
    from ..read.refusals import refuse_nothing
    from .guard import tell

    try:
        refuse_nothing(pipeline.files, pipeline.findings)
    except NothingToReport as error:
        if gate:
            raise
        tell(error)


def settle_rejects(pipeline: Pipeline, reading: Reading) -> None:
    """Write the rows set aside where asked, and refuse them under `--strict`, as a file without any.

    Raises:
        PipectlError: `--strict`, and rows were set aside, or the rows can't be written.
    """
    if reading.rejects is not None:
        from ..read.rejects import rejects_csv

        write_file(reading.rejects, rejects_csv(pipeline), "choose another file for --rejects")
    if reading.strict and (count := pipeline.rows.set_aside):
        errors = tuple(each for each in pipeline.findings if each.level is Level.ERROR)
        rows = "1 row was" if count == 1 else f"{count} rows were"
        raise PipectlError(
            f"{rows} set aside, which --strict forbids; mend them or leave out --strict", findings=errors
        )
    empty = [account.name for account in pipeline.files if account.rows.is_nothing]
    if reading.strict and empty:
        has = "has a header" if len(empty) == 1 else "have headers"
        raise PipectlError(f"{', '.join(empty)} {has} and no rows, which --strict forbids; leave out one or the other")


def narrate(pipeline: Pipeline, plan: Path | str | None, writing: Writing) -> None:
    """Say on stderr what was found and decided, where `--verbose` asks for it."""
    from .guard import say

    if not writing.verbose or writing.quiet:
        return
    say(f"pipeline.yaml: {plan or 'none found, built-in stages used'}")
    for account in pipeline.files:
        rows = account.rows
        say(f"{account.name}: {account.encoding}, {account.delimiter!r}, header in line {account.header_line}")
        say(f"{account.name}: {rows.read} rows read, {rows.accepted} accepted, {rows.set_aside} set aside")
        for field, header in account.columns:
            say(f"{account.name}: {header} → {field}")
        for decision in account.settled:
            say(f"{account.name}: {decision}")


def present(verb: str, writing: Writing, *subject: Any) -> None:
    """Render what was found in the format asked for and write it; `verb` names its module in each format's folder.

    Raises:
        PipectlError: it can't be written.
    """
    refuse_unwritable(writing)
    form = chosen_format(writing)
    if isinstance(writing, Charted):
        from .charting import drawn

        write(drawn(writing, *subject), writing)
    elif form in FILES:
        write(_render(form, verb, *subject), writing)
    else:
        on_canvas = {"terminal": canvas, "svg": paper}.get(form)
        write(rendered(form, verb, *subject, *([on_canvas(writing)] if on_canvas else [])), writing)


def rendered(form: str, verb: str, *subject: Any) -> str:
    """A result as text that ends its last line."""
    text: str = _render(form, verb, *subject)
    return text if text.endswith("\n") else text + "\n"


def _render(form: str, verb: str, *subject: Any) -> Any:
    """What a format makes of a result; each is a package of its own, and none pays for another."""
    from ..render.manner import spoken

    with spoken(manner_for(form)):
        return import_module(f"..render.to_{form}", __package__).render(verb, *subject)
