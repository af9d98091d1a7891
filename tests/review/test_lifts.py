"""What became of decided opportunities that had a sign, worked by hand."""

from decimal import Decimal
from unittest.mock import Mock

from hypothesis import given

from pipectl.domain.condition import Condition
from pipectl.domain.judging import FAILS, Leaf
from pipectl.domain.opportunity import Opportunity
from pipectl.domain.risk import Lift, SeenIn
from pipectl.domain.risk_setting import RiskSetting
from pipectl.domain.values import Outcome, Ratio
from pipectl.engines import comparing
from pipectl.history.chronicle import EVERYTHING, Chronicle, Life
from pipectl.history.paths import paths
from pipectl.review.asked import asked
from pipectl.review.lifts import lifts_of
from tests.builders import AS_OF, EVER, a_pipeline, a_spec, an_open, lost, won
from tests.changing import replace
from tests.history.living import chronicle, life, lives_of_any_kind
from tests.review.judging import SCOPE

OWN_PUSHED = Condition(field="push_count", min="1")
OWN_OLD = Condition(field="age_days", min="90")
LOST, WON = lost(name="a"), won(name="a")


def lifts(*deals: Opportunity, past: Chronicle | None = None, settings=(), scope=SCOPE, also=()) -> dict[str, Lift]:
    spec = a_spec(risks=tuple(settings))
    return lifts_of(asked(spec), a_pipeline(*deals, also=also), spec, scope, past)


def halves(lift: Lift) -> tuple[object, object]:
    return (lift.had.numerator, lift.had.denominator), (lift.had_not.numerator, lift.had_not.denominator)


def ended(end: Opportunity, close: str, **given) -> Life:
    """Open from 2 January with this expected close, decided on the 15th."""
    return life(("2026-01-02", an_open(name="a", expected_close=close, **given)), ("2026-01-15", end))


def test_history_tells_who_was_overdue_while_it_was_open():
    # Overdue on the 14th, the last day it was open: those due on the 10th, not those due on the 14th.
    past = chronicle(
        a=ended(LOST, "2026-01-10"),
        b=ended(LOST, "2026-01-13"),
        c=ended(WON, "2026-01-10"),
        d=ended(WON, "2026-01-14"),
        e=ended(LOST, "2026-01-31"),
    )
    found = lifts(LOST, past=past)["overdue"]
    assert halves(found) == ((2, 3), (1, 2))
    assert found.seen_in is SeenIn.HISTORY
    assert not found.enough


def test_a_sign_that_it_had_at_any_time_counts_even_where_it_was_mended():
    mended = life(
        ("2026-01-02", an_open(name="a", expected_close="2026-01-05")),
        ("2026-01-10", an_open(name="a", expected_close="2026-03-31")),
        ("2026-01-15", WON),
    )
    assert halves(lifts(LOST, past=chronicle(a=mended))["overdue"]) == ((0, 1), (0, 0))


def test_pushes_and_moves_back_are_counted_as_they_were_then():
    pushed = life(
        ("2026-01-02", an_open(name="a", expected_close="2026-02-01")),
        ("2026-01-04", an_open(name="a", expected_close="2026-02-08", stage="Commit")),
        ("2026-01-06", an_open(name="a", expected_close="2026-02-15")),
        ("2026-01-15", LOST),
    )
    found = lifts(LOST, past=chronicle(a=pushed, b=ended(WON, "2026-02-01")))
    assert halves(found["pushed"]) == ((1, 1), (0, 1))
    assert halves(found["moved_back"]) == ((1, 1), (0, 1))


def test_only_those_decided_in_the_lookback_and_seen_open_count():
    old = life(("2024-01-02", an_open(expected_close="2024-01-05")), ("2024-01-15", lost(expected_close="2024-01-15")))
    still = life(("2026-01-02", an_open(expected_close="2026-01-05")))
    gone = life(("2026-01-02", an_open(expected_close="2026-01-05")), ("2026-01-20", None))
    decided = life(("2026-01-02", LOST))
    assert "overdue" not in lifts(LOST, past=chronicle(a=old, b=still, c=gone, d=decided))


def test_what_history_or_its_first_days_do_not_hold_is_not_judged():
    bare = ended(LOST, "2026-01-10")
    past = chronicle(a=bare, b=ended(WON, "2026-01-10"))
    told = lifts(LOST, past=past, also=("next_step", "last_activity"))
    assert "no_activity" not in told
    # Nobody's next step is told before 20 January: that it was missing until then nobody can say.
    later = life(("2026-01-20", an_open(name="x", next_step="call")))
    assert "no_next_step" not in lifts(LOST, past=chronicle(a=bare, b=later), also=("next_step",))
    sooner = life(("2026-01-01", an_open(name="x", next_step="call")))
    assert halves(lifts(LOST, past=chronicle(a=bare, b=sooner), also=("next_step",))["no_next_step"]) == (
        (1, 1),
        (0, 0),
    )
    stages_alone = replace(past, holds=frozenset({"stage"}))
    assert "pushed" not in lifts(LOST, past=stages_alone)
    assert past.holds <= EVERYTHING


