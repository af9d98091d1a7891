"""Holds measures against bounds. It fails closed: what can't be measured never passes by itself."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from fractions import Fraction

from ..domain.check import FEWEST, Check, CheckLevel, UndefinedAs
from ..domain.result import Group, Measure
from ..domain.verdict import CheckLine, Verdict
from .bounds import bounds, exact_value, rounded
from .ways import OF_QUOTA, missing_amount, way

_AS = {UndefinedAs.PASS: Verdict.PASSED, UndefinedAs.WARN: Verdict.WARNED, UndefinedAs.FAIL: Verdict.FAILED}


class Before:
    """What the baseline has for a check."""

    def __init__(self, value: Fraction | None, lacking: str = "") -> None:
        self.value = value
        self.lacking = lacking
        """Why there is nothing, in words, where the check needs it."""


NOTHING_BEFORE = Before(None)


def judge(check: Check, measure: Measure, before: Before = NOTHING_BEFORE) -> CheckLine:
    """One check held against one measure."""
    value, lacking = exact_value(measure), _lacking(check, measure, before)
    held = bounds(check, before.value)
    missed = None if value is None or lacking else held.missed(value)
    gap = None if missed is None or value is None else rounded(abs(missed.exact - value))
    return CheckLine(
        subject=measure.key,
        title=measure.title,
        unit=measure.unit,
        min=held.lower and held.lower.shown,
        max=held.upper and held.upper.shown,
        measured=measure.value,
        verdict=_undefined(check) if lacking else _verdict(check, measure, missed=missed is not None),
        gap=gap,
        gap_amount=gap if measure.unit.is_money else missed and missing_amount(measure, missed.exact),
        reason=check.reason,
        undefined=lacking or measure.undefined,
        name=check.name,
        level=check.level,
        numerator=measure.numerator,
        denominator=measure.denominator,
        before=None if before.value is None else rounded(before.value),
        change=check.max_drop or check.max_rise,
        way=None if missed is None else way(measure, missed.exact),
        definition=measure.definition,
        formula=measure.formula,
    )


def judge_groups(
    check: Check, groups: Sequence[Group], metric: str, before: Iterable[Before] | None = None
) -> tuple[CheckLine, ...]:
    """One line a group, each of which must hold; those with too little behind the measure are not judged.

    Where that is all of them, nothing was judged, and the check has no answer.
    """
    measures = [group.measure(metric) for group in groups]
    is_rate = any(measure.interval is not None for measure in measures)
    fewest = check.at_least or (FEWEST if is_rate else 0 if metric in OF_QUOTA else 1)
    befores = list(before) if before is not None else [NOTHING_BEFORE] * len(groups)
    lines = []
    for group, measure, was in zip(groups, measures, befores, strict=True):
        behind = int(measure.denominator or 0) if is_rate else group.opportunities
        why = _not_judged(group, measure, behind, fewest)
        line = replace(judge(check, measure, was), by=group.by, key=group.key)
        lines.append(line if why is None else _unjudged(line, why))
    if lines and all(line.verdict is Verdict.TOO_FEW for line in lines):
        return tuple(replace(line, verdict=_undefined(check)) for line in lines)
    return tuple(lines)


def _unjudged(line: CheckLine, why: str) -> CheckLine:
    return replace(line, verdict=Verdict.TOO_FEW, gap=None, gap_amount=None, way=None, undefined=why)


def _not_judged(group: Group, measure: Measure, behind: int, fewest: int) -> str | None:
    """Why a group is not judged, in words; None where it is."""
    if behind < fewest:
        return f"{behind} of the {fewest} opportunities it takes to judge"
    if measure.key in OF_QUOTA and measure.denominator is None and not measure.met and _is_idle(group):
        return "neither a quota nor anything open or won in the period"
    return None


def _is_idle(group: Group) -> bool:
    """Whether nothing is open and nothing was won in the period: owners who left, whose deals are in the lookback."""
    return not group.measure("opportunities").value and not group.measure("won_amount").value


def _lacking(check: Check, measure: Measure, before: Before) -> str:
    """Why a measure can't be held against what was before; empty where it can, or where it has no value anyway."""
    changes = check.max_drop is not None or check.max_rise is not None
    return before.lacking if changes and before.value is None and measure.value is not None else ""


def _verdict(check: Check, measure: Measure, *, missed: bool) -> Verdict:
    if measure.value is None:
        return Verdict.PASSED if measure.met and check.upper is None else _undefined(check)
    if not missed:
        return Verdict.PASSED
    return Verdict.WARNED if check.level is CheckLevel.WARN else Verdict.FAILED


def _undefined(check: Check) -> Verdict:
    """What a measure without a value counts as: no answer, unless the check says otherwise."""
    return Verdict.UNDEFINED if check.undefined is None else _AS[check.undefined]
