"""What holds for any history: every row is accounted for, and nothing makes the reader stumble."""

import contextlib
import csv
import io
import re

from hypothesis import given, settings
from hypothesis import strategies as st

from pipectl.domain.errors import PipectlError
from pipectl.read.histories.reading import read_history
from pipectl.read.source import Source

from ..exports import a_spec
from .logs import OPTIONS

HEADERS = [
    ["OpportunityId", "CreatedDate", "StageName", "Amount", "CloseDate", "Probability", "IsDeleted"],
    ["OpportunityId", "CreatedDate", "Field", "OldValue", "NewValue", "IsDeleted", "Id"],
    ["Opportunity Name", "Last Modified", "From Stage", "To Stage", "Amount", "Close Date", "Created Date"],
    ["id", "entered", "stage", "left", "amount", "owner", "note"],
]
CELLS = st.sampled_from(
    [
        "O1", "O2", "", " ", "P", "Discovery", "Closed Won", "Nowhere", "created", "StageName", "Amount", "Owner",
        "Type", "2026-01-05", "2026-01-05T10:00:00.000+0000", "01/31/26 08:55 PM", "31.12.2026 23:59", "2026-02-30",
        "1769847300000", "1.5", "€7", "(3)", "50%", "140", "true", "false", "x" * 70, "005bm00000NCJmQAAX",
        "\x00", "=1", "45000.5",
    ]
)  # fmt: skip
PARTS = re.compile(r"([\d,]+) (?:changes? read|set aside|deleted and|of other)")


@settings(max_examples=300)
@given(st.sampled_from(HEADERS), st.lists(st.lists(CELLS, min_size=5, max_size=8), max_size=8))
def test_any_rows_are_read_or_set_aside_or_refused(header, rows):
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([header, *rows])
    with contextlib.suppress(PipectlError):
        log = read_history(Source("history.csv", text.getvalue().encode()), a_spec(time_zone="Asia/Tokyo"), OPTIONS)
        filled = [row for row in rows if "".join(row).replace("\0", "").strip()]
        account = next(one for one in log.said if "read" in one and PARTS.match(one))
        assert sum(int(count) for count in PARTS.findall(account)) == len(filled)


@settings(max_examples=100)
@given(st.text(st.sampled_from('id,stage,entered\n;"O1P2026-01-05\t|'), max_size=60))
def test_any_text_is_a_history_or_refused(text):
    with contextlib.suppress(PipectlError):
        read_history(Source("history.csv", text.encode()), a_spec(), OPTIONS)
