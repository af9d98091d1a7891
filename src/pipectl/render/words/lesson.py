"""Sentences about what was won and lost. Foreign text in them goes through the `clean` of the destination."""

from collections.abc import Sequence

from ...domain.review import Decided, Review
from ...domain.sums import Keyed, Sum
from ..spell import UNDEFINED, days_in_words, many, short_money
from .review import NAME, since_day, some_words, sum_words
from .shared import Clean, cut


def learnt_words(found: Review, clean: Clean) -> tuple[str, ...]:
    """What was won and lost, by which reasons, and where."""
    learnt = found.lessons
    undated = _undated_words(found)
    if not learnt.won.opportunities + learnt.lost.opportunities:
        return undated or (f"Nothing was won or lost {since_day(found)}.",)
    said = [f"Won {_or_none(learnt.won)}; lost {_or_none(learnt.lost)}"]
    if learnt.lost.opportunities:
        said.append(_parts("Lost for", learnt.reasons, learnt.no_reasons, "no reason given", clean))
        said.append(_parts("Lost in", learnt.stages, learnt.no_stages, "no stage told", clean))
    return (*said, *undated)


def _undated_words(found: Review) -> tuple[str, ...]:
    """That nothing tells of some when they were decided; nothing where it is told of all."""
    undated, learnt = found.lessons.undated, found.lessons
    if not undated.opportunities:
        return ()
    if learnt.won.opportunities + learnt.lost.opportunities:
        return (f"Not among them: {sum_words(undated)}, decided on a day that nothing tells",)
    return (f"Not told what was won or lost {since_day(found)}: {sum_words(undated)}, decided on no day that is told.",)


def _or_none(found: Sum) -> str:
    return sum_words(found) if found.opportunities else "none"


def _parts(title: str, parts: Sequence[Keyed], untold: str | None, nothing: str, clean: Clean) -> str:
    if untold is not None:
        return f"{title}: not told: {clean(untold)}"
    named = [
        f"{nothing if each.key is None else clean(cut(each.key, NAME))} {many(each.sum.opportunities)}"
        + ("" if each.sum.amount is None else f" ({short_money(each.sum.amount, each.sum.currency)})")
        for each in parts
    ]
    return f"{title}: {some_words(named)}"


def decided_words(deal: Decided, clean: Clean) -> str:
    """What there is to learn from one: `Price, in Negotiation, after 54 days`, `Partner, after 54 days`."""
    days = "" if deal.cycle_days is None or deal.cycle_days < 0 else f"after {days_in_words(deal.cycle_days)}"
    parts = [
        *([clean(cut(deal.reason, NAME))] if deal.reason else []),
        *([f"in {clean(cut(deal.stage, NAME))}"] if deal.stage else []),
        *([f"from {clean(cut(deal.source, NAME))}"] if deal.source and not deal.reason and not deal.stage else []),
        *([days] if days else []),
    ]
    return ", ".join(parts) or UNDEFINED
