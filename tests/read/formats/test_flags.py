import pytest

from pipectl.read.formats.flags import read


@pytest.mark.parametrize(
    ("text", "flag"), [("TRUE", True), (" yes ", True), ("1", True), ("Falsch", False), ("0", False), ("", None)]
)
def test_yes_and_no_are_read_in_the_languages_exports_come_in(text, flag):
    assert read(text).flag is flag
    assert read(text).trouble is None


def test_anything_else_is_no_flag():
    assert read("perhaps").trouble is not None
