"""Amounts in several currencies have no sum; groups by currency, and whatever is in one alone, have theirs."""

from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from pipectl.domain.currencies import BARE
from pipectl.domain.result import Measure, Step
from pipectl.domain.rule import Rule, Test
from pipectl.domain.values import Outcome
from pipectl.metrics.catalog import METRICS
from tests.builders import a_listing, a_report, a_spec, a_spend, an_open, lost, won
from tests.changing import replace
from tests.engines.strategies import pipelines_in_currencies

REASON = (
    "amounts are in EUR and USD, which are not added; give currency and exchange_rates in pipeline.yaml, "
    "or see one with --where currency=EUR"
)
#: By hand: open 300 EUR (200 x 0.4 + 100 x 0.9 = 170 weighted) and 1,000 USD (400); won 50 EUR and 70 USD; lost 30 USD.
DEALS = (
    an_open(200, currency="EUR", owner="Ann"),
    an_open(100, currency="EUR", owner="Bo", stage="Commit"),
    an_open(1000, currency="USD", owner="Ann", expected_close="2026-01-20"),
    won(50, currency="EUR", owner="Bo"),
    won(70, currency="USD", owner="Bo"),
    lost(30, currency="USD", owner="Ann"),
)
MONEY = {
    "pipeline_value", "weighted_pipeline", "due_amount", "weighted_due", "won_amount", "value_win_rate",
    "average_deal_size", "pipeline_velocity", "booked_per_day", "quota_attainment", "coverage", "remaining_coverage",
    "weighted_coverage", "required_coverage", "created_and_won", "spend_return",
}  # fmt: skip
SPEC = a_spec(1000, currency=None)


def reported(*deals, **asked):
    return a_report(*deals, spec=SPEC, **asked)


def figures(measures: tuple[Measure, ...]) -> dict[str, Decimal | None]:
    """Every value by its key, those of details behind a point."""
    found = {each.key: each.value for each in measures}
    return found | {f"{each.key}.{part.key}": part.value for each in measures for part in each.details}


def group(report, key, by="currency"):
    return next(each for each in report.groups if (each.by, each.key) == (by, key))


def test_every_sum_and_ratio_of_amounts_is_undefined_and_says_what_would_bring_it():
    report = reported(*DEALS)
    assert {key for key in METRICS if report.measure(key).undefined == REASON} == MONEY
    assert report.currency is None
    assert report.currencies == ("EUR", "USD")


def test_figures_beside_a_measure_that_are_made_of_amounts_are_undefined_too_and_counts_are_not():
    report = reported(*DEALS)
    parts = {f"{each.key}.{part.key}": part for each in report.measures for part in each.details}
    assert {key for key, part in parts.items() if part.undefined == REASON} == {
        "pipeline_value.due", "weighted_pipeline.due", "due_amount.overdue", "won_amount.lost",
        "average_deal_size.median", "pipeline_velocity.average_deal_size", "slippage.by_amount", "slippage.amount",
        "stalled.by_amount", "stalled.amount", "decay.by_amount", "decay.amount", "created_and_won.amount",
        "spend_return.created_won", "spend_return.created_return",
    }  # fmt: skip
    assert [report.measure(key).value for key in ("opportunities", "win_rate", "slippage")] == [
        3,
        Decimal(2) / 3,
        report.measure("slippage").value,
    ]
    assert [parts[key].value for key in ("pipeline_value.count", "won_amount.count", "due_amount.overdue_count")] == [
        3,
        2,
        1,
    ]


def test_spend_is_in_the_currency_of_pipeline_yaml_and_counts_whole():
    spec = a_spec(currency=None, spend=(a_spend(600),))
    assert a_report(*DEALS, spec=spec).measure("cost_per_opportunity").value == 200


def test_groups_by_currency_are_added_by_themselves_and_whole():
    report = reported(*DEALS)
    assert [(each.by, each.key, each.opportunities, each.amount, each.currency) for each in report.groups] == [
        ("currency", "EUR", 3, 350, "EUR"),
        ("currency", "USD", 3, 1100, "USD"),
    ]
    euros, dollars = (group(report, key) for key in ("EUR", "USD"))
    keys = ("pipeline_value", "weighted_pipeline", "won_amount", "value_win_rate", "average_deal_size")
    assert [euros.measure(key).value for key in keys] == [300, 170, 50, 1, 50]
    assert [dollars.measure(key).value for key in keys] == [1000, 400, 70, Decimal("0.7"), 70]


def test_groups_that_are_asked_for_stand_behind_those_by_currency_by_number_and_say_why_they_have_no_sum():
    report = reported(*DEALS, by=("owner",))
    assert [(each.by, each.key, each.amount) for each in report.groups] == [
        ("currency", "EUR", 350),
        ("currency", "USD", 1100),
        ("owner", "Ann", None),
        ("owner", "Bo", None),
    ]
    assert group(report, "Ann", "owner").measure("pipeline_value").undefined == REASON
    assert [each.by for each in reported(*DEALS, by=("currency", "owner")).groups] == ["currency"] * 2 + ["owner"] * 2


def test_a_stage_in_one_currency_has_its_sum_and_its_currency():
    proposal, _, commit, decided = reported(*DEALS).stages[2:6]
    assert (proposal.open_count, proposal.amount, proposal.open_amount, proposal.weighted, proposal.currency) == (
        (2, None, None, None, None)
    )
    assert (commit.amount, commit.weighted, commit.currency) == (100, 90, "EUR")
    assert (decided.opportunities, decided.amount) == (2, None)


