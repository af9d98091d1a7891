from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from pipectl.checks.baseline import baseline_of
from pipectl.checks.validation import all_findings, validation
from pipectl.domain.finding import KEPT_PER_CODE, Level
from pipectl.domain.validation import OwnerLine
from pipectl.domain.values import Ratio
from pipectl.read.codes import CODES
from pipectl.read.reader import ReadOptions, read_pipeline
from tests.builders import STAGES
from tests.checks.looking import AS_OF
from tests.read.exports import a_source, a_spec

HEADER = "id,name,stage,amount,expected close,next step,owner"
#: Not a single finding, an overdue one without amount and next step, a note alone, and one set aside twice over.
ROWS = (
    "1,a,Proposal,5,2026-03-01,Call,Ann",
    "2,b,Proposal,,2026-01-01,,Ann",
    "3,c,Proposal,7,2026-03-03,,Bo",
    "4,d,Nowhere,x,2026-03-04,Call,Bo",
)
SPEC = a_spec(stages=STAGES)


def validated(*lines, keep=KEPT_PER_CODE, **given):
    sources = [a_source(*lines, name="deals.csv")]
    pipeline = read_pipeline(sources, SPEC, ReadOptions(as_of=AS_OF, keep_findings=keep))
    return validation(pipeline, all_findings(pipeline, SPEC, AS_OF, keep), AS_OF, CODES, **given)


def test_the_score_counts_rows_without_an_error_or_a_warning_and_notes_cost_nothing():
    found = validated(HEADER, *ROWS)
    assert found.quality == Ratio(2, 4)
    assert found.owners == (OwnerLine("Ann", 2, 1), OwnerLine("Bo", 2, 1))


def test_codes_stand_by_severity_and_then_by_how_often_they_were_found():
    found = validated(HEADER, *ROWS)
    assert [(line.code.code, line.found, line.known) for line in found.codes] == [
        ("DATA005", 1, 0),
        ("DATA007", 1, 0),
        ("DATA101", 1, 0),
        ("DATA301", 1, 0),
        ("DATA302", 2, 0),
    ]
    assert found.total == 6
    assert found.while_reading == 3
    assert [found.count(level) for level in Level] == [2, 2, 2]


def test_findings_stand_by_severity_then_file_and_line():
    found = validated(HEADER, *ROWS)
    levels = [each.finding.level.rank for each in found.found]
    assert levels == sorted(levels)
    assert [(each.finding.code, each.finding.place.line) for each in found.found][-2:] == [
        ("DATA302", 3),
        ("DATA302", 4),
    ]


def test_codes_that_were_looked_for_and_not_found_have_passed_and_those_without_a_column_have_not():
    found = validated(HEADER, *ROWS)
    passed = {code.code for code in found.passed}
    assert {"DATA001", "DATA107", "DATA308"} <= passed
    not_run = {each.code.code for each in found.not_run}
    assert not_run == {"DATA303", "DATA304", "DATA305", "DATA306"}
    assert not passed & (not_run | {line.code.code for line in found.codes})
    assert len(passed) + len(not_run) + len(found.codes) == len(CODES) + 10


def test_the_score_and_the_owners_are_exact_beyond_what_is_kept():
    many = KEPT_PER_CODE + 500
    bad = [f"x{n},b,Nowhere,5,2026-03-01,Call,Bo" for n in range(many)]
    poor = [f"y{n},c,Proposal,{n},2026-01-01,,Cy" for n in range(many)]
    found = validated(HEADER, *ROWS, *bad, *poor)
    assert found.quality == Ratio(2, 2 * many + 4)
    assert found.owners == (
        OwnerLine("Bo", many + 2, many + 1),
        OwnerLine("Cy", many, many),
        OwnerLine("Ann", 2, 1),
    )
    assert {line.code.code: line.found for line in found.codes}["DATA005"] == many + 1
    assert sum(each.finding.code == "DATA005" for each in found.found) == KEPT_PER_CODE


def test_errors_fail_unless_another_level_is_asked_for():
    warned = HEADER, ROWS[1]
    assert validated(HEADER, *ROWS).failed
    assert not validated(*warned).failed
    assert validated(*warned, fail_on=Level.WARNING).failed
    assert not validated(HEADER, ROWS[2], fail_on=Level.WARNING).failed
    assert validated(HEADER, ROWS[2], fail_on=Level.NOTE).failed
    assert not validated(HEADER, ROWS[0], fail_on=Level.NOTE).failed


def test_only_what_is_new_fails_under_a_baseline():
    every = 10**9
    known = baseline_of(each.finding for each in validated(HEADER, *ROWS).found)
    same = validated(HEADER, *ROWS, keep=every, baseline=known, fail_on=Level.NOTE)
    assert not same.failed
    assert same.against is not None
    assert (same.against.known, same.against.new, same.against.gone) == (6, 0, ())
    more = validated(HEADER, *ROWS, "5,e,Elsewhere,5,2026-03-04,Call,Bo", keep=every, baseline=known)
    assert more.failed
    assert more.count(Level.ERROR) == 1
    assert more.count(Level.ERROR, known=True) == 2


def test_new_findings_are_shown_before_known_ones_where_not_all_are_kept():
    many = KEPT_PER_CODE + 10
    bad = [f"x{n},b,Nowhere,5,2026-03-01,Call,Bo" for n in range(many)]
    first = validated(HEADER, *bad, keep=10**9)
    known = dict.fromkeys(baseline_of(each.finding for each in first.found), 1)
    assert len(known) == KEPT_PER_CODE
    found = validated(HEADER, *bad, keep=10**9, baseline=known)
    assert len(found.found) == KEPT_PER_CODE
    assert sum(not each.known for each in found.found) == 10
    lines = [each.finding.place.line or 0 for each in found.found]
    assert lines == sorted(lines)


def test_owners_are_not_spoken_of_where_the_file_names_none():
    assert validated("id,name,stage,amount", "1,a,Nowhere,5").owners == ()


CELLS = st.tuples(
    st.sampled_from(("Proposal", "Won", "Nowhere", "")),
    st.sampled_from(("5", "x", "", "-3")),
    st.sampled_from(("2026-03-01", "2026-01-01", "2026-02-30", "")),
    st.sampled_from(("Call", "")),
    st.sampled_from(("Ann", "Bo", "")),
)


@given(st.lists(CELLS, min_size=1, max_size=30))
def test_the_score_and_the_owners_are_those_that_counting_every_finding_gives(cells):
    rows = [f"{number},d{number},{','.join(row)}" for number, row in enumerate(cells)]
    few, every = validated(HEADER, *rows, keep=1), validated(HEADER, *rows, keep=10**9)
    grave = [each.finding for each in every.found if each.finding.level is not Level.NOTE]
    flagged = {finding.place.line: finding.owner for finding in grave if finding.place.line is not None}
    assert few.quality == every.quality == Ratio(len(rows) - len(flagged), len(rows))
    assert few.owners == every.owners
    assert {each.owner: each.flagged for each in few.owners} == Counter(flagged.values())
    assert [line._replace(known=0) for line in few.codes] == list(every.codes)
    owners = Counter(row[-1] or None for row in cells)
    assert all(each.rows == owners[each.owner] for each in few.owners)
