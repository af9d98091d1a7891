from pipectl.read.codes import Trouble
from pipectl.read.formats import money
from pipectl.read.formats.evidence import Column
from pipectl.read.formats.multiples import settle
from pipectl.read.header_unit import unit

from .columns import a_profile, values_of


def settled(header, *texts):
    profile, column = a_profile(money.read, *texts), Column("amount", header)
    return profile, settle(money.settle(profile, column, None), profile, column, unit(header))


def values(header, *texts):
    found = values_of(*settled(header, *texts))
    return [
        one.code.code if isinstance(one := found[text], Trouble) else None if one is None else str(one)
        for text in texts
    ]


def test_amounts_in_thousands_are_multiplied_and_it_is_said():
    assert values("Value (k€)", "15.50", "(2)", "", "0") == ["15500.00", "-2000", None, "0"]
    assert settled("Value (k€)", "15.50")[1].said == ("amounts in 'Value (k€)' are in thousands, as it says",)


def test_an_amount_with_a_multiplier_of_its_own_is_refused_under_such_a_header():
    assert values("Revenue in millions", "15k", "15 Mio", "15") == ["DATA007", "DATA007", "15000000"]


def test_an_amount_that_gets_too_many_digits_is_refused():
    assert values("Amount ($000)", "9" * 15, "9" * 16) == ["9" * 15 + "000", "DATA008"]


def test_what_cannot_be_read_or_is_open_stays_so():
    assert values("Value (k€)", "x", "1.5") == ["DATA007", "1500.0"]
    assert settled("Value (k€)", "1.500")[1].questions != ()


def test_without_a_unit_nothing_is_multiplied_or_said():
    assert values("Value (€)", "15.50", "15k") == ["15.50", "15000"]
    assert settled("Value (€)", "15.50")[1].said == ()


def test_m_beside_mm_could_be_thousands():
    assert values("Amount", "$500M", "$2MM", "$3k", "$7") == ["DATA007", "2000000", "3000", "7"]
    assert values("Amount", "$500M", "$3k") == ["500000000", "3000"]
