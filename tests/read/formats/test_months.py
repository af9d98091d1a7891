from pipectl.read.formats.months import _NAMES, MONTHS


def test_no_two_months_share_a_name():
    assert len(_NAMES) == 12
    assert len(MONTHS) == sum(len(names.split()) for names in _NAMES)
    assert set(MONTHS.values()) == set(range(1, 13))
