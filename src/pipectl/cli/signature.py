"""Commands ask for groups of options; this flattens the groups into the one signature Typer reads."""

import inspect
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from typing import Any, get_type_hints


def from_groups(function: Callable[..., int]) -> Callable[..., int]:
    """A function whose parameters are the fields of the dataclasses `function` asks for, then its own.

    The docstring stays; the return value (an exit code) is passed on.
    """
    hints = get_type_hints(function, include_extras=True)
    parameters = inspect.signature(function).parameters
    groups = {name: hints[name] for name in parameters if is_dataclass(hints[name])}

    def command(**given: Any) -> int:
        built = {
            name: group(**{field.name: given.pop(field.name) for field in fields(group)})
            for name, group in groups.items()
        }
        name = next((name for name, group in built.items() if getattr(group, "watch", False)), None)
        if name is None:
            return function(**built, **given)
        from .watch.watching import watched

        return watched(lambda writing: function(**built | {name: writing}, **given), built, built[name])

    flat = [
        parameter
        for name, own in parameters.items()
        for parameter in (_flattened(groups[name]) if name in groups else [own.replace(annotation=hints[name])])
    ]
    command.__signature__ = inspect.Signature(  # type: ignore[attr-defined]  # read by inspect.signature
        [parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY) for parameter in flat]
    )
    command.__name__ = function.__name__
    command.__doc__ = function.__doc__
    return command


def _flattened(group: type) -> list[inspect.Parameter]:
    """The fields of a dataclass as keyword parameters."""
    hints = get_type_hints(group, include_extras=True)
    return [
        inspect.Parameter(
            field.name, inspect.Parameter.KEYWORD_ONLY, default=field.default, annotation=hints[field.name]
        )
        for field in fields(group)
    ]
