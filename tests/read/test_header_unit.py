import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipectl.read.header_currency import split
from pipectl.read.header_unit import unit
from pipectl.read.headers import propose


@pytest.mark.parametrize(
    ("header", "rest", "power"),
    [
        ("Value (k€)", "Value (€)", 3), ("Amount ($000)", "Amount ($)", 3), ("Revenue in thousands", "Revenue", 3),
        ("Umsatz (T€)", "Umsatz (€)", 3), ("Amount (USD m)", "Amount (USD)", 6), ("Amount (K)", "Amount", 3),
        ("Amount ('000)", "Amount", 3), ("Amount (000’s)", "Amount", 3), ("Amount 000s", "Amount", 3),
        ("Amount (in thousands of USD)", "Amount (USD)", 3), ("Revenue in USD thousands", "Revenue (USD)", 3),
        ("Amount USD in thousands", "Amount USD", 3), ("Revenue (in thousands) USD", "Revenue USD", 3),
        ("Betrag in TEUR", "Betrag (EUR)", 3), ("Betrag (Tsd. EUR)", "Betrag (EUR)", 3),
        ("Betrag in 1.000 €", "Betrag (€)", 3), ("Deal_Value_kEUR", "Deal Value (EUR)", 3),
        ("Amount (x1000)", "Amount", 3), ("Amount $000", "Amount ($)", 3), ("Montant en milliers", "Montant", 3),
        ("Betrag (Mio. €)", "Betrag (€)", 6), ("Umsatz in Mio.", "Umsatz", 6), ("Amount $M", "Amount ($)", 6),
        ("Amount (US$m)", "Amount (US$)", 6), ("Amount [MM]", "Amount", 6), ("Amount (MUSD)", "Amount (USD)", 6),
        ("Amount in millions (USD)", "Amount (USD)", 6), ("Amount (USD bn)", "Amount (USD)", 9),
        ("Value (₹ Lakhs)", "Value (₹)", 5), ("Amount in crores", "Amount", 7), ("Umsatz (Mrd. €)", "Umsatz (€)", 9),
        ("Amount (k€) total", "Amount (€) total", 3),
    ],
)  # fmt: skip
def test_a_header_may_say_that_amounts_are_in_thousands_or_more(header, rest, power):
    assert (unit(header).header, unit(header).power) == (rest, power)


@pytest.mark.parametrize(
    "header",
    [
        "Amount", "Amount (USD)", "Amount €", "Revenue in EUR", "Amount (MXN)", "Amount (MMK)", "Amount (TRY)",
        "Amount (KRW)", "Amount in KRW", "Amount KWD", "Amount k", "Amount M", "Amount (T)", "Amount T", "Amount (net)",
        "Amount (m2)", "Amount (monthly)", "Amount (MRR)", "Amount per month", "Amount 1000", "Amount (2000)",
        "Amount (k XYZ)", "Amount in Mexico", "Amount in km", "Amount (mm/dd)", "Deals in 2026", "Thousand Oaks",
        "Amount (R$ mil)", "Amount (Cr)", "Amount (mars)", "Amount (mall)", "Amount ()",
        "k€", "MM", "", "x" * 400 + " (k€)",
    ],
)  # fmt: skip
def test_any_other_header_multiplies_nothing(header):
    assert unit(header) == (header, 0)


@pytest.mark.parametrize(
    "header", ["Value (k€)", "Amount ($000)", "Revenue in thousands", "Amount (USD m)", "amount_keur"]
)
def test_an_amount_is_known_beside_its_unit(header):
    assert propose([header]) == {"amount": header}


def test_no_other_field_has_a_unit():
    assert propose(["Stage (k)", "Probability in thousands", "Weighted amount (k€)"]) == {}


@pytest.mark.parametrize(
    ("header", "currency"),
    [
        ("Value (k€)", "€"), ("Amount ($000)", "$"), ("Amount (USD m)", "USD"), ("Revenue (in thousands) USD", "USD"),
        ("Deal_Value_USD", "USD"), ("deal_value_usd", "USD"), ("amount (eur)", "EUR"), ("Revenue in thousands", ""),
        ("amount_due", ""), ("amount_all", ""), ("amount_try", ""), ("amount_pen", ""), ("Amount ALL", ""),
    ],
)  # fmt: skip
def test_the_currency_beside_a_unit_and_behind_an_underline_is_found(header, currency):
    assert split(header)[1] == currency


@given(st.text(st.sampled_from("Amount in()[],_ '’$€kKmMT0123USDEURBio.%"), max_size=20))
def test_of_any_header_the_unit_is_found_or_there_is_none(header):
    found = unit(header)
    assert found.word if found.power else found == (header, 0)
    split(header)
