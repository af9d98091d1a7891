"""Rules are structured data compared by kind."""

from datetime import date
from decimal import Decimal

import pytest

from pipectl.domain.rule import Rule, Test, field_value
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
