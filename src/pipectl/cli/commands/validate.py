"""`pipectl validate`."""

from datetime import date

from ...domain.pipeline import Pipeline
from ..asking import parse_day
from ..guard import ANSWERED, GATE_FAILED
from ..options import Asking, Reading, Writing
from ..places import find_data, find_spec
from ..spine import narrate, present, read, today


def run(reading: Reading, asking: Asking, writing: Writing) -> int:
    """Every problem in the data, with its place and what to do: exit 1 when rows are set aside."""
    as_of = parse_day(asking.as_of, today())
    pipeline = _read(reading, writing, as_of)
    present("findings", writing, pipeline.findings, pipeline.rows)
    return GATE_FAILED if pipeline.rows.set_aside else ANSWERED


def _read(reading: Reading, writing: Writing, as_of: date) -> Pipeline:
    found = find_spec(reading.config)
    pipeline = read(find_data(reading.files, found), found, reading, as_of, quiet=writing.quiet)
    if writing.verbose:
        narrate(pipeline, found)
    return pipeline
