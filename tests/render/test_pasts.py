"""What changed, the funnel and what is kept, as words, screens, CSV and JSON say it."""

import csv
import io
import json
import re
from decimal import Decimal
from functools import partial

import pytest

from pipectl.domain.changes import Look
from pipectl.domain.values import Outcome, Ratio, Unit
from pipectl.render import to_csv, to_json, to_markdown, to_terminal
from pipectl.render.canvas import Canvas
from pipectl.render.spell import signed
from pipectl.render.words.change import TWICE, counts_add, moved_words
from pipectl.render.words.funnel import bottleneck_words, share_words
from tests.changing import replace
from tests.render.pasts import (
    BOTTLENECK,
    CHANGES,
    CHANGES_GROUPED,
    CREATED,
    DAMAGED,
    FUNNEL,
    FUNNEL_EMPTY,
    FUNNEL_GROUPED,
    FUNNEL_STAGES,
    LOST,
    NOTHING_KEPT,
    PUSHED,
    REMEMBERED,
    UNCHANGED,
    VERIFIED,
    WON,
    a_changed,
    a_look,
    a_table,
)

_BAR = re.compile(r"^ (.{10,12}) +\S+ +\d+  ( *)([█▓░]*)$")


def same(text: str) -> str:
    return text


def drawn(found, width: int = 100) -> list[tuple[str, int, int]]:
    """Of each bar of the waterfall its glyph, and the columns it begins and ends at."""
    lines = map(_BAR.match, to_terminal.render("changes", found, Canvas(width)).split("\n"))
    bars = [(line[3], len(line[2])) for line in lines if line and line[3]]
    return [(bar[0], at, at + len(bar)) for bar, at in bars]


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text), strict=True))


@pytest.mark.parametrize("width", [60, 80, 100, 120, 140])
def test_each_bar_of_the_waterfall_begins_where_the_one_before_ended(width):
    bars = drawn(CHANGES, width)
    assert [glyph for glyph, _, _ in bars] == ["█", "▓", "▓", "░", "░", "░", "░", "█"]
    level = bars[0][2]
    for glyph, left, right in bars[1:-1]:
        begins, ends = (left, right) if glyph == "▓" else (right, left)
        # One too small for a column of its own still has one.
        assert abs(begins - level) <= 1
        level = ends
    assert (bars[0][1], bars[-1][1]) == (0, 0)
    assert abs(bars[-1][2] - level) <= 1


def test_a_move_too_small_for_a_column_still_has_a_bar_beside_its_number():
    small = a_table(1_000_000, 4, {"created": (1, (a_changed("Tiny", 1, None, a_look()),))}, 5)
    text = to_terminal.render("changes", replace(CHANGES, whole=small), Canvas(80))
    assert re.search(r" Created +\+\$1 +1 +▓$", text, re.MULTILINE)


def test_buckets_without_anything_in_them_have_no_line():
    text = to_terminal.render("changes", CHANGES, Canvas(80))
    assert "Pulled in" not in text
    assert "Reopened" not in text
    assert "Created" in text


@pytest.mark.parametrize(
    "render", [lambda found: to_terminal.render("changes", found, Canvas(80)), partial(to_markdown.render, "changes")]
)
def test_where_nothing_changed_that_is_said(render):
    text = render(UNCHANGED)
    assert "moves between stages are not shown here" in text
    assert "as much as before" in text


def test_deals_add_up_where_each_came_or_went_once_and_else_it_is_said_that_they_need_not():
    assert counts_add(a_table(100, 3, {"created": (2, CREATED), "won": (1, WON)}, 4))
    assert not counts_add(a_table(100, 3, {"created": (2, CREATED), "won": (1, WON)}, 5))
    assert not counts_add(CHANGES.whole)
    assert TWICE in " ".join(to_terminal.render("changes", CHANGES, Canvas(140)).split())


