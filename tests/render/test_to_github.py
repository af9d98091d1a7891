import re

import pytest

from pipectl.domain.finding import Finding, Level, Place
from pipectl.domain.validation import Judged
from pipectl.render import to_github
from pipectl.render.harmless import for_log
from tests.changing import replace
from tests.render.checks import GREEN, RICH
from tests.render.checks import HOSTILE as HOSTILE_CHECKS
from tests.render.validations import CLEAN, HOSTILE, KNOWN, VALIDATION

#: As the runner reads a line: the name, properties apart by commas, and a message behind the second pair of colons.
COMMAND = re.compile(r"::(?P<name>[a-z]+)( (?P<properties>[^:]*))?::(?P<message>.*)")


def unescaped(text: str, **more: str) -> str:
    """What the runner makes of escapes: those of properties before the last one, %25."""
    for escape, character in {"%0D": "\r", "%0A": "\n", **{f"%{key}": value for key, value in more.items()}}.items():
        text = text.replace(escape, character)
    return text.replace("%25", "%")


def commands(text: str) -> list[tuple[str, dict[str, str], str]]:
    """All lines as commands, read back."""
    found = []
    for line in text.removesuffix("\n").split("\n"):
        command = COMMAND.fullmatch(line)
        assert command, line
        pairs = [pair.split("=", 1) for pair in command["properties"].split(",")]
        properties = {key: unescaped(value, **{"3A": ":", "2C": ","}) for key, value in pairs}
        found.append((command["name"], properties, unescaped(command["message"])))
    return found


def test_a_finding_is_an_annotation_of_its_level_at_its_place():
    (summary, error, warning, note) = commands(to_github.render("validation", VALIDATION))
    assert error == (
        "error",
        {
            "file": "deals.csv",
            "line": "17",
            "col": "4",
            "title": "DATA012 Date that is not a day of the calendar",
        },
        "close date '31/02/2026' is not a day of the calendar; correct it or leave it empty",
    )
    assert (warning[0], note[0], summary[0]) == ("warning", "notice", "notice")


def test_the_first_annotation_sums_up_so_that_it_is_among_those_that_are_shown():
    name, properties, message = commands(to_github.render("validation", VALIDATION))[0]
    assert (name, properties) == ("notice", {"title": "pipectl validate"})
    assert message == (
        "Data quality 87%: 41 of 47 rows without an error or warning; 44 of 47 rows read, 3 set aside; "
        "5 findings, 4 of them while reading: 3 errors, 1 warning, 1 note; "
        "2 findings of these kinds are not shown here; failed: 3 errors"
    )
    assert [each[0] for each in commands(to_github.render("validation", CLEAN))] == ["notice"]


def test_what_is_known_is_counted_and_annotates_nothing():
    found = commands(to_github.render("validation", KNOWN))
    assert [each[0] for each in found] == ["notice", "error"]
    assert "4 known, 1 new" in found[0][2]


def test_what_is_about_a_file_has_no_line():
    bulk = Judged(Finding("DATA012", Level.WARNING, Place("a,b: 100%.csv"), "is the same", "look"))
    (_, found) = commands(
        to_github.render("validation", replace(VALIDATION, found=(bulk,), codes=VALIDATION.codes[:1]))
    )
    assert found[1]["file"] == "a,b: 100%.csv"
    assert set(found[1]) == {"file", "title"}


@pytest.mark.parametrize("each", [judged for judged in HOSTILE.found if not judged.known])
def test_foreign_text_reads_back_as_one_command_and_starts_no_other(each):
    text = to_github.render("validation", replace(HOSTILE, found=(each,)))
    assert text.count("\n") == len(text.splitlines()) == 2
    _, (name, properties, message) = commands(text)
    finding = each.finding
    assert name == {"error": "error", "warning": "warning", "note": "notice"}[finding.level]
    assert properties["file"] == for_log(finding.place.file)
    assert (properties["line"], properties["col"]) == ("3", "4")
    assert message == for_log(f"{finding.problem}; {finding.remedy}")
    assert not re.search(r"##\w*\[", text)
    assert text.isprintable() or not set(text) & {"\x1b", "\r", "\u2028", "\u202e"}


def test_a_check_that_is_no_pass_is_an_annotation_of_pipeline_yaml():
    (summary, first, *rest) = commands(to_github.render("check", RICH))
    assert summary[1:] == (
        {"title": "pipectl check"},
        (
            "undefined; 8 checks: 1 undefined, 3 failed, 1 warned, 1 waived, 1 too few, 1 passed; "
            "1 waiver ran out; 1 waiver waiving nothing; 44 of 47 rows read, 3 set aside"
        ),
    )
    assert first == (
        "error",
        {"file": "pipeline.yaml", "line": "40", "col": "5", "title": "check/sales_cycle Sales cycle"},
        "Sales cycle is undefined: nothing was won yet",
    )
    assert [each[0] for each in rest].count("warning") == 2
    assert [each[0] for each in commands(to_github.render("check", GREEN))] == ["notice"]


@pytest.mark.parametrize("line", HOSTILE_CHECKS.lines)
def test_hostile_names_in_a_check_read_back_and_start_no_other_command(line):
    text = to_github.render("check", replace(HOSTILE_CHECKS, lines=(line,), waivers=HOSTILE_CHECKS.waivers[:3]))
    assert not set(text) & {"\x1b", "\r", "\u2028", "\u202e"}
    assert not re.search(r"##\w*\[", text)
    found = commands(text)
    assert len(found) == len(text.splitlines())
    assert found[1][1]["file"] == for_log(line.place.file)
