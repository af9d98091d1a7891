"""A page as HTML: one file that fetches nothing and runs nothing but its own script, which its policy names by hash."""

from base64 import b64encode
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from ..harmless import for_html
from ..words.shared import cut
from .blocks import Page
from .parts import LONGEST_NAME

LONGEST_NOTE = 600
_FOLDER = Path(__file__).parent / "template"


def written(page: Page) -> str:
    """The whole document."""
    style, script = _text("page.css"), _text("page.js")
    return (
        _environment()
        .get_template("page.html")
        .render(
            page=_bounded(page),
            style=Markup(style),  # noqa: S704 - our own file
            script=Markup(script),  # noqa: S704 - our own file
            policy=policy(style, script),
        )
    )


def _bounded(page: Page) -> Page:
    """Titles, filters and notes as long as anybody reads; cells and sentences are cut where they are made."""
    return page._replace(
        title=cut(page.title, LONGEST_NAME),
        pipeline=cut(page.pipeline, LONGEST_NAME),
        filters=tuple(cut(each, LONGEST_NAME) for each in page.filters),
        notes=tuple(cut(each, LONGEST_NOTE) for each in page.notes),
    )


def policy(style: str, script: str) -> str:
    """What a browser may do with the page: apply this style, run this script, and nothing else."""
    allowed = {"style-src": style, "script-src": script}
    hashed = [f"{name} 'sha256-{_hash(text)}'" for name, text in allowed.items()]
    return "; ".join(["default-src 'none'", *hashed, "base-uri 'none'", "form-action 'none'"])


def _hash(text: str) -> str:
    return b64encode(sha256(text.encode()).digest()).decode()


@cache
def _text(name: str) -> str:
    return (_FOLDER / name).read_text(encoding="utf-8").strip() + "\n"


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_harmless,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _harmless(value: Any) -> Any:
    """Every text that a template writes is made safe here, whatever it is; only our own markup is left as it stands."""
    return value if isinstance(value, Markup) or not isinstance(value, str) else for_html(value)
