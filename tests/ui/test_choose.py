from .driving import answers, drive


def test_a_period_is_chosen_from_those_with_a_name():
    async def steps(at):
        await at.press("p")
        await at.type("next-q")
        await at.press("enter")
        await at.sees("Q1 2027")
        await at.until(lambda: at.app.report is not None)
        return at.app.asked, at.text

    asked, text = drive(steps)
    assert asked.period == "next-quarter"
    assert "starts in 46 days" in text


def test_any_period_may_be_typed_and_one_that_is_none_is_told_in_the_box():
    async def steps(at):
        await at.press("p")
        await at.type("2026-Q9")
        await at.press("enter")
        await at.sees("2026-Q9' is not a period")
        asked = at.app.asked
        await at.press("backspace")
        await at.type("3")
        await at.press("enter")
        await at.sees("Q3 2026")
        return asked, at.app.asked

    before, after = drive(steps)
    assert before.period is None
    assert after.period == "2026-Q3"


def test_an_owner_is_chosen_and_everybody_again():
    async def steps(at):
        await at.press("o")
        await at.type("da")
        await at.press("enter")
        await at.sees("only owner Dana")
        some = at.deals
        await at.press("o")
        await at.type("every")
        await at.press("enter")
        await at.until(lambda: at.app.asked.owners == () and at.app.report is not None)
        return some, at.deals, at.text

    some, everybody, text = drive(steps)
    assert 0 < len(some) < len(everybody) == 22
    assert "only owner" not in text


def test_choices_are_reached_by_the_arrows_and_by_a_click():
    async def steps(at):
        await at.press("o", "down", "down", "up", "enter")
        await at.until(lambda: at.app.asked.owners == ("Ann",))
        await at.press("o")
        await at.pilot.click("#choices", offset=(2, 2))
        await at.until(lambda: at.app.asked.owners == ("Bo",))

    drive(steps)


def test_escape_leaves_the_box_and_all_stays():
    async def steps(at):
        await at.press("o")
        await at.type("zzz")
        await at.press("enter", "escape")
        return at.app.asked, len(at.app.screen_stack)

    asked, screens = drive(steps)
    assert asked == answers().first
    assert screens == 2


def test_the_opportunity_that_is_open_is_asked_for_again_where_it_is_in_the_list_no_more():
    async def steps(at):
        await at.press("slash")
        await at.type("umbrella second")
        await at.press("enter", "enter")
        await at.sees("Its row")
        await at.press("escape", "o")
        await at.type("bo")
        await at.press("enter")
        await at.until(lambda: at.app.asked.owners == ("Bo",))
        return at.deals

    assert drive(steps) == []
