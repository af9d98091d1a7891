"""Cost per opportunity: worked examples by hand."""

from tests.builders import a_report, a_spec, a_spend, an_open, lost, won


def measure(*deals, **spec):
    return a_report(*deals, spec=a_spec(**spec)).measure("cost_per_opportunity")


def test_spend_is_divided_by_what_was_created_in_the_period():
    deals = (an_open(), an_open(), won(created="2026-01-05"), lost(created="2025-12-31"))
    found = measure(*deals, spend=(a_spend(900),))
    assert (found.value, found.denominator) == (300, 3)


def test_per_qualified_divides_by_those_known_to_have_reached_the_stage():
    deals = (an_open(stage="Commit"), an_open(stage="Prospecting"), won(created="2026-01-05"))
    found = measure(*deals, spend=(a_spend(900),), qualified_from="Proposal")
    assert found.detail("per_qualified").value == 450


def test_it_is_undefined_without_spend_without_new_opportunities_and_without_a_qualified_stage():
    assert "spend" in (measure(an_open()).undefined or "")
    assert measure(spend=(a_spend(900),)).undefined == "no opportunity was created in the period"
    part = measure(an_open(), spend=(a_spend(900),)).detail("per_qualified")
    assert part.undefined == "pipeline.yaml names no qualified_from stage"
