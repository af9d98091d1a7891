"""What answers about tables beside the opportunities say alike, in words."""

from collections.abc import Iterator

from ..domain.pipeline import Pipeline


def of_aside(pipeline: Pipeline | None) -> Iterator[str]:
    """That rows of the opportunities are set aside, as what another table names may be among them, and of what day.

    A snapshot stands in for the export on a past day that it is nearer to.
    """
    if pipeline is not None and pipeline.rows.snapshot is not None:
        yield f"the opportunities are those of the snapshot of {pipeline.rows.snapshot}"
    aside = 0 if pipeline is None else pipeline.rows.set_aside
    if aside:
        rows = "1 row of the opportunities is" if aside == 1 else f"{aside:,} rows of the opportunities are"
        yield f"{rows} set aside, so that what is not in the export may be among them; see pipectl validate"
