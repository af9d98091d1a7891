import pytest

from pipectl.read.stage_names import is_after_sale, number, sounds_after_sale, unnumbered


@pytest.mark.parametrize(
    ("name", "found", "bare"),
    [
        ("1 - Prospecting", 1, "Prospecting"),
        ("2. Proposal", 2, "Proposal"),
        ("03_Closed Won", 3, "Closed Won"),
        ("(4) Demo", 4, "Demo"),
        ("5) Demo", 5, "Demo"),
        ("06 Demo", 6, "Demo"),
        ("#7: Demo", 7, "Demo"),
        ("8 – Ärger", 8, "Ärger"),
        ("30-60 days", None, "30-60 days"),
        ("2 demos", None, "2 demos"),
        ("50% sure", None, "50% sure"),
        ("Phase 1", None, "Phase 1"),
        ("1.", None, "1."),
    ],
)
def test_a_number_in_front_of_a_name_is_none_of_it(name, found, bare):
    assert (number(name), unnumbered(name)) == (found, bare)


def test_a_name_says_that_it_comes_after_the_sale_or_only_sounds_so():
    assert is_after_sale("9. Post-Sale")
    assert not is_after_sale("Post-sale demo")
    assert sounds_after_sale("Live demo")
    assert not sounds_after_sale("Delivered")
    assert not sounds_after_sale("Deliver")
