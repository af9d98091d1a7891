"""What was decided and left out of the figures of leads, in words."""

from collections.abc import Iterator, Sequence
from datetime import timezone

from ..domain.lead import LeadBook
from ..domain.leads import MOST_MONTHS, LeadLine
from ..domain.moment import Moment
from ..domain.period import Period
from ..domain.pipeline import Pipeline
from ..domain.spec import PipelineSpec
from ..metrics.lead_sight import Clock, Judged
from .side_notes import of_aside

_ALONE = {"created": "the creation", "first_response": "the first response"}


def notes(
    book: LeadBook,
    judged: Sequence[Judged],
    clock: Clock,
    spec: PipelineSpec,
    *,
    is_running: bool,
    pipeline: Pipeline | None,
    older: Sequence[LeadLine] = (),
    paid: Period | None = None,
) -> Iterator[str]:
    """How fine the times are, when leads were looked at, and what is not told of their opportunities.

    `older` are months that no table shows, `paid` is the period where its spend is known and it is not over.
    """
    yield from _of_days(book, judged)
    told = "first_response" in book.fields
    if told and clock.within is not None and not all(each.answered for each in judged):
        zoned = {_is_zoned(each, clock) for each in judged if not each.answered}
        looked = " and ".join(_looked(clock.looked[each], clock) for each in sorted(zoned))
        yield f"leads without an answer are late where their time was over at {looked}"
    if is_running:
        days = spec.leads.matures_after.removesuffix("d")
        yield f"leads of the last {days} days may become opportunities yet, so that their conversion may rise"
    named = any(each.lead.created.east is not None for each in judged)
    if clock.hours is not None and named and spec.time_zone is None:
        yield (
            "business hours are by the clocks that the times are written by, as pipeline.yaml names no time_zone; "
            "times in Z are those of UTC"
        )
    if older:
        yield _of_months(older)
    if paid is not None:
        yield f"{paid.label} is not over: cost is the spend of all its days over the leads so far"
    yield from _of_opportunities(judged, pipeline)


def _of_months(older: Sequence[LeadLine]) -> str:
    """Which months are told without being shown."""
    count = sum(each.leads for each in older)
    first, last = older[0].key, older[-1].key
    of = f"{first}" if first == last else f"{first} to {last}"
    return (
        f"the table of months has the last {MOST_MONTHS}; {'1 lead' if count == 1 else f'{count:,} leads'} of {of} "
        f"{'is' if count == 1 else 'are'} in --format json and csv alone"
    )


def _is_zoned(each: Judged, clock: Clock) -> bool:
    return each.lead.created.east is not None or (clock.zone is not None and not each.lead.created.timed)


def _looked(looked: Moment, clock: Clock) -> str:
    """`2026-03-10 09:00`, with its offset where no zone is that of all times."""
    text = f"{looked.at:%Y-%m-%d %H:%M}"
    if clock.zone is not None or looked.east is None:
        return text
    return looked.at.replace(tzinfo=timezone(looked.east)).isoformat(" ", "minutes")


def _of_opportunities(judged: Sequence[Judged], pipeline: Pipeline | None) -> Iterator[str]:
    """What the export of opportunities lacks."""
    if pipeline is None and any(each.lead.opportunities for each in judged):
        yield "no export of opportunities is at hand to tell what became of them; name it with --opportunities"
    yield from of_aside(pipeline)


def _of_days(book: LeadBook, judged: Sequence[Judged]) -> Iterator[str]:
    """How many responses are told by the day alone; nothing where there is none."""
    if not any(each.days is not None for each in judged):
        return
    alone = [words for field, words in _ALONE.items() if field in book.days_alone]
    if alone:
        are = "is a day" if len(alone) == 1 else "are days"
        yield f"{' and '.join(alone)} {are} without a time of day, so that response times are as fine as days"
        return
    bare = sum(each.days is not None and each.took is None for each in judged)
    if bare:
        of = "1 answered lead tells" if bare == 1 else f"{bare:,} answered leads tell"
        yield f"{of} a day without a time of day, and {'is' if bare == 1 else 'are'} in no median of hours"
