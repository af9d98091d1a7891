from pipectl.domain.finding import QUOTE_LENGTH, Level
from pipectl.read.codes import CODES, quoted


def test_every_code_has_a_title_a_remedy_and_a_meaning_and_its_level_shows_in_its_number():
    levels = {"0": Level.ERROR, "1": Level.WARNING, "2": None}
    assert len(CODES) > 25
    for key, code in CODES.items():
        assert key == code.code
        assert code.title
        assert code.remedy
        assert code.means.endswith(".")
        assert levels[key[4]] in (code.level, None)


def test_titles_are_unique():
    assert len({code.title for code in CODES.values()}) == len(CODES)


def test_a_quoted_value_is_short_and_on_one_line():
    assert quoted("a\nb\t c") == "'a b c'"
    assert len(quoted("x" * 3_000_000)) == QUOTE_LENGTH + 2
