"""The day an opportunity entered the stage it is in, from the column of that stage, and of its pipeline."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from .chosen import ENTERED, Chosen
from .codes import quoted
from .headers import normal
from .stages import StageBook


class _Column(NamedTuple):
    """One column of the days a stage was entered."""

    field: str
    pipeline: str
    """Normalised name of the pipeline it is of; empty where the header names none."""
    label: str


class StageDays:
    """Finds the day for each row; of columns of several pipelines, the one of the row's own."""

    def __init__(self, chosen: Chosen, book: StageBook) -> None:
        self._book, self._stage = book, chosen.columns.get("stage")
        pipelines = frozenset() if chosen.preset is None else chosen.preset.pipelines
        self._pipeline = next((at for at, label in enumerate(chosen.labels) if normal(label) in pipelines), None)
        self._columns: defaultdict[str, list[_Column]] = defaultdict(list)
        for text, at in chosen.entered:
            stage, pipeline = book.entered(text)
            if stage:
                self._columns[stage].append(_Column(f"{ENTERED}{at}", normal(pipeline), chosen.labels[at]))
        self._unknown, self._example = 0, ""

    def day(self, stage: str, told: Mapping[str, Any], cells: list[str]) -> date | None:
        """The day that `told` has for a stage; None where it has none, or none that is sure to be of its pipeline."""
        columns = self._columns.get(stage, [])
        found = _fitting(columns, self._pipeline_of(cells)) if any(one.pipeline for one in columns) else columns
        if len(found) == 1:
            return told.get(found[0].field)
        filled = [one for one in columns if told.get(one.field) is not None]
        self._unknown += bool(filled)
        self._example = self._example or "".join(one.label for one in filled[:1])
        return None

    @property
    def stages(self) -> tuple[str, ...]:
        """The stages that have a column."""
        return tuple(self._columns)

    @property
    def said(self) -> tuple[str, ...]:
        """How many rows have days of which none is sure to be theirs, in words."""
        if not self._unknown:
            return ()
        rows = "1 row" if self._unknown == 1 else f"{self._unknown:,} rows"
        said = f"in {rows} no day is taken on which the stage was entered"
        why = f"the columns for it are of one pipeline each, as {quoted(self._example)}"
        return (f"{said}: {why}, and nothing says which pipeline is meant",)

    def _pipeline_of(self, cells: list[str]) -> str:
        """The pipeline that a row names in a column of its own, else behind its stage; empty where it names none."""
        told = "" if self._pipeline is None else normal(cells[self._pipeline])
        if told or self._stage is None:
            return told
        return normal(self._book.entered(cells[self._stage])[1])


def _fitting(columns: list[_Column], pipeline: str) -> list[_Column]:
    """The columns that may be of a pipeline; of several those that name it. Where none is named any may."""
    fits = [one for one in columns if not pipeline or one.pipeline in ("", pipeline)]
    exact = [one for one in fits if one.pipeline and one.pipeline == pipeline]
    return exact or fits
