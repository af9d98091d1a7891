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
    chronicle: "Chronicle | None", opportunities: Iterable[Opportunity], as_of: date
) -> "Mapping[Place, Trail]":
    """What the past tells of each open one, by the place of its row; nothing without history."""
    if chronicle is None:
        return {}
    from ..history.trails import trails

    return trails(chronicle, as_of, {each.place for each in opportunities if each.outcome is Outcome.OPEN})


def bands_with(bands: tuple[Band, ...], found: "Mapping[Place, Trail]") -> tuple[Band, ...]:
    """The rows of a list with what the past tells of them."""

    def told(row: Listed) -> Listed:
        return row._replace(**found[row.place]._asdict()) if row.place in found else row

    return tuple(band._replace(rows=tuple(map(told, band.rows))) for band in bands)


def attention_with(rows: Iterable[Attention], found: "Mapping[Place, Trail]") -> tuple[Attention, ...]:
    """The opportunities to look at with what the past tells of them."""
    return tuple(row._replace(**found[row.place]._asdict()) if row.place in found else row for row in rows)


def pushed(found: "Mapping[Place, Trail]") -> dict[Place, int]:
    """How often each was pushed that was."""
    return {place: trail.push_count for place, trail in found.items() if trail.push_count}


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
