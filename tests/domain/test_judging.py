"""Kleene's logic: what can't be judged stays so, unless the rest decides."""

from itertools import product

import pytest

from pipectl.domain.judging import FAILS, HOLDS, AllOf, AnyOf, Leaf, Not, unjudged
from tests.builders import an_open

ANY_DEAL = an_open()
OPEN = unjudged("nobody knows")
ANSWERS = {True: HOLDS, False: FAILS, None: OPEN}


def says(answer):
    return Leaf(lambda _: ANSWERS[answer])


@pytest.mark.parametrize(("one", "other"), list(product((True, False, None), repeat=2)))
def test_all_holds_where_both_do_and_fails_where_one_does(one, other):
    expected = False if False in (one, other) else None if None in (one, other) else True
    assert AllOf((says(one), says(other))).judge(ANY_DEAL).holds is expected


@pytest.mark.parametrize(("one", "other"), list(product((True, False, None), repeat=2)))
def test_any_holds_where_one_does_and_fails_where_both_do(one, other):
    expected = True if True in (one, other) else None if None in (one, other) else False
    assert AnyOf((says(one), says(other))).judge(ANY_DEAL).holds is expected


@pytest.mark.parametrize(("one", "expected"), [(True, False), (False, True), (None, None)])
def test_not_turns_an_answer_around_and_leaves_what_can_not_be_judged(one, expected):
    assert Not(says(one)).judge(ANY_DEAL).holds is expected


def test_what_is_missing_is_named_once_and_only_where_nothing_decides():
    assert AllOf((says(None), says(True), says(None))).judge(ANY_DEAL).why == ("nobody knows",)
    assert AllOf((says(None), says(False))).judge(ANY_DEAL).why == ()
