import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from pipectl.domain.values import Interval, Unit
from pipectl.render import spell, to_json, to_markdown, to_terminal
from pipectl.render.canvas import Canvas
from pipectl.render.manner import ENGLISH, manner_of, spoken
from pipectl.render.spell import against, full_money, interval, many, short_day, short_money, target
from tests.render.samples import AS_OF, GROUPED, LISTING

FIXED = "\u00a0"
MILLION = Decimal("1234567.50")


def speaking(locale):
    manner = manner_of(locale)
    assert manner is not None
    return spoken(manner)


def spelled_in(locale, how):
    with speaking(locale):
        return how().replace(FIXED, "_")


@pytest.mark.parametrize(
    ("locale", "full", "short", "percent", "day", "count"),
    [
        ("en_US", "$1,234,567.50", "$1.23M", "20.5%", "Jan 20", "12,345"),
        ("en_GB", "$1,234,567.50", "$1.23M", "20.5%", "20 Jan", "12,345"),
        ("de_DE", "1.234.567,50_$", "1,23M_$", "20,5_%", "20 Jan", "12.345"),
        ("de-at", "$_1.234.567,50", "$_1,23M", "20,5_%", "20 Jan", "12.345"),
        ("de_CH", "$_1’234’567.50", "$_1.23M", "20.5%", "20 Jan", "12’345"),
        ("fr", "1_234_567,50_$", "1,23M_$", "20,5_%", "20 Jan", "12_345"),
        ("hi_IN", "$12,34,567.50", "$1.23M", "20.5%", "20 Jan", "12,345"),
        ("tr", "$1.234.567,50", "$1,23M", "%20,5", "20 Jan", "12.345"),
        ("ja_JP", "$1,234,567.50", "$1.23M", "20.5%", "Jan 20", "12,345"),
    ],
)
def test_figures_and_days_are_written_as_their_locale_has_them(locale, full, short, percent, day, count):
    assert spelled_in(locale, lambda: full_money(MILLION, "USD")) == full
    assert spelled_in(locale, lambda: short_money(MILLION, "USD")) == short
    assert spelled_in(locale, lambda: target(Decimal("0.205"), Unit.PERCENT)) == percent
    assert spelled_in(locale, lambda: short_day(date(2026, 1, 20), AS_OF)) == day
    assert spelled_in(locale, lambda: many(12345)) == count


def test_what_is_next_to_nothing_beside_a_bound_or_between_two_ends_is_written_so_too():
    assert spelled_in("de", lambda: short_money(Decimal("0.001"), "EUR")) == "<0,01_€"
    assert spelled_in("de", lambda: spell.spell(Decimal("0.0004"), Unit.PERCENT)) == "<0,1_%"
    assert spelled_in("de", lambda: spell.spell(Decimal("0.0004"), Unit.MULTIPLE)) == "<0,001×"
    assert spelled_in("de", lambda: spell.spell(Decimal("0.01"), Unit.DAYS)) == "<0,1 d"
    assert spelled_in("de", lambda: against(Decimal("2.9996"), Decimal(3), Unit.MULTIPLE)) == "2,9996×"
    assert spelled_in("de", lambda: against(Decimal("0.29996"), Decimal("0.3"), Unit.PERCENT)) == "29,996_%"
    assert spelled_in("tr", lambda: interval(Interval(Decimal("0.17"), Decimal("0.49")))) == "%17–49"
    assert spelled_in("de", lambda: spell.spell(Decimal("1234.5"), Unit.MONEY_PER_DAY, "CHF")) == "1.234,50_CHF/d"


def test_a_currency_without_a_sign_stands_apart_wherever_it_stands():
    assert short_money(Decimal(5), "CHF") == "CHF 5"
    assert spelled_in("en_GB", lambda: short_money(Decimal(5), "CHF")) == "CHF 5"
    assert spelled_in("sw_KE", lambda: short_money(Decimal(5), "KES")).split() == ["KES_5"]


def test_a_country_that_is_not_listed_writes_as_its_language_does():
    assert manner_of("de_DE") == manner_of("de")
    assert manner_of("en_US") == manner_of("en") == ENGLISH
    assert manner_of("de_ZZ") == manner_of("de")
    assert manner_of("xx") is None
    assert manner_of("english") is None


@pytest.mark.parametrize("width", [60, 80, 100, 140])
@pytest.mark.parametrize("locale", ["de", "fr", "hi", "tr"])
def test_screens_fit_and_break_no_figure_in_any_manner(locale, width):
    english = to_terminal.render("report", GROUPED, Canvas(width))
    with speaking(locale):
        text = to_terminal.render("report", GROUPED, Canvas(width))
        ascii_text = to_terminal.render("report", GROUPED, Canvas(width, ascii_only=True))
    assert max(map(len, text.split("\n"))) <= width
    assert text != english
    assert not re.search(r"\d\n *[$%]", text)
    assert ascii_text.isascii()


def test_what_programs_read_is_written_alike_everywhere():
    alone = to_json.render("report", GROUPED)
    with speaking("de"):
        assert to_json.render("report", GROUPED) == alone


def test_markdown_is_written_in_the_manner_as_well():
    with speaking("de"):
        text = to_markdown.render("listing", LISTING)
    assert f"42.000{FIXED}$" in text


def test_the_manner_ends_with_what_was_spoken_in_it():
    with speaking("de"), speaking("fr"):
        assert many(1000) == f"1{FIXED}000"
    assert many(1000) == "1,000"


def test_every_count_of_a_screen_is_spelled_in_one_place():
    folder = Path(spell.__file__).parent
    texts = [path for room in ("words", "to_terminal", "to_markdown") for path in (folder / room).glob("*.py")]
    assert [path.name for path in texts if re.search(r":,f?\}", path.read_text(encoding="utf-8"))] == []
