import pytest

from pipectl.domain.errors import HeaderProblem, InputProblem, UsageProblem
from pipectl.read.dialect import layout
from pipectl.read.reader import ReadOptions

from .exports import AS_OF, HEADER, ROW, read

TEXT = f"{HEADER}\n{ROW}\n"


def laid_out(text, delimiter=None, named=None, **more):
    return layout("deals.csv", text, delimiter, named or {}, **more)


@pytest.mark.parametrize(("mark", "name"), [(",", "comma"), (";", "semicolon"), ("\t", "tab"), ("|", "pipe")])
def test_the_delimiter_is_the_one_whose_header_maps(mark, name):
    found = laid_out(TEXT.replace(",", mark))
    assert (found.delimiter, found.delimiter_name, found.line) == (mark, name, 1)


def test_commas_in_cells_do_not_outvote_a_semicolon():
    found = laid_out("name;stage;amount\nAcme, Inc, Ltd;Proposal;1,5\n")
    assert found.delimiter == ";"


def test_the_sep_line_of_excel_is_honoured_and_passed_over():
    found = laid_out("sep=;\n" + TEXT.replace(",", ";"))
    assert (found.delimiter, found.line, found.start.line) == (";", 2, 3)


@pytest.mark.parametrize("given", [";", "semicolon"])
def test_a_delimiter_that_is_given_is_used(given):
    assert laid_out(TEXT.replace(",", ";"), given).delimiter == ";"


@pytest.mark.parametrize("given", [",,", '"', "\n"])
def test_a_delimiter_is_one_character(given):
    with pytest.raises(UsageProblem, match="is not one character"):
        laid_out(TEXT, given)


def test_lines_above_the_header_are_passed_over_and_said():
    found = laid_out('Opportunity Report\n"Generated\n2025",x\n\n' + TEXT)
    assert (found.line, found.start.line) == (5, 6)
    assert found.settled == ("the header is on line 5; the lines above it were passed over",)


def test_a_header_named_in_pipeline_yaml_decides_which_line_is_the_header():
    found = laid_out("Topic,Worth,Sales Stage\nAcme,1,Proposal\n", named={"name": "Topic", "amount": "worth"})
    assert found.chosen.columns == {"name": 0, "amount": 1, "stage": 2}


def test_a_file_without_header_is_told_to_get_one():
    with pytest.raises(HeaderProblem, match=r"deals.csv:1: the file has no header: its first row holds values"):
        laid_out(f"{ROW}\n{ROW}\n")


def test_a_file_with_no_column_of_ours_lists_what_it_has():
    with pytest.raises(
        HeaderProblem, match=r"no column for: name \(or id\); stage \(or status\); amount \(found: c0\)"
    ):
        laid_out("c0\nv0\na;b\n")


def test_the_advice_about_a_missing_header_has_the_right_number():
    with pytest.raises(HeaderProblem, match=r"one name a column, or give that line with --header$"):
        laid_out("2025-01-01\n2025-01-02\n")


def test_two_thousand_foreign_columns_show_the_first_dozen():
    with pytest.raises(HeaderProblem, match=r"c10, c11 and 1,988 more\)"):
        laid_out(",".join(f"c{number}" for number in range(2000)) + "\n1\n")


def test_a_partial_layout_does_without_needed_columns():
    assert laid_out("name,worth\nAcme,1\n", partial=True).chosen.columns == {"name": 0}


def test_a_file_of_delimiters_alone_has_no_rows():
    with pytest.raises(InputProblem, match="its cells are all empty"):
        laid_out(",,,\n,,,\n")


def test_a_sep_line_alone_has_no_rows():
    with pytest.raises(InputProblem, match="has no rows after its first lines"):
        laid_out("sep=;\n")


def test_a_quote_left_open_in_the_header_is_refused_before_it_swallows_rows():
    with pytest.raises(HeaderProblem, match=r"deals.csv:1:4: the quotes of the header don't match"):
        layout("deals.csv", 'name,stage,amount,"notes\na,P,1,x\nb,P,2,"y"\nc,P,3,z\n', None, {})


def test_a_quote_never_closed_in_the_header_is_refused_where_it_opens():
    with pytest.raises(InputProblem, match=r"deals.csv:1:4: the quote that opens here is never closed"):
        layout("deals.csv", 'name,stage,amount,"notes\na,P,1,x\n', None, {})


def test_a_header_longer_than_the_sample_is_read_whole():
    wide = [f"a column with a long name {number}" for number in range(20_000)]
    found = layout("deals.csv", ",".join(["name", "stage", "amount", *wide]) + "\na,P,1\n", None, {})
    assert len(found.header) == 20_003
    assert found.start.line == 2


def test_a_first_row_that_the_header_runs_into_is_not_lost_in_it():
    with pytest.raises(HeaderProblem, match=r"^deals.csv:1: the header holds values such as '1000.50' and no row"):
        laid_out(f"{HEADER}{ROW}\n{ROW}\n")


def test_headers_that_are_years_are_headers_where_rows_are_as_long():
    assert len(laid_out(f"{HEADER},2024,2025\n{ROW},1,2\n").header) == 8


def test_columns_of_a_file_without_a_header_are_named_on_request():
    options = ReadOptions(AS_OF, header="id, name,stage,amount")
    pipeline = read("O1;Acme;Proposal;1000,50", "O2;Beta;P;7,00", options=options)
    assert [(one.id, one.name, str(one.amount), one.place.line) for one in pipeline] == [
        ("O1", "Acme", "1000.50", 1),
        ("O2", "Beta", "7.00", 2),
    ]
    assert pipeline.files[0].settled[0] == "it has no header; its columns are called as --header says"


def test_a_header_given_for_other_rows_is_refused():
    with pytest.raises(UsageProblem, match=r"--header names 3 columns, and the rows of deals\.csv have 4"):
        read("O1,Acme,Proposal,1", options=ReadOptions(AS_OF, header="name,stage,amount"))
    with pytest.raises(HeaderProblem, match="no column for: amount"):
        read("Acme,Proposal,1", options=ReadOptions(AS_OF, header="name,stage,money in"))
