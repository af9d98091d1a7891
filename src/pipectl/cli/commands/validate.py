"""`pipectl validate`."""

from dataclasses import replace
from typing import TYPE_CHECKING

from ..guard import ANSWERED, GATE_FAILED
from ..options import Day, Reading, Writing

if TYPE_CHECKING:
    from datetime import date

    from ...domain.pipeline import Pipeline


def run(reading: Reading, day: Day, writing: Writing) -> int:
    """Every problem in the data, with its place and what to do: exit 1 when rows are set aside."""
    from ..asking import parse_day
    from ..output import refuse_unwritable
    from ..spine import present, today

    refuse_unwritable(writing)
    as_of = parse_day(day.as_of, today())
    pipeline = _read(reading, writing, as_of)
    present("findings", writing, pipeline.findings, pipeline.rows)
    return GATE_FAILED if pipeline.rows.set_aside else ANSWERED


def _read(reading: Reading, writing: Writing, as_of: "date") -> "Pipeline":
    from ..places import find_spec
    from ..spine import find_and_read, narrate

    found = find_spec(reading.config)
    # What --strict forbids fails here anyway, as an answer with its reasons and not as none.
    pipeline, found = find_and_read(found, replace(reading, strict=False), as_of, writing)
    narrate(pipeline, found.path, writing)
    return pipeline
