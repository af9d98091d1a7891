"""Pieces that several JSON documents share. Decimals are exact text, days ISO text, order is stable."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from ...domain.finding import Finding, Findings, Place
from ...domain.period import Period
from ...domain.pipeline import RowCount
from ...domain.result import Detail, Measure
from ...domain.values import Interval, Ratio
from ..exact import exact, maybe_number, number

if TYPE_CHECKING:
    from ...domain.validation import NotRun

Tree = dict[str, Any]


def period(found: Period) -> Tree:
    """Both bounds; the end is the first day outside."""
    return {
        "key": found.key,
        "label": found.label,
        "start": day_text(found.start),
        "end": day_text(found.end),
        "last": day_text(found.last),
    }


def rows(found: RowCount) -> Tree:
    """The account of every row."""
    return {
        "rows": found.read,
        "accepted": found.accepted,
        "set_aside": found.set_aside,
        "blank": found.blank,
        "footer": found.footer,
        "repeated_header": found.repeated_header,
        "elsewhere": found.elsewhere,
        "snapshot": day_text(found.snapshot),
    }


def counts_of(account: Tree) -> list[tuple[str, int]]:
    """What an account of rows counts, without the day they are of."""
    return [(name, count) for name, count in account.items() if name != "snapshot"]


def figures(found: Measure | Detail) -> Tree:
    """A value with both halves, its interval, and why it is undefined."""
    return {
        "title": found.title,
        "value": exact(found.value, found.unit),
        "unit": found.unit.published,
        "numerator": maybe_number(found.numerator),
        "denominator": maybe_number(found.denominator),
        "interval": interval(found.interval),
        "undefined": found.undefined,
    }


def measured(found: Measure) -> Tree:
    """A measure without its definition, as groups have it."""
    return figures(found) | {"met": found.met, "details": {each.key: figures(each) for each in found.details}}


def said(findings: Findings, notes: Iterable[str]) -> Tree:
    """Findings with their exact counts, and notes."""
    return {
        "findings": [finding(each) for each in findings],
        "finding_counts": dict(findings.counts),
        "notes": list(notes),
    }


def not_run(found: "NotRun") -> Tree:
    """A data check without the columns it needs."""
    return {"code": found.code.code, "title": found.code.title, "lacking": found.lacking}


def day_text(day: date | None) -> str | None:
    """ISO text."""
    return None if day is None else day.isoformat()


def interval(found: Interval | None) -> Tree | None:
    """Both ends."""
    return None if found is None else {"low": maybe_number(found.low), "high": maybe_number(found.high)}


def share(ratio: Ratio, why: str) -> Tree:
    """A ratio with both halves, its interval, and why it is undefined where it is."""
    return {
        "value": maybe_number(ratio.value),
        "numerator": number(ratio.numerator),
        "denominator": number(ratio.denominator),
        "interval": interval(ratio.interval),
        "undefined": why if ratio.value is None else None,
    }


def place(found: Place) -> Tree:
    """Where something stands."""
    return {"file": found.file, "line": found.line, "column": found.column}


def finding(found: Finding) -> Tree:
    """One problem at one place."""
    return {
        "code": found.code,
        "level": found.level.value,
        "place": place(found.place),
        "field": found.field,
        "opportunity": found.opportunity,
        "problem": found.problem,
        "remedy": found.remedy,
    }
