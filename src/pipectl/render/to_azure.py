"""Results as logging commands, which Azure Pipelines shows as issues of the build.

A command is `##vso[task.logissue type=error;sourcepath=…;linenumber=…;columnnumber=…;code=…]message`; there are errors
and warnings, so that notes are plain lines.
"""

from typing import TYPE_CHECKING, Any

from ..domain.finding import Level
from .annotations import Remark, of_check, of_validation
from .harmless import for_azure, for_azure_property, for_log
from .summaries import check_summary, validation_summary

if TYPE_CHECKING:
    from ..domain.validation import Validation
    from ..domain.verdict import CheckResult


def render(verb: str, found: Any) -> str:
    """A check or a validation."""
    return check(found) if verb == "check" else validation(found)


def check(found: "CheckResult") -> str:
    """A line that sums up, and a command for each check that is no pass and each row behind it."""
    return _commands(f"pipectl check: {check_summary(found)}", of_check(found))


def validation(found: "Validation") -> str:
    """A line that sums up, and a command an error or warning."""
    return _commands(f"pipectl validate: {validation_summary(found)}", of_validation(found))


def _commands(summary: str, remarks: list[Remark]) -> str:
    return "\n".join([for_log(summary), *map(_issue, remarks)]) + "\n"


def _issue(remark: Remark) -> str:
    place = remark.place
    if remark.level is Level.NOTE:
        return for_log(f"{f'{place}: ' if place else ''}{remark.rule} {remark.message}")
    told = {
        "type": remark.level.value,
        "sourcepath": place and place.file,
        "linenumber": place and place.line,
        "columnnumber": place and place.column,
        "code": remark.rule,
    }
    properties = ";".join(f"{key}={for_azure_property(str(value))}" for key, value in told.items() if value is not None)
    return f"##vso[task.logissue {properties}]{for_azure(remark.message)}"
