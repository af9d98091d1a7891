"""The lines at the top: the period, the figures, and the quota."""

from textual.content import Content

from ..domain.listing import Listing
from ..domain.result import Report
from ..render.canvas import Canvas
from ..render.spell import days_left, days_of
from ..render.to_terminal.bars import DONE, LIKELY, REST
from ..render.to_terminal.headline import Tile, tiles
from ..render.to_terminal.ink import Ink
from ..render.to_terminal.targets import coverage_words, quota_words
from ..render.words.shared import aside_words, day_words
from .cells import clean, fitted
from .paint import LOOKS, lines, painted, say

#: Lines of a terminal from which on figures have lines of their own; columns from which on there is a bar.
ROOMY, WITH_BAR = 24, 96
BAR = 24


def before_head(listing: Listing) -> Content:
    """What is known before the figures are."""
    return lines([
        say((clean(listing.pipeline, 60), "title"), *(f" · {part}" for part in day_words(listing.as_of, listing.rows))),
        say(("The figures are being added up …", "quiet")),
    ])  # fmt: skip


def head(report: Report, width: int, height: int) -> Content:
    """The period, the figures, the quota, and what the figures leave out."""
    told = [_period(report, width), *_figures(report, width, roomy=height >= ROOMY), *_targets(report, width, height)]
    told += [say(("only ", "quiet"), (clean(each), "strong")) for each in report.filters]
    if words := aside_words(report.rows):
        told.append(say((words, "alarm")))
    return lines(told)


def _period(report: Report, width: int) -> Content:
    as_of = report.as_of
    days = "" if ".." in report.period.key else days_of(report.period, as_of)
    parts = [part for part in (days, *day_words(as_of, report.rows), days_left(report.period, as_of)) if part]
    line = say((clean(report.period.label, 30), "title"))
    for part in parts:
        if line.cell_length + len(part) + 3 <= width:
            line = line.append_text(f" · {part}")
    name = clean(report.pipeline, 60)
    room = width - line.cell_length - 3
    return line if room < len(name) else line + say((fitted(name, room + 3, right=True), "quiet"))


def _figures(report: Report, width: int, *, roomy: bool) -> list[Content]:
    """Each figure below its title where there is room, else all in one line; those that do not fit are left out."""
    found = tiles(report)
    if not roomy:
        return [_in_one_line(found, width)]
    above, below, left = Content(""), Content(""), width
    for tile in found:
        under = f" · {tile.under[0]}" if tile.under and tile.under[0] else ""
        size = max(len(tile.title), len(tile.figure + under)) + 3
        if size > left + 3:
            break
        above = above.append_text(f"{tile.title:<{size}}", LOOKS["quiet"])
        below = below.append_text(tile.figure, "bold").append_text(f"{under:<{size - len(tile.figure)}}")
        left -= size
    return [above, below]


def _in_one_line(found: list[Tile], width: int) -> Content:
    line = Content("")
    for tile in found:
        title = tile.title.lower()
        if line.cell_length + len(title) + len(tile.figure) + 4 > width:
            break
        line = line.append_text(f"{'   ' if line.cell_length else ''}{title} ", LOOKS["quiet"])
        line = line.append_text(tile.figure, "bold")
    return line


def _targets(report: Report, width: int, height: int) -> list[Content]:
    """The quota and, where there is room, the coverage of what is left."""
    if report.is_mixed or report.quota.quota is None:
        why = report.measure("quota_attainment").undefined or "there is no quota for the period"
        return [say(("Quota  ", "strong"), (fitted(clean(why), max(0, width - 7)).rstrip(), "quiet"))]
    ink = Ink(Canvas(width))
    told = [say(("Quota     ", "strong")) + _bar(report, width) + painted(quota_words(ink, report))]
    if height >= ROOMY:
        told.append(say(("Coverage  ", "strong")) + painted(coverage_words(ink, report)))
    return told


def _bar(report: Report, width: int) -> Content:
    """Won and weighted of the quota; never full before the quota is reached."""
    quota = report.quota
    if width < WITH_BAR or not quota.quota or quota.quota < 0:
        return Content("")
    won = max(0, min(BAR, int(BAR * (quota.won or 0) / quota.quota)))
    likely = max(0, min(BAR - won, int(BAR * (quota.due_weighted or 0) / quota.quota)))
    bar = say((DONE * won, "good"), (LIKELY * likely, "accent"), (REST * (BAR - won - likely), "quiet"))
    return bar.append_text(" ")
