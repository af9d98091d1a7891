"""What the files of activities that pipeline.yaml names tell of the opportunities: joined once, before any question."""

from datetime import date
from typing import TYPE_CHECKING

from ..domain.errors import InputProblem
from ..domain.pipeline import Pipeline
from ..domain.spec import DateOrder
from .options import Reading, Writing
from .output import keep_inputs
from .places import FoundSpec, named_beside

if TYPE_CHECKING:
    from ..read.source import Source


def with_activities(pipeline: Pipeline, found: FoundSpec, reading: Reading, as_of: date, writing: Writing) -> Pipeline:
    """The opportunities with their last activity of either; as they are where pipeline.yaml names no file.

    What is beside the data and not named is read by `pipectl activity` alone.

    Raises:
        PipectlError: a file that is named can't be read, or `--strict` and rows of it were set aside.
    """
    if found.path is None or not found.spec.activities.files:
        return pipeline
    from ..engines.touches import with_touches
    from ..read.reader import ReadOptions
    from ..read.side.activities import read_activities
    from .side_tables import refuse_aside

    sources = _sources(found)
    keep_inputs([source.name for source in sources], output=writing.output, rejects=reading.rejects)
    order = None if reading.date_order is None else DateOrder(reading.date_order)
    told = read_activities(sources, found.spec, ReadOptions(as_of=as_of, date_order=order))
    refuse_aside(told.files, told.findings.kept, strict=reading.strict)
    return with_touches(pipeline, told.book, told.files, as_of)


def _sources(found: FoundSpec) -> "list[Source]":
    from ..read.source import expand, load

    try:
        return [load(path) for path in expand(named_beside(found, found.spec.activities.files))]
    except InputProblem as problem:
        raise InputProblem(
            f"{problem.message}; {found.path} names it under activities: files, so correct that or put it there"
        ) from None
