"""Whose figures of which day a picture shows."""

from collections.abc import Iterable
from datetime import date
from typing import Protocol

from ...domain.period import Period
from ..harmless import for_picture
from ..spell import long_day
from ..words.shared import cut

#: Characters of one part, so that a long name leaves room for the day.
LONGEST = 40


class Told(Protocol):
    """What every result says of itself."""

    @property
    def pipeline(self) -> str:
        """Name from pipeline.yaml."""

    @property
    def as_of(self) -> date:
        """The day it speaks about."""

    @property
    def filters(self) -> tuple[str, ...]:
        """In words."""


class Spanned(Told, Protocol):
    """The same of a period."""

    @property
    def period(self) -> Period:
        """The span that figures speak about."""


def subtitle(found: Told, *parts: str) -> str:
    """Whose figures they are, of which span and day, and what alone they speak of."""
    return headed(found.pipeline, *parts, f"as of {long_day(found.as_of)}", *only(found.filters))


def of_period(found: Spanned, *parts: str) -> str:
    """The same with its period."""
    return subtitle(found, found.period.label, *parts)


def headed(*parts: str) -> str:
    """Parts of a subtitle in one line."""
    return for_picture(" · ".join(cut(each, LONGEST) for each in parts if each))


def only(filters: Iterable[str]) -> list[str]:
    """What alone figures speak of."""
    return [f"only {each}" for each in filters]
