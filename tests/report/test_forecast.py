"""The forecast put together: categories, the next periods, groups that add up, and what moved it."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipectl.domain.errors import UsageProblem
from pipectl.domain.forecast import Forecast
from pipectl.domain.forecast_settings import ForecastSettings
from pipectl.domain.opportunity import Opportunity
from pipectl.domain.period import parse_period
from pipectl.domain.rule import Rule, Test
from pipectl.domain.spec import Category
from pipectl.domain.values import Outcome
from pipectl.forecast.estimate import Method
from pipectl.forecast.supposed import supposed
from pipectl.report.forecast import Asked, build_forecast
from pipectl.report.forecast_ahead import categories
from tests.builders import AS_OF, STAGES, a_pipeline, a_question, a_quota, a_spec, an_open, lost, won
from tests.changing import replace
from tests.history.living import chronicle, life
from tests.report.meetings import placed

Q1, Q2 = (parse_period(name, AS_OF) for name in ("2026-Q1", "2026-Q2"))
WEIGHTED = Asked(Method.WEIGHTED)
DUE: dict[str, Any] = {"expected_close": "2026-03-01", "probability": "0.5"}


def a_forecast(*deals: Opportunity, asked: Asked = WEIGHTED, **given: Any) -> Forecast:
    spec = given.pop("spec", None) or a_spec(1000)
    return build_forecast(a_pipeline(*placed(*deals)), spec, a_question(**given), asked)


def decided(count: int) -> list[Opportunity]:
    """Won and lost in turn, from creation to close in thirty days, each month of two years."""
    return [
        (won if n % 2 else lost)(100 + n, id=f"d{n}", owner="Ann" if n % 3 else "Bo", created=begin, closed=end)
        for n in range(count)
        for begin, end in [(date(2024, 2 + n % 10, 1), date(2024, 3 + n % 10, 2))]
    ]


def test_the_three_parts_add_and_the_chance_of_the_quota_is_told():
    found = a_forecast(won(400, closed="2026-01-20"), an_open(600, id="a", **DUE), an_open(600, id="b", **DUE))
    parts, band = found.outlook.parts, found.outlook.band
    assert parts is not None
    assert band is not None
    assert [int(each) for each in (*parts, parts.expected)] == [400, 600, 0, 1000]
    assert [int(each) for each in (band.p10, band.p50, band.p90)] == [400, 1000, 1600]
    # Both, or one of the two: three of four times.
    assert found.outlook.p_quota == Decimal("0.75")
    assert found.no_claim is not None


def test_without_a_quota_there_is_no_chance_of_it_and_without_data_no_forecast():
    assert a_forecast(an_open(1, **DUE), spec=a_spec(None)).outlook.p_quota is None
    found = a_forecast(an_open(1), asked=Asked(Method.HAZARD))
    assert found.outlook.parts is None
    assert found.outlook.undefined == "0 won in the lookback; chances by age need 10"
    assert found.prospects == ()


def test_what_drives_it_stands_by_what_it_gives_with_the_rest_in_sum():
    deals = [an_open(amount, id=f"{amount}", **DUE) for amount in (10, 400, 200, 40)]
    found = a_forecast(*deals, an_open(999, expected_close="2026-09-01"), asked=WEIGHTED._replace(shown=2))
    assert [(each.id, int(each.gives)) for each in found.prospects] == [("400", 200), ("200", 100)]
    assert (found.others, int(found.others_give), found.give_nothing) == (2, 25, 1)


def test_categories_are_those_of_the_row_else_of_its_stage_and_roll_up():
    stages = tuple(
        replace(stage, category={"Commit": Category.COMMIT, "Qualified": Category.OMITTED}.get(stage.name))
        for stage in STAGES
    )
    deals = [
        won(100, closed="2026-01-20"),
        won(999, closed="2025-12-20"),
        an_open(30, stage="Commit", expected_close="2026-02-20"),
        an_open(20, stage="Commit", forecast_category="Best Case", expected_close="2026-02-20"),
        an_open(7, forecast_category="pipeline", expected_close="2026-02-20"),
        an_open(5, stage="Qualified", expected_close="2026-02-20"),
        an_open(3, forecast_category="Upside", expected_close="2026-02-20"),
        an_open(500, stage="Commit", expected_close="2026-06-20"),
        lost(70, closed="2026-01-20"),
    ]
    found = {line.category: line for line in categories(deals, a_spec(stages=stages), Q1)}
    told = {name: [line.opportunities, line.amount, line.cumulative] for name, line in found.items()}
    assert told == {
        "closed": [1, 100, 100],
        "commit": [1, 30, 130],
        "best_case": [1, 20, 150],
        "pipeline": [1, 7, 57],
        "omitted": [1, 5, None],
        "other": [1, 3, None],
    }
    later = {line.category: line.amount for line in categories(deals, a_spec(stages=stages), Q2)}
    assert later["commit"] == 500


def test_the_next_periods_are_of_the_same_length_and_have_their_own_quota():
    spec = a_spec(quotas=(a_quota(1000), a_quota(50, "2026-Q2")))
    deal = an_open(100, expected_close="2026-05-01", probability="0.5")
    found = a_forecast(deal, spec=spec, asked=WEIGHTED._replace(periods=2))
    assert [each.period.key for each in found.ahead] == ["2026-Q1", "2026-Q2", "2026-Q3"]
    assert [each.outlook.quota for each in found.ahead] == [1000, 50, None]
    assert found.ahead[1].outlook.parts is not None
    assert found.ahead[1].outlook.parts.open == 50
    assert found.ahead[1].outlook.p_quota == Decimal("0.5")


@pytest.mark.parametrize(
    ("period", "following"),
    [("2026-02", "2026-03"), ("2026", "2027"), ("2026-02-01..2026-02-10", "2026-02-11..2026-02-20")],
)
def test_what_follows_a_period_has_its_name(period, following):
    found = a_forecast(an_open(1, **DUE), period=parse_period(period, AS_OF))
    assert found.ahead[1].period.key == following


@given(
    st.lists(
        st.tuples(st.sampled_from(["Ann", "Bo", "Cy", None]), st.integers(0, 10**6), st.sampled_from("owl")),
        max_size=12,
    )
)
def test_groups_add_to_the_whole_to_the_cent(drawn):
    make = {"o": an_open, "w": won, "l": lost}
    cents = [
        make[kind](Decimal(amount) / 100, id=f"x{n}", owner=owner, **({"closed": "2026-01-10"} if kind != "o" else {}))
        for n, (owner, amount, kind) in enumerate(drawn)
    ]
    asked = Asked(Method.RUN_RATE, periods=0)
    found = a_forecast(*decided(40), *cents, asked=asked, by=("owner",))
    whole = found.outlook.parts
    assert whole is not None
    for part in ("booked", "open", "new", "expected"):
        of_groups = [getattr(each.outlook.parts, part) for each in found.groups]
        assert sum(of_groups, Decimal(0)) == getattr(whole, part)


def test_groups_that_nobody_looks_at_have_no_range_and_all_have_their_parts():
    deals = [an_open(100 * n, owner=f"o{n}", **DUE) for n in range(1, 5)]
    found = a_forecast(*deals, asked=WEIGHTED._replace(ranged=2), by=("owner",)).groups
    told = [(each.key, str(each.outlook.parts.open), each.outlook.band is None) for each in found if each.outlook.parts]
    assert [(key, int(float(open_)), bare) for key, open_, bare in told] == [
        ("o4", 200, False), ("o3", 150, False), ("o2", 100, True), ("o1", 50, True)]  # fmt: skip


def test_groups_have_their_own_chance_of_their_own_quota():
    spec = a_spec(quotas=(a_quota(200, owner="Ann"), a_quota(50, owner="Bo"), a_quota(70, owner="Cy")))
    deals = [an_open(200, owner="Ann", **DUE), won(60, owner="Bo", closed="2026-01-10")]
    found = {each.key: each.outlook for each in a_forecast(*deals, spec=spec, by=("owner",)).groups}
    assert {key: each.p_quota for key, each in found.items()} == {"Ann": Decimal("0.5"), "Bo": 1, "Cy": 0}


@pytest.mark.parametrize("by", ["created", "created_month", "close_month", "close_quarter", "stage", "outcome", "id"])
def test_what_is_not_yet_created_has_no_day_of_the_past_and_no_stage(by):
    wins = [
        won(90, id=month, owner="Cy", closed=f"{month}-10", created="2025-02-01") for month in ("2025-05", "2025-11")
    ]
    deals = [*decided(240), *wins, an_open(50, id="open", **DUE), won(9, id="w", owner="Cy", closed="2026-01-10")]
    found = a_forecast(*deals, asked=Asked(Method.RUN_RATE, periods=0), by=(by, "owner"))
    whole = found.outlook.parts
    assert whole is not None
    assert whole.new > 0
    given = {each.key: each.outlook.parts.new for each in found.groups if each.by == by and each.outlook.parts}
    assert {key: new for key, new in given.items() if new} == {None: whole.new}
    assert found.untold_of_new == (by,)
    assert (
        sum(each.outlook.parts.new for each in found.groups if each.by == "owner" and each.outlook.parts) == whole.new
    )


@pytest.mark.parametrize("method", Method)
@pytest.mark.parametrize("with_history", [False, True])
def test_where_all_rows_are_set_aside_nothing_is_forecast_and_that_is_said(method, with_history):
    past = chronicle(("2026-01-10",), a=life(("2026-01-10", won(9, id="a", closed="2026-01-05"))))
    bad = a_pipeline(set_aside=3)
    asked = Asked(method, what_if=supposed(["win_rate=+10%"]), goal_seek=True)
    found = build_forecast(bad, a_spec(1000), a_question(by=("stage",)), asked, past if with_history else None)
    assert found.outlook.undefined == "all 3 rows were set aside, so that nothing is known of today"
    assert (found.outlook.parts, found.outlook.p_quota) == (None, None)
    assert not [each for each in found.methods if each.parts is not None]
    assert (found.weeks, found.groups) == ((), ())
    assert found.no_groups == found.outlook.undefined


def test_of_a_day_before_anything_was_created_nothing_is_known():
    found = a_forecast(an_open(5, created="2026-02-03", **DUE), won(9, created="2026-02-04", closed="2026-02-10"))
    assert "nothing is known of 2026-02-02: every opportunity was created later" in (found.outlook.undefined or "")
    assert a_forecast(an_open(5, created="2026-02-03", **DUE), an_open(5, **DUE)).outlook.parts is not None


@pytest.mark.parametrize("method", [Method.WEIGHTED, Method.HAZARD, Method.STAGE_TIME, Method.AUTO])
def test_of_open_ones_without_any_amount_nothing_can_be_expected(method):
    deals = [an_open(None, id=f"o{n}", **DUE) for n in range(3)]
    found = a_forecast(*deals, asked=Asked(method)).outlook
    assert (found.parts, found.p_quota) == (None, None)
    assert "none of the 3 open ones has an amount: fill it in" in (found.undefined or "")


def test_open_ones_without_an_amount_are_told_apart_from_those_that_give_nothing():
    deals = [an_open(None, id="a", **DUE), an_open(5, id="b", **DUE), an_open(7, id="c", expected_close="2026-06-01")]
    found = a_forecast(*deals)
    assert (len(found.prospects), found.give_nothing, found.without_amount) == (1, 1, 1)


def test_only_what_is_asked_about_is_forecast():
    rule = (Rule("owner", Test.EQUALS, "Ann"),)
    found = a_forecast(an_open(200, owner="Ann", **DUE), an_open(500, owner="Bo", **DUE), rules=rule)
    assert found.outlook.parts is not None
    assert found.selected == 1
    assert found.outlook.parts.open == 100


def test_what_moved_it_since_a_day_adds_to_the_difference():
    due = {**DUE, "created": "2025-12-01"}
    then, now = an_open(100, id="a", name="A", **due), an_open(300, id="a", name="A", **due)
    came = an_open(40, id="b", name="B", **{**due, "created": "2026-01-30"})
    rows = placed(now, came)
    past = replace(
        chronicle(
            ("2026-01-10", "2026-02-02"),
            a=life(("2026-01-10", then), ("2026-02-02", rows[0])),
            b=life(("2026-02-02", rows[1])),
        ),
        keys={rows[0].place: "a", rows[1].place: "b"},
    )
    found = build_forecast(a_pipeline(*rows), a_spec(1000), a_question(), WEIGHTED, past)
    change = found.since
    assert change is not None
    assert found.outlook.parts is not None
    assert change.start == date(2026, 1, 10)
    assert [(move.name, int(move.before), int(move.after)) for move in change.moves] == [("A", 50, 150), ("B", 0, 20)]
    moved = sum((move.moved for move in change.moves), change.others_moved + change.new_moved)
    assert moved == found.outlook.parts.expected - change.then.expected == 120


def test_without_history_nothing_tells_what_moved_it():
    found = a_forecast(an_open(1, **DUE))
    assert found.since is None
    assert "pipectl snapshot" in (found.no_since or "")
    with pytest.raises(UsageProblem, match="is not before"):
        a_forecast(an_open(1, **DUE), asked=WEIGHTED._replace(since=AS_OF))


def test_what_if_stands_beside_what_is_each_alone_and_all_together():
    asked = WEIGHTED._replace(what_if=supposed(["close=a@100%", "deal_size=+10%"]))
    found = a_forecast(an_open(100, id="a", **DUE), an_open(200, id="b", **DUE), asked=asked)
    told = {each.changes: each.outlook.parts.open for each in found.suppositions if each.outlook.parts}
    # 100 + 100; 55 + 110; 110 + 110.
    assert told == {
        ("close=a@100%",): 200,
        ("deal_size=+10%",): 165,
        ("close=a@100%", "deal_size=+10%"): 220,
    }


@pytest.mark.parametrize("method", [Method.WEIGHTED, Method.STAGE_TIME])
@pytest.mark.parametrize("text", ["drop={}", "close={}@50%"])
def test_an_id_that_is_not_that_of_one_open_opportunity_is_refused_with_and_without_a_forecast(method, text):
    deals = an_open(100, id="a", name="Big", **DUE), an_open(7, id="a", name="Small", **DUE), won(9, id="b")
    for wanted, said in (
        ("a", r"2 open opportunities have the id 'a', 'Big' \(deals.csv:2\); 'Small' \(deals.csv:3\); give each"),
        ("b", "no open opportunity has the id 'b'"),
    ):
        with pytest.raises(UsageProblem, match=said):
            a_forecast(*deals, asked=Asked(method, what_if=supposed([text.format(wanted)])))


def test_a_goal_needs_a_quota_a_gap_and_a_pace():
    few = a_forecast(won(400, closed="2026-01-20"), asked=WEIGHTED._replace(goal_seek=True)).goal
    assert few is not None
    assert few.undefined is not None
    met = a_forecast(won(1400, closed="2026-01-20"), asked=WEIGHTED._replace(goal_seek=True)).goal
    assert met is not None
    assert met.met == "the quota of the period is already won"


def test_nothing_is_claimed_of_few_and_all_of_it_is_told_of_many():
    assert a_forecast(an_open(1, **DUE), asked=WEIGHTED._replace(backtest=True)).backtest is None
    deals = [
        (won if n % 2 else lost)(
            100, id=f"d{n}", created=f"{2023 + n % 3}-{1 + n % 8:02}-05", closed=f"{2023 + n % 3}-{3 + n % 8:02}-15"
        )
        for n in range(240)
    ]
    found = a_forecast(*deals, asked=Asked(Method.RUN_RATE, backtest=True))
    assert found.no_claim is None
    assert found.backtest is not None
    assert (found.backtest.closed, found.backtest.won) == (80, 40)
    assert found.beside is not None
    assert {score.days for _, score in found.beside.scores} == {found.beside.scores[0][1].days}
    own = found.line("run_rate")
    assert own is not None
    assert own.score is not None
    assert own.score.inside is not None
    assert own.score.inside.denominator == own.score.days


def test_nothing_is_claimed_of_a_method_that_said_something_on_few_days():
    deals = [
        (lost if n % 5 else won)(100, id=f"d{n}", created=closed - timedelta(40), closed=closed)
        for n in range(105)
        for closed in [AS_OF - timedelta(3 * n)]
    ]
    month = parse_period("this-month", AS_OF)
    found = a_forecast(*deals, asked=Asked(Method.HAZARD, backtest=True), period=month)
    assert (found.no_claim, found.beside) == (None, None)
    own, backtest = found.line("hazard"), found.backtest
    assert own is not None
    assert own.score is not None
    assert own.score.undefined == "it said something on 5 past days; a claim takes 6"
    assert (own.score.wape.value, own.score.inside) == (None, None)
    assert backtest is not None
    assert "hazard" not in [each.method for each in backtest.judged]
    auto = dict(backtest.horizons[0].scores)["auto"]
    assert auto.undefined is None
    assert auto.over_run_rate is None


def test_columns_that_nobody_named_are_said_not_to_be_learnt_from():
    deals = [
        (won if n % 2 else lost)(100 + n, id=f"d{n}", created="2025-06-01", closed=AS_OF - timedelta(3 + n))
        for n in range(60)
    ]
    opened = [an_open(1, id=f"o{n}", created="2025-12-01", extra={"Region": "N"}, **DUE) for n in range(9)]
    said = "columns of the export are not learnt from"
    spec = a_spec(1000, forecast=ForecastSettings(columns=("Region",)))
    plain = a_forecast(*deals, *opened)
    assert plain.no_learnt is None, plain.no_learnt
    assert any(said in note for note in plain.notes)
    assert not any(said in note for note in a_forecast(*deals, *opened, spec=spec).notes)


def test_rows_that_look_alike_count_each_as_in_the_report():
    found = a_forecast(an_open(100, **DUE), an_open(100, **DUE))
    assert found.outlook.parts is not None
    assert found.outlook.parts.open == 100


def test_amounts_in_several_currencies_and_periods_without_an_end_are_refused():
    with pytest.raises(UsageProblem, match="--where currency="):
        a_forecast(an_open(1, currency="EUR"), an_open(1, currency="USD"), spec=a_spec(None, currency=None))
    with pytest.raises(UsageProblem, match="first and a last day, which all lacks"):
        a_forecast(an_open(1), period=parse_period("all", AS_OF))


#: What was known by as-of (2026-02-02), and what an export of March tells beside it.
BY_THEN = [
    won(400, id="w", created="2025-12-01", closed="2026-01-20"),
    an_open(600, id="o", created="2026-01-05", **DUE),
    *decided(60),
]
SINCE = [
    won(700, id="late", created="2026-01-07", closed="2026-02-20"),
    an_open(50, id="n1", created="2026-02-10", **DUE),
    lost(60, id="n2", created="2026-02-11", closed="2026-03-01"),
]


def test_an_export_of_a_later_day_tells_of_as_of_what_its_dates_prove():
    found = a_forecast(*BY_THEN, *SINCE, asked=Asked(Method.HAZARD), lookback="all")
    then = [replace(each, outcome=Outcome.OPEN, closed=None, stage="Proposal") for each in SINCE[:1]]
    known = a_forecast(*BY_THEN, *then, asked=Asked(Method.HAZARD), lookback="all")
    assert found.outlook.parts is not None
    assert known.outlook.parts is not None
    assert int(found.outlook.parts.booked) == 400
    # Created after as-of: not there; won after it: open, as what was open then is, with what a win brings.
    assert {each.id for each in found.prospects} == {"late", "o"} == {each.id for each in known.prospects}
    assert {(each.stage, each.amount, each.expected_close) for each in found.prospects} == {(None, None, None)}
    assert [each.probability for each in found.prospects] == [each.probability for each in known.prospects]
    assert "of a later day" in (found.no_categories or "")
    assert any(note.startswith("2 were created after 2026-02-02: the export is of a later day") for note in found.notes)


def test_days_of_creation_ahead_that_may_be_slips_leave_the_export_one_of_as_of():
    for slips in ((), (an_open(50, id="n1", created="2026-02-10", **DUE),)):
        found = a_forecast(*BY_THEN, SINCE[0], *slips)
        assert found.outlook.parts is not None
        assert int(found.outlook.parts.booked) == 1100
        assert "of a later day" not in (found.no_categories or "")
        assert found.prospects[0].stage == "Proposal"
