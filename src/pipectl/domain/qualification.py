"""How opportunities are qualified and scored, as pipeline.yaml says it: a framework's elements, and weighted rules.

Field descriptions are published in the JSON Schema, so they are written for the person who edits pipeline.yaml.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

from .condition import _KNOWN_ONLY, Condition

if TYPE_CHECKING:
    from .constraints import Field, Header, OfHundred, Positive, Share, Text, Top


class FrameworkKey(StrEnum):
    """The frameworks that are known."""

    BANT = "bant"
    MEDDIC = "meddic"
    MEDDPICC = "meddpicc"
    CHAMP = "champ"


@dataclass(frozen=True, slots=True, kw_only=True)
class Element(Condition):
    """One thing to know of an opportunity: read from a column, or judged by a condition."""

    __pydantic_config__ = _KNOWN_ONLY
    #: Text alone may stand for it.
    __short_for__ = "name"

    name: Annotated[
        Header,
        Field(
            description="What it is, as Champion; one of a known framework brings its question and its usual header."
        ),
    ]
    column: Annotated[
        Header | None,
        Field(description="Header of the column it is read from: yes or no, 0 to 3, or text that is set or not."),
    ] = None
    scale: Annotated[
        Top | None, Field(description="Highest value of a column of numbers, where it is another than 3: 5 or 10.")
    ] = None
    needed_from: Annotated[
        Text | None,
        Field(
            description="Open stage from which it must be met; left out, the one after qualified_from, else the second."
        ),
    ] = None
    question: Annotated[Text | None, Field(description="What to ask the buyer where it is missing.")] = None

    def flaw(self) -> str | None:
        """What is wrong between its settings; without a condition it is read from a column."""
        if self.asks or self.comparisons:
            other = "column" if self.column else "scale" if self.scale else None
            return Condition.flaw(self) or (other and f"has {other} beside a condition; keep one of the two")
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Qualification:
    """What must be known of an opportunity before it is worth the time."""

    __pydantic_config__ = _KNOWN_ONLY

    framework: Annotated[
        FrameworkKey | None,
        Field(description="bant, meddic, meddpicc or champ; elements change those of it and add to them."),
    ] = None
    qualified_at: Annotated[
        Share, Field(description="Share of its elements that must be met for an opportunity to count as qualified.")
    ] = Decimal("0.75")
    elements: Annotated[
        tuple[Element, ...], Field(description="Elements of your own, or where those of the framework are read from.")
    ] = ()

    def __post_init__(self) -> None:
        if self.framework is None and not self.elements:
            raise ValueError("names neither framework nor elements; add one, such as framework: meddic")


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreRule(Condition):
    """A condition that gives points where it holds."""

    __pydantic_config__ = _KNOWN_ONLY

    name: Annotated[Header, Field(description="What it looks for, as Right size.")]
    points: Annotated[
        Positive, Field(description="Points it gives where it holds; put not: around what counts against.")
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class IdealCustomer:
    """Whom you sell to best, as weighted rules."""

    __pydantic_config__ = _KNOWN_ONLY

    fits_from: Annotated[
        OfHundred, Field(description="Score, from 1 to 100, from which an opportunity fits: 60 is 60 % of the points.")
    ] = Decimal(60)
    rules: Annotated[
        Annotated[tuple[ScoreRule, ...], Field(min_length=1)], Field(description="Rules with the points each gives.")
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """A score of your own, as weighted rules."""

    __pydantic_config__ = _KNOWN_ONLY

    name: Annotated[Header, Field(description="What the score is called.")]
    rules: Annotated[
        Annotated[tuple[ScoreRule, ...], Field(min_length=1)], Field(description="Rules with the points each gives.")
    ]
