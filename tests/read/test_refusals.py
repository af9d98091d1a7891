import pytest

from pipectl.domain.errors import UnsettledProblem
from pipectl.domain.pipeline import RowCount
from pipectl.read.formats.evidence import Question
from pipectl.read.refusals import conserved, refuse_open

from .exports import a_spec, read


def test_a_lost_row_is_a_bug_that_stops_the_run():
    with pytest.raises(AssertionError, match=r"rows of deals\.csv are not conserved"):
        conserved("deals.csv", RowCount(read=3, accepted=1, set_aside=1))


def test_conserved_rows_pass():
    rows = RowCount(3, 1, 1, 1)
    assert conserved("deals.csv", rows) is rows


def test_an_open_question_names_file_and_remedy():
    refuse_open([])
    question = Question("created", "Created", "Created is open", ("dmy",), "columns.date_order", "--date-order")
    with pytest.raises(UnsettledProblem, match=r"^deals\.csv: Created is open; use --date-order dmy, or set"):
        refuse_open([("deals.csv", question)])


def test_a_column_of_several_currencies_that_is_not_read_is_refused():
    header = "name,stage,amount,Kontowährung"
    with pytest.raises(UnsettledProblem, match=r"column 'Kontowährung' holds currencies \(EUR, USD\) and is not read"):
        read(header, "a,P,1,EUR", "b,P,2,USD", spec=a_spec(currency=None))
    for cells in (("EUR", "EUR"), ("EUR", "Berlin"), ("EUR", "")):
        assert len(read(header, f"a,P,1,{cells[0]}", f"b,P,2,{cells[1]}", spec=a_spec(currency=None))) == 2
