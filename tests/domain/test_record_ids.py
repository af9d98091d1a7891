import pytest

from pipectl.domain.record_ids import compared

SHORT, LONG = "0065g00000AbCdE", "0065g00000AbCdEAAV"


def test_both_forms_of_a_salesforce_id_are_one():
    assert compared("001A0000006Vm9r") == "001A0000006Vm9r"
    assert compared("001A0000006Vm9rIAC") == "001A0000006Vm9r"
    assert compared(LONG) == compared(SHORT) == SHORT


@pytest.mark.parametrize(
    "other",
    ["", "O1", "0065g00000AbCdEAAA", "0065g00000abcdeAAV", "0065g00000AbCdE-AV", "0065g00000ÄbCdEAAV", "0" * 18],
)
def test_any_other_id_is_compared_as_it_is(other):
    assert compared(other) == other
