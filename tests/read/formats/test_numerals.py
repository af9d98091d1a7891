import pytest

from pipectl.domain.errors import UsageProblem
from pipectl.read.formats.numerals import decimal_mark, readings


@pytest.mark.parametrize(
    ("digits", "point", "comma"),
    [
        ("1000", "1000", "1000"), ("1.234", "1.234", "1234"), ("1,234", "1234", "1.234"), ("1,000.50", "1000.50", None),
        ("1.000,50", None, "1000.50"), ("1000,50", None, "1000.50"), ("1,234,567", "1234567", None),
        ("0.123", "0.123", None), ("1 234,56", None, "1234.56"), ("1'000.5", "1000.5", None), ("1 000", "1000", "1000"),
        (".5", "0.5", None), ("1,00,000", "100000", None), ("1,00,00", None, None),
        ("1,000 000", None, None), ("1.2.3", None, None), (".", None, None),
    ],
)  # fmt: skip
def test_a_number_is_read_with_either_decimal_mark(digits, point, comma):
    assert readings(digits) == (point, comma)


@pytest.mark.parametrize(
    ("locale", "mark"), [("de", ","), ("de_CH", "."), ("en-US", "."), ("en_ZA", ","), ("es_MX", "."), ("pt_BR", ",")]
)
def test_a_language_has_a_decimal_mark(locale, mark):
    assert decimal_mark(locale) == mark


def test_an_unknown_language_lists_those_that_are_known():
    with pytest.raises(UsageProblem, match=r"--locale xx .* de "):
        decimal_mark("xx")
