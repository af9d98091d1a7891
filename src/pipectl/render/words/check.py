"""Sentences about checks that several formats share; foreign text in them goes through the destination's `clean`."""

from decimal import Decimal

from ...domain.values import Unit
from ...domain.verdict import (
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
from ..spell import against, full_money, many, short_money, spell, target
from .shared import Clean, counted, cut

#: Holders that a sentence names.
HOLDERS = 3
#: Characters of a name, and of one that stands beside another.
_LONGEST, _BESIDE = 60, 30
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
    """What a check is about: `Coverage, Q1 2027 · Ann`, or its name, and its own filters where it has none."""
    return "".join(line_parts(line, result, clean))


def line_parts(line: CheckLine, result: CheckResult, clean: Clean) -> tuple[str, str]:
    """The same in two: what is measured; and its period, group and filters, which tell it from the next line."""
    title = clean(cut(line.name, _LONGEST if line.by is None else _BESIDE)) if line.name else clean(line.title)
    if line.is_finding and not line.name and line.subject.isupper():
        title = f"{line.subject} {title}"
    period = "" if line.period in (None, result.period) else f", {clean(line.period.label)}"
    group = "" if line.by is None else f" · {clean(cut(line.key or f'no {line.by}', _LONGEST))}"
    only = "" if line.name else only_words(line, result).removeprefix("only ")
    return title, f"{period}{group} ({clean(cut(only, _BESIDE))})" if only else f"{period}{group}"


def only_words(line: CheckLine, result: CheckResult) -> str:
    """The filters that a check has beside those of the whole: `only amount>=10000`."""
    own = line.filters[len(result.filters) :]
    return f"only {' and '.join(own)}" if own else ""


def bound_words(line: CheckLine, currency: str | None, *, brief: bool = False) -> str:
    """What a check asks for: `at least 3.0×`, `from 10% to 40%`; brief, `≥ 3.0×`, `10% – 40%`."""
    least, most = (None if end is None else _bound(end, line, currency) for end in (line.min, line.max))
    if least is None and most is None:
        return change_words(line, "before")
    if least is not None and line.min == line.max:
        return f"= {least}" if brief else f"exactly {least}"
    if least is not None and most is not None:
        return f"{least} – {most}" if brief else f"from {least} to {most}"
    signs = ("≥", "≤") if brief else ("at least", "at most")
    return f"{signs[0]} {least}" if least is not None else f"{signs[1]} {most}"


def _bound(end: Decimal, line: CheckLine, currency: str | None) -> str:
    """A bound as it was written; one that a baseline makes, with as many digits as tell it from what was measured."""
    if line.before is None:
        return target(end, line.unit, currency)
    return against(end, line.before if line.measured is None else line.measured, line.unit, currency)


def change_words(line: CheckLine, what: str) -> str:
    """What a check asks of a change, empty where it asks none: `no more than 10% below before, nor 5% above it`."""
    below = line.max_drop and f"no more than {line.max_drop} below {what}"
    above = line.max_rise and f"no more than {line.max_rise} above {'it' if below else what}"
    return ", ".join(filter(None, (below, above)))


def measured_words(line: CheckLine, currency: str | None) -> str:
    """What was measured, never reading as the bound it missed."""
    if line.met:
        return "met"
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
    if line.gap_amount is None or line.unit.is_money:
        return gap
    return f"{gap}, {short_money(line.gap_amount, currency)}"


def _distance(gap: Decimal, unit: Unit, currency: str | None) -> str:
    """Between two percentages there are points: 52% is 19 points over 33%, not 19% over it."""
    words = against(gap, Decimal(0), unit, currency)
    if unit is not Unit.PERCENT:
        return words
    points = words.removesuffix("%")
    return f"{points} point" if points == "1" else f"{points} points"


def verdict_words(result: CheckResult) -> str:
    """`5 checks: 1 failed, 4 passed; 1 waiver ran out`."""
    verdicts = [line.verdict for line in result.lines]
    counts = [(verdicts.count(each), each.value) for each in GRAVEST_FIRST]
    words = f"{counted(len(verdicts), 'check')}: {', '.join(f'{count} {each}' for count, each in counts if count)}"
    states = [line.state for line in result.waivers]
    ended = [(states.count(state), says) for state, says in _ENDED]
    return "; ".join([words, *(f"{counted(count, 'waiver')} {says}" for count, says in ended if count)])


_ENDED = ((WaiverState.EXPIRED, "ran out"), (WaiverState.UNUSED, "waiving nothing"))


def way_words(way: Way | None, line: CheckLine, currency: str | None) -> str:
    """What would close the gap: `add $259k of open pipeline due in the period`; empty where nothing plain would."""
    if way is None:
        return ""
    money = short_money(way.amount, currency)
    number = way.number or 0
    due = "" if line.subject == "pipeline_value" else " due in the period"
    return {
        Closing.ADD_PIPELINE: f"add {money} of {'weighted' if line.subject == 'weighted_coverage' else 'open'} "
        f"pipeline{due}",
        Closing.ADD_OPPORTUNITIES: f"add {many(number)} to those that are open",
        Closing.WIN_AMOUNT: f"win {money} more in the period",
        Closing.WIN_DEALS: f"win {many(number)} more, with none lost beside them",
        Closing.RE_DATE: f"give {many(number)} of those past their close date a new one",
        Closing.UNSTICK: f"close {many(number)} of the stalled ones",
        Closing.CLEAR: f"close {many(number)} of those overdue or stalled",
        Closing.MEND_ROWS: f"mend {counted(number, 'row')}",
    }[way.closing]


def behind_words(found: Behind | None, currency: str | None) -> str:
    """`22 open and due in the period, $605k`; empty where nothing stands behind."""
    if found is None or not found.opportunities:
        return ""
    if found.tally == "found":
        return counted(found.opportunities, "finding")
    sum_of = "" if found.amount is None else f", {short_money(found.amount, currency)}"
    return f"{many(found.opportunities)} {_WHO[found.tally]}{sum_of}"


def holders_words(found: Behind | None, currency: str | None, clean: Clean) -> str:
    """Whose they are: `Ann 9, $230k; Bo 4, $120k; 3 others`; empty where no owner is known, or only one group's."""
    if found is None or len(found.holders) < 2:
        return ""
    words = []
    for each in found.holders[:HOLDERS]:
        sum_of = "" if each.amount is None else f", {short_money(each.amount, currency)}"
        words.append(
            f"{clean(cut(each.owner, _LONGEST)) if each.owner else 'nobody'} {many(each.opportunities)}{sum_of}"
        )
    rest = len(found.holders) - len(words)
    return "; ".join([*words, f"{rest} others"] if rest > 1 else [*words, "1 other"] if rest else words)


def before_words(line: CheckLine, currency: str | None) -> str:
    """What a baseline has: `$500k on 2026-11-01; no more than 10% below it`; empty without one."""
    if line.before is None or not (line.max_drop or line.max_rise):
        return ""
    was = against(line.before, line.before if line.measured is None else line.measured, line.unit, currency)
    day = f" on {line.before_on}" if line.before_on else ""
    return f"{was}{day}; {change_words(line, 'that')}"


def sum_words(line: CheckLine) -> str:
    """The sum behind a ratio: `605,000 ÷ 500,000`; empty for what is none."""
    if line.numerator is None or line.denominator is None:
        return ""
    halves = (full_money(each) for each in (line.numerator, line.denominator))
    return " ÷ ".join(halves)


def waiver_words(line: WaiverLine, clean: Clean) -> str:
    """What became of a waiver: `coverage of Ann waived until 2026-12-31 (new in the job)`."""
    waiver = line.waiver
    about = f"{clean(cut(waiver.check, _LONGEST))} of {clean(cut(waiver.who, _LONGEST))}"
    reason = clean(waiver.reason)
    if line.state is WaiverState.EXPIRED:
        return f"the waiver on {about} ran out on {waiver.until} ({reason}); mend what it waived, or agree on a new day"
    if line.state is WaiverState.UNUSED and line.fits > 1:
        told = f"{many(line.fits)} opportunities are called so, and which is meant can't be told ({reason})"
        return f"the waiver on {about} waives nothing: {told}; give an id"
    if line.state is WaiverState.UNUSED:
        why = "it isn't there, or the check is no better for it"
        return f"the waiver on {about} waives nothing: {why} ({reason}); remove it"
    return f"{about} is waived until {waiver.until} ({reason})"


def required_words(found: Coverage) -> str:
    """The coverage to aim for: `target 3.0×, your own win rate calls for 2.6×`."""
    aim = f"target {target(found.target, Unit.MULTIPLE)}"
    if found.required is None:
        return f"{aim}; nothing tells what your own record calls for"
    return f"{aim}; your own record calls for {spell(found.required, Unit.MULTIPLE)}"
