"""What holds for any export: rows are conserved, bad rows change nothing, the wrapping doesn't matter."""

import contextlib
import csv
import io
from dataclasses import asdict, replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipectl.domain.cells import unguarded
from pipectl.domain.errors import PipectlError, UnsettledProblem
from pipectl.domain.finding import Place
from pipectl.read import stored, window
from pipectl.read.reader import ReadOptions, read_pipeline
from pipectl.read.rejects import LEADING, rejects_csv
from pipectl.read.source import Source

from .exports import AS_OF, OPTIONS, a_spec

HEADER = [
    "Opportunity ID",
    "Opportunity Name",
    "Revenue",
    "Create Date",
    "Expected Close Date",
    "Close %",
    "Stage",
    "Region",
]
NAMES = st.text(st.sampled_from('Aé"\n,;|\t -=1'), min_size=1, max_size=8).map(lambda text: f"N{text}")
AMOUNTS = st.decimals(-(10**9), 10**9, places=2).map("{:,}".format) | st.just("")
DATES = st.dates(date(2000, 1, 1), date(2030, 1, 1)).map("{:%m/%d/%Y}".format) | st.just("")
PERCENTS = st.integers(0, 100).map("{}%".format) | st.just("")
STAGES = st.sampled_from(["Discovery", "P", "negotiation", "Closed Won", "Closed Lost"])
#: Settles the order of day and month, so that every file can be read.
FIRST = ["O0", "First", "1.5", "01/31/2025", "02/28/2025", "50%", "P", "EMEA"]


@st.composite
def good_rows(draw):
    rows = draw(st.lists(st.tuples(NAMES, AMOUNTS, DATES, DATES, PERCENTS, STAGES, NAMES), max_size=5))
    return [FIRST] + [[f"O{number}", *row] for number, row in enumerate(rows, 1)]


#: Each makes a good row bad: unreadable amount, unknown stage, too many cells, no name, impossible date, close %.
SPOILERS = [
    lambda row: [*row[:2], "n/a", *row[3:]],
    lambda row: [*row[:6], "Nowhere", row[7]],
    lambda row: [*row, "more"],
    lambda row: [row[0], "", *row[2:]],
    lambda row: [*row[:3], "02/31/2025", *row[4:]],
    lambda row: [*row[:5], "140%", *row[6:]],
    lambda row: row[:4],
]
#: A row that would unsettle the others, if it had a vote.
LOUD = ["X", "Loud", "7,25", "31/01/2025", "28/02/2025", "0.5", "P", "APAC"]


def written(rows, delimiter=",", line_end="\n", encoding="utf-8"):
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator=line_end, quoting=csv.QUOTE_ALL).writerows([HEADER, *rows])
    return Source("deals.csv", text.getvalue().encode(encoding))


def opportunities(source):
    pipeline = read_pipeline([source], a_spec(), OPTIONS)
    return [asdict(replace(one, place=Place(""))) for one in pipeline], pipeline.rows


@settings(max_examples=60)
@given(good_rows(), st.lists(st.tuples(st.sampled_from(SPOILERS), st.integers(0, 9), st.booleans()), max_size=3))
def test_adding_a_bad_row_changes_nothing_about_the_good_ones(rows, spoiled):
    mixed = list(rows)
    for spoil, position, loud in spoiled[: len(rows)]:
        mixed.insert(position, spoil(list(LOUD if loud else FIRST)))
    before, _ = opportunities(written(rows))
    after, counts = opportunities(written(mixed))
    assert after == before
    assert counts.set_aside == len(mixed) - len(rows)


@settings(max_examples=60)
@given(good_rows(), st.lists(st.tuples(st.sampled_from(SPOILERS), st.booleans()), min_size=1, max_size=3))
def test_bad_rows_may_settle_a_file_that_is_open_but_never_change_what_it_says(rows, spoiled):
    open_rows = rows[1:]
    # Once most rows are wider than the header, the header is what is wrong; so bad rows stay the fewer.
    bad = [spoil(list(LOUD if loud else FIRST)) for spoil, loud in spoiled[: len(open_rows)]]
    said = []
    for number in range(len(bad) + 1):
        with contextlib.suppress(UnsettledProblem):
            said.append(opportunities(written(open_rows + bad[:number]))[0] if open_rows else [])
    assert all(one == said[0] for one in said)


@settings(max_examples=60)
@given(
    good_rows(),
    st.sampled_from(",;\t|"),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"]),
)
def test_delimiter_line_end_and_encoding_do_not_matter(rows, delimiter, line_end, encoding):
    assert opportunities(written(rows, delimiter, line_end, encoding)) == opportunities(written(rows))


