"""The contracts refuse what is not valid, compiled ahead and compiled anew alike."""

from dataclasses import asdict, fields
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic_core import SchemaValidator, ValidationError, __version__

from pipectl.domain import compiled, compiling, contract
from pipectl.domain.opportunity import Opportunity
from pipectl.domain.spec import PipelineSpec, StageKind
from pipectl.domain.values import Outcome

DEAL = {"name": "Globex", "stage": "Proposal", "outcome": Outcome.OPEN}
PLAN = {"version": 1, "stages": ({"name": "Proposal"},)}
VALUES: tuple[Any, ...] = (
    None, "", "Ann", "open", "USD", 0, 1, 12.5, True, Decimal("0.4"), Decimal("1.01"), Decimal(-1), Decimal("NaN"),
    date(2026, 1, 31), Outcome.WON, StageKind.WON, (), ("a",), ({"name": "Won", "kind": "won"},), {"name": "Owner"},
    ({"period": "2026", "amount": Decimal(5)},), ({"metric": "coverage"},), {"Region": "EMEA"}, "x" * 2001, object(),
)  # fmt: skip


def opportunity(**values):
    return contract.validator(Opportunity).validate_python(DEAL | values)


@pytest.mark.parametrize(
    "wrong",
    [{"name": ""}, {"probability": Decimal("1.01")}, {"probability": Decimal("-0.01")}, {"amount": 12.5},
     {"amount": Decimal("NaN")}, {"amount": Decimal("Infinity")}, {"created": "2026-01-31"}, {"outcome": "open"},
     {"owner": 7}, {"extra": {"a": 1}}, {"place": "here"}, {"color": "red"}],
)  # fmt: skip
def test_an_opportunity_that_is_not_valid_is_refused(wrong):
    with pytest.raises(ValidationError) as refusal:
        opportunity(**wrong)
    (error,) = refusal.value.errors()
    assert error["loc"][0] == next(iter(wrong))


def test_a_valid_opportunity_keeps_its_values_as_they_are():
    given = {"amount": Decimal("0.10"), "created": date(2026, 1, 31), "probability": Decimal(1), "extra": {"a": "b"}}
    kept = asdict(opportunity(**given))
    assert {key: kept[key] for key in DEAL | given} == DEAL | given
    assert str(kept["amount"]) == "0.10"


def test_every_problem_is_told_at_once():
    with pytest.raises(ValidationError) as refusal:
        opportunity(name="", owner=7, amount="1")
    assert [error["loc"][0] for error in refusal.value.errors()] == ["name", "amount", "owner"]


@pytest.mark.skipif(__version__ != compiled.CORE, reason="compiled for another core; run scripts/make_contracts.py")
def test_what_is_compiled_ahead_is_what_the_annotations_say():
    assert compiling.source() == Path(compiled.__file__).read_text(encoding="utf-8")


def answer(validator, values):
    try:
        return validator.validate_python(values)
    except ValidationError as refusal:
        return [(error["loc"], error["type"]) for error in refusal.errors(include_url=False, include_input=False)]


@given(
    st.dictionaries(st.sampled_from([*(each.name for each in fields(Opportunity)), "color"]), st.sampled_from(VALUES))
)
def test_an_opportunity_compiled_ahead_is_judged_as_by_pydantic_itself(values):
    assert str(answer(contract.validator(Opportunity), DEAL | values)) == str(
        answer(compiling.adapter(Opportunity), DEAL | values)
    )


@given(
    st.dictionaries(st.sampled_from([*(each.name for each in fields(PipelineSpec)), "color"]), st.sampled_from(VALUES))
)
def test_a_plan_compiled_ahead_is_judged_as_by_pydantic_itself(values):
    assert str(answer(contract.validator(PipelineSpec), PLAN | values)) == str(
        answer(compiling.adapter(PipelineSpec), PLAN | values)
    )


def test_under_another_core_the_contracts_are_compiled_anew(monkeypatch):
    monkeypatch.setattr(contract, "CORE", "0.0.0")
    contract.schema.cache_clear()
    try:
        anew = contract.schema(Opportunity)
    finally:
        contract.schema.cache_clear()
    assert anew == compiled.SCHEMAS[Opportunity]
    assert anew is not compiled.SCHEMAS[Opportunity]
    assert SchemaValidator(anew).validate_python(DEAL) == opportunity()
