"""The rows engine sums exactly what a plain reading of the definitions sums, and groups pool to the whole."""

from dataclasses import fields
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from pipectl.domain.opportunity import Opportunity
from pipectl.domain.totals import BANDS, Tally, Totals
from pipectl.domain.values import Outcome
from pipectl.engines.keys import grouping
from pipectl.engines.membership import Scope, scope_of
from pipectl.engines.rows import everyone, fold, total
from pipectl.engines.spread import usual_cycle
from tests.builders import AS_OF, EVER, LAST_YEAR, THIS_QUARTER, a_spec, an_open, lost, won
from tests.changing import replace
from tests.engines.strategies import pipelines, pipelines_in_currencies

SPEC = a_spec(qualified_from="Proposal")
OPEN_STAGES = ["Prospecting", "Qualified", "Proposal", "Negotiation", "Commit"]
WEIGHTS = dict(zip(OPEN_STAGES, map(Decimal, ("0.1", "0.2", "0.4", "0.6", "0.9")), strict=True))
WEIGHTS |= {"Won": Decimal(1), "Lost": Decimal(0)}


def a_scope(opportunities=(), **other) -> Scope:
    scope = replace(scope_of(SPEC, AS_OF, THIS_QUARTER, LAST_YEAR), **other)
    return scope._replace(usual_cycle=usual_cycle(opportunities, scope))


def of(outcome, opportunities):
    return [each for each in opportunities if each.outcome is outcome]


def inside(day, first, last):
    return day is not None and first <= str(day) <= last


def closed_on(each):
    return each.closed if each.closed is not None else each.expected_close


def in_quarter(day):
    return inside(day, "2026-01-01", "2026-03-31")


def in_last_year(each):
    return inside(closed_on(each), "2025-02-03", "2026-02-02")


def late(each):
    return each.expected_close is not None and each.expected_close < AS_OF


def stalls(each, usual):
    """None where nothing tells. Of all stages only Qualified has a limit, 30 days."""
    if each.stage == "Qualified" and each.stage_changed is not None:
        return (AS_OF - each.stage_changed).days > 30
    if each.created is None or usual is None:
        return None
    return (AS_OF - each.created).days > usual


def place_of_death(each):
    stage = each.lost_from_stage or each.stage
    return OPEN_STAGES.index(stage) if stage in OPEN_STAGES else None


def qualified(each):
    if each.outcome is Outcome.WON:
        return True
    place = place_of_death(each) if each.outcome is Outcome.LOST else OPEN_STAGES.index(each.stage)
    return place is not None and place >= 2


def tally(opportunities) -> Tally:
    priced = [each for each in opportunities if each.amount is not None]
    return Tally(
        count=len(opportunities),
        with_amount=len(priced),
        amount=sum((each.amount for each in priced), Decimal(0)),
        squares=sum((each.amount**2 for each in priced), Decimal(0)),
        weighted=sum(
            (each.amount * (WEIGHTS[each.stage] if each.probability is None else each.probability) for each in priced),
            Decimal(0),
        ),
        weighed=len(priced),
    )


def plainly(opportunities: list[Opportunity], usual) -> dict[str, object]:
    """The tallies by a naive reading of their definitions."""
    opened, won_ones, lost_ones = (of(outcome, opportunities) for outcome in Outcome)
    decided = won_ones + lost_ones
    learnt_won, learnt_lost = (
        [each for each in won_ones if in_last_year(each)],
        [e for e in lost_ones if in_last_year(e)],
    )
    early = [each for each in learnt_lost if place_of_death(each) is not None and place_of_death(each) < 2]
    cycles = [(closed_on(e) - e.created).days for e in learnt_won if e.created is not None]
    ages = [(AS_OF - each.created).days for each in opened if each.created is not None and each.created <= AS_OF]
    members = {
        "everything": opportunities,
        "open": opened,
        "due": [each for each in opened if in_quarter(each.expected_close)],
        "due_overdue": [each for each in opened if in_quarter(each.expected_close) and late(each)],
        "overdue": [each for each in opened if late(each)],
        "stalled": [each for each in opened if stalls(each, usual)],
        "decayed": [each for each in opened if late(each) or stalls(each, usual)],
        "undated": [each for each in opened if each.expected_close is None],
        "won": learnt_won,
        "lost": learnt_lost,
        "lost_unqualified": early,
        "won_in_period": [each for each in won_ones if in_quarter(closed_on(each))],
        "won_new": [each for each in won_ones if in_quarter(closed_on(each)) and in_quarter(each.created)],
        "lost_in_period": [each for each in lost_ones if in_quarter(closed_on(each))],
        "won_of_created": [each for each in won_ones if in_quarter(each.created)],
        "created_in_period": [each for each in opportunities if in_quarter(each.created)],
        "qualified_in_period": [each for each in opportunities if in_quarter(each.created) and qualified(each)],
        "undated_closed": [each for each in decided if closed_on(each) is None],
        "judged_stalled": [each for each in opened if stalls(each, usual) is not None],
    }
    return {name: tally(each) for name, each in members.items()} | {
        "cycle": (len([n for n in cycles if n >= 0]), sum(n for n in cycles if n >= 0)),
        "age": (len(ages), sum(ages)),
        "open_at": [sum(each.stage == name for each in opened) for name in OPEN_STAGES],
        "lost_at": [sum(place_of_death(each) == place for each in learnt_lost) for place in range(5)],
        "calibration": [calibrated(learnt_won, learnt_lost, place) for place in range(5)],
        "currencies": {each.currency or "" for each in opportunities if each.amount is not None},
    }


