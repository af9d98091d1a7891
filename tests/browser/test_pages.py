"""Pages in a real browser: what they ask for, how they are sorted, filtered and read, and that nothing in them runs."""

import json
from typing import Any

import pytest

PLAIN = ("example", "report", "board", "review", "forecast", "changes", "funnel", "check")
HOSTILE = tuple(f"hostile {name}" for name in PLAIN[1:])
WIDTHS = (375, 1280)
#: Everything that a hand does with an element, or that it tells of itself.
TOUCHED = """all => all.forEach(each =>
    ["pointerover", "mouseover", "focus", "focusin", "click", "load", "error"].forEach(
        kind => each.dispatchEvent(new Event(kind, {bubbles: true}))))"""
TABLE = "#opportunities table"


def column(page: Any, at: int) -> list[str]:
    """What stands in a column of the opportunities that are shown."""
    found: list[str] = page.eval_on_selector_all(
        f"{TABLE} tbody tr",
        "(rows, at) => rows.filter(row => row.offsetParent).map(row => row.cells[at].innerText.trim())",
        at,
    )
    return found


def amounts(page: Any) -> list[float]:
    """Their exact amounts, without those that have none."""
    found: list[float] = page.eval_on_selector_all(
        f"{TABLE} tbody tr td:nth-child(2) data", "all => all.map(d => +d.value)"
    )
    return found


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", PLAIN)
def test_a_page_asks_for_nothing_logs_nothing_and_is_no_wider_than_the_window(opened, name, width, scheme):
    page = opened(name, width, scheme)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator("h1").is_visible()


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", HOSTILE)
def test_nothing_of_a_hostile_file_runs_or_breaks_the_page(opened, name, width):
    page = opened(name, width)
    page.eval_on_selector_all("main *", TOUCHED)
    assert page.evaluate("window.executed") is None
    assert page.evaluate("[...document.querySelectorAll('script, img, iframe, object')].length") == 1
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_script_that_gets_into_the_page_all_the_same_is_not_run(browser, pages):
    context = browser.new_context()
    page, blocked = context.new_page(), []
    page.on("console", lambda message: blocked.append(message.text))
    page.set_content(
        pages["report"].read_text(encoding="utf-8").replace("<h1>", "<script>window.executed=1</script><h1>")
    )
    page.evaluate(
        "document.body.insertAdjacentHTML('beforeend', '<p onclick=\"window.executed=1\" style=\"color:red\">x</p>')"
    )
    page.locator("p", has_text="x").last.click()
    assert page.evaluate("window.executed") is None
    assert any("Content Security Policy" in each for each in blocked)
    context.close()


def test_a_click_on_a_title_sorts_by_exact_numbers_and_another_turns_it_round(opened):
    page = opened("example")
    title = page.locator(f"{TABLE} thead th", has_text="Amount")
    title.locator("button").click()
    assert title.get_attribute("aria-sort") == "descending"
    assert amounts(page) == sorted(amounts(page), reverse=True)
    assert column(page, 1)[-1] == "–"
    title.locator("button").click()
    assert title.get_attribute("aria-sort") == "ascending"
    assert amounts(page) == sorted(amounts(page))
    assert column(page, 1)[-1] == "–"


def test_the_keyboard_sorts_too_and_by_one_column_at_a_time(opened):
    page = opened("example")
    close = page.locator(f"{TABLE} thead th", has_text="Close")
    close.locator("button").focus()
    page.keyboard.press("Enter")
    assert close.get_attribute("aria-sort") == "ascending"
    days = page.eval_on_selector_all(f"{TABLE} tbody tr td:nth-child(3)", "all => all.map(d => d.dataset.o ?? '~')")
    assert days == sorted(days)
    deal = page.locator(f"{TABLE} thead th", has_text="Deal")
    deal.locator("button").focus()
    page.keyboard.press(" ")
    assert deal.get_attribute("aria-sort") == "ascending"
    assert close.get_attribute("aria-sort") is None
    assert column(page, 0) == sorted(column(page, 0), key=str.casefold)


