import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipectl.render import to_terminal
from pipectl.render.canvas import Canvas
from pipectl.render.harmless import for_ascii
from pipectl.render.in_ascii import foreign, own
from tests.changing import replace
from tests.render.samples import REPORT


@pytest.mark.parametrize(
    ("name", "spelled"),
    [
        ("Müller & Søn – „Straße“", 'Muller & Son - "Strasse"'),
        ("Łukasz Żółć", "Lukasz Zolc"),
        ("Ωμέγα", "Omega"),
        ("Щербаков", "Shcherbakov"),
        ("שלום בע״מ 42", "shlvm b'\"m 42"),
        ("محمد ٣", "mhmd 3"),
        ("カタカナ がギ", "katakana gagi"),
        ("한국", "hangug"),
        ("株式", r"\u682a\u5f0f"),
        ("🚀 start", r"\U0001f680 start"),
    ],
)
def test_a_foreign_name_is_written_as_it_sounds_or_as_escapes_that_tell_it_from_others(name, spelled):
    assert foreign(name) == spelled


@given(st.text())
def test_whatever_a_name_holds_is_one_harmless_line_of_ascii(name):
    shown = for_ascii(name)
    assert shown.isascii()
    assert shown.isprintable()
    assert len(shown) >= len([sign for sign in name if sign.isalnum()])


@pytest.mark.parametrize(
    ("words", "spelled"),
    [
        ("Q4 2026 · Oct 1 – Dec 31 · 45 days left", "Q4 2026 | Oct 1 - Dec 31 | 45 days left"),
        ("2.1× of $80k → 83% · 15 ÷ 48", "2.1x of $80k -> 83% | 15 / 48"),
        (" • Research the company", " * Research the company"),
        ("1 234,50 €", "1 234,50 EUR "),
    ],
)
def test_our_own_signs_have_spellings_that_read_well(words, spelled):
    assert own(words) == spelled


def test_no_screen_of_ascii_shows_a_question_mark_for_a_letter():
    named = replace(REPORT, attention=tuple(replace(each, name="Żółw 株", owner="Ωμέγα") for each in REPORT.attention))
    text = to_terminal.render("report", named, Canvas(100, ascii_only=True))
    assert r"Zolw \u682a" in text
    assert "Omega" in text
    assert not re.search(r"\?", text)
