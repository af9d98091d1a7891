"""What the model wants at a place in pipeline.yaml, read off its contract, and how that is said in words."""

from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import Any

from ..domain.contract import schema
from ..domain.spec import PipelineSpec
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
        model: type | None = None,
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
        """What is wanted one step down; in a group of any keys it is the same for all."""
        return self.item if isinstance(step, int) or self.of_any_keys else self.settings.get(step)

    @property
    def short_for(self) -> str | None:
        """The key of a group that a text alone stands for."""
        return getattr(self.model, "__short_for__", None)

    @property
    def of_any_keys(self) -> bool:
        """Whether it is a group whose keys are not ours, as currencies are."""
        return self.kind is Kind.SETTINGS and self.model is None

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


_PLAIN = {"str": Kind.TEXT, "decimal": Kind.NUMBER, "int": Kind.WHOLE, "literal": Kind.WHOLE}


@cache
def settings_of(model: type) -> dict[str, Wanted]:
    """What each field of a model takes.

    Raises:
        KeyError: the model is no part of pipeline.yaml.
    """
    fields = _models()[model]["schema"]["fields"]
    return {field.get("validation_alias", field["name"]): _of_field(field) for field in fields}


@cache
def _models() -> dict[type, Any]:
    """The schema of every group of settings."""
    found: dict[type, Any] = {}
    _collect(schema(PipelineSpec), found)
    return found


def _collect(part: Any, found: dict[type, Any]) -> None:
    if isinstance(part, dict):
        if part.get("type") == "dataclass":
            found[part["cls"]] = part
        for below in part.values():
            _collect(below, found)
    elif isinstance(part, list):
        for below in part:
            _collect(below, found)


def _defined() -> dict[str, type]:
    """The groups that refer to themselves, by the name they are referred to by."""
    return {model.__name__: model for model in _models()}


def _of_field(field: dict[str, Any]) -> Wanted:
    core = field["schema"]
    want = wanted(core)
    want.required = core["type"] != "default"
    described = core if want.required else core["schema"]
    want.description = described["metadata"]["pydantic_js_updates"]["description"]
    return want


def wanted(core: dict[str, Any]) -> Wanted:
    """What a part of Pydantic's core schema takes; None beside another type only means that the key may be left out."""
    match core["type"]:
        case "default" | "nullable":
            return wanted(core["schema"])
        case "tuple":
            return Wanted(Kind.LIST, item=wanted(core["items_schema"][0]))
        case "dict":
            return Wanted(Kind.SETTINGS, item=wanted(core["values_schema"]))
        case "dataclass" | "definition-ref":
            return Wanted(Kind.SETTINGS, model=core.get("cls") or _defined()[core["schema_ref"]])
        case "enum":
            return Wanted(Kind.CHOICE, choices=tuple(str(member.value) for member in core["members"]))
        case kind:
            choices = tuple(str(part) for part in core.get("expected", ()))
            bounds = (_bound(core, "ge"), _bound(core, "gt"), _bound(core, "le"))
            return Wanted(_PLAIN[kind], choices=choices, bounds=bounds)


def _bound(core: dict[str, Any], name: str) -> Decimal | None:
    return Decimal(core[name]) if name in core else None
