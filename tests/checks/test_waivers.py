from datetime import date

import pytest

from pipectl.checks.waivers import Waivers
from pipectl.domain.finding import Finding, Level, Place
from pipectl.domain.verdict import Verdict, WaiverState
from tests.builders import a_check, an_open
from tests.gate.asking import a_finding_check, a_waiver

DAY = date(2026, 2, 2)
CHECK = a_check("slippage", max=0, name="Dates")


def states(waivers):
    return [(line.state, line.waived, line.verdict) for line in waivers.lines]


@pytest.mark.parametrize("text", ["O1", " o1 ", "O1  "])
def test_an_opportunity_goes_by_its_id_whatever_the_case_and_space(text):
    waivers = Waivers([a_waiver("slippage", opportunity=text)], DAY)
    named = waivers.named(CHECK, [an_open(id="O1"), an_open(id="O2")])
    assert named == {0: {"O1"}}
    assert [state for state, *_ in states(waivers)] == [WaiverState.UNUSED]
    waivers.use(named, frozenset({"O1"}))
    assert states(waivers) == [(WaiverState.USED, 1, Verdict.PASSED)]


def test_an_opportunity_without_an_id_goes_by_its_name():
    waivers = Waivers([a_waiver("dates", opportunity="Pilot")], DAY)
    assert waivers.named(CHECK, [an_open(name="Pilot"), an_open(name="Pilot", id="O1")]) == {0: {"Pilot"}}


def test_a_waiver_of_another_check_waives_nothing():
    waivers = Waivers([a_waiver("coverage", opportunity="O1"), a_waiver("slippage", owner="Ann")], DAY)
    assert waivers.named(CHECK, [an_open(id="O1")]) == {}
    assert [state for state, *_ in states(waivers)] == [WaiverState.UNUSED] * 2


def test_an_owner_is_waived_by_name_and_nobody_is_not():
    waivers = Waivers([a_waiver("slippage", owner="ann")], DAY)
    assert waivers.of_owner(CHECK, "Ann") is not None
    assert waivers.of_owner(CHECK, "Bo") is None
    assert waivers.of_owner(CHECK, None) is None


def test_a_finding_is_waived_by_its_code_and_whom_it_is_about():
    finding = Finding("DATA101", Level.WARNING, Place("d.csv", 2), "is empty", "enter it", None, "O1", "Ann")
    check = a_finding_check("warning")
    for waiver in (a_waiver("DATA101", opportunity="O1"), a_waiver("warning", owner="Ann")):
        assert Waivers([waiver], DAY).of_finding(check, finding) == waiver
    for waiver in (a_waiver("DATA102", opportunity="O1"), a_waiver("DATA101", opportunity="Ann")):
        assert Waivers([waiver], DAY).of_finding(check, finding) is None
    long = finding._replace(opportunity="x" * 300)
    assert Waivers([a_waiver("DATA101", opportunity="y" * 300)], DAY).of_finding(check, long) is None


def test_it_holds_on_its_last_day_and_no_longer():
    for day, state in ((date(2026, 2, 2), WaiverState.USED), (date(2026, 2, 3), WaiverState.EXPIRED)):
        waivers = Waivers([a_waiver("slippage", opportunity="O1", until="2026-02-02")], day)
        waivers.use(waivers.named(CHECK, [an_open(id="O1")]), frozenset({"O1"}))
        assert [line.state for line in waivers.lines] == [state]


def test_an_opportunity_goes_by_either_id_that_salesforce_has_for_it():
    short, long = "0065g00000AbCdE", "0065g00000AbCdEAAV"
    for one, other in ((short, long), (long, short)):
        waivers = Waivers([a_waiver("slippage", opportunity=one), a_waiver("DATA101", opportunity=one)], DAY)
        assert waivers.named(CHECK, [an_open(id=other), an_open(id=short.lower())]) == {0: {other}}
        finding = Finding("DATA101", Level.WARNING, Place("d.csv", 2), "is empty", "enter it", None, other, "Ann")
        assert waivers.of_finding(a_finding_check("warning"), finding) is not None
