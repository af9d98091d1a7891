"""What activities say in each format."""

import csv
import io
import json

from pipectl.render import to_csv, to_json, to_markdown, to_terminal
from pipectl.render.canvas import Canvas
from tests.activity_builders import an_activity, said_of
from tests.render.activity_samples import ACTIVITY, BARE, NOTHING


def test_the_figures_stand_first_with_their_counts_and_what_does_not_count():
    for text in (
        to_terminal.render("activity", ACTIVITY, Canvas(140)),
        to_markdown.render("activity", ACTIVITY).replace("**: ", "** ").replace("**", ""),
    ):
        plain = " ".join(text.split())
        assert (
            "Activities 12 done · 8 calls · 2 meetings · 1 proposal · 1 of other kinds · 1 planned · 1 no-show" in plain
        )
        assert "Ratios calls per meeting 4 (8 ÷ 2) · meetings per proposal 2 (2 ÷ 1)" in plain
        assert "Touches median 9 d since the last of 2 open · p90 16 d" in plain
        assert "Untouched 2 of 3 open for more than 14 days · $62k · 1 never touched" in plain
        assert "Won and lost touches in their first 30 days: won 1 (mean of 1, median 1) · lost 0 (mean of 1" in plain
        assert "too few to tell" in plain


def test_the_running_week_is_marked_in_every_format_and_is_in_no_mean():
    assert "W06 so far" in to_terminal.render("activity", ACTIVITY, Canvas(100))
    assert "| W06 so far |" in to_markdown.render("activity", ACTIVITY)
    tree = json.loads(to_json.render("activity", ACTIVITY))
    assert [(week["key"], week["running"]) for week in tree["weeks"][-2:]] == [("2026-W05", False), ("2026-W06", True)]
    calls = tree["whole"]["paces"][0]
    assert (calls["done"], calls["per_week"]["numerator"]) == ([3, 2, 2, 0, 1], "7")
    rows = list(csv.DictReader(io.StringIO(to_csv.render("activity", ACTIVITY))))
    told = {row["week"]: row["value"] for row in rows if row["measure"] == "running"}
    assert (told["2026-W05"], told["2026-W06"]) == ("false", "true")


def test_every_dash_has_its_reason():
    for text in (to_terminal.render("activity", BARE, Canvas(100)), to_markdown.render("activity", BARE)):
        plain = " ".join(text.replace("\\", "").replace("**:", "").split())
        assert "no whole week that is over" in plain
        assert "calls per meeting – no meeting was done in the period" in plain
        assert "Touches – no export of opportunities is at hand; name it with --opportunities" in plain
        assert "the files have no kind" in plain
    assert "Activities 0 done" in " ".join(to_terminal.render("activity", NOTHING, Canvas(100)).split())


def test_a_narrow_screen_leaves_older_weeks_out_and_says_so_and_csv_has_all():
    found = said_of(an_activity("2026-01-05"), an_activity("2026-06-01"), period="2026", as_of=_LATER)
    narrow = to_terminal.render("activity", found, Canvas(80))
    assert "earlier weeks in a wider window, or with --format csv" in narrow
    assert max(map(len, narrow.split("\n"))) <= 80
    assert " W02 " not in narrow
    assert " W22 " in narrow
    rows = list(csv.DictReader(io.StringIO(to_csv.render("activity", found))))
    weeks = [row["week"] for row in rows if (row["section"], row["kind"], row["measure"]) == ("whole", "call", "done")]
    assert (weeks[0], len(weeks)) == ("2026-W02", len(found.weeks))


def test_weeks_of_several_years_are_named_with_their_year():
    found = said_of(an_activity("2025-12-15"), period="2025-12-01..2026-01-31")
    assert " 2025-W51  2025-W52  2026-W01 " in to_terminal.render("activity", found, Canvas(140))
    assert "| 2025-W51 | 2025-W52 | 2026-W01 |" in to_markdown.render("activity", found)


def test_csv_has_the_standards_and_every_untouched_opportunity():
    found = {
        (row["section"], row["key"], row["kind"], row["measure"]): row
        for row in csv.DictReader(io.StringIO(to_csv.render("activity", ACTIVITY)))
    }
    assert found["owner", "Yan", "call", "standard"]["value"] == "2"
    assert found["owner", "Zoe", "call", "attained"]["numerator"] == "5"
    assert found["whole", "", "call", "weeks_met"]["denominator"] == "8"
    assert found["untouched", "O3", "", "last_touch"]["value"] == ""
    assert found["untouched", "O1", "", "days"]["value"] == "18"


_LATER = ACTIVITY.as_of.replace(month=6)
