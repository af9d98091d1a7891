"""A forecast on the screen, as Markdown, CSV and JSON."""

import csv
import io
import json
from datetime import date
from decimal import Decimal

import pytest
from jsonschema import Draft202012Validator
from rich.cells import cell_len

from pipectl.domain.forecast import Forecast, Goal, Horizon, Reason, Score
from pipectl.domain.values import Outcome, Ratio
from pipectl.render import to_csv, to_json, to_markdown, to_terminal
from pipectl.render.canvas import Canvas
from pipectl.render.schemas import schema
from pipectl.render.words.forecast import (
    BELOW_CHANCE,
    expected_words,
    goal_words,
    learnt_words,
    method_words,
    quota_words,
    reason_words,
    since_words,
)
from pipectl.render.words.forecast_past import (
    error_words,
)
from tests.render.forecasts import BACKTEST, CLAIM, FULL, HOSTILE, NOTHING, SMALL, a_score

ALL = {"full": FULL, "small": SMALL, "nothing": NOTHING}


def same(text: str) -> str:
    return text


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text), strict=True))


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("width", [80, 140])
def test_the_screen(name, width, snapshot):
    assert to_terminal.render("forecast", ALL[name], Canvas(width)) == snapshot


def test_the_screen_of_ascii_alone(snapshot):
    text = to_terminal.render("forecast", FULL, Canvas(100, ascii_only=True))
    assert text.isascii()
    assert text == snapshot


@pytest.mark.parametrize("width", [40, 60, 80, 100, 120, 140])
@pytest.mark.parametrize("found", [*ALL.values(), HOSTILE])
def test_no_line_is_wider_than_the_screen(found, width):
    text = to_terminal.render("forecast", found, Canvas(width))
    assert max(map(cell_len, text.split("\n"))) <= width


@pytest.mark.parametrize("name", ALL)
def test_the_page(name, snapshot):
    assert to_markdown.render("forecast", ALL[name]) == snapshot


@pytest.mark.parametrize("name", ALL)
def test_the_table(name, snapshot):
    assert to_csv.render("forecast", ALL[name]) == snapshot


@pytest.mark.parametrize("found", [*ALL.values(), HOSTILE])
def test_the_document_is_as_its_schema_says(found):
    Draft202012Validator(schema("forecast")).validate(json.loads(to_json.render("forecast", found)))


def test_the_document_has_every_part_exactly():
    tree = json.loads(to_json.render("forecast", FULL))
    outlook = tree["outlook"]
    assert [outlook[key] for key in ("booked", "open", "new", "expected")] == [
        "180500.00", "150000.00", "19500.00", "350000.00",
    ]  # fmt: skip
    assert outlook["band"]["p50"] == "347000.00"
    assert tree["weights"] == {"hazard": "0.6", "weighted": "0.4"}
    assert tree["since"]["moves"][0]["moved"] == "30000.00"


@pytest.mark.parametrize("render", [to_markdown.render, to_csv.render, to_json.render])
def test_foreign_text_is_harmless(render):
    assert "\x1b" not in render("forecast", HOSTILE)


def test_no_spreadsheet_runs_a_cell_of_the_table():
    cells = [cell for row in rows(to_csv.render("forecast", HOSTILE)) for key, cell in row.items() if key != "value"]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "@"))]


def test_the_headline_in_words():
    assert expected_words(FULL) == "Expected $350k: $180k booked + $150k open + $19.5k not yet created."
    assert quota_words(FULL, same) == "P(≥ quota $400k) 31%; expected is $50k short of it."
    told = "Method: auto, 60% hazard and 40% weighted: by their errors on 24 past days."
    assert method_words(FULL, same) == told
    assert method_words(SMALL, same) == "Method: weighted, asked for with --method."


def test_its_error_is_that_of_the_table_whatever_it_is_held_against():
    mine = a_score(9, 20, 4, 7)
    beside = Horizon(None, (("auto", mine), ("run_rate", a_score(9, 25, 1, 6))))
    assert error_words(FULL._replace(beside=beside), same) == (
        "On 24 past days it was off by 16% (WAPE), bias +2%; on the 9 days that all have: it by 20%, run rate by 25%."
    )
    assert error_words(FULL._replace(beside=None), same) == "On 24 past days it was off by 16% (WAPE), bias +2%."


def test_of_a_period_that_is_over_no_method_and_no_range_is_told():
    over = FULL._replace(as_of=date(2026, 3, 31), no_claim="nothing of the period is left to forecast")
    text = to_terminal.render("forecast", over, Canvas(140))
    assert "the period is over" in text
    assert "The period is over: what is booked is all that it brings." in text
    assert "Method: auto" not in text


