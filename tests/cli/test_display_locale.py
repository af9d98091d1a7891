"""Screens and Markdown are written as a locale has it; what programs read, and how files are read, is not."""

import re

from .past import PLAN, begin
from .process import EXAMPLE, pipectl

FIXED = "\u00a0"


def test_an_option_asks_for_it():
    ran = pipectl("list", *EXAMPLE, "--display-locale", "de_DE")
    assert f"54.000{FIXED}$" in ran.out
    assert "19 Mar 2027" in ran.out
    assert f"54.000{FIXED}$" in pipectl("list", *EXAMPLE, "--display-locale", "de_DE", "--format", "markdown").out


def test_json_and_csv_are_the_same_in_any():
    for form in ("json", "csv"):
        call = ("report", *EXAMPLE, "--format", form)
        assert pipectl(*call, "--display-locale", "de_DE").out == pipectl(*call).out


def test_pipeline_yaml_asks_for_it_and_the_option_goes_before(tmp_path):
    begin(tmp_path, f"{PLAN}currency: EUR\ndisplay_locale: fr_FR\n")
    call = ("list", "deals-2026-11-15.csv", "--as-of", "2026-11-16")
    assert f"1{FIXED}500{FIXED}€" in pipectl(*call, cwd=tmp_path).out
    assert "€1,500" in pipectl(*call, "--display-locale", "en_US", cwd=tmp_path).out


def test_how_a_file_is_read_does_not_hang_on_it(tmp_path):
    folder = begin(tmp_path)
    text = (folder / "deals-2026-11-15.csv").read_text(encoding="utf-8").replace(",1500,", ',"1,500",')
    (folder / "open.csv").write_text(text, encoding="utf-8")
    call = ("list", "open.csv", "--as-of", "2026-11-16", "--format", "json")
    told, asked = pipectl(*call, cwd=folder), pipectl(*call, "--display-locale", "de_DE", cwd=folder)
    assert asked == told
    assert "--locale" in told.err or '"1500"' in told.out


def test_one_that_is_not_known_is_refused_with_what_to_write(tmp_path):
    ran = pipectl("report", *EXAMPLE, "--display-locale", "german")
    assert ran.code == 2
    assert "--display-locale 'german' is no locale that is known; write one such as de_DE" in ran.err
    begin(tmp_path, f"{PLAN}display_locale: xx_XX\n")
    ran = pipectl("report", "deals-2026-11-15.csv", cwd=tmp_path)
    assert ran.code == 2
    assert "pipeline.yaml: display_locale is 'xx_XX', which is no locale that is known" in ran.err


def test_it_lasts_for_one_run_of_a_command(tmp_path):
    begin(tmp_path)
    call = ("report", "deals-2026-11-15.csv", "--as-of", "2026-11-16")
    before = pipectl(*call, cwd=tmp_path)
    pipectl(*call, "--display-locale", "de_DE", cwd=tmp_path)
    assert pipectl(*call, cwd=tmp_path) == before


def test_pictures_and_pages_are_for_people_as_well(tmp_path):
    for name in ("q.svg", "q.html"):
        chart = ("--chart", "quota") if name.endswith("svg") else ()
        ran = pipectl("report", *EXAMPLE, *chart, "--display-locale", "de_DE", "-o", str(tmp_path / name))
        assert ran.code == 0, ran.err
        text = (tmp_path / name).read_text(encoding="utf-8")
        assert re.search(r"180k\s\$ won \+ 242k\s\$ weighted → 106\s%", text)
        assert "$180k" not in text
