import pytest

from pipectl.domain.errors import HeaderProblem
from pipectl.read.dialect import layout
from pipectl.read.quoting import records
from pipectl.read.settling import Settings, readers
from pipectl.read.stages import StageBook
from pipectl.read.survey import survey

from .exports import HEADER, ROW, a_spec


def surveyed(*lines):
    text = "\n".join(lines)
    found = layout("deals.csv", text, None, {})
    return survey("deals.csv", text, found, readers(Settings(), StageBook(a_spec()), found.chosen), lambda _: None)


def kinds(*lines):
    found, result = surveyed(*lines)
    entries = list(records("deals.csv", ["\n".join(lines)], found.delimiter, found.start))
    names = [result.kind(number, cells, flaw).name for number, (_, (_, cells, flaw)) in enumerate(entries)]
    assert (len(names), names.count("ROW")) == (result.records, result.rows)
    return names


def votes(*lines, field="amount"):
    return {text: sight.votes for text, sight in surveyed(*lines)[1].profiles[field].items()}


def test_every_record_has_one_kind():
    found = kinds(HEADER, ROW, "", "  ,,", HEADER, "O2,Beta", 'O3,"Be"ta,P,1', ROW + ",more", "", "Total", "(c) 2025")
    assert found == [
        "ROW", "BLANK", "BLANK", "HEADER", "MISFIT", "QUOTES", "MISFIT", "BLANK", "FOOTER", "FOOTER",
    ]  # fmt: skip


def test_a_short_row_is_one_where_only_optional_cells_are_missing():
    assert kinds(HEADER, "O1,Acme,Proposal,1", "O1,Acme,Proposal", ROW) == ["ROW", "MISFIT", "ROW"]


def test_surplus_cells_that_are_empty_do_no_harm():
    assert kinds(HEADER, ROW + ",,", ROW) == ["ROW", "ROW"]


def test_lines_below_the_rows_without_a_known_phrase_are_rows_that_do_not_fit():
    assert kinds(HEADER, ROW, "", "Acme\n") == ["ROW", "BLANK", "MISFIT"]


def test_a_header_of_another_file_is_recognised_behind_its_byte_order_mark():
    assert kinds(HEADER, ROW, "\ufeff" + HEADER, ROW) == ["ROW", "HEADER", "ROW"]


def test_where_most_rows_are_wider_than_the_header_the_layout_grows():
    found, _ = surveyed(HEADER, ROW, ROW + ",x", ROW + ",y")
    assert found.chosen.labels[-1] == "column 7"
    assert found.settled == ("most rows have 7 cells and the header has 6; the rest is kept",)
    assert kinds(HEADER, ROW, ROW + ",x", ROW + ",y") == ["ROW"] * 3


def test_rows_that_will_be_set_aside_do_not_vote():
    bad = [
        "O2,,P,2.5,2025-01-01,a", "O3,a,Nowhere,3.5,2025-01-01,a", "O4,a,P,4.5,2025-02-31,a", "O5,a,,5.5,2025-01-01,a",
        "O6,a,P,6.5,2025-01-01,a,more",
    ]  # fmt: skip
    assert votes(HEADER, ROW, *bad) == {"1000.50": 1, "2.5": 0, "3.5": 0, "4.5": 0, "5.5": 0}


def test_a_row_closed_before_it_was_created_does_not_vote():
    header = "name,stage,amount,created,closed date"
    assert votes(header, "a,P,1.5,2025-02-01,2025-01-01", "b,P,2.5,2025-01-01,2025-02-01") == {"1.5": 0, "2.5": 1}


def test_columns_without_header_that_hold_nothing_are_noticed():
    assert surveyed(HEADER + ",,", ROW + ",,", ROW + ",x,")[1].empty == {7}


def test_a_row_closed_before_it_was_created_in_any_order_of_day_and_month_does_not_vote():
    header = "name,stage,amount,created,closed date"
    assert votes(header, "a,P,1.5,13/05/2026,01/02/2025", field="created") == {"13/05/2026": 0}
    assert votes(header, "a,P,1.5,03/05/2026,06/04/2026", field="created") == {"03/05/2026": 1}


def test_a_second_header_of_other_columns_is_refused_before_cells_stand_under_wrong_names():
    with pytest.raises(HeaderProblem, match=r"deals.csv:3: another header stands here"):
        surveyed(
            "name,stage,amount,created,closed", "a,P,1.5,2025-01-01,2025-02-01", "name,stage,amount,closed,created"
        )
    with pytest.raises(HeaderProblem, match=r"deals.csv:3: another header stands here"):
        surveyed(HEADER, ROW, HEADER + ",Account")


def test_a_second_header_of_the_same_columns_in_other_words_is_a_row_set_aside():
    assert kinds(HEADER, ROW, "ID,Opportunity,Stage,Amount,Close date,Rep") == ["ROW", "ROW"]
