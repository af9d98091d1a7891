import pytest

from pipectl.render.reasons import gathered, heading, of_groups, of_stages, untold
from tests.render.samples import BARE, GROUPED, REPORT


def test_each_reason_stands_once_with_every_figure_it_holds_for():
    figures = [("Won", "no dates"), ("Lost", "no dates"), ("Won", "no dates"), ("Open", None), ("Age", "none created")]
    assert gathered(figures) == {"no dates": ["Won", "Lost"], "none created": ["Age"]}


def test_what_is_known_of_every_stage_needs_no_reason():
    assert untold(REPORT) == {}
    assert of_stages(REPORT, REPORT.stages) == {}


def test_what_is_known_of_no_stage_says_why():
    assert set(untold(BARE)) == {"Overdue", "Decay"}
    assert "Moves on" in of_stages(BARE, BARE.stages)["nothing was lost in a known stage"]


def test_groups_say_why_of_the_figures_their_table_shows():
    assert of_groups(GROUPED.groups, [("win_rate", "Win rate")]) == {"none": ["Win rate"]}
    assert of_groups(GROUPED.groups[:1], [("win_rate", "Win rate")]) == {}


@pytest.mark.parametrize(
    ("by", "words"),
    [("owner", "Owner"), ("close_quarter", "Close quarter"), ("SDR Team", "SDR Team"), ("UTM_source", "UTM_source")],
)
def test_our_own_names_become_words_and_a_header_stays_as_it_is(by, words):
    assert heading(by) == words
