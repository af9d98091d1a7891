import random
from datetime import timedelta

import pytest

from pipectl.domain.values import Outcome, Undefined
from pipectl.forecast.winning.from_view import learn_from
from pipectl.forecast.winning.learnt import From, Learnt
from tests.builders import AS_OF, an_open, lost, won
from tests.forecast.builders import exported, life, remembered
from tests.forecast.winning.builders import ago

STAGES = ("Prospecting", "Proposal", "Negotiation")


def _lives(number, seed=4, *, later="amount"):
    """Opportunities of which those in Negotiation are won as a rule; what they are after the close is `later`'s."""
    pick = random.Random(seed)
    found = {}
    for at in range(number):
        begun, stage = ago(pick.randrange(20, 700)), pick.choice(STAGES)
        is_won = pick.random() < (0.8 if stage == "Negotiation" else 0.2)
        end = begun + timedelta(pick.randrange(20, 90))
        told = {"id": f"k{at}", "created": begun, "source": pick.choice(("Inbound", "Event"))}
        moves = [(begun, an_open(100 + at, stage=stage, expected_close=begun + timedelta(40), **told))]
        if end <= AS_OF:
            close = won if is_won else lost
            amount = 100 + at if later == "amount" else at * 7919 % 1000
            moves.append((end, close(amount, closed=end, lost_reason=None if is_won else later, **told)))
        found[f"k{at}"] = life(*((day.isoformat(), state) for day, state in moves))
    return found


def _learnt(view):
    found = learn_from(view)
    assert not isinstance(found, Undefined), found
    return found


@pytest.fixture(scope="module")
def view():
    return remembered(since="2024-01-01", **_lives(300))


def test_history_tells_the_stage_that_decided_ones_were_in(view):
    found = _learnt(view)
    assert found.source is From.HISTORY
    assert "stage" in found.features
    by_key = {one.key: one for one in view.seen}
    assert {move.told for each in found.chances for move in each.moves if move.feature == "stage"} <= {
        f"stage {stage}" for stage in STAGES
    }
    sure = [each for each in found.chances if by_key[each.key].stage == "Negotiation"]
    assert min(each.probability for each in sure) > found.average
    assert found.trial is not None
    assert found.trial.base.lead.holds


def test_what_history_tells_of_later_days_makes_no_difference_to_looks(view):
    other = _learnt(remembered(since="2024-01-01", **_lives(300, later="Price")))
    again = _learnt(view)
    assert (other.chances, other.trial) == (again.chances, again.trial)


def test_an_earlier_view_learns_from_what_was_decided_then(view):
    then = view.before(ago(100))
    found = _learnt(then)
    assert isinstance(found, Learnt)
    decided = sum(one.outcome is not Outcome.OPEN for one in then.seen)
    assert 0 < found.won + found.lost <= decided
    assert found.trial is not None
    assert max(found.trial.cuts) < ago(100).toordinal()


def test_an_export_without_history_leaves_the_dates():
    states = [one[-1].state for one in _lives(300).values()]
    found = _learnt(exported(*(state for state in states if state is not None)))
    assert found.source is From.DATES
    assert "stage" not in found.features
