"""The meeting in words: what stands in each sentence, and what is said where nothing tells."""

import re
from datetime import date
from decimal import Decimal

import pytest

from pipectl.domain.coaching import Hint, HintKind
from pipectl.domain.funnel import Bottleneck
from pipectl.domain.review import Mild, SinceHow
from pipectl.domain.risk import Lift, SeenIn, Severity
from pipectl.domain.sums import Keyed, Sum
from pipectl.domain.values import Ratio
from pipectl.render import to_csv, to_json, to_markdown, to_terminal
from pipectl.render.canvas import Canvas
from pipectl.render.words.coaching import apart_words, hint_words
from pipectl.render.words.review import bottleneck_words, coverage_words, headline_words, since_words
from tests.changing import replace
from tests.render.reviews import MEETING, NOTHING, ONE_TO_ONE, SEVERAL, WITHOUT_PAST


def same(text: str) -> str:
    return text


def flat(found, width: int = 100) -> str:
    return " ".join(to_terminal.render("review", found, Canvas(width)).split())


def with_hint(hint: Hint) -> str:
    bo = replace(MEETING.people.owners[1], hint=hint)
    return hint_words(bo, MEETING.people, MEETING, same)


@pytest.mark.parametrize(
    ("how", "words"),
    [
        (SinceHow.ASKED, "since Mon 26 Jan 2026"),
        (SinceHow.LAST_LOOK, "since Mon 26 Jan 2026, the last snapshot"),
        (SinceHow.DAYS, "since Mon 26 Jan 2026, 7 days ago"),
    ],
)
def test_it_says_which_day_is_the_last_time_and_why(how, words):
    since = MEETING.since._replace(day=date(2026, 1, 26), how=how, days=7)
    assert since_words(replace(MEETING, since=since)) == words


def test_the_headline_is_what_is_won_and_due_the_quota_and_the_change_in_one_line_each():
    assert headline_words(MEETING, same) == (
        "Won $400 (1 deal) · open and due $730 (5 deals) · weighted $442 (5 deals)",
        "Quota: 40% of $1k won; what is due covers 1.2× of the $600 left, target 3.0×",
        (
            "Since Mon 26 Jan 2026, the last snapshot: open and due Q1 2026 $1.35k → $730, pushed out -$70, won -$400, "
            "lost -$150"
        ),
    )


def test_coverage_never_reads_as_the_target_it_misses():
    near = MEETING.headline.coverage._replace(value=Decimal("2.999"))
    assert coverage_words(near, Decimal(3)) == "2.999×"


def test_why_nothing_tells_what_changed_is_said_once():
    text = flat(WITHOUT_PAST)
    assert text.count("there is no history yet") == 1
    assert "Moved out of Q1 2026: not told, as above" in text
    assert "(no history tells of one)" in text


def test_two_of_one_name_that_slipped_are_told_apart_in_the_notes_to_paste():
    late = WITHOUT_PAST.risks.owners[0].shown[0]
    twins = tuple(late._replace(name="Renewal", account=each) for each in ("Acme", "Hooli"))
    notes = to_markdown.render("review", replace(WITHOUT_PAST, slipped=WITHOUT_PAST.slipped._replace(shown=twins)))
    slipped = notes.split("## Slipped")[1].split("## Stuck")[0]
    assert slipped.count("| Renewal |") == 0
    assert ("Acme" in slipped, "Hooli" in slipped) == (True, True)


def test_amounts_that_are_not_added_are_dashes_with_the_reason_once_in_the_headline():
    first, second, _ = headline_words(SEVERAL, same)
    assert first.startswith("Won – (0 deals) · open and due – (2 deals)")
    assert "which are not added" in first
    assert second == "Quota: not told, as above"
    assert "Ann 1 deal, €5" in flat(SEVERAL)


def test_the_bottleneck_says_whether_history_or_what_stands_still_tells_it():
    top = Bottleneck(
        "Proposal", Ratio(20, 50), Decimal("0.6"), "Q2 2025", Ratio(12, 20), Decimal(300), Decimal(150), ()
    )
    by_history = MEETING.stuck._replace(bottleneck=top, no_bottleneck="")
    assert bottleneck_words(by_history, MEETING, same) == (
        "Bottleneck by history: Proposal converts 40% (20 of 50); at the 60% of its best quarter (Q2 2025) it would "
        "add $150"
    )
    assert bottleneck_words(MEETING.stuck, MEETING, same).startswith(
        "Bottleneck by what stands still: Qualified, 2 deals, $250 (history tells of none: no stage"
    )


