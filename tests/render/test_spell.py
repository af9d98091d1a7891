from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipectl.domain.period import Period, parse_period
from pipectl.domain.values import Interval, Unit
from pipectl.render.spell import against, days_left, days_of, interval, long_day, short_day, spell, target

AS_OF = date(2026, 2, 2)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("0", "0%"),
        ("0.0004", "<0.1%"),
        ("0.004", "0.4%"),
        ("0.0049", "0.4%"),
        ("0.31034", "31%"),
        ("0.994", "99%"),
        ("0.996", "99.6%"),
        ("0.9996", "99.9%"),
        ("0.99999999", "99.9%"),
        ("1", "100%"),
        ("1.0004", "100%"),
        ("1.236", "124%"),
        ("-0.3", "-30%"),
    ],
)
def test_a_percentage_never_reads_0_or_100_where_it_is_not(value, words):
    assert spell(Decimal(value), Unit.PERCENT) == words


@pytest.mark.parametrize(
    ("value", "short", "full"),
    [
        ("0", "$0", "$0.00"),
        ("0.001", "<$0.01", "<$0.01"),
        ("12.5", "$12.50", "$12.50"),
        ("12.345", "$12.34", "$12.34"),
        ("99.994", "$99.99", "$99.99"),
        ("99.996", "$100", "$100.00"),
        ("100.4", "$100", "$100.40"),
        ("999.6", "$1k", "$999.60"),
        ("2620", "$2.62k", "$2,620.00"),
        ("212000", "$212k", "$212,000.00"),
        ("999600", "$1M", "$999,600.00"),
        ("1200000", "$1.2M", "$1,200,000.00"),
        ("2110905127", "$2.11B", "$2,110,905,127.00"),
        ("-5000", "-$5k", "-$5,000.00"),
        ("1E+20", "$100,000,000T", "$100,000,000,000,000,000,000.00"),
    ],
)
def test_money_short_has_three_digits_or_true_cents_below_a_hundred_and_full_has_cents(value, short, full):
    assert spell(Decimal(value), Unit.MONEY, "USD", short=True) == short
    assert spell(Decimal(value), Unit.MONEY, "USD") == full


@pytest.mark.parametrize(
    ("currency", "words"), [("EUR", "€1,200.50"), ("GBP", "£1,200.50"), ("SEK", "SEK 1,200.50"), (None, "1,200.50")]
)
def test_a_currency_without_a_sign_is_named_by_its_code(currency, words):
    assert spell(Decimal("1200.5"), Unit.MONEY, currency) == words


def test_yen_has_no_cents_unless_there_are_some():
    assert spell(Decimal(1200), Unit.MONEY, "JPY") == "¥1,200"
    assert spell(Decimal("1200.5"), Unit.MONEY, "JPY") == "¥1,200.50"


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        ("2.996", Unit.MULTIPLE, "3.0×"),
        ("0", Unit.HOURS, "0 min"),
        ("0.001", Unit.HOURS, "<1 min"),
        ("0.75", Unit.HOURS, "45 min"),
        ("0.999", Unit.HOURS, "1 h"),
        ("2.5", Unit.HOURS, "2.5 h"),
        ("47.94", Unit.HOURS, "47.9 h"),
        ("52.5", Unit.HOURS, "52 h"),
        ("2.166", Unit.MULTIPLE, "2.2×"),
        ("2.04", Unit.MULTIPLE, "2.0×"),
        ("0.06", Unit.MULTIPLE, "0.06×"),
        ("0.0004", Unit.MULTIPLE, "<0.001×"),
        ("3", Unit.MULTIPLE, "3.0×"),
        ("0.04", Unit.MULTIPLE, "0.04×"),
        ("0", Unit.MULTIPLE, "0.0×"),
        ("63.2", Unit.DAYS, "63 d"),
        ("4.54", Unit.DAYS, "4.5 d"),
        ("0.01", Unit.DAYS, "<0.1 d"),
        ("2620.4", Unit.MONEY_PER_DAY, "$2.62k/d"),
        ("34.2466", Unit.MONEY_PER_DAY, "$34.25/d"),
        ("12345", Unit.COUNT, "12,345"),
    ],
)
def test_every_unit_has_its_own_spelling(value, unit, words):
    assert spell(Decimal(value), unit, "USD", short=True) == words


@pytest.mark.parametrize("unit", Unit)
def test_undefined_is_a_dash_in_every_unit(unit):
    assert spell(None, unit, "USD") == "–"


