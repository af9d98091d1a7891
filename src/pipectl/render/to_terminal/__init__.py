"""Results as screens over shared ink and tables. Each result is a module with a `screen`, which fits its canvas."""

from importlib import import_module
from typing import Any


def render(verb: str, *subject: Any) -> str:
    """The screen of a result, made by the module of its name; the canvas comes last."""
    screen: str = import_module(f".{verb}", __package__).screen(*subject)
    return screen
