"""What was drawn, written anew: only shapes, words, colours of ours and links within the page are left."""

import re
from collections.abc import Iterator
from html import escape
from typing import TYPE_CHECKING

from .themes import Theme

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

#: Faces that most machines have one of; words are laid out so that none has to.
FACES = "'Helvetica Neue', Helvetica, Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif"
_SHAPES = {
    "path": ("d",),
    "line": ("x1", "y1", "x2", "y2"),
    "rect": ("x", "y", "width", "height"),
    "text": ("x", "y", "text-anchor", "font-size", "font-weight", "font-style"),
    "g": (),
}
_COMMON = ("transform", "stroke-width", "stroke-dasharray", "stroke-linecap", "opacity", "fill-opacity")
_PAINTS = ("fill", "stroke")
_LINK = re.compile(r"[^#]*(#o[1-9][0-9]*)")
#: A place is told to the hundredth of a pixel, so that no digit hangs on how a machine divides.
_LONG = re.compile(r"-?\d+\.\d+(?:e-\d+)?")
#: Nothing is drawn by these; Vega writes them around each group.
_EMPTY = frozenset({"", "M0,0h0v0h0Z"})


def written(drawn: str, theme: Theme, title: str, alt: str, links: bool) -> str:
    """The picture as SVG that can stand alone or in a page; `links` where marks of it lead somewhere."""
    from xml.etree.ElementTree import fromstring

    root = fromstring(drawn)  # noqa: S314 - made by the library just now, from rows of ours
    width, height = root.get("width", "0"), root.get("height", "0")
    allowed = frozenset({*theme.roles.values(), "none"})
    inner = "".join(part for child in root for part in _parts(child, allowed, theme))
    role = "group" if links and theme.is_page else "img"
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
    if theme.is_page:
        return f'{head} role="{role}" aria-label="{escape(alt)}" fill="none">{inner}</svg>\n'
    paper = f'<rect width="100%" height="100%" fill="{theme.paper}"/>'
    told = f"<title>{escape(title)}</title><desc>{escape(alt)}</desc>"
    return f'{head} role="{role}" fill="none" font-family="{FACES}">{told}{paper}{inner}</svg>\n'


def _parts(element: "Element", allowed: frozenset[str], theme: Theme) -> Iterator[str]:
    """One element and what is in it, as far as it draws something."""
    tag = element.tag.rpartition("}")[2]
    inner = "".join(part for child in element for part in _parts(child, allowed, theme))
    if tag == "a":
        yield _linked(element, inner, theme)
    elif tag in _SHAPES:
        yield _shape(element, tag, inner, allowed, theme)


def _linked(element: "Element", inner: str, theme: Theme) -> str:
    """What an opportunity's mark leads to, on a page; a file has nowhere to lead."""
    found = next((value for key, value in element.items() if key.rpartition("}")[2] == "href"), "")
    target = _LINK.fullmatch(found)
    return f'<a href="{target[1]}">{inner}</a>' if target and theme.is_page else inner


def _shape(element: "Element", tag: str, inner: str, allowed: frozenset[str], theme: Theme) -> str:
    if tag == "path" and element.get("d", "") in _EMPTY:
        return ""
    text = escape(element.text or "", quote=False) if tag == "text" else ""
    label = element.get("aria-label")
    told = [(key, _LONG.sub(_rounded, element.get(key, ""))) for key in (*_SHAPES[tag], *_COMMON)]
    told += [(key, value) for key in _PAINTS if (value := element.get(key)) in allowed]
    kept = "".join(f' {key}="{escape(value)}"' for key, value in told if value and not _is_usual(key, value))
    if label is not None:
        kept += f' role="img" aria-label="{escape(label)}"'
        inner += "" if theme.is_page else f"<title>{escape(label)}</title>"
    if tag == "g" and not kept:
        return inner
    return (
        f"<{tag}{kept}>{text}{inner}</{tag}>" if text or inner else ("" if tag in ("g", "text") else f"<{tag}{kept}/>")
    )


def _rounded(number: re.Match[str]) -> str:
    return format(round(float(number[0]), 2) + 0.0, "g") if abs(float(number[0])) < 1000 else f"{float(number[0]):.1f}"


def _is_usual(key: str, value: str) -> bool:
    """Whether an attribute says what is so without it."""
    return (key, value) in _USUAL


_USUAL = frozenset(
    {
        ("opacity", "1"),
        ("transform", "translate(0,0)"),
        ("font-weight", "400"),
        ("fill", "none"),
        ("text-anchor", "start"),
    }
)