def calibrated(won_ones, lost_ones, place):
    """How many were decided, how many won, and the sum of what was entered, of one fifth of the scale."""
    low, high = BANDS[place] - Decimal("0.2"), BANDS[place]

    def inner(each):
        return each.probability is not None and low < each.probability <= high and 0 < each.probability < 1

    entered = [each.probability for each in won_ones + lost_ones if inner(each)]
    return len(entered), sum(map(inner, won_ones)), sum(entered, Decimal(0))


@settings(max_examples=120, deadline=None)
@given(pipelines_in_currencies)
def test_the_engine_agrees_with_a_plain_reading_of_the_definitions(opportunities):
    scope = a_scope(opportunities)
    found = total(opportunities, scope)
    expected = plainly(opportunities, scope.usual_cycle)
    for name in (part.name for part in fields(Totals)):
        got = getattr(found, name)
        if name in ("cycle", "age"):
            assert (got.count, got.days) == expected[name], name
        elif name in ("open_at", "lost_at"):
            assert list(got) == (expected[name] if opportunities else []), name
        elif name == "calibration":
            bands = [(band.count, band.won, band.entered) for band in got]
            assert bands == (expected[name] if opportunities else []), name
        else:
            assert got == expected[name], name


@settings(max_examples=80, deadline=None)
@given(
    pipelines_in_currencies,
    st.sampled_from(["owner", "stage", "currency", "amount", "created_month", "close_quarter", "outcome", "team"]),
)
def test_totals_of_groups_add_to_the_totals_of_the_whole_for_any_grouping(opportunities, field):
    scope = a_scope(opportunities)
    (groups,) = fold(opportunities, scope, (grouping(field, 1),))
    assert sum(groups.values(), Totals()) == total(opportunities, scope)


@settings(max_examples=80, deadline=None)
@given(pipelines, st.data())
def test_totals_of_parts_add_to_the_totals_of_all_however_they_are_cut(opportunities, data):
    scope = a_scope(opportunities)
    marks = data.draw(st.lists(st.sampled_from("abc"), min_size=len(opportunities), max_size=len(opportunities)))
    mark = {id(each): name for each, name in zip(opportunities, marks, strict=True)}
    (groups,) = fold(opportunities, scope, (lambda each: mark[id(each)],))
    assert sum(groups.values(), Totals()) == total(opportunities, scope)


@settings(max_examples=40, deadline=None)
@given(pipelines, st.randoms())
def test_the_order_of_rows_changes_nothing(opportunities, random):
    scope = a_scope(opportunities)
    shuffled = list(opportunities)
    random.shuffle(shuffled)
    assert total(shuffled, scope) == total(opportunities, scope)


def test_several_groupings_in_one_pass_give_what_each_gives_alone():
    deals = [won(100, owner="Ann"), lost(50, owner="Bo"), an_open(70, owner="Ann"), an_open(30)]
    scope = a_scope(deals)
    by_owner, by_stage = grouping("owner", 1), grouping("stage", 1)
    together = fold(deals, scope, (everyone, by_owner, by_stage))
    assert together == (
        *fold(deals, scope, (everyone,)),
        *fold(deals, scope, (by_owner,)),
        *fold(deals, scope, (by_stage,)),
    )
    assert list(together[1]) == ["Ann", "Bo", None]


def test_amounts_without_a_probability_add_nothing_to_the_weighted_sum_and_are_not_counted_in_it():
    scope = a_scope(weights={"Proposal": Decimal("0.4")})
    found = total([an_open(100), an_open(50, stage="Commit"), an_open(None)], scope).open
    assert [found.with_amount, found.weighed, found.weighted] == [2, 1, 40]


def test_no_opportunities_have_no_groups_and_empty_totals():
    assert fold([], a_scope(), (everyone,)) == ({},)
    assert total([], a_scope()) == Totals()


def test_money_is_summed_to_the_cent_however_large():
    deals = [an_open("999999999999999999.99"), an_open("0.01"), an_open("-0.005")]
    assert total(deals, a_scope()).open.amount == Decimal("999999999999999999.995")


def test_period_all_and_lookback_all_count_every_decided_one_dated_or_not():
    deals = [won(1, expected_close=None), won(2, expected_close="1999-01-01"), lost(3, expected_close=None), an_open(4)]
    found = total(deals, a_scope(deals, period=EVER, lookback=EVER))
    assert [found.won.count, found.lost.count, found.won_in_period.amount] == [2, 1, 3]
    assert found.undated_closed.count == 2


def test_the_edges_of_the_period_are_inside_and_the_day_after_is_not():
    deals = [an_open(1, expected_close=day) for day in ("2025-12-31", "2026-01-01", "2026-03-31", "2026-04-01")]
    assert total(deals, a_scope()).due.count == 2


def test_expected_to_close_on_as_of_is_not_overdue_yet():
    deals = [an_open(1, expected_close="2026-02-02"), an_open(2, expected_close="2026-02-01")]
    assert total(deals, a_scope()).overdue.amount == 2
