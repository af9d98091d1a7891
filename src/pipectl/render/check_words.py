"""Sentences about checks that several formats share; foreign text in them goes through the destination's `clean`."""

from decimal import Decimal

from ..domain.values import Unit
from ..domain.verdict import (
    GRAVEST_FIRST,
    Behind,
    CheckLine,
    CheckResult,
    Closing,
    Coverage,
    Verdict,
    WaiverLine,
    WaiverState,
    Way,
)
from .spell import against, spell, target
from .words import Clean, counted, cut

#: Holders that a sentence names.
HOLDERS = 3
_LONGEST = 60
_WHO = {
    "due": "open and due in the period",
    "overdue": "open past their close date",
    "stalled": "stalled",
    "decayed": "overdue or stalled",
    "open": "open",
    "won": "won in the lookback",
    "lost": "lost in the lookback",
}


def line_words(line: CheckLine, result: CheckResult, clean: Clean) -> str:
    """What a check is about: `Coverage, Q1 2027 · Ann`, or by the name it has."""
    title = clean(cut(line.name, _LONGEST)) if line.name else clean(line.title)
    if line.is_finding and not line.name and line.subject.isupper():
        title = f"{line.subject} {title}"
    if line.period is not None and line.period != result.period:
        title += f", {clean(line.period.label)}"
    return title if line.by is None else f"{title} · {clean(cut(line.key or f'no {line.by}', _LONGEST))}"


def only_words(line: CheckLine, result: CheckResult) -> str:
    """The filters that a check has beside those of the whole: `only amount>=10000`."""
    own = line.filters[len(result.filters) :]
    return f"only {' and '.join(own)}" if own else ""


def bound_words(line: CheckLine, currency: str | None, *, brief: bool = False) -> str:
    """What a check asks for: `at least 3.0×`, `from 10% to 40%`; brief, `≥ 3.0×`, `10% – 40%`."""
    if line.min is not None and line.min == line.max:
        return (
            f"= {target(line.min, line.unit, currency)}"
            if brief
            else f"exactly {target(line.min, line.unit, currency)}"
        )
    if line.min is None and line.max is None:
        return f"within {line.change} of before"
    ends = [None if end is None else target(end, line.unit, currency) for end in (line.min, line.max)]
    if ends[0] and ends[1]:
        return f"{ends[0]} – {ends[1]}" if brief else f"from {ends[0]} to {ends[1]}"
    least, most = ("≥", "≤") if brief else ("at least", "at most")
    return f"{least} {ends[0]}" if ends[0] else f"{most} {ends[1]}"


def measured_words(line: CheckLine, currency: str | None) -> str:
    """What was measured, never reading as the bound it missed."""
    bound = _nearest(line)
    if bound is None:
        return spell(line.measured, line.unit, currency, short=True)
    return against(line.measured, bound, line.unit, currency)


def _nearest(line: CheckLine) -> Decimal | None:
    bounds = [bound for bound in (line.min, line.max) if bound is not None]
    if not bounds or line.measured is None:
        return None
    measured = line.measured
    return min(bounds, key=lambda bound: abs(bound - measured))


def gap_words(line: CheckLine, currency: str | None) -> str:
    """What is missing and what would bring it: `0.9× short, $259k`, `4 points over`; empty where nothing is."""
    if line.gap is None or line.verdict in (Verdict.PASSED, Verdict.UNDEFINED, Verdict.TOO_FEW):
        return ""
    side = "short" if line.min is not None and line.measured is not None and line.measured < line.min else "over"
    gap = f"{_distance(line.gap, line.unit, currency)} {side}"
    if line.gap_amount is None or line.unit is Unit.MONEY:
        return gap
    return f"{gap}, {spell(line.gap_amount, Unit.MONEY, currency, short=True)}"


def _distance(gap: Decimal, unit: Unit, currency: str | None) -> str:
    """Between two percentages there are points: 52% is 19 points over 33%, not 19% over it."""
    words = against(gap, Decimal(0), unit, currency)
    if unit is not Unit.PERCENT:
        return words
    points = words.removesuffix("%")
    return f"{points} point" if points == "1" else f"{points} points"


