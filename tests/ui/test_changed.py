import pytest

from ..cli.past import FIRST, THIRD, begin, keep
from .driving import answers, drive
from .test_deal import past


@pytest.fixture(scope="module")
def remembered(tmp_path_factory):
    """A folder with three exports, each kept as a snapshot."""
    return keep(begin(tmp_path_factory.mktemp("remembered")))[0].parent.parent


def test_what_changed_since_the_last_snapshot_stands_with_its_opportunities(remembered):
    async def steps(at):
        await at.press("c")
        await at.sees("Changes · due Q4 2026")
        return at.text

    text = drive(steps, past(remembered))
    assert "Sun 8 Nov 2026 → Sun 15 Nov 2026 · 7 days" in text
    assert "Open 2.2k → 2.4k, 200 more; 2 deals → 2" in text
    assert "Increased +200, 1 deal" in text
    assert "700 → 900" in text


def test_a_change_opens_its_opportunity_and_escape_leads_back(remembered):
    async def steps(at):
        await at.press("c")
        await at.sees("Increased")
        await at.press("enter")
        await at.sees("Its row")
        deal = at.text
        await at.press("escape", "escape")
        await at.sees("Stage  ")
        return deal

    assert drive(steps, past(remembered)).startswith(" Wayne  1 of 1")


def test_what_is_gone_can_not_be_opened_and_says_so(tmp_path):
    folder = begin(tmp_path)
    keep(folder)
    export = folder / f"deals-{THIRD}.csv"
    export.write_text("\n".join(line for line in export.read_text().splitlines() if not line.startswith("4,")) + "\n")

    async def steps(at):
        await at.press("c")
        await at.sees("Removed")
        await at.press("enter")
        await at.until(lambda: at.noticed)
        return at.noticed, len(at.app.screen_stack)

    found = answers([export], folder / "pipeline.yaml", as_of="2026-11-16")
    assert drive(steps, found) == (["It is not in today's export any more."], 3)


def test_without_any_history_the_reason_is_told_and_the_list_stays():
    async def steps(at):
        await at.press("c")
        await at.until(lambda: at.noticed)
        return at.noticed, len(at.app.screen_stack)

    (why,), screens = drive(steps)
    assert "keep exports with pipectl snapshot from now on" in why
    assert screens == 2


def test_a_week_without_changes_says_so(remembered):
    async def steps(at):
        await at.press("c")
        await at.sees("No amount came, went or changed")

    drive(steps, answers([remembered / f"deals-{THIRD}.csv"], remembered / "pipeline.yaml", as_of="2026-11-16"))
    assert FIRST < THIRD
