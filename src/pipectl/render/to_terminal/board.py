"""The screen of `pipectl board`: stages side by side, as many in a row as the canvas is wide for."""

from collections.abc import Sequence
from itertools import zip_longest
from unicodedata import bidirectional

from rich.text import Text

from ...domain.board import Board, BoardCard, BoardColumn
from ...domain.risk import Severity
from ..canvas import Canvas
from ..spell import short_day, short_money
from ..words.board import LEGEND, column_words, more_words, rest_words, risk_words, total_words, weighted_words
from ..words.past import past_notes
from ..words.shared import day_words, repeated, told_apart
from .footer import data_lines
from .ink import BLANK, Ink

#: Columns of the screen that a stage takes, and those between two.
LEAST, MOST, GAP = 18, 40, 2
MARGIN = 1
#: Cards of a stage where neither a limit nor a height is asked for.
SHOWN = 5
#: Lines of a name, and of a reason.
NAME_LINES, WHY_LINES = 2, 2
#: An owner that is cut to less than that gets a line of its own.
OWNER_LEAST = 8
#: Lines of what is said of the cards that are left.
_REST = 3
#: Ends the run of a script that is written from the right, so that the next column stays where it is.
_LEFT_TO_RIGHT = "\u200e"


def screen(board: Board, canvas: Canvas) -> str:
    """The whole board."""
    ink = Ink(canvas)
    notes = (*board.notes, *past_notes(board.past_findings))
    head = [*_head(ink, board), BLANK]
    foot = [*_legend(ink, board), *data_lines(ink, board.rows, board.findings, notes, board.see_findings)]
    rows = _rows(ink, board.columns)
    room = None if canvas.height is None or not rows else (canvas.height - len(head) - len(foot)) // len(rows) - 1
    lines = [line for row in rows for line in [*_row(ink, board, row, room, len(rows[0])), BLANK]]
    return ink.page([*head, *(lines or [ink.say(" Nothing is open.", "quiet"), BLANK]), *foot])


def _head(ink: Ink, board: Board) -> list[Text]:
    parts = (*total_words(board), *day_words(board.as_of, board.rows))
    lines = ink.parts(ink.name(board.pipeline, 40, "title"), parts)
    return [*lines, *(ink.name(f"only {each}", ink.width, "strong") for each in board.filters)]


def _legend(ink: Ink, board: Board) -> list[Text]:
    """What the marks mean, where there is one."""
    marked = any(card.signs for column in board.columns for card in column.cards)
    return [ink.say(f" {LEGEND}", "quiet"), BLANK] if marked else []


