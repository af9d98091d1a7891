from decimal import Decimal

import pytest

from pipectl.domain.spec import PercentScale
from pipectl.read.codes import Trouble
from pipectl.read.formats.percent import read, settle

from .columns import COLUMN, a_profile, values_of


def settled(*texts, scale=None, silent=()):
    return settle(a_profile(read, *texts, silent=silent), COLUMN, scale)


def each(*texts, silent=(), **more):
    """What each text is."""
    return values_of(a_profile(read, *texts, silent=silent), settled(*texts, silent=silent, **more))


def values(*texts, **more):
    found = each(*texts, **more)
    return [one.code.code if isinstance(one := found[text], Trouble) else one for text in texts]


def test_percents_are_read_from_zero_to_one():
    assert values("40%", "65.0 %", "12,5%", "40", "") == [
        Decimal("0.4"),
        Decimal("0.65"),
        Decimal("0.125"),
        Decimal("0.4"),
        None,
    ]


def test_a_fraction_settles_a_column_that_has_no_more_than_one():
    found = settled("0.4", "1", "0")
    assert each("0.4", "1", "0") == {"0.4": Decimal("0.4"), "1": Decimal(1), "0": Decimal(0)}
    assert found.said == ("Header is from 0 to 1 (1 value settles it)",)


def test_a_value_above_one_settles_a_column_of_whole_numbers():
    assert values("40", "1") == [Decimal("0.4"), Decimal("0.01")]


def test_a_fraction_beside_a_percent_is_asked_about():
    [question] = settled("0.4", "40", "40%", "1").questions
    assert question.text.startswith("Header '0.4' (line 2) could be a fraction of 1 or a number of percent")
    assert question.choices == ("fraction", "percent")


def test_a_one_alone_is_asked_about():
    assert settled("1", "0").questions != ()


@pytest.mark.parametrize("texts", [("0",), ("",), ("40%",), ("100", "0")])
def test_these_leave_nothing_open(texts):
    assert settled(*texts).questions == ()


def test_a_scale_that_is_given_settles_it():
    assert values("0.4", "40", scale=PercentScale.PERCENT) == [Decimal("0.004"), Decimal("0.4")]
    assert values("0.4", "40", scale=PercentScale.FRACTION) == [Decimal("0.4"), "DATA016"]


@pytest.mark.parametrize(
    ("text", "code"),
    [("140", "DATA016"), ("140%", "DATA016"), ("-5%", "DATA016"), ("High", "DATA015"), ("NaN", "DATA015")],
)
def test_what_is_no_percentage_is_a_trouble_and_does_not_vote(text, code):
    assert values(text, "0.4") == [code, Decimal("0.4")]


def test_rows_that_do_not_vote_settle_nothing():
    assert values("0.4", silent=("40",)) == [Decimal("0.4")]


def test_minus_nothing_is_nothing():
    assert [str(one) for one in values("-0", "-0%")] == ["0", "0"]


def test_the_usual_scale_of_an_export_counts_only_where_its_values_leave_it_open():
    profile = a_profile(read, "0", "1")
    assert values_of(profile, settle(profile, COLUMN, None, PercentScale.PERCENT))["1"] == Decimal("0.01")
    profile = a_profile(read, "100.0", "45.5", "0.0", "0.8")
    found = settle(profile, COLUMN, None, PercentScale.PERCENT)
    assert values_of(profile, found)["0.8"] == Decimal("0.008")
    assert found.said == ("Header is from 0 to 100, as this export has it",)
    profile = a_profile(read, "0.5", "1")
    assert values_of(profile, settle(profile, COLUMN, None, PercentScale.PERCENT))["1"] == Decimal(1)
