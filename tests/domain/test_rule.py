"""Rules are structured data compared by kind."""

from datetime import date
from decimal import Decimal

import pytest

from pipectl.domain.rule import Reads, Rule, Test, field_value, read_cell
from tests.builders import an_open, won

DEAL = an_open(
    5000, name="Globex", owner="Ann", expected_close="2026-02-10", probability="0.4", extra={"Region": "EMEA"}
)


@pytest.mark.parametrize(
    ("field", "test", "value", "holds"),
    [
        ("owner", Test.EQUALS, " ann ", True),
        ("owner", Test.EQUALS, "Bo", False),
        ("owner", Test.DIFFERS, "Bo", True),
        ("owner", Test.ONE_OF, ("Bo", "ANN"), True),
        ("owner", Test.ONE_OF, ("Bo", "Cy"), False),
        ("owner", Test.SET, None, True),
        ("team", Test.SET, None, False),
        ("team", Test.MISSING, None, True),
        ("team", Test.EQUALS, "North", False),
        ("team", Test.DIFFERS, "North", True),
        ("amount", Test.MIN, Decimal(5000), True),
        ("amount", Test.ABOVE, Decimal(5000), False),
        ("amount", Test.MAX, Decimal("4999.99"), False),
        ("amount", Test.BELOW, Decimal("5000.01"), True),
        ("amount", Test.MIN, "5000", False),
        ("expected_close", Test.BELOW, date(2026, 2, 11), True),
        ("region", Test.EQUALS, "emea", True),
        ("Nowhere", Test.SET, None, False),
        ("outcome", Test.EQUALS, "open", True),
    ],
)
def test_a_rule_judges_an_opportunity(field, test, value, holds):
    assert Rule(field, test, value).judge(DEAL) is holds


def test_outcome_is_a_field_like_any_other():
    assert field_value(won(), "outcome") == "won"


@pytest.mark.parametrize(
    ("text", "reads", "value"),
    [
        ("12", Reads.NUMBER, Decimal(12)),
        (" -1,234,567.50 ", Reads.NUMBER, Decimal("-1234567.50")),
        ("007", Reads.NUMBER, Decimal(7)),
        ("12,34", Reads.NUMBER, None),
        ("1,2345", Reads.NUMBER, None),
        ("+5", Reads.NUMBER, None),
        (".5", Reads.NUMBER, None),
        ("1e5", Reads.NUMBER, None),
        ("NaN", Reads.NUMBER, None),
        ("$12", Reads.NUMBER, None),
        ("٣", Reads.NUMBER, None),
        ("40%", Reads.NUMBER, None),
        ("40 %", Reads.PERCENT, Decimal(40)),
        ("40", Reads.PERCENT, None),
        ("2026-01-31", Reads.DAY, date(2026, 1, 31)),
        ("2026-02-30", Reads.DAY, None),
        ("20260131", Reads.DAY, None),
    ],
)
def test_a_cell_is_a_number_a_percentage_or_a_day_only_where_nothing_is_to_be_guessed(text, reads, value):
    assert read_cell(text, reads) == value


@pytest.mark.parametrize(("cell", "holds"), [("1,200", True), ("900", False), ("n/a", False), (None, False)])
def test_a_cell_that_is_no_number_fails_a_comparison_with_one(cell, holds):
    deal = an_open(extra={} if cell is None else {"Seats": cell})
    assert Rule("Seats", Test.ABOVE, Decimal(1000), Reads.NUMBER).judge(deal) is holds
