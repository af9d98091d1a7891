from decimal import Decimal

import pytest

from pipectl.domain.pipeline import RowCount
from pipectl.domain.result import NextStep, Step
from pipectl.domain.values import Unit
from pipectl.render import to_markdown, to_terminal
from pipectl.render.canvas import Canvas
from pipectl.render.words.shared import (
    aside_words,
    decided_words,
    next_words,
    repeated,
    rows_words,
    standing_words,
    told_apart,
    unit_words,
)
from tests.changing import replace
from tests.render.samples import BARE, LISTING, REPORT, ROWS


@pytest.mark.parametrize(
    ("step", "words"),
    [
        (
            NextStep(Step.ADD_PIPELINE, Decimal(259000), 0, (), None),
            "Add $259k of pipeline to reach 3.0× of the $288k left.",
        ),
        (
            NextStep(Step.RE_DATE, Decimal(80000), 2, ("Globex", "Initech", "Hooli"), None),
            "Re-date 2 deals worth $80k whose close date has passed: Globex and Initech.",
        ),
        (
            NextStep(Step.RE_DATE, Decimal(90000), 3, ("Globex", "Initech", "Hooli"), None),
            "Re-date 3 deals worth $90k whose close date has passed, first Globex and Initech.",
        ),
        (
            NextStep(Step.UNSTICK, Decimal(80000), 1, ("Globex",), None),
            "Move on or close 1 deal worth $80k that stands still: Globex.",
        ),
        (
            NextStep(Step.UNSTICK, Decimal(80000), 3, ("Globex", "Initech", "Hooli"), None),
            "Move on or close 3 deals worth $80k that stand still, first Globex and Initech.",
        ),
        (
            NextStep(Step.READ_ROWS, None, 6, (), "pipectl validate"),
            "Mend the 6 rows that were set aside; nothing else was read.",
        ),
        (NextStep(Step.READ_ROWS, None, 1, (), None), "Mend the 1 row that was set aside; nothing else was read."),
        (NextStep(Step.FILL_AMOUNTS, None, 3, ("Hooli",), None), "Give 3 deals an amount, first Hooli."),
        (
            NextStep(Step.SET_QUOTA, None, 0, (), None),
            "Set a quota for Q1 2026 in pipeline.yaml, to hold $212k won and $605k due against it.",
        ),
        (NextStep(Step.KEEP_GOING, None, 0, (), None), "Keep going, nothing presses: $212k won and $605k due."),
    ],
)
def test_every_next_step_is_a_sentence_with_its_amount(step, words):
    assert next_words(replace(REPORT, next_step=step), str) == words


def test_a_step_speaks_of_what_is_open_where_nothing_tells_what_is_due():
    assert next_words(BARE, str) == "Set a quota for All time in pipeline.yaml, to hold 890k open against it."


def test_names_in_a_sentence_pass_through_the_destination_s_cleaner():
    step = NextStep(Step.RE_DATE, Decimal(1), 1, ("a\x1bb",), None)
    assert "<a\x1bb>" in next_words(replace(REPORT, next_step=step), lambda text: f"<{text}>")


def test_what_is_listed_is_never_added_over_open_won_and_lost():
    assert standing_words(replace(LISTING, shown=7)) == ["6 open $197k", "1 won $30k"]
    assert standing_words(LISTING) == ["6 open $197k", "1 won $30k", "5 of 7 deals shown"]
    assert standing_words(replace(LISTING, standings=(), opportunities=0, shown=0)) == ["0 deals"]


def test_deals_of_one_name_are_told_apart_by_their_account_where_they_have_one():
    deal = LISTING.bands[0].rows[0]
    deals = [replace(deal, name=name, account=account) for name, account in (("Pilot 1", "Acme"), ("Pilot 1", None))]
    other = replace(deal, name="Pilot 2", account="Acme")
    twice = repeated([*deals, other])
    assert [told_apart(each, twice) for each in (*deals, other)] == ["Pilot 1 · Acme", "Pilot 1", "Pilot 2"]


@pytest.mark.parametrize("unit", Unit)
def test_a_unit_in_words_begins_with_the_word_that_json_has(unit):
    assert unit_words(unit).startswith(unit.published)
    assert ("shown as a " in unit_words(unit)) == (unit.published == "ratio")


def test_rows_are_all_accounted_for():
    rows = RowCount(read=50, accepted=44, set_aside=3, blank=1, footer=1, repeated_header=1)
    assert rows_words(rows) == "44 of 50 rows read, 3 set aside, 1 blank, 1 footer row, 1 repeated header"
    assert rows_words(RowCount(1, 1)) == "1 of 1 row read"
    twice = RowCount(read=50, accepted=44, blank=2, footer=2, repeated_header=2)
    assert rows_words(twice) == "44 of 50 rows read, 2 blank, 2 footer rows, 2 repeated headers"


def test_a_very_long_name_in_a_sentence_is_cut():
    step = NextStep(Step.RE_DATE, Decimal(1), 1, ("word " * 800,), None)
    words = next_words(replace(REPORT, next_step=step), str)
    assert words.endswith("word word….")
    assert len(words) < 130


@pytest.mark.parametrize(
    ("accepted", "aside", "words"),
    [
        (0, 0, ""),
        (96, 4, ""),
        (19, 1, "1 of 20 rows (5%) set aside, and in no figure here"),
        (0, 1, "1 of 1 row (100%) set aside, and in no figure here"),
        (3000, 1000, "1,000 of 4,000 rows (25%) set aside, and in no figure here"),
    ],
)
def test_many_rows_set_aside_are_said_above_the_figures(accepted, aside, words):
    assert aside_words(RowCount(read=accepted + aside, accepted=accepted, set_aside=aside)) == words


def test_what_a_filter_left_is_said_beside_the_rows_and_only_then():
    assert rows_words(ROWS, 44) == rows_words(ROWS) == "44 of 47 rows read, 3 set aside"
    assert rows_words(ROWS, 1200) == "44 of 47 rows read, 3 set aside, 1,200 selected"


def test_the_first_decisions_of_reading_are_named_and_the_others_counted():
    (file, *_) = REPORT.files
    assert decided_words([replace(file, decisive=("a", "b", "c"))]) == ("a", "b", "c")
    assert decided_words([replace(file, decisive=tuple("abcde"))]) == ("a", "b", "c · +2 more, see --verbose")
    files = [replace(file, name="x.csv", decisive=("a",)), replace(file, name="y.csv", decisive=("b",))]
    assert decided_words(files) == ("x.csv: a", "y.csv: b")
    assert decided_words([file]) == ()


def test_decisions_of_reading_stand_below_a_report_on_the_terminal_and_in_markdown():
    report = replace(
        REPORT, files=(replace(REPORT.files[0], decisive=("amount is read from 'A\x1b[1m', not from B",)),)
    )
    assert "Note  amount is read from 'A\\x1b[1m', not from B" in to_terminal.render("report", report, Canvas(width=80))
    assert "- amount is read from 'A" in to_markdown.render("report", report)
