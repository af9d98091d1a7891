"""The screen of `pipectl report`: will I make it, where does it stand, what do I look at, what next."""

from collections.abc import Sequence

from rich.console import RenderableType

from ...domain.pipeline import only_one
from ...domain.result import Report
from ..canvas import Canvas
from ..words.past import past_notes
from ..words.shared import decided_words
from .attention import attention_lines
from .footer import data_lines, next_lines, since_lines
from .groups import group_lines
from .headline import period_lines, reason_lines, tile_lines
from .ink import BLANK, Ink
from .stages import stage_lines
from .targets import target_lines


def screen(report: Report, canvas: Canvas) -> str:
    """The whole report."""
    ink = Ink(canvas)
    parts: list[Sequence[RenderableType]] = [
        period_lines(ink, report),
        tile_lines(ink, report),
        target_lines(ink, report),
        reason_lines(ink, report),
        stage_lines(ink, report),
        group_lines(ink, report)[1:],
        attention_lines(ink, report),
        since_lines(ink, report)
        + next_lines(ink, report)
        + data_lines(
            ink,
            report.rows,
            report.findings,
            (*decided_words(report.files), *report.notes, *past_notes(report.past_findings)),
            report.see_findings,
            selected=report.selected,
            read_as=only_one(report.files),
        ),
    ]
    return ink.page(_apart([part for part in parts if part]))


def _apart(parts: list[Sequence[RenderableType]]) -> list[RenderableType]:
    """A blank line between two parts."""
    lines: list[RenderableType] = []
    for part in parts:
        lines += [*([BLANK] if lines else []), *part]
    return lines
