"""Charts of results, drawn: a spec with its rows, its room and its colours, made a picture without any network.

Text from files stands in rows alone, which Vega shows as they are; what it answers is parsed, and written anew with
nothing but shapes, words, colours of ours and links within the page.
"""

from functools import cache
from importlib import import_module
from json import loads
from pathlib import Path
from typing import Any, NamedTuple

from .catalog import Chart
from .parts import MARGIN, Picture, Room, Row, cut
from .svg import written
from .themes import Theme

SPECS = Path(__file__).parent / "specs"
#: The version of Vega-Lite that specs are written for; the library has several.
VEGA_LITE = "6.4"
#: Pixels of a slide: twice these in a PNG, which is 1,600 × 900.
WIDTH, HEIGHT, SCALE = 800, 450, 2
#: Room for the heading that a file has over its chart.
HEADING = 70


class Drawn(NamedTuple):
    """One picture, and the same in words."""

    svg: str
    alt: str
    """A sentence with the figures."""
    table: tuple[tuple[str, ...], ...]
    """The header first: the same figures as plain words."""


def draw(chart: Chart, result: object, theme: Theme, width: int = WIDTH) -> Drawn | None:
    """The chart of a result; None where the result has nothing for it, which `lacking` tells in words."""
    made = pictured(chart, result, width)
    if isinstance(made, str):
        return None
    return Drawn(svg(chart, made, theme, width), made.alt, made.table)


def lacking(chart: Chart, result: object) -> str | None:
    """Why a result has nothing for a chart, and what would bring it; None where it has."""
    made = pictured(chart, result, WIDTH)
    return made if isinstance(made, str) else None


def pictured(chart: Chart, result: object, width: int = WIDTH) -> Picture | str:
    """The rows of a chart, its words and its room; or why there are none. Pure, and without what draws."""
    made: Picture | str = import_module(f".{chart.name}", __package__).picture(result, width)
    return made


def svg(chart: Chart, picture: Picture, theme: Theme, width: int) -> str:
    """The picture as SVG."""
    import vl_convert

    found = vl_convert.vegalite_to_svg(
        compiled(chart, picture, theme, width), vl_version=VEGA_LITE, allowed_base_urls=[]
    )
    return written(found, theme, chart.title, picture.alt, spec(chart.name).get("usermeta", {}).get("links", False))


def png(image: str) -> bytes:
    """A picture as PNG, twice its size."""
    import vl_convert

    found: bytes = vl_convert.svg_to_png(image, scale=SCALE)
    return found


def compiled(chart: Chart, picture: Picture, theme: Theme, width: int) -> dict[str, Any]:
    """The spec of a chart with all that it needs."""
    room = _roomed(picture, theme)
    whole = spec(chart.name)
    heading = [] if theme.is_page else spec("heading")["layer"]
    head = _heading(chart, picture, room, width)
    return {
        **{key: value for key, value in whole.items() if key != "usermeta"},
        "layer": [*heading, *whole["layer"]],
        "datasets": {**picture.data, **({} if theme.is_page else {"heading": [head]})},
        "width": width - room.left - room.right,
        "height": picture.height,
        "padding": room._asdict(),
        "autosize": "none",
        "background": None,
        "config": _config(theme),
    }


def _heading(chart: Chart, picture: Picture, room: Room, width: int) -> Row:
    """The words over a file's chart, at its top left."""
    subtitle = cut(picture.subtitle, width - 2 * MARGIN)
    places = {"x": MARGIN - room.left, "title_y": 30 - room.top, "subtitle_y": 54 - room.top}
    return {"title": chart.title, "subtitle": subtitle, **places}


def _roomed(picture: Picture, theme: Theme) -> Room:
    """With room for the heading, and as high as a slide, where it is a file of its own."""
    room = picture.room
    if theme.is_page:
        return room
    left = HEIGHT - (HEADING + room.top + picture.height + room.bottom)
    return room._replace(top=HEADING + room.top, bottom=room.bottom + max(0, left))


@cache
def spec(name: str) -> Any:
    """A spec as it is written."""
    return loads((SPECS / f"{name}.vl.json").read_text(encoding="utf-8"))


def _config(theme: Theme) -> dict[str, Any]:
    """What specs leave to the theme: colours by role, and the styles of marks and words."""

    def words(size: int, colour: str, weight: int = 400) -> dict[str, Any]:
        return {"fontSize": size, "color": colour, "fontWeight": weight, "baseline": "middle"}

    return {
        "aria": False,
        "view": {"stroke": None},
        "range": {"category": list(theme.roles.values())},
        "style": {
            "title": words(20, theme.ink, 600),
            "subtitle": words(13, theme.quiet),
            "label": words(13, theme.ink),
            "strong": words(13, theme.ink, 600),
            "words": words(13, theme.ink),
            "quiet": words(12, theme.quiet),
            "grid": {"color": theme.faint, "strokeWidth": 1},
            "zero": {"color": theme.quiet, "strokeWidth": 1},
            "halo_small": {"stroke": theme.paper, "strokeWidth": 4, **words(12, theme.paper)},
            "halo": {"stroke": theme.paper, "strokeWidth": 4, **words(13, theme.paper)},
            "aim": {"color": theme.quota, "stroke": theme.paper, "strokeWidth": 1},
            "quota": {"color": theme.quota, "strokeWidth": 2.5},
            "guide": {"color": theme.quiet, "strokeWidth": 1.5, "strokeDash": [4, 3]},
        },
    }
