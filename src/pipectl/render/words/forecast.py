"""Sentences about a forecast. Foreign text in them goes through the `clean` of the destination."""

from collections.abc import Iterable
from decimal import Decimal

from ...domain.forecast import (
    Ahead,
    Band,
    Forecast,
    Goal,
    GroupLine,
    Learnt,
    Move,
    Need,
    Outlook,
    Parts,
    Prospect,
)
from ...domain.values import EXACT, Unit
from ..reasons import Reasons, gathered
from ..spell import UNDEFINED, against, long_day, many, rounded, short_day, short_money, signed, spell
from .forecast_past import METHODS
from .shared import Clean, counted, listed

CATEGORIES = {
    "closed": "Closed",
    "commit": "Commit",
    "most_likely": "Most likely",
    "best_case": "Best case",
    "pipeline": "Pipeline",
    "omitted": "Omitted",
    "other": "None of these",
}
#: What the roll-up of each category is called.
ROLLED = (
    "Rolled up: closed, commit, most likely and best case add up; that of pipeline is the open pipeline, without "
    "closed. Due in the period by expected close, in the row's category, else its stage's."
)
EXPECTED = "Expected is booked + open + not yet created, the mean of what may come; fair is P50."
WEEKS = "█ booked ▓ expected ░ up to P90 │ quota"
GIVES = (
    "Gives: what it brings if won × its chance to be won by the end of the period, which is not that to be won at all."
)
BELOW_CHANCE = (
    "Ever is learnt from more than the chance in the period goes by, such as source and owner, so that it may be the "
    "lower of the two."
)
BRINGS = "Brings: its amount times what such amounts were won with, as the note says."
NEW_SHARED = "What is not yet created is shared out by what each won of the lookback's amount."
NEW_UNTOLD = "What is not yet created is in none of these yet, and counts where there is no name."
NOT_CREATED = "Not yet created"
AS_IT_IS = "as it is"
TOGETHER = "all of these"
#: Reasons that are told of groups or periods without a quota.
MOST_REASONS = 2


def expected_words(found: Forecast) -> str:
    """`Expected $266k: $180k booked + $85k open + $541 not yet created`."""
    parts = found.outlook.parts
    if parts is None:
        return ""
    booked, opened, new = (short_money(each, found.currency) for each in (parts.booked, parts.open, parts.new))
    whole = short_money(parts.expected, found.currency)
    return f"Expected {whole}: {booked} booked + {opened} open + {new} not yet created."


def band_words(band: Band | None, currency: str | None) -> str:
    """`$188k – $357k`, of P10 and P90."""
    if band is None:
        return UNDEFINED
    return f"{short_money(band.p10, currency)} – {short_money(band.p90, currency)}"


def cases_words(found: Forecast) -> str:
    """`Bear $215k · fair $253k · bull $304k; eight of ten times $188k – $357k`."""
    band = found.outlook.band
    if band is None:
        return ""
    bear, fair, bull = (short_money(each, found.currency) for each in (band.p25, band.p50, band.p75))
    return f"Bear {bear} · fair {fair} · bull {bull}; eight of ten times {band_words(band, found.currency)}."


def chance_words(outlook: Outlook) -> str:
    """`4%`."""
    return spell(outlook.p_quota, Unit.PERCENT)


def quota_words(found: Forecast, clean: Clean) -> str:
    """`P(≥ quota $400k) 4%; expected is $134k short of it.`; or why there is no quota."""
    outlook = found.outlook
    if outlook.quota is None:
        return f"No chance of a quota: {clean(outlook.no_quota or '')}."
    if outlook.parts is None:
        return ""
    gap = EXACT.subtract(outlook.parts.expected, outlook.quota)
    side = "short of it" if gap < 0 else "above it"
    quota = short_money(outlook.quota, found.currency)
    told = f"; expected is {short_money(abs(gap), found.currency)} {side}" if gap else ""
    return f"P(≥ quota {quota}) {chance_words(outlook)}{told}."


