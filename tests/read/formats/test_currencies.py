import pytest

from pipectl.domain.currencies import CODES
from pipectl.read.formats.currencies import NAMES, SIGNS, candidates, common


@pytest.mark.parametrize(
    ("text", "first"), [("$", "USD"), ("€", "EUR"), ("usd", "USD"), ("R$", "BRL"), ("US Dollar", "USD"), ("kr", "SEK")]
)
def test_codes_signs_and_names_are_known(text, first):
    assert candidates(text)[0] == first


def test_anything_else_is_no_currency():
    assert candidates("XYZ") == candidates("") == ()


def test_every_sign_and_name_stands_for_codes_that_exist():
    assert [code for known in SIGNS.values() for code in known if code not in CODES] == []
    assert [code for code in NAMES.values() if code not in CODES] == []


def test_tokens_share_the_currencies_all_of_them_may_be():
    assert common(["$", "CAD"]) == ("CAD",)
    assert common(["$", "€"]) is None
    assert common([]) == ()
