"""What the surroundings say about width and colour, in help and completion."""

import pytest

from pipectl.cli.app import COMMANDS

from .process import pipectl


@pytest.mark.parametrize("columns", ["0", "10", "-5", "wide", "99999999999"])
@pytest.mark.parametrize("name", ["COLUMNS", "TERMINAL_WIDTH"])
def test_help_keeps_a_width_that_can_be_read_whatever_the_surroundings_say(name, columns):
    ran = pipectl("--help", **{name: columns})
    assert ran.code == 0
    assert 60 < max(map(len, ran.out.splitlines())) <= 100
    assert "pipectl demo" in ran.out


@pytest.mark.parametrize("verb", ["", *COMMANDS])
@pytest.mark.parametrize("columns", ["60", "80", "120"])
def test_help_fits_its_width_and_cuts_no_word(verb, columns):
    out = pipectl(*verb.split(), "--help", COLUMNS=columns).out
    assert max(map(len, out.splitlines())) <= int(columns)
    assert "…" not in out


def test_help_is_coloured_where_it_is_forced_and_not_where_force_color_means_none():
    assert "\x1b[" in pipectl("--help", FORCE_COLOR="1").out
    assert "\x1b[" not in pipectl("--help", FORCE_COLOR="0").out
    assert "\x1b[" not in pipectl("--help", TERM="dumb").out


@pytest.mark.parametrize("words", ["pipectl ", "pipectl report --", "pipectl explain --"])
def test_fish_gets_one_line_a_choice(words):
    ran = pipectl(
        _PIPECTL_COMPLETE="complete_fish",
        _TYPER_COMPLETE_ARGS=words,
        _TYPER_COMPLETE_FISH_ACTION="get-args",
        COLUMNS="80",
    )
    starts = "--" if words.endswith("--") else tuple(COMMANDS)
    assert ran.out
    assert all(line.startswith(starts) for line in ran.out.splitlines())


def test_zsh_gets_one_line_a_choice():
    ran = pipectl(_PIPECTL_COMPLETE="complete_zsh", _TYPER_COMPLETE_ARGS="pipectl report --", COLUMNS="60")
    assert "--period" in ran.out
    assert all(line.removeprefix("_arguments '*: :((").startswith('"--') for line in ran.out.splitlines())
