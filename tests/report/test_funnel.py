"""The funnel, counted by hand on paths that are written out, as of 30 June 2026."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings

from pipectl.domain.errors import UsageProblem
from pipectl.domain.funnel import FunnelStage, FunnelTable
from pipectl.domain.opportunity import Opportunity
from pipectl.domain.rule import Rule, Test
from pipectl.domain.spec import Stage, StageKind
from pipectl.history.assembling import assemble
from pipectl.history.chronicle import Chronicle, Life
from pipectl.history.matching import Match, keyed
from pipectl.report.funnel import build_funnel
from tests.builders import a_pipeline, a_question, a_spec, an_open, day, lost, won
from tests.history.living import chronicle, life, lives_of_any_kind, lives_of_the_quarter

END = date(2026, 6, 30)
NAMES = ("One", "Two", "Three")
Q1, Q2 = "2026-01-05", "2026-04-05"


def stages(**targets: str) -> tuple[Stage, ...]:
    """One, Two and Three, some with a target."""
    opened = (Stage(name=name, target_conversion=Decimal(targets[name]) if name in targets else None) for name in NAMES)
    return (*opened, Stage(name="Won", kind=StageKind.WON), Stage(name="Lost", kind=StageKind.LOST))


def walk(trail: str, created: str = Q1, amount: int | None = 100, **given: Any) -> Life:
    """A life such as `12W`: stages by number, then W(on), L(ost) or x (gone), five days apart."""
    begin = day(created)
    assert begin is not None
    states = {"W": won(amount, created=begin, **given), "L": lost(amount, created=begin, **given), "x": None}
    states |= {str(n + 1): an_open(amount, stage=name, created=begin, **given) for n, name in enumerate(NAMES)}
    return life(*((begin + timedelta(days=5 * n), states[letter]) for n, letter in enumerate(trail)))


def walks(*found: Life) -> dict[str, Any]:
    return {f"k{number}": each for number, each in enumerate(found)}


def funnel(told: Chronicle, *, pipeline=None, targets=None, spec=None, **question: Any) -> Any:
    data = a_pipeline(*told.at(END), also=("owner",)) if pipeline is None else pipeline
    usual: dict[str, Any] = {"as_of": END, "lookback": "365d"}
    asked = a_question(**(usual | question))
    return build_funnel(told, data, spec or a_spec(stages=stages(**(targets or {}))), asked)


def of(*found: Life, **question: Any) -> Any:
    return funnel(chronicle(("2026-01-01",), **walks(*found)), **question)


def counts(stage: FunnelStage) -> list[int]:
    return [stage.reached, stage.went_on, stage.lost, stage.waiting, stage.gone]


#: Two won, one lost in Two, one lost in One, one in Two still, one gone from One.
SIX = (walk("123W"), walk("12W"), walk("12L"), walk("1L"), walk("12"), walk("1x"))


def test_each_stage_has_what_became_of_those_that_reached_it():
    whole = of(*SIX).whole
    # One: all six, of which four went on, one died and one is gone. Two: four, of which two went on, one died and one
    # waits. Three: both that were won, the one that skipped it as well.
    assert [counts(stage) for stage in whole.stages] == [[6, 4, 1, 0, 1], [4, 2, 1, 1, 0], [2, 2, 0, 0, 0]]
    halves = [(stage.conversion.numerator, stage.conversion.denominator) for stage in whole.stages]
    assert halves == [(4, 5), (2, 3), (2, 2)]
    # Won once here: two of those decided, which are two won and two lost in One, one of these in Two.
    assert [(s.won_from.numerator, s.won_from.denominator) for s in whole.stages] == [(2, 4), (2, 3), (2, 2)]
    assert (whole.won, whole.won_amount) == (2, 200)


def test_each_stage_has_how_long_it_took():
    one, two, three = (stage.lasting for stage in of(*SIX, walk("12", "2026-06-12")).whole.stages)
    # Five days for each that left it; what is gone has not left.
    assert (one.left, one.median, one.p75, one.there) == (6, 5, 5, 0)
    assert (two.left, two.median, two.there) == (3, 5, 2)
    # There since 10 January and since 17 June: 171 and 13 days, in the middle 92.
    assert two.so_far_median == 92
    assert (three.left, three.so_far_median, three.there) == (1, None, 0)


def test_a_stage_is_counted_where_it_was_reached_in_the_lookback():
    """Of the last 80 days, from 12 April on: the one of April had reached One before."""
    found = of(walk("123W", Q2), walk("1L", "2026-04-20"), walk("12L"), lookback="80d").whole
    assert [stage.reached for stage in found.stages] == [1, 0, 1]
    assert (found.won, found.won_amount) == (1, 100)


def test_what_was_won_is_what_reached_the_last_stage_whatever_amounts_it_has():
    found = of(walk("12W"), walk("3W", amount=-40), walk("2W", amount=None)).whole
    assert (found.won, found.won_amount) == (3, 60)


def test_a_pipeline_without_opportunities_has_stages_that_nobody_reached():
    found = of()
    assert [counts(stage) for stage in found.whole.stages] == [[0] * 5] * 3
    assert [stage.conversion.value for stage in found.whole.stages] == [None] * 3
    assert (found.whole.won, found.whole.won_amount, found.cohorts, found.unknown) == (0, 0, (), 0)


def test_cohorts_are_quarters_of_creation_oldest_first_and_those_with_open_ones_are_running():
    found = of(walk("12W"), walk("1L"), walk("1x"), walk("12", Q2), walk("12L", Q2)).cohorts
    told = [(c.span.key, c.began, c.known, c.reached, c.won, c.lost, c.waiting, c.gone) for c in found]
    assert told == [("2026-Q1", 3, 3, (3, 1, 1), 1, 1, 0, 1), ("2026-Q2", 2, 2, (2, 2, 0), 0, 1, 1, 0)]
    assert [(c.conversion.numerator, c.conversion.denominator) for c in found] == [(1, 2), (0, 1)]
    assert [c.is_running for c in found] == [False, True]


def test_what_was_under_way_when_history_began_is_in_its_cohort_and_in_no_share_of_it():
    old = life(("2026-01-01", an_open(stage="Two", created="2025-11-01")), ("2026-01-09", won(created="2025-11-01")))
    (found,) = of(old).cohorts
    assert (found.span.key, found.began, found.known, found.reached, found.won) == ("2025-Q4", 1, 0, (0, 0, 0), 1)


def test_the_last_eight_quarters_in_which_any_began_are_shown_by_the_fiscal_year():
    begun = [f"{year}-{month}-05" for year in (2023, 2024, 2025) for month in ("02", "05", "08")]
    found = of(*(walk("1", created) for created in begun))
    assert [cohort.span.key for cohort in found.cohorts] == [
        "2023-Q2", "2023-Q3", "2024-Q1", "2024-Q2", "2024-Q3", "2025-Q1", "2025-Q2", "2025-Q3",
    ]  # fmt: skip
    fiscal = of(walk("1"), spec=a_spec(stages=stages(), fiscal_year_starts=4)).cohorts
    assert [cohort.span.key for cohort in fiscal] == ["FY26-Q4"]


def test_what_was_decided_when_it_was_first_seen_is_unknown_and_in_no_stage():
    found = of(walk("W"), walk("L", lost_from_stage="Two"), walk("12L"))
    assert (found.unknown, found.whole.won) == (2, 0)
    assert [stage.reached for stage in found.whole.stages] == [1, 1, 0]


# The bottleneck


def test_the_bottleneck_at_a_target_of_pipeline_yaml_by_hand():
    """Two: 5 of 10 went on, and 500 is won of them; at 60 % that would be 500 x 0.6 / 0.5 = 600: 100 more."""
    found = of(*[walk("12W")] * 5, *[walk("12L")] * 5, targets={"Two": "0.6"})
    assert found.no_bottleneck is None
    assert found.bottleneck is not None
    assert found.bottleneck.stage == "Two"
    assert (found.bottleneck.conversion.value, found.bottleneck.target) == (Decimal("0.5"), Decimal("0.6"))
    assert (found.bottleneck.best_quarter, found.bottleneck.best) == (None, None)
    assert (found.bottleneck.won_amount, found.bottleneck.adds, found.bottleneck.others) == (500, 100, ())


#: First quarter: ten reached Two, and 8 went on. Second: 15 began, ten reached Two, 4 went on.
QUARTERS = (
    *[walk("12W")] * 8, *[walk("12L")] * 2,
    *[walk("12W", Q2)] * 4, *[walk("12L", Q2)] * 6, *[walk("1L", Q2)] * 5,
)  # fmt: skip


def test_the_bottleneck_at_its_own_best_quarter_by_hand():
    """1200 is won in all. Two: 12 of 20, at best 8 of 10: 1200 x 0.8 / 0.6 - 1200 = 400 more.

    One: 20 of 25, at best 10 of 10: 1200 x 1 / 0.8 - 1200 = 300. Three: no quarter has ten that left it.
    """
    found = of(*QUARTERS).bottleneck
    assert found is not None
    assert (found.stage, found.best_quarter, found.target) == ("Two", "Q1 2026", Decimal("0.8"))
    assert found.best is not None
    assert [found.best.numerator, found.best.denominator] == [8, 10]
    assert (found.won_amount, found.adds, found.others) == (1200, 400, (("One", Decimal(300)),))


def test_a_named_target_goes_before_the_best_quarter_and_is_named_for_its_stage_alone():
    """Two at 62 %: 1200 x 0.62 / 0.6 - 1200 = 40; One by its best quarter 300."""
    found = of(*QUARTERS, targets={"Two": "0.62"}).bottleneck
    assert found is not None
    assert (found.stage, found.best_quarter, found.adds, found.others) == ("One", "Q1 2026", 300, (("Two", 40),))


AT_BEST = "every stage converts as well as its target or its own best quarter"
NO_TARGET = (
    "no stage that anybody left has a quarter with at least ten decided and few that wait, nor a target_conversion in "
    "pipeline.yaml"
)
NONE_WON = "nothing that went on from a stage below its target is won, so nothing tells what more of it would bring"


@pytest.mark.parametrize(
    ("some", "targets", "reason"),
    [
        ((), {}, NO_TARGET),
        ((), {"One": "0.5"}, NO_TARGET),
        ((walk("12W"), walk("12L")), {}, NO_TARGET),
        ((walk("12W"), walk("12L")), {"Two": "0.5"}, AT_BEST),
        ((walk("12W"), walk("12L")), {"Two": "0"}, AT_BEST),
        ([walk("12W")] * 10, {}, AT_BEST),
        ([walk("1L")] * 10, {}, AT_BEST),
        # Everybody died in One; half of them in Two, and the others wait in Three.
        ([walk("1L")] * 10, {"One": "0.5"}, NONE_WON),
        ([walk("12L"), walk("123")], {"Two": "0.6"}, NONE_WON),
    ],
)
def test_where_no_stage_would_add_anything_it_says_why(some, targets, reason):
    found = of(*some, targets=targets)
    assert (found.bottleneck, found.no_bottleneck) == (None, reason)


def test_amounts_in_several_currencies_have_no_sum_and_no_bottleneck():
    some = (walk("12W", currency="EUR"), walk("12W", currency="USD"), walk("12L", currency="USD"))
    told = chronicle(("2026-01-01",), **walks(*some))
    spec = a_spec(stages=stages(Two="0.9"), currency=None)
    found = funnel(told, spec=spec, by=("currency",))
    assert (found.currency, found.whole.won, found.whole.won_amount, found.bottleneck) == (None, 2, None, None)
    assert "EUR and USD" in (found.no_bottleneck or "")
    assert [(group.key, group.won_amount) for group in found.groups] == [("USD", 100), ("EUR", 100)]
    alone = funnel(told, spec=spec, rules=(Rule("currency", Test.EQUALS, "USD"),))
    assert (alone.currency, alone.whole.won_amount) == ("USD", 100)
    assert alone.bottleneck is not None
    # One of two went on from Two: 100 x 0.9 / 0.5 - 100.
    assert alone.bottleneck.adds == 80


# Groups and filters

OWNED = (walk("123W", owner="Ann"), walk("12L", owner="Ann"), walk("1L", owner="Bo"), walk("12", owner=None))


def test_groups_stand_by_number_with_the_empty_key_last():
    found = of(*OWNED, by=("owner",)).groups
    assert [(table.by, table.key) for table in found] == [("owner", "Ann"), ("owner", "Bo"), ("owner", None)]
    assert [[stage.reached for stage in table.stages] for table in found] == [[2, 2, 1], [1, 0, 0], [1, 1, 0]]
    assert [(table.won, table.won_amount) for table in found] == [(1, 100), (0, 0), (0, 0)]


def test_a_filter_gives_what_the_group_has():
    only = of(*OWNED, rules=(Rule("owner", Test.EQUALS, "Ann"),), filters=("owner Ann",))
    assert only.whole._replace(by="owner", key="Ann") == of(*OWNED, by=("owner",)).groups[0]
    assert only.filters == ("owner Ann",)
    assert [cohort.began for cohort in only.cohorts] == [2]


def summed(tables: tuple[FunnelTable, ...]) -> list[list[int]]:
    return [[sum(column) for column in zip(*map(counts, some), strict=True)]
            for some in zip(*(table.stages for table in tables), strict=True)]  # fmt: skip


@settings(max_examples=60)
@given(lives_of_any_kind() | lives_of_the_quarter())
def test_groups_pool_to_the_whole_and_everybody_is_known_or_not(lives: dict[str, Life]):
    told = chronicle(("2026-01-01",), **lives)
    found = funnel(told, spec=a_spec(), by=("owner", "stage"))
    for by in ("owner", "stage"):
        tables = tuple(table for table in found.groups if table.by == by)
        if tables:
            assert summed(tables) == [counts(stage) for stage in found.whole.stages]
            assert sum(table.won for table in tables) == found.whole.won
            assert sum(table.won_amount or 0 for table in tables) == found.whole.won_amount
    for stage in found.whole.stages:
        assert stage.reached == stage.went_on + stage.lost + stage.waiting + stage.gone <= len(lives) - found.unknown


def test_grouping_or_filtering_by_what_is_not_there_is_refused():
    with pytest.raises(UsageProblem, match="--by 'region'"):
        of(*OWNED, by=("region",))
    with pytest.raises(UsageProblem, match="filter on 'region'"):
        of(*OWNED, rules=(Rule("region", Test.SET),))


# Where history tells no stages


def ends(*deals: Opportunity, **given: Any) -> Any:
    """The funnel of an export alone."""
    told = assemble(deals, END, [], None, keyed(Match.ID), lambda _: None)
    return funnel(told, pipeline=a_pipeline(*deals), **given)


ENDED = (
    won(300, id="a", created=Q1, closed="2026-03-01"),
    lost(1, id="b", created=Q1, closed="2026-03-02", lost_from_stage="Two"),
    lost(1, id="c", created=Q2, closed="2026-05-01", lost_from_stage="One"),
    lost(1, id="d", created=Q2, closed="2026-05-02"),
    an_open(1, id="e", created=Q2, stage="Three"),
)


def test_where_stages_at_loss_alone_are_told_everything_went_through_all_stages_up_to_its_end():
    found = ends(*ENDED)
    # One: all but d, of which c died there. Two: a, b and e; Three: a, and e that is there.
    assert [counts(stage) for stage in found.whole.stages] == [[4, 3, 1, 0, 0], [3, 2, 1, 0, 0], [2, 1, 0, 1, 0]]
    assert (found.whole.won, found.whole.won_amount, found.unknown) == (1, 300, 1)
    assert [(c.span.key, c.began, c.known, c.reached) for c in found.cohorts] == [
        ("2026-Q1", 2, 2, (2, 2, 1)),
        ("2026-Q2", 3, 2, (2, 1, 1)),
    ]
    assert found.sources == ()


def test_decided_ones_count_then_where_they_closed_in_the_lookback_and_open_ones_where_they_were_created():
    """Since 1 May: c closed on the first; a and b in March; e was created in April."""
    assert [stage.reached for stage in ends(*ENDED, lookback="61d").whole.stages] == [1, 0, 0]


def test_a_bottleneck_is_told_of_ends_too():
    """Two: 2 of 3 went on, 300 is won; at 80 % 300 x 0.8 / (2 / 3) - 300 = 60."""
    found = ends(*ENDED, targets={"Two": "0.8"}).bottleneck
    assert found is not None
    assert (found.stage, found.adds) == ("Two", 60)


@pytest.mark.parametrize("deals", [(), (an_open(id="a", stage="One"), won(id="b"), lost(id="c"))])
def test_without_any_history_or_stage_at_loss_there_is_no_funnel(deals):
    with pytest.raises(UsageProblem) as refused:
        ends(*deals)
    assert refused.value.message == (
        "there is no history to see paths in; keep exports with pipectl snapshot, or name a CRM's with --history"
    )


def test_it_says_where_the_past_was_learnt_and_what_was_decided():
    told = chronicle(("2026-01-01", "2026-06-30"), **walks(*SIX))
    found = funnel(told)
    assert found.sources == ("snapshots, 2026-01-01 to 2026-06-30",)
    assert (found.pipeline, found.currency, found.as_of, found.lookback.key) == (
        "Opportunity tracking", "USD", END, "365d",
    )  # fmt: skip


def test_one_that_stepped_back_went_on_from_where_it_stands_and_is_open_at_the_furthest_stage():
    one, two, three = of(walk("121")).whole.stages
    assert (counts(one), counts(two), counts(three)) == ([1, 1, 0, 0, 0], [1, 0, 0, 1, 0], [0, 0, 0, 0, 0])
