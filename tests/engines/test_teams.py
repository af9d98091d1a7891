"""Which team an owner is of."""

from pipectl.engines.teams import Torn, teams_of
from tests.builders import an_open


def test_the_team_of_most_rows_is_an_owners_whatever_order_they_stand_in():
    rows = [an_open(owner="Zoe", team=team) for team in ("East", "West", "west")]
    for some in (rows, rows[::-1]):
        found = teams_of(some)
        assert found.of == {"zoe": "west"}
        [torn] = found.torn
        assert torn._replace(team=torn.team.title()) == Torn("Zoe", "West", 2, 3)


def test_of_equals_the_newest_row_decides_and_among_those_of_a_day_the_last():
    old, new = an_open(owner="Zoe", team="East", created="2026-01-05"), an_open(owner="Zoe", team="West")
    assert teams_of([old, new]).of == teams_of([new, old]).of == {"zoe": "east"}
    assert teams_of([an_open(owner="Zoe", team="East"), new]).of == {"zoe": "west"}


def test_rows_without_a_team_say_nothing_and_an_owner_of_one_team_is_not_told():
    found = teams_of([an_open(owner="Zoe", team="West"), an_open(owner="Zoe"), an_open(team="East")])
    assert (dict(found.of), found.torn) == ({"zoe": "west"}, ())
