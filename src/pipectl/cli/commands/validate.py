"""`pipectl validate`."""

from typing import TYPE_CHECKING

from ..guard import ANSWERED, GATE_FAILED
from ..options import Asking, Reading, Writing

if TYPE_CHECKING:
    from datetime import date

    from ...domain.pipeline import Pipeline


def run(reading: Reading, asking: Asking, writing: Writing) -> int:
    """Every problem in the data, with its place and what to do: exit 1 when rows are set aside."""
    from ..asking import parse_day
    from ..spine import present, today

    as_of = parse_day(asking.as_of, today())
    pipeline = _read(reading, writing, as_of)
    present("findings", writing, pipeline.findings, pipeline.rows)
    return GATE_FAILED if pipeline.rows.set_aside else ANSWERED


def _read(reading: Reading, writing: Writing, as_of: "date") -> "Pipeline":
    from ..places import find_data, find_spec
    from ..spine import narrate, read

    found = find_spec(reading.config)
    pipeline = read(find_data(reading.files, found), found, reading, as_of, writing)
    if writing.verbose:
        narrate(pipeline, found)
    return pipeline
