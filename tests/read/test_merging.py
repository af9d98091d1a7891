import io
import os
from itertools import permutations

import pytest

from pipectl.read.merging import ages
from pipectl.read.reader import ReadOptions, read_pipeline
from pipectl.read.source import load

from .exports import HEADER, OPTIONS, a_source, a_spec, codes, said

OLD = "O1,Acme,Proposal,1000.50,2025-03-02,Ann"
NEW = "O1,Acme,Negotiation,1200.50,2025-04-02,Ann"
OTHER = "O2,Beta,Proposal,7,2025-03-02,Bo"


def _read(*files):
    sources = [a_source(HEADER, *rows, name=name) for name, rows in files]
    return read_pipeline(sources, a_spec(), OPTIONS)


def test_an_opportunity_that_two_files_have_alike_counts_once_and_is_told():
    pipeline = _read(("a.csv", (OLD, OTHER)), ("b.csv", (OLD,)))
    assert [(one.id, one.place.file) for one in pipeline] == [("O2", "a.csv"), ("O1", "b.csv")]
    assert [(one.rows.accepted, one.rows.elsewhere) for one in pipeline.files] == [(1, 1), (1, 0)]
    assert pipeline.rows.conserved
    assert said(pipeline) == ["a.csv:2: DATA205 id 'O1' also stands at b.csv:2; nothing to do; it counts once"]


def test_of_an_opportunity_that_changed_the_newer_file_counts():
    pipeline = _read(("deals-2026-02-01.csv", (NEW,)), ("deals-2026-01-31.csv", (OLD, OTHER)))
    assert [(one.id, str(one.amount)) for one in pipeline] == [("O1", "1200.50"), ("O2", "7")]
    assert codes(pipeline) == ["DATA113"]


def test_two_rows_of_one_id_in_one_file_are_both_counted_and_warned_of():
    pipeline = _read(("a.csv", (OLD, NEW)), ("b.csv", (OTHER,)))
    assert len(pipeline) == 3
    assert codes(pipeline) == ["DATA107"]


def test_without_days_in_all_names_the_file_that_was_changed_last_is_the_newer(tmp_path):
    for name, row, when in (("z.csv", OLD, 1_000), ("a.csv", NEW, 2_000)):
        (tmp_path / name).write_text(f"{HEADER}\n{row}\n", encoding="utf-8")
        os.utime(tmp_path / name, (when, when))
    pipeline = read_pipeline([load(str(tmp_path / name)) for name in ("a.csv", "z.csv")], a_spec(), OPTIONS)
    assert [str(one.amount) for one in pipeline] == ["1200.50"]


def test_of_files_of_the_same_age_the_later_one_counts():
    assert [one.stage for one in _read(("a.csv", (OLD,)), ("b.csv", (NEW,)))] == ["Negotiation"]
    assert [one.stage for one in _read(("b.csv", (NEW,)), ("a.csv", (OLD,)))] == ["Proposal"]


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("deals-2026-01-31.csv", "20260131"),
        ("x/20260131_deals.csv", "20260131"),
        ("deals.csv", ""),
        ("12026-01-311", ""),
    ],
)
def test_the_age_of_a_file_is_the_last_day_in_its_name(name, day):
    assert [each.day for each in ages([(name, 5)])] == [day]


def test_what_is_piped_in_is_newer_than_any_file_and_that_is_said(tmp_path):
    (tmp_path / "old.csv").write_text(f"{HEADER}\n{OLD}\n", encoding="utf-8")
    old, piped = str(tmp_path / "old.csv"), io.BytesIO(f"{HEADER}\n{NEW}\n".encode())
    pipeline = read_pipeline([load("-", stdin=piped), load(old)], a_spec(), OPTIONS)
    assert [str(one.amount) for one in pipeline] == ["1200.50"]
    [told] = said(pipeline)
    assert "id 'O1' also stands at stdin:2, which is piped in and so taken as newer" in told


def test_two_opportunities_of_one_id_in_two_files_are_both_counted_and_warned_of():
    header = HEADER.replace("owner", "created")
    north, south = "1,Acme,Proposal,100,2025-03-02,2024-11-01", "1,Beta,Proposal,1000,2025-03-02,2024-12-01"
    sources = [a_source(header, row, name=name) for name, row in (("north.csv", north), ("south.csv", south))]
    pipeline = read_pipeline(sources, a_spec(), OPTIONS)
    assert [str(one.amount) for one in pipeline] == ["100", "1000"]
    assert said(pipeline) == [
        "south.csv:2: DATA107 id '1' is another opportunity at north.csv:2; remove one of them; both are counted"
    ]


def test_an_opportunity_that_was_renamed_is_known_by_its_create_date():
    header = HEADER.replace("owner", "created")
    rows = ("1,Acme,Proposal,100,2025-03-02,2024-11-01", "1,Acme Ltd,Proposal,100,2025-03-02,2024-11-01")
    sources = [a_source(header, row, name=name) for name, row in zip(("a.csv", "b.csv"), rows, strict=True)]
    assert [one.name for one in read_pipeline(sources, a_spec(), OPTIONS)] == ["Acme Ltd"]


DEALS = "id,name,stage,amount,created,deleted"


def _dated(*files, header=DEALS, options=OPTIONS, spec=None):
    sources = [a_source(header, *rows, name=f"sf-2026-0{number}-01.csv") for number, rows in files]
    return read_pipeline(sources, spec or a_spec(), options)


