import random
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from math import log

import pytest
from benchmarks.winning_data import AS_OF as TODAY
from benchmarks.winning_data import HONEST, PLANTED, world

from pipectl.domain.values import Outcome, Undefined
from pipectl.forecast.winning.learning import learn
from pipectl.forecast.winning.learnt import From, Learnt, Move
from tests.builders import AS_OF, an_open, lost, won
from tests.forecast.winning.builders import ago, as_seen, decided, opened

#: Sources of open ones, in turn.
SOURCES = ("Outbound", "Inbound")


def _by_source(is_won, at):
    """The won ones come from inbound, mostly."""
    if is_won is None:
        return SOURCES[at % 2]
    return SOURCES[is_won if at % 5 else not is_won]


def _learnt(today, past=(), as_of=AS_OF, columns=()):
    found = learn(today, past, as_of, columns)
    assert isinstance(found, Learnt), found
    return found


@pytest.fixture(scope="module")
def made():
    return world(700, 11)


@pytest.fixture(scope="module")
def by_history(made):
    return _learnt(made.today, made.past, TODAY, (*HONEST, *PLANTED))


@pytest.fixture(scope="module")
def by_dates(made):
    return _learnt(made.today, (), TODAY, (*HONEST, *PLANTED))


def test_nothing_is_learnt_for_nobody():
    assert learn(decided(100, 40), (), AS_OF) == Undefined("nothing is open whose chance could be told")


@pytest.mark.parametrize(
    ("number", "wins", "told"),
    [
        (39, 15, "there are 39, 15 won and 24 lost"),
        (60, 9, "there are 60, 9 won and 51 lost"),
        (60, 51, "there are 60, 51 won and 9 lost"),
    ],
)
def test_too_few_are_told_with_what_is_missing(number, wins, told):
    found = learn([*decided(number, wins), *opened(12)], (), AS_OF)
    assert isinstance(found, Undefined)
    assert found.reason == (
        "chances are learnt from 40 decided opportunities with the days they were created and closed on, 10 of them "
        f"won and 10 lost; {told}"
    )


def test_what_speaks_for_an_opportunity_is_learnt_and_said():
    found = _learnt([*decided(300, 120, source=_by_source), *opened(12, source=_by_source)])
    chance = {each.key: each for each in found.chances}
    assert chance["o000"].probability < found.average < chance["o001"].probability
    assert [chance[key].reasons[0].told for key in ("o000", "o001")] == ["source Outbound", "source Inbound"]
    assert chance["o000"].reasons[0].points < 0 < chance["o001"].reasons[0].points
    assert found.is_shown


def test_chances_have_four_digits_and_are_never_certain(by_history):
    assert all(Decimal(0) < each.probability < 1 for each in by_history.chances)
    assert {each.probability.as_tuple().exponent for each in by_history.chances} == {-4}


def test_every_open_one_has_a_chance(made, by_history):
    assert [each.key for each in by_history.chances] == sorted(
        one.key for one in made.today if one.outcome is Outcome.OPEN
    )


def test_moves_add_up_from_the_average_to_the_chance(by_history):
    def odds(chance):
        return log(chance / (1 - chance))

    for each in by_history.chances:
        if Decimal("0.02") < each.probability < Decimal("0.98"):
            moved = odds(float(by_history.average)) + float(sum(move.log_odds for move in each.moves))
            assert moved == pytest.approx(odds(float(each.probability)), abs=0.01)


def test_points_are_the_chance_less_what_it_would_be_on_average(by_history):
    each = by_history.chances[0]
    move = each.moves[0]
    without = log(float(each.probability) / (1 - float(each.probability))) - float(move.log_odds)
    assert float(move.points) == pytest.approx(
        float(each.probability) - 1 / (1 + 2.718281828459045**-without), abs=2e-4
    )


def test_reasons_are_three_at_most_and_the_strongest(by_history):
    for each in by_history.chances:
        sizes = [abs(move.points) for move in each.moves]
        assert sizes == sorted(sizes, reverse=True)
        assert len(each.reasons) <= 3


@pytest.mark.parametrize(
    ("points", "words"),
    [
        ("0.1804", "pushed 3 times +18 points"),
        ("-0.0949", "pushed 3 times −9 points"),
        ("0.0111", "pushed 3 times +1 point"),
        ("0.001", "pushed 3 times ±0 points"),
    ],
)
def test_a_reason_is_said_in_points(points, words):
    assert Move("pushes", "pushed 3 times", Decimal(1), Decimal(points)).words == words


