"""`--where` of leads: from a rule as it was typed to a condition on leads."""

import re
from datetime import date

from ..domain.errors import UsageProblem
from ..domain.lead import TEXT_FIELDS, LeadBook
from ..domain.rule import AS_OF, Rule, Test
from .where import calendar_day, did_you_mean

_OPERATORS = {
    ">=": Test.MIN,
    "<=": Test.MAX,
    "!=": Test.DIFFERS,
    "=": Test.EQUALS,
    ">": Test.ABOVE,
    "<": Test.BELOW,
}
_RULE = re.compile(
    r"\s*(?P<field>[^<>=!:]+?)\s*(?:(?P<test>>=|<=|!=|=|>|<)(?P<value>.*)|:\s*(?P<state>set|missing)\s*)", re.DOTALL
)
_DAYS = ("created", "first_response", "converted_on")
_ORDERED = (Test.MIN, Test.MAX, Test.ABOVE, Test.BELOW)


def lead_rule(text: str, as_of: date, book: LeadBook) -> Rule:
    """FIELD, a comparison, and a value; or FIELD:set and FIELD:missing.

    Raises:
        UsageProblem: the text has not that form, names no field that the leads have, or the value does not fit it.
    """
    found = _RULE.fullmatch(text)
    if found is None:
        raise UsageProblem(
            f"--where {text!r} is not a rule; write FIELD=VALUE, FIELD!=VALUE, FIELD>=DAY, FIELD:set or FIELD:missing"
        )
    field = found["field"].strip().casefold().replace(" ", "_")
    known = [each for each in (*TEXT_FIELDS, *_DAYS) if each in book.fields]
    if field not in known:
        raise UsageProblem(
            f"--where {text!r}: {found['field']!r} is no field of these leads{did_you_mean(field, known)}"
        )
    if found["state"]:
        return Rule(field, Test.SET if found["state"] == "set" else Test.MISSING)
    test, value = _OPERATORS[found["test"]], found["value"].strip()
    if not value and test in (Test.EQUALS, Test.DIFFERS):
        return Rule(field, Test.MISSING if test is Test.EQUALS else Test.SET)
    if field in _DAYS:
        return Rule(field, test, _day(text, value, as_of))
    if test in _ORDERED:
        raise UsageProblem(f"--where {text!r}: {field} holds text; compare it with = or !=")
    return Rule(field, test, value)


def _day(text: str, value: str, as_of: date) -> date:
    if value == AS_OF:
        return as_of
    try:
        return calendar_day(value)
    except ValueError:
        raise UsageProblem(f"--where {text!r}: {value!r} is not a day; write 2026-01-31 or as_of") from None
