import json
from datetime import date

import pytest

from pipectl.cli.asking import spans
from pipectl.cli.options import Asking
from pipectl.read.headers import normal
from pipectl.read.preset import keys, named, recognised, spec_of
from pipectl.read.presets.compiling import TARGET, load, source
from pipectl.read.reader import ReadOptions, read_pipeline
from pipectl.read.source import Source
from pipectl.render import to_json
from pipectl.report.whole import build_report
from pipectl.views import Question

from ..exports import a_spec
from .dresses import DRESSES, STAGES, Dress, deals

AS_OF = date(2026, 5, 20)
SPEC = a_spec(
    stages=[
        {"name": name, "probability": str(percent / 100), "kind": {"Won": "won", "Lost": "lost"}.get(name, "open")}
        for name, percent in STAGES
    ]
)
DRESSED = [(key, number) for key, dresses in DRESSES.items() for number in range(len(dresses))]


def _pipeline(data, **options):
    return read_pipeline([Source("deals.csv", data)], SPEC, ReadOptions(AS_OF, **options))


def _report(data):
    period, lookback = spans(Asking(), SPEC, AS_OF)
    question = Question(as_of=AS_OF, period=period, lookback=lookback, by=("owner",), rules=(), filters=())
    return json.loads(to_json.render("report", build_report(_pipeline(data), SPEC, question, built_in_stages=False)))


PLAIN = Dress(
    {
        "Name": lambda deal: deal.name,
        "Account": lambda deal: deal.name,
        "Owner": lambda deal: deal.owner,
        "Amount": lambda deal: str(deal.amount),
        "Create date": lambda deal: str(deal.created),
        "Expected close date": lambda deal: str(deal.close),
        "Close %": lambda deal: f"{deal.percent}%",
        "Stage": lambda deal: deal.stage,
    }
)


@pytest.fixture(scope="module")
def plain():
    return _report(PLAIN.write(deals()))


@pytest.mark.parametrize(("key", "number"), DRESSED)
def test_the_same_opportunities_give_the_same_report_through_any_preset(key, number, plain):
    data = DRESSES[key][number].write(deals())
    (account,) = _pipeline(data).files
    assert (account.preset, account.read_as) == (key, named(key).called)
    assert account.rows.accepted == 300
    report = _report(data)
    own = {"source", "findings", "finding_counts"}
    assert {part: one for part, one in report.items() if part not in own} == {
        part: one for part, one in plain.items() if part not in own
    }


def test_every_preset_has_a_dress():
    assert sorted(DRESSES) == sorted(keys())


def test_what_the_files_say_is_what_was_compiled():
    assert TARGET.read_text(encoding="utf-8") == source(load())


def test_headers_of_a_plain_spreadsheet_belong_to_no_preset():
    plain = ["opportunity name", "opportunity revenue", "create date", "expected close date", "opportunity stage"]
    assert recognised(plain) is None


@pytest.mark.parametrize(
    "headers",
    [
        "Deal Name,Organization,Deal Value,Stage,Status,Expected Close Date",
        "Deal Title,Organization,Deal Value,Status,Deal Owner",
        "Opportunity,Salesperson,Stage,Amount",
        "Opportunity,Stage,Amount,Expected Revenue",
        "Deal Name,Deal Stage,Value,Start,Expected Close,Likelihood,Rep,Pipeline",
    ],
)
def test_headers_that_any_spreadsheet_may_have_belong_to_no_preset(headers):
    assert recognised([normal(header) for header in headers.split(",")]) is None


@pytest.mark.parametrize(
    ("headers", "key"),
    [
        ("Organization,Deal Value,Status", "frappe"),
        ("organization,deal_value,status,stage_id", "frappe"),
        ("Opportunity,Stage,Expected Revenue", "odoo"),
        ("Opportunity,Stage,Expected Closing", "odoo"),
    ],
)
def test_headers_of_one_crm_alone_belong_to_it(headers, key):
    found = recognised([normal(header) for header in headers.split(",")])
    assert found is not None
    assert found.key == key