def test_what_the_past_says_of_a_sign_names_it_where_it_moved_its_severity_and_nowhere_else():
    risks = MEETING.risks
    deal = risks.owners[0].shown[0]
    lift = Lift(Ratio(12, 15), Ratio(8, 40), SeenIn.HISTORY)

    def with_signs(*signs):
        owners = (risks.owners[0]._replace(shown=(deal._replace(signs=signs),)), *risks.owners[1:])
        return replace(MEETING, risks=risks._replace(owners=owners))

    first = deal.signs[0]
    hidden = first._replace(title="No next step", lift=lift, is_moved=True)
    words = "No next step: 12 of 15 that had it were lost, 8 of 40 that had not"
    found = with_signs(first, first, hidden)
    assert f"({words}) → Re-date it" in flat(found)
    assert words in to_markdown.render("review", found)
    assert "that had it were lost" not in flat(with_signs(first._replace(lift=lift)))


@pytest.mark.parametrize(
    ("hint", "words"),
    [
        (
            Hint(HintKind.BEHIND_OTHERS, "win_rate", stage=Keyed("Proposal", Sum(9, None))),
            (
                "Win rate 0% of 11; the others have 89% of 9: go through the last losses together, most of them lost "
                "in Proposal (9)."
            ),
        ),
        (
            Hint(HintKind.BEHIND_PAST, "win_rate"),
            "Win rate 0% of 11; before, it was 100% of 5: go through the last losses together.",
        ),
        (
            Hint(HintKind.AHEAD_OF_OTHERS, "slippage"),
            "Share overdue 33% of 3; the others have 33% of 3: have it shown to the others.",
        ),
        (
            Hint(HintKind.RE_DATE, "slippage", Sum(1, Decimal(80), "USD")),
            "Re-date what is overdue: 1 deal, $80, of 3 open deals, $350.",
        ),
        (
            Hint(HintKind.ADD_PIPELINE, "remaining_coverage", Sum(0, Decimal(920), "USD")),
            "Find $920 more that is due: $280 covers 0.7× of the $400 left, target 3.0×.",
        ),
        (Hint(HintKind.TOO_FEW), "Too few to say: 11 decided, from 5 on a figure is compared."),
        (
            Hint(HintKind.ALIKE),
            "Nothing that the counts bear out tells them from the others: wins 0% of 11, the others 89% of 9.",
        ),
    ],
)
def test_a_hint_is_one_sentence_with_the_numbers_behind_it(hint, words):
    assert with_hint(hint) == words


def test_only_what_differs_beyond_chance_is_said_and_else_that_nothing_does():
    assert apart_words(MEETING.people, same) == (
        "Ann: win rate higher than the others' (89% of 9; 0% of 11)",
        "Bo: win rate lower than the others' (0% of 11; 89% of 9)",
        "Bo: win rate lower than in the lookback before (0% of 11; 100% of 5)",
    )
    assert "No difference between owners is beyond what counts so small allow." in flat(WITHOUT_PAST)


def test_a_one_to_one_shows_the_owner_and_the_team():
    text = to_terminal.render("review", ONE_TO_ONE, Canvas(100))
    assert re.search(r"^only owner Bo$", text, re.MULTILINE)
    assert not re.search(r"^ Ann ", text, re.MULTILINE)
    assert re.search(r"^ Team +40% of 20", text, re.MULTILINE)


def test_each_action_is_a_box_to_tick_with_who_what_and_how_much():
    boxes = [line for line in to_markdown.render("review", MEETING).splitlines() if line.startswith("- [ ] ")]
    assert boxes == [
        "- [ ] Ann · $300 · Late: Re-date it with the buyer, or close it",
        "- [ ] Bo · $200 · Stalled: Agree on a next step with a day, or close it",
        "- [ ] Bo · $80 · Lately: Re-date it with the buyer, or close it",
    ]
    assert "- [ ] all: Set a quota for Q1 2026 in pipeline.yaml" in to_markdown.render("review", NOTHING)


def test_owners_beyond_those_shown_are_counted():
    many = tuple(replace(MEETING.people.owners[0], owner=f"Ann {n}") for n in range(40))
    found = replace(MEETING, people=MEETING.people._replace(owners=many))
    assert "… and 15 more → --format csv has all" in flat(found)
    assert to_csv.render("review", found).count("\nhint,") == 40


def test_at_risk_lists_what_is_grave_and_counts_what_is_low_by_rule():
    risks = MEETING.risks
    owner = risks.owners[0]
    grave, mild = owner.shown[0], owner.shown[0]._replace(name="Mildest", severity=Severity.LOW)
    low = (Mild("No next step", 3), Mild("No amount", 1))
    found = replace(MEETING, risks=risks._replace(owners=(owner._replace(shown=(grave, mild)),), low=low))
    line = "Low, not listed: 4 deals: No next step 3 · No amount 1"
    for text in (flat(found), to_markdown.render("review", found)):
        assert line in text
        assert "Mildest" not in text
    assert "Mildest" in to_json.render("review", found)
    alone = replace(found, risks=found.risks._replace(owners=(owner._replace(shown=(mild,)),)))
    assert line in flat(alone)
