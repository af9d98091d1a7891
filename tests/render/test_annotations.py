from pipectl.domain.finding import Level
from pipectl.render.annotations import of_check, of_validation
from tests.changing import replace
from tests.render.checks import GREEN, HOSTILE, RICH
from tests.render.validations import VALIDATION


def test_a_check_that_is_no_pass_is_told_where_pipeline_yaml_says_it():
    told = [(one.level, one.rule, one.place and str(one.place)) for one in of_check(RICH)]
    assert told == [
        (Level.ERROR, "check/sales_cycle", "pipeline.yaml:40:5"),
        (Level.ERROR, "check/coverage", "pipeline.yaml:40:5"),
        (Level.ERROR, "check/DATA101", "pipeline.yaml:40:5"),
        (Level.ERROR, "DATA101", "deals.csv:8"),
        (Level.ERROR, "DATA101", "deals.csv:11"),
        (Level.ERROR, "check/pipeline_value", None),
        (Level.WARNING, "check/Dates are kept", "pipeline.yaml:40:5"),
        (Level.NOTE, "check/coverage", "pipeline.yaml:40:5"),
        (Level.WARNING, "waiver", "pipeline.yaml:40:5"),
        (Level.ERROR, "waiver", "pipeline.yaml:40:5"),
    ]
    assert of_check(GREEN) == []


def test_a_miss_says_what_was_measured_asked_and_what_would_close_it():
    messages = [one.message for one in of_check(RICH)]
    assert messages[0] == "Sales cycle is undefined: nothing was won yet"
    assert messages[1] == (
        "Coverage is 2.996×, at least 3.0× is asked for: 0.004× short, $2k; "
        "add $2k of open pipeline due in the period; of Ann 4, $400k; Bo 2, $205k; nobody 1, $0"
    )
    assert messages[7].endswith(
        "Coverage, Q2 2026 · Cy is 1.0×, at least 3.0× is asked for: 2.0× short, $200k; waived: new in the job"
    )


def test_a_fingerprint_is_the_same_wherever_its_line_is_and_no_two_are_alike():
    before = [one.fingerprint for one in of_check(RICH)]
    moved = replace(RICH, lines=tuple(replace(line, place=None, measured=line.measured) for line in RICH.lines))
    assert [one.fingerprint for one in of_check(moved)] == before
    for remarks in (of_check(RICH), of_check(HOSTILE), of_validation(VALIDATION)):
        assert len({one.fingerprint for one in remarks}) == len(remarks)


def test_findings_alike_are_told_apart_by_their_number():
    twice = replace(VALIDATION, found=VALIDATION.found * 2)
    assert len({one.fingerprint for one in of_validation(twice)}) == 6
    assert [one.fingerprint for one in of_validation(twice)][:3] == [
        one.fingerprint for one in of_validation(VALIDATION)
    ]
