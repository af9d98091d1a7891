"""Results as GitLab's code-quality report, a subset of Code Climate's: what a merge request shows beside its lines."""

import json
from typing import TYPE_CHECKING, Any

from ..domain.finding import Level, Place
from .annotations import Remark, of_check, of_validation
from .harmless import for_json, for_log

if TYPE_CHECKING:
    from ..domain.validation import Validation
    from ..domain.verdict import CheckResult

_SEVERITIES = {Level.ERROR: "major", Level.WARNING: "minor", Level.NOTE: "info"}
#: Where what is about no file is shown.
_NOWHERE = Place("pipeline.yaml", 1)


def render(verb: str, found: Any) -> str:
    """A check or a validation."""
    return check(found) if verb == "check" else validation(found)


def check(found: "CheckResult") -> str:
    """An entry for each check that is no pass, and for each row behind it."""
    return _report(of_check(found))


def validation(found: "Validation") -> str:
    """An entry a finding."""
    return _report(of_validation(found))


def _report(remarks: list[Remark]) -> str:
    entries = ",\n".join(json.dumps(_entry(each), ensure_ascii=False) for each in remarks)
    return for_json(f"[\n{entries}\n]\n" if entries else "[]\n")


def _entry(remark: Remark) -> dict[str, Any]:
    place = remark.place or _NOWHERE
    return {
        "description": for_log(remark.message),
        "check_name": for_log(f"{remark.rule} {remark.title}"),
        "fingerprint": remark.fingerprint,
        "severity": _SEVERITIES[remark.level],
        "location": {"path": for_log(place.file) or _NOWHERE.file, "lines": {"begin": place.line or 1}},
    }
