from pipectl.checks.data_checks import DATA_CHECKS, run_data_checks
from pipectl.checks.row_checks import STALE_DAYS
from pipectl.domain.finding import Level, Place
from pipectl.metrics.catalog import METRICS
from pipectl.read.codes import CODES
from pipectl.review.risks import RISKS
from tests.builders import STAGES
from tests.checks.looking import AS_OF, checked, checked_files, reading
from tests.read.exports import a_spec


def test_every_check_has_a_code_of_its_own_and_says_what_it_means_and_what_to_do():
    codes = [check.code for check in DATA_CHECKS]
    assert len({code.code for code in codes}) == len({code.title for code in codes}) == len(codes)
    assert not {code.title for code in codes} & {code.title for code in CODES.values()}
    for code in codes:
        assert code.code.startswith("DATA3")
        assert code.level is not Level.ERROR
        assert code.remedy
        assert code.means.endswith(".")


def test_the_check_of_decided_close_percentages_names_the_figures_that_use_them():
    using = [key for key, metric in METRICS.items() if "probability" in metric.needs]
    [code] = [check.code for check in DATA_CHECKS if check.code.code == "DATA304"]
    assert using == ["probability_calibration"]
    assert f"No figure uses it but {using[0]}" in code.means


def test_what_is_stale_here_is_quiet_in_the_report():
    limit = RISKS["no_activity"].limit
    assert limit is not None
    assert limit.value == STALE_DAYS


def test_a_check_that_lacks_its_column_is_not_run_and_says_which():
    found = checked("id,name,stage,amount", "1,a,Proposal,5")
    assert found.findings.total == 0
    assert [(each.code.code, each.lacking) for each in found.not_run] == [
        ("DATA301", "expected_close"),
        ("DATA302", "next_step"),
        ("DATA303", "probability"),
        ("DATA304", "probability"),
        ("DATA305", "last_activity"),
        ("DATA306", "account, and created or expected_close or closed"),
        ("DATA307", "expected_close"),
        ("DATA309", "owner or team or source"),
        ("DATA312", "expected_close or closed"),
    ]
    with_names = checked("name,stage,amount,created", "a,Proposal,5,2026-01-01")
    assert "DATA306" not in {each.code.code for each in with_names.not_run}


def test_a_column_that_one_of_several_files_has_is_enough():
    plain = "id,name,stage,amount", "1,a,Proposal,5"
    found = checked_files(plain, ("id,name,stage,amount,next step", "2,b,Proposal,5,"))
    assert "DATA302" not in {each.code.code for each in found.not_run}
    assert found.findings.counts == (("DATA302", 1),)


def test_only_warnings_flag_rows_and_counts_are_exact_whatever_is_kept():
    rows = [f"{n},a,Proposal,5,2026-01-01," for n in range(30)]
    pipeline = reading(("id,name,stage,amount,expected close,next step", *rows, "x,b,Proposal,6,2026-09-01,"))
    found = run_data_checks(pipeline, a_spec(stages=STAGES), AS_OF, keep=2).findings
    assert dict(found.counts) == {"DATA301": 30, "DATA302": 31, "DATA308": 1}
    assert len(found.kept) == 5
    assert [line for line in range(40) if Place("deals.csv", line) in found.flagged] == list(range(2, 32))


def test_nothing_accepted_is_nothing_to_check():
    found = checked("id,name,stage,amount,expected close", "1,a,Nowhere,5,2026-01-01")
    assert found.findings.total == 0