def test_what_changed_is_told_by_what_matters_to_the_kind_of_change():
    told = {
        "created": CREATED[0],
        "pushed_out": PUSHED[0],
        "won": WON[0],
        "lost": LOST[0],
    }
    assert {key: moved_words(deal, key, CHANGES, same) for key, deal in told.items()} == {
        "created": "in Qualified, due Mar 31",
        "pushed_out": "Mar 31 → May 31",
        "won": "Negotiation → Won",
        "lost": "Proposal → Lost",
    }


def test_a_date_that_is_not_there_is_no_date_and_an_amount_that_is_not_there_no_amount():
    assert moved_words(PUSHED[1], "pushed_out", CHANGES, same) == "Mar 31 → no date"
    grown = a_changed("A", 500, a_look(amount=None), a_look(amount=500))
    assert moved_words(grown, "increased", CHANGES, same) == "no amount → $500"


def test_amounts_that_read_the_same_in_short_are_told_to_the_cent():
    less = a_changed("A", "-0.5", Look("P", Outcome.OPEN, Decimal(100_000), None), None)
    less = less._replace(after=Look("P", Outcome.OPEN, Decimal("99999.5"), None))
    assert moved_words(less, "decreased", CHANGES, same) == "$100,000.00 → $99,999.50"


def test_one_that_came_and_went_between_the_days_says_so():
    assert moved_words(a_changed("A", 5, None, None), "created", CHANGES, same) == "came and went"


def test_how_many_more_stand_behind_a_bucket_is_said():
    many = a_table(100, 3, {"created": (7, CREATED)}, 10)
    assert "7 deals · +$92k · 2 shown" in to_terminal.render("changes", replace(CHANGES, whole=many), Canvas(80))
    assert "- Created: 2 of 7 shown" in to_markdown.render("changes", replace(CHANGES, whole=many))


def test_groups_show_each_bucket_where_there_is_room_and_else_what_came_and_went():
    wide, narrow = (to_terminal.render("changes", CHANGES_GROUPED, Canvas(width)) for width in (120, 80))
    assert "Pushed out      Won    Lost" in wide
    assert re.search(r"Ann +14 → 13 +\$400k +\+\$80k +-\$140k +-\$120k +\$220k", narrow)
    assert "Came: created, pulled in, reopened, increased." in narrow
    assert "Came" not in wide


def test_names_that_several_deals_have_are_told_apart_by_their_account():
    twins = tuple(
        a_changed("Pilot", 10, None, a_look(), key=account, account=account) for account in ("Acme", "Globex")
    )
    found = replace(CHANGES, whole=a_table(0, 0, {"created": (2, twins)}, 2))
    for text in (to_terminal.render("changes", found, Canvas(80)), to_markdown.render("changes", found)):
        assert "Pilot · Acme" in text
        assert "Pilot · Globex" in text


def test_a_deal_in_two_buckets_is_not_taken_for_two():
    moved = a_changed("Pilot", 10, a_look(), a_look(), account="Acme")
    found = replace(CHANGES, whole=a_table(0, 1, {"pulled_in": (1, (moved,)), "increased": (1, (moved,))}, 1))
    assert "Pilot · Acme" not in to_terminal.render("changes", found, Canvas(80))


def test_start_changes_and_end_add_up_in_json_and_csv():
    whole = json.loads(to_json.render("changes", CHANGES))["whole"]
    moves = [Decimal(line["amount"]) for line in whole["lines"]]
    assert Decimal(whole["start_amount"]) + sum(moves) == Decimal(whole["end_amount"])
    told = [row for row in rows(to_csv.render("changes", CHANGES)) if row["section"] in ("start", "change")]
    assert sum(Decimal(row["amount"]) for row in told) == CHANGES.whole.end


