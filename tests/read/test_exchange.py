"""Which currency an amount is in, row by row, and what it is worth in that of the pipeline."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipectl.domain.errors import UnsettledProblem
from pipectl.read.reader import ReadOptions, read_pipeline

from .exports import AS_OF, a_source, a_spec

RATES = {"EUR": Decimal("1.08"), "GBP": Decimal("1.27")}


def rated(currency="USD", rates=RATES):
    return a_spec(currency=currency, exchange_rates=rates or {})


NONE_NAMED = rated(None, None)


def read(header, *rows, spec=NONE_NAMED):
    return read_pipeline([a_source(header, *rows)], spec, ReadOptions(AS_OF))


def seen(pipeline):
    return [(one.name, one.amount and str(one.amount), one.currency) for one in pipeline]


def said(pipeline):
    return [f"{one.place} {one.code} {one.problem}; {one.remedy}" for one in pipeline.findings]


def test_amounts_with_a_rate_are_converted_exactly_and_counted():
    rows = ("a,P,$1000", "b,P,€1000.55", "c,P,€0.01", "d,P,1000 GBP", "e,P,7", "f,P,")
    pipeline = read("name,stage,amount", *rows, spec=rated())
    assert seen(pipeline) == [
        ("a", "1000", "USD"),
        ("b", "1080.5940", "USD"),
        ("c", "0.0108", "USD"),
        ("d", "1270.00", "USD"),
        ("e", "7", None),
        ("f", None, None),
    ]
    assert pipeline.converted == {"EUR": 2, "GBP": 1}
    assert pipeline.files[0].settled[-2:] == (
        "2 amounts in EUR were converted at 1.08",
        "1 amount in GBP was converted at 1.27",
    )


def test_the_currency_of_the_amount_that_was_won_counts_where_estimates_name_none():
    header, rows = "Topic,Status,Est. revenue,Actual Revenue", ("a,Won,1000,€500.00", "b,Open,7,", "c,Won,9,")
    converted = read(header, *rows, spec=rated(rates={"EUR": Decimal(2)}))
    assert seen(converted) == [("a", "1000.00", "USD"), ("b", "7", None), ("c", "9", None)]
    assert converted.converted == {"EUR": 1}
    assert seen(read(header, *rows))[0] == ("a", "500.00", "EUR")


@pytest.mark.parametrize(
    "header",
    [
        "Dealname,Deal-Phase,Betrag in Firmenwährung,Währung",
        "Deal Name,Deal Stage,Amount in company currency,Currency",
        "Opportunity Name,Stage,Amount (converted),Opportunity Currency,Opportunity Owner",
    ],
)
def test_amounts_that_their_crm_has_converted_are_not_converted_again(header):
    rows = ("a,P,200,EUR", "b,P,7,USD")
    for spec in (rated(rates={"EUR": Decimal(2)}), rated(rates=None), NONE_NAMED):
        pipeline = read(header, *rows, spec=spec)
        assert [amount for _, amount, _ in seen(pipeline)] == ["200", "7"]
        assert not pipeline.converted


def test_converted_amounts_have_the_currency_of_a_column_of_their_own():
    header = (
        "Opportunity Name,Stage,Amount (converted) Currency,Amount (converted),Opportunity Currency,Opportunity Owner"
    )
    assert seen(read(header, "a,P,EUR,200,GBP,Ann")) == [("a", "200", "EUR")]


def test_converted_amounts_and_a_named_column_of_several_currencies_are_refused():
    header = "Deal Name,Deal Stage,Amount in company currency,Currency"
    named = {"columns": {"currency": "Currency"}, "currency": "USD", "exchange_rates": {"EUR": 2}}
    with pytest.raises(UnsettledProblem) as caught:
        read(header, "a,P,200,EUR", "b,P,7,USD", spec=a_spec(**named))
    assert str(caught.value) == (
        "deals.csv: 'Amount in company currency' is in the company's currency, and 'Currency', which pipeline.yaml "
        "names for it, holds several (EUR, USD); leave columns.currency out, or name the amounts as they were entered "
        "in columns.amount"
    )
    assert seen(read(header, "a,P,200,EUR", spec=a_spec(**named))) == [("a", "400", "USD")]


def test_several_files_are_converted_at_the_same_rates_and_counted_together():
    header = "name,stage,amount,currency"
    sources = [a_source(header, "a,P,100,EUR"), a_source(header, "b,P,100,EUR", "c,P,100,USD", name="b.csv")]
    pipeline = read_pipeline(sources, rated(), ReadOptions(AS_OF))
    assert seen(pipeline) == [("a", "108.00", "USD"), ("b", "108.00", "USD"), ("c", "100", "USD")]
    assert (pipeline.converted, [account.converted for account in pipeline.files]) == (
        {"EUR": 2},
        [(("EUR", 1),), (("EUR", 1),)],
    )


def test_an_amount_without_a_rate_is_set_aside_and_told_how_to_give_it_one():
    pipeline = read("name,stage,amount", "a,P,€1", "b,P,¥5", spec=rated())
    assert len(pipeline) == 1
    assert said(pipeline) == [
        (
            "deals.csv:3:3 DATA009 amount '¥5' is not in USD; "
            "give JPY a rate under exchange_rates in pipeline.yaml, or convert it"
        )
    ]


def test_a_row_that_is_set_aside_for_something_else_is_not_counted_as_converted():
    assert read("name,stage,amount", "a,P,€1", "b,Nowhere,€5", spec=rated()).converted == {"EUR": 1}


def test_an_amount_that_would_need_more_digits_than_are_kept_is_set_aside_and_never_rounded():
    long = "0." + "1" * 17
    spec = rated(rates={"EUR": Decimal("1.08"), "GBP": Decimal(1000)})
    rows = (f"a,P,€{long}", "b,P,€1.50", f"c,P,GBP {'9' * 16}.25", f"d,P,€{'1' * 17}.10")
    pipeline = read("name,stage,amount", *rows, spec=spec)
    assert seen(pipeline) == [("b", "1.6200", "USD"), ("d", "11999999999999999.9880", "USD")]
    many, remedy = "has more than 18 digits beside its point once it is converted at", "pipectl never rounds"
    assert said(pipeline) == [
        f"deals.csv:2:3 DATA008 amount '€{long}' {many} 1.08; round the rate or the amount; {remedy}",
        f"deals.csv:4:3 DATA008 amount 'GBP {'9' * 16}.25' {many} 1000; round the rate or the amount; {remedy}",
    ]


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["USD", "EUR", "GBP"]), st.integers(0, 10**9)), min_size=1))
def test_rates_keep_the_rows_and_turn_every_sum_into_that_of_the_products(cents):
    rows = [f"{number},P,{code} {part // 100}.{part % 100:02}" for number, (code, part) in enumerate(cents)]
    plain, whole = (read("name,stage,amount", *rows, spec=spec) for spec in (NONE_NAMED, rated()))
    assert [one.name for one in plain] == [one.name for one in whole]
    assert [one.currency for one in plain] == [code for code, _ in cents]
    assert {one.currency for one in whole} == {"USD"}
    worth = {"USD": 100, "EUR": 108, "GBP": 127}
    hundredths = sum(part * worth[code] for code, part in cents)
    assert sum(one.amount * 10_000 for one in whole) == hundredths


def test_a_header_in_a_currency_that_has_a_rate_speaks_for_amounts_that_name_none():
    pipeline = read("name,stage,Amount (EUR)", "a,P,100", "b,P,$100", spec=rated())
    assert seen(pipeline) == [("a", "108.00", "USD"), ("b", "100", "USD")]
    assert "amounts are in EUR, as the header 'Amount (EUR)' says" in pipeline.files[0].settled


def test_an_amount_whose_header_and_column_of_currencies_disagree_is_never_converted():
    pipeline = read("name,stage,Amount (USD),currency", "a,P,108,EUR", "b,P,5,USD", spec=rated())
    assert seen(pipeline) == [("b", "5", "USD")]
    assert said(pipeline) == [
        "deals.csv:2:3 DATA009 Amount (USD) '108' is in USD, and currency says EUR; correct one of the two"
    ]


def test_a_row_that_is_set_aside_does_not_change_what_a_sign_stands_for():
    rows = ("a,P,$5", "b,P,€5", "c,Nowhere,CAD 5")
    assert [one.currency for one in read("name,stage,amount", *rows)] == ["USD", "EUR"]


def test_without_rates_each_amount_keeps_its_currency_and_nothing_is_asked_or_set_aside():
    pipeline = read("name,stage,amount", "a,P,$1000", "b,P,€1000", "c,P,USD 1000", "d,P,1000 GBP", "e,P,")
    assert [one.currency for one in pipeline] == ["USD", "EUR", "USD", "GBP", None]
    assert (pipeline.rows.set_aside, pipeline.converted) == (0, {})


def test_a_column_of_currencies_says_which_dollar_a_sign_is():
    pipeline = read("name,stage,amount,currency", "a,P,$5,CAD", "b,P,$5,USD", "c,P,€5,EUR", "d,P,5,EUR")
    assert [one.currency for one in pipeline] == ["CAD", "USD", "EUR", "EUR"]
    rates = {"CAD": Decimal("0.7")}
    pipeline = read("name,stage,amount,currency", "a,P,$5,CAD", "b,P,$5,USD", "c,P,$5,", spec=rated(rates=rates))
    assert [str(one.amount) for one in pipeline] == ["3.5", "5", "5"]


@pytest.mark.parametrize("spec", [NONE_NAMED, rated()])
def test_an_amount_that_contradicts_the_column_of_currencies_is_set_aside(spec):
    pipeline = read("name,stage,amount,currency", "a,P,€5,EUR", "b,P,€5,GBP", spec=spec)
    assert said(pipeline) == [
        "deals.csv:3:3 DATA009 amount '€5' is in EUR, and currency says GBP; correct one of the two"
    ]


def test_beside_several_currencies_an_amount_whose_row_names_none_is_set_aside():
    pipeline = read("name,stage,amount,currency", "a,P,5,EUR", "b,P,5,USD", "c,P,5,", "d,P,,")
    assert [one.name for one in pipeline] == ["a", "b", "d"]
    assert said(pipeline)[0] == (
        "deals.csv:4:3 DATA009 amount '5' names no currency, where others name several; "
        "write its currency beside it, as USD 100"
    )


def test_where_no_column_tells_an_amount_that_names_none_beside_several_is_asked_about():
    with pytest.raises(UnsettledProblem, match=r"'7' \(line 4\) names none; set currency: USD or EUR in pipeline.yaml"):
        read("name,stage,amount", "a,P,$5", "b,P,€5", "c,P,7")
    assert len(read("name,stage,amount", "a,P,$5", "b,P,€5", "c,P,7", spec=rated())) == 3


def test_the_amount_of_what_was_won_is_converted_by_its_own_sign():
    header = "(Do Not Modify) Opportunity,Topic,Status,Pipeline Phase,Est. revenue,Actual Revenue,Est. close date"
    rows = ("1,a,Won,P,$100,€100,2026-01-01", "2,b,Open,P,€50,,2026-01-01")
    pipeline = read(header, *rows, spec=rated())
    assert [str(one.amount) for one in pipeline] == ["108.00", "54.00"]


def test_where_a_dash_stands_for_no_amount_that_was_won_the_estimate_is_converted_by_its_own_sign():
    header = "(Do Not Modify) Opportunity,Topic,Status,Pipeline Phase,Est. revenue,Actual Revenue,Est. close date"
    pipeline = read(header, "1,a,Won,P,€100,-,2026-01-01", "2,b,Won,P,€100,$ -,2026-01-01", spec=rated())
    assert [str(one.amount) for one in pipeline] == ["108.00", "0"]
