from datetime import date

import pytest

from pipectl.read.preset import named, spec_of
from pipectl.read.reader import ReadOptions, read_pipeline
from pipectl.read.source import Source

HEADER = "id,lead_name,status_label,status_type,value,value_period\n"


def found(rows: str, preset: str | None = None):
    source = Source("deals.csv", (HEADER + rows).encode())
    return read_pipeline([source], spec_of(named("close")), ReadOptions(date(2026, 6, 1), preset=preset)).findings.kept


def test_amounts_for_a_month_and_for_a_year_in_one_close_export_are_warned_of_once_at_the_header():
    finding, _ = found(
        "1,A,Active,active,100,monthly\n2,B,Active,active,100,annual\n3,C,Active,active,100,monthly\n"
        "4,D,Active,active,,one_time\n5,E,Active,active,0,one_time\n6,F,Active,active,100,\n"
    )
    assert (finding.code, str(finding.place)) == ("DATA114", "deals.csv:1:6")
    assert finding.problem == "value_period has 'monthly' (2), 'annual' (1); the amounts are added as they are"


@pytest.mark.parametrize("period", ["monthly", "one_time", ""])
def test_amounts_that_are_all_for_the_same_period_are_not_warned_of(period):
    assert found(f"1,A,Active,active,100,{period}\n2,B,Active,active,100,{period}\n") == ()


def test_another_column_is_not_taken_for_the_period_of_amounts():
    assert found("1,A,Active,active,100,monthly\n2,B,Active,active,100,annual\n", preset="none") == ()
