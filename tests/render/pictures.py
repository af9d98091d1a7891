"""What a drawn picture holds: its words with their places, its colours and its links."""

import re
from typing import NamedTuple
from xml.etree import ElementTree as ET

from pipectl.render.charts.parts import breadth

MOVED = re.compile(r"translate\(([-\d.e]+)(?:[ ,]+([-\d.e]+))?\)")


class Placed(NamedTuple):
    """A word with the room it takes."""

    words: str
    left: float
    right: float
    top: float
    bottom: float

    def meets(self, other: "Placed") -> bool:
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )


def words_of(svg: str) -> list[Placed]:
    """Every piece of text once, halos under it left out."""
    found: dict[Placed, None] = {}
    _walk(ET.fromstring(svg), 0.0, 0.0, found)
    return list(found)


def _walk(element: ET.Element, x: float, y: float, found: dict[Placed, None]) -> None:
    for moved in MOVED.finditer(element.get("transform", "")):
        x, y = x + float(moved[1]), y + float(moved[2] or 0)
    if element.tag.endswith("}text"):
        size = float(element.get("font-size", "13").removesuffix("px"))
        wide = breadth(element.text or "", round(size)) * 0.9
        start = x - {"end": wide, "middle": wide / 2}.get(element.get("text-anchor", "start"), 0)
        found[Placed(element.text or "", round(start), round(start + wide), round(y - size * 0.7), round(y + 2))] = None
    for child in element:
        _walk(child, x, y, found)


def shape_of(svg: str) -> list[str]:
    """Names of all elements in order: what foreign text must never change."""
    return [element.tag for element in ET.fromstring(svg).iter()]
