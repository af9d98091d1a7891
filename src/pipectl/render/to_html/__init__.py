"""Results as one page for a browser: a file that works from a mail, offline, on a phone and on paper.

Each result is a module with a `page`, plain data that the templates lay out. Foreign text is made safe where they
write it.
"""

from importlib import import_module
from typing import Any

from .blocks import Page


def render(verb: str, *subject: Any) -> str:
    """The page of a result, made by the module of its name."""
    from .writing import written

    page: Page = import_module(f".{verb}", __package__).page(*subject)
    return written(page)
