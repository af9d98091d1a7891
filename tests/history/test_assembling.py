"""One table of events from every source: examples done by hand."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from pipectl.domain.values import Outcome
from pipectl.history.assembling import assemble
from pipectl.history.chronicle import EVERYTHING, Change, Chronicle, Log, Moment
from pipectl.history.looks import one_look
from pipectl.history.matching import Match, keyed

from ..builders import an_open, lost, won

AS_OF = date(2026, 2, 2)
OUTCOMES = {"Won": Outcome.WON, "Lost": Outcome.LOST, "Discovery": Outcome.OPEN, "Proposal": Outcome.OPEN}


def at(text):
    return datetime.fromisoformat(f"2026-{text}")


def change(key, when, stage=None, left=None, before=False, **told):
    told = {"stage": stage, **told} if stage else told
    return Change(key, at(when), told, left and at(left), before)


def a_log(*changes, holds=("stage",), **more):
    return Log("a log (log.csv)", changes, frozenset(holds), **more)


def whole(*current, logs=(), snapshots=None, match=Match.ID, as_of=AS_OF):
    return assemble(current, as_of, logs, snapshots, keyed(match), OUTCOMES.get)


def stages(chronicle, key="A", *more):
    """Each moment of a life as `01-05 Discovery`, with further fields behind it."""
    return [
        f"{moment.day:%m-%d} "
        + ("gone" if moment.state is None else " ".join(str(getattr(moment.state, one)) for one in ("stage", *more)))
        for moment in chronicle.lives[key]
    ]


def said(chronicle):
    return [f"{one.code} {one.problem}" for one in chronicle.findings]


def seen(*days, **lives):
    """What snapshots of these days make: lives by hand."""
    told = {
        key: tuple(Moment(date.fromisoformat(f"2026-{day}"), state) for day, state in life)
        for key, life in lives.items()
    }
    return Chronicle(told, seen=tuple(date.fromisoformat(f"2026-{day}") for day in days))


def test_a_log_tells_how_an_opportunity_came_to_where_it_is_today():
    log = a_log(
        change("A", "01-03", "Discovery", amount=Decimal(100)),
        change("A", "01-10", "Proposal", amount=Decimal(150)),
        change("A", "01-20", "Won", amount=Decimal(150)),
        holds=("stage", "amount"),
    )
    chronicle = whole(won(150, id="A"), logs=[log])
    assert stages(chronicle, "A", "amount", "outcome") == [
        "01-03 Discovery 100 open", "01-10 Proposal 150 open", "01-20 Won 150 won",
    ]  # fmt: skip
    assert chronicle.since == date(2026, 1, 3)
    assert chronicle.seen == (AS_OF,)
    assert set(chronicle.holds) == {"stage", "amount"}
    assert [source.title for source in chronicle.sources] == ["a log (log.csv)"]
    assert not said(chronicle)


def test_changes_are_in_order_of_time_and_those_after_today_are_left_out():
    log = a_log(
        change("A", "02-03", "Won"), change("A", "01-10T15:00", "Proposal"), change("A", "01-10T09:00", "Discovery")
    )
    chronicle = whole(an_open(id="A"), logs=[log])
    assert stages(chronicle) == ["01-10 Discovery", "01-10 Proposal"]
    assert chronicle.said == ("1 change after 2026-02-02 left out",)


def test_an_opportunity_that_was_reopened_or_went_back_is_kept_as_it_was():
    log = a_log(
        change("A", "01-03", "Proposal"),
        change("A", "01-05", "Won"),
        change("A", "01-08", "Proposal"),
        change("A", "01-09", "Discovery"),
        change("A", "01-12", "Proposal"),
    )
    assert stages(whole(an_open(id="A"), logs=[log]), "A", "outcome") == [
        "01-03 Proposal open", "01-05 Won won", "01-08 Proposal open", "01-09 Discovery open", "01-12 Proposal open",
    ]  # fmt: skip


def test_what_was_before_the_first_change_was_so_since_the_creation_where_that_is_known():
    log = a_log(
        change("A", "01-20", "Discovery", before=True),
        change("A", "01-20", "Proposal"),
        change("B", "01-20", "Discovery", before=True),
        change("B", "01-20", "Proposal"),
    )
    chronicle = whole(an_open(id="A", created="2026-01-03"), an_open(id="B", created=None), logs=[log])
    assert stages(chronicle) == ["01-03 Discovery", "01-20 Proposal"]
    assert stages(chronicle, "B") == ["01-20 Discovery", "01-20 Proposal"]


def test_what_a_log_of_all_changes_has_none_of_was_so_since_its_creation():
    log = a_log(change("B", "01-20", "Proposal"), complete=True)
    chronicle = whole(an_open(id="A", created="2026-01-03"), an_open(id="B"), logs=[log])
    assert stages(chronicle) == ["01-03 Proposal"]
    assert stages(whole(an_open(id="A", created="2026-01-03"), logs=[a_log()])) == ["02-02 Proposal"]


def test_fields_that_a_log_does_not_tell_are_as_they_are_known_first_but_for_what_came_later():
    log = a_log(change("A", "01-03", "Proposal"), change("A", "01-20", "Lost"), change("A", "01-20T10:00", "Won"))
    today = won(150, id="A", owner="Ann", closed="2026-01-25", stage_changed="2026-01-20")
    chronicle = whole(today, logs=[log])
    assert stages(chronicle, "A", "owner", "amount", "closed", "stage_changed") == [
        "01-03 Proposal Ann 150 None 2026-01-03",
        "01-20 Lost Ann 150 2026-01-20 2026-01-20",
        "01-20 Won Ann 150 2026-01-20 2026-01-20",
        "02-02 Won Ann 150 2026-01-25 2026-01-20",
    ]
    died = lost(1, id="A", lost_reason="Price", lost_from_stage="Proposal")
    states = [moment.state for moment in whole(died, logs=[a_log(change("A", "01-03", "Proposal"))]).lives["A"]]
    assert [(one.stage, one.lost_reason, one.lost_from_stage) for one in states] == [
        ("Proposal", None, None), ("Lost", "Price", "Proposal"),
    ]  # fmt: skip


def test_what_the_export_has_no_column_for_stays_as_the_log_has_it():
    log = a_log(change("A", "01-03", "Proposal", probability=Decimal("0.5")), holds=("stage", "probability"))
    chronicle = whole(an_open(id="A"), logs=[log])
    assert stages(chronicle, "A", "probability") == ["01-03 Proposal 0.5"]


def test_several_logs_and_snapshots_are_one_life():
    states = a_log(change("A", "01-03T09:00", "Discovery"), change("A", "01-20T09:00", "Proposal"))
    amounts = a_log(
        change("A", "01-10", amount=Decimal(100), before=True),
        change("A", "01-10", amount=Decimal(200)),
        holds=("amount",),
    )
    snapshots = seen("01-15", "01-25", A=[("01-15", an_open(200, id="A", stage="Discovery", owner="Bo")),
                                           ("01-25", an_open(200, id="A", owner="Ann"))])  # fmt: skip
    chronicle = whole(an_open(200, id="A", owner="Ann"), logs=[states, amounts], snapshots=snapshots)
    assert stages(chronicle, "A", "amount", "owner") == [
        "01-03 Discovery 100 Bo", "01-10 Discovery 200 Bo", "01-20 Proposal 200 Bo", "01-25 Proposal 200 Ann",
    ]  # fmt: skip
    assert chronicle.holds == EVERYTHING
    assert chronicle.seen == (date(2026, 1, 15), date(2026, 1, 25), AS_OF)
    assert not said(chronicle)


def test_a_snapshot_that_was_taken_between_two_changes_of_a_day_stands_between_them():
    log = a_log(
        change("A", "01-03", "Discovery"), change("A", "01-15T09:00", "Proposal"), change("A", "01-15T17:00", "Won")
    )
    snapshots = seen("01-15", A=[("01-15", an_open(7, id="A"))])
    chronicle = whole(won(9, id="A"), logs=[log], snapshots=snapshots)
    assert stages(chronicle, "A", "amount") == [
        "01-03 Discovery 7", "01-15 Proposal 7", "01-15 Won 7", "02-02 Won 9",
    ]  # fmt: skip
    assert not said(chronicle)


def test_a_change_that_was_made_after_todays_export_is_left_out():
    log = a_log(change("A", "01-03", "Proposal"), change("A", "02-02T17:00", "Won"))
    chronicle = whole(an_open(id="A"), logs=[log])
    assert stages(chronicle) == ["01-03 Proposal"]
    assert not said(chronicle)


def test_a_snapshot_unlike_the_log_counts_from_its_day_on_and_is_told_once():
    log = a_log(change("A", "01-03", "Discovery"), change("A", "01-28", "Won"))
    state = an_open(id="A", stage="Proposal")
    snapshots = seen("01-10", "01-11", "01-20", A=[("01-10", state)])
    chronicle = whole(won(id="A"), logs=[log], snapshots=snapshots)
    assert stages(chronicle) == ["01-03 Discovery", "01-10 Proposal", "01-28 Won", "02-02 Won"]
    assert said(chronicle) == ["HIST201 stage was 'Proposal' on 2026-01-10, and its history has 'Discovery'"]


def test_a_snapshot_in_which_nothing_changed_is_held_against_a_change_before_it():
    log = a_log(change("A", "01-03", "Proposal"), change("A", "01-15", "Won"))
    snapshots = seen("01-10", "01-20", A=[("01-10", an_open(id="A"))])
    chronicle = whole(an_open(id="A"), logs=[log], snapshots=snapshots)
    assert stages(chronicle) == ["01-03 Proposal", "01-15 Won", "01-20 Proposal"]
    assert said(chronicle) == ["HIST201 stage was 'Proposal' on 2026-01-20, and its history has 'Won'"]


def test_an_export_unlike_the_end_of_the_log_counts_today():
    chronicle = whole(won(id="A"), logs=[a_log(change("A", "01-03", "Proposal"))])
    assert stages(chronicle) == ["01-03 Proposal", "02-02 Won"]
    assert said(chronicle) == ["HIST202 stage is 'Won', and its history ends in 'Proposal'"]


def test_where_a_log_says_when_the_last_stage_was_left_todays_stage_counts_from_then_on():
    chronicle = whole(won(id="A"), logs=[a_log(change("A", "01-03", "Proposal", left="01-20"))])
    assert stages(chronicle) == ["01-03 Proposal", "01-20 Won"]
    assert not said(chronicle)
    assert chronicle.said == (
        "1 opportunity taken to have gone from the last stage of a log, when it was left, to that of today",
    )


def test_what_is_in_no_export_any_more_is_gone_where_there_are_snapshots_and_else_goes_on():
    log = a_log(change("B", "01-03", "Proposal", amount=Decimal(5)))
    snapshots = seen("01-10", A=[("01-10", an_open(id="A"))])
    chronicle = whole(an_open(id="C"), logs=[log], snapshots=snapshots)
    assert stages(chronicle) == ["01-10 Proposal", "02-02 gone"]
    assert stages(chronicle, "B") == ["01-03 Proposal", "02-02 gone"]
    assert stages(whole(an_open(id="C"), logs=[log]), "B", "name", "amount") == ["01-03 Proposal B 5"]
    assert said(chronicle) == ["HIST203 1 change of 'B', which is not among the opportunities that were read"]


def test_what_a_log_alone_knows_begins_where_its_stage_is_told():
    log = a_log(change("B", "01-03", amount=Decimal(5)), change("B", "01-05", "Won"), change("C", "01-05", owner="x"))
    chronicle = whole(logs=[log])
    assert stages(chronicle, "B", "amount", "outcome") == ["01-05 Won 5 won"]
    assert list(chronicle.lives) == ["B"]


def test_ids_of_15_and_of_18_characters_are_one_opportunity():
    long, short = "006bm00000LKJNNAA5", "006bm00000LKJNN"
    snapshots = seen(
        "01-10",
        "01-12",
        **{long: [("01-10", an_open(id=long)), ("01-12", None)], short: [("01-12", an_open(1, id=short))]},
    )
    chronicle = whole(an_open(2, id=long), logs=[a_log(change(long, "01-03", "Discovery"))], snapshots=snapshots)
    assert stages(chronicle, short, "amount") == [
        "01-03 Discovery 100", "01-10 Proposal 100", "01-12 Proposal 1", "02-02 Proposal 2",
    ]  # fmt: skip


def test_a_log_without_ids_is_known_by_names_where_one_opportunity_alone_has_the_name():
    log = a_log(change("acme  inc", "01-03", "Discovery"), change("Beta", "01-03", "Discovery"), named=True)
    current = (an_open(id="A", name="Acme Inc"), an_open(id="B", name="Beta"), an_open(id="C", name="Beta"))
    chronicle = whole(*current, logs=[log])
    assert stages(chronicle) == ["01-03 Discovery", "02-02 Proposal"]
    assert stages(chronicle, "B") == ["02-02 Proposal"]
    assert "HIST204 'Beta' is the name of 2 opportunities" in said(chronicle)


def test_a_log_with_ids_finds_opportunities_that_are_known_by_name_and_account():
    chronicle = whole(
        an_open(id="A", name="Acme", account="X"),
        logs=[a_log(change("A", "01-03", "Proposal"))],
        match=Match.NAME_AND_ACCOUNT,
    )
    assert stages(chronicle, "acme\nx") == ["01-03 Proposal"]


def test_rows_of_one_id_and_rows_without_are_all_there_today():
    chronicle = whole(an_open(1, id="A"), an_open(2, id="A"), an_open(3), an_open(4))
    assert sorted(str(one.amount) for one in chronicle.at(AS_OF)) == ["1", "2", "3", "4"]
    assert not chronicle.holds
    assert not chronicle.said


def test_rows_that_nothing_of_their_own_tells_again_are_left_out_and_said_where_there_are_snapshots():
    snapshots = seen("01-12", A=[("01-12", an_open(1, id="A"))])
    for current, rows in (
        ([an_open(1, id="A"), an_open(1, id="A")], "1 row of today's export has nothing of its own to be known by"),
        ([an_open(1, id="A"), an_open(2), an_open(3)], "2 rows of today's export have nothing of their own"),
        ([an_open(1, id="A"), an_open(2, id="B")], ""),
    ):
        told = " ".join(whole(*current, snapshots=snapshots).said)
        assert told.startswith(rows)
        assert ("left out of history" in told) is bool(rows)
        assert [key for key, life in whole(*current, snapshots=snapshots).lives.items() if life] == ["A"] + (
            [] if rows else ["B"]
        )


def test_rows_of_today_that_nothing_tells_apart_are_left_out_with_what_they_are_worth():
    snapshots = seen("01-12", A=[("01-12", an_open(1, id="A"))], B=[("01-12", an_open(5, id="B"))])
    found = whole(an_open(1, id="A"), an_open(2, id="A"), an_open(5, id="B"), snapshots=snapshots)
    assert found.said[0].startswith(
        "2 rows of today's export worth 3 are left out of history: nothing tells them apart"
    )
    assert list(found.lives) == ["B"]
    (finding,) = found.findings
    assert (finding.code, finding.remedy) == ("HIST206", "export a column of ids")


def test_of_one_name_today_each_goes_on_from_its_own_past_by_the_created_date():
    one, other = (an_open(day, name="Renewal", created=date(2026, 1, day)) for day in (10, 20))
    by_name = keyed(Match.NAME_AND_ACCOUNT)
    snapshots = one_look([one], date(2026, 1, 30), by_name, "older", ())
    for current in ([one, other], [other, one]):
        found = assemble(current, AS_OF, [], snapshots, by_name, dict[str, Outcome]().get)
        assert [[moment.state for moment in life] for life in found.lives.values()] == [[one], [other]]
        assert not found.said


def test_without_any_source_there_is_nothing():
    chronicle = whole()
    assert (chronicle.lives, chronicle.since, chronicle.seen) == ({}, None, ())


@pytest.mark.parametrize("order", [1, -1])
def test_a_lost_opportunity_that_keeps_its_stage_is_open_until_the_day_it_was_lost(order):
    log = a_log(change("A", "01-20", "Proposal", outcome=Outcome.OPEN), change("A", "01-20", "Proposal",
                outcome=Outcome.LOST), holds=())  # fmt: skip
    today = lost(id="A", stage="Proposal", lost_from_stage="Proposal")
    chronicle = whole(*[today, an_open(id="B")][::order], logs=[log])
    assert stages(chronicle, "A", "outcome") == ["01-20 Proposal open", "01-20 Proposal lost"]


@pytest.mark.parametrize(
    ("when", "amount", "told"),
    [("02-02", 150, False), ("01-20", 150, False), ("02-02", 140, True), ("01-20", 140, True)],
)
def test_only_a_field_that_is_not_what_its_log_ends_in_is_told_also_where_it_changed_today(when, amount, told):
    log = a_log(
        change("A", "01-03", "Discovery", amount=Decimal(100)),
        change("A", when, amount=Decimal(amount)),
        holds=("stage", "amount"),
    )
    chronicle = whole(an_open(150, id="A", stage="Discovery"), logs=[log])
    assert bool([text for text in chronicle.said if text.startswith("amount of 1 opportunity is not")]) is told
