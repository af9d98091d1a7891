"""What the values say where headers say too little: which column may be the amount, and which is no name."""

import pytest

from pipectl.domain.errors import HeaderProblem

from .exports import a_spec, read


def refusal(*lines):
    with pytest.raises(HeaderProblem) as refused:
        read(*lines)
    return str(refused.value)


BITRIX = (
    "ID,TITLE,STAGE,OPPORTUNITY,TAX_VALUE,CURRENCY",
    "1,Toys,Negotiation,100000.00,0.00,USD",
    "2,Chargers,Negotiation,90000.00,0.00,USD",
)


def test_a_column_headed_opportunity_that_holds_amounts_is_proposed_as_the_amount_and_one_of_zeros_is_not():
    assert "--column amount=OPPORTUNITY`" in refusal(*BITRIX)


def test_a_column_of_nothing_but_numbers_is_no_name_where_another_column_is():
    pipeline = read(*BITRIX, spec=a_spec(columns={"amount": "TAX_VALUE"}))
    assert [one.name for one in pipeline] == ["Toys", "Chargers"]
    pipeline = read("Opportunity,Stage,Amount", "1001,Negotiation,5")
    assert [one.name for one in pipeline] == ["1001"]


def test_a_column_of_words_is_never_proposed_as_the_amount_and_one_that_speaks_of_money_is():
    said = refusal(
        "Name,ProductRevenue,Sales Stage,Opportunity Size,Opportunity Days",
        "a,356981.0,Lead,Small,649.4",
        "b,2691123.0,Lead,Medium,397.4",
    )
    assert "--column amount=ProductRevenue`" in said


def test_where_no_column_holds_amounts_none_is_proposed():
    said = refusal("dealname,stage,close date,Deal values", "a,Lead,2026-01-02,high", "b,Lead,2026-01-03,low")
    assert "--column amount=HEADER`" in said
