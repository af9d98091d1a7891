"""Every tally is declared once, and standing still is judged by what the file tells."""

from dataclasses import fields
from decimal import Decimal

from pipectl.domain.spec import Stage, StageKind
from pipectl.domain.totals import Tally, Totals
from pipectl.engines.membership import MEMBERS, Standing, died_at, is_qualified, is_stalled, scope_of, standing, weight
from tests.builders import AS_OF, LAST_YEAR, STAGES, THIS_QUARTER, a_spec, an_open, lost, won
from tests.changing import replace

SCOPE = scope_of(a_spec(qualified_from="Proposal"), AS_OF, THIS_QUARTER, LAST_YEAR)
LEARNT = replace(SCOPE, usual_cycle=Decimal(60))


def test_every_tally_of_totals_has_exactly_one_condition():
    tallies = [part.name for part in fields(Totals) if isinstance(part.default, Tally)]
    assert sorted(MEMBERS) == sorted(tallies)


def test_days_in_a_stage_are_held_against_the_limit_of_the_stage():
    deal = an_open(stage="Qualified", stage_changed="2026-01-02", created="2024-01-01")
    assert standing(deal, LEARNT) == Standing(31, Decimal(30), in_stage=True)
    assert is_stalled(deal, LEARNT)
    assert not is_stalled(an_open(stage="Qualified", stage_changed="2026-01-03"), LEARNT)


def test_without_a_stage_date_or_a_limit_age_is_held_against_what_wins_take():
    assert standing(an_open(stage="Qualified", created="2025-12-04"), LEARNT) == Standing(
        60, Decimal(60), in_stage=False
    )
    assert not is_stalled(an_open(created="2025-12-04"), LEARNT)
    assert is_stalled(an_open(stage="Proposal", stage_changed="2026-02-01", created="2025-12-03"), LEARNT)


def test_nothing_tells_without_wins_or_without_a_created_date():
    assert standing(an_open(), SCOPE) is None
    assert standing(an_open(created=None), LEARNT) is None
    assert not is_stalled(an_open(), SCOPE)


def test_where_a_loss_died_is_told_apart_or_by_an_open_stage_it_kept():
    assert died_at(lost(lost_from_stage="Commit"), SCOPE) == 4
    assert died_at(lost(stage="Qualified"), SCOPE) == 1
    assert died_at(lost(), SCOPE) is None


def test_qualified_is_whatever_is_known_to_have_reached_the_stage():
    assert is_qualified(won(), SCOPE)
    assert is_qualified(an_open(stage="Proposal"), SCOPE)
    assert not is_qualified(an_open(stage="Qualified"), SCOPE)
    assert is_qualified(lost(lost_from_stage="Commit"), SCOPE)
    assert not is_qualified(lost(), SCOPE)
    assert not is_qualified(won(), replace(SCOPE, qualified=None))


def test_the_weight_is_the_rows_own_and_else_its_stages():
    assert weight(an_open(probability="0.15"), SCOPE) == Decimal("0.15")
    assert weight(an_open(probability="0"), SCOPE) == 0
    assert weight(an_open(), SCOPE) == Decimal("0.4")


def test_without_a_probability_of_row_and_stage_there_is_no_weight():
    spec = a_spec(stages=(Stage(name="New"), Stage(name="Done", kind=StageKind.WON), *STAGES[2:5]))
    assert weight(an_open(stage="New"), scope_of(spec, AS_OF, THIS_QUARTER, LAST_YEAR)) is None