LINES = st.lists(
    st.sampled_from(
        [
            "O1,Acme,P,1.5,2025-01-01", "O2,Beta,P", "", " ", ",,,,", "id,name,stage,amount,close date",
            "O3,C,Nowhere,1,",
            'O4,"De"lta,P,1,', 'O5,"E\nF",P,2.5,', "Grand Totals (1 records)", "O6,G,P,1,13/01/2025", "O7,H,P,x,y,z",
            "O8,I,P,1,,,", '"O9', "\x00", "O10,J,P,€1,01/13/2025",
        ]
    ),
    max_size=12,
)  # fmt: skip


@settings(max_examples=150)
@given(LINES)
def test_rows_are_conserved_or_the_file_is_refused(lines):
    source = Source("deals.csv", "\n".join(["id,name,stage,amount,close date", *lines]).encode())
    try:
        pipeline = read_pipeline([source], a_spec(), OPTIONS)
    except PipectlError:
        return
    assert pipeline.rows.conserved
    assert pipeline.rows.accepted == len(pipeline)
    assert pipeline.rows.set_aside <= pipeline.findings.total


def ends(source):
    """What a file is read as, or why it is not."""
    try:
        return read_pipeline([source], a_spec(), OPTIONS)
    except PipectlError as error:
        return type(error), str(error)


@settings(max_examples=150)
@given(LINES, st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]), st.integers(1, 40), st.integers(1, 9))
def test_a_file_is_read_alike_however_little_of_it_is_held(lines, encoding, size, chunk):
    source = Source("deals.csv", "\n".join(["id,name,stage,amount,close date", *lines]).encode(encoding))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(window, "WINDOW", size)
        patch.setattr(stored, "CHUNK", chunk)
        found = ends(source)
    assert found == ends(source)


@settings(max_examples=150)
@given(
    st.binary(max_size=60) | st.text(st.sampled_from('name,stgeamount;|\t\n\r"\\1.5P \0é'), max_size=80).map(str.encode)
)
def test_any_bytes_are_read_or_refused(data):
    with contextlib.suppress(PipectlError):
        assert len(read_pipeline([Source("deals.csv", data)], a_spec(), OPTIONS)) > 0


@pytest.mark.parametrize("spoil", SPOILERS)
def test_each_kind_of_bad_row_is_set_aside(spoil):
    assert opportunities(written([FIRST, spoil(FIRST)]))[1].set_aside == 1


#: Ways one cell may be written, of which a column of a few can leave open, settle or contradict how it is read.
MONEY = st.sampled_from(["", "5", "1.5", "1,5", "1,234", "1.234", "$1,234", "1.234 €", "(5)", "-0", "12k", "n/a"])
DAYS = st.sampled_from(["", "2025-01-02", "01/02/2025", "13/02/2025", "02/13/2025", "1/2/25", "2 Jan 2025", "45000"])
SHARES = st.sampled_from(["", "50%", "50", "0.5", "0,5", "1", "0", "140"])
STANDS = st.sampled_from(["P", "P", "Closed Won", "Nowhere"])
ODD_ROWS = st.lists(st.tuples(NAMES, MONEY, DAYS, DAYS, SHARES, STANDS, NAMES), min_size=1, max_size=5)


def told(rows):
    """What each row says, by id; None where the file is refused."""
    try:
        found, _ = opportunities(written([[f"O{number}", *row] for number, row in rows]))
    except PipectlError:
        return None
    return {one["id"]: one for one in found}


@settings(max_examples=100)
@given(ODD_ROWS, st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter_to_what_they_say(rows, random):
    numbered = list(enumerate(rows))
    before = told(numbered)
    random.shuffle(numbered)
    assert told(numbered) == before


def bare(cell):
    """A cell without space in front and the apostrophes that keep a spreadsheet from running it."""
    return unguarded(cell).lstrip("' ")


@settings(max_examples=60)
@given(
    st.lists(
        st.lists(st.text(st.sampled_from("aé=-@\"\n\r\t,;'1 "), max_size=4), min_size=7, max_size=7),
        min_size=1,
        max_size=4,
    )
)
def test_rows_that_are_set_aside_are_written_out_with_every_cell_in_its_place(rows):
    bad = [["O", "N", "n/a", *row[:4], row[4]] for row in rows]
    pipeline = read_pipeline([written([FIRST, *bad])], a_spec(), ReadOptions(AS_OF, keep_rejects=True))
    found = list(csv.reader(io.StringIO(rejects_csv(pipeline), newline="")))
    assert found[0] == [*LEADING, *HEADER]
    stood = [[cell.lstrip("' ") for cell in row] for row in bad]
    assert [[bare(cell) for cell in row[3:]] for row in found[1:]] == stood


@given(st.decimals(-(10**18) + 1, 10**18 - 1, places=18))
def test_amounts_are_exact_to_the_last_digit(amount):
    [one], _ = opportunities(written([[*FIRST[:2], f"{amount:,.18f}", *FIRST[3:]]]))
    assert one["amount"] == amount
