"""Real histories, where they are at hand."""

from datetime import date
from pathlib import Path

import pytest

from pipectl.domain.errors import NothingToReport
from pipectl.domain.spec import DateOrder
from pipectl.history.assembling import assemble
from pipectl.history.matching import Match, keyed
from pipectl.history.same_record import shortest
from pipectl.read.histories.reading import read_history
from pipectl.read.preset import named, spec_of
from pipectl.read.reader import ReadOptions, read_pipeline
from pipectl.read.source import load

SHARED = Path(__file__).parents[4] / "shared/data"
pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason="the shared exports are not at hand")
AS_OF = date(2026, 4, 1)
OPTIONS = ReadOptions(AS_OF, date_order=DateOrder.MDY)


def test_the_history_of_a_salesforce_org_leads_to_its_opportunities():
    spec = spec_of(named("salesforce-api"))
    folder = SHARED / "salesforce_dev_org"
    pipeline = read_pipeline([load(str(folder / "Opportunity.csv"))], spec, OPTIONS)
    log = read_history(load(str(folder / "OpportunityHistory.csv")), spec, OPTIONS)
    assert len(log.changes) == 48
    outcomes = {stage.name: stage.kind.outcome for stage in spec.stages}
    chronicle = assemble(pipeline.opportunities, AS_OF, [log], None, keyed(Match.ID), outcomes.get)
    assert len(chronicle.lives) == len(pipeline)
    standing = {one.id: one for one in chronicle.at(AS_OF)}
    assert {key: (one.stage, one.amount) for key, one in standing.items()} == {
        one.id: (one.stage, one.amount) for one in pipeline
    }
    assert not chronicle.findings.counts
    [sla] = [one.id or "" for one in pipeline if one.name == "United Oil SLA"]
    assert [(moment.day, moment.state and moment.state.stage) for moment in chronicle.lives[shortest(sla)]] == [
        (date(2026, 2, 23), "Closed Won"),
        (date(2026, 3, 7), "Closed Lost"),
    ]
    assert chronicle.said[-1] == (
        "expected_close of 25 opportunities is not what their history ends in; that of today's export counts from today"
    )


def test_a_fivetran_history_whose_stages_are_scrambled_is_set_aside_out_loud():
    source = load(str(SHARED / "fivetran_salesforce_seeds/sf_opportunity_history_data.csv"))
    with pytest.raises(NothingToReport, match=r"no change can be used, 10 set aside \(10 × unknown stage"):
        read_history(source, spec_of(named("salesforce-api")), OPTIONS)
