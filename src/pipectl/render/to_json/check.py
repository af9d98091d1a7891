"""The verdict of `pipectl check` as the plain tree that JSON is written from."""

from ...domain.values import Unit
from ...domain.verdict import (
    Behind,
    CheckLine,
    CheckResult,
    Coverage,
    CoverageLine,
    Holder,
    Party,
    WaiverLine,
    Way,
)
from ..exact import exact, maybe_money, maybe_number
from .parts import Tree, day_text, period, place, rows, said


def tree(found: CheckResult) -> Tree:
    """Everything `pipectl check` says."""
    return {
        "schema": "pipectl.check/1",
        "pipeline": found.pipeline,
        "currency": found.currency,
        "currencies": list(found.currencies),
        "as_of": found.as_of.isoformat(),
        "period": period(found.period),
        "filters": list(found.filters),
        "source": rows(found.rows) | {"selected": found.selected},
        "verdict": found.verdict.value,
        "warn_only": found.warn_only,
        "checks": [_line(each) for each in found.lines],
        "waivers": [_waiver(each) for each in found.waivers],
        "coverage": None if found.coverage is None else _coverage(found.coverage),
    } | said(found.findings, found.notes)


def _line(found: CheckLine) -> Tree:
    measured = found.unit
    return {
        "name": found.name,
        "metric": None if found.is_finding else found.subject,
        "finding": found.subject if found.is_finding else None,
        "title": found.title,
        "unit": measured.published,
        "period": None if found.period is None else period(found.period),
        "filters": list(found.filters),
        "by": found.by,
        "key": found.key,
        "min": exact(found.min, measured),
        "max": exact(found.max, measured),
        "before": exact(found.before, measured),
        "before_on": day_text(found.before_on),
        "max_drop": found.max_drop,
        "max_rise": found.max_rise,
        "met": found.met,
        "measured": exact(found.measured, measured),
        "numerator": maybe_number(found.numerator),
        "denominator": maybe_number(found.denominator),
        "level": found.level.value,
        "verdict": found.verdict.value,
        "gap": exact(found.gap, measured),
        "gap_amount": maybe_money(found.gap_amount),
        "reason": found.reason,
        "undefined": found.undefined,
        "way": None if found.way is None else _way(found.way),
        "behind": None if found.behind is None else _behind(found.behind),
        "waived": None if found.waiver is None else found.waiver.reason,
        "left_out": found.left_out,
        "notes": list(found.notes),
        "definition": found.definition,
        "formula": found.formula,
        "place": None if found.place is None else place(found.place),
    }


def _way(found: Way) -> Tree:
    return {"closing": found.closing.value, "amount": maybe_money(found.amount), "number": found.number}


def _behind(found: Behind) -> Tree:
    return {
        "tally": found.tally,
        "opportunities": found.opportunities,
        "amount": maybe_money(found.amount),
        "shown": [_party(each) for each in found.shown],
        "owners": [_holder(each) for each in found.holders],
    }


def _party(found: Party) -> Tree:
    return {
        "id": found.id,
        "name": found.name,
        "owner": found.owner,
        "account": found.account,
        "stage": found.stage,
        "amount": maybe_money(found.amount),
        "currency": found.currency,
        "day": day_text(found.day),
        "code": found.code,
        "why": found.why,
        "place": place(found.place),
    }


def _holder(found: Holder) -> Tree:
    return {"owner": found.owner, "opportunities": found.opportunities, "amount": maybe_money(found.amount)}


def _waiver(found: WaiverLine) -> Tree:
    waiver = found.waiver
    return {
        "check": waiver.check,
        "opportunity": waiver.opportunity,
        "owner": waiver.owner,
        "reason": waiver.reason,
        "until": waiver.until,
        "state": found.state.value,
        "waived": found.waived,
        "fits": found.fits,
        "place": None if found.place is None else place(found.place),
    }


def _coverage(found: Coverage) -> Tree:
    return {
        "target": exact(found.target, Unit.MULTIPLE),
        "required": exact(found.required, Unit.MULTIPLE),
        "lines": [_coverage_line(each) for each in found.lines],
    }


def _coverage_line(found: CoverageLine) -> Tree:
    return {
        "period": period(found.period),
        "by": found.by,
        "key": found.key,
        "quota": maybe_money(found.quota),
        "won": maybe_money(found.won),
        "due": maybe_money(found.due),
        "quota_attainment": exact(found.attainment, Unit.PERCENT),
        "coverage": exact(found.coverage, Unit.MULTIPLE),
        "remaining_coverage": exact(found.remaining, Unit.MULTIPLE),
        "met": found.met,
        "weighted_coverage": exact(found.weighted, Unit.MULTIPLE),
        "undefined": found.undefined,
    }
