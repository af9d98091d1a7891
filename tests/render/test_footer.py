"""Commands that hints name, below a screen and in Markdown."""

import pytest
from markdown_it import MarkdownIt

from pipectl.domain.finding import Findings
from pipectl.domain.pipeline import RowCount
from pipectl.render.canvas import Canvas
from pipectl.render.to_markdown.parts import code
from pipectl.render.to_terminal.footer import data_lines
from pipectl.render.to_terminal.ink import Ink

FOUND = Findings((), (("DATA012", 5),))


def _lines(command, width, **more):
    ink = Ink(Canvas(width=width, **more))
    return ink.page(data_lines(ink, RowCount(read=9, accepted=9), FOUND, (), command)).splitlines()


def test_a_command_stands_behind_its_words_where_it_fits_and_below_them_where_it_does_not():
    assert _lines("pipectl validate a.csv", 80) == ["Data  9 of 9 rows read · 5 findings → pipectl validate a.csv"]
    assert _lines("pipectl validate a.csv", 50) == [
        "Data  9 of 9 rows read · 5 findings →",
        "      pipectl validate a.csv",
    ]


def test_a_long_command_goes_on_in_the_next_line_as_a_shell_has_it_and_never_within_an_argument():
    assert _lines("pipectl validate 'a b.csv' 'it'\"'\"'s c.csv' --as-of 2026-11-16", 44) == [
        "Data  9 of 9 rows read · 5 findings →",
        "      pipectl validate 'a b.csv' \\",
        "      'it'\"'\"'s c.csv' --as-of 2026-11-16",
    ]


@pytest.mark.parametrize(
    "arguments", [" ".join(f"'export {n}.csv'" for n in range(10_000)), f"{'x' * 200}.csv", f"'{'x ' * 90}.csv'"]
)
def test_a_command_too_long_to_be_copied_stands_without_its_arguments_and_says_so(arguments):
    lines = _lines(f"pipectl list --overdue {arguments}", 60)
    assert lines[-2:] == ["      pipectl list --overdue", "      (with the files and options given)"]


@pytest.mark.parametrize("ascii_only", [True, False])
def test_what_was_typed_is_harmless_and_no_wider_than_the_screen(ascii_only):
    lines = _lines(
        "pipectl validate 'a\x1b[31m\n::error::\u202e名名名名名名名名.csv' --owner '\u200b'", 40, ascii_only=ascii_only
    )
    assert all(line.isprintable() and "::" not in line for line in lines)
    assert all(len(line) <= 40 for line in lines)


@pytest.mark.parametrize(
    "text", ["pipectl validate a.csv", "pipectl list `a` ``b``.csv", "x `", "<b>*a*</b>\n# c \x1b|"]
)
def test_a_command_in_markdown_is_one_code_span_whatever_was_typed(text):
    inline = MarkdownIt().parse(f"Next: {code(text)}")[1]
    children = inline.children or []
    assert [each.type for each in children] == ["text", "code_inline"]
    assert children[1].content == text.replace("\n", "⏎").replace("\x1b", "\\x1b")
