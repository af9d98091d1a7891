"""The pictures of a result, where the extra that draws them is there: each with its table behind it."""

from collections.abc import Iterator

from markupsafe import Markup

from ..charts.catalog import Chart, available, charts_of
from .blocks import Block, Column, Picture, Pictures, table
from .parts import name

#: Pixels of a picture's width: that of a desk, on a phone it is moved under the finger.
WIDTH = 640
#: What a file has to say, and a page has not.
NAMESPACE = ' xmlns="http://www.w3.org/2000/svg"'


def pictures(verb: str, found: object, *, but: tuple[str, ...] = ()) -> Iterator[Block]:
    """Every chart of a result but those that the page draws itself."""
    if not available():
        return
    drawn = [each for chart in charts_of(verb) if chart.name not in but for each in _picture(chart, found)]
    if drawn:
        yield Pictures(tuple(drawn))


def _picture(chart: Chart, found: object) -> Iterator[Picture]:
    from ..charts.drawing import draw
    from ..charts.themes import PAGE

    drawn = draw(chart, found, PAGE, WIDTH)
    if drawn is None:
        return
    head, *rows = drawn.table
    columns = [Column(title) for title in head]
    for behind in table(chart.title, columns, ([name(each) for each in row] for row in rows), sorts=False):
        # Shapes, words and links within the page alone: charts/svg.py writes nothing else.
        yield Picture(chart.title, Markup(drawn.svg.replace(NAMESPACE, "", 1).strip()), drawn.alt, behind)  # noqa: S704 - cleaned
