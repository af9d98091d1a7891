"""Where the past was learnt, in words."""

from ..history.chronicle import Chronicle


def sources_told(chronicle: Chronicle) -> tuple[str, ...]:
    """Each source with the days it speaks of: `12 snapshots, 2026-01-05 to 2026-11-16`."""
    return tuple(
        f"{source.title}, {source.since} to {source.until}"
        if source.since != source.until
        else f"{source.title}, {source.since}"
        for source in chronicle.sources
    )
