import re
from decimal import Decimal
from itertools import pairwise

import pytest
from markdown_it import MarkdownIt

from pipectl.render import to_markdown
from pipectl.render.harmless import for_terminal
from tests.changing import replace
from tests.render import (
    activity_samples,
    boards,
    checks,
    lead_samples,
    pasts,
    playbooks,
    reviews,
    scorecards,
    validations,
)
from tests.render.samples import BARE, CHECKS, GROUPED, LISTING, MEASURES, NASTY, REPORT, with_names

WIN_RATE = next(each for each in MEASURES if each.key == "win_rate")
HOSTILE = with_names(GROUPED, NASTY)
DOCUMENTS = {
    "report": to_markdown.render("report", HOSTILE),
    "bare": to_markdown.render("report", BARE),
    "listing": to_markdown.render("listing", LISTING),
    "board": to_markdown.render("board", boards.HOSTILE),
    "no board": to_markdown.render("board", boards.NOTHING),
    "check": to_markdown.render("check", checks.RICH),
    "hostile check": to_markdown.render("check", checks.HOSTILE),
    "validation": to_markdown.render("validation", validations.HOSTILE),
    "changes": to_markdown.render("changes", pasts.CHANGES_HOSTILE),
    "no changes": to_markdown.render("changes", pasts.UNCHANGED),
    "funnel": to_markdown.render("funnel", pasts.FUNNEL_HOSTILE),
    "empty funnel": to_markdown.render("funnel", pasts.FUNNEL_EMPTY),
    "qualifying": to_markdown.render("qualify", scorecards.HOSTILE),
    "scorecard": to_markdown.render("qualify", scorecards.HOSTILE_ONE),
    "nothing to qualify": to_markdown.render("qualify", scorecards.EMPTY),
    "playbook": to_markdown.render("playbook", playbooks.HOSTILE),
    "playbook of a stage": to_markdown.render("playbook", playbooks.HOSTILE_SHEET),
    "playbook of a deal": "\n".join(to_markdown.render("playbook", each) for each in playbooks.HOSTILE_DEALS),
    "leads": to_markdown.render("leads", lead_samples.HOSTILE),
    "no leads": to_markdown.render("leads", lead_samples.NOTHING),
    **{name: to_markdown.render("review", found) for name, found in reviews.SHOWN.items()},
    "activity": to_markdown.render("activity", activity_samples.HOSTILE),
    "no activity": to_markdown.render("activity", activity_samples.NOTHING),
    "remembered": to_markdown.render("remembered", pasts.REMEMBERED_HOSTILE),
    "nothing remembered": to_markdown.render("remembered", pasts.NOTHING_KEPT),
    "explain": to_markdown.render("explain", WIN_RATE, (WIN_RATE,), "USD"),
    "catalog": to_markdown.render("explain", None, MEASURES, None),
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
    assert not re.search(r"<(?!/?(h1|h2|p|ul|ol|li|hr|strong|code|table|thead|tbody|tr|th|td|h3)\b)", html)
    assert "::" not in text
    assert "##[" not in text
    assert not re.search(r"@\w|://|(?i:www)\.", text)


def test_names_read_in_the_table_as_they_stand_in_the_file():
    attention = tables(DOCUMENTS["report"])[-1]
    assert [row[0] for row in attention[1:]] == [for_terminal(each.name).strip() for each in HOSTILE.attention[:10]]


def test_deals_of_one_name_show_their_account():
    rows = tuple(replace(LISTING.bands[0].rows[0], name="Pilot 1", account=account) for account in ("Acme", "Hooli"))
    deals = tuple(replace(GROUPED.attention[0], name="Pilot 1", account=account) for account in ("Acme", "Hooli"))
    listed = to_markdown.render("listing", replace(LISTING, bands=(replace(LISTING.bands[0], rows=rows),)))
    for text in (listed, to_markdown.render("report", replace(GROUPED, attention=deals))):
        assert [row[0] for row in tables(text)[-1][1:]] == ["Pilot 1 · Acme", "Pilot 1 · Hooli"]


def test_remaining_coverage_never_reads_as_the_target_it_misses():
    measures = tuple(
        replace(each, value=Decimal("2.996")) if each.key == "remaining_coverage" else each for each in MEASURES
    )
    assert "2.996×" in to_markdown.render("report", replace(GROUPED, measures=measures))


def test_the_command_of_the_next_step_is_code():
    assert "`pipectl explain remaining_coverage`" in to_markdown.render("report", GROUPED)


def test_a_column_that_nothing_is_known_of_is_dashes_with_the_reason_below():
    unknown = {"slippage": "no close dates", "decay": "nothing tells", "weighted_pipeline": "no probability"}
    measures = tuple(
        replace(each, value=None, undefined=unknown[each.key]) if each.key in unknown else each for each in MEASURES
    )
    text = to_markdown.render("report", replace(GROUPED, measures=measures))
    stages = tables(text)[1]
    assert {tuple(row[i] for i in (3, 6, 7)) for row in stages[1:]} == {("–", "–", "–")}
    for line in ("- – Weighted: no probability", "- – Overdue: no close dates", "- – Decay: nothing tells"):
        assert f"\n{line}\n" in text


def test_coverage_that_is_met_says_so():
    measures = tuple(
        replace(each, value=None, met=True, undefined="the quota is already won")
        if each.key == "remaining_coverage"
        else each
        for each in MEASURES
    )
    assert "| met | the quota is already won |" in to_markdown.render("report", replace(GROUPED, measures=measures))


def test_a_dash_in_a_table_of_groups_has_its_reason_below():
    assert "\n- – Opportunities · Pipeline value · " in to_markdown.render("report", GROUPED)


def test_a_reason_is_given_where_its_bound_was_missed_alone():
    lines = tuple(replace(each, reason="agreed in May") for each in CHECKS.lines)
    rows = tables(to_markdown.render("check", replace(CHECKS, lines=lines)))[0][1:]
    assert {row[0] for row in rows if "agreed in May" not in row[4]} == {"passed"}


def test_a_name_as_long_as_a_book_is_cut():
    book = replace(GROUPED, attention=(replace(GROUPED.attention[0], name="word " * 100_000, owner="x" * 100_000),))
    assert len(to_markdown.render("report", book)) < 10_000


def test_a_validation_has_tables_of_codes_owners_and_findings_and_says_how_many_more():
    text = to_markdown.render("validation", validations.VALIDATION)
    codes, owners, found = tables(text)
    assert [row[:3] for row in codes[1:]] == [
        ["error", "DATA012", "3"],
        ["warning", "DATA101", "1"],
        ["note", "DATA302", "1"],
    ]
    assert owners[1:] == [["Ann", "20", "4", "80%"], ["–", "5", "2", "60%"]]
    assert len(found) == 4
    assert "**Data quality 87%: 41 of 47 rows without an error or warning**" in text
    assert text.endswith("… and 2 more\n")


def test_documents_look_as_agreed(snapshot):
    assert to_markdown.render("report", GROUPED) == snapshot
    assert to_markdown.render("listing", LISTING) == snapshot
    assert to_markdown.render("check", checks.RICH) == snapshot
    assert to_markdown.render("check", replace(CHECKS, explained=True)) == snapshot
    assert to_markdown.render("validation", validations.KNOWN) == snapshot
    assert to_markdown.render("explain", WIN_RATE, (WIN_RATE,), "USD") == snapshot
    assert to_markdown.render("changes", pasts.CHANGES_GROUPED) == snapshot
    assert to_markdown.render("funnel", pasts.FUNNEL_GROUPED) == snapshot
    assert to_markdown.render("remembered", pasts.DAMAGED) == snapshot
    assert to_markdown.render("review", reviews.MEETING) == snapshot


def test_a_report_and_a_verdict_say_how_many_a_filter_left():
    for text in (
        to_markdown.render("report", replace(REPORT, selected=12)),
        to_markdown.render("check", replace(CHECKS, selected=12)),
    ):
        assert "Data: 44 of 47 rows read, 3 set aside, 12 selected" in text


def test_what_is_undefined_of_one_stage_is_a_dash():
    nothing = replace(REPORT.stages[0], weighted=None, overdue=None, stalled=None, at_risk=None)
    text = to_markdown.render("report", replace(REPORT, stages=(nothing, *REPORT.stages[1:])))
    row = next(line for line in text.split("\n") if line.startswith("| Prospecting"))
    assert [cell.strip() for cell in row.split("|")].count("–") == 3