def test_no_preset_has_two_sets_of_headers_of_which_one_holds_the_other():
    for preset in map(named, keys()):
        sets = preset.recognise
        assert not [one for one in sets for other in sets if one is not other and one <= other], preset.key


def test_a_preset_can_be_named_or_turned_off():
    data = DRESSES["hubspot"][0].write(deals(3))
    assert {one.lost_reason for one in _pipeline(data)} == {None}
    assert {one.lost_reason for one in _pipeline(data, preset="hubspot")} == {None}
    assert {one.lost_reason for one in _pipeline(data, preset="none")} == {"(No value)"}


def _read(*lines):
    return list(_pipeline("\n".join(lines).encode()))


def test_a_lost_deal_of_pipedrive_keeps_the_stage_it_died_in_and_its_own_day():
    header = "Deal - Title,Deal - Stage,Deal - Status,Deal - Value,Deal - Won time,Deal - Lost time,Deal - Deal created"
    lost, won = _read(
        header, "a,Proposal,Lost,5,,2026-02-03 10:00,2026-01-01", "b,Proposal,Won,6,2026-02-04 9:00,,2026-01-02"
    )
    assert (lost.outcome.value, lost.lost_from_stage, str(lost.closed)) == ("lost", "Proposal", "2026-02-03")
    assert (won.outcome.value, won.lost_from_stage, str(won.closed)) == ("won", None, "2026-02-04")


def test_an_archived_opportunity_of_odoo_was_lost_unless_its_stage_is_won():
    found = _read(
        "Opportunity,Stage,Expected Revenue,Active", "a,Proposal,1,False", "b,Won,2,False", "c,Proposal,3,True"
    )
    assert [one.outcome.value for one in found] == ["lost", "won", "open"]


def test_flags_of_salesforce_outrank_the_stage():
    header = "Id,Name,StageName,CloseDate,Amount,IsClosed,IsWon"
    found = _read(header, "1,a,Proposal,2026-01-02,1,TRUE,FALSE", "2,b,Proposal,2026-01-02,2,TRUE,TRUE")
    assert [one.outcome.value for one in found] == ["lost", "won"]


def test_the_day_a_stage_was_entered_is_that_of_the_stage_the_deal_is_in():
    header = 'Deal Name,Deal Stage,Amount,"Date entered ""Proposal (Sales Pipeline)""",hs_v2_date_entered_negotiation'
    found = _read(header, "a,Proposal,1,2026-01-02 10:00,", "b,Negotiation,2,2026-01-02,2026-02-03", "c,Discovery,3,,")
    assert [str(one.stage_changed) for one in found] == ["2026-01-02", "2026-02-03", "None"]


def test_stage_ids_of_a_crm_are_known_by_the_names_it_shows():
    spec = a_spec(stages=[{"name": "Qualified to buy"}, {"name": "Closed won", "kind": "won"}])
    rows = "Deal Name,Deal Stage,Amount\na,qualifiedtobuy,1\nb,closedwon,2\n"
    found = read_pipeline([Source("deals.csv", rows.encode())], spec, ReadOptions(AS_OF))
    assert [one.stage for one in found] == ["Qualified to buy", "Closed won"]


def test_cells_wrapped_in_a_formula_are_what_the_formula_shows():
    found = _read("Name,Stage,Amount,Id", '"=""Acme""",Proposal,"=""12.50""","=""007"""')
    assert [(one.name, str(one.amount), one.id) for one in found] == [("Acme", "12.50", "007")]


def test_a_flag_that_is_neither_sets_its_row_aside():
    pipeline = _pipeline(b"Id,Name,StageName,CloseDate,Amount,IsClosed\n1,a,Proposal,2026-01-02,1,perhaps\n")
    assert [str(each) for each in pipeline.findings] == [
        "deals.csv:2:6: DATA006 IsClosed 'perhaps' is neither true nor false; write true or false"
    ]


