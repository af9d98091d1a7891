"""Snapshots as a table of events: by difference, and on a snapshot's own day exactly what it shows."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipectl.domain.errors import InputProblem
from pipectl.domain.opportunity import FIELDS
from pipectl.domain.values import Outcome
from pipectl.history.chronicle import EVERYTHING, Chronicle
from pipectl.history.matching import Match, keyed
from pipectl.store.files import name_of
from pipectl.store.reading import chronicle_of, opportunities_of
from tests.builders import an_open, lost, won

from .building import FIRST, PIPELINE, TEXTS, day, kept, opportunities, plain


def chronicle(folder: Path, match: Match = Match.ID, **given: Any) -> Chronicle:
    """What the snapshots of a folder tell."""
    return chronicle_of(folder, keyed(match), **{"pipeline_names": (PIPELINE,), **given})


def _codes(found: Chronicle) -> list[str]:
    return [finding.code for finding in found.findings]


def _only(found: Chronicle) -> list[tuple[date, Any]]:
    """The moments of the only opportunity."""
    (life,) = found
    return [(moment.day, moment.state) for moment in life]


def test_no_snapshots_tell_nothing(tmp_path):
    found = chronicle(tmp_path / "history")
    assert found == Chronicle({})


def test_what_one_snapshot_shows_is_read(tmp_path):
    rows = (an_open(1, id="1", extra={"Region": "EMEA"}), won(2, id="2"))
    path = kept(tmp_path, 0, *rows).path
    head, found = opportunities_of(path)
    assert (head.day, head.rows) == (FIRST, 2)
    assert plain(found) == plain(rows)
    assert [str(each.place) for each in found] == [f"{path}:3", f"{path}:4"]


def test_only_changes_are_moments(tmp_path):
    for number, amount in enumerate((1, 1, 2, 2, 2, 3)):
        kept(tmp_path, number, an_open(amount, id="1", name="Alpha"))
    assert [(on, state.amount) for on, state in _only(chronicle(tmp_path))] == [(day(0), 1), (day(2), 2), (day(5), 3)]


def test_what_is_gone_is_none_until_it_is_back(tmp_path):
    alpha, beta = an_open(1, id="1"), an_open(2, id="2")
    for number, there in enumerate(((alpha, beta), (beta,), (alpha, beta))):
        kept(tmp_path, number, *there)
    found = chronicle(tmp_path)
    assert [(moment.day, moment.state is None) for moment in found.lives["1"]] == [
        (day(0), False),
        (day(1), True),
        (day(2), False),
    ]
    assert [len(found.at(day(number))) for number in range(-1, 4)] == [0, 2, 1, 2, 2]


def test_the_chronicle_says_what_it_knows(tmp_path):
    for number in (0, 3, 5):
        kept(tmp_path, number, an_open(number, id="1"))
    kept(tmp_path, 3, an_open(9, id="1"), hour=20)
    found = chronicle(tmp_path)
    assert found.since == day(0)
    assert found.seen == (day(0), day(3), day(5))
    assert found.holds == EVERYTHING
    (source,) = found.sources
    assert source.title == f"4 snapshots in {tmp_path}"
    assert (source.since, source.until, source.holds) == (day(0), day(5), EVERYTHING)
    assert chronicle(tmp_path, until=day(4)).seen == (day(0), day(3))
    assert chronicle(tmp_path, until=day(-1)) == Chronicle({})


def test_a_field_that_some_snapshots_lack_has_no_past(tmp_path):
    kept(tmp_path, 0, an_open(id="1"), fields=tuple(name for name in FIELDS if name != "owner"))
    kept(tmp_path, 1, an_open(id="1", owner="Ann"))
    found = chronicle(tmp_path)
    assert found.holds == EVERYTHING - {"owner"}
    assert found.said == ("1 of 2 snapshots lack owner, so its past is not told",)


_STORIES = st.lists(
    st.tuples(
        st.integers(0, 2),
        st.lists(opportunities(id=st.sampled_from("abc")), max_size=4, unique_by=lambda each: each.id),
    ),
    min_size=1,
    max_size=5,
)


@given(_STORIES)
@settings(max_examples=60)
def test_replay_of_a_day_is_what_its_last_snapshot_shows(story):
    with TemporaryDirectory() as folder:
        shown, number = {}, 0
        for hour, (step, rows) in enumerate(story):
            number += step
            shown[day(number)] = rows
            kept(Path(folder), number, *rows, hour=hour)
        found = chronicle(Path(folder))
        for on, rows in shown.items():
            assert plain(found.at(on)) == plain(rows)
        for life in found:
            assert list(life) == sorted(life, key=lambda moment: moment.day)
        assert found.seen == tuple(sorted(shown))


_DAY_NUMBERS = st.none() | st.integers(-2, 8).map(day)
_MOVING = st.lists(
    st.builds(
        an_open,
        st.integers(1, 2),
        id=st.just("1"),
        name=st.just("Alpha"),
        stage=st.sampled_from(("Lead", "Proposal")),
        created=_DAY_NUMBERS,
        stage_changed=_DAY_NUMBERS,
    )
    | st.builds(
        won, st.just(1), id=st.just("1"), name=st.just("Alpha"), closed=_DAY_NUMBERS, stage_changed=_DAY_NUMBERS
    )
    | st.none(),
    min_size=1,
    max_size=6,
)


@given(_MOVING, st.lists(st.integers(0, 3), min_size=6, max_size=6))
@settings(max_examples=100)
def test_days_that_rows_tell_themselves_never_change_what_a_snapshot_shows(states, steps):
    with TemporaryDirectory() as folder:
        shown, number = {}, 0
        for hour, (state, step) in enumerate(zip(states, steps, strict=False)):
            number += step
            shown[day(number)] = state
            kept(Path(folder), number, *([state] if state else []), hour=hour)
        found = chronicle(Path(folder))
        for on, state in shown.items():
            assert plain(found.at(on)) == plain([state] if state else [])


@given(TEXTS, TEXTS)
def test_replay_holds_for_names_as_keys(name, other):
    rows = [an_open(1, name=name, account="A"), an_open(2, name=other, account="B", id="1")]
    with TemporaryDirectory() as folder:
        kept(Path(folder), 0, *rows, match=Match.NAME_AND_ACCOUNT)
        assert plain(chronicle(Path(folder), Match.NAME_AND_ACCOUNT).at(day(0))) == plain(rows)


# When it began to look so


def _told(tmp_path, *states, every=7):
    for number, state in enumerate(states):
        kept(tmp_path, number * every, *([state] if state else []))
    return [moment[0] for moment in _only(chronicle(tmp_path))]


def test_a_stage_begins_on_the_day_that_the_row_tells(tmp_path):
    lead = an_open(id="1", stage="Lead")
    proposal = an_open(id="1", stage="Proposal", stage_changed=day(4))
    assert _told(tmp_path, lead, proposal) == [day(0), day(4)]


@pytest.mark.parametrize("number", [-3, 0, 8])
def test_a_day_outside_of_the_two_snapshots_is_not_believed(tmp_path, number):
    lead = an_open(id="1", stage="Lead")
    assert _told(tmp_path, lead, replace(lead, stage="Proposal", stage_changed=day(number))) == [day(0), day(7)]


def test_an_edit_in_the_same_stage_begins_with_its_snapshot(tmp_path):
    lead = an_open(id="1", stage="Lead")
    assert _told(tmp_path, lead, replace(lead, owner="Ann", stage_changed=day(4))) == [day(0), day(7)]


@pytest.mark.parametrize("decided", [won, lost])
def test_a_decision_begins_on_the_day_it_was_closed(tmp_path, decided):
    state = decided(id="1", stage="Proposal", closed=day(5))
    assert _told(tmp_path, an_open(id="1", stage="Proposal"), state) == [day(0), day(5)]
    assert state.outcome is not Outcome.OPEN


def test_a_new_one_begins_on_the_day_it_was_created(tmp_path):
    alpha = an_open(id="1", created=day(3))
    assert _told(tmp_path, None, alpha) == [day(3)]


def test_one_that_came_back_begins_again_with_its_snapshot(tmp_path):
    alpha = an_open(id="1", created=day(3))
    assert _told(tmp_path, None, alpha, None, alpha) == [day(3), day(14), day(21)]


def test_the_first_snapshot_tells_of_its_own_day(tmp_path):
    assert _told(tmp_path, an_open(id="1", created=day(-30))) == [day(0)]


# What is wrong with some


def test_a_damaged_snapshot_is_left_out_and_said(tmp_path):
    paths = [kept(tmp_path, number, an_open(number, id="1")).path for number in range(3)]
    paths[1].write_bytes(paths[1].read_bytes()[:-9])
    found = chronicle(tmp_path)
    assert found.seen == (day(0), day(2))
    assert [(finding.code, finding.place.file) for finding in found.findings] == [("HIST001", str(paths[1]))]
    with pytest.raises(InputProblem, match="cut off"):
        opportunities_of(paths[1])


def test_a_line_that_can_not_be_read_leaves_its_snapshot_out_and_nothing_of_it_in(tmp_path):
    kept(tmp_path, 0, an_open(1, id="1"), an_open(2, id="2"))
    path = kept(tmp_path, 1, an_open(7, id="1"), an_open(8, id="2")).path
    data = path.read_bytes().replace(b",8,", b",eight,")
    path.unlink()
    broken = tmp_path / name_of(day(1), data)
    broken.write_bytes(data)
    kept(tmp_path, 2, an_open(1, id="1"))
    found = chronicle(tmp_path)
    assert [finding.problem for finding in found.findings] == ["line 4 can't be read: 'eight' is not a number"]
    assert found.seen == (day(0), day(2))
    assert len(found.lives["1"]) == 1
    with pytest.raises(InputProblem, match=r"2026-02-03_.*: line 4"):
        opportunities_of(broken)


def test_with_all_of_them_damaged_nothing_is_told_but_that(tmp_path):
    path = kept(tmp_path, 0, an_open(id="1")).path
    path.write_bytes(b"")
    found = chronicle(tmp_path)
    assert found.lives == {}
    assert found.since is None
    assert found.findings.total == 1


def test_a_snapshot_of_a_newer_pipectl_is_refused(tmp_path):
    data = kept(tmp_path / "a", 0, an_open(id="1")).path.read_bytes().replace(b"snapshot/1", b"snapshot/2")
    (tmp_path / name_of(FIRST, data)).write_bytes(data)
    with pytest.raises(InputProblem, match="install a newer pipectl"):
        chronicle(tmp_path)
    assert chronicle(tmp_path, until=day(-1)).lives == {}


def test_a_first_line_that_is_damaged_so_that_it_looks_newer_is_damage(tmp_path):
    path = kept(tmp_path, 0, an_open(id="1")).path
    path.write_bytes(path.read_bytes().replace(b"snapshot/1", b"snapshot/3"))
    assert _codes(chronicle(tmp_path)) == ["HIST001"]


def test_a_snapshot_of_another_pipeline_is_refused(tmp_path):
    path = kept(tmp_path, 0, an_open(id="1"), pipeline="Renewals").path
    said = f"{path}: it is of the pipeline 'Renewals', and this is 'New business'; .* former_names in pipeline.yaml"
    with pytest.raises(InputProblem, match=said):
        chronicle(tmp_path)
    assert chronicle(tmp_path, pipeline_names=(PIPELINE, "renewals")).lives


def test_a_damaged_name_of_the_pipeline_is_damage(tmp_path):
    path = kept(tmp_path, 0, an_open(id="1")).path
    path.write_bytes(path.read_bytes().replace(b"New business", b"Nxw business"))
    assert _codes(chronicle(tmp_path)) == ["HIST001"]


def test_a_snapshot_without_a_name_of_its_pipeline_is_anybodys(tmp_path):
    kept(tmp_path, 0, an_open(id="1"), pipeline="")
    assert chronicle(tmp_path).lives
    assert chronicle(tmp_path, pipeline_names=()).lives


def test_rows_without_an_id_are_counted_and_said(tmp_path):
    nameless = [an_open(1, name="Alpha"), an_open(1, name="Alpha"), an_open(2, name="Beta")]
    kept(tmp_path, 0, an_open(3, id="3"), *nameless)
    kept(tmp_path, 1, an_open(3, id="3"), nameless[2])
    kept(tmp_path, 2, an_open(3, id="3"), *nameless)
    found = chronicle(tmp_path)
    assert list(found.lives) == ["3"]
    (finding,) = found.findings
    assert finding.code == "HIST005"
    assert finding.problem == "3 of 4 rows lack what opportunities are known by, as in 2 snapshots before it"
    assert "--match name+account" in finding.remedy


def test_without_any_id_the_other_way_of_matching_is_named(tmp_path):
    kept(tmp_path, 0, an_open(1, name="Alpha"), match=Match.NAME_AND_ACCOUNT)
    with pytest.raises(InputProblem, match=r"no row has an id.*use --match name\+account"):
        chronicle(tmp_path)
    assert chronicle(tmp_path, Match.NAME_AND_ACCOUNT).lives


def test_two_rows_of_one_id_are_said_once_and_none_of_them_is_followed(tmp_path):
    one, other = an_open(1, id="1", name="Alpha"), an_open(2, id="1", name="Beta")
    kept(tmp_path, 0, other, one)
    kept(tmp_path, 1, one, other, an_open(3, id="3"))
    kept(tmp_path, 2, other)
    found = chronicle(tmp_path)
    assert [(finding.code, finding.problem) for finding in found.findings] == [
        ("HIST006", "'1' stands in two rows or more")
    ]
    assert list(found.lives) == ["3"]
    assert found.twins == {"1": frozenset()}


def test_of_one_name_and_account_each_lives_its_own_life_where_the_created_date_tells_them_apart(tmp_path):
    one, other = (an_open(1, name="Renewal", stage="Lead", created=date(2026, m, 10)) for m in (1, 2))
    kept(tmp_path, 0, one, match=Match.NAME_AND_ACCOUNT)
    kept(tmp_path, 1, other, one, match=Match.NAME_AND_ACCOUNT)
    kept(tmp_path, 2, replace(one, stage="Proposal"), other, match=Match.NAME_AND_ACCOUNT)
    kept(tmp_path, 3, replace(one, stage="Proposal"), match=Match.NAME_AND_ACCOUNT)
    found = chronicle(tmp_path, Match.NAME_AND_ACCOUNT)
    told = [[moment.state and moment.state.stage for moment in life] for life in found.lives.values()]
    assert told == [["Lead", "Proposal"], ["Lead", None]]


def test_of_one_name_and_account_none_is_followed_where_in_any_look_nothing_tells_them_apart(tmp_path):
    one, other = (an_open(amount, name="Renewal", created=date(2026, 1, 10)) for amount in (1, 2))
    kept(tmp_path, 0, one, an_open(3, name="Else"), match=Match.NAME_AND_ACCOUNT)
    kept(tmp_path, 1, one, other, an_open(3, name="Else"), match=Match.NAME_AND_ACCOUNT)
    kept(tmp_path, 2, one, an_open(3, name="Else"), match=Match.NAME_AND_ACCOUNT)
    found = chronicle(tmp_path, Match.NAME_AND_ACCOUNT)
    assert [each.name for each in found.at(date(2027, 1, 1))] == ["Else"]
    assert list(found.twins.values()) == [frozenset()]


def test_two_rows_that_are_the_same_are_said_too(tmp_path):
    kept(tmp_path, 0, an_open(1, id="1"))
    kept(tmp_path, 1, an_open(1, id="1"), an_open(1, id="1"))
    assert _codes(chronicle(tmp_path)) == ["HIST006"]


def test_a_stage_is_called_as_today(tmp_path):
    kept(tmp_path, 0, an_open(id="1", stage="Quote"))
    kept(tmp_path, 1, an_open(id="1", stage="Proposal"))
    kept(tmp_path, 2, lost(id="1", lost_from_stage="Quote", stage_changed=None))
    today = {"Quote": "Proposal", "Proposal": "Proposal", "Lost": "Lost"}
    found = chronicle(tmp_path, stage_of=today.get)
    states = [state for _, state in _only(found)]
    assert [(state.stage, state.lost_from_stage) for state in states] == [("Proposal", None), ("Lost", "Proposal")]
    assert found.findings.total == 0


def test_a_stage_that_is_gone_keeps_its_name_and_is_said_once(tmp_path):
    for number in range(3):
        kept(tmp_path, number, an_open(number, id="1", stage="Quote"))
    found = chronicle(tmp_path, stage_of=lambda stage: None)
    assert {state.stage for _, state in _only(found)} == {"Quote"}
    assert [(finding.code, finding.problem) for finding in found.findings] == [
        ("HIST007", "stage 'Quote' is none of today's")
    ]


def test_another_currency_of_the_pipeline_is_said(tmp_path):
    path = kept(tmp_path, 0, an_open(id="1"), currency="DEM").path
    kept(tmp_path, 1, an_open(id="1"))
    (finding,) = chronicle(tmp_path).findings
    assert (finding.code, finding.place.file) == ("HIST008", str(path))


def test_another_currency_of_the_pipeline_today_is_said(tmp_path):
    path = kept(tmp_path, 0, an_open(id="1")).path
    assert _codes(chronicle(tmp_path, currency="USD")) == []
    (finding,) = chronicle(tmp_path, currency="EUR").findings
    assert (finding.code, finding.place.file) == ("HIST008", str(path))
    assert finding.problem == "the pipeline's currency is 'USD', and 'EUR' today"
