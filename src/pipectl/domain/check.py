"""What pipeline.yaml holds a pipeline to: checks, and what is waived for a while.

Field descriptions are published in the JSON Schema, so they are written for the person who edits pipeline.yaml.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

if TYPE_CHECKING:
    from .constraints import Change, Count, DayText, Field, Header, PeriodKey, Text

_KNOWN_ONLY = {"extra": "forbid"}
#: Decided ones a rate of a group is judged from, where the check does not say how many.
FEWEST = 5
#: What a check may be held to.
_BOUNDS = ("min", "max", "equals", "between", "max_drop", "max_rise")
#: What makes no sense beside `finding`: findings are about rows, whatever is asked of the figures.
_OF_MEASURES = ("period", "by", "at_least", "where", "max_drop", "max_rise", "undefined")


class CheckLevel(StrEnum):
    """What a missed check does."""

    WARN = "warn"
    FAIL = "fail"


class UndefinedAs(StrEnum):
    """What a measure that is not defined counts as, where a check says so."""

    PASS = "pass"  # noqa: S105 - a word, no password
    WARN = "warn"
    FAIL = "fail"


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """A measure or the number of findings held against a bound, for `pipectl check`."""

    __pydantic_config__ = _KNOWN_ONLY

    metric: Annotated[
        Text | None, Field(description="Key of a measure, e.g. coverage (pipectl explain lists them); or data_quality.")
    ] = None
    finding: Annotated[
        Text | None,
        Field(description="Code of a finding, e.g. DATA101, whose number is held; or a level: error, warning or note."),
    ] = None
    min: Annotated[Decimal | None, Field(description="Fails below this.")] = None
    max: Annotated[Decimal | None, Field(description="Fails above this.")] = None
    equals: Annotated[Decimal | None, Field(description="Fails for any other value.")] = None
    between: Annotated[
        Annotated[tuple[Decimal, ...], Field(min_length=2, max_length=2)],
        Field(description="Fails outside these two, which themselves pass: [0.2, 0.5]."),
    ] = ()
    max_drop: Annotated[
        Change | None,
        Field(
            description="How far it may fall below the baseline, else the last snapshot: 10% of what it was, or "
            "in its own unit as 50000."
        ),
    ] = None
    max_rise: Annotated[
        Change | None,
        Field(
            description="How far it may rise above the baseline, else the last snapshot: 10% of what it was, or "
            "in its own unit as 50000."
        ),
    ] = None
    period: Annotated[
        PeriodKey | None,
        Field(description="Period it speaks of, instead of --period: next-quarter, 2026-Q4, this-month, 2026."),
    ] = None
    by: Annotated[
        Header | None, Field(description="Each group must hold: owner, team, source or any column of the file.")
    ] = None
    at_least: Annotated[
        Count | None,
        Field(description="Groups with fewer opportunities behind the measure are not judged, and shown so."),
    ] = None
    where: Annotated[
        tuple[Text, ...], Field(description="Only opportunities that fit, as --where writes it: [amount>=10000].")
    ] = ()
    level: Annotated[CheckLevel, Field(description="warn only reports; fail ends with exit code 1.")] = CheckLevel.FAIL
    undefined: Annotated[
        UndefinedAs | None,
        Field(description="What a measure without a value counts as: pass, warn or fail; left out, exit code 2."),
    ] = None
    reason: Annotated[Text | None, Field(description="Why this bound, shown when it is missed.")] = None
    name: Annotated[Text | None, Field(description="What to call the check, and what a waiver calls it.")] = None

    def __post_init__(self) -> None:
        problem = next((told for told in (self._subject(), self._bounds(), self._scope()) if told), None)
        if problem:
            raise ValueError(problem)

    @property
    def lower(self) -> Decimal | None:
        """The least value that passes, where it does not hang on a baseline."""
        return self.equals if self.equals is not None else self.between[0] if self.between else self.min

    @property
    def upper(self) -> Decimal | None:
        """The greatest value that passes, where it does not hang on a baseline."""
        return self.equals if self.equals is not None else self.between[1] if self.between else self.max

    @property
    def bounds(self) -> tuple[str, ...]:
        """Names of the bounds it has."""
        return tuple(self._given(_BOUNDS))

    @property
    def subject(self) -> str:
        """The measure or the finding it is about."""
        return self.metric or self.finding or ""

    def _given(self, names: tuple[str, ...]) -> list[str]:
        return [name for name in names if getattr(self, name) not in (None, ())]

    def _subject(self) -> str | None:
        if self.metric is None and self.finding is None:
            return "names neither metric nor finding; add one, such as metric: coverage"
        if self.metric is not None and self.finding is not None:
            return "names both metric and finding; keep one, and make another check of the other"
        odd = self._given(_OF_MEASURES) if self.finding is not None else []
        return f"counts findings, which {odd[0]} says nothing about; remove {odd[0]}" if odd else None

    def _bounds(self) -> str | None:
        given = self.bounds
        if not given:
            return f"needs a bound: {', '.join(_BOUNDS[:-1])} or {_BOUNDS[-1]}; add one, such as min: 3"
        alone = [name for name in given if name in ("equals", "between")]
        if alone and len(given) > 1:
            other = next(name for name in given if name != alone[0])
            return f"has {alone[0]} beside {other}; keep one of them"
        if self.lower is not None and self.upper is not None and self.lower > self.upper:
            return f"has min {self.lower} above max {self.upper}; swap the two"
        return None

    def _scope(self) -> str | None:
        if self.at_least is not None and self.by is None:
            return "has at_least, which is about groups, and no by; add by: owner, or remove it"
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiver:
    """What a check does not hold an opportunity or an owner to, until a day."""

    __pydantic_config__ = _KNOWN_ONLY

    check: Annotated[
        Text, Field(description="What is waived: the metric, the code of the finding or the name of the check.")
    ]
    opportunity: Annotated[
        Text | None, Field(description="Id of the opportunity, else its name; it is left out of that check.")
    ] = None
    owner: Annotated[
        Text | None, Field(description="Owner whose findings, and whose line where a check goes by owner, don't count.")
    ] = None
    reason: Annotated[Text, Field(description="Why, and who agreed to it.")]
    until: Annotated[DayText, Field(description="Last day it holds, as 2026-12-31; after it, the check fails.")]

    def __post_init__(self) -> None:
        if (self.opportunity is None) is (self.owner is None):
            told = "both an opportunity and an owner; keep one" if self.owner else "nobody; add opportunity or owner"
            raise ValueError(f"waives {told}")

    @property
    def last_day(self) -> date:
        """The last day it holds.

        Raises:
            ValueError: the text is no day of the calendar, which pipeline.yaml is refused for.
        """
        return date.fromisoformat(self.until)

    @property
    def who(self) -> str:
        """The opportunity or the owner."""
        return self.opportunity or self.owner or ""