def _rows(ink: Ink, columns: Sequence[BoardColumn]) -> list[Sequence[BoardColumn]]:
    """The stages in as few rows as there must be, each of about as many."""
    if not columns:
        return []
    most = max(1, (ink.width - MARGIN + GAP) // (LEAST + GAP))
    number = -(-len(columns) // most)
    each = -(-len(columns) // number)
    return [columns[start : start + each] for start in range(0, len(columns), each)]


def _row(ink: Ink, board: Board, columns: Sequence[BoardColumn], room: int | None, most: int) -> list[Text]:
    """Stages side by side, as wide as those of the fullest row are."""
    width = min(MOST, (ink.width - MARGIN - GAP * (most - 1)) // most)
    names = [_few(ink, ink.name(column.stage, width * NAME_LINES, "title"), width, NAME_LINES) for column in columns]
    tall = max(map(len, names))
    stacks = [
        [
            *name,
            *[BLANK] * (tall - len(name)),
            *_stack(ink, board, column, width, None if room is None else room - tall),
        ]
        for name, column in zip(names, columns, strict=True)
    ]
    return [
        Text(" " * MARGIN) + Text(" " * GAP).join([_filled(cell or BLANK, width) for cell in cells])
        for cells in zip_longest(*stacks)
    ]


def _filled(cell: Text, width: int) -> Text:
    """A cell as wide as its column."""
    return _closed(cell) + Text(" " * (width - cell.cell_len))


def _closed(text: Text) -> Text:
    """A text behind which the line goes on from the left."""
    from_right = any(bidirectional(mark) in ("R", "AL", "AN") for mark in text.plain)
    return text + Text(_LEFT_TO_RIGHT) if from_right else text


def _stack(ink: Ink, board: Board, column: BoardColumn, width: int, room: int | None) -> list[Text]:
    """The sums of a stage, its cards below each other, and what is left of them."""
    lines = [
        _cut(ink.say(column_words(column), "quiet"), width),
        _cut(ink.say(weighted_words(column), "quiet"), width),
        ink.say("─" * width, "quiet"),
    ]
    twice = repeated(card.deal for card in column.cards)
    asked = column.asked if column.limit is not None or room is not None else column.cards[:SHOWN]
    shown = 0
    for card in asked:
        drawn = _card(ink, board, card, told_apart(card.deal, twice), width)
        if shown and room is not None and len(lines) + len(drawn) + _REST > room:
            break
        lines, shown = [*lines, *([BLANK] if shown else []), *drawn], shown + 1
    rest = column.rest(shown)
    more = [BLANK, _cut(ink.say(rest_words(rest, column.currency), "quiet"), width)] if rest.opportunities else []
    return [*lines, *more]


def _card(ink: Ink, board: Board, card: BoardCard, name: str, width: int) -> list[Text]:
    """Name; amount, owner and close day; what speaks against it."""
    lines = _few(ink, ink.name(name, width * NAME_LINES, "strong"), width, NAME_LINES)
    style = "quiet" if card.severity is Severity.LOW else "alarm"
    words = risk_words(card, ink.foreign)
    why = _few(ink, ink.say(words, style), width, WHY_LINES, ink.say(more_words(card), style)) if words else []
    return [*lines, *_facts(ink, board, card, width), *why]


def _facts(ink: Ink, board: Board, card: BoardCard, width: int) -> list[Text]:
    """Amount, owner and close day on one line, on two where there is no room."""
    amount = ink.say(short_money(card.deal.amount, card.deal.currency))
    day = ink.say(short_day(card.deal.expected_close, board.as_of), "alarm" if card.deal.days_overdue else "")
    owner = ink.name(card.deal.owner, width, "quiet") if card.deal.owner else BLANK
    room = width - amount.cell_len - day.cell_len - 2
    if owner.cell_len <= max(room, 0) or room >= OWNER_LEAST:
        return (
            [_apart(amount + Text(" ") + _closed(_cut(owner, room)), day, width)]
            if owner
            else [_apart(amount, day, width)]
        )
    if room >= -1:
        return [_apart(amount, day, width), owner]
    return [_cut(amount, width), _apart(_closed(_cut(owner, width - day.cell_len - 1)), day, width)]


def _apart(left: Text, right: Text, width: int) -> Text:
    """One text at each end of a line."""
    return left + Text(" " * (width - left.cell_len - right.cell_len)) + right


def _few(ink: Ink, text: Text, width: int, most: int, end: Text = BLANK) -> list[Text]:
    """A text broken into so many lines at most; the last is cut where there is more, its end never."""
    whole = text + Text(" ") + end if end else text
    lines = _wrapped(ink, whole, width)
    if len(lines) <= most:
        return lines
    lines = _wrapped(ink, text, width)
    rest = _cut(Text(" ").join(lines[most - 1 :]), width - (end.cell_len + 1 if end else 0))
    return [*lines[: most - 1], rest + Text(" ") + end if end else rest]


def _wrapped(ink: Ink, text: Text, width: int) -> list[Text]:
    """A text broken between words, without the space they end in."""
    lines = list(text.wrap(ink.console, width, overflow="fold", no_wrap=False))
    for line in lines:
        line.rstrip()
    return lines


def _cut(text: Text, width: int) -> Text:
    text.truncate(max(0, width), overflow="ellipsis")
    return text
