"""What the model wants at a place in pipeline.yaml, read off its annotations, and how that is said in words."""

from collections.abc import Iterable
from decimal import Decimal
from enum import Enum, StrEnum
from functools import cache
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from .problems import listed


class Kind(StrEnum):
    """The shapes a value can have."""

    TEXT = "text"
    NUMBER = "number"
    WHOLE = "whole number"
    CHOICE = "choice"
    LIST = "list"
    SETTINGS = "settings"


class Wanted:
    """What a place takes: its kind, bounds of a number, choices, what a list holds, the model of a group."""

    __slots__ = ("above", "choices", "description", "high", "item", "kind", "low", "model", "required")

    def __init__(
        self,
        kind: Kind,
        *,
        bounds: tuple[Decimal | None, Decimal | None, Decimal | None] = (None, None, None),
        choices: tuple[str, ...] = (),
        item: "Wanted | None" = None,
        model: type[BaseModel] | None = None,
    ) -> None:
        self.kind = kind
        self.low, self.above, self.high = bounds
        self.choices = choices
        self.item = item
        self.model = model
        self.description = ""
        self.required = True

    @property
    def settings(self) -> dict[str, "Wanted"]:
        """What each key of a group takes; nothing for a value that is no group."""
        return {} if self.model is None else settings_of(self.model)

    def below(self, step: str | int) -> "Wanted | None":
        """What is wanted one step down."""
        return self.item if isinstance(step, int) else self.settings.get(step)

    @property
    def limits(self) -> str:
        """`from 0 to 1`, `above 0`, or nothing."""
        if self.low is not None and self.high is not None:
            return f"from {self.low} to {self.high}"
        if self.above is not None:
            return f"above {self.above}" + (f" and at most {self.high}" if self.high is not None else "")
        return f"{self.low} or more" if self.low is not None else ""

    @property
    def words(self) -> str:
        """What must stand there, for `must be …`."""
        if self.choices:
            return listed(self.choices)
        if self.kind is Kind.LIST:
            return "a list"
        if self.kind is Kind.SETTINGS:
            return "settings as key: value"
        if self.kind is Kind.TEXT:
            return "text"
        return f"a {self.kind.value} {self.limits}".rstrip()


@cache
def settings_of(model: type[BaseModel]) -> dict[str, Wanted]:
    """What each field of a model takes."""
    known = {}
    for name, field in model.model_fields.items():
        known[name] = want = wanted(field.annotation, field.metadata)
        want.description, want.required = field.description or "", field.is_required()
    return known


def wanted(annotation: Any, metadata: Iterable[Any] = ()) -> Wanted:
    """What a type annotation takes; None beside another type only means that the key may be left out."""
    origin, parts = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return wanted(parts[0], [*metadata, *_unfolded(parts[1:])])
    if origin in (Union, UnionType):
        return wanted(next(part for part in parts if part is not type(None)), metadata)
    if origin is tuple:
        return Wanted(Kind.LIST, item=wanted(parts[0]))
    if origin is Literal:
        return Wanted(Kind.WHOLE, choices=tuple(str(part) for part in parts))
    return _single(annotation, list(metadata))


def _single(annotation: type, metadata: list[Any]) -> Wanted:
    if issubclass(annotation, BaseModel):
        return Wanted(Kind.SETTINGS, model=annotation)
    if issubclass(annotation, Enum):
        return Wanted(Kind.CHOICE, choices=tuple(str(member.value) for member in annotation))
    if annotation is str:
        return Wanted(Kind.TEXT)
    bounds = (_bound(metadata, "ge"), _bound(metadata, "gt"), _bound(metadata, "le"))
    return Wanted(Kind.NUMBER if annotation is Decimal else Kind.WHOLE, bounds=bounds)


def _unfolded(metadata: Iterable[Any]) -> list[Any]:
    """The bounds inside `Field(...)` metadata beside those that stand alone."""
    return [part for each in metadata for part in getattr(each, "metadata", None) or [each]]


def _bound(metadata: Iterable[Any], name: str) -> Decimal | None:
    found = [getattr(part, name) for part in metadata if getattr(part, name, None) is not None]
    return Decimal(found[0]) if found else None
