import os

import pytest

from pipectl.read.merging import age
from pipectl.read.reader import read_pipeline
from pipectl.read.source import Source, load

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
    assert age(name, 5) == (day, 5)


def test_what_comes_through_a_pipe_is_as_old_as_can_be():
    assert Source("stdin", b"").modified == 0


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
