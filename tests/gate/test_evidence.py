from decimal import Decimal

import pytest

from pipectl.domain.check import Check, CheckLevel
from pipectl.domain.errors import SpecProblem
from pipectl.domain.kept import Kept
from pipectl.domain.validation import Fingerprint
from pipectl.domain.verdict import Closing, Verdict, WaiverState, Way
from tests.builders import a_check
from tests.read.exports import read

from .asking import a_finding_check, a_waiver, line, result

#: Two without amount (Ann, Bo), one with an unknown stage, and one that is right.
PIPELINE = read("id,name,stage,amount,owner", "1,a,P,,Ann", "2,b,P,,Bo", "3,c,Nowhere,5,Ann", "4,d,P,5,Bo")


def held(check: Check, **given):
    return line((), check, pipeline=PIPELINE, **given)


def test_findings_of_a_code_are_counted_and_named_with_their_rows():
    found = held(a_finding_check("DATA101"))
    assert (found.verdict, found.measured, found.gap) == (Verdict.FAILED, 2, 2)
    assert found.way == Way(Closing.MEND_ROWS, number=2)
    assert [(one.id, one.owner, str(one.place), one.code) for one in found.behind.shown] == [
        ("1", "Ann", "deals.csv:2:4", "DATA101"),
        ("2", "Bo", "deals.csv:3:4", "DATA101"),
    ]
    assert held(a_finding_check("DATA101", 2)).verdict is Verdict.PASSED
    assert held(a_finding_check("DATA102")).verdict is Verdict.PASSED


def test_all_findings_of_a_level_can_be_counted():
    assert held(a_finding_check("error")).measured == 1
    assert held(a_finding_check("warning", 1)).verdict is Verdict.FAILED
    assert held(a_finding_check("warning", 1, level=CheckLevel.WARN)).verdict is Verdict.WARNED


def test_a_finding_that_nothing_could_be_looked_for_of_is_undefined():
    found = held(a_finding_check("DATA305"))
    assert (found.verdict, found.undefined) == (Verdict.UNDEFINED, "the data has no last_activity")


def test_a_code_that_does_not_exist_is_refused():
    with pytest.raises(SpecProblem, match="a check names DATA999, which is no finding"):
        held(a_finding_check("DATA999"))


def test_what_the_baseline_knows_does_not_count():
    kept = Kept({Fingerprint("DATA101", "1"): 1})
    found = held(a_finding_check("DATA101"), kept=kept)
    assert (found.measured, [one.id for one in found.behind.shown]) == (1, ["2"])


def test_a_waived_finding_does_not_count_for_its_opportunity_or_its_owner():
    for waiver in (a_waiver("DATA101", opportunity="1"), a_waiver("data101", owner="ann")):
        found = result((), a_finding_check("DATA101"), pipeline=PIPELINE, waivers=(waiver,))
        assert [(one.measured, one.left_out) for one in found.lines] == [(1, 1)]
        assert found.waivers[0].state is WaiverState.USED
    by_level = result((), a_finding_check("warning"), pipeline=PIPELINE, waivers=(a_waiver("DATA101", owner="Bo"),))
    assert by_level.lines[0].measured == 1


def test_data_quality_is_held_as_a_share_with_the_rows_to_mend():
    found = held(a_check("data_quality", min="0.9"))
    assert (found.measured, found.numerator, found.denominator) == (Decimal("0.25"), 1, 4)
    assert found.way == Way(Closing.MEND_ROWS, number=3)
    assert held(a_check("data_quality", min="0.25")).verdict is Verdict.PASSED
