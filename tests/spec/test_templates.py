import re

import pytest

from pipectl.domain.cells import loose
from pipectl.domain.spec import StageKind
from pipectl.spec.loader import load_spec
from pipectl.spec.templates import TEMPLATES, built_in_spec, starter_text, template_text


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template.name)
def test_a_template_loads_and_ends_in_won_and_lost(template):
    spec = load_spec(template_text(template.name), template.file)
    assert template.title
    assert {StageKind.OPEN, StageKind.WON, StageKind.LOST} <= {stage.kind for stage in spec.stages}


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template.name)
def test_every_open_stage_of_a_template_has_a_shared_definition(template):
    for stage in load_spec(template_text(template.name), template.file).open_stages:
        assert stage.activities
        assert stage.questions
        assert stage.exit_criteria
        assert stage.max_days
        assert stage.probability is not None


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template.name)
def test_the_chance_to_win_grows_from_stage_to_stage(template):
    chances = [stage.probability or 0 for stage in load_spec(template_text(template.name), template.file).open_stages]
    assert chances == sorted(set(chances))


def test_an_unknown_template_is_a_key_error():
    with pytest.raises(KeyError):
        template_text("none")


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template.name)
def test_a_template_to_start_from_names_no_file_and_no_header_that_its_user_may_lack(template):
    spec = load_spec(starter_text(template.name), template.file)
    assert (spec.data, spec.quotas_file, spec.spend_file, spec.leads.files) == ((), None, None, ())
    judged = re.findall(r"^[^#\n]*\bfield: (\w+)", starter_text(template.name), re.MULTILINE)
    assert [field for field in judged if not field.islower()] == []


def test_the_built_in_stages_are_those_of_the_first_template_with_more_spellings():
    built_in, template = built_in_spec(), load_spec(template_text("revenue-io"), "x")
    assert [(s.name, s.kind, s.probability, s.max_days) for s in built_in.stages] == [
        (s.name, s.kind, s.probability, s.max_days) for s in template.stages
    ]
    assert built_in.quotas == ()
    assert built_in.checks == ()
    assert built_in.currency is None


def test_a_built_in_spelling_names_one_stage():
    spellings = [loose(text) for stage in built_in_spec().stages for text in {stage.name, *stage.aliases}]
    assert len(spellings) == len(set(spellings))


@pytest.mark.parametrize(
    ("spelling", "stage"),
    [
        ("closed won", "Closed Won"),
        ("won", "Closed Won"),
        ("closed lost", "Closed Lost"),
        ("qualified", "Qualification"),
        ("proposal", "Solution Presentation"),
        ("negotiation/review", "Negotiation"),
    ],
)
def test_the_built_in_stages_know_what_exports_call_them(spelling, stage):
    found = {loose(text): each.name for each in built_in_spec().stages for text in (each.name, *each.aliases)}
    assert found[spelling] == stage