def test_typing_filters_by_all_words_and_says_how_many_are_left(opened):
    page = opened("example")
    field = page.get_by_label("Filter")
    assert "22 of 22 shown" in page.locator("#opportunities output").inner_text()
    page.keyboard.press("Tab")
    field.focus()
    page.keyboard.type("ann NEGOT")
    assert set(column(page, 3)) == {"Ann"}
    assert set(column(page, 4)) == {"Negotiation"}
    assert page.locator("#opportunities output").inner_text() == f"{len(column(page, 0))} of 22 shown"
    page.keyboard.type(" nobody")
    assert column(page, 0) == []
    page.keyboard.press("Escape")
    assert len(column(page, 0)) == 22


def test_a_figure_tells_what_it_means_under_the_pointer_and_in_focus(opened):
    page = opened("example")
    tip = page.get_by_role("tooltip")
    page.locator(".tiles .figure").first.hover()
    assert "Sum of the amounts won in the period" in tip.inner_text()
    page.mouse.move(0, 0)
    page.locator(f"{TABLE} tbody td data").first.hover()
    assert "Amount" in tip.inner_text()
    page.mouse.move(0, 0)
    page.keyboard.press("Tab")
    page.locator(".tiles a.term").nth(3).focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    assert "Win rate" in tip.inner_text()
    assert page.evaluate("document.activeElement.getAttribute('aria-describedby')") == "tip"
    page.keyboard.press("Escape")
    assert not tip.is_visible()


def test_a_tap_tells_first_and_a_second_one_leads_to_the_definition(opened):
    page = opened("example", 375, touch=True)
    term = page.locator(".tiles a.term").first
    term.tap()
    assert "Sum of the amounts won" in page.get_by_role("tooltip").inner_text()
    assert page.evaluate("location.hash") == ""
    term.tap()
    assert page.evaluate("location.hash") == "#d-won_amount"
    assert page.locator("#d-won_amount .meaning").is_visible()


def test_a_mark_of_the_timeline_tells_of_its_deal_and_leads_to_its_row(opened):
    page = opened("example")
    marks = page.locator(".picture a")
    if not marks.count():
        pytest.skip("the extra `charts` is missing")
    page.get_by_label("Filter").fill("nobody")
    mark = marks.first
    mark.hover()
    assert "$" in page.get_by_role("tooltip").inner_text()
    mark.click()
    row = page.locator(page.evaluate("location.hash"))
    row.wait_for(state="visible")  # the row is shown by an event that comes after the click
    assert row.locator("th").inner_text().split(" – ")[0] in (
        mark.locator("[aria-label]").first.get_attribute("aria-label") or ""
    )


def test_without_script_the_page_is_whole(opened):
    page = opened("example", script=False)
    assert page.locator(f"{TABLE} tbody tr").count() == 22
    assert not page.get_by_label("Filter").is_visible()
    page.locator(".tiles a.term").first.click()
    assert page.locator("#d-won_amount .meaning").is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_paper_is_white_and_has_every_row_but_no_field_to_type_in(opened, scheme):
    page = opened("example", scheme=scheme)
    page.emulate_media(media="print", color_scheme=scheme)
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(255, 255, 255)"
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(27, 36, 48)"
    assert not page.get_by_label("Filter").is_visible()
    assert len(column(page, 0)) == 22
    assert page.pdf(format="A4").startswith(b"%PDF")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", [*PLAIN, "hostile report"])
def test_an_audit_finds_nothing_serious(browser, pages, axe, name, scheme):
    # Bypassing the policy lets the audit in; the page is the same.
    context = browser.new_context(color_scheme=scheme, bypass_csp=True)
    page = context.new_page()
    page.goto(pages[name].as_uri())
    page.eval_on_selector_all("details", "all => all.forEach(each => { each.open = true; })")
    page.wait_for_timeout(100)
    page.evaluate(axe)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
    context.close()
    told = [(each["id"], each["impact"], each["nodes"][0]["html"][:200], len(each["nodes"])) for each in found]
    assert [each for each in told if each[1] in ("serious", "critical")] == [], json.dumps(told, indent=1)
