import pytest

from pipectl.read.footers import Footer, is_thin


def footer_of(tail, width):
    """Numbers of the records of a tail that are a footer."""
    footer = Footer(width)
    for number, cells in tail:
        footer.add(number, cells)
    begin = footer.begin
    return () if begin is None else tuple(number for number, cells in tail if cells and number >= begin)


def test_a_footer_stands_below_a_blank_line_and_begins_with_a_known_phrase():
    tail = [(5, []), (6, ["Grand Totals (3 records)"]), (7, []), (8, ["", "Acme Inc"])]
    assert footer_of(tail, 6) == (6, 8)


def test_lines_without_a_blank_one_above_are_no_footer():
    assert footer_of([(5, ["Total"]), (6, [])], 6) == ()


def test_lines_without_a_known_phrase_are_no_footer():
    assert footer_of([(5, []), (6, ["Acme"])], 6) == ()


def test_blank_lines_alone_are_no_footer():
    assert footer_of([(5, []), (6, [])], 6) == ()


def test_a_line_of_three_cells_is_not_thin():
    assert is_thin(["Total", "", "3"])
    assert not is_thin(["Total", "x", "3"])


def test_a_row_between_the_blank_line_and_the_footer_is_not_taken_for_it():
    tail = [(5, []), (6, ["O9", "Lonely"]), (7, ["Grand Totals (3 records)"]), (8, ["Copyright (c)"])]
    assert footer_of(tail, 6) == (7, 8)


def test_lines_of_one_cell_above_a_known_phrase_belong_to_the_footer_of_a_file_of_many_columns():
    tail = [(5, []), (6, ["My report"]), (7, ["As of Monday", ""]), (8, []), (9, ["Copyright (c)"]), (10, ["Acme"])]
    assert footer_of(tail, 4) == (6, 7, 9, 10)
    assert footer_of(tail, 3) == (9, 10)


def test_a_line_of_one_cell_that_no_known_phrase_follows_is_a_row():
    assert footer_of([(5, []), (6, ["My report"])], 6) == ()
    assert footer_of([(5, []), (6, ["O9"]), (7, ["O9", "Lonely"]), (8, ["Total"])], 6) == (8,)


def test_a_row_below_what_looks_like_a_footer_makes_it_none():
    footer = Footer(6)
    for number, cells in enumerate([[], ["My report"], ["Total"]]):
        footer.add(number, cells)
    assert footer.begin == 1
    footer.clear()
    footer.add(9, ["Total"])
    assert footer.begin is None


@pytest.mark.parametrize(
    "phrase", ["Grand Totals (2 records)", "Report Total", "Overall", "Overall total", "Total (EUR)"]
)
def test_a_footer_may_begin_with_any_label_of_a_total(phrase):
    assert footer_of([(5, []), (6, [phrase, "", "300"])], 6) == (6,)
    assert footer_of([(5, []), (6, ["Overall Health Inc"])], 6) == ()