def test_its_error_stands_beside_the_naive_ones_or_what_a_claim_lacks():
    told = "On 24 past days it was off by 16% (WAPE), bias +2%; on the same days weighted by 21%, run rate by 25%."
    assert error_words(FULL, same) == told
    assert error_words(SMALL, same) == f"Its error is not claimed: {CLAIM}."


def test_a_score_without_a_value_says_why_wherever_it_stands():
    few = "it said something on 2 past days; a claim takes 6"
    none = Score(2, Ratio(0, 0), Ratio(0, 0), None, None, None, few)
    lines = tuple(line._replace(score=none) if line.method == "weighted" else line for line in FULL.methods)
    scores = Horizon(60, (("weighted", none),))
    told = FULL._replace(methods=lines, backtest=BACKTEST._replace(horizons=(*BACKTEST.horizons, scores)))
    screen = " ".join(to_terminal.render("forecast", told, Canvas(140)).split())
    page = to_markdown.render("forecast", told)
    for text in (screen, page):
        assert f"WAPE of weighted: {few}" in text.replace("**", "")
        assert f"Weighted, about 60 days left: {few}" in text.replace("**", "")
    assert error_words(told._replace(method="weighted", beside=None), same) == f"Its error is not claimed: {few}."
    found = json.loads(to_json.render("forecast", told))["methods"][0]["score"]
    assert (found["days"], {found[key]["undefined"] for key in ("wape", "bias", "inside")}) == (2, {few})
    assert [row["value"] for row in rows(to_csv.render("forecast", told))
                         if row["section"] == "method" and row["method"] == "weighted"
                         and row["measure"] in ("days", "wape")] == ["2", ""]  # fmt: skip


def test_groups_say_to_whom_those_not_yet_created_are_counted():
    told = FULL._replace(untold_of_new=("owner",))
    for text in (to_terminal.render("forecast", told, Canvas(140)), to_markdown.render("forecast", told)):
        assert "What is not yet created is in none of these yet" in text
        assert "is shared out" not in text


def test_what_moved_it_in_words():
    told = "Since Mon 26 Jan 2026: $334k → $350k, $15.5k more; by the same methods in the same shares."
    assert since_words(FULL, same) == told
    assert since_words(SMALL, same) == "What moved it is not known: there is no history yet."


def test_a_goal_says_what_is_true_of_the_last_day_and_what_was_created_lately():
    goal = FULL.goal
    assert goal is not None
    assert goal.best is not None
    last = goal.best._replace(day=date(2026, 3, 31))
    flat = goal_words(FULL, goal._replace(latest=last, created_lately=91), same)
    assert flat[0].endswith("(25 deals, 8% of it won in time), the last day of the period.")
    assert flat[1] == "In the last 90 days 91 deals were created."
    (lone,) = goal_words(FULL._replace(as_of=date(2026, 3, 31)), goal._replace(best=last, latest=last), same)
    assert lone.endswith("of which 8% is won in time, the last day of the period.")
    (steep,) = goal_words(FULL, goal._replace(latest=goal.best), same)
    assert steep.endswith("; a day later it takes more than twice as much.")


def test_without_a_forecast_markdown_says_what_a_claim_lacks_and_groups_say_why_there_are_none():
    assert f"Its error is not claimed: {CLAIM}" in to_markdown.render("forecast", NOTHING).replace("\\", "")
    assert json.loads(to_json.render("forecast", NOTHING))["no_groups"] == NOTHING.outlook.undefined
    told = {(row["section"], row["measure"]): row["undefined"] for row in rows(to_csv.render("forecast", NOTHING))}
    assert told["group", "expected"] == NOTHING.outlook.undefined
    assert ("backtest", "days") not in told


def test_the_table_has_all_of_what_was_learnt_and_why_a_backtest_is_missing():
    told = {(row["section"], row["measure"]): row for row in rows(to_csv.render("forecast", FULL))}
    assert told["learnt", "brier_beside_entered"]["value"] == "0.1699"
    small = {(row["section"], row["measure"]): row for row in rows(to_csv.render("forecast", SMALL))}
    assert (small["backtest", "days"]["value"], small["backtest", "days"]["undefined"]) == ("", CLAIM)