def test_an_older_row_does_not_count_where_the_newer_one_is_set_aside():
    pipeline = _dated((1, ("1,Acme,Proposal,100,2025-01-02,",)), (5, ("1,Acme,Closed Lost,abc,2025-01-02,",)))
    assert len(pipeline) == 0
    assert [(one.rows.accepted, one.rows.set_aside, one.rows.elsewhere) for one in pipeline.files] == [
        (0, 0, 1),
        (0, 1, 0),
    ]
    assert "id '1' also stands at sf-2026-05-01.csv:2, where it is set aside" in said(pipeline)[0]
    assert codes(pipeline) == ["DATA113", "DATA007"]


def test_an_opportunity_that_was_deleted_since_does_not_come_back_from_an_older_file():
    header = "Id,Name,StageName,Amount,CloseDate,IsDeleted,IsClosed,IsWon"
    old, new = "1,Acme,Proposal,100,2025-03-02,false,false,false", "1,Acme,Proposal,100,2025-03-02,true,false,false"
    pipeline = _dated((5, (new,)), (1, (old, old.replace("1,", "2,", 1))), header=header)
    assert [one.id for one in pipeline] == ["2"]
    assert codes(pipeline) == ["DATA019", "DATA113"]


def test_an_older_row_that_could_not_be_read_is_forgotten_once_a_newer_file_has_it_right():
    files = (1, ("1,Acme,Proposal,abc,2025-01-02,", "2,Beta,Proposal,5,2025-01-02,")), (5, ("1,Acme,Proposal,100,,",))
    pipeline = _dated(*files, options=ReadOptions(OPTIONS.as_of, keep_rejects=True))
    assert sorted(str(one.amount) for one in pipeline) == ["100", "5"]
    assert (pipeline.rows.set_aside, pipeline.rows.elsewhere, pipeline.rejects) == (0, 1, ())
    assert codes(pipeline) == ["DATA113"]


def test_what_is_wrong_with_a_row_that_a_newer_file_has_too_is_said_of_the_newer_one_alone():
    poor = "1,Acme,Proposal,,2025-01-02,"
    assert codes(_dated((1, (poor,)), (5, (poor,)))) == ["DATA205", "DATA101"]
    assert codes(_dated((1, (poor,)), (5, ("1,Acme,Proposal,5,2025-01-02,",)))) == ["DATA113"]


def test_what_is_one_opportunity_does_not_depend_on_the_order_of_files():
    rows = {"a.csv": "1,X,Proposal,1,2025-01-01,", "b.csv": "1,Y,Proposal,2,2025-01-01,", "c.csv": "1,Y,Proposal,3,,"}
    for names in permutations(rows):
        sources = [a_source(DEALS, rows[name], name=name) for name in names]
        assert len(read_pipeline(sources, a_spec(), OPTIONS)) == 1


def test_another_opportunity_of_the_same_id_in_the_older_file_still_counts():
    old, new = ("1,X,Proposal,100,,", "1,Other,Proposal,900,,"), ("1,X,Proposal,150,,",)
    for rows in (old, old[::-1]):
        pipeline = _dated((1, rows), (5, new))
        assert sorted(str(one.amount) for one in pipeline) == ["150", "900"]
        assert sorted(codes(pipeline)) == ["DATA107", "DATA113"]
        [both] = [each for each in said(pipeline) if "DATA107" in each]
        other = 2 + rows.index(old[1])
        assert f"5-01.csv:2: DATA107 id '1' is another opportunity at sf-2026-01-01.csv:{other}; " in both


def test_two_opportunities_that_one_file_has_side_by_side_are_not_one_for_their_create_date():
    old = "1,X,Proposal,100,2025-01-01,", "1,Other,Proposal,900,2025-01-01,"
    pipeline = _dated((1, old), (5, ("1,X,Proposal,150,2025-01-01,",)))
    assert sorted(str(one.amount) for one in pipeline) == ["150", "900"]


def test_what_is_converted_is_counted_where_it_counts():
    header, row = "id,name,stage,amount,currency", "1,Acme,Proposal,100,EUR"
    spec = a_spec(exchange_rates={"EUR": "1.1"})
    assert _dated((1, (row,)), (5, (row,)), header=header, spec=spec).converted == {"EUR": 1}


@pytest.mark.parametrize(
    ("names", "why"),
    [
        (("d-2025-01-01.csv", "d-2025-01-02.csv"), "b, whose name has a later day"),
        (("a.csv", "b.csv"), "which is named later"),
    ],
)
def test_of_one_that_changed_it_is_said_why_a_file_is_the_newer(names, why):
    [told] = said(_read((names[0], (OLD,)), (names[1], (NEW,))))
    assert why.removeprefix("b, ") in told


SHORT, LONG = "0065g00000AbCdE,Acme,Proposal,1,2025-03-02,Ann", "0065g00000AbCdEAAV,Acme,Proposal,1,2025-03-02,Ann"


def test_the_two_ids_that_salesforce_has_for_a_record_are_one():
    for old, new in ((SHORT, LONG), (LONG, SHORT)):
        pipeline = _read(("a.csv", (old,)), ("b.csv", (new,)))
        assert [one.id for one in pipeline] == [new.partition(",")[0]]
        assert codes(pipeline) == ["DATA205"]
    assert codes(_read(("a.csv", (SHORT, LONG)))) == ["DATA107"]
    assert len(_read(("a.csv", (SHORT,)), ("b.csv", (LONG.replace("AbCdE", "abcde"),)))) == 2
