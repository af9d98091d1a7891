"""What history adds to the rows of a report and of a list, and what is to be said of it."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from ..domain.finding import NO_FINDINGS, Findings, Place
from ..domain.listing import Band, Listed
from ..domain.opportunity import Opportunity
from ..domain.result import Attention
from ..domain.values import Outcome

if TYPE_CHECKING:
    from ..history.chronicle import Chronicle
    from ..history.trails import Trail


def trails_of(
    chronicle: "Chronicle | None",
    opportunities: Iterable[Opportunity],
    as_of: date,
    positions: Mapping[str, int] | None = None,
) -> "Mapping[Place, Trail]":
    """What the past tells of each open one, by the place of its row; nothing without history.

    `positions` has the open stages in order, to tell who was moved back.
    """
    if chronicle is None:
        return {}
    from ..history.trails import trails

    return trails(chronicle, as_of, {each.place for each in opportunities if each.outcome is Outcome.OPEN}, positions)


def bands_with(bands: tuple[Band, ...], found: "Mapping[Place, Trail]") -> tuple[Band, ...]:
    """The rows of a list with what the past tells of them."""
    return tuple(band._replace(rows=tuple(listed_with(row, found) for row in band.rows)) for band in bands)


def listed_with(row: Listed, found: "Mapping[Place, Trail]") -> Listed:
    """One row with what the past tells of it."""
    past = found.get(row.place)
    return row if past is None else row._replace(push_count=past.push_count, days_in_stage=past.days_in_stage)


def attention_with(rows: Iterable[Attention], found: "Mapping[Place, Trail]") -> tuple[Attention, ...]:
    """The opportunities to look at with what the past tells of them."""
    told = ((row, found.get(row.place)) for row in rows)
    return tuple(
        row if past is None else row._replace(push_count=past.push_count, days_in_stage=past.days_in_stage)
        for row, past in told
    )


def told_notes(chronicle: "Chronicle | None") -> tuple[str, ...]:
    """Where the past was learnt, and what was decided about it, in words."""
    if chronicle is None:
        return ()
    from .sources import sources_told

    sources = sources_told(chronicle)
    return (*([f"history: {'; '.join(sources)}"] if sources else []), *chronicle.said)


def told_findings(chronicle: "Chronicle | None") -> Findings:
    """What is wrong with what is told of the past."""
    return NO_FINDINGS if chronicle is None else chronicle.findings
