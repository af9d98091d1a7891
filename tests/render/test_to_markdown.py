import re
from decimal import Decimal
from itertools import pairwise

import pytest
from markdown_it import MarkdownIt

from pipectl.render import to_markdown
from pipectl.render.harmless import for_terminal
from tests.changing import replace
from tests.render.samples import BARE, CHECKS, FINDINGS, GROUPED, LISTING, MEASURES, NASTY, ROWS, with_names

WIN_RATE = next(each for each in MEASURES if each.key == "win_rate")
HOSTILE = with_names(GROUPED, NASTY)
DOCUMENTS = {
    "report": to_markdown.report(HOSTILE),
    "bare": to_markdown.report(BARE),
    "listing": to_markdown.listing(LISTING),
    "check": to_markdown.check(CHECKS),
    "findings": to_markdown.findings(HOSTILE.findings, ROWS),
    "explain": to_markdown.explain(WIN_RATE, (WIN_RATE,), "USD"),
    "catalog": to_markdown.explain(None, MEASURES, None),
}


def tables(markdown: str) -> list[list[list[str]]]:
    """All tables as rows of rendered cells."""
    found: list[list[list[str]]] = []
    tokens = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).parse(markdown)
    for before, token in pairwise(tokens):
        if before.type == "table_open":
            found.append([])
        if before.type == "tr_open":
            found[-1].append([])
        if before.type in ("td_open", "th_open"):
            found[-1][-1].append("".join(c.content for c in token.children or [] if c.content != "<!-- -->"))
    return found


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_line_that_looks_like_a_table_is_one_with_even_rows(name):
    found = tables(DOCUMENTS[name])
    for table in found:
        assert len({len(row) for row in table}) == 1
    written = [line for line in DOCUMENTS[name].splitlines() if line.startswith("|") and not line.startswith("| ---")]
    assert len(written) == sum(map(len, found))


@pytest.mark.parametrize("name", DOCUMENTS)
def test_nothing_foreign_becomes_html_a_link_or_a_command(name):
    text = DOCUMENTS[name]
    html = MarkdownIt("commonmark", {"html": True}).enable("table").render(text).replace("<!-- -->", "")
    assert not re.search(r"<(?!/?(h1|h2|p|ul|li|hr|strong|code|table|thead|tbody|tr|th|td)\b)", html)
    assert "::" not in text
    assert "##[" not in text
    assert not re.search(r"@\w|://|(?i:www)\.", text)


def test_names_read_in_the_table_as_they_stand_in_the_file():
    attention = tables(DOCUMENTS["report"])[-1]
    assert [row[0] for row in attention[1:]] == [for_terminal(each.name).strip() for each in HOSTILE.attention[:10]]


def test_deals_of_one_name_show_their_account():
    rows = tuple(replace(LISTING.bands[0].rows[0], name="Pilot 1", account=account) for account in ("Acme", "Hooli"))
    deals = tuple(replace(GROUPED.attention[0], name="Pilot 1", account=account) for account in ("Acme", "Hooli"))
    listed = to_markdown.listing(replace(LISTING, bands=(replace(LISTING.bands[0], rows=rows),)))
    for text in (listed, to_markdown.report(replace(GROUPED, attention=deals))):
        assert [row[0] for row in tables(text)[-1][1:]] == ["Pilot 1 · Acme", "Pilot 1 · Hooli"]


def test_remaining_coverage_never_reads_as_the_target_it_misses():
    measures = tuple(
        replace(each, value=Decimal("2.996")) if each.key == "remaining_coverage" else each for each in MEASURES
    )
    assert "2.996×" in to_markdown.report(replace(GROUPED, measures=measures))


def test_documents_look_as_agreed(snapshot):
    assert to_markdown.report(GROUPED) == snapshot
    assert to_markdown.listing(LISTING) == snapshot
    assert to_markdown.check(CHECKS) == snapshot
    assert to_markdown.findings(FINDINGS, ROWS) == snapshot
    assert to_markdown.explain(WIN_RATE, (WIN_RATE,), "USD") == snapshot
