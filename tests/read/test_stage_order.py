from decimal import Decimal

from pipectl.read.stage_order import Step, in_order


def order(*steps):
    return in_order([Step(name, None if chance is None else Decimal(chance), rank) for name, chance, rank in steps])


def test_stages_stand_by_their_usual_close_percent():
    assert order(("b", "0.4", None), ("a", "0.1", None)) == (("a", "b"), ())


def test_without_one_they_stand_as_given_and_are_named():
    assert order(("b", None, None), ("a", None, None), ("c", "0.1", 3)) == (("c", "b", "a"), ("b", "a"))


def test_stages_of_the_same_close_percent_stand_as_in_a_process_that_has_both():
    assert order(("b", "0.1", 1), ("a", "0.1", 0)) == (("a", "b"), ())
    assert order(("b", "0.1", 1), ("a", "0.1", None)) == (("b", "a"), ("b", "a"))


def test_a_process_that_has_all_stages_tells_their_order():
    assert order(("b", None, 1), ("c", "0.1", 2), ("a", "0.5", 0)) == (("a", "b", "c"), ())


def test_two_that_stand_for_one_stage_of_a_process_have_no_order():
    assert order(("b", None, 1), ("a", None, 1)) == (("b", "a"), ("b", "a"))
    assert order(("b", "0.1", 1), ("a", "0.1", 1), ("c", "0.2", 2)) == (("b", "a", "c"), ("b", "a"))


def test_numbers_in_front_of_all_names_tell_the_order_where_close_percent_does_not():
    assert order(("2. b", None, None), ("10. c", None, None), ("1. a", None, None)) == (("1. a", "2. b", "10. c"), ())
    assert order(("1. b", None, None), ("1. a", None, None))[1] == ("1. b", "1. a")
    assert order(("1. b", "0.2", None), ("2. a", "0.1", None))[0] == ("2. a", "1. b")


def test_a_single_stage_has_its_place():
    assert order(("a", None, None)) == (("a",), ())
