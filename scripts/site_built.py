"""What a built site must be: every link and anchor leads somewhere in it, and no page loads anything from elsewhere."""

import os
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

#: Attributes that make a browser load something.
_LOADS = {"src", "srcset", "poster", "data", "action", "formaction", "background"}
_FETCHED = re.compile(r"url\(\s*['\"]?((?:https?:)?//[^)'\"]+)|@import\s+['\"]((?:https?:)?//[^'\"]+)")
_ELSEWHERE = re.compile(r"(https?:)?//")


class _Seen(HTMLParser):
    """The anchors of a page, where its links lead and what it loads."""

    def __init__(self) -> None:
        super().__init__()
        self.anchors, self.links, self.loads = {"", "#"}, list[str](), list[str]()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in ("id", "name") and value:
                self.anchors.add(value)
            elif name == "href" and tag == "a":
                self.links.append(value or "")
            elif name in _LOADS or (name == "href" and tag != "a"):
                self.loads.append(value or "")
            elif name == "style":
                self.loads += fetched(value or "")


def fetched(text: str) -> list[str]:
    """What a style sheet or a picture takes from elsewhere."""
    return [one or other for one, other in _FETCHED.findall(text)]


def _look(path: Path) -> _Seen:
    page = _Seen()
    text = _text(path)
    page.feed(text)
    page.loads += fetched(text)
    return page


def problems(folder: Path) -> Iterator[str]:
    """Every link that leads nowhere and everything that would be fetched, with its page."""
    pages = {path: _look(path) for path in sorted(folder.rglob("*.html"))}
    for path, page in pages.items():
        name = path.relative_to(folder).as_posix()
        for load in page.loads:
            if _ELSEWHERE.match(load):
                yield f"{name} loads {load}"
            elif not load.startswith("data:") and not _leads(path, load, pages):
                yield f"{name} loads {load}, which is not there"
        wrong = [link for link in page.links if not _leads(path, link, pages)]
        yield from (f"{name} links to {link}, which is not there" for link in wrong)
    for path in sorted([*folder.rglob("*.css"), *folder.rglob("*.svg")]):
        yield from (f"{path.relative_to(folder).as_posix()} loads {each}" for each in fetched(_text(path)))


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _leads(page: Path, link: str, pages: dict[Path, _Seen]) -> bool:
    if re.match(r"[a-z]+:", link):
        return True
    address, _, anchor = unquote(link).partition("#")
    target = page
    if address:
        target = Path(os.path.normpath(page.parent / address.partition("?")[0]))
    if not target.is_file():
        return False
    return not anchor or target not in pages or anchor in pages[target].anchors
