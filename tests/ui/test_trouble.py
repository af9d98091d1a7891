"""What goes wrong while the screens are open is told in them, and never as a traceback."""

import io
import sys

import pytest

from pipectl.domain.errors import UsageProblem
from pipectl.domain.finding import Place
from pipectl.ui import app as ui

from .driving import a_file, answers, drive

ALPHA = "1,Alpha,100,Proposal,2026-10-01,2026-12-01,Ann,Acme"
BETA = "2,Beta,200,Proposal,2026-10-01,2026-12-01,Bo,Hooli"


def test_reading_again_shows_what_is_in_the_file_now(tmp_path):
    path = a_file(tmp_path, ALPHA)

    async def steps(at):
        before = at.deals
        a_file(tmp_path, ALPHA, BETA)
        await at.press("r")
        await at.until(lambda: len(at.deals) == 2)
        return before, at.deals, at.noticed

    assert drive(steps, answers([path])) == (["Alpha"], ["Beta", "Alpha"], ["Read again."])


@pytest.mark.parametrize(("how", "why"), [("gone", "is not there"), ("broken", "unknown"), ("empty", "is empty")])
def test_a_file_that_is_gone_or_broken_is_told_above_what_was_read_before(tmp_path, how, why):
    path = a_file(tmp_path, ALPHA)

    async def steps(at):
        if how == "gone":
            path.unlink()
        else:
            path.write_text("" if how == "empty" else "nothing,that,is\nan,export,here\n")
        await at.press("r")
        await at.sees("what is shown is from before")
        broken, deals = at.text, at.deals
        a_file(tmp_path, ALPHA, BETA)
        await at.press("r")
        await at.until(lambda: len(at.deals) == 2 and at.app.trouble is None)
        return broken, deals, at.text

    broken, deals, after = drive(steps, answers([path]))
    assert "r reads again" in broken
    assert deals == ["Alpha"]
    assert "from before" not in after


def test_what_reading_says_aloud_is_told_in_the_screens_and_not_over_them(tmp_path, monkeypatch):
    found = answers([a_file(tmp_path, ALPHA)])
    from pipectl.cli import browsing
    from pipectl.cli.guard import say

    read = browsing._read

    def loud(*options):
        say("history/2026-11-01.csv: is damaged")
        return read(*options)

    monkeypatch.setattr(browsing, "_read", loud)
    screen = io.StringIO()
    monkeypatch.setattr(sys, "stderr", screen)
    found.reload()
    assert found.said == ("history/2026-11-01.csv: is damaged",)
    assert screen.getvalue() == ""
    assert sys.stderr is screen

    async def steps(at):
        await at.press("r")
        await at.until(lambda: len(at.noticed) == 2)
        return at.noticed

    assert "history/2026-11-01.csv: is damaged" in drive(steps, found)


def test_a_filter_of_the_command_line_that_leaves_nothing_any_more_is_told(tmp_path):
    path = a_file(tmp_path, ALPHA, BETA)

    async def steps(at):
        a_file(tmp_path, ALPHA)
        await at.press("r")
        await at.sees("'Bo' owns nothing here")
        return at.deals

    assert drive(steps, answers([path], owner=["Bo"])) == ["Beta"]


def test_an_opportunity_that_is_gone_since_is_told_and_the_list_stays(tmp_path):
    found = answers([a_file(tmp_path, ALPHA, BETA)])

    async def steps(at):
        a_file(tmp_path, BETA)
        found.reload()
        await at.press("home", "enter")
        await at.until(lambda: at.noticed and len(at.app.screen_stack) == 2)
        return at.noticed

    (why,) = drive(steps, found)
    assert "is no opportunity any more" in why
    with pytest.raises(UsageProblem):
        found.dossier(found.first, Place("nowhere.csv", 7))


@pytest.mark.parametrize("asked", ["report", "changes"])
def test_a_bug_ends_the_screens_and_is_raised_without_a_traceback(asked, monkeypatch, capfd):
    found = answers()
    listing = found.listing(found.first)

    def broken(ask):
        raise ZeroDivisionError("ours")

    monkeypatch.setattr(found, asked, broken)
    keys = ["c"] if asked == "changes" else []
    monkeypatch.setattr(ui.Screens, "run", lambda self: _without_terminal(self, keys))
    with pytest.raises(ZeroDivisionError, match="ours"):
        ui.show(found, listing, light=False)
    assert "Traceback" not in "".join(capfd.readouterr())


def _without_terminal(app, keys):
    async def press(pilot):
        await pilot.press(*keys)

    return super(ui.Screens, app).run(headless=True, auto_pilot=press if keys else None)


def test_a_question_is_forgotten_where_another_of_its_kind_came_after_it():
    async def steps(at):
        await at.press("s", "s", "s")
        await at.until(lambda: at.app.asked.sort != "amount")
        seen: list[object] = []
        app = at.app
        for name in ("first", "second"):
            app.desk.ask("test", lambda name=name: name, seen.append, seen.append)
        await at.until(lambda: "second" in seen)
        return seen

    assert drive(steps)[-1] == "second"
