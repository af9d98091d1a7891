from pipectl.checks.baseline import baseline_of, judge, known_of
from pipectl.domain.finding import Finding, Level, Place
from pipectl.domain.validation import Fingerprint
from tests.builders import an_open
from tests.checks.looking import checked


def a_finding(code="DATA301", line=2, opportunity="O1", account=None):
    return Finding(code, Level.WARNING, Place("a.csv", line), "is past", "close it", None, opportunity, None, account)


def known(findings, baseline):
    return [each.known for each in judge(findings, baseline)[0]]


def test_what_is_in_the_baseline_is_known_whatever_its_line_and_file_and_words():
    baseline = baseline_of([a_finding()])
    moved = a_finding(line=99)._replace(problem="is 70 days past", place=Place("b.csv", 7, 3))
    assert known([moved, a_finding("DATA302"), a_finding(opportunity="O2")], baseline) == [True, False, False]


def test_a_second_finding_of_the_same_kind_is_new_where_the_baseline_has_one():
    baseline = baseline_of([a_finding()])
    assert known([a_finding(), a_finding(line=9)], baseline) == [True, False]
    assert known([a_finding(), a_finding(line=9)], baseline_of([a_finding(), a_finding()])) == [True, True]


def test_the_account_tells_opportunities_of_one_name_apart():
    baseline = baseline_of([a_finding(opportunity="Pilot", account="Acme")])
    assert known([a_finding(opportunity="Pilot", account="Hooli")], baseline) == [False]


def test_what_is_found_no_more_is_said_with_how_many():
    one, other = a_finding(), a_finding("DATA101", opportunity="O9")
    _, against = judge([one], baseline_of([one, one, one, other]))
    assert (against.known, against.new) == (1, 0)
    assert against.gone == ((Fingerprint("DATA101", "O9"), 1), (Fingerprint("DATA301", "O1"), 2))


def test_a_finding_about_a_file_is_known_by_its_code():
    rows = [f"{n},Deal {n},Proposal,{n},2026-03-31" for n in range(20)]
    findings = checked("id,name,stage,amount,expected close", *rows).findings
    assert baseline_of(findings) == {Fingerprint("DATA307"): 1}


def test_either_id_that_salesforce_has_for_a_record_knows_its_findings():
    short, long = "0065g00000AbCdE", "0065g00000AbCdEAAV"
    for one, other in ((short, long), (long, short)):
        baseline = baseline_of([a_finding(opportunity=one), a_finding("DATA101", opportunity=one)])
        judged, against = judge([a_finding(opportunity=other)], baseline)
        assert [each.known for each in judged] == [True]
        assert against.gone == ((Fingerprint("DATA101", one), 1),)
        assert known_of(baseline, [an_open(id=other)], []) == baseline
