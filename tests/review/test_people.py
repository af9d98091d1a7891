"""What is left of all values without those of one owner."""

from hypothesis import given
from hypothesis import strategies as st

from pipectl.review.people import Without


@given(st.lists(st.integers(0, 9), max_size=30), st.lists(st.integers(0, 9), max_size=30))
def test_the_values_of_the_others_are_those_of_all_without_one_s_own(own, others):
    rest = Without(sorted(own + others), sorted(own))
    assert [rest[at] for at in range(len(rest))] == list(rest) == list(rest[:]) == sorted(others)
