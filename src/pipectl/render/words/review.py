"""Sentences of the meeting. Foreign text in them goes through the `clean` of the destination."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from ...domain.coaching import Compared
from ...domain.funnel import Bottleneck
from ...domain.result import Attention, Detail, Measure
from ...domain.review import Commits, Headline, Review, Risks, RisksOf, SinceHow, Slipped, Stood, Stuck
from ...domain.risk import Severity, Sign
from ...domain.sums import Sum
from ...domain.values import Unit
from ..spell import (
    UNDEFINED,
    against,
    days_in_words,
    interval,
    long_day,
    many,
    short_day,
    short_money,
    signed,
    spell,
    target,
)
from .risk import action_words, lift_words, said_words, signs_words
from .shared import Clean, counted, cut

#: Characters of a name that a sentence has room for.
NAME = 40
#: Reasons, stages and owners that one sentence names.
NAMED = 4
NOTHING_AT_RISK = "Nothing wants a look: no sign speaks against any open opportunity."
NO_COMMITS = "Nothing open and due in the period is called certain."
NO_OWNERS = "No owner has anything open, decided in the lookback, or to win in the period."
AS_ABOVE = "not told, as above"
BEFORE = "before"
NO_DIFFERENCE = "No difference between owners is beyond what counts so small allow."


def since_words(found: Review) -> str:
    """`since Mon 9 Nov 2026, the last snapshot`."""
    since = found.since
    day = f"since {long_day(since.day)}"
    return {
        SinceHow.ASKED: day,
        SinceHow.LAST_LOOK: f"{day}, the last snapshot",
        SinceHow.DAYS: f"{day}, {days_in_words(since.days)} ago",
    }[since.how]


def since_day(found: Review) -> str:
    """`since Nov 9`."""
    return f"since {short_day(found.since.day, found.as_of)}"


def sum_words(found: Sum, noun: str = "deal") -> str:
    """`9 deals, $378k`."""
    money = short_money(found.amount, found.currency)
    amount = "" if found.amount is None or not found.opportunities else f", {money}"
    return f"{counted(found.opportunities, noun)}{amount}"


def headline_words(found: Review, clean: Clean) -> tuple[str, ...]:
    """What is won, due and weighted; how that stands against the quota; what changed since the last time."""
    return (
        _stock_words(found.headline, found, clean),
        _quota_words(found.headline, found, clean),
        change_words(found, clean),
    )


def _stock_words(head: Headline, found: Review, clean: Clean) -> str:
    due = "open" if found.period.start is None and found.period.end is None else "open and due"
    parts = [
        f"{title} {short_money(each.value, found.currency)}{_deals(each)}"
        for title, each in (("Won", head.won), (due, head.due), ("weighted", head.weighted))
    ]
    reasons = dict.fromkeys(each.undefined for each in (head.won, head.due, head.weighted) if each.undefined)
    return " · ".join(parts) + "".join(f"; {UNDEFINED}: {clean(reason)}" for reason in reasons)


def _deals(found: Measure) -> str:
    count = found.detail("count")
    return "" if count is None or count.value is None else f" ({counted(int(count.value), 'deal')})"


def _quota_words(head: Headline, found: Review, clean: Clean) -> str:
    quota, coverage = head.quota, head.coverage
    if coverage.undefined is not None and coverage.undefined == head.due.undefined:
        return f"Quota: {AS_ABOVE}"
    if quota.quota is None or coverage.value is None:
        reached = "reached" if coverage.met else clean(coverage.undefined or UNDEFINED)
        won = "" if head.attainment.value is None else f"{_attained(head, found)}, "
        return f"Quota: {won}{reached}"
    aim = target(quota.target_coverage, Unit.MULTIPLE)
    left = short_money(quota.remaining, found.currency)
    covers = f"what is due covers {coverage_words(coverage, quota.target_coverage)} of the {left} left, target {aim}"
    return f"Quota: {_attained(head, found)}; {covers}"


def _attained(head: Headline, found: Review) -> str:
    quota = short_money(head.attainment.denominator, found.currency)
    return f"{spell(head.attainment.value, head.attainment.unit)} of {quota} won"


def coverage_words(found: Measure, aim: Decimal) -> str:
    """`2.0×`, `met`; never as the target that it misses."""
    return "met" if found.met else against(found.value, aim, found.unit)


def change_words(found: Review, clean: Clean) -> str:
    """`Since Mon 9 Nov 2026, the last snapshot: open and due Q4 2026 $441k → $430k, created +$20k, won -$31k`."""
    begin = since_words(found)
    begin = f"{begin[0].upper()}{begin[1:]}"
    change = found.change
    if change is None:
        return f"{begin}: change not told: {clean(found.no_change or '')}"
    whole = change.whole
    start, end = (short_money(each, change.currency) for each in (whole.start, whole.end))
    moves = [
        f", {line.title.lower()} {signed(line.amount, Unit.MONEY, change.currency, short=True)}"
        for line in whole.lines
        if line.opportunities
    ]
    due = "" if change.window.start is None and change.window.end is None else f" and due {clean(change.window.label)}"
    return f"{begin}: open{due} {start} → {end}{''.join(moves) or ', unchanged'}"


def commits_words(found: Commits, clean: Clean) -> str:
    """How many are called certain, and how many of these have signs against them."""
    if found.untold:
        return f"Not told: {clean(found.untold)}."
    if not found.whole.opportunities:
        return NO_COMMITS
    against = "nothing speaks against any of them"
    if found.doubtful.opportunities:
        against = f"with signs against: {sum_words(found.doubtful)}"
    return f"{sum_words(found.whole)}; {against}"


def risks_words(found: Risks) -> str:
    """`9 deals, $378k, of 22 open, $1.03M`."""
    if not found.whole.opportunities:
        return NOTHING_AT_RISK
    return f"{sum_words(found.whole)}, of {sum_words(found.open, noun='open deal')}"


def graver(one: RisksOf) -> tuple[Attention, ...]:
    """Those of an owner that are listed: of high and medium severity, the gravest first."""
    return tuple(each for each in one.shown if each.severity is not Severity.LOW)


def mild_words(found: Risks, clean: Clean) -> str:
    """`Low: 4 deals: No next step 3 · No amount 1`; empty where there are none."""
    if not found.low:
        return ""
    count = sum(each.opportunities for each in found.low)
    told = some_words([f"{clean(cut(each.title, NAME))} {many(each.opportunities)}" for each in found.low])
    return f"Low, not listed: {counted(count, 'deal')}: {told}"


def not_shown_words(found: Risks, clean: Clean) -> str:
    """The owners of whom none is shown: `and Eli 1 deal · Bo 2 deals, $30k`; empty where there are none."""
    rest = [f"{owner_words(one.owner, clean)} {sum_words(one.sum)}" for one in found.owners if not graver(one)]
    return f"and {some_words(rest)}" if rest else ""


def owner_words(owner: str | None, clean: Clean) -> str:
    """The name, or that there is none."""
    return "no owner" if owner is None else clean(cut(owner, NAME))


def slipped_words(found: Slipped, review: Review, clean: Clean) -> tuple[str, str]:
    """What was moved out of the period, and what is overdue; each with its count, or why nothing tells."""
    label = clean(review.period.label)
    if found.pushed is None:
        told = found.no_pushed == review.no_change
        out = f"Moved out of {label}: {AS_ABOVE if told else f'not told: {clean(found.no_pushed or UNDEFINED)}'}"
    elif found.pushed.opportunities:
        out = f"Moved out of {label}: {sum_words(found.pushed)}"
    else:
        out = f"Nothing was moved out of {label}."
    return out, _overdue_words(found, review, clean)


def _overdue_words(found: Slipped, review: Review, clean: Clean) -> str:
    if found.overdue is None or found.newly is None:
        return f"Overdue: not told: {clean(found.no_overdue or '')}"
    if not found.overdue.opportunities:
        return "Nothing is overdue."
    newly = sum_words(found.newly) if found.newly.opportunities else "none"
    return f"Overdue: {sum_words(found.overdue)}; {since_day(review)}: {newly}"


def stuck_words(found: Stuck, clean: Clean) -> str:
    """How many are stalled."""
    if found.whole is None:
        return f"Not told: {clean(found.untold or '')}."
    if not found.whole.opportunities:
        return "Nothing has stood longer than the stage allows, or than wins take."
    has = "has" if found.whole.opportunities == 1 else "have"
    return f"{sum_words(found.whole)}, {has} stood longer than the stage allows, or than wins take"


def bottleneck_words(found: Stuck, review: Review, clean: Clean) -> str:
    """Where most is held back: as history tells, else by the stalled amount; and which of both it is."""
    if found.bottleneck is not None:
        return _by_history(found.bottleneck, review.currency, clean)
    known = not found.no_bottleneck or found.no_bottleneck == review.no_change
    why = "no history tells of one" if known else f"history tells of none: {clean(found.no_bottleneck)}"
    if not found.stages:
        return f"Bottleneck: none by what stands still; {why}"
    top = found.stages[0]
    stage = clean(cut(top.key or UNDEFINED, NAME))
    return f"Bottleneck by what stands still: {stage}, {sum_words(top.sum)} ({why})"


def _by_history(top: Bottleneck, currency: str | None, clean: Clean) -> str:
    counts = f"{many(top.conversion.numerator)} of {many(top.conversion.denominator)}"
    share, aim = spell(top.conversion.value, Unit.PERCENT), spell(top.target, Unit.PERCENT)
    whose = "its target" if top.best_quarter is None else f"its best quarter ({clean(top.best_quarter)})"
    return (
        f"Bottleneck by history: {clean(cut(top.stage, NAME))} converts {share} ({counts}); at the {aim} of {whose} it "
        f"would add {short_money(top.adds, currency)}"
    )


def some_words(words: Sequence[str]) -> str:
    """The first few, and how many more there are."""
    more = len(words) - NAMED
    return " · ".join(words[:NAMED]) + (f" · {many(more)} more" if more > 0 else "")


def figure_words(found: Detail | None, behind: int, currency: str | None) -> str:
    """`55% of 11`, `$65.8k of 6`; `–` where there is none."""
    if found is None or found.value is None:
        return UNDEFINED
    return f"{spell(found.value, found.unit, currency, short=True)} of {many(behind)}"


def reasons_of(figures: Iterable[Compared]) -> Iterable[tuple[str, str | None]]:
    """Titles of figures with why they are undefined, for those that the file does not tell at all."""
    return ((each.own.title, each.own.undefined) for each in figures)


def between_words(found: Detail) -> str:
    """` (28–53%)`; empty for what is no share."""
    return f" ({interval(found.interval)})" if found.interval else ""


def short(amount: Decimal | None, currency: str | None) -> str:
    """Money in short."""
    return short_money(amount, currency)


def why_words(signs: Sequence[Sign], clean: Clean, currency: str | None, most: int) -> str:
    """The gravest reasons, and how many more there are: `close date 12 days past +1`."""
    more = len(signs) - most
    return signs_words(signs[:most], clean, currency) + (f" +{more}" if more > 0 else "")


def do_words(sign: Sign, clean: Clean, currency: str | None) -> str:
    """What to do about it, with a capital."""
    words = action_words(sign, clean, currency)
    return f"{words[:1].upper()}{words[1:]}"


def past_words(signs: Sequence[Sign], clean: Clean) -> str:
    """What became of those that had the gravest sign whose severity the past moved; empty where it moved none."""
    moved = next((sign for sign in signs if sign.is_moved and sign.lift is not None), None)
    if moved is None or moved.lift is None:
        return ""
    return f"{clean(cut(moved.title, NAME))}: {lift_words(moved.lift)}"


def stood_words(found: Stood, clean: Clean) -> str:
    """How long one has stood."""
    return said_words(found.why, clean, found.currency)
