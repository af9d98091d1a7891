import json
from urllib.parse import urlsplit

import pytest

from pipectl import __version__
from pipectl.domain.finding import Place
from pipectl.render import to_sarif
from pipectl.render.harmless import for_log
from tests.changing import replace
from tests.render.checks import GREEN, HOSTILE, RICH
from tests.render.validations import HOSTILE as HOSTILE_DATA
from tests.render.validations import VALIDATION


def run(text):
    log = json.loads(text)
    assert (log["version"], set(log)) == ("2.1.0", {"$schema", "version", "runs"})
    (only,) = log["runs"]
    rules = only["tool"]["driver"]["rules"]
    for each in only["results"]:
        assert rules[each["ruleIndex"]]["id"] == each["ruleId"]
        assert each["level"] in {"error", "warning", "note"}
        assert each["message"]["text"]
    assert len({rule["id"] for rule in rules}) == len(rules)
    return only


def test_the_tool_names_itself_and_its_rules():
    driver = run(to_sarif.render("check", RICH))["tool"]["driver"]
    assert (driver["name"], driver["version"]) == ("pipectl", __version__)
    assert {"id": "DATA101", "shortDescription": {"text": "No amount"}} in driver["rules"]


def test_a_result_has_its_place_and_a_fingerprint():
    results = run(to_sarif.render("check", RICH))["results"]
    assert results[0]["locations"] == [
        {"physicalLocation": {"artifactLocation": {"uri": "pipeline.yaml"}, "region": {"startLine": 40}}}
    ]
    assert results[0]["message"]["text"] == "Sales cycle is undefined: nothing was won yet"
    assert len(results[0]["partialFingerprints"]["pipectl/v1"]) == 64
    assert [each["locations"] for each in results if each["ruleId"] == "check/pipeline_value"] == [[]]
    assert [each["level"] for each in run(to_sarif.render("validation", VALIDATION))["results"]] == [
        "error",
        "warning",
        "note",
    ]


def test_what_passes_has_no_result_and_is_summed_up():
    found = run(to_sarif.render("check", GREEN))
    (invocation,) = found["invocations"]
    assert found["results"] == []
    assert invocation["executionSuccessful"] is True
    assert invocation["toolExecutionNotifications"][0]["message"]["text"].startswith("passed; 1 check")


@pytest.mark.parametrize(
    "text", [to_sarif.render("check", HOSTILE), to_sarif.render("validation", HOSTILE_DATA)], ids=("check", "validate")
)
def test_hostile_names_are_harmless_and_files_are_uris_that_name_them(text):
    assert not set(text) & {"\x1b", "\r", "\u2028", "\u202e"}
    assert "::" not in text
    for each in run(text)["results"]:
        assert each["message"]["text"] == for_log(each["message"]["text"])
        for location in each["locations"]:
            uri = location["physicalLocation"]["artifactLocation"]["uri"]
            assert uri.isascii()
            assert " " not in uri
            assert urlsplit(uri).scheme in ("", "file")


def test_a_file_is_named_by_a_uri_that_reads_back():
    named = replace(RICH, lines=(replace(RICH.lines[0], place=Place("über/ein plan.yaml", 3)),), waivers=())
    (location,) = run(to_sarif.render("check", named))["results"][0]["locations"]
    assert location["physicalLocation"]["artifactLocation"]["uri"] == "%C3%BCber/ein%20plan.yaml"
    rooted = replace(RICH, lines=(replace(RICH.lines[0], place=Place("/a/b.yaml", 3)),), waivers=())
    (location,) = run(to_sarif.render("check", rooted))["results"][0]["locations"]
    assert location["physicalLocation"]["artifactLocation"]["uri"] == "file:///a/b.yaml"