def test_without_history_stages_amounts_and_pushes_are_not_learnt_from_and_that_is_said(by_dates):
    assert by_dates.source is From.DATES
    assert not {"stage", "amount", "pushes", "time in stage", "close date"} & set(by_dates.features)
    assert by_dates.trial is not None
    assert by_dates.trial.entered is None
    assert any("without history nobody knows the stage" in said for said in by_dates.said)


def test_with_history_they_are_and_chances_are_held_against_the_entered_close_percent(by_history):
    assert by_history.source is From.HISTORY
    assert {"stage", "amount", "pushes", "time in stage", "close date"} <= set(by_history.features)
    assert by_history.trial is not None
    assert by_history.trial.entered is not None
    assert by_history.trial.entered.learnt.brier < by_history.trial.entered.score.brier
    assert by_history.is_shown


def test_planted_columns_are_left_out_and_named_and_honest_ones_are_not(by_dates):
    assert {leak.column for leak in by_dates.left_out} == set(PLANTED)
    assert set(HONEST) <= set(by_dates.features)


def test_what_comes_after_the_close_makes_no_difference_to_chances(made, by_dates):
    pick = random.Random(3)
    stirred = [
        one._replace(
            amount=Decimal(pick.randrange(10**6)),
            probability=Decimal("0.5"),
            opportunity=replace(one.opportunity, stage="Elsewhere", status="?", lost_reason="?", probability=None),
        )
        if one.outcome is not Outcome.OPEN
        else one
        for one in made.today
    ]
    again = _learnt(stirred, (), TODAY, (*HONEST, *PLANTED))
    assert again.chances == by_dates.chances
    assert again.trial == by_dates.trial


def test_the_order_of_what_is_given_makes_no_difference(made, by_history):
    pick = random.Random(5)
    today, past = list(made.today), list(made.past)
    pick.shuffle(today)
    pick.shuffle(past)
    again = _learnt(today, past, TODAY, (*HONEST, *PLANTED))
    assert (again.chances, again.trial) == (by_history.chances, by_history.trial)


def test_where_there_is_nothing_to_learn_nothing_is_shown_and_the_figures_say_why():
    bare = world(400, 12, 0.0)
    found = _learnt(bare.today, (), TODAY, HONEST)
    assert not found.is_shown
    assert found.trial is not None
    assert found.refusal is not None
    assert found.refusal.startswith("learnt chances are no")
    assert (
        f"Brier score {found.trial.learnt.brier} against {found.trial.base.score.brier} of the base rate"
        in found.refusal
    )


def test_a_history_that_is_too_short_leaves_the_dates_and_that_is_said(made):
    recent = [look for look in made.past if (TODAY - look.day).days < 20]
    found = _learnt(made.today, recent, TODAY)
    assert found.source is From.DATES
    assert any("too few to learn from yet" in said for said in found.said)


def test_with_few_open_ones_no_column_is_learnt_from():
    found = _learnt([*decided(300, 120, source=_by_source), *opened(9, source=_by_source)])
    assert found.features == ("age",)
    assert found.said[0] == (
        "source: left out, since fewer than 10 open ones can't show what is filled in at the close"
    )


def test_too_few_decided_late_enough_are_told():
    all_at_once = [one._replace(closed=ago(1)) for one in decided(60, 20)]
    found = _learnt([*all_at_once, *opened(12)])
    assert found.trial is None
    assert found.refusal is not None
    assert found.refusal.startswith(
        "to be held to account, 20 opportunities have to be decided after enough was learnt"
    )


def test_bands_of_calibration_hold_every_look_once(by_history):
    assert by_history.trial is not None
    assert sum(band.count for band in by_history.trial.bands) == by_history.trial.looks


def test_quick_losses_do_not_make_young_ones_less_likely():
    # Every other one is won, after a year or so; the others are lost within weeks. All that ended of late are losses.
    today = []
    for at in range(500):
        created, is_won = ago(2 * at), at % 2
        closed = created + timedelta((4 * at * 37 % 400 + 200) if is_won else at * 37 % 15 + 8)
        make = an_open if closed > AS_OF else won if is_won else lost
        today.append(as_seen(make(100, id=f"{at:03}", name=f"n{at}", created=created, expected_close=closed)))
    chances = {one.key: one.probability for one in _learnt(today).chances}
    young = [chances[f"{at:03}"] for at in range(3)]
    assert all(Decimal("0.4") < chance < Decimal("0.6") for chance in young), young
