from decimal import Decimal

from pipectl.domain.kept import Kept
from pipectl.domain.verdict import Verdict, WaiverState
from tests.builders import a_check, an_open, lost, won
from tests.read.exports import read

from .asking import a_finding_check, a_waiver, line, lines, result


def waivers(check: str, *names: str):
    return tuple(a_waiver(check, opportunity=name) for name in names)


def test_what_passes_with_everything_needs_no_waiver():
    deals = [an_open(600, id="A"), an_open(2300, id="B")]
    found = result(deals, a_check("pipeline_value", min=2500), waivers=waivers("pipeline_value", "A"))
    assert (found.lines[0].verdict, found.lines[0].measured, found.lines[0].left_out) == (Verdict.PASSED, 2900, 0)
    assert (found.waivers[0].state, found.verdict) == (WaiverState.UNUSED, Verdict.WARNED)


def test_what_fails_either_way_is_held_to_what_is_nearer():
    deals = [an_open(600, id="A"), an_open(2300, id="B")]
    least = line(deals, a_check("pipeline_value", min=3000), waivers=waivers("pipeline_value", "A"))
    assert (least.verdict, least.measured, least.left_out) == (Verdict.FAILED, 2900, 0)
    most = line(deals, a_check("pipeline_value", max=2000), waivers=waivers("pipeline_value", "A"))
    assert (most.verdict, most.measured, most.left_out) == (Verdict.FAILED, 2300, 1)


def test_a_waiver_that_does_harm_keeps_none_that_helps_from_helping():
    deals = [won(id="W"), *(lost(id=f"L{n}") for n in range(2)), won(), won()]
    check = a_check("win_rate", min="0.75")
    found = result(deals, check, waivers=waivers("win_rate", "L0", "W", "L1"))
    assert found.lines[0].verdict is Verdict.PASSED
    assert [one.state for one in found.waivers] == [WaiverState.USED, WaiverState.UNUSED, WaiverState.USED]
    slipped = [an_open(expected_close="2026-01-05", id="S"), *(an_open(id=f"O{n}") for n in range(2))]
    held = a_check("pipeline_value", min=250, max=250)
    assert result(slipped, held, waivers=waivers("pipeline_value", "S", "O0")).lines[0].measured == 200


def test_the_last_one_left_stays_where_nothing_would_be_left_to_measure():
    late = [an_open(id="A", expected_close="2026-01-05")]
    check = a_check("slippage", max=0)
    assert line(late, check, waivers=waivers("slippage", "A")).verdict is Verdict.FAILED
    may_be_empty = a_check("slippage", max=0, undefined="pass")
    assert line(late, may_be_empty, waivers=waivers("slippage", "A")).verdict is Verdict.PASSED


def test_a_group_that_passes_keeps_what_is_waived_in_another():
    deals = [an_open(100, owner="Ann", id="A"), an_open(900, owner="Bo", id="B"), an_open(50, owner="Bo")]
    found = lines(deals, a_check("pipeline_value", max=500, by="owner"), waivers=waivers("pipeline_value", "A", "B"))
    assert {key: (one.verdict, one.measured) for key, one in found.items()} == {
        "Ann": (Verdict.PASSED, 100),
        "Bo": (Verdict.PASSED, 50),
    }


def test_a_change_is_held_with_and_without_what_is_waived_to_the_same_of_before():
    check = a_check("pipeline_value", max_drop="10%")
    waived = waivers("pipeline_value", "B")
    before = [an_open(1000, id="A"), an_open(2000, id="B")]
    kept = Kept(measures=result(before, check, waivers=waived, kept=Kept()).measures)
    assert {asked.without: was.value for asked, was in kept.measures.items()} == {(): Decimal(3000), ("B",): 1000}
    for now, verdict in ((100, Verdict.PASSED), (2000, Verdict.PASSED)):
        assert line([an_open(1000, id="A"), an_open(now, id="B")], check, waivers=waived, kept=kept).verdict is verdict
    smaller = [an_open(100, id="A"), an_open(2000, id="B")]
    assert line(smaller, check, waivers=waived, kept=kept).verdict is Verdict.FAILED


def test_findings_are_waived_only_where_they_are_too_many():
    data = read("id,name,stage,amount,owner", "A,a,P,,Ann")
    within = result((), a_finding_check("DATA101", 1), pipeline=data, waivers=waivers("DATA101", "A"))
    assert (within.lines[0].measured, within.waivers[0].state) == (1, WaiverState.UNUSED)
    beyond = result((), a_finding_check("DATA101"), pipeline=data, waivers=waivers("DATA101", "A"))
    assert (beyond.lines[0].verdict, beyond.waivers[0].state) == (Verdict.PASSED, WaiverState.USED)