def verdict_words(lines: tuple[CheckLine, ...]) -> str:
    """`5 checks: 1 failed, 4 passed`."""
    found = [(sum(line.verdict is each for line in lines), each) for each in GRAVEST_FIRST]
    return f"{counted(len(lines), 'check')}: {', '.join(f'{count} {each.value}' for count, each in found if count)}"


def way_words(way: Way | None, line: CheckLine, currency: str | None) -> str:
    """What would close the gap: `add $259k of open pipeline due in the period`; empty where nothing plain would."""
    if way is None:
        return ""
    money = spell(way.amount, Unit.MONEY, currency, short=True)
    number = way.number or 0
    due = "" if line.subject == "pipeline_value" else " due in the period"
    return {
        Closing.ADD_PIPELINE: f"add {money} of {'weighted' if line.subject == 'weighted_coverage' else 'open'} "
        f"pipeline{due}",
        Closing.ADD_OPPORTUNITIES: f"add {number:,} to those that are open",
        Closing.WIN_AMOUNT: f"win {money} more in the period",
        Closing.WIN_DEALS: f"win {number:,} more, with none lost beside them",
        Closing.RE_DATE: f"close or re-date {number:,} of those past their close date",
        Closing.UNSTICK: f"move on or close {number:,} of the stalled ones",
        Closing.CLEAR: f"move on, re-date or close {number:,} of those overdue or stalled",
        Closing.MEND_ROWS: f"mend {counted(number, 'row')}",
    }[way.closing]


def behind_words(found: Behind | None, currency: str | None) -> str:
    """`22 open and due in the period, $605k`; empty where nothing stands behind."""
    if found is None or not found.opportunities:
        return ""
    if found.tally == "found":
        return counted(found.opportunities, "finding")
    sum_of = "" if found.amount is None else f", {spell(found.amount, Unit.MONEY, currency, short=True)}"
    return f"{found.opportunities:,} {_WHO[found.tally]}{sum_of}"


def holders_words(found: Behind | None, currency: str | None, clean: Clean) -> str:
    """Whose they are: `Ann 9, $230k; Bo 4, $120k; 3 others`; empty where no owner is known, or only one group's."""
    if found is None or len(found.holders) < 2:
        return ""
    words = []
    for each in found.holders[:HOLDERS]:
        sum_of = "" if each.amount is None else f", {spell(each.amount, Unit.MONEY, currency, short=True)}"
        words.append(f"{clean(cut(each.owner, _LONGEST)) if each.owner else 'nobody'} {each.opportunities:,}{sum_of}")
    rest = len(found.holders) - len(words)
    return "; ".join([*words, f"{rest} others"] if rest > 1 else [*words, "1 other"] if rest else words)


def before_words(line: CheckLine, currency: str | None) -> str:
    """What a baseline has: `was $500k, may fall by 10%`; empty without one."""
    if line.before is None or line.change is None:
        return ""
    return f"was {against(line.before, line.measured or line.before, line.unit, currency)}, may change by {line.change}"


def sum_words(line: CheckLine) -> str:
    """The sum behind a ratio: `605,000 ÷ 500,000`; empty for what is none."""
    if line.numerator is None or line.denominator is None:
        return ""
    halves = (spell(each, Unit.MONEY).removesuffix(".00") for each in (line.numerator, line.denominator))
    return " ÷ ".join(halves)


def waiver_words(line: WaiverLine, clean: Clean) -> str:
    """What became of a waiver: `coverage of Ann waived until 2026-12-31 (new in the job)`."""
    waiver = line.waiver
    about = f"{clean(cut(waiver.check, _LONGEST))} of {clean(cut(waiver.who, _LONGEST))}"
    reason = clean(waiver.reason)
    if line.state is WaiverState.EXPIRED:
        return f"the waiver on {about} ran out on {waiver.until} ({reason}); mend what it waived, or agree on a new day"
    if line.state is WaiverState.UNUSED:
        return f"the waiver on {about} waives nothing that is there ({reason}); remove it"
    return f"{about} is waived until {waiver.until} ({reason})"


def required_words(found: Coverage) -> str:
    """The coverage to aim for: `target 3.0×, your own win rate calls for 2.6×`."""
    aim = f"target {target(found.target, Unit.MULTIPLE)}"
    if found.required is None:
        return f"{aim}; nothing tells what your own record calls for"
    return f"{aim}; your own record calls for {spell(found.required, Unit.MULTIPLE)}"
