"""A copy of a frozen thing with some parts changed, be it a dataclass or a named tuple."""

import dataclasses
from typing import Any, TypeVar

T = TypeVar("T")


def replace(thing: T, **changes: Any) -> T:
    """The same thing with these parts changed."""
    made: Any = thing
    copy: T = made._replace(**changes) if hasattr(made, "_replace") else dataclasses.replace(made, **changes)
    return copy
