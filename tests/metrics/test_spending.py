"""What was spent in a period: altogether, on a source, and on none in particular."""

from decimal import Decimal

from hypothesis import given, settings

from pipectl.domain.period import parse_period
from pipectl.domain.rule import Rule, Test
from pipectl.domain.values import Undefined
from pipectl.metrics.targets import EVERYBODY, Whose, targets_for
from pipectl.report.whole import build_report
from tests.builders import AS_OF, EVER, THIS_QUARTER, a_report, a_spec, a_spend, an_open, won

from .strategies import asked

WEB, FAIR = Whose("source", ("web",)), Whose("source", ("Fair",))


def targets(*spends, period=THIS_QUARTER, **spec):
    return targets_for(a_spec(spend=spends, **spec), period, AS_OF)


def spend(*spends, who=EVERYBODY, **given):
    return targets(*spends, **given).spend(who)


def reason(found):
    assert isinstance(found, Undefined)
    return found.reason


def test_spend_on_sources_and_the_rest_is_summed_and_a_source_has_its_own():
    spends = (a_spend(100), a_spend(50), a_spend(30, source="Web"), a_spend(9, "2026-Q2"))
    assert spend(*spends) == 180
    assert spend(*spends, who=WEB) == 30
    assert targets(*spends).unassigned(EVERYBODY) == 150
    assert "not for this selection" in reason(spend(*spends, who=Whose("owner", ("Ann",))))
    assert "not for this selection" in reason(spend(*spends, who=None))


def test_a_source_without_spend_has_none_and_not_zero():
    assert reason(spend(a_spend(100), who=FAIR)) == "pipeline.yaml has no spend on this source in 2026-Q1"
    both = Whose("source", ("Web", "Fair"))
    assert reason(spend(a_spend(30, source="Web"), who=both)) == "pipeline.yaml has no spend on Fair in 2026-Q1"
    assert spend(a_spend(30, source="WEB"), a_spend(12, source="Fair"), who=both) == 42


def test_zero_spend_is_zero_and_not_unknown():
    assert spend(a_spend(0)) == Decimal(0)


def test_spend_on_a_source_that_ran_for_a_part_of_the_period_is_in_what_was_spent():
    fair = a_spend(30, "2026-02", source="Fair")
    assert spend(a_spend(100), fair) == 130
    assert spend(a_spend(100), fair, who=FAIR) == 30
    year = parse_period("2026", AS_OF)
    quarters = [a_spend(100, f"2026-Q{number}") for number in (1, 2, 3)]
    assert spend(*quarters, a_spend(40, "2026-Q4", source="Web"), period=year) == 340


def test_days_without_any_spend_make_what_was_spent_unknown():
    spends = (a_spend(10, "2026-01", source="Fair"), a_spend(10, "2026-03", source="Web"))
    assert reason(spend(*spends)).startswith("pipeline.yaml has spend for a part of 2026-Q1 alone; add the rest")
    assert reason(spend(*spends, who=FAIR)) == "pipeline.yaml has spend on this source for a part of 2026-Q1 alone"
    months = [a_spend(10, f"2026-0{number}", source="Web") for number in (1, 2, 3)]
    assert spend(spends[0], *months, who=WEB) == 30
    found = reason(spend(a_spend(1, "2025-Q1"), a_spend(1, "2026-Q2")))
    assert found == "pipeline.yaml has no spend for 2026-Q1; it has some for 2025-Q1 and 2026-Q2"


def test_days_counted_twice_make_what_was_spent_unknown():
    twice = (a_spend(10, "2026-01-01..2026-02-15", source="Fair"), a_spend(10, "2026-02-10..2026-03-01", source="Fair"))
    assert "twice for some days of 2026-Q1" in reason(spend(a_spend(100), *twice))


def test_spend_for_longer_than_the_period_is_not_spread_over_it():
    web, year = a_spend(30, source="Web"), a_spend(1200, "2026")
    told = "pipeline.yaml has spend for 2026 as a whole, and nothing tells how much of it is of 2026-Q1; ask for 2026,"
    assert reason(spend(web, year)).startswith(told)
    assert spend(web, year, who=WEB) == 30
    on_fair = a_spend(12, "2026-01-15..2026-04-15", source="Fair")
    assert "for 2026-01-15..2026-04-15 as a whole" in reason(spend(web, on_fair, who=FAIR))
    assert "for 2026-01-15..2026-04-15 as a whole" in reason(spend(web, on_fair))
    assert targets(web, on_fair).unassigned(EVERYBODY) is None