def is_over(found: Forecast) -> bool:
    """Whether no day of the period is left."""
    return found.period.end is not None and (found.period.end - found.as_of).days <= 1


def method_words(found: Forecast, clean: Clean) -> str:
    """`Method: auto, 62% hazard and 38% stage and time, by their errors on 24 past days`."""
    if is_over(found):
        return "The period is over: what is booked is all that it brings."
    if found.method != "auto":
        return f"Method: {METHODS[found.method]}, {clean(found.why)}."
    return f"Method: auto{_mixed(found)}: {clean(found.why)}."


def _mixed(found: Forecast) -> str:
    shares = [f"{spell(share, Unit.PERCENT)} {METHODS[name]}" for name, share in found.weights]
    if len(shares) == 1:
        return f", here {METHODS[found.weights[0][0]]} alone"
    return f", {listed(shares)}" if shares else ""


def part_words(parts: Parts | None, currency: str | None) -> tuple[str, str, str, str]:
    """Expected, booked, open and new."""
    if parts is None:
        return (UNDEFINED,) * 4
    return (
        short_money(parts.expected, currency),
        short_money(parts.booked, currency),
        short_money(parts.open, currency),
        short_money(parts.new, currency),
    )


def reasons_of(found: Prospect) -> tuple[str, ...]:
    """`stage Negotiation +18`, `pushed 3 times −9`: whole points by which each moved the learnt chance, if any."""
    points = ((each.words, rounded(each.points * 100, 0)) for each in found.reasons)
    return tuple(f"{words} {signed(moved, Unit.COUNT)}" for words, moved in points if moved)


def reason_words(found: Prospect) -> str:
    """All of them."""
    return ", ".join(reasons_of(found))


def others_words(found: Forecast) -> str:
    """`and 14 more that give $12k, 9 open ones give nothing`; empty where there are none."""
    more = (
        f"{many(found.others)} more that give {short_money(found.others_give, found.currency)}" if found.others else ""
    )
    none = f"{many(found.give_nothing)} open that give nothing" if found.give_nothing and found.prospects else ""
    told = [each for each in (more, none) if each]
    return f"and {', '.join(told)}" if told else ""


def gives_words(found: Forecast) -> tuple[str, ...]:
    """What the figures of the drivers mean."""
    if not found.prospects:
        return ()
    return (GIVES, BRINGS) if has_brings(found) else (GIVES,)


def has_brings(found: Forecast) -> bool:
    """Whether any driver brings anything else than its amount."""
    return any(each.amount is not None and each.brings != each.amount for each in found.prospects)


def missing_words(found: Forecast) -> str:
    """`5 open without an amount give nothing: fill it in to count them.`; empty where there are none."""
    if not found.without_amount or _is_run_rate(found):
        return ""
    one = found.without_amount == 1
    give, them = ("gives", "it") if one else ("give", "them")
    return f"{many(found.without_amount)} open without an amount {give} nothing: fill it in to count {them}."


def _is_run_rate(found: Forecast) -> bool:
    return tuple(name for name, _ in found.weights) == ("run_rate",)


def no_drivers_words(found: Forecast) -> str:
    """Why no open opportunity drives it."""
    if found.outlook.parts is None or found.prospects:
        return ""
    if _is_run_rate(found):
        return "The run rate looks at no single opportunity: what is to come is all not yet created."
    return "No open opportunity gives anything."


def learnt_words(found: Forecast, clean: Clean) -> tuple[str, ...]:
    """What learnt chances were worth, or why none are shown; and what was left out."""
    learnt = found.learnt
    if learnt is None:
        return (f"No chances to win at all were learnt: {clean(found.no_learnt or '')}.",)
    left_out = tuple(f"{clean(each)}." for each in learnt.left_out)
    lower = any(each.ever is not None and each.ever < each.probability for each in found.prospects)
    return (f"{_worth(learnt, clean)}.", *((BELOW_CHANCE,) if lower else ()), *left_out)