@pytest.mark.parametrize(
    ("value", "bound", "unit", "words"),
    [
        ("2.996", "3", Unit.MULTIPLE, "2.996×"),
        ("2.1", "3", Unit.MULTIPLE, "2.1×"),
        ("2.166", "3", Unit.MULTIPLE, "2.2×"),
        ("2.96", "3", Unit.MULTIPLE, "2.96×"),
        ("3.004", "3", Unit.MULTIPLE, "3.004×"),
        ("3", "3", Unit.MULTIPLE, "3.0×"),
        ("0.2996", "0.3", Unit.PERCENT, "29.96%"),
        ("0.31034", "0.25", Unit.PERCENT, "31%"),
        ("0.003", "0.25", Unit.PERCENT, "0.3%"),
        ("0.996", "0.5", Unit.PERCENT, "99.6%"),
        ("1.004", "0.5", Unit.PERCENT, "100%"),
        ("499999", "500000", Unit.MONEY, "$499,999"),
        ("499999.999", "500000", Unit.MONEY, "$499,999.999"),
        ("412345.10", "412345.2", Unit.MONEY, "$412,345.10"),
        ("0.014", "0.0135", Unit.MONEY, "$0.014"),
        ("420000", "500000", Unit.MONEY, "$420k"),
        ("90.2", "90", Unit.DAYS, "90.2 d"),
    ],
)
def test_beside_a_bound_a_value_shows_enough_digits_to_tell_them_apart(value, bound, unit, words):
    assert against(Decimal(value), Decimal(bound), unit, "USD") == words


@given(st.integers(min_value=1, max_value=10**9), st.sampled_from([Unit.MULTIPLE, Unit.PERCENT, Unit.DAYS]))
@settings(max_examples=100)
def test_what_misses_its_bound_never_reads_as_the_bound(distance, unit):
    bound = Decimal(3)
    missed = bound - Decimal(distance).scaleb(-10)
    assert against(missed, bound, unit).rstrip("×% d") != target(bound, unit).rstrip("×% d")


@given(st.decimals(min_value=0, max_value=10, places=6))
@settings(max_examples=100)
def test_a_multiple_is_never_further_from_its_value_than_half_a_tenth(value):
    words = spell(value, Unit.MULTIPLE)
    assert abs(Decimal(words.removesuffix("×").removeprefix("<")) - value) <= Decimal("0.05")


@given(st.decimals(min_value=0, max_value=2, places=6), st.decimals(min_value=0, max_value=2, places=3))
@settings(max_examples=100)
def test_beside_a_bound_a_value_reads_on_the_side_it_is_on(value, bound):
    for unit, scale in ((Unit.MULTIPLE, 1), (Unit.PERCENT, 100)):
        read = Decimal(against(value, bound, unit).removeprefix("<").rstrip("×%")) / scale
        assert (read > bound, read < bound) == (value > bound, value < bound)


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        ("3", Unit.MULTIPLE, "3.0×"),
        ("2.95", Unit.MULTIPLE, "2.95×"),
        ("0.125", Unit.PERCENT, "12.5%"),
        ("90", Unit.DAYS, "90 d"),
        ("62.5", Unit.DAYS, "62.5 d"),
        ("10.25", Unit.COUNT, "10.25"),
        ("500000", Unit.MONEY, "$500k"),
        ("412345", Unit.MONEY, "$412,345"),
        ("412345.5", Unit.MONEY, "$412,345.50"),
        ("-1234.567", Unit.MONEY_PER_DAY, "-$1,234.567/d"),
    ],
)
def test_a_target_keeps_all_digits_it_was_given(value, unit, words):
    assert target(Decimal(value), unit, "USD") == words


@given(st.decimals(min_value=0, max_value=10**9, places=3), st.decimals(min_value=0, max_value=10**9, places=3))
@settings(max_examples=100)
def test_money_beside_a_bound_never_reads_as_the_bound(value, bound):
    if value != bound:
        assert against(value, bound, Unit.MONEY, "USD") != target(bound, Unit.MONEY, "USD")


def test_days_are_named_with_their_year_only_where_it_is_another():
    assert long_day(AS_OF) == "Mon 2 Feb 2026"
    assert short_day(date(2026, 1, 20), AS_OF) == "Jan 20"
    assert short_day(date(2025, 1, 20), AS_OF) == "Jan 20 2025"
    assert short_day(None, AS_OF) == "–"


@pytest.mark.parametrize(
    ("period", "days", "left"),
    [
        ("2026-Q1", "Jan 1 – Mar 31", "57 days left"),
        ("2026-02-01..2026-02-03", "Feb 1 – Feb 3", "1 day left"),
        ("2026-02-01..2026-02-02", "Feb 1 – Feb 2", "last day"),
        ("2025-Q4", "Oct 1 2025 – Dec 31 2025", "ended 33 days ago"),
        ("2026-Q2", "Apr 1 – Jun 30", "starts in 58 days"),
        ("all", "", ""),
    ],
)
def test_a_period_says_its_days_and_what_is_left_of_it(period, days, left):
    found = parse_period(period, AS_OF)
    assert days_of(found, AS_OF) == days
    assert days_left(found, AS_OF) == left


def test_a_period_open_on_one_side_says_the_other():
    assert days_of(Period("a", "a", AS_OF, None), AS_OF) == "from Feb 2"
    assert days_of(Period("a", "a", None, date(2026, 3, 1)), AS_OF) == "to Feb 28"


def test_an_interval_shows_both_ends():
    assert interval(Interval(Decimal("0.172"), Decimal("0.492"))) == "17–49%"
    assert interval(Interval(Decimal(0), Decimal("0.9996"))) == "0–99.9%"
    assert interval(None) == ""


def test_a_percentage_of_next_to_nothing_is_told_by_its_bound():
    assert spell(Decimal("1555181.05"), Unit.PERCENT) == ">100,000%"
    assert spell(Decimal(1000), Unit.PERCENT) == "100,000%"