def test_without_spend_and_without_bounds_there_is_none():
    assert reason(spend()) == "pipeline.yaml has no spend; add what 2026-Q1 cost under spend"
    assert reason(spend(who=WEB)) == reason(spend(who=Whose("owner", ("Ann",)))) == reason(spend())
    assert "open-ended" in reason(spend(a_spend(100), period=EVER))
    assert "open-ended" in reason(spend(a_spend(100, source="web"), period=EVER, who=WEB))


def test_where_spend_stands_in_a_file_it_is_the_one_that_lacks_it():
    assert reason(spend(spend_file="s.csv")) == "s.csv has no spend; add what 2026-Q1 cost"
    assert reason(spend(a_spend(1), who=FAIR, spend_file="s.csv")).startswith("s.csv has no spend on this source")


def by_source(*deals, **spec):
    found = a_report(*deals, spec=a_spec(**spec), by=("source",))
    return {group.key: group.measure("spend") for group in found.groups}, found


def test_a_source_is_the_same_in_the_data_and_in_the_plan_however_it_is_spelled():
    spends = (a_spend(30, source=" web  SITE"), a_spend(70, source="Fair"), a_spend(5))
    groups, whole = by_source(
        an_open(source="Web site"), an_open(source="Web site"), won(source="WEB SITE"), spend=spends
    )
    assert {key: each.value for key, each in groups.items()} == {"Web site": 30, "Fair": 70}
    assert (whole.measure("spend").value, whole.measure("spend").detail("without_source").value) == (105, 5)
    assert groups["Fair"].detail("without_source").undefined == "what names no source is a part of the whole alone"


def test_a_source_with_spend_and_nothing_else_is_shown_unless_something_is_filtered():
    spends = (a_spend(70, source="Fair"),)
    groups, whole = by_source(an_open(source="Web"), spend=spends)
    assert list(groups) == ["Web", "Fair"]
    assert whole.groups[1].opportunities == 0
    asked_of_web = a_report(
        an_open(source="Web"), spec=a_spec(spend=spends), by=("source",), rules=(Rule("source", Test.EQUALS, "Web"),)
    )
    assert [group.key for group in asked_of_web.groups] == ["Web"]


def test_opportunities_without_a_source_are_not_given_what_names_none():
    groups, _ = by_source(an_open(source=None), an_open(source="Web"), spend=(a_spend(70),))
    assert groups[None].undefined == "opportunities without a source have no spend of their own"
    assert groups["Web"].undefined == "pipeline.yaml has no spend on this source in 2026-Q1"


def added(*parts: Decimal | None) -> Decimal:
    """The sum of those there are."""
    return sum((part for part in parts if part is not None), Decimal(0))


@settings(max_examples=150)
@given(asked)
def test_what_sources_have_and_what_names_none_is_the_whole(given):
    pipeline, spec, question = given
    report = build_report(pipeline, spec, question._replace(by=("source",), rules=()))
    whole = report.measure("spend")
    rest = whole.detail("without_source")
    if whole.value is None or rest is None:
        return
    assert added(rest.value, *(group.measure("spend").value for group in report.groups)) == whole.value
    for key in ("cost_per_opportunity", "cost_per_won"):
        if report.measure(key).numerator is not None:
            assert added(rest.value, *(group.measure(key).numerator for group in report.groups)) == whole.value
    back = report.measure("spend_return")
    if back.numerator is not None:
        assert added(rest.value, *(each.measure("spend_return").denominator for each in report.groups)) == whole.value
        assert added(*(group.measure("won_amount").value for group in report.groups)) == back.numerator


@settings(max_examples=60)
@given(asked)
def test_a_filter_on_a_source_gives_the_figures_of_its_group(given):
    pipeline, spec, question = given
    for group in build_report(pipeline, spec, question._replace(by=("source",), rules=())).groups:
        if group.key is not None and group.opportunities:
            rule = Rule("source", Test.EQUALS, group.key)
            found = build_report(pipeline, spec, question._replace(rules=(rule,)))
            values = [(each.key, each.value, each.denominator) for each in found.measures]
            assert values == [(each.key, each.value, each.denominator) for each in group.measures]


def test_what_was_spent_altogether_is_added_once_however_many_sources_are_asked_for(monkeypatch):
    from pipectl.metrics import spending

    calls = []

    def added(parts):
        calls.append(parts)
        return Decimal(0)

    monkeypatch.setattr(spending, "added", added)
    asked = targets(*(a_spend(1, source=str(source)) for source in range(5)))
    assert [asked.spend(Whose("source", (str(source),))) for source in range(5)] == [1] * 5
    assert len(calls) == 1
