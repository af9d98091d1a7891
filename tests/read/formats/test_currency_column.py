import functools

from pipectl.read.codes import AMOUNT_FOREIGN, Trouble
from pipectl.read.formats import money
from pipectl.read.formats.currency_column import read, settle

from .columns import a_profile


def settled(amounts=(), currencies=(), currency=None):
    profiles = {
        "amount": a_profile(functools.partial(money.read, currency=currency), *amounts),
        "currency": a_profile(functools.partial(read, currency=currency), *currencies),
    }
    found = settle(profiles, currency)
    cells = {text: found.of_cell(sight.reading) for text, sight in profiles["currency"].items()}
    return found, cells | {text: found.of_amount(sight.reading) for text, sight in profiles["amount"].items()}


def test_one_currency_in_several_spellings_is_one():
    found, values = settled(["$5", "USD 6", "7"], ["US Dollar", ""])
    assert values == {"$5": "USD", "USD 6": "USD", "7": None, "US Dollar": "USD", "": None}
    assert found.said == found.questions == ()


def test_a_sign_that_several_currencies_have_is_taken_as_the_usual_one_and_said():
    found, values = settled(["$5"])
    assert values == {"$5": "USD"}
    assert found.said == ("$ is taken as USD; currency in pipeline.yaml may say another",)


def test_two_currencies_are_asked_about_and_never_added():
    [question] = settled(["$5", "€6"])[0].questions
    assert question.text == (
        "amounts are in more than one currency, such as '$5' (line 2), '€6' (line 3), and are not added"
    )
    assert question.choices == ("USD", "EUR")


def test_the_pipelines_currency_sets_the_others_aside():
    _, values = settled(["$5"], ["EUR", "USD"], currency="USD")
    assert isinstance(values["EUR"], Trouble)
    assert values["USD"] == values["$5"] == "USD"


def test_a_text_that_names_no_currency_is_a_trouble():
    assert read("Doubloons").trouble == Trouble(AMOUNT_FOREIGN, "is no currency that is known", "write its ISO code")


def test_without_any_sign_there_is_no_currency():
    assert settled(["5"])[1] == {"5": None}
