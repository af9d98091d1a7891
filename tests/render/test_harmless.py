"""Payload by destination: what comes out is parsed again by what would read it."""

import csv
import io
import json
import re
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from pipectl.domain.finding import Finding, Level, Place
from pipectl.render.harmless import (
    for_ascii,
    for_csv_cell,
    for_json,
    for_log,
    for_markdown,
    for_terminal,
)
from tests.render.samples import NASTY

PAYLOADS = (
    *NASTY,
    "\x9b31m C1",
    "\x1b]8;;http://evil.example\x1b\\link\x1b]8;;\x1b\\",
    "bell\x07 back\x08\x08space tab\tnul\x00 del\x7f",
    "ls\u2028ps\u2029nel\x85vt\x0bff\x0c",
    "hangul filler \u3164 soft\u00adhyphen tag\U000e0041 joiner\u200d",
    "::warning file=x,line=1::boo",
    "%0A::stop-commands::x",
    "a\r::add-mask::x",
    "##[group]x ##vso[task.setvariable]y ###[error]z",
    ":::set-output name=a::b",
    "+1",
    "-2+3",
    "@SUM(A1)",
    "  =1+1",
    "a;=1+1;b",
    "a; -1",
    ":tada: :+1: :100: a:b:c deals.csv:17:4 10:30:15",
    "\t=1+1",
    "＝1+1",
    "| a | b |",
    "a\\| b",
    "`code` ``more``",
    "![img](http://evil.example/x.png) [l](javascript:alert(1))",
    "<script>alert(1)</script><img src=x onerror=y>",
    "&lt;b&gt; &#64;x",
    "@octocat and me@evil.example",
    "https://evil.example ftp://x.example www.evil.example WWW.EVIL.EXAMPLE",
    "# head",
    "- item",
    "1. item",
    "2) item",
    "> quote",
    "---",
    "*b* _i_ ~~s~~ $x$ :smile: #12 a#b",
    "\"quoted\", and 'single'",
    "",
)
CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f]")


def hides(text: str) -> list[str]:
    """Characters of a text that a terminal obeys or does not show."""
    return [c for c in text if unicodedata.category(c) in ("Cc", "Cf", "Cs", "Zl", "Zp") or c in "\u3164\u115f\u034f"]


def starts_command(text: str) -> bool:
    return "::" in text or re.search(r"##\w*\[", text) is not None


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_terminal_gets_one_line_without_anything_it_would_obey_or_hide(payload):
    assert hides(for_terminal(payload)) == []


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_terminal_that_shows_ascii_alone_gets_ascii(payload):
    shown = for_ascii(payload)
    assert shown.isascii()
    assert shown.isprintable()


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_log_line_starts_no_workflow_command_at_any_position(payload):
    shown = for_log(payload)
    assert hides(shown) == []
    assert not starts_command(shown)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_csv_cell_is_read_back_as_one_cell_that_no_spreadsheet_runs(payload):
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow(["a", for_csv_cell(payload), "z"])
    rows = list(csv.reader(io.StringIO(out.getvalue()), strict=True))
    assert len(rows) == 1
    cell = rows[0][1]
    assert rows[0][::2] == ["a", "z"]
    assert not cell.strip().startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠"))
    assert not re.search(r";\s*[=+@-]", cell)
    assert hides(cell) == []
    assert not starts_command(cell)


@pytest.mark.parametrize("payload", [":tada:", "x :+1: y", ":-1:", ":100:", ":8ball:", ":a::b:"])
def test_markdown_shows_no_picture_for_a_word_between_colons(payload):
    pieces = for_markdown(payload).replace("\\", "").split("<!-- -->")
    assert len(pieces) > 1
    assert not any(re.search(r":[\w+-]+:", piece) for piece in pieces)


def test_a_place_and_a_time_need_no_comment_in_markdown():
    assert for_markdown("deals.csv:17:4 at 10:30:15") == "deals.csv:17:4 at 10:30:15"


def _cells(markdown: str) -> list[str]:
    """Text of the first row's cells as GitHub would show it; our empty comments vanish, other HTML would be seen."""
    tokens = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).parse(markdown)
    cells = []
    for before, token in pairwise(tokens):
        if before.type == "td_open":
            kinds = {child.type for child in token.children or []}
            assert kinds <= {"text", "text_special", "html_inline"}, kinds
            cells.append("".join(child.content for child in token.children or [] if child.content != "<!-- -->"))
    return cells


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_markdown_cell_renders_as_the_plain_text_it_was(payload):
    escaped = for_markdown(payload)
    cells = _cells(f"| x | y |\n| --- | --- |\n| {escaped} | end |\n")
    assert cells == [for_terminal(payload).strip(), "end"]
    assert not starts_command(escaped)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_markdown_outside_a_table_stays_a_paragraph_of_text(payload):
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(f"{for_markdown(payload)}\n")
    assert [token.type for token in tokens] in ([], ["paragraph_open", "inline", "paragraph_close"])


@pytest.mark.parametrize("payload", ["@octocat", "me@evil.example", "https://evil.example", "www.evil.example", "#12"])
def test_markdown_breaks_mentions_and_bare_links(payload):
    escaped = for_markdown(payload)
    assert "<!-- -->" in escaped
    assert not re.search(r"@\w|://|www\.|#\d", escaped)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_json_says_the_same_and_holds_nothing_a_terminal_or_log_obeys(payload):
    document = for_json(json.dumps({payload: [payload]}, ensure_ascii=False, indent=2))
    assert json.loads(document) == {payload: [payload]}
    assert hides(document.replace("\n", "")) == []
    assert not starts_command(document)


@given(st.text())
@settings(max_examples=200)
def test_whatever_the_text_every_destination_is_safe(text):
    assert hides(for_terminal(text)) == []
    assert not starts_command(for_log(text))
    assert not starts_command(for_markdown(text))
    assert json.loads(for_json(json.dumps(text, ensure_ascii=False))) == text


@pytest.mark.parametrize("text", ["Müller & Söhne", "株式会社", "شركة", "e\u0301tude", "🚀 ❤️ 🇩🇪", "Ünïcode – “quotes”"])
def test_letters_combining_marks_and_emoji_stay(text):
    assert for_terminal(text) == text


def test_escapes_are_visible_and_newlines_a_sign():
    assert for_terminal("a\x1b[31mb\nc\r\nd\re\t\u200b\U000e0001") == "a\\x1b[31mb⏎c⏎d\\re\\t\\u200b\\U000e0001"


@pytest.mark.parametrize("clean", [for_terminal, for_log, for_markdown, for_csv_cell])
def test_a_finding_stays_one_line_in_every_destination(clean):
    finding = Finding("DATA012", Level.ERROR, Place("a\nb.csv", 3, 4), "name 'x\n::error::y' is odd", "change it")
    line = clean(str(finding))
    assert not CONTROLS.search(line)
    assert "DATA012" in line
    if clean is not for_terminal:
        assert not starts_command(line)
