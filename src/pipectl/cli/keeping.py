"""From what was read to a snapshot in the folder."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from ..domain.errors import UsageProblem
from ..domain.opportunity import FIELDS
from ..domain.pipeline import Pipeline
from .options import Exports, Writing
from .places import FoundSpec
from .spine import read_options, read_sources

if TYPE_CHECKING:
    from ..history.matching import Match
    from ..read.source import Source
    from ..store.canonical import Head
    from ..store.writing import Kept


def now() -> datetime:
    """When a snapshot is taken, to the second."""
    return datetime.now(UTC).replace(microsecond=0)


def keep_sources(
    sources: "Sequence[Source]", found: FoundSpec, reading: Exports, day: date, writing: Writing
) -> tuple[Pipeline, FoundSpec]:
    """What some sources hold as of a day.

    Raises:
        PipectlError: they can't be read, or nothing in them can be kept.
    """
    from ..read.refusals import refuse_nothing

    pipeline, found = read_sources(sources, found, read_options(reading, day), writing)
    if not pipeline.opportunities:
        refuse_nothing(pipeline.files, pipeline.findings)
    return pipeline, found


def keep_pipeline(
    pipeline: Pipeline, found: FoundSpec, folder: Path, day: date, taken: datetime, match: "Match", note: str | None
) -> "Kept":
    """Keep what was read as it stood on a day.

    Raises:
        PipectlError: no opportunity could be known again, or it can't be written.
    """
    from ..store.writing import keep

    refuse_unknowable(pipeline, match)
    return keep(folder, _head(pipeline, found, day, taken, note), pipeline.opportunities, match)


def _head(pipeline: Pipeline, found: FoundSpec, day: date, taken: datetime, note: str | None) -> "Head":
    from ..domain.currencies import Currencies, carried
    from ..store.canonical import Head

    seen = carried(pipeline)
    return Head(
        day=day,
        taken=taken,
        pipeline="" if found.path is None else found.spec.name,
        currency=Currencies(found.spec.currency, seen).the_one(seen) or "",
        set_aside=pipeline.rows.set_aside,
        note=note,
        fields=tuple(field for field in FIELDS if field in pipeline.fields),
    )


def refuse_unknowable(pipeline: Pipeline, match: "Match") -> None:
    """Refuse what could never be followed from one snapshot to the next.

    Raises:
        UsageProblem: nothing in it has what opportunities are known by.
    """
    from ..history.matching import keyed

    key = keyed(match)
    if all(key(each) is None for each in pipeline):
        raise UsageProblem(
            "no opportunity has an id, so none would be known again in the next export; name the column under "
            "columns: id in pipeline.yaml, or use --match name+account"
        )
