import re
from xml.etree import ElementTree as ET

import pytest
from junitparser import JUnitXml

from pipectl.domain.finding import Level
from pipectl.render import to_junit
from pipectl.render.harmless import for_log
from pipectl.render.words.shared import cut
from tests.changing import replace
from tests.render.checks import GREEN, RICH
from tests.render.checks import HOSTILE as HOSTILE_CHECKS
from tests.render.validations import CLEAN, HOSTILE, KNOWN, VALIDATION

#: All that XML 1.0 can hold.
ALLOWED = re.compile("[\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]*")


def suite(found):
    text = to_junit.render("validation", found)
    assert ALLOWED.fullmatch(text)
    root = ET.fromstring(text.encode("utf-8"))
    (only,) = root
    # The schemas in use know no skipped ones of all suites together.
    assert set(root.attrib) == {"name", "tests", "failures", "errors", "time"}
    assert all(root.get(key) == only.get(key) for key in ("tests", "failures", "errors", "time"))
    return only


def test_a_code_is_a_test_case_which_fails_passes_or_is_skipped():
    found = suite(VALIDATION)
    cases = found.findall("testcase")
    assert [(case.get("name")[:7], [child.tag for child in case]) for case in cases] == [
        ("DATA012", ["failure"]),
        ("DATA101", ["system-out"]),
        ("DATA302", ["system-out"]),
        ("DATA005", []),
        ("DATA305", ["skipped"]),
    ]
    assert (found.get("tests"), found.get("failures"), found.get("skipped")) == ("5", "1", "1")
    assert found.findtext("system-out").startswith("Data quality 87%")


def test_a_failure_says_how_many_what_to_do_and_where():
    failure = suite(VALIDATION).find("testcase/failure")
    assert (failure.get("type"), failure.get("message")) == ("error", "3 findings; correct it or leave it empty")
    assert failure.text.splitlines() == [str(VALIDATION.found[0].finding), "… and 2 more"]


def test_warnings_and_notes_fail_where_that_is_asked_for():
    for level, failures in ((Level.ERROR, "1"), (Level.WARNING, "2"), (Level.NOTE, "3")):
        assert suite(replace(VALIDATION, fail_on=level)).get("failures") == failures


def test_known_findings_are_counted_and_fail_nothing():
    found = suite(replace(KNOWN, fail_on=Level.NOTE))
    assert found.get("failures") == "1"
    failure = found.find("testcase/failure")
    assert failure.get("message").startswith("1 finding;")
    assert failure.text.splitlines()[-1] == "2 known"
    assert suite(CLEAN).get("failures") == "0"


def test_the_shape_is_what_build_servers_read():
    found = suite(VALIDATION)
    assert found.tag == "testsuite"
    assert {"name", "tests", "failures", "errors", "skipped", "time", "timestamp"} == set(found.attrib)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d", found.get("timestamp"))
    for case in found.findall("testcase"):
        assert set(case.attrib) == {"classname", "name", "time"}
    names = [case.get("name") for case in found.findall("testcase")]
    assert len(set(names)) == len(names)


def test_foreign_text_reads_back_as_it_reads_in_a_log():
    failure = suite(HOSTILE).find("testcase/failure")
    lines = failure.text.split("\n")
    shown = [each.finding for each in HOSTILE.found if not each.known][: to_junit.SHOWN]
    assert lines[: len(shown)] == [for_log(str(each)) for each in shown]
    assert "::" not in to_junit.render("validation", HOSTILE)
    assert len(list(failure)) == 0


def checked(found):
    text = to_junit.render("check", found)
    assert ALLOWED.fullmatch(text)
    return ET.fromstring(text.encode("utf-8"))[0]


def test_a_check_is_a_test_case_that_fails_errs_is_skipped_or_passes():
    found = checked(RICH)
    cases = [(case.get("name"), [child.tag for child in case]) for case in found.findall("testcase")]
    assert cases == [
        ("Coverage", ["failure"]),
        ("Win rate · Ann", []),
        ("Win rate · no owner", ["skipped"]),
        ("Coverage, Q2 2026 · Cy", ["skipped"]),
        ("DATA101 No amount", ["failure"]),
        ("Dates are kept", ["system-out"]),
        ("Sales cycle", ["error"]),
        ("Pipeline value", ["failure"]),
        ("waiver of coverage for Cy", ["system-out"]),
        ("waiver of slippage for O9", ["system-out"]),
        ("waiver of coverage for Bo", ["failure"]),
    ]
    counts = {key: found.get(key) for key in ("tests", "failures", "errors", "skipped")}
    assert counts == {"tests": "11", "failures": "4", "errors": "1", "skipped": "2"}
    assert found.find("testcase/failure").text.splitlines() == [
        "deals.csv:2 · Globex – platform · Ann",
        "deals.csv:9 · Hooli – pilot",
    ]
    assert {child.tag for case in checked(GREEN).findall("testcase") for child in case} == {"system-out"}


def test_hostile_names_of_checks_stay_text():
    found = checked(HOSTILE_CHECKS)
    names = [case.get("name") for case in found.findall("testcase")]
    assert names[: len(HOSTILE_CHECKS.lines)] == [
        f"{for_log(cut(line.name or '', 30)) or for_log(line.title)} · {for_log(cut(line.key or f'no {line.by}', 60))}"
        for line in HOSTILE_CHECKS.lines
    ]


READ = [
    to_junit.render("check", RICH),
    to_junit.render("check", HOSTILE_CHECKS),
    to_junit.render("validation", VALIDATION),
]


@pytest.mark.parametrize("text", READ)
def test_a_junit_parser_reads_what_is_written(text):
    found = JUnitXml.fromstring(text.encode("utf-8"))
    assert found.tests == sum(1 for suite in found for _ in suite) > 0
