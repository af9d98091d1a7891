import json
import re

import pytest

from pipectl.render import to_gitlab
from tests.render.checks import GREEN, HOSTILE, RICH
from tests.render.validations import CLEAN, VALIDATION
from tests.render.validations import HOSTILE as HOSTILE_DATA


def entries(text):
    found = json.loads(text)
    for each in found:
        # What GitLab's documentation asks of an entry.
        assert set(each) == {"description", "check_name", "fingerprint", "severity", "location"}
        assert re.fullmatch("[0-9a-f]{64}", each["fingerprint"])
        assert each["severity"] in {"info", "minor", "major", "critical", "blocker"}
        assert each["location"]["path"]
        assert each["location"]["lines"]["begin"] >= 1
        assert each["description"]
    assert len({each["fingerprint"] for each in found}) == len(found)
    return found


def test_an_entry_has_what_a_merge_request_shows():
    first = entries(to_gitlab.render("check", RICH))[0]
    assert (first["severity"], first["check_name"]) == ("major", "check/sales_cycle Sales cycle")
    assert first["location"] == {"path": "pipeline.yaml", "lines": {"begin": 40}}
    assert {each["severity"] for each in entries(to_gitlab.render("validation", VALIDATION))} == {
        "major",
        "minor",
        "info",
    }


def test_a_check_of_the_command_line_is_shown_at_the_head_of_pipeline_yaml():
    (found,) = (each for each in entries(to_gitlab.render("check", RICH)) if "pipeline_value" in each["check_name"])
    assert found["location"] == {"path": "pipeline.yaml", "lines": {"begin": 1}}


def test_nothing_found_is_an_empty_list():
    assert entries(to_gitlab.render("check", GREEN)) == entries(to_gitlab.render("validation", CLEAN)) == []


@pytest.mark.parametrize(
    "text",
    [to_gitlab.render("check", HOSTILE), to_gitlab.render("validation", HOSTILE_DATA)],
    ids=("check", "validate"),
)
def test_hostile_names_are_harmless_in_the_file_as_it_stands_and_as_it_is_read(text):
    assert entries(text)
    assert not set(text) & {"\x1b", "\r", "\u2028", "\u202e"}
    assert "::" not in text
    for each in entries(text):
        assert each["description"].isprintable() or "⏎" in each["description"]
        assert "\n" not in each["description"] + each["check_name"] + each["location"]["path"]
