"""Results as workflow commands, which GitHub shows as annotations beside the lines they are about.

A command is `::error file=…,line=…,col=…,title=…::message`. GitHub shows ten errors, ten warnings and ten notices of a
step; all are written, the one that sums up first, then the gravest. Findings that a baseline knows are only counted.
"""

from collections.abc import Iterator

from ..domain.finding import Finding, Level
from ..domain.validation import Validation
from .harmless import for_annotation, for_annotation_property
from .validation_words import against_words, quality_words, tally_words, verdict_words
from .words import rows_words

_COMMANDS = {Level.ERROR: "error", Level.WARNING: "warning", Level.NOTE: "notice"}


def validation(found: Validation) -> str:
    """A command that sums up, and one a finding."""
    titles = {line.code.code: line.code.title for line in found.codes}
    lines = [_annotation(each.finding, titles[each.finding.code]) for each in found.found if not each.known]
    words = [quality_words(found), rows_words(found.rows), *_told(found), verdict_words(found)]
    summary = for_annotation("; ".join(words))
    return "\n".join([f"::notice title=pipectl validate::{summary}", *lines]) + "\n"


def _told(found: Validation) -> Iterator[str]:
    yield tally_words(found)
    if found.against:
        yield against_words(found.against)
    if len(found.found) < found.total:
        yield f"{found.total - len(found.found):,} findings of these kinds are not shown here"


def _annotation(finding: Finding, title: str) -> str:
    place = finding.place
    told = {"file": place.file, "line": place.line, "col": place.column, "title": f"{finding.code} {title}"}
    properties = ",".join(
        f"{key}={for_annotation_property(str(value))}" for key, value in told.items() if value is not None
    )
    message = for_annotation(f"{finding.problem}; {finding.remedy}")
    return f"::{_COMMANDS[finding.level]} {properties}::{message}"
