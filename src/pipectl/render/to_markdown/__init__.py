"""Results as GitHub-flavoured Markdown, for a wiki page, an issue or a build's summary. Foreign text is escaped.

Each result is a module with a `page`.
"""

from importlib import import_module
from typing import Any


def render(verb: str, *subject: Any) -> str:
    """The page of a result, made by the module of its name."""
    page: str = import_module(f".{verb}", __package__).page(*subject)
    return page
