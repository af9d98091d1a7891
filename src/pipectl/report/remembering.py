"""What history adds to the rows of a report and of a list, and what is to be said of it."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from ..domain.finding import NO_FINDINGS, Findings
from ..domain.listing import Band, Listed
from ..domain.result import Attention
from ..domain.values import Outcome

if TYPE_CHECKING:
    from ..history.chronicle import Chronicle


def with_trails(bands: tuple[Band, ...], chronicle: "Chronicle | None", as_of: date) -> tuple[Band, ...]:
    """The rows of a list with what the past tells of those that are open."""
    if chronicle is None:
        return bands
    from ..history.trails import UNKNOWN, trails

    places = {row.place for band in bands for row in band.rows if row.outcome is Outcome.OPEN}
    found = trails(chronicle, as_of, places)

    def told(row: Listed) -> Listed:
        return row._replace(**found.get(row.place, UNKNOWN)._asdict())

    return tuple(band._replace(rows=tuple(map(told, band.rows))) for band in bands)


def attention_with_trails(
    rows: Sequence[Attention], chronicle: "Chronicle | None", as_of: date
) -> tuple[Attention, ...]:
    """The opportunities to look at with what the past tells of them."""
    if chronicle is None:
        return tuple(rows)
    from ..history.trails import UNKNOWN, trails

    found = trails(chronicle, as_of, {row.place for row in rows})
    return tuple(row._replace(**found.get(row.place, UNKNOWN)._asdict()) for row in rows)


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
