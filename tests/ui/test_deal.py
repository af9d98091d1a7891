import sys

import pytest

from pipectl.ui import deal_words

from ..cli.past import SECOND, THIRD, begin, keep
from .driving import a_file, answers, drive


@pytest.fixture(scope="module")
def remembered(tmp_path_factory):
    """A folder with three exports, each kept as a snapshot."""
    return keep(begin(tmp_path_factory.mktemp("remembered")))[0].parent.parent


def past(folder, **asked):
    """What is at hand there."""
    return answers([folder / f"deals-{THIRD}.csv"], folder / "pipeline.yaml", as_of=THIRD, **asked)


def opened(*filter_, found=None, size=(100, 40), keys=()):
    """The screen of the opportunity that a filter finds."""

    async def steps(at):
        await at.press("left", "end", "slash")
        await at.type(" ".join(filter_))
        await at.press("enter", "enter")
        await at.sees("Its row")
        await at.press(*keys)
        return at.text

    return drive(steps, found, size)


def test_an_opportunity_opens_with_its_row():
    text = opened("opp-1086")
    assert text.startswith(" Umbrella – second site  1 of 1\n $54,000 · Prospecting · due Mar 19 2027 · Umbrella · Ann")
    assert "expected close    Fri 19 Mar 2027" in text
    assert "probability       5%" in text
    assert "Region            AMER" in text


def test_what_speaks_against_it_stands_with_reasons_and_what_to_do():
    text = opened("pinecrest pilot", size=(100, 60))
    assert "high    close date 77 days past" in text
    assert "→ re-date it" in text
    assert "can't be judged" in text
    assert "pushed: there is no history" in text


def test_criteria_of_its_stage_are_met_missing_or_to_be_asked():
    text = opened("quarry works analytics", size=(140, 60)) + opened("pinecrest pilot", size=(140, 60))
    for words in ("✓ met", "✗ missing", "? ask", "required up to this stage", "to ask"):
        assert words in text


def test_of_what_is_decided_nothing_is_asked():
    text = opened("quayside rollout", size=(140, 60))
    assert "it is lost, so that nothing is asked of it" in text
    assert "nothing is asked of what is decided" in text
    assert "lost, Closed Lost · closed" in text


def test_without_history_the_screen_says_what_would_bring_it():
    assert "no history tells of it; pipectl snapshot keeps one from now on" in opened("opp-1086")


def test_history_tells_stays_pushes_and_what_changed(remembered):
    text = opened("hooli", found=past(remembered))
    assert "Proposal  by Nov 1 → Nov 8 · 7 days or more" in text
    assert "Negotiation  Nov 8 → Nov 12 · 4 days" in text
    assert "pushed once, 31 days in all" in text
    assert "Nov 8        expected close Dec 2 → Jan 2 2027" in text
    assert "Nov 8        stage Proposal → Negotiation" in text
    text = opened("acme", found=past(remembered))
    assert "amount 1,000 → 1,500" in text
    assert text.index("Nov 15       ") < text.index("Nov 8        ")


def test_what_it_gives_to_the_forecast_is_asked_for_by_a_key():
    async def steps(at):
        await at.press("enter")
        await at.sees("f asks what it gives to the forecast")
        await at.press("f")
        await at.sees("gives $")
        await at.press("n")
        await at.sees("2 of 22")
        await at.sees("to be won by its end")
        return at.app.answers.forecast(at.app.asked), at.text

    found, text = drive(steps, size=(140, 50))
    one = next(each for each in found.prospects if each.name == "Tanager Press – pilot")
    assert f"gives ${one.gives.normalize():,f}"[:8] in text
    assert "Method: auto" in text


def test_what_gives_nothing_to_the_forecast_says_so():
    async def steps(at):
        await at.press("slash")
        await at.type("westmark")
        await at.press("enter", "enter", "f")
        await at.sees("gives nothing to Q4 2026")

    drive(steps, size=(100, 60))


def test_without_numpy_the_forecast_says_what_adds_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "numpy", None)

    async def steps(at):
        await at.press("enter", "f")
        await at.sees("'sales-pipectl[forecast]' adds it")

    drive(steps, size=(140, 50))


def test_a_period_without_a_forecast_says_why():
    async def steps(at):
        await at.press("enter", "f")
        await at.sees("a forecast is of a period with a first and a last day")

    drive(steps, answers(period="all"), size=(140, 50))


def test_next_and_before_go_through_the_list_and_the_cursor_follows():
    async def steps(at):
        await at.press("enter")
        await at.sees("1 of 22")
        await at.press("b", "n", "n")
        await at.sees("3 of 22")
        await at.press("pagedown", "down", "up", "pageup", "escape")
        await at.sees("Stage  ")
        return at.app.screen.query_one("#deals").cursor

    assert drive(steps) == 2


def test_a_stage_without_criteria_and_one_that_is_no_stage_say_so(tmp_path):
    plan = "version: 1\nname: Plain\nstages:\n  - {name: Proposal, probability: 0.5}\n  - {name: Won, kind: won}\n"
    (tmp_path / "pipeline.yaml").write_text(plan)
    path = a_file(tmp_path, "1,Alpha,100,Proposal,2026-10-01,2026-12-01,Ann,Acme")
    text = opened("alpha", found=answers([path], tmp_path / "pipeline.yaml"))
    assert "Proposal has no exit criteria in pipeline.yaml" in text
    assert "due Dec 1" in text


def test_history_tells_what_was_gone_and_there_again(tmp_path):
    folder = begin(tmp_path)
    gone = (folder / f"deals-{SECOND}.csv").read_text().splitlines()
    (folder / f"deals-{SECOND}.csv").write_text("\n".join(line for line in gone if not line.startswith("1,")) + "\n")
    keep(folder)
    text = opened("acme", found=past(folder))
    assert "Nov 8        not there any more" in text
    assert "Nov 15       there again" in text


def test_a_prospect_is_known_by_what_it_looks_like_where_its_key_is_another():
    found = answers()
    forecast = found.forecast(found.first)
    some = forecast.prospects[0]
    listing = found.listing(found.first)
    place = next(row.place for band in listing.bands for row in band.rows if row.id == some.id)
    dossier = found.dossier(found.first, place)
    assert deal_words.prospect_of(dossier, forecast) == some
    assert deal_words.prospect_of(dossier._replace(key="another"), forecast) == some
    assert deal_words.prospect_of(dossier, forecast._replace(prospects=())) is None
