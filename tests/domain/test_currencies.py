from pipectl.domain.currencies import BARE, CODES, Currencies, carried
from tests.builders import an_open

EUR, BOTH = frozenset({"EUR"}), frozenset({"EUR", "USD"})
REMEDY = "which are not added; give currency and exchange_rates in pipeline.yaml, or see one with --where currency"


def test_codes_are_three_letters():
    assert all(len(code) == 3 and code.isupper() for code in CODES)


def test_only_what_has_an_amount_carries_a_currency():
    deals = [an_open(currency="EUR"), an_open(currency=None), an_open(None, currency="USD")]
    assert carried(deals) == {"EUR", BARE}


def test_amounts_in_one_currency_or_none_are_added_and_in_several_are_not():
    of = Currencies()
    assert [of.why_not_added(frozenset(seen)) for seen in ((), ("EUR",), (BARE,), ("EUR", BARE))] == [None] * 4
    assert of.why_not_added(BOTH) == f"amounts are in EUR and USD, {REMEDY}=EUR"
    assert of.why_not_added(BOTH | {"GBP", BARE}) == f"amounts are in EUR, GBP, USD and none named, {REMEDY}=EUR"


def test_of_many_currencies_only_the_first_are_named():
    many = frozenset({"AUD", "CAD", "CHF", "EUR", "GBP", "USD"})
    assert Currencies().why_not_added(many) == f"amounts are in AUD, CAD, CHF, EUR and 2 more, {REMEDY}=AUD"


def test_where_the_file_has_several_amounts_that_name_none_are_not_added_to_those_that_do():
    several = Currencies(None, BOTH | {BARE})
    assert several.why_not_added(EUR | {BARE}) == f"amounts are in EUR and none named, {REMEDY}=EUR"
    assert several.why_not_added(EUR) is several.why_not_added(frozenset({BARE})) is None


def test_the_currency_is_that_of_pipeline_yaml_else_the_one_all_amounts_are_in():
    assert Currencies("USD").the_one(EUR) == "USD"
    assert [Currencies().the_one(seen) for seen in (EUR, BOTH, EUR | {BARE})] == ["EUR", None, None]
    assert Currencies(None, EUR).the_one(frozenset()) == "EUR"
    assert Currencies(None, BOTH).listed(BOTH | {BARE}) == ("EUR", "USD")
