from pipectl.domain.finding import Level
from pipectl.history.codes import CODES


def test_every_code_has_a_title_a_remedy_and_a_meaning_and_its_level_shows_in_its_number():
    for key, code in CODES.items():
        assert key == code.code
        assert code.title
        assert code.remedy
        assert code.means.endswith(".")
        assert {"0": Level.ERROR, "1": Level.WARNING, "2": Level.WARNING}[key[4]] is code.level
