"""The past that an export of opportunities tells itself."""

from pipectl.read.histories.columns import read_columns
from pipectl.read.reader import read_pipeline

from ..exports import OPTIONS, a_source, a_spec
from .logs import told

DAYS = ['"Date entered ""Discovery (Sales)"""', '"Date entered ""Proposal (Sales)"""', '"Date entered Closed Won"']
HEADER = f"Record ID,Deal Name,Deal Stage,Amount,{','.join(DAYS)}"


def _columns(*lines, spec=None):
    source, spec = a_source(*lines), spec or a_spec()
    pipeline = read_pipeline([source], spec, OPTIONS)
    return read_columns(source, pipeline, spec, OPTIONS)


def test_every_stage_that_was_entered_is_told_in_order_of_time():
    log = _columns(
        HEADER,
        "1,Acme,Closed Won,5,2025-01-02 09:00,2025-01-02 11:30,2025-01-09 10:00",
        "2,Beta,Discovery,5,2025-01-08 10:00,2025-01-05 10:00,",
        "3,Gamma,Discovery,5,(No value),,",
    )
    assert told(log) == [
        "1 01-02 09:00 stage=Discovery", "1 01-02 11:30 stage=Proposal", "1 01-09 10:00 stage=Closed Won",
        "2 01-05 10:00 stage=Proposal", "2 01-08 10:00 stage=Discovery",
    ]  # fmt: skip
    assert set(log.holds) == {"stage"}
    assert log.title == "columns of the days stages were entered (deals.csv)"
    assert log.said == (
        "of each stage the latest entry alone is kept, so that a stage that was entered again is seen once",
    )


def test_stages_of_one_moment_are_in_the_order_of_the_process():
    log = _columns(HEADER, "1,Acme,Closed Won,5,2025-01-02,2025-01-02,2025-01-02")
    assert [change.told["stage"] for change in log.changes] == ["Discovery", "Proposal", "Closed Won"]


def test_rows_that_were_set_aside_tell_nothing():
    log = _columns(HEADER, "1,Acme,Nowhere,5,2025-01-02,,", "2,Beta,P,5,,2025-01-03,")
    assert told(log) == ["2 01-03 00:00 stage=Proposal"]


def test_an_export_without_such_columns_has_no_log():
    assert _columns("Record ID,Deal Name,Deal Stage,Amount", "1,Acme,P,5") is None
