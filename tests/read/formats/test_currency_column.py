import functools
from decimal import Decimal
from types import SimpleNamespace

import pytest

from pipectl.read.codes import AMOUNT_FOREIGN, Trouble
from pipectl.read.formats import money
from pipectl.read.formats.currency_column import read, settle

from .columns import a_profile


def settled(amounts=(), currencies=(), currency=None, rates=()):
    held = {"currency": currency, "rates": dict(rates)}
    profiles = {"amount": a_profile(functools.partial(money.read, **held), *amounts)}
    if currencies:
        profiles["currency"] = a_profile(functools.partial(read, **held), *currencies)
    found = settle(profiles, currency, rates=dict(rates))
    told = {
        text: found.of_amount(sight.reading) for text, sight in profiles["amount"].items() if sight.reading.currency
    }
    told |= {text: found.of_cell(sight.reading) for text, sight in profiles.get("currency", {}).items() if text.strip()}
    return SimpleNamespace(values=told, said=found.said, questions=found.questions)


def test_one_currency_in_several_spellings_is_one():
    found = settled(["$5", "USD 6", "7"], ["US Dollar", ""])
    assert found.values == {"$5": "USD", "USD 6": "USD", "US Dollar": "USD"}
    assert found.said == found.questions == ()


def test_a_sign_that_several_currencies_have_is_taken_as_the_usual_one_and_said():
    found = settled(["$5"])
    assert found.values == {"$5": "USD"}
    assert found.said == ("$ is taken as USD; currency in pipeline.yaml may say another",)


@pytest.mark.parametrize(
    ("sign", "other", "code"), [("$", "A$", "AUD"), ("¥", "CNY", "CNY"), ("kr", "NOK", "NOK"), ("$", "US$", "USD")]
)
def test_a_sign_that_another_amount_tells_the_currency_of_is_said(sign, other, code):
    found = settled([f"{sign} 5", f"{other} 6"])
    assert set(found.values.values()) == {code}
    assert found.said == (f"{sign} is taken as {code}, as {other} is; currency in pipeline.yaml may say another",)
    assert settled([f"{sign} 5"], [code]).said == ()


def test_each_amount_keeps_its_own_of_several_currencies_and_what_a_sign_is_taken_as_is_said():
    found = settled(["$5", "€6"])
    assert (found.values, found.said, found.questions) == ({"$5": "USD", "€6": "EUR"}, ("$ is taken as USD",), ())


def test_beside_several_currencies_a_sign_is_that_of_a_code_which_is_one_of_its_own():
    assert settled(["$5", "€6", "CAD 7"]).values["$5"] == "CAD"
    assert settled(["$5", "€6", "CAD 7", "USD 8"]).values["$5"] == "USD"
    assert settled(["$5"], ["CAD"]).values == {"$5": "CAD", "CAD": "CAD"}


def test_an_amount_that_names_none_beside_several_currencies_is_asked_about():
    [question] = settled(["$5", "€6", "7"]).questions
    assert question.text == (
        "amounts are in more than one currency, such as '$5' (line 2), '€6' (line 3), and '7' (line 4) names none"
    )
    assert (question.choices, question.setting) == (("USD", "EUR"), "currency")
    assert settled(["$5", "€6", ""]).questions == ()


def test_a_column_of_currencies_tells_what_amounts_do_not():
    found = settled(["5", "6"], ["EUR", "USD"])
    assert (found.values, found.questions) == ({"EUR": "EUR", "USD": "USD"}, ())


def test_what_has_a_rate_keeps_its_currency_until_it_is_converted():
    rates = {"EUR": Decimal("1.08"), "CAD": Decimal("0.7")}
    found = settled(["$5", "€6", "£7"], ["CAD"], currency="USD", rates=rates)
    assert (found.values["$5"], found.values["€6"], found.values["CAD"]) == ("USD", "EUR", "CAD")
    assert found.values["£7"] is None
    assert read("GBP", "USD", rates).trouble == Trouble(
        AMOUNT_FOREIGN, "is not USD", "give GBP a rate under exchange_rates in pipeline.yaml, or convert it"
    )


def test_a_sign_that_is_not_the_pipelines_is_the_usual_one_that_has_a_rate_and_said():
    found = settled(["$5"], currency="EUR", rates={"CAD": Decimal("0.68")})
    assert (found.values, found.said) == ({"$5": "CAD"}, ("$ is taken as CAD, which has a rate",))


def test_the_pipelines_currency_sets_the_others_aside():
    found = settled(["$5"], ["EUR", "USD"], currency="USD")
    assert isinstance(found.values["EUR"], Trouble)
    assert found.values["USD"] == found.values["$5"] == "USD"


def test_a_text_that_names_no_currency_is_a_trouble():
    assert read("Doubloons").trouble == Trouble(AMOUNT_FOREIGN, "is no currency that is known", "write its ISO code")


def test_without_any_sign_there_is_no_currency():
    assert settled(["5"]).values == {}


def test_a_dash_that_is_nothing_is_no_amount_without_a_currency():
    assert settled(["$5", "€6", "-"]).questions == ()
