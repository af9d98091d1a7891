"""The sample behind `demo`: moved so that plan and tables are of the quarters and days that the deals are in."""

import csv
import io
from datetime import date, datetime, timedelta

import pytest

from pipectl.cli.sample import TABLES, WRITTEN_FOR, sample_plan, sample_spec, sample_table
from pipectl.domain.period import parse_period
from pipectl.metrics.targets import EVERYBODY, Whose, targets_for
from pipectl.spec.loader import load_spec
from pipectl.spec.templates import template_text

from .process import pipectl

SOURCES = ("Event", "Website", "Outbound")
DAYS = [date(2026, 11, 16), date(2026, 12, 31), date(2027, 1, 1), date(2028, 2, 29), date(2029, 5, 20)]


def quarter_of(spec, day):
    """Quota and spend of the quarter a day is in: of everything, and of each source."""
    targets = targets_for(spec, parse_period("this-quarter", day), day)
    return targets.quota(EVERYBODY), *(
        targets.spend(who) for who in (EVERYBODY, *(Whose("source", (each,)) for each in SOURCES))
    )


def cells(name, today):
    return [cell for row in csv.reader(io.StringIO(sample_table(name, today))) for cell in row]


@pytest.mark.parametrize("today", DAYS)
def test_each_quarter_of_the_sample_has_the_quota_and_the_spend_it_had(today):
    found = quarter_of(sample_spec(today), today)
    assert found == quarter_of(sample_spec(WRITTEN_FOR), WRITTEN_FOR)
    assert [str(each) for each in found] == ["400000", "28000.50", "14000", "8500", "5500.50"]


@pytest.mark.parametrize("today", DAYS)
def test_the_plan_of_the_sample_can_be_read_and_has_the_quotas_of_its_day(today):
    plan = load_spec(sample_plan(today), "pipeline.yaml")
    assert plan.quotas == sample_spec(today).quotas
    assert len(plan.quotas) == len(load_spec(template_text("revenue-io"), "x").quotas)
    assert (plan.spend_file, plan.leads.files) == ("spend.csv", ("leads.csv",))


def test_on_the_day_it_was_written_for_the_sample_is_the_template_and_the_example():
    assert sample_plan(WRITTEN_FOR) == template_text("revenue-io")
    spec = sample_spec(WRITTEN_FOR)
    assert {each.period for each in spec.spend} == {f"2025-{month:02d}" for month in range(7, 13)} | {
        f"2026-{month:02d}" for month in range(1, 13)
    }


@pytest.mark.parametrize("name", [name for name in TABLES if name != "spend.csv"])
def test_days_and_moments_of_the_sample_move_by_the_same_days(name):
    moved = 0
    for was, now in zip(cells(name, WRITTEN_FOR), cells(name, WRITTEN_FOR + timedelta(days=500)), strict=True):
        try:
            assert datetime.fromisoformat(now) - datetime.fromisoformat(was) == timedelta(days=500)
            moved += 1
        except ValueError:
            assert now == was
    assert moved > 80


def test_months_of_spend_move_by_whole_quarters_across_years():
    found = cells("spend.csv", date(2027, 8, 3))
    assert (found[3], found[-3]) == ("2026-04", "2027-09")


@pytest.mark.parametrize("today", [date(2027, 2, 18), date(2028, 2, 29)])
def test_a_sample_kept_in_a_later_quarter_has_quota_spend_leads_and_qualification_of_that_quarter(today, tmp_path):
    for name in TABLES:
        (tmp_path / name).write_text(sample_table(name, today), encoding="utf-8")
    (tmp_path / "pipeline.yaml").write_text(sample_plan(today), encoding="utf-8")
    day = ("--as-of", str(today))
    said = {
        verb: pipectl(verb, *day, cwd=tmp_path)
        for verb in ("report", "review", "playbook", "qualify", "leads", "activity")
    }
    assert {verb: (ran.code, ran.err) for verb, ran in said.items()} == dict.fromkeys(said, (0, ""))
    assert "of $400k" in said["report"].out
    assert "Quota: " in said["review"].out
    assert "no quotas" not in said["review"].out
    assert "$28k spent" in said["leads"].out
    assert "LEAD106" not in said["leads"].out
    assert "BANT" in said["qualify"].out
