"""The canonical file: the same opportunities give the same bytes, and every version that was written is read."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipectl.domain.errors import InputProblem
from pipectl.domain.finding import Place
from pipectl.domain.opportunity import FIELDS, Opportunity
from pipectl.domain.values import Outcome
from pipectl.history.matching import Match
from pipectl.store.canonical import FORMS, SCHEMA, first_line, head_of, line_of, opportunity_of, text_of
from pipectl.store.problems import Unusable
from tests.builders import an_open, won

from .building import TEXTS, a_head, opportunities

HERE = Place("history/x.csv", 3)


@given(opportunities())
def test_any_opportunity_comes_back_from_its_line(opportunity):
    line = line_of(opportunity)
    assert len(line.splitlines()) == 1
    assert opportunity_of(line.encode(), HERE) == replace(opportunity, place=HERE)


@given(opportunities())
def test_its_line_written_again_is_the_same_line(opportunity):
    line = line_of(opportunity)
    assert line_of(opportunity_of(line.encode(), HERE)) == line


@given(st.lists(opportunities(), max_size=4), st.randoms(use_true_random=False))
def test_the_order_of_opportunities_does_not_change_a_byte(several, chance):
    others = several.copy()
    chance.shuffle(others)
    for match in Match:
        assert text_of(a_head(), several, match) == text_of(a_head(), others, match)


@given(TEXTS, TEXTS, st.none() | TEXTS)
def test_any_head_comes_back_from_its_line(pipeline, currency, note):
    head = a_head(pipeline=pipeline, currency=currency, note=note, rows=3, set_aside=2, match=Match.NAME_AND_ACCOUNT)
    line = first_line(head)
    assert len(line.splitlines()) == 1
    assert head_of(line.encode()) == head


def test_a_file_reads_so():
    text = text_of(
        a_head(fields=("name", "amount"), set_aside=2, note="after the cleanup"),
        [
            won("1200.50", id="B2", name="Beta, Ltd", extra={"Region": "EMEA", "Area": "No"}),
            an_open(None, id="A1", name="Two\nlines", probability="0.40", owner="=cmd"),
        ],
        Match.ID,
    )
    first, header, *rows = text.decode().split("\n")
    assert first == (
        '# {"currency":"USD","day":"2026-02-02","fields":["name","amount"],"match":"id","note":"after the cleanup",'
        '"pipeline":"New business","rows":2,"schema":"pipectl.snapshot/1","set_aside":2,"taken":"2026-02-02T18:00:00Z"}'
    )
    assert header == (
        "id,outcome,name,amount,created,expected_close,probability,stage,currency,closed,status,owner,team,account,"
        "source,type,forecast_category,next_step,last_activity,stage_changed,lost_reason,lost_from_stage,extra"
    )
    assert rows == [
        "A1,open,Two\\nlines,,2026-01-03,2026-03-31,0.40,Proposal,,,,'=cmd,,,,,,,,,,,",
        'B2,won,"Beta, Ltd",1200.50,2025-11-21,2026-01-20,,Won,,,,,,,,,,,,,,,"{""Area"":""No"",""Region"":""EMEA""}"',
        "",
    ]


def test_rows_are_sorted_by_what_they_are_known_by():
    rows = [an_open(name="zeta", account="A", id="1"), an_open(name="Alpha", account="B", id="2"), an_open(name="beta")]
    by_name = text_of(a_head(), rows, Match.NAME_AND_ACCOUNT).decode().splitlines()[2:]
    assert [line.split(",")[2] for line in by_name] == ["Alpha", "beta", "zeta"]
    by_id = text_of(a_head(), rows, Match.ID).decode().splitlines()[2:]
    assert [line.split(",")[2] for line in by_id] == ["beta", "zeta", "Alpha"]


def test_an_amount_stands_with_the_digits_it_came_with():
    cells = [line_of(an_open(amount)).split(",")[3] for amount in ("100", "100.00", "-0.10", "1E+3")]
    assert cells == ["100", "100.00", "-0.10", "1000"]


def test_a_moment_of_another_zone_is_kept_in_utc():
    moment = datetime(2026, 2, 2, 18, tzinfo=timezone(timedelta(hours=2)))
    assert head_of(first_line(a_head(taken=moment)).encode()).taken == datetime(2026, 2, 2, 16, tzinfo=UTC)


def test_snapshots_of_one_second_stay_in_order():
    moment = datetime(2026, 2, 2, 18, 0, 0, 250, tzinfo=UTC)
    assert head_of(first_line(a_head(taken=moment)).encode()).taken == moment


def test_a_new_field_of_the_contract_asks_for_a_new_version():
    fields = tuple(field for field in FIELDS if field != "id")
    assert FORMS[SCHEMA].columns == ("id", "outcome", *fields, "extra"), "columns of a version never change: add one"


def test_a_newer_version_says_that_a_newer_pipectl_is_needed():
    with pytest.raises(InputProblem, match=r"snapshot/2, .*up to .*snapshot/1; install a newer pipectl") as e:
        head_of(b'# {"schema":"pipectl.snapshot/2","rows":{"unlike":"ours"}}\n')
    assert isinstance(e.value, Unusable)
    assert e.value.newer


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"id,name\n",
        b"# \n",
        b"# []\n",
        b'# {"schema":"pipectl.snapshot/1"}\n',
        b'# {"schema":"pipectl.report/1"}\n',
        b'# {"schema":1}\n',
        b"# \xff\n",
        b"# " + b"[" * 100_000 + b"\n",
    ],
)
def test_a_first_line_that_is_none_is_refused(line):
    with pytest.raises(Unusable):
        head_of(line)


@pytest.mark.parametrize(
    ("fact", "value"),
    [
        ("day", "2026-02-30"),
        ("day", 5),
        ("taken", "noon"),
        ("taken", "0001-01-01T00:00:00+14:00"),
        ("rows", "3"),
        ("rows", True),
        ("set_aside", None),
        ("pipeline", None),
        ("note", 0),
        ("fields", None),
        ("match", "luck"),
    ],
)
def test_a_fact_that_makes_no_sense_is_refused(fact, value):
    facts = json.loads(first_line(a_head())[2:]) | {fact: value}
    with pytest.raises(Unusable, match="fact"):
        head_of(f"# {json.dumps(facts)}\n".encode())


def _line(**cells: str) -> bytes:
    told = {"id": "1", "outcome": "open", "name": "Alpha", "stage": "Lead"} | cells
    return ",".join(told.get(column, "") for column in FORMS[SCHEMA].columns).encode()


def test_an_ordinary_line_is_read():
    assert opportunity_of(_line(amount="5"), HERE) == Opportunity(
        name="Alpha", stage="Lead", outcome=Outcome.OPEN, amount=Decimal(5), id="1", place=HERE
    )


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (_line(name=""), "lacks a name"),
        (_line(stage=""), "lacks a name"),
        (_line(outcome=""), "lacks a name"),
        (_line(outcome="maybe"), "maybe"),
        (_line(created="20260202"), "not a day"),
        (_line(created="2026-02-30"), "day"),
        (_line(amount="NaN"), "not a number"),
        (_line(amount="1E+999999"), "not a number"),
        (_line(amount="١٢"), "not a number"),
        (_line(extra="[]"), "other columns"),
        (_line(extra="nonsense"), "Expecting"),
        (_line(name="\\q"), "no escape"),
        (_line() + b",", "24 cells instead of 23"),
        (b"\xff" + _line(), "UTF-8"),
    ],
)
def test_a_line_that_holds_no_opportunity_is_named(line, why):
    with pytest.raises(Unusable, match=f"line 3 can't be read: .*{why}"):
        opportunity_of(line, HERE)


def test_the_form_before_has_no_other_columns():
    line = _line().removesuffix(b",")
    assert opportunity_of(line, HERE, "pipectl.snapshot/0") == opportunity_of(_line(), HERE)
    facts = json.loads(first_line(a_head(day=date(2026, 2, 2)))[2:]) | {"schema": "pipectl.snapshot/0"}
    del facts["match"]
    assert head_of(f"# {json.dumps(facts)}".encode()).match is Match.ID