def test_nothing_is_held_against_a_quota_and_the_next_step_goes_by_number():
    report = reported(*DEALS)
    assert report.quota._replace(target_coverage=Decimal(0)) == (1000, None, None, None, None, 0, None)
    assert (report.next_step.step, report.next_step.amount, report.next_step.opportunities) == (Step.RE_DATE, None, 1)
    on_time = [replace(each, expected_close=DEALS[0].expected_close) for each in DEALS if each.outcome is Outcome.OPEN]
    assert reported(*on_time).next_step.step is Step.KEEP_GOING


def test_filtering_by_currency_makes_everything_whole():
    report = reported(*DEALS, rules=(Rule("currency", Test.EQUALS, "EUR"),))
    assert (report.currency, report.currencies, report.groups) == ("EUR", ("EUR",), ())
    assert [report.measure(key).value for key in ("pipeline_value", "won_amount")] == [300, 50]


def test_single_amounts_are_shown_in_their_own_currency():
    entry = next(each for each in reported(*DEALS).attention if each.amount == 1000)
    assert entry.currency == "USD"
    rows = [row for band in a_listing(*DEALS, spec=SPEC).bands for row in band.rows]
    shown = [f"{row.currency} {row.amount}" for row in rows]
    assert shown[:3] == ["USD 1000", "EUR 200", "EUR 100"]


def test_a_list_adds_within_a_currency_alone_and_says_so():
    listing: Any = a_listing(*DEALS, spec=SPEC)
    assert [(band.stage, band.amount, band.weighted, band.currency) for band in listing.bands] == [
        ("Proposal", None, None, None),
        ("Commit", 100, 90, "EUR"),
        ("Won", None, None, None),
        ("Lost", 30, None, "USD"),
    ]
    assert [(each.opportunities, each.amount) for each in listing.standings] == [(3, None), (2, None), (1, 30)]
    assert (listing.amount, listing.currency, listing.currencies) == (None, None, ("EUR", "USD"))
    assert REASON in listing.notes


def test_beside_one_currency_amounts_that_name_none_are_added_to_it():
    report = reported(an_open(1, currency="EUR"), an_open(2))
    assert (report.measure("pipeline_value").value, report.currency, report.currencies) == (3, None, ("EUR",))


def test_beside_several_amounts_that_name_none_are_added_to_none_of_them():
    report = reported(an_open(1, currency="EUR", owner="Ann"), an_open(2, owner="Ann"), an_open(4, currency="USD"))
    assert [(each.key, each.amount) for each in report.groups] == [("EUR", 1), ("USD", 4), (None, 2)]
    of_ann = reported(*DEALS, an_open(2, owner="Cy"), an_open(1, currency="EUR", owner="Cy"), by=("owner",))
    assert group(of_ann, "Cy", "owner").amount is None


@settings(max_examples=100, deadline=None)
@given(pipelines_in_currencies, st.sampled_from(["EUR", "USD"]))
def test_whatever_is_defined_does_not_depend_on_what_one_of_several_currencies_is_worth(deals, code):
    """Amounts of one currency times seven: a figure that changes had added them to others."""
    scaled = [
        replace(each, amount=each.amount * 7) if each.amount is not None and each.currency == code else each
        for each in deals
    ]
    before, after = (reported(*some, by=("outcome",)) for some in (deals, scaled))
    if not before.is_mixed:
        return
    assert figures(before.measures) == figures(after.measures)
    groups = {(each.by, each.key): each for each in after.groups}
    for each in before.groups:
        if each.currency != code:
            other = groups[each.by, each.key]
            assert (each.amount, figures(each.measures)) == (other.amount, figures(other.measures))


@settings(max_examples=60, deadline=None)
@given(pipelines_in_currencies)
def test_grouped_by_currency_they_pool_to_the_same_counts(deals):
    report = reported(*deals, by=("currency",) if any(each.currency for each in deals) else ())
    groups = [each for each in report.groups if each.by == "currency"]
    if not groups:
        return
    assert sum(each.opportunities for each in groups) == len(deals)
    for key, whole in figures(report.measures).items():
        if key == "opportunities" or key.endswith((".count", ".won", ".lost_count", ".without_amount")):
            parts = [figures(each.measures)[key] for each in groups]
            assert whole is None or whole == sum(part or 0 for part in parts), key
    rates = [report.measure("win_rate"), *(each.measure("win_rate") for each in groups)]
    halves = [(each.numerator or Decimal(0), each.denominator or Decimal(0)) for each in rates]
    assert halves[0] == (sum(won for won, _ in halves[1:]), sum(whole for _, whole in halves[1:]))


@settings(max_examples=60, deadline=None)
@given(pipelines_in_currencies)
def test_in_one_currency_all_sums_are_whole(deals):
    """As rates leave them: whatever several currencies left undefined has a value, or a reason of its own."""
    report = a_report(*(replace(each, currency="USD") for each in deals), spec=a_spec(1000), by=("stage",))
    assert report.currencies == ("USD",)
    assert not any("not added" in (each.undefined or "") for each in report.measures)
    assert report.measure("pipeline_value").value == sum(
        each.amount or 0 for each in deals if each.outcome is Outcome.OPEN
    )
    assert all(line.amount is not None for line in report.stages)
    assert all(each.amount is not None for each in report.groups)


@settings(max_examples=60, deadline=None)
@given(pipelines_in_currencies)
def test_a_group_by_currency_has_the_figures_of_a_filter_on_it(deals):
    report = reported(*deals)
    for each in report.groups:
        if each.key is not None:
            alone = reported(*deals, rules=(Rule("currency", Test.EQUALS, each.key),))
            assert {key: value for key, value in figures(each.measures).items() if "quota" not in key} == {
                key: value for key, value in figures(alone.measures).items() if "quota" not in key
            }
    assert BARE not in report.currencies
