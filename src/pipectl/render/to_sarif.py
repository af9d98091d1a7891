"""Results as SARIF 2.1.0, the format of static analysis that code hosts and editors read."""

import json
from collections.abc import Iterable
from pathlib import PurePath
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from .. import __version__
from ..domain.finding import Level, Place
from .annotations import Remark, of_check, of_validation
from .harmless import for_json, for_log
from .summaries import check_summary, validation_summary

if TYPE_CHECKING:
    from ..domain.validation import Validation
    from ..domain.verdict import CheckResult

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {Level.ERROR: "error", Level.WARNING: "warning", Level.NOTE: "note"}


def render(verb: str, found: Any) -> str:
    """A check or a validation."""
    return check(found) if verb == "check" else validation(found)


def check(found: "CheckResult") -> str:
    """A result for each check that is no pass, and for each row behind it."""
    return _log(of_check(found), check_summary(found))


def validation(found: "Validation") -> str:
    """A result a finding."""
    return _log(of_validation(found), validation_summary(found))


def _log(remarks: list[Remark], summary: str) -> str:
    rules = {each.rule: each for each in reversed(remarks)}
    order = sorted(rules)
    run = {
        "tool": {
            "driver": {
                "name": "pipectl",
                "version": __version__,
                "semanticVersion": __version__,
                "rules": [_rule(rules[name]) for name in order],
            }
        },
        "invocations": [
            {"executionSuccessful": True, "toolExecutionNotifications": [{"message": {"text": for_log(summary)}}]}
        ],
        "columnKind": "unicodeCodePoints",
        "results": [_result(each, order.index(each.rule)) for each in remarks],
    }
    text = json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2)
    return for_json(text + "\n")


def _rule(remark: Remark) -> dict[str, Any]:
    return {"id": for_log(remark.rule), "shortDescription": {"text": for_log(remark.title)}}


def _result(remark: Remark, index: int) -> dict[str, Any]:
    return {
        "ruleId": for_log(remark.rule),
        "ruleIndex": index,
        "level": _LEVELS[remark.level],
        "message": {"text": for_log(remark.message)},
        "locations": list(_locations(remark.place)),
        "partialFingerprints": {"pipectl/v1": remark.fingerprint},
    }


def _locations(place: Place | None) -> Iterable[dict[str, Any]]:
    """Where it is, for what is about a file; a column is a cell of a CSV and no character, so it is left out."""
    if place is not None:
        region = {"region": {"startLine": place.line}} if place.line else {}
        yield {"physicalLocation": {"artifactLocation": {"uri": _uri(place.file)}, **region}}


def _uri(name: str) -> str:
    """A file's name as a relative reference, or as a URI where its path starts at the root."""
    path = PurePath(name).as_posix()
    escaped = quote(path.encode("utf-8", "surrogatepass"), safe="/")
    return f"file://{escaped}" if path.startswith("/") else escaped
