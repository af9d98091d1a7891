import itertools
import json
import re
from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

import pytest

from pipectl.domain.beside import Beside
from pipectl.render import to_html, to_json, to_terminal
from pipectl.render.canvas import Canvas
from pipectl.render.charts.catalog import available
from pipectl.render.harmless import for_html, for_terminal
from pipectl.render.to_html import pictures
from pipectl.render.to_html.blocks import MOST_DEALS, MOST_ROWS, Cell, Column, table
from tests.changing import replace
from tests.render import boards, checks, forecasts, pasts, reviews
from tests.render.pages import Element, cells, parsed
from tests.render.samples import ATTENTION, BARE, GROUPED, NASTY, REPORT, with_names

LONG = "Ω" * 10_000
EVIL = (
    "<script>window.executed = true</script>",
    '"><img src=x onerror="window.executed = true">',
    "' onmouseover='window.executed = true' x='",
    "</style></script></title><svg onload=window.executed=1>",
    "javascript:window.executed=true",
    "{{ 7 * 7 }}{% raw %}",
    "]]><!-- --><plaintext>",
    "\x00nul \u202egnirts desrever\u2069 \u2066",
    LONG,
    *NASTY,
)
OPEN = tuple(replace(each, place=replace(each.place, line=at)) for at, each in enumerate(ATTENTION))
WORST = replace(
    with_names(GROUPED, EVIL),
    period=replace(REPORT.period, label=EVIL[0]),
    lookback=replace(REPORT.lookback, label=EVIL[1]),
)
WORST = replace(
    WORST,
    open=tuple(replace(OPEN[0], name=name, owner=name, account=name, stage=name, next_step=name) for name in EVIL),
)
FULL = replace(GROUPED, open=OPEN)


