import jsonschema
import pytest

from pipectl.domain.errors import SpecProblem
from pipectl.spec.loader import load_spec
from pipectl.spec.schema import DIALECT, MODELINE, spec_schema
from pipectl.spec.strict_yaml import read_tree
from pipectl.spec.templates import TEMPLATES, template_text


def as_json(value: object) -> object:
    if isinstance(value, dict):
        return {key: as_json(each) for key, each in value.items()}
    if isinstance(value, list):
        return [as_json(each) for each in value]
    return value if isinstance(value, int | str | None) else float(str(value))


def read(text: str) -> object:
    root, _ = read_tree(text, "x")
    assert root is not None
    return as_json(root.value)


def test_the_schema_is_a_valid_one_of_its_dialect():
    schema = spec_schema()
    assert schema["$schema"] == DIALECT
    assert schema["title"]
    jsonschema.Draft202012Validator.check_schema(schema)


def test_every_setting_has_a_description_and_no_other_is_allowed():
    schema = spec_schema()
    found = (part for model in schema["$defs"].values() for part in model.get("anyOf", [model]))
    models = [schema, *(model for model in found if model["type"] == "object")]
    assert len(models) == 23
    for model in models:
        assert model["additionalProperties"] is False
        assert model["description"]
        assert all(entry["description"] for entry in model["properties"].values())


@pytest.mark.parametrize("template", [template.name for template in TEMPLATES])
def test_the_templates_follow_the_schema(template):
    jsonschema.validate(read(template_text(template)), spec_schema())


@pytest.mark.parametrize(
    "written",
    [
        "stages: [{name: A, probability: 55}]",
        "stages: [{name: A, kind: x}]",
        "stages: []",
        "stages: [{name: A, max_dayz: 1}]",
        "stages: [{name: A}]\nquotas: [{period: 2026, amount: '5'}]",
    ],
)
def test_the_schema_refuses_what_the_loader_refuses(written):
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(read(f"version: 1\n{written}"), spec_schema())


def test_a_year_may_stand_as_a_bare_number():
    jsonschema.validate(
        read("version: 1\nstages: [{name: A}]\nquotas: [{period: 2026, amount: 5.5}]\nlookback: 90"), spec_schema()
    )


def test_the_modeline_names_the_file_that_the_schema_is_written_to():
    assert MODELINE == "# yaml-language-server: $schema=pipeline.schema.json"
    assert all(template_text(template.name).startswith(MODELINE + "\n") for template in TEMPLATES)


@pytest.mark.parametrize(
    "written",
    [
        "stages: [{name: 1, aliases: [2, true], kind: ~, max_days: ~, questions: ~}]\ncolumns: {id: 5, owner: ~}",
        "stages: [{name: A}]\ncurrency: USD\nexchange_rates: {EUR: 1.08, JPY: 1}",
        "stages: [{name: A}]\nexchange_rates:",
        "stages: [{name: A}]\ndata:\nquotas:\ncolumns:\ntarget_coverage:\nlookback:\nfiscal_year_starts: ~\nname:",
        (
            "stages: [{name: A}]\nquotas: [{period: 2026, amount: 5, owner: 42}]\n"
            "checks: [{metric: coverage, min: 1, level: ~}]"
        ),
    ],
)
def test_the_schema_accepts_what_the_loader_accepts(written):
    load_spec(f"version: 1\n{written}", "x")
    jsonschema.validate(read(f"version: 1\n{written.replace('true', '1')}"), spec_schema())


@pytest.mark.parametrize(
    "written",
    [
        "stages: [{name: A, probability: '0.5'}]",
        "stages: [{name: A, max_days: '5'}]",
        "stages: [{name: A}]\ntarget_coverage: '3'",
        "stages: [{name: ~}]",
        "stages: [{name: A}]\ncurrency: USD\nexchange_rates: {EUO: 1}",
        "stages: [{name: A}]\ncurrency: USD\nexchange_rates: {EUR: '1'}",
        "stages: [{name: A}]\ncurrency: USD\nexchange_rates: {EUR: 0}",
        "stages: [{name: A, aliases: [~]}]",
    ],
)
def test_loader_and_schema_both_refuse_a_number_in_quotes_and_a_missing_text(written):
    with pytest.raises(SpecProblem):
        load_spec(f"version: 1\n{written}", "x")
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(read(f"version: 1\n{written}"), spec_schema())


GOOD_PERIODS = (
    "2026", "'2026'", "2026-Q4", "2026-q4", "2026-11", "FY26", "fy26-q2", "FY2026", "FY2026-Q1", "FY00", "1970", "2199",
    "2026-01-15..2026-02-28", "2026-Q1..2026-Q3", "FY26-Q1..2026-12", "'2026-Q1 .. 2026-Q2'", "' 2026 '",
)  # fmt: skip
BAD_PERIODS = (
    "26", "02026", "2026-1", "2026-13", "2026-00", "2026-Q5", "2026Q4", "Q4 2026", "fy26-Q5", "FY1926", "1969", "2200",
    "1969-Q4", "2200-01", "all", "this-quarter", "last-year", "2026..", "..2026", "..", "2026-01-15", "2026-2027",
    "2026-01-32..2026-03-01", "1969-01-01..2026-01-01", "2026-01-01..2200-01-01", "2026.5", "-2026", "true", "~", "''",
)  # fmt: skip
GOOD_LOOKBACKS = ("365", "'365'", "365d", "365 days", "1 day", "365D", "all", "ALL", "007", "99999d", "' 90d '", "~")
BAD_LOOKBACKS = ("0", "0d", "000d", "100000", "100000d", "-5", "1.5", "12m", "1y", "d", "365ds", "''", "true")
CASES = [
    *(("quotas: [{{period: {}, amount: 5}}]", each, True) for each in GOOD_PERIODS),
    *(("quotas: [{{period: {}, amount: 5}}]", each, False) for each in BAD_PERIODS),
    *(("spend: [{{period: {}, amount: 5}}]", each, True) for each in GOOD_PERIODS),
    *(("spend: [{{period: {}, amount: 5}}]", each, False) for each in BAD_PERIODS),
    *(("lookback: {}", each, True) for each in GOOD_LOOKBACKS),
    *(("lookback: {}", each, False) for each in BAD_LOOKBACKS),
    *(("checks: [{{metric: {}, min: 1}}]", each, True) for each in ("coverage", "'win_rate'", "sales_cycle")),
    *(("checks: [{{metric: {}, min: 1}}]", each, False) for each in ("Coverage", "coverages", "5", "~", "''")),
]


def test_loader_and_schema_agree_on_every_period_lookback_and_metric():
    schema = jsonschema.Draft202012Validator(spec_schema())
    for setting, value, good in CASES:
        text = f"version: 1\nstages: [{{name: A}}]\n{setting.format(value)}"
        taken = True
        try:
            load_spec(text, "x")
        except SpecProblem:
            taken = False
        assert (taken, schema.is_valid(read(text))) == (good, good), text
