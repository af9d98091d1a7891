"""What stages require: who lacks it, and of whom nobody can tell. Three open stages, as of 2 February 2026."""

from decimal import Decimal
from typing import Any

import pytest

from pipectl.checks.data_checks import Checked, run_data_checks
from pipectl.checks.requirements import asks_of_the_past
from pipectl.checks.validation import all_findings, of_owners, validation
from pipectl.domain.check import Check
from pipectl.domain.condition import Condition, Criterion, State
from pipectl.domain.finding import Level, Place
from pipectl.domain.opportunity import Opportunity
from pipectl.domain.spec import Stage, StageKind
from pipectl.domain.verdict import Verdict
from pipectl.history.trails import Trail
from pipectl.read.codes import CODES
from pipectl.read.reader import ReadOptions, read_pipeline
from tests.builders import a_pipeline, an_open, won
from tests.builders import a_spec as a_plan
from tests.checks.looking import AS_OF, said
from tests.gate.asking import line
from tests.read.exports import a_source, a_spec

HEADER = "id,stage,name,amount,next step,close %,Seats,Created,Owner"
STEP = Criterion(text="A next step is agreed", field="next_step", is_=State.SET)
WORTH = Criterion(field="amount", min="1000")
BUDGET = Criterion(field="Budget", is_=State.SET)


def stages(**require: tuple[Criterion, ...]) -> tuple[Stage, ...]:
    opened = (Stage(name=name, require=require.get(name, ())) for name in ("One", "Two", "Three"))
    return (*opened, Stage(name="Won", kind=StageKind.WON))


def checked(*lines: str, past: dict[Place, Any] | None = None, **require: tuple[Criterion, ...]) -> Checked:
    spec = a_spec(stages=stages(**require))
    pipeline = read_pipeline([a_source(HEADER, *lines, name="deals.csv")], spec, ReadOptions(as_of=AS_OF))
    return run_data_checks(pipeline, spec, AS_OF, past=past)


def test_what_lacks_what_its_stage_requires_is_found_at_the_cell():
    found = checked("1,One,a,5,,,,2026-01-01,Ann", "2,One,b,5,Call,,,2026-01-01,Ann", One=(STEP,))
    assert said(found, "DATA310") == [
        "deals.csv:2:5: next step is empty; One requires 'A next step is agreed' (next_step is set)"
    ]
    [finding] = [each for each in found.findings if each.code == "DATA310"]
    assert (finding.level, finding.field, finding.opportunity, finding.owner) == (
        Level.WARNING, "next_step", "1", "Ann",
    )  # fmt: skip
    assert Place("deals.csv", 2) in found.findings.flagged


def test_a_later_stage_has_to_be_earned_by_what_the_earlier_ones_require():
    rows = ("1,Three,a,5,,,,2026-01-01,Ann", "2,Two,b,5000,,,,2026-01-01,Ann", "3,One,c,5,,,,2026-01-01,Ann")
    found = checked(*rows, Two=(WORTH,), Three=(STEP,))
    # The first lacks both; the second is worth enough and not yet asked for a step; the third is asked for nothing.
    assert said(found, "DATA310") == [
        "deals.csv:2:4: amount is '5'; Two, before Three, requires amount is at least 1000",
        "deals.csv:2:5: next step is empty; Three requires 'A next step is agreed' (next_step is set)",
    ]


def test_what_is_decided_has_earned_its_stage():
    assert said(checked("1,Won,a,5,,,,2026-01-01,Ann", One=(STEP,)), "DATA310") == []


@pytest.mark.parametrize(
    ("criterion", "told"),
    [
        (Criterion(field="close %", min="40%"), "6: close % is 15%; One requires close % is at least 40%"),
        (Criterion(field="Seats", min="10"), "7: Seats is '3'; One requires Seats is at least 10"),
        (Criterion(field="age_days", max="20"), "8: age is '32'; One requires age_days is at most 20"),
        (
            Criterion(text="Fits", any=(Condition(field="Seats", min="10"), Condition(field="owner", equals="Bo"))),
            "7: stage One is not earned: One requires 'Fits' (Seats is at least 10 or owner is Bo)",
        ),
    ],
)
def test_a_finding_names_the_value_as_it_stood_the_stage_and_the_criterion(criterion, told):
    found = checked("1,One,a,5,Call,15%,3,2026-01-01,Ann", One=(criterion,))
    assert said(found, "DATA310") == [f"deals.csv:2:{told}"]