def test_footers_of_a_salesforce_report_in_another_language_are_footers():
    rows = "Opportunity-Name;Phase;Betrag\nAcme;Proposal;1,50\n\nGesamtsummen (1 Datensatz);;\n".encode("cp1252")
    (account,) = _pipeline(rows).files
    assert (account.rows.accepted, account.rows.footer) == (1, 1)


@pytest.mark.parametrize("key", keys())
def test_the_stages_of_every_preset_make_a_pipeline_with_won_and_lost(key):
    kinds = [stage.kind.value for stage in spec_of(named(key)).stages]
    assert kinds.count("open") > 0
    assert {"won", "lost"} <= set(kinds)


def test_forecast_categories_are_called_alike_whatever_the_crm():
    rows = "Id,Name,StageName,CloseDate,Amount,ForecastCategory"
    found = _read(rows, "1,a,Proposal,2026-01-02,1,BestCase", "2,b,Proposal,2026-01-02,1,Own")
    assert [one.forecast_category for one in found] == ["best_case", "Own"]


def test_a_deleted_opportunity_is_set_aside_and_said():
    header = "Id,Name,StageName,CloseDate,Amount,IsDeleted"
    pipeline = _pipeline(f"{header}\n1,a,Proposal,2026-01-02,1,true\n2,b,Proposal,2026-01-02,2,false\n".encode())
    assert [one.id for one in pipeline] == ["2"]
    assert [str(one) for one in pipeline.findings] == [
        "deals.csv:2:6: DATA019 IsDeleted 'true' says that it was deleted; leave deleted ones out of the export"
    ]


def test_closed_and_won_of_an_english_salesforce_report_are_flags():
    header = "Opportunity Name,Stage,Opportunity Owner,Amount,Close Date,Closed,Won"
    found = _read(header, "a,Proposal,Ann,1,2026-01-02,0,0", "b,Proposal,Ann,2,2026-01-02,1,1")
    assert [(one.outcome.value, one.closed) for one in found] == [("open", None), ("won", None)]


@pytest.mark.parametrize(
    ("amount", "header"), [("Betrag", "Betrag Währung"), ("Montant", "Devise Montant"), ("Amount", "Ccy")]
)
def test_a_column_of_currencies_is_known_in_other_languages(amount, header):
    spec = a_spec(columns={"amount": amount}, currency=None)
    rows = f"Name,Stage,{header},{amount}\na,Proposal,EUR,1\nb,Proposal,USD,2\n"
    pipeline = read_pipeline([Source("deals.csv", rows.encode())], spec, ReadOptions(AS_OF))
    assert [one.currency for one in pipeline] == ["EUR", "USD"]


def test_the_pipeline_that_hubspot_writes_behind_a_stage_is_no_part_of_it():
    found = _read("Deal Name,Deal Stage,Amount", "a,Proposal (Sales Pipeline),1", "b,Won (Sales Pipeline),2")
    assert [one.stage for one in found] == ["Proposal", "Won"]
    rows = b"Name,Stage,Amount\na,Proposal (Sales Pipeline),1\n"
    assert read_pipeline([Source("deals.csv", rows)], SPEC, ReadOptions(AS_OF)).rows.set_aside == 1


SUITE = "Opportunity Name,Opportunity Amount,Currency,Sales Stage,Assigned User Name\n"


def test_the_id_of_suitecrms_own_currency_names_none():
    (one,) = _pipeline((SUITE + "Acme,100,-99,Discovery,Ann\n").encode())
    assert (one.amount, one.currency) == (100, None)


def test_that_id_means_nothing_in_that_column_and_export_alone():
    (one,) = _pipeline((SUITE + "Acme,-99,USD,Discovery,Ann\n").encode())
    assert (one.amount, one.currency) == (-99, "USD")
    other = _pipeline((SUITE + "Acme,100,-98,Discovery,Ann\n").encode())
    plain = _pipeline((SUITE + "Acme,100,-99,Discovery,Ann\n").encode(), preset="none")
    assert other.rows.set_aside == plain.rows.set_aside == 1
