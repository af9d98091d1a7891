import pytest

from pipectl.cli.dialogue import _fitting


@pytest.mark.parametrize(
    ("answer", "choices", "meant"),
    [
        ("thing", ("Thing", "thing"), "thing"),
        ("THING", ("Thing", "Other"), "Thing"),
        ("o", ("Thing", "Other"), "Other"),
        ("th", ("Thing", "then"), None),
        ("en_US", ("en", "de"), "en"),
        ("", ("Thing",), None),
    ],
)
def test_an_answer_is_one_choice_spelled_out_or_the_only_one_that_begins_so(answer, choices, meant):
    assert _fitting(answer, choices) == meant