def rendered(verb, *subject, drawn: bool = False) -> str:
    """A page, with its pictures or as it is without the extra that draws them."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(pictures, "available", lambda: drawn)
        return to_html.render(verb, *subject)


RESULTS: dict[str, tuple[Any, ...]] = {
    "report": ("report", replace(REPORT, open=OPEN)),
    "groups": ("report", FULL, Beside(boards.BOARD, pasts.FUNNEL, pasts.CHANGES_GROUPED, forecasts.FULL)),
    "bare": ("report", BARE, Beside(lacking=(("Forecast", "no history yet"), ("What changed", "no history yet")))),
    "board": ("board", boards.BOARD),
    "funnel": ("funnel", pasts.FUNNEL_GROUPED),
    "empty funnel": ("funnel", pasts.FUNNEL_EMPTY),
    "changes": ("changes", pasts.CHANGES_GROUPED),
    "no changes": ("changes", pasts.UNCHANGED),
    "forecast": ("forecast", forecasts.FULL),
    "small forecast": ("forecast", forecasts.SMALL),
    "no forecast": ("forecast", forecasts.NOTHING),
    "review": ("review", reviews.MEETING),
    "review without a past": ("review", reviews.WITHOUT_PAST),
    "nothing to review": ("review", reviews.NOTHING),
    "checks": ("check", checks.RICH),
    "checks passed": ("check", checks.GREEN),
}
WORSE: dict[str, tuple[Any, ...]] = {
    "board": ("board", boards.HOSTILE._replace(pipeline=EVIL[0], filters=EVIL, notes=EVIL)),
    "report": ("report", WORST, Beside(boards.HOSTILE, pasts.FUNNEL_HOSTILE, pasts.CHANGES_HOSTILE, forecasts.HOSTILE)),
    "funnel": ("funnel", replace(pasts.FUNNEL_HOSTILE, pipeline=EVIL[0], filters=EVIL)),
    "changes": ("changes", replace(pasts.CHANGES_HOSTILE, pipeline=EVIL[0], filters=EVIL, sources=EVIL)),
    "forecast": ("forecast", forecasts.HOSTILE._replace(pipeline=EVIL[0], filters=EVIL, notes=EVIL)),
    "review": ("review", replace(reviews.HOSTILE, pipeline=EVIL[0], filters=EVIL, notes=EVIL)),
    "check": ("check", replace(checks.HOSTILE, pipeline=EVIL[0], filters=EVIL, notes=EVIL)),
}
PAGES = {name: rendered(*subject) for name, subject in RESULTS.items()}
HOSTILE = {name: rendered(*subject, drawn=available()) for name, subject in WORSE.items()}
EVERY = {**PAGES, **{f"hostile {name}": page for name, page in HOSTILE.items()}}
#: All that a page is made of; nothing else may appear, whatever stands in a file.
TAGS = {
    "g", "path", "text",
    "a", "b", "body", "caption", "code", "data", "dd", "details", "div", "dl", "dt", "figcaption", "figure",
    "footer", "h1", "h2", "h3", "head", "header", "html", "input", "label", "li", "line", "main", "meta", "nav",
    "output", "p", "rect", "script", "section", "small", "span", "strong", "style", "summary", "svg", "table",
    "tbody", "td", "tfoot", "th", "thead", "title", "tr", "ul",
}  # fmt: skip
ATTRIBUTES = {
    "aria-hidden", "aria-label", "aria-labelledby", "aria-live", "autocomplete", "charset", "class", "content", "d",
    "data-def", "data-for", "data-o", "fill", "fill-opacity", "focusable", "font-size", "font-style", "font-weight",
    "for", "height", "hidden", "href", "http-equiv", "id", "lang", "name", "opacity", "preserveaspectratio", "role",
    "scope", "spellcheck", "stroke", "stroke-dasharray", "stroke-linecap", "stroke-width", "tabindex",
    "text-anchor", "transform", "type", "value", "vector-effect", "viewbox", "width", "x", "x1", "x2", "y", "y1",
    "y2",
}  # fmt: skip


def inside(page: str) -> str:
    """What stands between the style and the script."""
    return re.sub(r"<(style|script)>.*?</\1>", r"<\1></\1>", page, flags=re.DOTALL)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_reads_as_it_did(name, snapshot):
    assert inside(PAGES[name]).replace("sha256-", "").split("<body>")[1] == snapshot


@pytest.mark.parametrize("name", EVERY)
def test_nothing_foreign_becomes_an_element_or_an_attribute(name):
    for element in parsed(EVERY[name]).every():
        assert element.tag in TAGS
        assert set(element.attributes) <= ATTRIBUTES
        assert element.attributes.get("href", "#").startswith("#")


@pytest.mark.parametrize("name", EVERY)
def test_no_control_or_bidi_character_of_a_file_reaches_a_page(name):
    page = EVERY[name]
    assert not re.search(
        "[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2067\ufeff\ud800-\udfff]", page
    )
    assert page.count("\u2068") == page.count("\u2069")
    page.encode("utf-8")


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_read_as_they_stand_in_the_file(name):
    text = parsed(HOSTILE[name]).text
    for evil in EVIL[:2]:
        assert evil in text
    assert LONG[:100] in text
    assert LONG[:1000] not in text


@pytest.mark.parametrize("name", EVERY)
def test_the_policy_allows_the_style_and_the_script_of_the_page_alone(name):
    root = parsed(EVERY[name])
    (style,), (script,) = root.every("style"), root.every("script")
    hashes = [b64encode(sha256("".join(each.texts).encode()).digest()).decode() for each in (style, script)]
    assert root.first("meta", http_equiv="Content-Security-Policy").attributes["content"] == (
        f"default-src 'none'; style-src 'sha256-{hashes[0]}'; script-src 'sha256-{hashes[1]}'; base-uri 'none'; "
        "form-action 'none'"
    )


@pytest.mark.parametrize("name", PAGES)
def test_a_page_names_no_address(name):
    assert not re.search(
        r"https?:|//[a-z]|url\(|@import|src=", PAGES[name].replace("http-equiv", "").split("<script>")[0]
    )
    assert not re.search(r"https?:|fetch|XMLHttp|import\(|eval|innerHTML", PAGES[name].split("<script>")[1])


@pytest.mark.parametrize("name", EVERY)
def test_a_page_has_one_title_headings_in_order_landmarks_and_ids_that_stand_once(name):
    root = parsed(EVERY[name])
    levels = [int(each.tag[1]) for each in root.every() if re.fullmatch("h[1-6]", each.tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))
    assert [len(list(root.every(each))) for each in ("header", "main", "footer")] == [1, 1, 1]
    ids = [each.attributes["id"] for each in root.every() if "id" in each.attributes]
    assert len(ids) == len(set(ids))
    named = {each.attributes["href"][1:] for each in root.every("a")}
    assert named <= set(ids)


@pytest.mark.parametrize("name", EVERY)
def test_rows_of_a_table_are_as_long_as_its_head(name):
    for each in parsed(EVERY[name]).every("table"):
        assert len({len(row) for row in cells(each)}) == 1
        assert parsed(EVERY[name]).first(id=each.attributes["aria-labelledby"]).text


@pytest.mark.parametrize("report", [REPORT, GROUPED, BARE])
def test_every_measure_of_the_json_stands_on_the_page_with_its_exact_value(report):
    root = parsed(to_html.render("report", report))
    for key, measure in json.loads(to_json.render("report", report))["measures"].items():
        found = root.first(id=f"d-{key}")
        values = [each.attributes["value"] for each in found.first("dt").every("data")]
        assert values == ([] if measure["value"] is None or measure["met"] else [measure["value"]])
        assert measure["title"] in found.text
        assert (measure["undefined"] or "") in found.text
        assert for_terminal(measure["definition"]) in found.text
        assert for_terminal(measure["formula"]) in found.text
        parts = {each["value"] for each in measure["details"].values()} - {None}
        assert parts <= {each.attributes["value"] for each in found.every("data")}


#: Words of the screen's own frame, and how many of all to look at it has room for.
FRAME = {"at", "these", "5", "more", "note", "found", "up", "reason"}


def told(text: str) -> set[str]:
    """Words and numbers."""
    return {word.strip(".–-") for word in re.sub(r"[^\w$%×€.–-]+", " ", text.casefold()).split()}


@pytest.mark.parametrize("name", PAGES)
def test_nothing_that_the_widest_screen_tells_is_missing(name):
    verb, result, *_ = RESULTS[name]
    page = told(" ".join(parsed(inside(PAGES[name])).texts))
    assert told(to_terminal.render(verb, result, Canvas(width=240))) - page <= FRAME


#: Numbers of the JSON that a page has exactly; others stand in its sentences.
NUMBERS = {
    "board": r"stages\.cards\.amount",
    "forecast": r"outlook\.\w+|weeks\..+|drivers\.(amount|gives|probability|ever)|methods\.(expected|booked|open|new"
    r"|fair|weight|score\.(wape|bias)\.value)|backtest\.horizons\..*((wape|bias)\.value|skill_\w+)"
    r"|what_if\.outlook\.expected"
    r"|(periods|groups)\.outlook\.(expected|booked|open|new|quota|p_quota)|since\.moves\.(before|after|moved)"
    r"|categories\.(amount|cumulative)",
    "review": r"headline\.(won|due|weighted|attainment|coverage)\.value"
    r"|owners\.(team|owners)\.(figures\.\w+|coverage)\.value"
    r"|(commits|slipped|stuck|at_risk\.owners|lessons\.(won|lost))\.opportunities\.amount",
    "changes": r"(whole|groups)\.((start|end)_amount|lines\.opportunities\.amount)",
    "funnel": r"(whole|groups|cohorts)\.(stages\.)?conversion\.value|whole\.stages\.days\.(median|p75|so_far_median)",
    "checks": r"checks\.measured|coverage\.lines\.(quota|won|due|coverage|remaining_coverage|weighted_coverage)",
}


def numbers(tree: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, str]]:
    """Every number of a document with where it stands."""
    for key, found in tree.items() if isinstance(tree, dict) else ():
        yield from numbers(found, (*path, key))
    for found in tree if isinstance(tree, list) else ():
        yield from numbers(found, path)
    if isinstance(tree, str) and re.fullmatch(r"-?\d+(\.\d+)?", tree):
        yield ".".join(path), tree


@pytest.mark.parametrize("name", NUMBERS)
def test_numbers_of_the_json_stand_exactly_on_the_page(name):
    verb, result, *_ = RESULTS[name]
    every = numbers(json.loads(to_json.render(verb, result)))
    wanted = [(at, value) for at, value in every if re.fullmatch(NUMBERS[name], at)]
    elements = list(parsed(PAGES[name]).every())
    shown = {each.attributes.get(key) for each in elements for key in ("value", "data-o")}
    assert len(wanted) > 10
    assert [each for each in wanted if each[1] not in shown] == []


def test_figures_of_the_headline_have_their_meaning_one_step_away():
    root = parsed(PAGES["report"])
    for tile in root.first(class_="tiles").every("div"):
        (term,) = tile.every("a")
        assert root.first(id=term.attributes["href"][1:]).first("dd", class_="meaning").text


def rows(page: str) -> list[Element]:
    return list(parsed(page).first(id="opportunities").first("tbody").every("tr"))


def test_every_open_opportunity_stands_in_the_table_in_the_order_of_the_report():
    assert [each.children[0].text for each in rows(PAGES["report"])] == [for_terminal(each.name) for each in OPEN]


def test_a_table_ends_somewhere_and_says_how_much_is_left_out():
    found = table("Many", [Column("One")], [[Cell(str(at))] for at in range(MOST_ROWS + 7)])
    assert (len(found[0].rows), found[0].more) == (MOST_ROWS, 7)
    page = to_html.render("report", replace(REPORT, open=OPEN[:1] * (MOST_DEALS + 1_234)))
    assert len(rows(page)) == MOST_DEALS
    assert "and 1,234 more; the 500 gravest and largest are here, pipectl list has all" in parsed(page).text


def test_what_runs_from_right_to_left_is_set_apart_from_the_numbers_beside_it():
    assert for_html("first שלום עולם, 12 days") == "first \u2068שלום עולם\u2069, 12 days"
    assert for_html("שלום 7 עולם 12 x") == "\u2068שלום 7 עולם 12 x\u2069"
    assert for_html("\u202eabc") == r"\u202eabc"
