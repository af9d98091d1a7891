"""What a data check looks at, and what it hits."""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import NamedTuple

from ..domain.derived import Facts, Past, owners_of
from ..domain.finding import Place
from ..domain.opportunity import Opportunity
from ..domain.pipeline import FileAccount, Pipeline
from ..domain.spec import PipelineSpec


class Hit(NamedTuple):
    """What is wrong with one opportunity, or with a file as a whole."""

    place: Place
    field: str
    problem: str
    opportunity: Opportunity | None = None


class Looked:
    """The accepted opportunities of a reading, by what their files have columns for."""

    def __init__(
        self, pipeline: Pipeline, spec: PipelineSpec, as_of: date, past: Mapping[Place, Past] | None = None
    ) -> None:
        self.pipeline, self.spec, self.as_of = pipeline, spec, as_of
        self.opportunities = pipeline.opportunities
        self._past = past or {}
        self._labels = {account.name: dict(account.columns) for account in pipeline.files}
        self._positions = {account.name: _positions(account) for account in pipeline.files}
        self.by_file: dict[str, list[Opportunity]] = {file: [] for file in self._labels}
        for each in pipeline.opportunities:
            self.by_file[each.place.file].append(each)

    @cached_property
    def facts(self) -> Facts:
        """What is known besides the opportunities themselves."""
        return Facts(self.as_of, self._past, owners_of(self.pipeline), self.pipeline.reach)

    def has(self, file: str, *fields: str) -> bool:
        """Whether a file has columns for all of these fields: what it can't tell is nobody's omission."""
        return all(field in self._labels.get(file, ()) for field in fields)

    def having(self, *fields: str) -> Iterator[Opportunity]:
        """The opportunities of the files that have columns for all of these fields."""
        return (each for file, found in self.by_file.items() if self.has(file, *fields) for each in found)

    def label(self, file: str, field: str) -> str:
        """What a file calls a field."""
        return self._labels[file].get(field, field)

    def column(self, file: str, field: str) -> int | None:
        """Which column of a file holds a field, or has a header; None where nothing tells."""
        return self._positions[file].get(field)

    def hit(self, opportunity: Opportunity, field: str, says: str) -> Hit:
        """A hit at the cell of a field: the sentence begins with what the file calls it."""
        file = opportunity.place.file
        place = Place(file, opportunity.place.line, self.column(file, field))
        return Hit(place, field, f"{self.label(file, field)} {says}", opportunity)


def _positions(account: FileAccount) -> dict[str, int]:
    others = zip(account.unused, account.unused_positions, strict=False)
    ours = ((field, position) for (field, _), position in zip(account.columns, account.positions, strict=False))
    return {**dict(others), **dict(ours)}


def days(count: int) -> str:
    """`1 day`, `77 days`."""
    return "1 day" if count == 1 else f"{count:,} days"
