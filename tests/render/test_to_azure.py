import re

import pytest

from pipectl.render import to_azure
from pipectl.render.harmless import for_log
from tests.changing import replace
from tests.render.checks import GREEN, HOSTILE, RICH
from tests.render.validations import HOSTILE as HOSTILE_DATA
from tests.render.validations import VALIDATION

#: As the agent reads a line: area, action, properties apart by semicolons, and a message behind the bracket.
COMMAND = re.compile(r"##vso\[task\.logissue (?P<properties>[^\]]*)\](?P<message>.*)")
ESCAPES = {"%3B": ";", "%0D": "\r", "%0A": "\n", "%5D": "]", "%AZP25": "%"}


def unescaped(text):
    for escape, character in ESCAPES.items():
        text = text.replace(escape, character)
    return text


def issues(text):
    """All commands, read back; other lines are left out."""
    found = []
    for line in text.splitlines():
        if command := COMMAND.fullmatch(line):
            pairs = [pair.split("=", 1) for pair in command["properties"].split(";")]
            found.append(({key: unescaped(value) for key, value in pairs}, unescaped(command["message"])))
    return found


def test_a_miss_is_an_issue_at_its_place():
    properties, message = issues(to_azure.render("check", RICH))[0]
    assert properties == {
        "type": "error",
        "sourcepath": "pipeline.yaml",
        "linenumber": "40",
        "columnnumber": "5",
        "code": "check/sales_cycle",
    }
    assert message == "Sales cycle is undefined: nothing was won yet"
    assert {properties["type"] for properties, _ in issues(to_azure.render("check", RICH))} == {"error", "warning"}


def test_a_note_is_a_plain_line_since_there_are_only_errors_and_warnings():
    lines = to_azure.render("validation", VALIDATION).splitlines()
    assert lines[0].startswith("pipectl validate: Data quality 87%")
    assert lines[-1] == "deals.csv:30:6: DATA302 Next is empty; enter it"
    assert to_azure.render("check", GREEN).splitlines() == [
        "pipectl check: passed; 1 check: 1 passed; 44 of 47 rows read, 3 set aside"
    ]


@pytest.mark.parametrize("line", HOSTILE.lines)
def test_hostile_names_read_back_as_they_were_and_start_no_other_command(line):
    text = to_azure.render("check", replace(HOSTILE, lines=(line,), waivers=()))
    assert not set(text) & {"\x1b", "\r", "\u2028", "\u202e"}
    found = issues(text)
    assert len(found) == text.count("##vso[") == len(text.splitlines()) - 1
    assert found[0][0]["sourcepath"] == for_log(line.place.file)


def test_hostile_findings_read_back_too():
    text = to_azure.render("validation", HOSTILE_DATA)
    shown = [each.finding for each in HOSTILE_DATA.found if not each.known and each.finding.level != "note"]
    assert [message for _, message in issues(text)] == [for_log(f"{one.problem}; {one.remedy}") for one in shown]
