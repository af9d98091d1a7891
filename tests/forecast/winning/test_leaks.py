import pytest

from pipectl.forecast.winning.leaks import Why, leak_of
from pipectl.forecast.winning.sheet import Census
from tests.builders import an_open, lost, won
from tests.forecast.winning.builders import a_column

SOME = ["a", "b"]


def test_what_is_filled_in_for_the_won_alone_is_left_out_with_its_counts():
    found = a_column(["yes"] * 27 + [None] * 3, [None] * 60, [None] * 40)
    assert found is not None
    assert found.why is Why.FILLED
    assert found.words == (
        "X is left out: it is filled in at the close, for 27 of 30 won, 0 of 60 lost and 0 of 40 open"
    )


def test_what_is_filled_in_for_the_lost_alone_is_left_out():
    found = a_column([None] * 30, ["Price", "Timing"] * 25 + [None] * 10, [None] * 40)
    assert found is not None
    assert (found.why, found.having) == (Why.FILLED, (0, 50, 0))


def test_what_is_filled_in_for_both_and_hardly_for_open_ones_is_left_out():
    dates = [f"2026-01-{day:02}" for day in range(1, 29)]
    found = a_column(dates, dates, [*dates[:1], *[None] * 39])
    assert found is not None
    assert found.why is Why.FILLED


def test_zeros_that_are_replaced_at_the_close_are_as_good_as_nothing():
    found = a_column([str(60 + at) for at in range(30)], [str(at + 1) for at in range(30)], ["0"] * 40)
    assert found is not None
    assert found.why is Why.FILLED


def test_what_is_filled_in_for_all_alike_stays():
    assert a_column(SOME * 20, SOME * 30, SOME * 20) is None


def test_what_few_have_whatever_became_of_them_stays():
    assert a_column([*SOME * 5, *[None] * 30], [*SOME * 7, *[None] * 46], [*SOME * 4, *[None] * 30]) is None


def test_values_that_only_decided_ones_have_are_left_out():
    found = a_column(["Delivery"] * 40, ["Archive"] * 60, ["Early", "Late"] * 20)
    assert found is not None
    assert found.why is Why.DECIDED_ONLY
    assert found.values == ("Archive", "Delivery")


def test_a_word_for_the_outcome_is_left_out():
    found = a_column(["Won"] * 5 + ["Pending"] * 35, ["Pending"] * 60, ["Pending"] * 40)
    assert found is not None
    assert found.words == ("X is left out: it names the outcome (Won): 5 of 40 won, 0 of 60 lost and 0 of 40 open")


def test_a_word_for_an_outcome_that_open_ones_have_as_well_stays():
    assert a_column(["won", "lost"] * 20, ["lost", "won"] * 30, ["won", "lost"] * 20) is None


def test_a_value_that_means_one_outcome_and_no_open_one_has_is_left_out():
    found = a_column([None] * 40, ["Acme"] * 30 + [None] * 70, [None] * 60)
    assert found is not None
    assert found.why is Why.ONE_OUTCOME
    assert found.having == (0, 30, 0)


def test_a_gap_that_means_one_outcome_is_left_out():
    found = a_column(SOME * 30, [*[None] * 25, *SOME * 35], SOME * 40)
    assert found is not None
    assert found.values == ("nothing",)


def test_a_value_that_means_one_outcome_and_open_ones_have_too_stays():
    assert a_column(SOME * 20, ["c"] * 30 + SOME * 30, ["c"] * 15 + SOME * 20) is None


def test_what_tells_alone_how_every_one_ended_is_left_out():
    found = a_column(["green"] * 40, ["red"] * 59 + ["green"], ["green", "red"] * 20)
    assert found is not None
    assert found.why is Why.TELLS_ALONE


def test_values_of_one_opportunity_each_tell_nothing():
    assert (
        a_column([f"w{at}" for at in range(40)], [f"l{at}" for at in range(60)], [f"o{at}" for at in range(30)]) is None
    )


def test_spelling_makes_no_other_value():
    assert a_column(["EMEA", "emea "] * 20, ["Emea"] * 60, ["eMEA"] * 30) is None


@pytest.mark.parametrize("opens", [0, 9])
def test_too_few_open_ones_show_nothing(opens):
    assert a_column(["yes"] * 40, [None] * 60, [None] * opens) is None


def _by_quarter(cell):
    """Sixty decided a quarter, open ones of the last two: what old ones have tells nothing of the close."""
    quarters = ("2025-01-15", "2025-04-15", "2025-07-15", "2025-10-15")
    states = [
        make(100, id=f"{outcome}{at}", created=quarter, closed="2026-01-10", extra=cell(quarter))
        for quarter in quarters
        for outcome, make in enumerate((won, lost, lost))
        for at in range(20)
    ]
    opened = [
        an_open(1, id=f"o{at}", created=quarters[2 + at % 2], extra=cell(quarters[2 + at % 2])) for at in range(40)
    ]
    return leak_of("X", lambda one: one.extra.get("X"), Census([*states, *opened]))


def test_campaigns_that_come_and_go_stay():
    assert _by_quarter(lambda quarter: {"X": f"Mailing {quarter}"}) is None


def test_a_column_that_is_no_longer_filled_in_stays():
    assert _by_quarter(lambda quarter: {"X": "yes"} if quarter < "2025-06" else {}) is None
