"""Holds a report's measures against bounds. It fails closed: what can't be measured never passes."""

from collections.abc import Sequence
from decimal import Decimal

from ..domain.errors import SpecProblem, UsageProblem
from ..domain.result import Measure, Report
from ..domain.spec import Check, CheckLevel
from ..domain.values import EXACT, ZERO, Unit
from ..domain.verdict import CheckLine, CheckResult, Verdict

#: Measures whose denominator is quota, so that what they lack is so much money.
OF_QUOTA = frozenset(("quota_attainment", "coverage", "remaining_coverage", "weighted_coverage"))


def run_checks(report: Report, checks: Sequence[Check]) -> CheckResult:
    """The verdict of every check on a report, in the order given.

    Raises:
        UsageProblem: there is nothing to check.
        SpecProblem: a check names a measure that does not exist.
    """
    if not checks:
        raise UsageProblem("there is nothing to check; add checks to pipeline.yaml or give --min-coverage")
    return CheckResult(
        pipeline=report.pipeline,
        currency=report.currency,
        as_of=report.as_of,
        period=report.period,
        filters=report.filters,
        lines=tuple(_line(check, _measure(report, check.metric)) for check in checks),
        rows=report.rows,
        selected=report.selected,
        findings=report.findings,
        notes=report.notes,
        see_findings=report.see_findings,
        currencies=report.currencies,
    )


def _measure(report: Report, key: str) -> Measure:
    known = {measure.key: measure for measure in report.measures}
    if key in known:
        return known[key]
    from difflib import get_close_matches

    close = get_close_matches(key, known, n=1)
    hint = f"did you mean {close[0]}?" if close else f"name one of {', '.join(known)}"
    raise SpecProblem(f"check of {key!r}: there is no such measure; {hint}")


def _line(check: Check, measure: Measure) -> CheckLine:
    gap = _gap(check, measure)
    return CheckLine(
        metric=measure.key,
        title=measure.title,
        unit=measure.unit,
        min=check.min,
        max=check.max,
        measured=measure.value,
        verdict=_verdict(check, measure, missed=gap is not None),
        gap=gap,
        gap_amount=_gap_amount(check, measure, gap),
        reason=check.reason,
        undefined=measure.undefined,
    )


def _verdict(check: Check, measure: Measure, *, missed: bool) -> Verdict:
    if measure.value is None:
        return Verdict.PASSED if measure.met and check.max is None else Verdict.UNDEFINED
    if not missed:
        return Verdict.PASSED
    return Verdict.WARNED if check.level is CheckLevel.WARN else Verdict.FAILED


def _gap(check: Check, measure: Measure) -> Decimal | None:
    """How far a measure is outside its bound, None inside."""
    if measure.value is None:
        return None
    for bound, sign in ((check.min, 1), (check.max, -1)):
        if bound is not None and _beyond(measure, bound) * sign < 0:
            return EXACT.abs(EXACT.subtract(bound, measure.value))
    return None


def _beyond(measure: Measure, bound: Decimal) -> Decimal:
    """Above zero where a measure is above a bound: by its exact halves where it has them, not by the rounded ratio."""
    numerator, denominator = measure.numerator, measure.denominator
    if numerator is None or denominator is None or denominator <= 0:
        return EXACT.subtract(measure.value or ZERO, bound)
    return EXACT.subtract(numerator, EXACT.multiply(bound, denominator))


def _gap_amount(check: Check, measure: Measure, gap: Decimal | None) -> Decimal | None:
    """Money that would close the gap: open pipeline to add for coverage, won amount for attainment."""
    if gap is None or measure.unit is Unit.MONEY:
        return gap
    if measure.key not in OF_QUOTA or check.min is None or measure.denominator is None:
        return None
    missing = EXACT.subtract(EXACT.multiply(check.min, measure.denominator), measure.numerator or ZERO)
    return missing if missing > 0 else None
