"""The script for cron: mail where it is red, silence where it is green."""

import html
import shutil

import pytest

from .ground import RECIPES, Ground

WEEKLY = RECIPES / "weekly.sh"


@pytest.fixture
def crontab(repository):
    """What a job of cron has: MAILTO, and a `mail` that notes what it is given."""
    repository.notes("mail", reads=True)
    repository.variables["MAILTO"] = "sales@example.com"
    return repository


def weekly(crontab: Ground, *options: str):
    return crontab.start(str(WEEKLY), "--config", "pipeline.yaml", *options)


def test_a_green_week_is_silent(crontab):
    ran = weekly(crontab)
    assert (ran.code, ran.said) == (0, "")
    assert crontab.noted("mail") == []


def test_a_missed_check_is_mailed_as_markdown(crontab):
    crontab.miss()
    ran = weekly(crontab)
    assert (ran.code, ran.said) == (1, "")
    assert crontab.noted("mail") == ["-s", "Sales pipeline: a check is missed", "sales@example.com"]
    assert crontab.piped("mail").startswith("# New business")
    assert "| **failed** | Coverage |" in crontab.piped("mail")


def test_what_could_not_be_answered_is_mailed_with_the_reason(crontab):
    (crontab.folder / "opportunities.csv").unlink()
    ran = weekly(crontab)
    assert (ran.code, ran.said) == (2, "")
    assert crontab.noted("mail")[1] == "Sales pipeline: could not be checked"
    assert "no such file" in crontab.piped("mail")


def test_a_command_that_is_not_there_is_mailed_too(crontab):
    crontab.has("pipectl", "#!/bin/sh\necho gone >&2\nexit 127\n")
    assert weekly(crontab).code == 127
    assert crontab.noted("mail")[1] == "Sales pipeline: pipectl ended with 127"
    assert "gone" in crontab.piped("mail")


def test_where_mail_can_not_be_sent_the_answer_is_printed_and_the_code_stands(crontab):
    crontab.miss()
    crontab.notes("mail", code=75)
    ran = weekly(crontab)
    assert ran.code == 1
    assert ran.out.startswith("Sales pipeline: a check is missed\n# New business")
    assert "could not be mailed to sales@example.com" in ran.err


@pytest.mark.parametrize("nobody", [{"MAILTO": ""}, {}])
def test_without_anybody_to_write_to_nothing_is_checked(crontab, nobody):
    del crontab.variables["MAILTO"]
    ran = crontab.start("env", "-u", "MAILTO", str(WEEKLY)) if not nobody else crontab.start(str(WEEKLY), **nobody)
    assert ran.code == 2
    assert "MAILTO is not set" in ran.err


def test_options_reach_the_check_as_they_are(crontab):
    weekly(crontab, "--where", "account!=Nobody & Sons")
    assert "Nobody & Sons" in html.unescape(crontab.piped("mail"))


def test_nothing_is_left_behind(crontab):
    crontab.miss()
    (crontab.home / "temp").mkdir()
    weekly_there = crontab.start(str(WEEKLY), TMPDIR=str(crontab.home / "temp"))
    assert weekly_there.code == 1
    assert list((crontab.home / "temp").iterdir()) == []


@pytest.mark.skipif(shutil.which("dash") is None, reason="dash is the sh of Debian")
def test_it_runs_in_the_plainest_shell(crontab):
    crontab.miss()
    assert crontab.start("dash", str(WEEKLY)).code == 1
    assert crontab.noted("mail")[1] == "Sales pipeline: a check is missed"
