import numpy as np

from pipectl.forecast.winning.coding import FEWEST, GAP, MOST, OTHER, coded, coding, column
from pipectl.forecast.winning.features import AGE, OF_HISTORY
from tests.forecast.winning.builders import a_look, ago

STAGE = OF_HISTORY[0]
AMOUNT = OF_HISTORY[-1]


def _coded(feature, looks, group=None):
    made = column(feature, looks)
    everything = np.arange(len(looks))
    by = coding(made, everything, everything if group is None else np.array(group))
    return coded(made, by, everything).tolist(), by


def test_what_few_have_is_other_and_a_gap_is_a_level_of_its_own():
    stages = ["Proposal"] * FEWEST + ["Rare"] * (FEWEST - 1) + [None]
    found, _ = _coded(STAGE, [a_look(f"{at}", ago(9), stage=stage) for at, stage in enumerate(stages)])
    assert found == [2] * FEWEST + [OTHER] * (FEWEST - 1) + [GAP]


def test_opportunities_count_and_not_looks():
    looks = [a_look("one", ago(at), stage="Proposal") for at in range(30)]
    assert set(_coded(STAGE, looks, [0] * 30)[0]) == {OTHER}


def test_only_the_most_frequent_words_have_levels():
    looks = [a_look(f"{word}-{at}", ago(9), stage=f"s{word}") for word in range(MOST + 5) for at in range(FEWEST)]
    assert _coded(STAGE, looks)[1].size == MOST + 2


def test_amounts_are_in_four_bands_of_as_many():
    looks = [a_look(f"{at}", ago(9), amount=at) for at in range(40)]
    found, _ = _coded(AMOUNT, looks)
    assert [found.count(level) for level in (2, 3, 4, 5)] == [10, 10, 10, 10]


def test_a_number_belongs_to_the_band_whose_lower_end_it_reaches():
    looks = [a_look("a", ago(9))._replace(day=ago(19 - age)) for age in (0, 13, 14, 365, 900)]
    looks = [look._replace(seen=look.seen._replace(created=ago(19))) for look in looks]
    assert _coded(AGE, looks)[0] == [2, 2, 3, 8, 8]


def test_words_that_were_never_seen_are_other():
    made = column(
        STAGE, [*(a_look(f"{at}", ago(9), stage="Proposal") for at in range(FEWEST)), a_look("n", ago(0), stage="New")]
    )
    by = coding(made, np.arange(FEWEST), np.arange(FEWEST))
    assert coded(made, by, np.array([FEWEST])).tolist() == [OTHER]
