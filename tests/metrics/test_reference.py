"""Every measure, with all that stands beside it, is what its definition gives when it is worked out by hand."""

from datetime import date
from decimal import ROUND_HALF_EVEN, Context, Decimal
from fractions import Fraction
from math import isclose, sqrt
from pathlib import Path

import pytest
from hypothesis import given, settings

from pipectl.domain.opportunity import Opportunity
from pipectl.domain.result import Detail, Group, Measure
from pipectl.domain.rule import Rule, Test
from pipectl.metrics.catalog import METRICS
from pipectl.read.reader import ReadOptions, read_pipeline
from pipectl.read.source import load
from pipectl.report.whole import build_report
from pipectl.spec.loader import load_spec
from tests.builders import a_question

from . import reference_targets as targets
from .reference import MEASURES, OF_HISTORY
from .reference_rows import UNDEFINED, WON, Figure, Rows, World, closed, due, usual_cycle
from .reference_targets import Who
from .strategies import Asked, asked

EXAMPLES = Path(__file__).parents[2] / "examples"
AS_OF = date(2026, 11, 16)
DIVISION = Context(prec=28, rounding=ROUND_HALF_EVEN)


def rounded(value: Fraction) -> Decimal:
    return DIVISION.divide(Decimal(value.numerator), Decimal(value.denominator))


def wilson(share: float, trials: float) -> tuple[float, float]:
    z = 1.959963984540054
    middle = (share + z * z / (2 * trials)) / (1 + z * z / trials)
    reach = z * sqrt(share * (1 - share) / trials + z * z / (4 * trials * trials)) / (1 + z * z / trials)
    return max(0.0, middle - reach), min(1.0, middle + reach)


def assert_is(found: Measure | Detail, expected: Figure, where: str) -> None:
    assert (found.value is None, found.undefined is None) == (expected.value is None, expected.value is not None), where
    if found.value is None or expected.value is None:
        return
    if expected.divided:
        assert found.value == rounded(expected.value), where
    else:
        assert Fraction(found.value) == expected.value, where
    assert (found.numerator, found.denominator) == (expected.halves or (None, None)), where
    assert (found.interval is None) is (expected.trials is None), where
    if found.interval and expected.trials:
        low, high = wilson(float(expected.value), float(expected.trials))
        assert isclose(found.interval.low, low, abs_tol=1e-6), where
        assert isclose(found.interval.high, high, abs_tol=1e-6), where


def assert_measures(measures: tuple[Measure, ...], rows: Rows, world: World, whose: str) -> None:
    assert [each.key for each in measures] == list(METRICS)
    for found in measures:
        expected = UNDEFINED if found.key in OF_HISTORY else MEASURES[found.key](rows, world)
        assert_is(found, expected, f"{whose}: {found.key}")
        assert found.met is expected.met, found.key
        assert sorted(each.key for each in found.details) == sorted(expected.details), f"{whose}: {found.key}"
        for detail in found.details:
            assert_is(detail, expected.details[detail.key], f"{whose}: {found.key}.{detail.key}")


def meets(row: Opportunity, rule: Rule) -> bool:
    """The three rules that are asked with."""
    value = getattr(row, rule.field)
    if rule.test is Test.MIN:
        return value is not None and value >= rule.value
    wanted = rule.value if isinstance(rule.value, tuple) else (rule.value,)
    return value is not None and value.casefold() in {str(each).casefold() for each in wanted}


def whose(rules: tuple[Rule, ...]) -> Who:
    if not rules:
        return Who()
    [rule] = rules
    if rule.test is Test.MIN:
        return Who(rule.field, nobody=True)
    return Who(rule.field, rule.value if isinstance(rule.value, tuple) else (str(rule.value),))


def seen_by(world: World, who: Who, rows: Rows) -> World:
    counting = [*due(rows, world), *closed(rows, WON, world.period)]
    quota = targets.quota(world.spec, world.period, world.as_of, who, world.everyone, counting)
    spend, unassigned = (
        find(world.spec, world.period, world.as_of, who) for find in (targets.spend, targets.unassigned)
    )
    return world._replace(quota=quota, spend=spend, unassigned=unassigned)


def in_group(group: Group, rows: Rows) -> Rows:
    return [each for each in rows if (getattr(each, group.by) if hasattr(each, group.by) else month(each)) == group.key]


def month(row: Opportunity) -> str | None:
    """`close_month`, the one grouping asked for that is no field."""
    day = row.closed or row.expected_close
    return None if day is None else f"{day:%Y-%m}"


def assert_as_defined(given: Asked) -> None:
    pipeline, spec, question = given
    report = build_report(pipeline, spec, question)
    rows = [each for each in pipeline if all(meets(each, rule) for rule in question.rules)]
    file = list(pipeline)
    usual = usual_cycle(file, question.lookback)
    world = World(
        spec, question.as_of, question.period, question.lookback, pipeline.fields, file, usual, None, None, None
    )
    who = whose(question.rules)
    assert_measures(report.measures, rows, seen_by(world, who, rows), "whole")
    for group in report.groups:
        own = Who(nobody=True) if who.nobody else targets.of_group(who, group.by, group.key)
        assert_measures(group.measures, in_group(group, rows), seen_by(world, own, rows), f"{group.by} {group.key}")
    assert sum(group.opportunities for group in report.groups) == len(question.by) * len(rows)


def test_every_measure_has_a_reference():
    assert list(MEASURES) == [key for key in METRICS if key not in OF_HISTORY]


@settings(max_examples=300)
@given(asked)
def test_every_measure_is_what_its_definition_says_for_the_whole_and_for_each_group(given):
    assert_as_defined(given)


@settings(max_examples=60)
@given(asked)
def test_a_filter_on_an_owner_gives_the_figures_of_the_owners_group(given):
    pipeline, spec, question = given
    for group in build_report(pipeline, spec, question._replace(by=("owner",), rules=())).groups:
        if group.key is not None:
            rule = Rule("owner", Test.EQUALS, group.key)
            found = build_report(pipeline, spec, question._replace(rules=(rule,)))
            values = [(each.key, each.value, each.met) for each in found.measures]
            assert values == [(each.key, each.value, each.met) for each in group.measures]


@pytest.mark.parametrize("period", ["2026-Q4", "2026-Q3", "2026", "all"])
def test_the_example_files_have_the_figures_of_the_definitions(period):
    spec = load_spec((EXAMPLES / "pipeline.yaml").read_bytes(), "pipeline.yaml")
    for name in ("opportunities.csv", "minimal.csv"):
        pipeline = read_pipeline([load(str(EXAMPLES / name))], spec, ReadOptions(AS_OF))
        by = tuple(each for each in ("owner", "source", "stage") if each in pipeline.fields)
        question = a_question(as_of=AS_OF, period=period, lookback=spec.lookback, by=(*by, "close_month"))
        assert_as_defined(Asked(pipeline, spec, question))
