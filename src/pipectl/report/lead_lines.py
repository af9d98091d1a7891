"""Lines of the answer about leads: of everything, of a group, of a month of creation."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from ..domain.leads import MOST_MONTHS, LeadLine
from ..domain.period import Period, month
from ..domain.values import Undefined, Unit
from ..metrics.handover import Handed
from ..metrics.lead_sight import Judged, LeadSight
from ..metrics.leads import lead_conversion, measured
from ..metrics.targets import Targets, Whose

#: Months of creation that are told, at least.
MONTHS = 12
_OF_A_MONTH = Undefined("cost is that of the period, and of a month where that is asked for with --period")
_OF_NO_SOURCE = Undefined("these leads name no source that anything could have been spent on")
_NONE_RIPE = (
    "no month that they were created in has ripened yet; matures_after under leads in pipeline.yaml says when one has"
)


class Ways(NamedTuple):
    """What every line is made with."""

    unit: Unit
    """Of response times: hours, or days where no response has a time of day."""
    within: str | None
    missing: Mapping[str, str]
    targets: Targets
    handed: Handed | None
    ripe: date
    """Leads created after this day may become opportunities yet."""


def line(by: str | None, key: str | None, some: Sequence[Judged], ways: Ways, who: Whose | None) -> LeadLine:
    """The line of some leads; `who` is whose spend theirs is."""
    spend = _OF_A_MONTH if by == "month" else ways.targets.spend(who)
    if (by, key) == ("source", None):
        spend = _OF_NO_SOURCE
    return LeadLine(
        by,
        key,
        len(some),
        measured(LeadSight(some, ways.unit, ways.within, spend, ways.missing)),
        None if ways.handed is None else ways.handed.over(each.lead for each in some),
        is_running=any(each.lead.created.day > ways.ripe and not each.converted for each in some),
        spend=None if isinstance(spend, Undefined) else spend,
    )


def by_month(judged: Sequence[Judged], as_of: date, period: Period, ways: Ways) -> Iterator[LeadLine]:
    """The twelve months up to a day, and those before them that are in the period; from the first lead on.

    Of very many the older ones are those with leads. A month is running until its last day is so long ago that its
    leads have become opportunities or won't.
    """
    parts: dict[str, list[Judged]] = {}
    for each in judged:
        parts.setdefault(each.lead.month, []).append(each)
    for span in _spans(as_of, period, sorted(parts)):
        found = line("month", span.key, parts.get(span.key, []), ways, None)
        yield found._replace(is_running=span.last is not None and span.last > ways.ripe)


def _spans(as_of: date, period: Period, had: Sequence[str]) -> list[Period]:
    """The months that are told; `had` are those with leads, oldest first."""
    if not had:
        return []
    start = month(*_numbers(had[0])).start if period.start is None else period.start
    back = MONTHS
    if start is not None and start <= as_of:
        back = max(back, (as_of.year - start.year) * 12 + as_of.month - start.month + 1)
    recent = [month(as_of.year, as_of.month - behind) for behind in reversed(range(min(back, MOST_MONTHS)))]
    if back <= MOST_MONTHS or start is None:
        return [span for span in recent if span.key >= had[0]]
    older = [month(*_numbers(key)) for key in had if start.isoformat()[:7] <= key < recent[0].key]
    return [*older, *(span for span in recent if span.key >= had[0])]


def _numbers(key: str) -> tuple[int, int]:
    """Year and month of 2026-01."""
    year, _, number = key.partition("-")
    return int(year), int(number)


def ripe_of(some: Sequence[Judged], months: Sequence[LeadLine] | None, ways: Ways) -> list[Judged]:
    """Those leads whose month has ripened, of all months or of some."""
    shown = None if months is None else {each.key for each in months}
    return [each for each in some if _is_ripe(each, ways) and (shown is None or each.lead.month in shown)]


def ripened(whole: LeadLine, some: Sequence[Judged], ripe: Sequence[Judged], ways: Ways) -> LeadLine:
    """The line of everything with the conversion of those of its leads whose month has ripened."""
    sight = LeadSight(ripe, ways.unit, ways.within, _OF_A_MONTH, ways.missing)
    own = next(each for each in measured(sight) if each.key == lead_conversion.key)
    if some and not ripe and "converted" not in ways.missing:
        own = own._replace(undefined=_NONE_RIPE)
    return whole._replace(measures=tuple(own if each.key == own.key else each for each in whole.measures))


def _is_ripe(each: Judged, ways: Ways) -> bool:
    created = each.lead.created.day
    last = month(created.year, created.month).last
    return last is not None and last <= ways.ripe
