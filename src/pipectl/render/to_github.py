"""Results as workflow commands, which GitHub shows as annotations beside the lines they are about.

A command is `::error file=…,line=…,col=…,title=…::message`. GitHub shows ten errors, ten warnings and ten notices of a
step; all are written, the one that sums up first, then the gravest. Findings that a baseline knows are only counted.
"""

from typing import TYPE_CHECKING, Any

from ..domain.finding import Level
from .annotations import Remark, of_check, of_validation
from .harmless import for_annotation, for_annotation_property
from .summaries import check_summary, validation_summary

if TYPE_CHECKING:
    from ..domain.validation import Validation
    from ..domain.verdict import CheckResult

_COMMANDS = {Level.ERROR: "error", Level.WARNING: "warning", Level.NOTE: "notice"}


def render(verb: str, found: Any) -> str:
    """A check or a validation."""
    return check(found) if verb == "check" else validation(found)


def check(found: "CheckResult") -> str:
    """A command that sums up, and one for each check that is no pass and each row behind it."""
    return _commands("pipectl check", check_summary(found), of_check(found))


def validation(found: "Validation") -> str:
    """A command that sums up, and one a finding."""
    return _commands("pipectl validate", validation_summary(found), of_validation(found))


def _commands(title: str, summary: str, remarks: list[Remark]) -> str:
    head = f"::notice title={title}::{for_annotation(summary)}"
    return "\n".join([head, *map(_annotation, remarks)]) + "\n"


def _annotation(remark: Remark) -> str:
    place = remark.place
    told = {
        "file": place and place.file,
        "line": place and place.line,
        "col": place and place.column,
        "title": f"{remark.rule} {remark.title}",
    }
    properties = ",".join(
        f"{key}={for_annotation_property(str(value))}" for key, value in told.items() if value is not None
    )
    return f"::{_COMMANDS[remark.level]} {properties}::{for_annotation(remark.message)}"
