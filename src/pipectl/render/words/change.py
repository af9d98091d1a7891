"""Sentences about what changed between two days. Foreign text in them goes through the `clean` of the destination."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from ...domain.changes import ChangedDeal, Changes, ChangeTable, Look
from ...domain.values import EXACT, ZERO, Outcome, Unit
from ..spell import UNDEFINED, days_in_words, full_money, many, short_day, short_money, spell
from .shared import Clean, counted, cut

#: Buckets whose opportunities are open still or simply not there any more, so that somebody has to ask why.
ASKING = ("pushed_out", "removed")
#: What came, where a table of groups has no room for each bucket; and what went, won apart.
CAME = ("created", "pulled_in", "reopened", "increased")
WENT = ("decreased", "pushed_out", "lost", "removed")
#: Characters of a stage's name that a cell has room for.
STAGE = 40
NO_DATE, NO_AMOUNT = "no date", "no amount"
NOTHING = "No amount came, went or changed; moves between stages are not shown here. --since DAY looks further back."
TWICE = "Amounts add up line by line; deals do not, where one stands in several lines or only its amount changed."


def window_words(found: Changes) -> str:
    """`due Q1 2026`; empty where close dates don't matter."""
    window = found.window
    return "" if window.start is None and window.end is None else f"due {window.label}"


def span_words(found: Changes) -> str:
    """`28 days`."""
    return days_in_words((found.end - found.start).days)


def headline_words(found: Changes) -> str:
    """`Open $605k → $380k, $225k less; 22 deals → 17`."""
    whole = found.whole
    by = EXACT.subtract(whole.end, whole.start)
    start, end = (_short(found, amount) for amount in (whole.start, whole.end))
    moved = f"{_short(found, abs(by))} {'more' if by > 0 else 'less'}" if by else "as much as before"
    return f"Open {start} → {end}, {moved}; {counted(whole.start_count, 'deal')} → {many(whole.end_count)}"


def _short(found: Changes, amount: Decimal | None) -> str:
    return short_money(amount, found.currency)


def count_words(table: ChangeTable) -> str:
    """`22 → 17`."""
    return f"{many(table.start_count)} → {many(table.end_count)}"


def by_words(amount: Decimal, found: Changes) -> str:
    """What one opportunity added, exactly, without cents where there are none: `+$80,000`."""
    return f"{'+' if amount > 0 else ''}{full_money(amount, found.currency)}"


def named(found: Changes, keys: tuple[str, ...]) -> str:
    """Titles of some buckets: `created, pulled in`."""
    return ", ".join(found.whole.line(key).title.lower() for key in keys)


def counts_add(table: ChangeTable) -> bool:
    """Whether opportunities add up line by line, as they do where each changed in one way alone."""
    sums = {"created": 1, "pulled_in": 1, "reopened": 1, "increased": 0, "decreased": 0}
    found = sum(line.opportunities * sums.get(line.key, -1) for line in table.lines)
    return table.start_count + found == table.end_count and not any(
        line.opportunities for line in table.lines if not sums.get(line.key, -1)
    )


def sum_of(table: ChangeTable, keys: tuple[str, ...]) -> Decimal:
    """What some buckets add together."""
    total = ZERO
    for line in table.lines:
        total = EXACT.add(total, line.amount) if line.key in keys else total
    return total


def left_words(deal: ChangedDeal, currency: str | None) -> str:
    """What left with an opportunity; nothing is known of one that had no amount."""
    known = any(look is not None and look.amount is not None for look in (deal.before, deal.after))
    return short_money(EXACT.minus(deal.amount) if known else None, currency)


def moved_words(deal: ChangedDeal, key: str, found: Changes, clean: Clean) -> str:
    """What changed of an opportunity: `Mar 31 → May 31`, `$100k → $150k`, `Proposal → Won`."""
    return _MOVED.get(key, _stages)(deal, found, lambda stage: clean(cut(stage, STAGE)))


def _came(deal: ChangedDeal, found: Changes, clean: Clean) -> str:
    look = deal.after
    if look is None:
        return "came and went"
    closes = f", due {_day(look, found)}" if look.expected_close and look.outcome is Outcome.OPEN else ""
    return f"in {clean(look.stage)}{closes}"


def _dates(deal: ChangedDeal, found: Changes, clean: Clean) -> str:
    before, after = _day(deal.before, found), _day(deal.after, found)
    if deal.after is not None and deal.after.outcome is not Outcome.OPEN:
        return f"was due {before}, then {clean(deal.after.stage)}"
    return f"{before} → {after}"


def _amounts(deal: ChangedDeal, found: Changes, clean: Clean) -> str:
    del clean
    ends = [look.amount if look else None for look in (deal.before, deal.after)]
    said = [NO_AMOUNT if each is None else _short(found, each) for each in ends]
    if said[0] == said[1]:
        said = [NO_AMOUNT if each is None else spell(each, Unit.MONEY, found.currency) for each in ends]
    steps = EXACT.subtract(ends[1] or ZERO, ends[0] or ZERO) != deal.amount
    return " → ".join(said) + (", in several steps" if steps else "")


def _stages(deal: ChangedDeal, found: Changes, clean: Clean) -> str:
    del found
    before, after = (UNDEFINED if look is None else clean(look.stage) for look in (deal.before, deal.after))
    return after if deal.before is None else f"{before} → {after}"


def _gone(deal: ChangedDeal, found: Changes, clean: Clean) -> str:
    if deal.before is None:
        return UNDEFINED
    closes = f", due {_day(deal.before, found)}" if deal.before.expected_close else ""
    return f"was in {clean(deal.before.stage)}{closes}"


def _day(look: Look | None, found: Changes) -> str:
    day: date | None = look.expected_close if look else None
    return short_day(day, found.end) if day else NO_DATE


_MOVED: dict[str, Callable[[ChangedDeal, Changes, Clean], str]] = {
    "created": _came,
    "pulled_in": _dates,
    "pushed_out": _dates,
    "increased": _amounts,
    "decreased": _amounts,
    "removed": _gone,
}
