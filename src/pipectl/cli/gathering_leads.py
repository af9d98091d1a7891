"""Files of leads, the hours they are answered in, and the opportunities they became: all that their figures need."""

import sys
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from ..domain.errors import InputProblem, PipectlError
from ..domain.finding import Finding, Level
from ..domain.pipeline import Pipeline
from ..domain.spec import DateOrder, PipelineSpec
from .asking import parse_day
from .lead_options import LEADS_NAME, LeadAsking, LeadReading
from .lead_rules import lead_rule
from .options import Reading, Writing
from .output import DASH, keep_inputs, refuse_unwritable
from .places import FoundSpec, find_beside, find_data, find_spec
from .spine import read, tell_unread, today

if TYPE_CHECKING:
    from ..domain.lead import LeadBook
    from ..domain.pipeline import FileAccount
    from ..read.reader import ReadOptions
    from ..read.side.leads import LeadReading as LeadsRead
    from ..report.leads import LeadQuestion, LeadSources


def gather_leads(
    reading: LeadReading,
    asking: LeadAsking,
    writing: Writing,
    by: list[str] | None,
    opportunities: list[str] | None,
) -> "tuple[LeadSources, PipelineSpec, LeadQuestion]":
    """Find pipeline.yaml and the leads, read them, and settle what is asked.

    Raises:
        PipectlError: no answer is possible; it says why.
    """
    from ..domain.period import parse_period
    from ..report.leads import LeadQuestion, LeadSources
    from ..spec.working_hours import working_hours

    refuse_unwritable(writing)
    as_of, found = parse_day(asking.as_of, today()), find_spec(reading.config)
    period = parse_period(asking.period or "this-quarter", as_of, found.spec.fiscal_year_starts)
    leads = _read(reading, found, as_of, writing, opportunities)
    _refuse_aside(leads.files, leads.findings.kept, strict=reading.strict)
    rules = tuple(lead_rule(text, as_of, leads.book) for text in asking.where or ())
    filters = tuple(text.strip() for text in asking.where or ())
    hours, said = working_hours(found.spec.leads.business_hours, _years(leads.book, as_of), str(found.path))
    pipeline = _opportunities(found, leads.book, as_of, writing, opportunities)
    question = LeadQuestion(as_of, period, tuple(by or ()), rules, filters)
    return LeadSources(leads.book, leads.files, leads.findings, pipeline, hours, said), found.spec, question


def _read(
    reading: LeadReading, found: FoundSpec, as_of: date, writing: Writing, opportunities: list[str] | None
) -> "LeadsRead":
    """The leads of all files; what is piped in beside them is told."""
    from ..read.side.leads import read_leads
    from ..read.source import expand, load

    names = find_beside(reading.files, found, found.spec.leads.files, LEADS_NAME)
    paths = expand(names)
    keep_inputs([*paths, *found.files, *(opportunities or ())], output=writing.output)
    sources = [load(path, stdin=sys.stdin.buffer, sheet=reading.sheet) for path in paths]
    leads = read_leads(sources, found.spec, _options(reading, as_of))
    if not reading.files and names != [DASH]:
        tell_unread(f"the leads are {names[0]}{' and others' if names[1:] else ''}", writing)
    if writing.verbose and not writing.quiet:
        _narrate(leads.files)
    return leads


def _options(reading: LeadReading, as_of: date) -> "ReadOptions":
    from ..read.reader import ReadOptions

    return ReadOptions(
        as_of=as_of,
        encoding=reading.encoding,
        delimiter=reading.delimiter,
        date_order=None if reading.date_order is None else DateOrder(reading.date_order),
        serial_dates=reading.serial_dates,
    )


def _narrate(files: "Sequence[FileAccount]") -> None:
    """Say on stderr what was found and decided."""
    from .guard import say

    for account in files:
        say(f"{account.name}: {account.rows.read} rows read, {account.rows.accepted} accepted")
        for field, header in account.columns:
            say(f"{account.name}: {header} → {field}")
        for decision in account.settled:
            say(f"{account.name}: {decision}")


def _refuse_aside(files: "Sequence[FileAccount]", kept: Sequence[Finding], *, strict: bool) -> None:
    """Under `--strict`, refuse files of which rows were set aside."""
    count = sum(account.rows.set_aside for account in files)
    if strict and count:
        rows = "1 row was" if count == 1 else f"{count:,} rows were"
        errors = tuple(each for each in kept if each.level is Level.ERROR)
        raise PipectlError(
            f"{rows} set aside, which --strict forbids; mend them or leave out --strict", findings=errors
        )


def _years(book: "LeadBook", as_of: date) -> range:
    """The years that response times may lie in."""
    return range(min((lead.created.day.year for lead in book.leads), default=as_of.year), as_of.year + 1)


def _opportunities(
    found: FoundSpec, book: "LeadBook", as_of: date, writing: Writing, named: list[str] | None
) -> Pipeline | None:
    """The export that tells what became of leads, where one is named or found, and a lead names an opportunity."""
    if not named and not any(lead.opportunities for lead in book.leads):
        return None
    try:
        names = find_data(named, found, take_stdin=False).names
    except InputProblem:
        return None
    return read(names, found, Reading(), as_of, writing).pipeline
