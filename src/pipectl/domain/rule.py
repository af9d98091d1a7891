"""One condition on an opportunity, as structured data; never evaluated code."""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from .opportunity import FIELDS, Opportunity

Value = str | Decimal | date


class Test(StrEnum):
    """How a field is compared."""

    __test__ = False  # not a test class, whatever pytest thinks of its name

    SET = "set"
    MISSING = "missing"
    EQUALS = "equals"
    ONE_OF = "one_of"
    DIFFERS = "differs"
    MIN = "min"
    MAX = "max"
    ABOVE = "above"
    BELOW = "below"


class Rule(NamedTuple):
    """`field` compared with `value`; text compares without case and surrounding space."""

    field: str
    test: Test
    value: Value | tuple[str, ...] | None = None
    """What to compare with; for `ONE_OF` a tuple of texts."""

    def judge(self, opportunity: Opportunity) -> bool:
        """Whether it holds for an opportunity."""
        return self.holds(field_value(opportunity, self.field))

    def holds(self, found: Value | None) -> bool:
        """Whether it holds for a value; an empty one fails every comparison but `missing` and `differs`."""
        if self.test in (Test.SET, Test.MISSING):
            return (found is None) is (self.test is Test.MISSING)
        if found is None:
            return self.test is Test.DIFFERS
        if isinstance(self.value, tuple):
            return _plain(found) in {_plain(each) for each in self.value}
        return _compare(_plain(found), self.test, _plain(self.value))


def field_value(opportunity: Opportunity, field: str) -> Value | None:
    """Value of one of our fields, or of another column by its header (case does not matter); None where empty."""
    if field == "outcome":
        return opportunity.outcome.value
    if field in FIELDS:
        value: Value | None = getattr(opportunity, field)
        return value
    wanted = field.casefold()
    return next((text for header, text in opportunity.extra.items() if header.casefold() == wanted), None)


def _plain(value: Value | None) -> Value | None:
    return value.strip().casefold() if isinstance(value, str) else value


def _compare(found: Value | None, test: Test, value: Value | None) -> bool:
    if test is Test.EQUALS:
        return found == value
    if test is Test.DIFFERS:
        return found != value
    if type(found) is not type(value) or found is None or value is None:
        return False
    order = (found > value) - (found < value)  # type: ignore[operator]  # both are of one ordered type
    return {Test.MIN: order >= 0, Test.MAX: order <= 0, Test.ABOVE: order > 0, Test.BELOW: order < 0}[test]
