"""What holds for one table of events, whatever its sources say."""

from datetime import date, datetime, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from pipectl.domain.values import Outcome
from pipectl.history.assembling import assemble
from pipectl.history.chronicle import Change, Chronicle, Log, Moment
from pipectl.history.living import moments, same
from pipectl.history.matching import Match, keyed

from ..builders import an_open

AS_OF = date(2026, 2, 2)
KEYS, STAGES = st.sampled_from("ABC"), st.sampled_from(["Discovery", "Proposal", "Won"])
DAYS = st.integers(-40, 3).map(lambda days: AS_OF + timedelta(days=days))


def _outcome(stage):
    return Outcome.WON if stage == "Won" else Outcome.OPEN


@st.composite
def changes(draw):
    at = datetime.combine(draw(DAYS), datetime.min.time()) + timedelta(hours=draw(st.integers(0, 23)))
    told = draw(st.sampled_from(["stage", "owner", "both", "none"]))
    values = {"stage": draw(STAGES)} if told in ("stage", "both") else {}
    values |= {"owner": draw(st.sampled_from("xy"))} if told in ("owner", "both") else {}
    left = draw(st.none() | st.integers(0, 50).map(lambda hours: at + timedelta(hours=hours)))
    return Change(draw(KEYS), at, values, left, before=draw(st.booleans()))


LOGS = st.builds(
    lambda found, complete: Log("a log", tuple(found), frozenset({"stage"}), complete=complete),
    st.lists(changes(), max_size=8),
    st.booleans(),
)
STATES = st.none() | st.builds(lambda stage, owner: (stage, owner), STAGES, st.sampled_from("xy"))


def _state(key, state):
    return None if state is None else an_open(id=key, stage=state[0], owner=state[1])


@st.composite
def snapshots(draw):
    days = sorted(set(draw(st.lists(DAYS, max_size=6))))
    lives = {
        key: moments(Moment(day, _state(key, draw(STATES))) for day in days) for key in draw(st.sets(KEYS)) if days
    }
    return draw(st.none() | st.just(Chronicle(lives, seen=tuple(days))))


@settings(max_examples=300)
@given(st.dictionaries(KEYS, STATES.filter(bool)), st.lists(LOGS, max_size=2), snapshots())
def test_today_is_as_the_export_has_it_and_time_goes_forward_to_it(current, logs, before):
    export = [_state(key, state) for key, state in current.items()]
    chronicle = assemble(export, AS_OF, logs, before, keyed(Match.ID), _outcome)
    today = {one.id: (one.stage, one.owner) for one in chronicle.at(AS_OF) if one.id in current}
    assert today == current
    for life in chronicle.lives.values():
        assert life[-1].day <= AS_OF
        for earlier, later in pairwise(life):
            assert earlier.day <= later.day
            assert not same(earlier.state, later.state)
    if before is not None:
        assert {one.id for one in chronicle.at(AS_OF)} == set(current)