def test_what_a_driver_brings_is_shown_where_it_is_not_its_amount_and_always_explained():
    wide, narrow = (to_terminal.render("forecast", FULL, Canvas(width)) for width in (140, 60))
    assert "Brings" in wide.split("Opportunity")[1].split("\n")[0]
    for text in (wide, narrow, to_markdown.render("forecast", FULL)):
        assert "Brings: its amount times what such amounts were won with" in " ".join(text.split())
    same_amounts = tuple(each._replace(brings=each.amount or each.brings) for each in FULL.prospects)
    assert "Brings" not in to_terminal.render("forecast", FULL._replace(prospects=same_amounts), Canvas(140))


def test_columns_that_have_no_room_are_told_and_all_changes_together_are_never_cut():
    text = to_terminal.render("forecast", FULL, Canvas(80))
    assert text.count("in a wider window, or with --format csv") >= 2
    assert "all of these" in text
    assert "\n Chances of single opportunities by auto" in text
    lines = text.split("\n")
    first = next(place for place, line in enumerate(lines) if "Chances of single opportunities" in line)
    assert lines[first + 1].startswith(" ")


def test_the_goal_in_words():
    goal = FULL.goal
    assert goal is not None
    (told,) = goal_words(FULL, goal, same)
    assert told == (
        "Goal: $50k are missing to the quota, at $25k a win. Created on Feb 2, it takes $625k of new pipeline "
        "(25 deals), of which 8% is won in time; created on Feb 20, $1.22M (49 deals, 4% of it won in time), the last "
        "day on which it takes no more than twice as much."
    )
    assert goal_words(FULL, Goal(met="it is won"), same) == ("Goal: nothing is needed, it is won.",)
    assert goal_words(FULL, Goal(undefined="no quota"), same) == ("Goal: not known, no quota.",)


def with_reasons(*reasons: tuple[str, str], ever: str = "0.71") -> Forecast:
    """The first opportunity with these reasons, and points as shares."""
    told = tuple(Reason(words, Decimal(points)) for words, points in reasons)
    first = FULL.prospects[0]._replace(ever=Decimal(ever), reasons=told)
    return FULL._replace(prospects=(first, *FULL.prospects[1:]))


def test_reasons_are_told_in_whole_points_and_none_of_less():
    found = with_reasons(("stage Negotiation", "0.2153"), ("owner Ann", "0.0043"), ("pushed once", "-0.0061"))
    assert reason_words(found.prospects[0]) == "stage Negotiation +22, pushed once -1"


@pytest.mark.parametrize("width", range(80, 150, 6))
def test_a_reason_is_told_whole_or_not_at_all(width):
    reasons = (("stage Negotiation", "0.22"), ("type Expansion", "0.09"), ("Industry Manufacturing", "-0.05"))
    text = to_terminal.render("forecast", with_reasons(*reasons), Canvas(width))
    (line,) = [line for line in text.split("\n") if line.startswith(" Redwood") and "$134k" in line]
    told = line.partition("71%")[2].strip()
    whole = ["stage Negotiation +22", "type Expansion +9", "Industry Manufacturing -5"]
    assert told in ["", *(", ".join(whole[:many]) for many in (1, 2, 3))]
    assert told or "Ann    Negotia" in line
    assert told or width < 100
    assert bool(told) != ("reasons for ever in a wider window" in text)


def test_a_chance_to_win_at_all_below_that_in_the_period_is_explained():
    assert BELOW_CHANCE not in learnt_words(FULL, same)
    assert BELOW_CHANCE in learnt_words(with_reasons(("type New", "-0.3"), ever="0.22"), same)


def test_what_a_sentence_of_the_backtest_is_broken_into_stands_in_line():
    lines = to_terminal.render("forecast", FULL, Canvas(80)).split("\n")
    at = next(place for place, line in enumerate(lines) if "Chances of single opportunities" in line)
    assert lines[at + 1].startswith(" 0.2049) over 412 looks")


def test_what_moved_it_says_if_it_was_won_or_lost_or_is_open():
    assert FULL.since is not None
    first = FULL.since.moves[0]
    moves = [first._replace(name=f"Was {each.value}", outcome=each) for each in Outcome]
    found = FULL._replace(since=FULL.since._replace(moves=tuple(moves)))
    screen = to_terminal.render("forecast", found, Canvas(80)).split("\n")
    page = to_markdown.render("forecast", found).split("\n")
    for each in Outcome:
        (line,) = [line for line in screen if line.startswith(f" Was {each.value}")]
        assert line.endswith(f"  {each.value}")
        (line,) = [line for line in page if line.startswith(f"| Was {each.value}")]
        assert line.endswith(f" {each.value} |")