def test_what_is_learnt_of_the_outcomes_themselves_has_no_lift():
    # Open for longer than wins take, far above the largest win, too near for the stages left: all are made of outcomes.
    past = chronicle(a=ended(LOST, "2026-01-10", created="2024-01-01"), b=ended(WON, "2026-02-10"))
    found = lifts(LOST, won(1), past=past, scope=replace(SCOPE, usual_cycle=Decimal(10)))
    assert {"stalled", "amount_above_won", "close_too_near", "large_share", "overconfident"}.isdisjoint(found)


def test_an_export_tells_by_its_own_columns_who_closed_after_its_date():
    late = {"expected_close": "2026-01-10", "closed": "2026-01-12"}
    # Closed the day after its date: on its last open day it was not past yet.
    found = lifts(
        *[lost(**late)] * 5,
        won(**late),
        *[won(expected_close="2026-01-10", closed="2026-01-11")] * 4,
        lost(expected_close="2026-01-10", closed="2026-01-05"),
        an_open(),
    )["overdue"]
    assert halves(found) == ((5, 6), (1, 5))
    assert (found.seen_in, found.enough, found.factor) == (SeenIn.EXPORT, True, Ratio(25, 6).value)
    assert "overdue" not in lifts(lost(), won())


def test_who_closed_on_a_day_that_is_not_known_neither_was_overdue_nor_was_not():
    # Without a day of its own the expected close stands for it; that says nothing of what was expected.
    dated = [
        lost(expected_close="2026-01-10", closed="2026-01-20"),
        won(expected_close="2026-01-10", closed="2026-01-09"),
    ]
    found = lifts(*dated, lost(), lost(), won())["overdue"]
    assert halves(found) == ((1, 1), (0, 1))


def test_a_column_is_looked_through_once_however_many_are_decided(monkeypatch):
    doubtful = Mock(return_value=None)
    monkeypatch.setattr(comparing, "doubtful", doubtful)
    deals = [lost(closed=f"2026-01-{day:02}", extra={"Employees": f"{day}"}) for day in range(1, 21)]
    small = RiskSetting(name="Small", field="Employees", max="5")
    now = an_open(extra={"Employees": "8"})
    assert halves(lifts(*deals, now, settings=[small])["Small"]) == ((5, 5), (15, 15))
    doubtful.assert_called_once_with([*(f"{day}" for day in range(1, 21)), "8"])


def test_a_rule_is_bound_once_for_all_that_were_decided_on_one_day(monkeypatch):
    bind = Mock(return_value=Leaf(lambda _: FAILS))
    monkeypatch.setattr("pipectl.review.asked.bind", bind)
    deals = [lost(closed=f"2026-01-0{1 + number % 2}", extra={"Region": "EMEA"}) for number in range(10)]
    now = an_open(extra={"Region": "APAC"})
    lifts(*deals, now, settings=[RiskSetting(name="Far", field="Region", equals="EMEA")])
    assert bind.call_count == 2


def test_an_export_tells_of_contacts_and_of_columns_of_its_own_that_closing_leaves_alone():
    legal = RiskSetting(name="Legal", field="Legal", equals="no")
    amount = RiskSetting(name="Small", field="amount", max="10")

    def seen(made, contacts, said):
        return made(extra={"Number of Contacts": contacts, "Legal": said} if said else {"Number of Contacts": contacts})

    deals = (seen(lost, "1", "no"), seen(lost, "1", "yes"), seen(won, "3", "no"), seen(won, "?", None))
    found = lifts(*deals, seen(an_open, "2", "yes"), settings=[legal, amount])
    assert halves(found["single_contact"]) == ((2, 2), (0, 1))
    assert halves(found["Legal"]) == ((1, 2), (1, 1))
    assert "Small" not in found
    assert "no_amount" not in found
    # What nothing open has filled is filled on closing.
    assert "Legal" not in lifts(*deals, an_open(), settings=[legal])


def test_history_counts_before_the_export():
    late = lost(expected_close="2026-01-10", closed="2026-01-20")
    found = lifts(late, late, past=chronicle(a=ended(WON, "2026-01-10")))["overdue"]
    assert (found.seen_in, halves(found)) == (SeenIn.HISTORY, ((0, 1), (0, 0)))


def test_too_few_on_either_side_have_no_factor():
    assert Lift(Ratio(4, 4), Ratio(1, 50), SeenIn.EXPORT).factor is None
    assert Lift(Ratio(4, 5), Ratio(0, 50), SeenIn.EXPORT).factor is None
    assert Lift(Ratio(4, 5), Ratio(10, 50), SeenIn.EXPORT).factor == 4


@given(lives_of_any_kind())
def test_no_more_are_counted_than_were_decided(lives):
    past = chronicle(**lives)
    ends = [path.outcome for path in paths(past, AS_OF).values()]
    own = RiskSetting(name="Pushed or old", any=(OWN_PUSHED, OWN_OLD))
    scope = replace(SCOPE, lookback=EVER)
    found = lifts(past=past, settings=[own], scope=scope, also=("next_step", "last_activity"))
    for lift in found.values():
        assert lift.had.denominator + lift.had_not.denominator <= len(ends) - ends.count(None) - ends.count(
            Outcome.OPEN
        )
        assert lift.had.numerator + lift.had_not.numerator <= ends.count(Outcome.LOST)
        assert lift.had.numerator <= lift.had.denominator
