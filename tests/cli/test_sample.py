"""The plan behind `demo`: moved so that quotas and spend are of the quarters that the deals are in."""

from datetime import date

import pytest

from pipectl.cli.sample import WRITTEN_FOR, sample_spec
from pipectl.domain.period import parse_period
from pipectl.metrics.targets import EVERYBODY, Whose, targets_for
from pipectl.spec.loader import load_spec
from pipectl.spec.templates import template_text

SOURCES = ("Event", "Website", "Outbound")


def quarter_of(spec, day):
    """Quota and spend of the quarter a day is in: of everything, and of each source."""
    targets = targets_for(spec, parse_period("this-quarter", day), day)
    return targets.quota(EVERYBODY), *(
        targets.spend(who) for who in (EVERYBODY, *(Whose("source", (each,)) for each in SOURCES))
    )


@pytest.mark.parametrize("today", [date(2026, 11, 16), date(2026, 12, 31), date(2027, 1, 1), date(2029, 5, 20)])
def test_each_quarter_of_the_sample_has_the_quota_and_the_spend_it_had(today):
    spec = load_spec(template_text("revenue-io").encode(), "pipeline.yaml")
    found = quarter_of(sample_spec(spec, today), today)
    assert found == quarter_of(spec, WRITTEN_FOR)
    assert [str(each) for each in found] == ["400000", "28000.50", "14000", "8500", "5500.50"]
