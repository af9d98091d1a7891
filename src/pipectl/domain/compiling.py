"""Compiles contracts: annotations to the schema that Pydantic's core validates by, and that schema to source."""

from enum import Enum
from typing import Any

from pydantic import TypeAdapter
from pydantic_core import __version__

from . import constraints
from .condition import State
from .finding import Place
from .opportunity import Opportunity
from .spec import PipelineSpec

#: The types that are validated as a whole.
KINDS = (Opportunity, PipelineSpec)
#: Parts of a schema that validation does not read: how values are written out, and names of one run.
_UNREAD = ("serialization", "ref", "computed_fields", "title")
_HEAD = '''"""Made by scripts/make_contracts.py from the annotations of `opportunity` and `spec`; do not edit."""

# fmt: off
# ruff: noqa: E501, FURB157, I001
# mypy: ignore-errors
{imports}

#: The version of pydantic_core this was compiled for.
CORE = {core!r}
'''


def adapter(kind: type) -> TypeAdapter[Any]:
    """Pydantic's own adapter of a type, made from its annotations."""
    made: TypeAdapter[Any] = TypeAdapter(kind)
    # Settings that inherit a condition's are resolved where they stand, not where those are written.
    made.rebuild(_types_namespace=vars(constraints) | {"State": State})
    return made


def lean_schema(kind: type) -> Any:
    """The core schema of a type without what validation does not read; field descriptions stay."""
    core: Any = adapter(kind).core_schema
    lean = _Lean({each["ref"]: each for each in core.get("definitions", ())})
    found = lean.part(core["schema"] if core["type"] == "definitions" else core)
    return {"type": "definitions", "schema": found, "definitions": lean.own} if lean.own else found


class _Lean:
    """Writes out what a schema refers to, but for what refers to itself: that is a definition called by its class."""

    def __init__(self, known: dict[str, Any]) -> None:
        self._known = known
        self._names = {ref: each["cls"].__name__ for ref, each in known.items() if _refers(each, ref, known, set())}
        self.own: list[Any] = []
        self._defined: set[str] = set()

    def part(self, part: Any) -> Any:
        """A part of the schema."""
        if isinstance(part, dict):
            if part.get("type") == "definition-ref":
                return self._referred(part)
            kept = {key: self.part(value) for key, value in part.items() if key not in _UNREAD and key != "metadata"}
            return kept | _described(part)
        if isinstance(part, list):
            return [self.part(each) for each in part]
        return part

    def _referred(self, part: dict[str, Any]) -> Any:
        ref = part["schema_ref"]
        if ref not in self._names:
            return self.part(self._known[ref] | {"metadata": part.get("metadata", {})})
        if ref not in self._defined:
            self._defined.add(ref)
            self.own.append(self.part(self._known[ref]) | {"ref": self._names[ref]})
        return {"type": "definition-ref", "schema_ref": self._names[ref], **_described(part)}


def _refers(part: Any, ref: str, known: dict[str, Any], seen: set[str]) -> bool:
    """Whether a part of a schema leads to a definition."""
    if isinstance(part, list):
        return any(_refers(each, ref, known, seen) for each in part)
    if not isinstance(part, dict):
        return False
    to = part.get("schema_ref")
    if to is not None and to not in seen:
        seen.add(to)
        return to == ref or _refers(known[to], ref, known, seen)
    return to == ref or any(_refers(value, ref, known, seen) for key, value in part.items() if key != "metadata")


def _described(part: dict[str, Any]) -> dict[str, Any]:
    told = part.get("metadata", {}).get("pydantic_js_updates")
    return {"metadata": {"pydantic_js_updates": told}} if told else {}


class _Name:
    """Prints as a name of Python rather than as a value."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __repr__(self) -> str:
        return self._name


def source() -> str:
    """The text of `compiled.py`."""
    modules: set[tuple[str, str]] = {("decimal", "Decimal")}
    tables = [f"_{kind.__name__.upper()} = {_lines(repr(_named(lean_schema(kind), modules)))}\n" for kind in KINDS]
    imports = "\n".join(f"from {module} import {name}" for module, name in sorted(modules))
    listed = ", ".join(f"{kind.__name__}: _{kind.__name__.upper()}" for kind in KINDS)
    return "\n".join([_HEAD.format(imports=imports, core=__version__), *tables, f"SCHEMAS = {{{listed}}}\n"])


def _lines(text: str) -> str:
    """A line for each field, so that a difference shows which one changed."""
    first, other = "[{'type': 'dataclass-field'", ", {'type': 'dataclass-field'"
    return text.replace(first, f"[\n    {first[1:]}").replace(other, f",\n    {other[2:]}")


def _named(part: Any, modules: set[tuple[str, str]]) -> Any:
    """The same schema with its classes and members as names, whose imports are added to `modules`."""
    if isinstance(part, dict):
        return {key: _named(value, modules) for key, value in part.items()}
    if type(part) in (list, tuple):
        return type(part)(_named(each, modules) for each in part)
    if isinstance(part, Enum):
        return _Name(f"{_named(type(part), modules)}.{part.name}")
    if isinstance(part, Place):
        return _Name(f"{_named(Place, modules)}({part.file!r})")
    if isinstance(part, type):
        if part.__module__ != "builtins":
            modules.add((part.__module__, part.__qualname__))
        return _Name(part.__qualname__)
    return part
