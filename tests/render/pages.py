"""A page for a browser, taken apart as a browser does."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import NamedTuple

#: Elements that end where they begin.
VOID = frozenset(("meta", "input", "br", "rect", "line", "path", "circle"))


class Element(NamedTuple):
    tag: str
    attributes: dict[str, str]
    texts: list[str]
    children: "list[Element]"

    @property
    def text(self) -> str:
        """All that is written in it, isolates of what runs from right to left left out."""
        return re.sub("[\u2068\u2069]", "", "".join(self.texts)).strip()

    def every(self, tag: str = "", **attributes: str) -> "Iterator[Element]":
        """Elements in it of a tag with some attributes, `class_` for class."""
        wanted = {key.rstrip("_").replace("_", "-"): value for key, value in attributes.items()}
        for child in self.children:
            if tag in ("", child.tag) and wanted.items() <= child.attributes.items():
                yield child
            yield from child.every(tag, **attributes)

    def first(self, tag: str = "", **attributes: str) -> "Element":
        return next(self.every(tag, **attributes))


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.root = Element("", {}, [], [])
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len(dict(attrs)) == len(attrs), f"an attribute stands twice in {tag}"
        found = Element(tag, {key: value or "" for key, value in attrs}, [], [])
        self.open[-1].children.append(found)
        if tag not in VOID:
            self.open.append(found)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open[-1].children.append(Element(tag, {key: value or "" for key, value in attrs}, [], []))

    def handle_endtag(self, tag: str) -> None:
        assert self.open[-1].tag == tag, f"{tag} ends inside {self.open[-1].tag}"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        for each in self.open:
            each.texts.append(data)


def parsed(html: str) -> Element:
    """The root of a document in which every element ends in the one that it began in."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    assert len(reader.open) == 1
    return reader.root


def cells(table: Element) -> list[list[str]]:
    """Rows of a table as text, its head first."""
    return [[cell.text for cell in row.children] for row in table.every("tr")]