def test_json_names_every_bucket_and_what_an_opportunity_was_before_and_after():
    lines = {line["key"]: line for line in json.loads(to_json.render("changes", CHANGES))["whole"]["lines"]}
    assert len(lines) == 9
    assert lines["reopened"]["count"] == 0
    assert lines["pushed_out"]["opportunities"][0] == {
        "id": None,
        "name": "Umbrella – renewal",
        "owner": "Ann",
        "account": None,
        "day": "2026-01-20",
        "amount": "-120000.00",
        "before": {"stage": "Negotiation", "outcome": "open", "amount": "120000.00", "expected_close": "2026-03-31"},
        "after": {"stage": "Negotiation", "outcome": "open", "amount": "120000.00", "expected_close": "2026-05-31"},
    }
    assert lines["created"]["opportunities"][0]["before"] is None


def test_a_share_of_few_is_shown_as_its_counts_alone():
    assert share_words(Ratio(2, 3)) == "2 of 3"
    assert share_words(Ratio(9, 9)) == "9 of 9"
    assert share_words(Ratio(4, 10)) == "40% of 10"
    assert share_words(Ratio(0, 0)) == "–"


def test_the_bottleneck_spells_its_sum():
    top, others = bottleneck_words(FUNNEL, same)
    assert top == (
        "Negotiation converts 40% (20 of 50); at its best quarter's 60% (Q2 2026, 12 of 20) it would add $150k: "
        "$300k × 60% ÷ 40% − $300k."
    )
    assert others == "At theirs the others would add: Proposal $40k, Qualified $12.3k."


def test_a_target_of_pipeline_yaml_is_named_as_such():
    aimed = BOTTLENECK._replace(best_quarter=None, best=None, others=())
    (top,) = bottleneck_words(replace(FUNNEL, bottleneck=aimed), same)
    assert "at the 60% that pipeline.yaml asks for it would add" in top


def test_a_share_never_reads_as_the_target_it_misses():
    near = BOTTLENECK._replace(conversion=Ratio(599, 1000), adds=Decimal("500.83"))
    top, _ = bottleneck_words(replace(FUNNEL, bottleneck=near), same)
    assert top.startswith("Negotiation converts 59.9% (599 of 1,000); at its best quarter's 60% ")


def test_the_sum_comes_out_with_the_shares_as_they_are_shown():
    uneven = BOTTLENECK._replace(
        conversion=Ratio(33, 43), target=Decimal("0.85"), won_amount=Decimal(982000), adds=Decimal("105639.39")
    )
    top, _ = bottleneck_words(replace(FUNNEL, bottleneck=uneven), same)
    assert top.endswith("it would add $106k: $982k × 85% ÷ 76.7% − $982k.")


def test_why_there_is_no_bottleneck_is_said():
    for text in (to_terminal.render("funnel", FUNNEL_EMPTY, Canvas(80)), to_markdown.render("funnel", FUNNEL_EMPTY)):
        assert "Bottleneck not told: amounts are in EUR and USD, which are never added." in text


def test_every_dash_of_the_funnel_has_its_reason():
    text = to_terminal.render("funnel", FUNNEL, Canvas(120))
    assert "– Median · p75: nobody left it whose day of entry is known" in text
    assert "– So far: nobody is there whose day of entry is known" in text
    stage = json.loads(to_json.render("funnel", FUNNEL))["whole"]["stages"][-1]
    assert stage["conversion"]["undefined"] == "nobody who reached it went on or was lost there yet"
    assert stage["days"]["undefined"] == "nobody left it whose day of entry is known"
    assert stage["days"]["so_far_undefined"] == "nobody is there whose day of entry is known"


def test_columns_of_quarters_that_there_is_no_room_for_are_counted():
    narrow, wide = (to_terminal.render("funnel", FUNNEL, Canvas(width)) for width in (80, 140))
    assert "… and 6 more columns in a wider window, or with --format csv" in narrow
    assert "more column" not in wide


def test_quarters_in_which_some_are_open_still_are_marked_as_running():
    text = to_terminal.render("funnel", FUNNEL, Canvas(120))
    assert "Q4 2025 running" in text
    assert "Q3 2025 running" not in text
    assert [line["running"] for line in json.loads(to_json.render("funnel", FUNNEL))["cohorts"]] == [False, True, True]


