"""What changed between two days, through the report: from the fifth of January to the second of February 2026."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipectl.domain.changes import ChangeTable, Look
from pipectl.domain.errors import UsageProblem
from pipectl.domain.opportunity import Opportunity
from pipectl.domain.rule import Rule, Test
from pipectl.domain.values import Outcome
from pipectl.history.chronicle import EVERYTHING, Chronicle, Life
from pipectl.report.changes import SHOWN, build_changes
from tests.builders import AS_OF, a_pipeline, a_question, a_spec, an_open, lost, won
from tests.history.living import chronicle, life, lives_of_any_kind, lives_of_the_quarter

SEEN = ("2025-12-01", "2026-01-05", "2026-02-02")
START = date(2026, 1, 5)


def due(amount: int | str | None, close: str | None = "2026-03-31", **given: Any) -> Opportunity:
    return an_open(amount, expected_close=close, **({"created": "2025-11-01"} | given))


def changes(
    told: Chronicle, start: date = START, *, spec=None, shown=SHOWN, as_of: date = AS_OF, **question: Any
) -> Any:
    pipeline = a_pipeline(*told.at(as_of), also=("owner",))
    return build_changes(told, pipeline, spec or a_spec(), a_question(as_of=as_of, **question), start, shown=shown)


def of(*found: Life, **asked: Any) -> Any:
    return changes(chronicle(SEEN, **{f"k{number}": each for number, each in enumerate(found)}), **asked)


def moved(table: ChangeTable) -> dict[str, tuple[int, Any]]:
    """Number and amount of each bucket that holds anything."""
    return {line.key: (line.opportunities, line.amount) for line in table.lines if line.opportunities}


OWNED = (
    life(("2025-12-01", due(200, owner="Ann")), ("2026-01-20", due("300.55", owner="Ann"))),
    life(("2025-12-01", due(100, owner="Ann")), ("2026-01-20", due(100, "2026-04-01", owner="Ann"))),
    life(("2025-12-01", due(150, owner="Bo")), ("2026-01-20", won("149.99", owner="Bo"))),
    life(("2025-12-01", due(50)), ("2026-01-20", lost(50))),
    life(("2025-12-01", due(20, owner="Bo")), ("2026-01-20", None)),
    life(("2026-01-20", due(80, owner="Cy"))),
)


def test_owners_behind_a_bucket_are_spelled_as_most_rows_spell_them():
    deals = [due(100, owner="Ann Lee"), due(100, owner="Ann Lee")]
    lives = [life(("2025-12-01", each)) for each in deals]
    pushed = life(("2025-12-01", due(9, owner="ann lee")), ("2026-01-20", due(9, "2026-04-01", owner="ann lee")))
    [deal] = of(*lives, pushed).whole.line("pushed_out").deals
    assert deal.owner == "Ann Lee"


def test_a_month_by_hand():
    """520 were due: 80 came, 100.55 rose and 0.01 fell, 100 were pushed out, 149.99 won, 50 lost, 20 gone: 380.55."""
    found = of(*OWNED)
    whole = found.whole
    assert (whole.start, whole.start_count, whole.end, whole.end_count) == (520, 5, Decimal("380.55"), 2)
    assert moved(whole) == {
        "created": (1, 80),
        "increased": (1, Decimal("100.55")),
        "decreased": (1, Decimal("-0.01")),
        "pushed_out": (1, -100),
        "won": (1, Decimal("-149.99")),
        "lost": (1, -50),
        "removed": (1, -20),
    }
    assert [line.key for line in whole.lines] == [
        "created", "pulled_in", "reopened", "increased", "decreased", "pushed_out", "won", "lost", "removed",
    ]  # fmt: skip
    assert [line.title for line in whole.lines][1:6] == [
        "Pulled in",
        "Reopened",
        "Increased",
        "Decreased",
        "Pushed out",
    ]
    assert (whole.by, whole.key, whole.line("won").opportunities) == (None, None, 1)


def test_it_says_what_it_speaks_of():
    told = replace(chronicle(SEEN, a=OWNED[0]), said=("12 rows lack ids",))
    found = changes(told, rules=(Rule("owner", Test.EQUALS, "Ann"),), filters=("owner Ann",))
    assert (found.pipeline, found.currency, found.start, found.end) == ("Opportunity tracking", "USD", START, AS_OF)
    assert (found.window.key, found.filters) == ("2026-Q1", ("owner Ann",))
    assert (found.sources, found.notes) == (("snapshots, 2025-12-01 to 2026-02-02",), ("12 rows lack ids",))


def test_groups_stand_by_how_much_they_moved_with_the_empty_key_last():
    found = of(*OWNED, by=("owner",)).groups
    # Bo went from 170 to nothing, Cy from nothing to 80, Ann from 300 to 300.55.
    assert [(table.by, table.key, table.start, table.end) for table in found] == [
        ("owner", "Bo", 170, 0),
        ("owner", "Cy", 0, 80),
        ("owner", "Ann", 300, Decimal("300.55")),
        ("owner", None, 50, 0),
    ]
    assert all(line.deals == () for table in found for line in table.lines)


def test_one_handed_on_moves_nothing_and_is_its_new_owner_s_at_both_ends():
    found = of(life(("2025-12-01", due(100, owner="Bo")), ("2026-01-20", due(100, owner="Ann"))), by=("owner",))
    assert [(table.key, table.start, table.end, moved(table)) for table in found.groups] == [("Ann", 100, 100, {})]


def test_a_filter_goes_by_what_an_opportunity_is_now_or_was_last():
    rules = (Rule("owner", Test.EQUALS, "Bo"),)
    handed_on = life(("2025-12-01", due(7, owner="Bo")), ("2026-01-20", due(7, owner="Ann")))
    only = of(*OWNED, handed_on, rules=rules, shown=0).whole
    (group,) = (table for table in of(*OWNED, handed_on, by=("owner",)).groups if table.key == "Bo")
    assert only._replace(by="owner", key="Bo") == group
    assert moved(only) == {"decreased": (1, Decimal("-0.01")), "won": (1, Decimal("-149.99")), "removed": (1, -20)}


def test_the_window_is_the_period_that_is_asked_about():
    found = of(*OWNED, period="2026-Q2")
    assert (found.whole.start, found.whole.end, moved(found.whole)) == (0, 100, {"pulled_in": (1, 100)})
    ever = of(*OWNED, period="all")
    assert "pushed_out" not in moved(ever.whole)
    assert (ever.whole.start, ever.whole.end) == (520, Decimal("480.55"))


def test_what_lies_before_the_first_day_or_after_the_last_is_not_counted():
    """Risen on the day that it starts with, on one between, and on one after."""
    risen = life(("2025-12-01", due(1)), ("2026-01-05", due(10)), ("2026-01-20", due(100)), ("2026-02-03", due(1000)))
    assert moved(of(risen).whole) == {"increased": (1, 90)}


# The opportunities behind a bucket


def created(*amounts: int | str | None) -> list[Life]:
    return [life(("2026-01-20", due(amount, name=f"deal {amount}"))) for amount in amounts]


def behind(found: Any, key: str) -> list[str]:
    return [deal.name for deal in found.whole.line(key).deals]


def test_the_biggest_stand_first_and_as_many_as_are_asked_for():
    some = created(10, 400, 30, None, 20, 50, 300)
    assert behind(of(*some), "created") == ["deal 400", "deal 300", "deal 50", "deal 30", "deal 20"]
    assert behind(of(*some, shown=2), "created") == ["deal 400", "deal 300"]
    assert behind(of(*some, shown=None), "created")[-2:] == ["deal 10", "deal None"]
    assert behind(of(*some, shown=0), "created") == []
    for shown in (None, 2, 0):
        assert (of(*some, shown=shown).whole.line("created").opportunities) == 7


def test_of_equals_the_earlier_stands_first_and_then_the_name():
    some = [
        life((day, due(10, name=name))) for day, name in (("2026-01-21", "c"), ("2026-01-20", "b"), ("2026-01-20", "a"))
    ]
    assert behind(of(*some), "created") == ["a", "b", "c"]


def test_the_biggest_that_went_stand_first_too():
    went = [life(("2025-12-01", due(n, name=f"deal {n}")), ("2026-01-20", None)) for n in (10, 30, 20)]
    assert behind(of(*went), "removed") == ["deal 30", "deal 20", "deal 10"]


def test_an_opportunity_stands_once_in_a_bucket_with_all_its_moves_there():
    steps = ((100, "2025-12-01"), (130, "2026-01-10"), (120, "2026-01-15"), (170, "2026-01-20"))
    found = of(life(*((on, due(amount, id="006A", name="Acme", owner="Ann", account="A")) for amount, on in steps)))
    (deal,) = found.whole.line("increased").deals
    assert (deal.key, deal.id, deal.name, deal.owner, deal.account) == ("k0", "006A", "Acme", "Ann", "A")
    # 30 and 50 up, on the 10th and the 20th; 10 down stands apart.
    assert (deal.amount, deal.day) == (80, date(2026, 1, 20))
    assert (deal.before.amount, deal.after.amount) == (100, 170)
    assert [deal.amount for deal in found.whole.line("decreased").deals] == [-10]


def test_a_deal_has_what_it_looked_like_at_both_ends_of_its_moves():
    found = of(*created(80), life(("2025-12-01", due(20, stage="Commit")), ("2026-01-20", None)))
    (came,), (went,) = found.whole.line("created").deals, found.whole.line("removed").deals
    assert (came.before, came.after) == (None, Look("Proposal", Outcome.OPEN, Decimal(80), date(2026, 3, 31)))
    assert (went.before, went.after) == (Look("Commit", Outcome.OPEN, Decimal(20), date(2026, 3, 31)), None)


# Properties

starts = st.integers(0, 60).map(lambda days: date(2025, 12, 1) + timedelta(days=days))
periods = st.sampled_from(["2026-Q1", "2026-02", "all"])


@settings(max_examples=80)
@given(lives_of_any_kind() | lives_of_the_quarter(), starts, periods)
def test_it_balances_to_the_cent_and_groups_pool_to_the_whole(lives: dict[str, Life], start: date, period: str):
    told = chronicle(("2025-11-01",), **lives)
    found = changes(told, start, period=period, by=("owner", "stage"), shown=None)
    for table in (found.whole, *found.groups):
        assert table.start + sum(line.amount for line in table.lines) == table.end
    for by in ("owner", "stage"):
        tables = [table for table in found.groups if table.by == by]
        for part in ("start", "start_count", "end", "end_count"):
            assert sum(getattr(table, part) for table in tables) == getattr(found.whole, part)
        for line in found.whole.lines:
            own = [table.line(line.key) for table in tables]
            assert sum(one.amount for one in own) == line.amount
            assert sum(one.opportunities for one in own) == line.opportunities


@settings(max_examples=80)
@given(lives_of_any_kind() | lives_of_the_quarter(), starts, periods)
def test_the_opportunities_behind_a_bucket_are_all_of_it_the_biggest_first(lives: dict[str, Life], start, period):
    found = changes(chronicle(("2025-11-01",), **lives), start, period=period, shown=None)
    for line in found.whole.lines:
        amounts = [deal.amount for deal in line.deals]
        assert sum(amounts) == line.amount
        assert len({deal.key for deal in line.deals}) == len(line.deals) == line.opportunities
        assert amounts == sorted(amounts, key=lambda amount: -abs(amount))
        assert all(start < deal.day <= AS_OF for deal in line.deals)


# Refusals


def refused(told: Chronicle, start: date = START, **asked: Any) -> str:
    with pytest.raises(UsageProblem) as problem:
        changes(told, start, **asked)
    return problem.value.message


ONE = chronicle(SEEN, a=OWNED[0])


def test_without_history_it_says_how_to_begin():
    reason = "there is no history to see changes in; keep an export with pipectl snapshot"
    assert refused(Chronicle({})) == reason


def test_history_that_begins_later_is_named():
    assert refused(ONE, date(2025, 11, 30)) == "history begins on 2025-12-01, after 2025-11-30; name a later day"
    assert changes(ONE, date(2025, 12, 1)).start == date(2025, 12, 1)


@pytest.mark.parametrize("start", [AS_OF, date(2026, 2, 3)])
def test_days_in_the_wrong_order_are_refused(start):
    assert refused(ONE, start) == f"changes go from an earlier day to a later one, not from {start} to 2026-02-02"


@pytest.mark.parametrize(
    ("lacking", "words"),
    [
        ({"amount"}, "no amounts of then"),
        ({"expected_close"}, "no close dates of then"),
        ({"amount", "expected_close"}, "no amounts and no close dates of then"),
    ],
)
def test_history_without_amounts_or_close_dates_is_refused(lacking, words):
    told = replace(ONE, holds=EVERYTHING - lacking)
    assert refused(told) == (
        f"the history there is tells {words}, so nothing can be added up; pipectl snapshot keeps them from now on"
    )


def test_grouping_or_filtering_by_what_is_not_there_is_refused():
    assert "--by 'region'" in refused(ONE, by=("region",))
    assert "filter on 'region'" in refused(ONE, rules=(Rule("region", Test.SET),))


MIXED = {
    "a": life(("2025-12-01", due(100, currency="EUR")), ("2026-01-20", due(110, currency="EUR"))),
    "b": life(("2025-12-01", due(100, currency="USD"))),
}


def test_amounts_in_several_currencies_are_not_added_and_one_of_them_is():
    spec = a_spec(currency=None)
    reason = refused(chronicle(SEEN, **MIXED), spec=spec)
    assert "EUR and USD" in reason
    assert "--where currency=EUR" in reason
    found = changes(chronicle(SEEN, **MIXED), spec=spec, rules=(Rule("currency", Test.EQUALS, "EUR"),))
    assert (found.currency, found.whole.start, found.whole.end) == ("EUR", 100, 110)


def test_an_amount_that_changed_its_currency_is_not_added_to_what_it_was():
    told = chronicle(SEEN, a=life(("2025-12-01", due(100, currency="EUR")), ("2026-01-20", due(110, currency="USD"))))
    assert "EUR and USD" in refused(told, spec=a_spec(currency=None))
