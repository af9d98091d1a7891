"""Scorecards as words, screens, Markdown, CSV and JSON say them."""

import csv
import io
import json
from functools import partial

import pytest

from pipectl.render import to_csv, to_json, to_markdown, to_terminal
from pipectl.render.canvas import Canvas
from pipectl.render.words.qualify import lacking_words, rate_words, told_words
from tests.changing import replace
from tests.render.scorecards import CLOSED, EMPTY, FIT_ALONE, LEAKING, ONE, QUALIFYING, hostile

WIDTHS = (80, 100, 140)


def same(text: str) -> str:
    return text


def flat(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("width", WIDTHS)
def test_the_screens_look_as_agreed(snapshot, width):
    for found in (QUALIFYING, ONE):
        assert to_terminal.render("qualify", found, Canvas(width)) == snapshot


def test_the_documents_look_as_agreed(snapshot):
    assert to_markdown.render("qualify", QUALIFYING) == snapshot
    assert to_markdown.render("qualify", ONE) == snapshot
    assert to_json.render("qualify", ONE) == snapshot
    assert to_csv.render("qualify", ONE) == snapshot


def test_every_open_one_is_in_json_and_csv_whatever_the_limit_of_tables():
    few = replace(QUALIFYING, shown=1)
    assert len(json.loads(to_json.render("qualify", few))["opportunities"]) == 5
    rows = list(csv.DictReader(io.StringIO(to_csv.render("qualify", few))))
    assert sum(row["section"] == "opportunity" and row["measure"] == "amount" for row in rows) == 5
    for text in (to_terminal.render("qualify", few, Canvas(80)), to_markdown.render("qualify", few)):
        assert "Most in need · 1 of 3, biggest first" in text
        assert "Umbrella" not in text


def test_the_biggest_that_lacks_something_stands_first_in_every_format():
    names = [each["name"] for each in json.loads(to_json.render("qualify", QUALIFYING))["opportunities"]]
    assert names == [
        "Initech – seats", "Umbrella – renewal", "Stark – add-on", "Globex – platform", "Hooli – pilot",
    ]  # fmt: skip


def test_what_is_lacking_is_named_and_what_is_known_to_be_a_no_is_marked():
    card = QUALIFYING.cards[0]
    said = "Metrics (no), Economic buyer, Decision criteria (no), Decision process, Identify pain"
    assert lacking_words(card, same) == (said, "")
    assert lacking_words(card, same, 2) == ("Metrics (no), Economic buyer", " +3")


@pytest.mark.parametrize(
    "render", [lambda found: to_terminal.render("qualify", found, Canvas(140)), partial(to_markdown.render, "qualify")]
)
def test_where_nothing_is_open_or_nobody_lacks_anything_that_is_said(render):
    assert "No opportunity is open here." in render(EMPTY)
    whole = replace(QUALIFYING, cards=QUALIFYING.cards[3:])
    assert "No open opportunity lacks what its stage needs, as far as can be judged." in render(whole)


@pytest.mark.parametrize(
    "render", [lambda found: to_terminal.render("qualify", found, Canvas(140)), partial(to_markdown.render, "qualify")]
)
def test_fields_that_look_filled_in_at_the_close_are_warned_of_beside_the_win_rates(render):
    text = flat(render(LEAKING))
    assert "qualified 6 of 6, others none" in text
    assert "Beware: of the elements of won ones 100% of 24 are met, of those of open ones 0% of 24." in text
    assert "Beware" not in render(QUALIFYING)


def test_a_share_of_many_has_its_interval_and_one_of_none_is_none():
    split = QUALIFYING.split
    assert split is not None
    assert rate_words(split.qualified) == "73% of 11 (43–90%)"
    assert LEAKING.split is not None
    assert (rate_words(LEAKING.split.qualified), rate_words(LEAKING.split.not_qualified)) == ("6 of 6", "none")


def test_how_a_score_told_won_from_lost_has_its_counts_and_names_what_pulls_the_wrong_way():
    fit = QUALIFYING.told[0]
    wrong = fit.rules[0]._replace(pulls_wrong=True, is_clear=True)
    chance = fit.rules[1]._replace(pulls_wrong=True, is_clear=False)
    first, second = told_words(fit._replace(rules=(wrong, chance)), same)
    assert first == (
        "Fit: won ones score 80% on average (10), lost ones 21% (14). In 79% of 140 pairs of both the won one is "
        "higher; 50% is chance."
    )
    assert second == "Pull the wrong way: Right size, Software (may be chance)."


def test_why_nothing_is_said_of_a_score_stands_in_its_place():
    (said,) = told_words(QUALIFYING.told[1], same)
    assert said.startswith("How well Speed tells won from lost is not said: 0 won and 0 lost have a score; from 20 on")
    told = json.loads(to_json.render("qualify", QUALIFYING))["told"][1]
    assert told["concordance"]["undefined"] == QUALIFYING.told[1].untold


def test_the_scorecard_of_one_asks_for_what_its_stage_needs_first_and_of_a_decided_one_nothing():
    text = to_terminal.render("qualify", ONE, Canvas(100))
    asked = text[text.index("Ask next") :]
    assert asked.index("Decision process: Which steps") < asked.index("Champion: Who sells")
    assert "Ask next" not in to_terminal.render("qualify", CLOSED, Canvas(100))
    assert "- [ ] **Decision process**: Which steps" in to_markdown.render("qualify", ONE)


def test_what_can_t_be_judged_is_told_with_its_reason_and_count_everywhere():
    reason = "the data has no column for it; name one, or a condition, in pipeline.yaml"
    for text in (to_terminal.render("qualify", QUALIFYING, Canvas(140)), to_markdown.render("qualify", QUALIFYING)):
        assert f"Legal can't be judged of 5 deals: {reason}" in flat(text)
    told = json.loads(to_json.render("qualify", QUALIFYING))["unjudged"]
    assert {"what": "Legal", "why": reason, "opportunities": 5} in told


def test_without_a_framework_there_are_fits_alone():
    bare = replace(FIT_ALONE, framework=None, qualified_at=None, elements=(), whole=None, stages=(), split=None)
    text = to_terminal.render("qualify", bare, Canvas(80))
    assert "Most in need" not in text
    assert "Ideal customer · 2 of 5 open deals fit" in text
    assert json.loads(to_json.render("qualify", bare))["win_rate"] is None


def test_hostile_names_are_shown_and_never_obeyed():
    for found in (QUALIFYING, ONE):
        assert "\x1b" not in to_terminal.render("qualify", hostile(found), Canvas(100))
        assert "\x1b" not in to_csv.render("qualify", hostile(found))
