"""Contracts: a type's Pydantic schema and validator.

Pydantic compiles annotations to a schema for its core, which validates. Compiling takes longer than all else a report
does, so it is done ahead (`compiled.py`, written by scripts/make_contracts.py), and at run time only where another core
is installed than the one it was done for.
"""

from functools import cache
from typing import Any

from pydantic_core import SchemaValidator, __version__

from .compiled import CORE, SCHEMAS


@cache
def schema(kind: type) -> Any:
    """The core schema of a type: what its fields must hold, with their descriptions as metadata."""
    if __version__ == CORE:
        return SCHEMAS[kind]
    from .compiling import lean_schema

    return lean_schema(kind)


@cache
def validator(kind: type) -> SchemaValidator:
    """The validator of a type; its `validate_python` takes a dict, and raises pydantic_core's `ValidationError`."""
    return SchemaValidator(schema(kind))
