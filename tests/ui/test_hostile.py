"""Foreign text can't colour, move, open or hide anything."""

import pytest

from pipectl.ui.cells import Column, clean, fitted, widths

from .driving import a_file, answers, drive

HOSTILE = {
    "markup": "[red]Alpha[/red][@click=app.quit]x[/]",
    "a colour": "Alpha \x1b[31mred\x1b[0m",
    "a window title": "\x1b]0;owned\x07Alpha",
    "C1": "Alpha\x9b31m",
    "turning letters round": "Alpha \u202egnp.exe",
    "nothing to be seen": "Al\u200bpha\ufeff",
    "a variable": "$error Alpha {app} %s",
    "a picture": "Alpha :smile: 👍🏽 👨‍👩‍👧",
    "wide letters": "株式会社アルファ東京本社営業部第一課",
    "from right to left": "شركة ألفا للتجارة",
    "ten thousand letters": "Alpha " * 1700,
    "many combining marks": "A" + "\u0301" * 500,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("size", [(60, 20), (140, 40)])
def test_hostile_text_in_every_field_is_shown_and_obeyed_nowhere(text, size, tmp_path):
    cell = '"' + text.replace('"', '""') + '"'
    path = a_file(tmp_path, f"{cell},{cell},100,Proposal,2026-10-01,2026-12-01,{cell},{cell}")

    async def steps(at):
        seen = [at.text]
        await at.press("enter")
        await at.sees("What speaks against it")
        seen.append(at.text)
        await at.press("escape", "o")
        seen.append(at.text)
        await at.press("down", "enter")
        await at.until(lambda: at.app.asked.owners and at.app.report is not None)
        return [*seen, at.text]

    for shown in drive(steps, answers([path]), size):
        assert not {"\x1b", "\x07", "\x9b", "\u202e", "\u200b", "\ufeff"} & set(shown)
    if text.startswith("["):
        assert "[red]Alp" in shown


def test_hostile_names_of_stages_and_of_the_pipeline_are_text(tmp_path):
    stage = "[b]P\\x1b[31m[/]"
    plan = f'version: 1\nname: "[red]N\\e[31m"\nstages:\n  - {{name: "{stage}", probability: 0.5}}\n'
    (tmp_path / "pipeline.yaml").write_text(plan + "  - {name: Won, kind: won}\n")
    path = a_file(tmp_path, "1,Alpha,100,[b]P\x1b[31m[/],2026-10-01,2026-12-01,Ann,Acme")

    async def steps(at):
        return at.text

    text = drive(steps, answers([path], tmp_path / "pipeline.yaml"), (160, 40))
    assert r"[red]N\x1b[31m" in text
    assert r"[b]P\x1b[31m" in text
    assert "\x1b" not in text


def test_text_is_cut_by_the_cells_it_takes():
    assert fitted("abcdef", 4) == "abc…"
    assert fitted("ab", 4) == "ab  "
    assert fitted("ab", 4, right=True) == "  ab"
    assert fitted("東京本社", 5) == "東京…"
    assert fitted("東京本社", 0) == ""
    assert clean(None) == "–"
    assert clean("x" * 300).endswith("…")


def test_columns_of_the_highest_rank_leave_first_and_the_first_grows():
    columns = (
        Column("Name", 10, 20, comfort=12),
        Column("Amount", 5),
        Column("Owner", 5, rank=2),
        Column("Close", 5, rank=1),
    )
    assert widths(columns, 50) == {0: 20, 1: 5, 2: 5, 3: 5}
    assert widths(columns, 26) == {0: 12, 1: 5, 3: 5}
    assert widths(columns, 17) == {0: 10, 1: 5}
    assert widths(columns, 3) == {0: 10, 1: 5}
    hidden = (*columns[:3], columns[3]._replace(hidden=True))
    assert 3 not in widths(hidden, 80)
