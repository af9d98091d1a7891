"""What the screens show is what the commands say."""

import json

import pytest

from pipectl.render import to_json
from pipectl.report.whole import ATTENTION_KEPT

from ..cli.past import THIRD, begin, keep
from ..cli.process import EXAMPLE, pipectl
from .driving import answers
from .test_deal import past

ASKED = [((), {}), (("--period", "2026-Q3"), {"period": "2026-Q3"}), (("--owner", "Ann"), {"owners": ("Ann",)})]


@pytest.fixture(scope="module")
def remembered(tmp_path_factory):
    """A folder with three exports, each kept as a snapshot."""
    return keep(begin(tmp_path_factory.mktemp("remembered")))[0].parent.parent


def _said(verb, *options, cwd=None):
    ran = pipectl(verb, *options, "--format", "json", **({"cwd": cwd} if cwd else {}))
    assert ran.code == 0, ran.err
    return json.loads(ran.out)


def _shown(verb, found):
    return json.loads(to_json.render(verb, found))


def _apart(document):
    """Without hints and sources, which repeat what was typed."""
    return {key: value for key, value in document.items() if key not in ("next_step", "source", "sources")}


@pytest.mark.parametrize(("options", "asked"), ASKED)
def test_the_figures_are_those_of_report(options, asked):
    found = answers()
    report = found.report(found.first._replace(**asked))
    report = report._replace(attention=report.attention[:ATTENTION_KEPT])
    assert _apart(_shown("report", report)) == _apart(_said("report", *EXAMPLE, *options))


@pytest.mark.parametrize("sort", ["amount", "close", "name"])
def test_the_rows_are_those_of_list_in_its_order(sort):
    found = answers()
    listing = found.listing(found.first._replace(sort=sort))
    assert _apart(_shown("listing", listing)) == _apart(_said("list", *EXAMPLE, "--sort", sort))


def test_the_changes_are_those_of_changes(remembered):
    found = past(remembered)
    said = _said("changes", f"deals-{THIRD}.csv", "--as-of", THIRD, "--limit", "99", cwd=remembered)
    assert _apart(_shown("changes", found.changes(found.first))) == _apart(said)


def test_the_forecast_is_that_of_forecast():
    found = answers()
    said = _said("forecast", *EXAMPLE, "--limit", "999")
    assert _apart(_shown("forecast", found.forecast(found.first))) == _apart(said)


def test_the_criteria_are_those_of_playbook():
    found = answers()
    listing = found.listing(found.first)
    row = next(row for band in listing.bands for row in band.rows if row.id == "OPP-1086")
    said = _said("playbook", *EXAMPLE, "--deal", "OPP-1086")["deal"]
    sheet = found.dossier(found.first, row.place).sheet
    assert sheet is not None
    told = [(each["text"], each["standing"]) for each in said["exit_criteria"]]
    assert [(each.text, each.standing.value) for each in sheet.deal.answers] == told


def test_what_was_typed_on_the_command_line_is_what_is_asked_first():
    found = answers(owner=["Ann"], period="2026-Q3", where=["amount>=10000"])
    assert found.first.owners == ("Ann",)
    assert found.first.period == "2026-Q3"
    assert found.report(found.first).filters == ("owner Ann", "amount>=10000")
    assert found.report(found.first._replace(owners=())).filters == ("amount>=10000",)
