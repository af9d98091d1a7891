from dataclasses import asdict
from datetime import date
from decimal import Decimal

import pytest

from pipectl.domain.finding import Place
from pipectl.domain.values import Outcome
from pipectl.read import records

from .exports import HEADER, ROW, STAGES, a_spec, codes, read, said


def test_a_row_becomes_an_opportunity():
    header = "Opportunity Name,Revenue,Create Date,Expected Close Date,Close %,Stage,Opportunity ID,Owner,Region"
    [one] = read(header, '"Acme, Inc","$1,000.50",2025-01-02,2025-03-02,40%,P,O1, Ann ,EMEA')
    given = {field: value for field, value in asdict(one).items() if value is not None}
    assert given == {
        "place": Place("deals.csv", 2),
        "name": "Acme, Inc", "amount": Decimal("1000.50"), "created": date(2025, 1, 2),
        "expected_close": date(2025, 3, 2), "probability": Decimal("0.4"), "stage": "Proposal", "outcome": Outcome.OPEN,
        "id": "O1", "owner": "Ann", "extra": {"Region": "EMEA"}, "currency": "USD",
    }  # fmt: skip


def test_all_that_is_wrong_with_a_row_is_said_at_once_and_in_its_place():
    pipeline = read(HEADER, ROW, "O2,,Propozal,n/a,2025-02-31,Bo")
    assert len(pipeline) == 1
    assert said(pipeline) == [
        "deals.csv:3:2: DATA003 name is empty; give the opportunity a name",
        (
            "deals.csv:3:3: DATA005 stage 'Propozal' is no stage of pipeline.yaml; did you mean 'Proposal'? correct "
            "it, or add it to the aliases of a stage in pipeline.yaml"
        ),
        "deals.csv:3:4: DATA007 amount 'n/a' is not an amount; correct it or leave it empty",
        "deals.csv:3:5: DATA012 close_date '2025-02-31' is not a day of the calendar; correct it or leave it empty",
    ]
    assert {finding.opportunity for finding in pipeline.findings} == {"O2"}


def test_a_row_without_stage_is_set_aside():
    assert codes(read(HEADER, ROW, "O2,Beta,,1,2025-01-01,Bo")) == ["DATA004"]


def test_closed_before_created_sets_a_row_aside():
    header = "name,stage,amount,created,closed date"
    pipeline = read(header, "a,Closed Won,1,2025-01-02,2025-01-02", "b,Closed Won,1,2025-01-02,2025-01-01")
    assert said(pipeline) == [
        "deals.csv:3:5: DATA017 closed date '2025-01-01' is before created '2025-01-02'; correct one of the two dates"
    ]


def test_without_a_name_column_the_id_is_the_name():
    [one] = read("id,stage,amount", "O1,P,1")
    assert (one.name, one.id) == ("O1", "O1")
    assert codes(read("id,stage,amount", "O1,P,1", ",P,2")) == ["DATA003"]


def test_null_and_none_are_names_like_any_other():
    [one] = read(HEADER, "NULL,None,P,1,2025-01-01,NA")
    assert (one.id, one.name, one.owner) == ("NULL", "None", "NA")


def test_ids_stay_text():
    assert [one.id for one in read(HEADER, "00012,a,P,1,2025-01-01,a", "1E5,b,P,1,2025-01-01,a")] == ["00012", "1E5"]


class TestStatus:
    HEADER = "name,stage,amount,status"

    def test_outranks_the_stage(self):
        [won, lost, plain] = read(self.HEADER, "a,P,1,Won", "b,Negotiation,1,Abandoned", "c,Closed Won,1,")
        assert (won.outcome, won.stage, won.status) == (Outcome.WON, "Proposal", "Won")
        assert (lost.outcome, lost.lost_from_stage) == (Outcome.LOST, "Negotiation")
        assert (plain.outcome, plain.status) == (Outcome.WON, None)

    def test_that_is_unknown_sets_the_row_aside(self):
        assert codes(read(self.HEADER, "a,P,1,open", "b,P,1,wonn")) == ["DATA006"]

    def test_stands_in_for_an_empty_stage_and_it_is_said(self):
        pipeline = read(self.HEADER, "a,,1,lost")
        assert [one.stage for one in pipeline] == ["Closed Lost"]
        assert said(pipeline) == [
            "deals.csv:2:2: DATA110 stage is empty; taken as Closed Lost by its status 'lost'; enter its stage"
        ]

    def test_alone_gives_the_first_stage_of_its_kind_and_it_is_said_once(self):
        pipeline = read("name,amount,status", "a,1,open", "b,2,won")
        assert [one.stage for one in pipeline] == ["Discovery", "Closed Won"]
        assert pipeline.files[0].settled == (
            "there is no stage column; status stands for Discovery, Closed Won or Closed Lost",
        )

    def test_without_a_stage_of_its_kind_sets_the_row_aside(self):
        pipeline = read("name,amount,status", "a,1,open", "b,2,lost", spec=a_spec(stages=STAGES[:4]))
        assert said(pipeline) == [
            "deals.csv:3:3: DATA004 there is no stage in pipeline.yaml for status 'lost'; enter the opportunity's stage"
        ]


def test_a_lost_opportunity_may_tell_where_it_was_lost():
    header = "name,stage,amount,stage at loss"
    [lost, unknown] = pipeline = read(header, "a,Closed Lost,1,p", "b,Closed Lost,1,Nowhere")
    assert (lost.lost_from_stage, unknown.lost_from_stage) == ("Proposal", None)
    assert codes(pipeline) == ["DATA109"]


def test_what_only_the_contract_refuses_is_a_finding_too(monkeypatch):

    lenient = records.contract

    def strict(values):
        return lenient(values | {"owner": 7} if values["name"] == "Beta" else values)

    monkeypatch.setattr(records, "contract", strict)
    pipeline = read(HEADER, ROW, "O2,Beta,P,1,2025-01-01,Bo")
    assert said(pipeline) == ["deals.csv:3:6: DATA018 owner 'Bo': input should be a valid string; correct it"]


@pytest.mark.parametrize("value", ["$1000", "USD 1000", "1000"])
def test_amounts_carry_the_pipelines_currency_where_they_name_one(value):
    [one] = read(HEADER, f"O1,a,P,{value},2025-01-01,a")
    assert one.currency == (None if value == "1000" else "USD")