def _worth(learnt: Learnt, clean: Clean) -> str:
    source = "from history" if learnt.from_history else "from dates alone"
    of = f"learnt {source} of {many(learnt.won)} won and {many(learnt.lost)} lost"
    if learnt.refusal is not None:
        return f"Chances to win at all, {of}, are not shown: {clean(learnt.refusal)}"
    beside = f"base rate {learnt.base}" + ("" if learnt.entered is None else f", as entered {learnt.entered}")
    later = f"{many(learnt.held_on)} decided later"
    return f"Ever: chance to win at all, {of}; Brier score {learnt.brier} ({beside}) on {later}"


def since_words(found: Forecast, clean: Clean) -> str:
    """`Since 16 Nov 2026: $250k → $266k, $16k more.`; or why it is not known."""
    change, parts = found.since, found.outlook.parts
    if change is None or parts is None:
        return f"What moved it is not known: {clean(found.no_since or '')}."
    now, then = parts.expected, change.then.expected
    by = EXACT.subtract(now, then)
    moved = f"{short_money(abs(by), found.currency)} {'more' if by > 0 else 'less'}" if by else "as much as then"
    start, end = (short_money(each, found.currency) for each in (then, now))
    return f"Since {long_day(change.start)}: {start} → {end}, {moved}; by the same methods in the same shares."


def move_words(move: Move, currency: str | None) -> tuple[str, str, str]:
    """Then, now, and by how much it moved."""
    moved = signed(move.moved, Unit.MONEY, currency, short=True)
    return short_money(move.before, currency), short_money(move.after, currency), moved


def goal_words(found: Forecast, goal: Goal, clean: Clean) -> tuple[str, ...]:
    """What the gap needs, created by when; that nothing is needed; or why nobody can tell."""
    if goal.met is not None:
        return (f"Goal: nothing is needed, {clean(goal.met)}.",)
    if goal.undefined is not None or goal.gap is None or goal.best is None or goal.latest is None:
        return (f"Goal: not known, {clean(goal.undefined or '')}.",)
    gap, size = short_money(goal.gap, found.currency), short_money(goal.size, found.currency)
    first = f"Goal: {gap} are missing to the quota, at {size} a win. {_need(found, goal.best)}"
    lately = goal.created_lately
    pace = () if lately is None else (f"In the last 90 days {counted(lately, 'deal')} {_were(lately)} created.",)
    return (f"{first}{_later_words(found, goal.best, goal.latest)}.", *pace)


def _were(number: int) -> str:
    return "was" if number == 1 else "were"


def _later_words(found: Forecast, best: Need, latest: Need) -> str:
    """What it takes of whoever begins later; more than twice as much behind the latest day, if there is one behind."""
    is_last = found.period.end is not None and (found.period.end - latest.day).days <= 1
    if latest.day == best.day:
        return ", the last day of the period" if is_last else "; a day later it takes more than twice as much"
    why = "the last day of the period" if is_last else "the last day on which it takes no more than twice as much"
    return f"; {_need(found, latest, short=True)}, {why}"


def _need(found: Forecast, need: Need, *, short: bool = False) -> str:
    amount = short_money(need.amount, found.currency)
    deals, rate = counted(need.opportunities, "deal"), against(need.probability, Decimal(0), Unit.PERCENT)
    day = short_day(need.day, found.as_of)
    if short:
        return f"created on {day}, {amount} ({deals}, {rate} of it won in time)"
    return f"Created on {day}, it takes {amount} of new pipeline ({deals}), of which {rate} is won in time"


def new_words(found: Forecast, by: str) -> str:
    """To whom those not yet created are counted."""
    return NEW_UNTOLD if by in found.untold_of_new else NEW_SHARED


def of_quotas(lines: Iterable[GroupLine | Ahead]) -> Reasons:
    """Why groups or periods have no chance of a quota: once where it is the same for all, else of the first few."""
    reasons = gathered(("P(≥ quota)", line.outlook.no_quota) for line in lines)
    first = dict(list(reasons.items())[:MOST_REASONS])
    rest = len(reasons) - len(first)
    return first | ({f"{many(rest)} more have none either": ["P(≥ quota)"]} if rest else {})
