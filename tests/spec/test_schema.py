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
    models = [schema, *(model for model in schema["$defs"].values() if model["type"] == "object")]
    assert len(models) == 6
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
        "stages: [{name: A, aliases: [~]}]",
    ],
)
def test_loader_and_schema_both_refuse_a_number_in_quotes_and_a_missing_text(written):
    with pytest.raises(SpecProblem):
        load_spec(f"version: 1\n{written}", "x")
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(read(f"version: 1\n{written}"), spec_schema())
