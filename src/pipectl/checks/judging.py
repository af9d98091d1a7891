"""Holds measures against bounds. It fails closed: what can't be measured never passes by itself."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from ..domain.check import FEWEST, Check, CheckLevel, UndefinedAs
from ..domain.result import Measure
from ..domain.values import Unit
from ..domain.verdict import CheckLine, Verdict
from .bounds import bounds, exact_value, rounded
from .ways import OF_QUOTA, OF_SPEND, missing_amount, way

_AS = {UndefinedAs.PASS: Verdict.PASSED, UndefinedAs.WARN: Verdict.WARNED, UndefinedAs.FAIL: Verdict.FAILED}


class Before:
    """What the baseline has for a check."""

    def __init__(self, value: Fraction | None, lacking: str = "", day: date | None = None) -> None:
        self.value, self.day = value, day
        self.lacking = lacking
        """Why there is nothing, in words, where the check needs it."""


NOTHING_BEFORE = Before(None)


def judge(check: Check, measure: Measure, before: Before = NOTHING_BEFORE) -> CheckLine:
    """One check held against one measure; what is written is held first, then what hangs on a baseline."""
    value = exact_value(measure)
    held = bounds(check, before.value)
    missed = None if value is None else held.missed(value)
    lacking = "" if missed else _lacking(check, measure, before)
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
        undefined=lacking or (None if measure.met and check.upper is None else measure.undefined),
        name=check.name,
        level=check.level,
        numerator=measure.numerator,
        denominator=measure.denominator,
        before=None if before.value is None else rounded(before.value),
        before_on=before.day,
        max_drop=check.max_drop,
        max_rise=check.max_rise,
        met=measure.met,
        way=None if missed is None else way(measure, missed.exact),
        definition=measure.definition,
        formula=measure.formula,
    )


class Part(NamedTuple):
    """One group of a check."""

    key: str | None
    measure: Measure
    behind: int
    """Opportunities its measure is made of."""
    idle: bool = False
    """Nothing is open, nothing was won in the period, and there is no quota: nothing to hold it to."""
    unpaid: bool = False
    """Of a source without spend: nothing that could be held."""
    before: Before = NOTHING_BEFORE


def judge_groups(check: Check, parts: Sequence[Part], by: str) -> tuple[CheckLine, ...]:
    """One line a group, each of which must hold; those with too little behind the measure are not judged.

    Where that is all of them, nothing was judged, and the check has no answer.
    """
    fewest = check.at_least or _fewest([part.measure for part in parts])
    lines = []
    for part in parts:
        why = _not_judged(part, fewest)
        line = replace(judge(check, part.measure, part.before), by=by, key=part.key)
        lines.append(line if why is None else _unjudged(line, why))
    if lines and all(line.verdict is Verdict.TOO_FEW for line in lines):
        return tuple(replace(line, verdict=_undefined(check)) for line in lines)
    return tuple(lines)


def no_group(check: Check, measure: Measure, by: str) -> CheckLine:
    """The line of a check by groups where there is none: it has no answer."""
    line = judge(check, measure._replace(value=None, met=False))
    return replace(line, verdict=_undefined(check), undefined=f"there is no {by} it could be held to")


def no_answer(line: CheckLine, check: Check, why: str) -> CheckLine:
    """A line that has no answer, though something was measured."""
    return replace(line, verdict=_undefined(check), undefined=why)


def _fewest(measures: Sequence[Measure]) -> int:
    """How many opportunities it takes to judge: a share is worth something from five on, a mean from one.

    Of a count or a sum, and of what is held against a quota or made of spend, nothing at all is an answer: 0.
    """
    if any(measure.key in OF_QUOTA | OF_SPEND or measure.unit is Unit.COUNT for measure in measures):
        return 0
    if any(measure.unit is Unit.PERCENT for measure in measures):
        return FEWEST
    return int(any(measure.denominator is not None or measure.unit in _MEANS for measure in measures))


_MEANS = (Unit.DAYS, Unit.MONEY_PER_DAY, Unit.MULTIPLE)


def _unjudged(line: CheckLine, why: str) -> CheckLine:
    return replace(line, verdict=Verdict.TOO_FEW, gap=None, gap_amount=None, way=None, undefined=why)


def _not_judged(part: Part, fewest: int) -> str | None:
    """Why a group is not judged, in words; None where it is."""
    if part.behind < fewest:
        return f"{part.behind} of the {fewest} {'opportunity' if fewest == 1 else 'opportunities'} it takes to judge"
    if part.idle and part.measure.key in OF_QUOTA:
        return "neither a quota nor anything open or won in the period"
    if part.unpaid and part.measure.key in OF_SPEND:
        return part.measure.undefined or "no spend of its own"
    return None


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
    """What a measure without a value counts as: no answer, unless the check says otherwise; a warning never fails."""
    if check.undefined is None:
        return Verdict.UNDEFINED
    counts = _AS[check.undefined]
    return Verdict.WARNED if counts is Verdict.FAILED and check.level is CheckLevel.WARN else counts