def test_what_can_t_be_judged_is_one_note_a_criterion_with_how_many_and_why_and_no_pass():
    prefix = "deals.csv: {} of 3 open opportunities can't be judged by what One requires, {}".format
    rows = [f"{number},One,deal {number},5,,,{seats},2026-01-01,Ann" for number, seats in enumerate(["x", "y", "12"])]
    fits = Criterion(text="Fits", field="Seats", min="10")
    words = Criterion(text="Somebody wants it")
    found = checked(*rows, One=(fits, BUDGET, words))
    assert said(found, "DATA310") == []
    assert said(found, "DATA311") == [
        prefix(2, "'Fits' (Seats is at least 10): Seats holds 'x', which is no number (1 of them) and other reasons"),
        prefix(3, "Budget is set: the data has no Budget"),
        prefix(3, "'Somebody wants it': it has no condition, only words"),
    ]
    assert len(found.unjudged) == 3
    assert Place("deals.csv", 2) not in found.findings.flagged


def test_what_history_tells_is_judged_where_somebody_looked_back_alone():
    pushed = Criterion(field="push_count", max="1")
    row = "1,One,a,5,Call,,,2026-01-01,Ann"
    without = checked(row, One=(pushed,))
    assert [each.code for each in without.findings] == ["DATA311"]
    assert "there is no history of its close dates" in said(without, "DATA311")[0]
    for count, codes in ((1, []), (2, ["DATA310"])):
        found = checked(row, past={Place("deals.csv", 2): Trail(push_count=count)}, One=(pushed,))
        assert [each.code for each in found.findings] == codes
    assert asks_of_the_past(a_spec(stages=stages(Two=(pushed,))))
    assert not asks_of_the_past(a_spec(stages=stages(Two=(STEP, WORTH))))


def deal(line: int = 2, **given: Any) -> Opportunity:
    """An open one in One, in a line of the file."""
    return an_open(**({"stage": "One", "place": Place("opportunities.csv", line)} | given))


def told_of(*deals: Opportunity, **require: tuple[Criterion, ...]) -> set[str]:
    """Codes that are said to be passed, or not to be run."""
    data = a_pipeline(*deals)
    found = all_findings(data, a_plan(stages=stages(**require)), AS_OF)
    whole = validation(data, found, AS_OF, CODES)
    return {code.code for code in whole.passed} | {each.code.code for each in whole.not_run}


def test_nothing_required_is_neither_passed_nor_kept_from_running():
    assert not told_of(deal()) & {"DATA310", "DATA311"}
    assert told_of(deal(), One=(WORTH,)) & {"DATA310", "DATA311"} == {"DATA311"}
    assert told_of(deal(amount=5000), One=(WORTH,)) >= {"DATA310", "DATA311"}
    unasked = run_data_checks(a_pipeline(deal()), a_plan(stages=stages()), AS_OF).unasked
    assert [(each.code.code, each.lacking) for each in unasked] == [
        ("DATA310", "require of stages in pipeline.yaml"),
        ("DATA311", "require of stages in pipeline.yaml"),
    ]


def test_an_owner_s_share_of_what_can_t_be_judged_is_known():
    data = a_pipeline(deal(owner="Ann"), deal(3, owner="Bo"))
    found = all_findings(data, a_plan(stages=stages(One=(BUDGET,))), AS_OF)
    _, anns = of_owners(data, found, {"Ann"})
    assert (len(found.unjudged), len(anns.unjudged)) == (2, 1)
    assert "DATA311" in {each.code.code for each in anns.not_run}


def judged(*deals: Opportunity, most: int = 0, **require: tuple[Criterion, ...]) -> Any:
    check = Check(finding="DATA310", max=Decimal(most))
    return line(deals, check, spec={"stages": stages(**require)})


def test_a_gate_on_it_passes_fails_or_has_no_answer():
    step, none = deal(next_step="Call"), deal(3)
    assert judged(step, won(place=Place("opportunities.csv", 4)), One=(STEP,)).verdict is Verdict.PASSED
    failed = judged(step, none, One=(STEP,))
    assert (failed.verdict, failed.measured) == (Verdict.FAILED, 1)
    told = judged(step, One=(BUDGET,))
    assert told.verdict is Verdict.UNDEFINED
    assert told.undefined.startswith("1 opportunity can't be judged by what their stages require")
    # Too many are too many, whatever the others turn out to be.
    assert judged(step, none, One=(STEP, BUDGET)).verdict is Verdict.FAILED
    nothing = judged(step)
    assert (nothing.verdict, nothing.undefined) == (
        Verdict.UNDEFINED,
        "there is no require of stages in pipeline.yaml",
    )


def test_data_quality_says_of_how_many_it_could_not_be_judged():
    check = Check(metric="data_quality", min=Decimal("0.1"))
    told = line([deal()], check, spec={"stages": stages(One=(BUDGET,))})
    assert any("1 opportunity can't be judged" in note for note in told.notes)
    assert not any("judged" in note for note in line([deal()], check, spec={"stages": stages()}).notes)
