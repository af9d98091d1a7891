import re

import pytest
from rich.cells import cell_len

from pipectl.render import to_csv, to_markdown, to_terminal
from pipectl.render.canvas import Canvas
from tests.builders import STAGES, an_open
from tests.changing import replace
from tests.render import boards
from tests.render.boards import BOARD, a_board
from tests.report.meetings import QUIET

WIDTHS = (60, 80, 100, 140, 200)
HEBREW, CHINESE = "חברת הבדיקה", "日本電信電話株式会社"


def screen(board=BOARD, width: int = 100, **means) -> str:
    return to_terminal.render("board", board, Canvas(width, **means))


def words(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("width", WIDTHS)
def test_the_board_looks_as_agreed(snapshot, width):
    assert screen(width=width) == snapshot


def test_the_other_formats_look_as_agreed(snapshot):
    assert to_markdown.render("board", BOARD) == snapshot
    assert to_csv.render("board", BOARD) == snapshot


@pytest.mark.parametrize("width", [40, *WIDTHS])
@pytest.mark.parametrize("number", [1, 2, 7, 30])
def test_every_stage_is_shown_at_every_width(width, number):
    stages = tuple(replace(STAGES[0], name=f"Stage {n:02}") for n in range(number))
    board = a_board(
        *(an_open(100 + n, name=f"Deal {n:02}", stage=stage.name) for n, stage in enumerate(stages)),
        stages=(*stages, *STAGES[5:]),
    )
    drawn = screen(board, width)
    assert re.findall(r"Stage \d\d", drawn) == [stage.name for stage in stages]
    assert re.findall(r"Deal \d\d", drawn) == [f"Deal {n:02}" for n in range(number)]
    assert max(map(cell_len, drawn.split("\n"))) <= width


def test_stages_are_spread_evenly_over_the_rows_they_need():
    heads = [line.split("  ") for line in screen(width=80).split("\n") if line.startswith(" ───")]
    assert [len([each for each in line if each.strip()]) for line in heads] == [3, 2]


def test_what_does_not_stand_on_a_card_is_counted_with_its_amount():
    assert "+ 3 more, $6k" in screen()
    limited = a_board(*boards.DEALS, limit=1)
    assert "+ 7 more, $28k" in screen(limited)
    assert "+ 2 more, $38k" in screen(limited)
    assert "7 more, $28k" in to_markdown.render("board", limited)


@pytest.mark.parametrize("height", [20, 30, 40, 60, 200])
@pytest.mark.parametrize("width", [60, 100, 140])
def test_a_height_holds_as_many_cards_as_fit_and_one_of_each_stage_at_least(width, height):
    drawn = screen(width=width, height=height)
    least = screen(a_board(*boards.DEALS, limit=1), width)
    assert drawn.count("\n") <= max(height, least.count("\n"))
    shown = len(re.findall(r"Vandelay \d", drawn))
    assert shown + int((re.search(r"\+ (\d) more", drawn) or ["0", "0"])[1]) >= 1
    assert shown == 8 or f"+ {8 - shown} more" in drawn


def test_how_grave_it_is_is_told_by_a_sign_and_not_by_colour_alone():
    plain, coloured = screen(), screen(colour=True)
    assert "!! close date 13" in plain
    assert "Severity  !! high   ! medium   - low" in plain
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == plain
    assert "\x1b[31m" in coloured


def test_without_anything_to_warn_of_there_is_no_legend():
    assert "Severity" not in screen(a_board(an_open(100, **QUIET)))


def test_owner_amount_and_day_of_a_card_are_never_cut_silently():
    board = a_board(an_open(1234567, name="Deal", owner="Bartholomew Featherstonehaugh", expected_close="2027-12-31"))
    for width in (40, 60, 80, 100):
        drawn = screen(board, width)
        assert "$1.23M" in drawn
        assert "Dec 31 2027" in drawn
        assert "Bartholo" in drawn


def test_a_long_reason_is_cut_before_the_number_of_the_others():
    late = an_open(100, name="Deal", stage="Qualified", expected_close="2024-01-20", stage_changed="2023-01-01")
    assert re.search(r"\+\d", screen(a_board(late), 40))


def test_names_from_the_right_leave_the_next_column_where_it_is():
    board = a_board(an_open(2, name=HEBREW, owner=HEBREW, stage="Proposal"), an_open(1, name=HEBREW, stage="Commit"))
    line = next(line for line in screen(board, 140).split("\n") if HEBREW in line)
    assert re.search(f"{HEBREW}\u200e +{HEBREW}\u200e", line)
    assert "\u200e" not in screen(board, 140, ascii_only=True)


def test_wide_characters_take_two_columns():
    board = a_board(an_open(2, name=CHINESE, stage="Proposal"), an_open(1, name="Next", stage="Negotiation"))
    lines = [line for line in screen(board, 100).split("\n") if "Next" in line or "$1" in line.split()]
    starts = {cell_len(line[: line.rindex(word)]) for line in lines for word in ("Next",) if word in line}
    head = next(line for line in screen(board, 100).split("\n") if "Negotiation" in line)
    assert starts == {cell_len(head[: head.index("Negotiation")])}


def test_a_board_without_open_stages_says_so():
    assert "Nothing is open." in screen(boards.NOTHING)
    assert "Nothing is open." in to_markdown.render("board", boards.NOTHING)


def test_two_opportunities_of_one_name_show_their_account():
    board = a_board(an_open(2, name="Pilot", account="Acme"), an_open(1, name="Pilot", account="Bolt"))
    assert "Pilot · Acme" in words(screen(board))