def test_how_far_a_quarter_s_deals_came_is_a_share_of_those_whose_path_is_known():
    none = FUNNEL.cohorts[0]._replace(known=0, reached=(0,) * 6)
    found = replace(FUNNEL, cohorts=(FUNNEL.cohorts[0], none))
    for text in (to_terminal.render("funnel", found, Canvas(140)), to_markdown.render("funnel", found)):
        first, second = (line.split() for line in text.split("\n") if "Q3 2025" in line)
        assert first[first.index("64") :][:2] == ["64", "60"] or first[first.index("64") + 2] == "60"
        assert "73%" in first
        assert second.count("–") == 6
        assert "Known: of none that began then the path is known" in text
    complete = replace(FUNNEL, cohorts=FUNNEL.cohorts[1:])
    assert " Known " not in to_terminal.render("funnel", complete, Canvas(140))


@pytest.mark.parametrize("width", [80, 100, 120])
def test_no_stage_s_name_is_cut_before_its_bar_gives_way(width):
    text = to_terminal.render("funnel", FUNNEL, Canvas(width))
    assert all(f"\n {stage.name}  " in text for stage in FUNNEL_STAGES)


def test_deals_of_unknown_path_are_counted_out_loud():
    for text in (to_terminal.render("funnel", FUNNEL, Canvas(120)), to_markdown.render("funnel", FUNNEL)):
        assert "4 deals of unknown path are in no figure" in text


def test_the_funnel_s_csv_has_stages_of_the_whole_and_of_each_group():
    found = {
        (row["section"], row["by"], row["key"], row["stage"], row["measure"]): row
        for row in rows(to_csv.render("funnel", FUNNEL_GROUPED))
    }
    assert found["stage", "", "", "Prospecting", "conversion"]["numerator"] == "80"
    assert found["stage", "owner", "Ann", "Qualified", "days.median"]["value"] == "24"
    assert found["won", "owner", "", "", "amount"]["undefined"]
    assert found["cohort", "created", "2025-Q4", "Proposal", "reached"]["value"] == "18"
    assert found["bottleneck", "", "", "Qualified", "adds"]["value"] == "12345.67"


def test_what_is_kept_tells_how_many_days_and_which():
    assert "3 snapshots, 2026-01-05 to 2026-02-02" in to_terminal.render("remembered", REMEMBERED, Canvas(80))
    assert "Every byte" not in to_terminal.render("remembered", REMEMBERED, Canvas(80))
    assert "Every byte is as it was written." in to_terminal.render("remembered", VERIFIED, Canvas(80))


def test_what_is_wrong_with_a_snapshot_is_told_in_words_with_its_whole_name():
    text = to_terminal.render("remembered", DAMAGED, Canvas(80))
    assert "2 of 3 files are not as written" in text
    assert DAMAGED.snapshots[1].file in text
    assert "notes.csv: it is no snapshot; move it elsewhere" in text
    assert json.loads(to_json.render("remembered", DAMAGED))["damaged"] == 2


def test_a_long_name_of_a_file_keeps_its_day_and_its_end():
    assert re.search(
        r"  2026-\S*…\S*89abcdef\.csv$", to_terminal.render("remembered", REMEMBERED, Canvas(80)), re.MULTILINE
    )


def test_where_nothing_is_kept_the_command_that_begins_is_named():
    for text in (
        to_terminal.render("remembered", NOTHING_KEPT, Canvas(80)),
        to_markdown.render("remembered", NOTHING_KEPT),
    ):
        assert "Nothing is kept" in text
        assert "pipectl snapshot" in text


@pytest.mark.parametrize(
    ("amount", "text"), [("80000", "+$80k"), ("-80000", "-$80k"), ("0", "$0"), ("0.001", "+<$0.01")]
)
def test_what_is_added_has_its_sign(amount, text):
    assert signed(Decimal(amount), Unit.MONEY, "USD", short=True) == text
