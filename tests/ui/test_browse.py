import pytest

from .driving import answers, drive


def test_the_first_screen_has_the_figures_the_stages_and_what_is_open():
    async def steps(at):
        return at.text, at.deals

    text, deals = drive(steps)
    assert "Q4 2026 · Oct 1 – Dec 31 · as of Mon 16 Nov 2026 · 45 days left" in text
    assert "$180k won + $242k weighted → 106% of $400k" in text
    assert "2.0× of the $220k left; target 3.0×" in text
    for words in (
        "Open                22   $1.03M",
        "Negotiation          3    $238k",
        "Closed Lost         44   $1.86M",
    ):
        assert words in text
    assert len(deals) == 22
    assert deals[0] == "Umbrella – second site"


def test_a_stage_shows_its_opportunities_as_the_cursor_comes_to_it():
    async def steps(at):
        await at.press("left", "down")
        one = at.deals
        await at.press("end")
        return one, at.deals

    prospecting, everything = drive(steps)
    assert prospecting == [
        "Umbrella – second site",
        "Tanager Press – pilot",
        "Zephyr Labs – 20 seats",
        "Westmark – support plan",
    ]
    assert len(everything) == 85


def test_a_filter_narrows_the_list_with_every_key_and_escape_ends_it():
    async def steps(at):
        await at.press("slash")
        seen = []
        for part in ("hoo", "li p", "zz"):
            await at.type(part)
            seen.append(at.deals)
        text = at.text
        await at.press("escape")
        return seen, text, at.deals

    (some, fewer, none), text, all_of_them = drive(steps)
    assert some == ["Hooli – pilot"] == fewer
    assert none == []
    assert "nothing is left here" in text
    assert "0 of 22" in text
    assert len(all_of_them) == 22


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("GLOBEX", "Globex – platform rollout"),
        ("opp-1086", "Umbrella – second site"),
        ("ann redwood", "Redwood Clinics – platform rollout"),
    ],
)
def test_a_filter_looks_into_name_account_owner_and_id_whatever_the_case(typed, found):
    async def steps(at):
        await at.press("slash")
        await at.type(typed)
        return at.deals

    assert drive(steps) == [found]


def test_what_speaks_against_the_opportunity_under_the_cursor_stands_below_the_list():
    async def steps(at):
        await at.press(*["down"] * 6)
        return at.text

    assert "high  close date 77 days past → " in drive(steps)


def test_sorting_goes_through_the_orders_of_the_list():
    async def steps(at):
        await at.press("s")
        await at.until(lambda: at.app.asked.sort == "close")
        return at.text, at.deals, at.app.listing

    text, deals, listing = drive(steps)
    assert "by close" in text
    same = answers().listing(answers().first._replace(sort="close"))
    assert listing == same
    assert deals == [row.name for band in same.bands for row in band.rows if row.outcome == "open"]


def test_a_click_moves_the_cursor_and_another_one_opens():
    async def steps(at):
        await at.pilot.click("#deals", offset=(5, 3))
        await at.pilot.pause()
        name = at.app.screen.query_one("#deals").row.row.name
        await at.pilot.click("#deals", offset=(5, 3))
        await at.sees("What its stage asks")
        return name, at.text

    name, text = drive(steps)
    assert name == "Zephyr Labs – 20 seats"
    assert text.startswith(f" {name}")


def test_a_click_on_the_header_or_below_the_rows_does_nothing():
    async def steps(at):
        await at.press("left", "home", "down")
        await at.pilot.click("#deals", offset=(5, 0))
        await at.pilot.click("#deals", offset=(5, 15))
        await at.pilot.pause()
        return at.app.screen.query_one("#deals").cursor, len(at.app.screen_stack)

    assert drive(steps) == (0, 2)


def test_a_wheel_or_the_page_keys_go_through_a_long_list():
    async def steps(at):
        await at.press("left", "end", "right", "pagedown")
        paged = at.app.screen.query_one("#deals").cursor
        await at.press("end")
        last = at.app.screen.query_one("#deals").cursor
        return paged, last, at.text.splitlines()[-4], at.deals[-1]

    paged, last, line, name = drive(steps)
    assert paged > 10
    assert last == 84
    assert name[:18] in line


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (100, 30), (140, 40), (200, 60)])
@pytest.mark.parametrize("light", [False, True])
def test_every_size_shows_the_list_and_no_line_is_wider(size, light):
    async def steps(at):
        return at.lines, at.deals

    lines, deals = drive(steps, size=size, light=light)
    assert any(deals[0][:8] in line for line in lines)
    assert any("high" in line for line in lines)
    assert max(map(len, lines)) <= size[0]
    assert lines[-1].startswith(" ? Keys  q Quit  / Filter  p Period  o Owner")


def test_the_screen_follows_a_terminal_that_is_resized():
    async def steps(at):
        await at.pilot.resize_terminal(160, 40)
        await at.sees("CYCLE · VELOCITY")
        wide = at.text
        await at.pilot.resize_terminal(60, 20)
        await at.sees("open, due q4 2026 $441k")
        return wide, at.text

    wide, narrow = drive(steps, size=(80, 24))
    assert "Weighted" in wide
    assert "Owner   " in wide
    assert "Owner   " not in narrow
    assert max(map(len, narrow.splitlines())) <= 60


def test_a_key_changes_from_dark_to_light_and_back():
    async def steps(at):
        dark = at.app.theme
        await at.press("t")
        light = at.app.theme
        await at.press("t")
        return dark, light, at.app.theme

    assert drive(steps) == ("textual-dark", "textual-light", "textual-dark")


def test_the_keys_are_told_and_the_box_closes_again():
    async def steps(at):
        await at.press("question_mark")
        told = at.text
        await at.press("f1")
        return told, len(at.app.screen_stack)

    told, open_screens = drive(steps, size=(80, 30))
    assert "filter by name, account, owner or id" in told
    assert "Nothing is ever written" in told
    assert open_screens == 2


def test_every_figure_is_told_with_what_it_means():
    async def steps(at):
        await at.press("e")
        await at.press(*["down"] * 6)
        told = at.text
        await at.press("escape")
        return told, at.text

    told, after = drive(steps)
    assert "Win rate  31% (20–45%)" in told
    assert "pipectl explain win_rate" in told
    assert "no opportunity decided in the lookback" in told
    assert "Why not" not in after


def test_quitting_ends_with_zero_and_ctrl_c_as_an_interrupt():
    async def steps(at, key):
        await at.press(key)
        return at.app.return_value

    assert drive(lambda at: steps(at, "q")) == 0
    assert drive(lambda at: steps(at, "ctrl+c")) == 130


def test_a_pipeline_without_anything_open_begins_with_everything(tmp_path):
    path = tmp_path / "deals.csv"
    path.write_text("Name,Amount,Stage,Close Date\nA,10,Closed Won,2026-11-01\nB,20,Closed Lost,2026-11-02\n")

    async def steps(at):
        return at.text, at.deals

    text, deals = drive(steps, answers([path]))
    assert deals == ["A", "B"]
    assert "won" in text
    assert "lost" in text


def test_amounts_in_several_currencies_are_not_added(tmp_path):
    path = tmp_path / "deals.csv"
    path.write_text(
        "Name,Amount,Currency,Stage,Close Date\nA,10,USD,Proposal,2026-12-01\nB,20,EUR,Proposal,2026-12-02\n"
    )

    async def steps(at):
        return at.text

    text = drive(steps, answers([path]))
    assert "$10" in text
    assert "€20" in text
    assert "$30" not in text
