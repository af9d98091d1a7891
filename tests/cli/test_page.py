import json
import re
import subprocess
import sys
from html import unescape

import pytest

from .past import FIRST, PLAN, SECOND, THIRD, begin, keep, write
from .process import EXAMPLE, ROOT, pipectl

PARTS = ("forecast", "changes", "board")


@pytest.mark.parametrize("name", ["q4.html", "q4.HTM"])
def test_the_suffix_of_the_output_asks_for_a_page(tmp_path, name):
    ran = pipectl("report", *EXAMPLE, "-o", str(tmp_path / name))
    assert (ran.code, ran.out, ran.err) == (0, "", "")
    assert (tmp_path / name).read_text(encoding="utf-8").startswith("<!doctype html>")


@pytest.mark.parametrize("verb", ["report", "review", "forecast", "check"])
def test_a_page_goes_to_stdout_where_it_is_asked_for_by_name(verb):
    ran = pipectl(verb, *EXAMPLE, "--format", "html")
    assert ran.out.startswith("<!doctype html>")
    assert ran.out.endswith("</html>\n")
    assert ran.code == pipectl(verb, *EXAMPLE, "--format", "json").code


@pytest.mark.parametrize("verb", ["list", "playbook", "validate", "qualify"])
def test_a_command_without_a_page_says_which_have_one(verb, tmp_path):
    ran = pipectl(verb, *EXAMPLE, "-o", str(tmp_path / "x.html"))
    assert ran.code == 2
    assert "is for pipectl report, board, review, forecast, changes, funnel and check" in ran.err
    assert not (tmp_path / "x.html").exists()


def test_a_page_is_the_same_whenever_it_is_written(tmp_path):
    assert pipectl("report", *EXAMPLE, "-f", "html").out == pipectl("report", *EXAMPLE, "-f", "html").out


def test_the_page_of_a_report_has_its_owners_and_with_history_its_funnel(tmp_path):
    folder = begin(tmp_path, PLAN)
    keep(folder, FIRST, SECOND)
    data = write(folder, "opportunities.csv", THIRD)
    page = pipectl("report", data, "--as-of", THIRD, "-f", "html", cwd=folder).out
    assert '<section id="by-1"' in page
    assert ">Owners</h2>" in page
    assert ">Funnel</h2>" in page
    assert pipectl("report", data, "--as-of", THIRD, "--by", "owner", "-f", "html", cwd=folder).out == page


def test_the_page_of_a_report_has_what_forecast_changes_and_board_say(tmp_path):
    given = ("--config", str(ROOT / "examples" / "past" / "pipeline.yaml"), "--as-of", "2026-11-16")
    page = pipectl("report", *given, "-f", "html").out
    values = set(re.findall(r'<data value="([^"]*)"', page))
    forecast, changes, board = (json.loads(pipectl(verb, *given, "-f", "json").out) for verb in PARTS)
    outlook = forecast["outlook"]
    assert {outlook["expected"], outlook["booked"], outlook["open"], outlook["p_quota"]} <= values
    whole = changes["whole"]
    assert {whole["start_amount"], whole["end_amount"]} <= values
    biggest = {each["amount"] for stage in board["stages"] for each in stage["cards"][:5]}
    assert biggest <= values
    assert {card["name"] for card in board["stages"][0]["cards"][:5]} <= {
        unescape(each) for each in re.findall("<strong>([^<]*)</strong>", page)
    }


def test_the_page_of_a_report_says_why_it_lacks_a_forecast_or_changes(tmp_path):
    page = pipectl("report", *EXAMPLE, "--period", "all", "-f", "html").out
    assert "– Forecast: a forecast is of a period with a first and a last day, which all lacks" in page
    assert "– What changed: there is no history yet" in page


def test_the_page_of_a_failing_check_keeps_its_exit_code(tmp_path):
    ran = pipectl("check", *EXAMPLE, "--min", "win_rate=99%", "-o", str(tmp_path / "check.html"))
    assert ran.code == 1
    assert "win rate" in (tmp_path / "check.html").read_text(encoding="utf-8").casefold()


@pytest.mark.parametrize("verb", ["report", "check", "list"])
def test_nothing_that_lays_out_a_page_is_loaded_where_none_is_asked_for(verb):
    program = f"""
import sys, json
from pipectl.__main__ import main
sys.argv = ["pipectl", {verb!r}, *{list(EXAMPLE)!r}, "-o", "/dev/null"]
try:
    main()
finally:
    loaded = [name for name in sys.modules if name.startswith(("jinja2", "markupsafe", "pipectl.render.to_html"))]
    print(json.dumps(loaded))
"""
    ran = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False)
    assert json.loads(ran.stdout) == []
