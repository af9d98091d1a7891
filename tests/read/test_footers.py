from pipectl.read.footers import footer_of, is_thin


def test_a_footer_stands_below_a_blank_line_and_begins_with_a_known_phrase():
    tail = [(5, []), (6, ["Grand Totals (3 records)"]), (7, []), (8, ["", "Acme Inc"])]
    assert footer_of(tail) == (6, 8)


def test_lines_without_a_blank_one_above_are_no_footer():
    assert footer_of([(5, ["Total"]), (6, [])]) == ()


def test_lines_without_a_known_phrase_are_no_footer():
    assert footer_of([(5, []), (6, ["Acme"])]) == ()


def test_blank_lines_alone_are_no_footer():
    assert footer_of([(5, []), (6, [])]) == ()


def test_a_line_of_three_cells_is_not_thin():
    assert is_thin(["Total", "", "3"])
    assert not is_thin(["Total", "x", "3"])


def test_a_row_between_the_blank_line_and_the_footer_is_not_taken_for_it():
    tail = [(5, []), (6, ["O9", "Lonely"]), (7, ["Grand Totals (3 records)"]), (8, ["Copyright (c)"])]
    assert footer_of(tail) == (7, 8)
