"""A question speaks of the opportunities that meet all of its rules."""

from decimal import Decimal

import pytest

from pipectl.domain.errors import UsageProblem
from pipectl.domain.rule import Rule, Test
from pipectl.engines.selection import resolved, select
from tests.builders import a_pipeline, an_open, won

DATA = a_pipeline(
    an_open(100, name="a", owner="Ann"),
    an_open(900, name="b", owner="Ann"),
    won(500, name="c", owner="Bo"),
)


def names(*rules):
    return [each.name for each in select(DATA, resolved(rules, DATA), 1)]


def test_without_rules_all_are_meant():
    assert names() == ["a", "b", "c"]


def test_all_rules_must_hold():
    assert names(Rule("Owner", Test.EQUALS, "ann"), Rule("amount", Test.MIN, Decimal(500))) == ["b"]


def test_rules_reach_derived_fields():
    assert names(Rule("close_quarter", Test.EQUALS, "2026-q1"), Rule("outcome", Test.EQUALS, "won")) == ["c"]


def test_a_rule_on_what_is_not_there_is_refused():
    with pytest.raises(UsageProblem, match="filter on 'regio'"):
        names(Rule("regio", Test.SET))
