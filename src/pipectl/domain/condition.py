"""Conditions as pipeline.yaml writes them: structured data that criteria, scores, risks and filters share.

Field descriptions are published in the JSON Schema, so they are written for the person who edits pipeline.yaml.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .constraints import Bound, DayOrAsOf, DaysAgo, Field, Header, Number, Pattern, Text


def written(name: str) -> str:
    """A setting as pipeline.yaml writes it: some are words of Python."""
    return name.removesuffix("_")


_KNOWN_ONLY = {"extra": "forbid", "alias_generator": written}
#: The ways to compare a field, by the name of the setting, and how it is said in words before its value.
_COMPARISONS = {
    "is_": "is",
    "equals": "is",
    "in_": "is",
    "min": "is at least",
    "max": "is at most",
    "between": "is between",
    "before": "is before",
    "after": "is after",
    "older_than": "is longer ago than",
    "matches": "matches",
}
_JOINED = {"all": " and ", "any": " or ", "not_": ""}


class State(StrEnum):
    """Whether a field has a value."""

    SET = "set"
    MISSING = "missing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """What must be so of an opportunity: one field compared in one or several ways, or conditions joined."""

    __pydantic_config__ = _KNOWN_ONLY

    field: Annotated[
        Header | None,
        Field(
            description="Field to look at: one of pipectl's (amount, next_step), a derived one (age_days, push_count), "
            "or a header of the file."
        ),
    ] = None
    is_: Annotated[State | None, Field(description="set or missing: whether it has a value.")] = None
    equals: Annotated[Text | None, Field(description="The value it has; case and spacing don't matter.")] = None
    in_: Annotated[
        Annotated[tuple[Text, ...], Field(max_length=500)],
        Field(description="Values of which it has one: [EMEA, APAC]."),
    ] = ()
    min: Annotated[Number | None, Field(description="It is this or more: a number as 10000, or a share as 40%.")] = None
    max: Annotated[Number | None, Field(description="It is this or less.")] = None
    between: Annotated[
        Annotated[tuple[Bound, ...], Field(min_length=2, max_length=2)],
        Field(description="It lies between these two numbers or days, which both count: [10, 500]."),
    ] = ()
    before: Annotated[
        DayOrAsOf | None, Field(description="Its day is before this one: 2026-12-31, or as_of, the day of the report.")
    ] = None
    after: Annotated[DayOrAsOf | None, Field(description="Its day is after this one: 2026-12-31, or as_of.")] = None
    older_than: Annotated[
        DaysAgo | None, Field(description="Its day lies more than this many days before the day of the report: 30.")
    ] = None
    matches: Annotated[
        Pattern | None,
        Field(
            description="Regular expression found in its text (20,000 characters of it at most), whatever the case; no "
            "backreferences, no lookaround."
        ),
    ] = None
    all: Annotated[tuple[Condition, ...], Field(description="Conditions that must all hold.")] = ()
    any: Annotated[tuple[Condition, ...], Field(description="Conditions of which one must hold.")] = ()
    not_: Annotated[Condition | None, Field(description="A condition that must not hold.")] = None

    def __post_init__(self) -> None:
        if problem := self.flaw():
            raise ValueError(problem)

    @property
    def comparisons(self) -> tuple[str, ...]:
        """The ways its field is compared, as attributes are called."""
        return tuple(name for name in _COMPARISONS if getattr(self, name) not in (None, ()))

    @property
    def joined(self) -> tuple[str, ...]:
        """Which of all, any and not it has, as attributes are called."""
        return tuple(name for name in _JOINED if getattr(self, name) not in (None, ()))

    @property
    def asks(self) -> bool:
        """Whether it asks anything: words alone are for people."""
        return bool(self.field or self.joined)

    @property
    def parts(self) -> tuple[Condition, ...]:
        """The conditions it joins."""
        return (*self.all, *self.any, *((self.not_,) if self.not_ else ()))

    def fields(self) -> Iterator[str]:
        """Every field that is looked at, here and below, as it is written."""
        if self.field is not None:
            yield self.field
        for part in self.parts:
            yield from part.fields()

    def flaw(self) -> str | None:
        """What is wrong between its settings and what to do, `has …; do …`; None where it can be judged."""
        return _flaw(self) or (None if self.asks else "asks nothing; add field and a comparison, such as is: set")

    def words(self) -> str:
        """It in words: `next_step is set and amount is at least 10000`."""
        if self.field is not None:
            return " and ".join(f"{self.field} {self._compared(name)}" for name in self.comparisons)
        (name,) = self.joined
        said = _JOINED[name].join(
            f"({part.words()})" if part.joined and len(self.parts) > 1 else part.words() for part in self.parts
        )
        return f"not ({said})" if name == "not_" else said

    def _compared(self, name: str) -> str:
        value = getattr(self, name)
        if name == "between":
            value = " and ".join(value)
        elif isinstance(value, tuple):
            value = " or ".join(value)
        return f"{_COMPARISONS[name]} {value}{' days' if name == 'older_than' else ''}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion(Condition):
    """What must be true: in words for people, and as a condition where the data can tell."""

    __pydantic_config__ = _KNOWN_ONLY
    #: Text alone may stand for it.
    __short_for__ = "text"

    text: Annotated[Text | None, Field(description="What must be true, in words.")] = None

    def flaw(self) -> str | None:
        """The same; words alone are enough, too."""
        if not self.asks and self.text is None:
            return "says nothing; add text, or field and a comparison such as is: set"
        return _flaw(self)

    @property
    def title(self) -> str:
        """It in words, its own where it has some."""
        return self.text or self.words()


def _flaw(condition: Condition) -> str | None:
    """What is wrong between the settings of a condition that asks something."""
    joined, compared = condition.joined, condition.comparisons
    if len(joined) > 1:
        return f"has {written(joined[0])} beside {written(joined[1])}; put one inside the other"
    if joined and (condition.field or compared):
        other = "field" if condition.field else written(compared[0])
        return f"has {written(joined[0])} beside {other}; put the comparison inside {written(joined[0])}"
    if compared and condition.field is None:
        return f"has {written(compared[0])} and no field; add field: the field to look at"
    if condition.field and not compared:
        return f"names {condition.field} and no comparison; add one, such as is: set, equals, in, min or older_than"
    if condition.is_ is State.MISSING and len(compared) > 1:
        return f"has is: missing beside {written(compared[1])}, so nothing fits; keep one of the two"
    return None
