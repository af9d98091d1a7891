"""Scores of leads, worked by hand: what each rule gives, whom to call first, and how well a score told who converts."""

from decimal import Decimal
from typing import Any

import pytest

from pipectl.domain.errors import UsageProblem
from pipectl.domain.finding import Place
from pipectl.domain.lead import TEXT_FIELDS
from pipectl.domain.pipeline import FileAccount, RowCount
from pipectl.domain.values import Mean, Ratio
from pipectl.report.lead_scores import ScoreQuestion
from tests.builders import day
from tests.lead_builders import ALL_FIELDS, OFFICE, a_lead, a_plan, said_of

AS_OF = day("2026-08-03")
SENIOR = {"name": "Senior", "points": 40, "field": "Title", "matches": "VP|Chief"}
BIG = {"name": "Big", "points": 30, "field": "Employees", "min": "50"}
WEB = {"name": "Web", "points": 30, "field": "source", "equals": "web"}
HEADERS = ("Title", "Employees")


def scored(*leads, rules=(SENIOR, BIG, WEB), headers=HEADERS, as_of=AS_OF, settings=None, **given) -> Any:
    plan = a_plan({"scores": [{"name": "Score", "rules": list(rules)}]} | (settings or {}))
    return said_of(*leads, spec=plan, headers=headers, as_of=as_of, period="2026-Q3", **given).scores


def person(title=None, size=None, created="2026-07-06 09:00", **given):
    cells = tuple((name, cell) for name, cell in (("Title", title), ("Employees", size)) if cell is not None)
    return a_lead(created, extra=cells, **given)


def only(rule: dict[str, Any], *leads, **given) -> Any:
    """How one rule answers for the first lead."""
    found = scored(*leads, rules=({"name": "R", "points": 1} | rule,), **given)
    answers = {each.place: each.scores[0].rules[0] for each in found.leads}
    answer = answers[leads[0].place]
    return answer.holds, answer.why


def test_a_score_is_the_points_of_rules_that_hold_over_those_that_can_be_judged():
    found = scored(person("VP Sales", "40", source="Web"))
    (score,) = found.leads[0].scores
    assert [(each.name, each.given) for each in score.rules] == [("Senior", 40), ("Big", 0), ("Web", 30)]
    assert (score.points, score.judged, score.share) == (70, 100, Decimal("0.7"))


def test_an_empty_cell_does_not_hold_and_a_column_that_no_file_has_can_not_be_judged_with_how_many():
    leads = [person(source="Web"), person(source="Fair"), person(source="Web", converted=True)]
    assert [one.scores[0].points for one in scored(*leads).leads] == [30, 0]
    found = scored(*leads, headers=("Employees",), scores=ScoreQuestion(places={(0, 0): Place("pipeline.yaml", 9, 5)}))
    score = found.leads[0].scores[0]
    assert (score.points, score.judged, score.possible) == (30, 60, 100)
    (line,) = found.untold
    assert line == ("Score: Senior", "the leads have no Title", 3, Place("pipeline.yaml", 9, 5))
    assert found.looked_at == 3


def test_a_column_that_one_of_two_files_lacks_is_judged_of_the_other_one_alone():
    def account(name: str, *headers: str) -> FileAccount:
        return FileAccount(name, "UTF-8", "comma", 1, RowCount(1, 1), (("source", "Lead Source"),), headers, ())

    old = person(source="Web", place=Place("old.csv", 2))
    new = person("Chief", source="Web", place=Place("new.csv", 2))
    found = scored(old, new, files=(account("old.csv"), account("new.csv", "Title")), rules=(SENIOR, WEB))
    assert {one.place.file: one.scores[0].rules[0].holds for one in found.leads} == {"old.csv": None, "new.csv": True}
    assert [(one.why, one.leads) for one in found.untold] == [("old.csv has no Title", 1)]


def test_an_error_or_a_formula_in_a_column_can_not_be_judged():
    lead = a_lead("2026-07-06 09:00", extra=(("Title", None),))
    assert only({"field": "Title", "is": "set"}, lead, headers=("Title",)) == (
        None, ("Title holds an error or a formula without a value",),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("rule", "holds"),
    [
        ({"field": "owner", "equals": " ann "}, True),
        ({"field": "Lead Source", "equals": "web"}, True),
        ({"field": "status", "in": ["New", "Working"]}, True),
        ({"field": "company", "matches": "^acme"}, True),
        ({"field": "created", "after": "2026-07-05"}, True),
        ({"field": "created", "older_than": 28}, False),
        ({"field": "first_response", "is": "missing"}, False),
        ({"field": "converted", "equals": "no"}, True),
        # Created on 6 July, looked at on 3 August.
        ({"field": "age_days", "max": "28"}, True),
        ({"field": "Age days", "max": "27"}, False),
        # Answered after an hour and a half.
        ({"field": "response_hours", "max": "1.5"}, True),
        ({"field": "response_hours", "max": "1.4"}, False),
        ({"not": {"field": "source", "equals": "Fair"}}, True),
    ],
)
def test_rules_ask_fields_of_a_lead_and_what_is_derived_of_them(rule, holds):
    lead = a_lead(
        "2026-07-06 09:00", "2026-07-06 10:30", owner="Ann", source="Web", status="New", company="Acme Ltd",
        place=Place("leads.csv", 2),
    )  # fmt: skip
    columns = tuple((field, field) for field in ALL_FIELDS if field != "source")
    account = FileAccount(
        "leads.csv", "UTF-8", "comma", 1, RowCount(1, 1), (*columns, ("source", "Lead Source")), (), ()
    )
    fields = {*ALL_FIELDS, *TEXT_FIELDS}
    assert only(rule, lead, files=(account,), fields=fields) == (holds, ())


@pytest.mark.parametrize(
    ("rule", "why"),
    [
        ({"field": "response_hours", "max": "4"}, "it is not answered yet"),
        ({"field": "Titel", "is": "set"}, "the leads have no Titel; did you mean Title?"),
        ({"field": "company", "is": "set"}, "the leads have no company"),
        ({"field": "Employees", "min": "50"}, "Employees holds 'many', which is no number"),
    ],
)
def test_what_the_leads_can_not_tell_is_never_passed_and_never_failed(rule, why):
    assert only(rule, person("VP", "many")) == (None, (why,))


def test_points_that_may_stand_for_thousands_are_not_guessed_at():
    leads = [person(size=cell) for cell in ("1.500", "2.300")]
    assert only({"field": "Employees", "min": "1000"}, *leads) == (
        None, ("Employees holds '1.500', whose point may stand for thousands",),
    )  # fmt: skip


def test_response_hours_are_hours_of_work_and_those_of_days_alone_can_not_be_judged():
    lead = a_lead("2026-07-06 16:00", "2026-07-07 10:00")
    office = {"business_hours": OFFICE}
    # An hour on Monday and one on Tuesday.
    assert only({"field": "response_hours", "max": "2"}, lead, settings=office) == (True, ())
    days = a_lead("2026-07-06", "2026-07-07")
    assert only({"field": "response_hours", "max": "48"}, days) == (None, ("its times are days alone",))


def test_the_best_open_lead_comes_first_of_those_alike_who_waits_and_old_ones_last():
    leads = [
        person("VP", "10", id="waits", created="2026-07-20 09:00"),
        person("VP", "10", id="older", created="2026-07-01 09:00"),
        person("VP", "90", id="best", created="2026-05-05 09:00"),
        # 91 days old, where leads ripen in 90.
        person("VP", "90", id="old", created="2026-05-04 09:00"),
        person("VP", "90", id="converted", converted=True),
        person("VP", "90", id="closed", status="Closed - Not Converted"),
        person(id="nothing"),
    ]
    answered = a_lead("2026-07-21 09:00", "2026-07-21 10:00", id="was answered", extra=(("Title", "VP"),))
    found = scored(*leads, answered)
    assert [one.id for one in found.leads] == ["best", "waits", "older", "was answered", "nothing", "old"]
    assert [one.answered for one in found.leads] == [False, False, False, True, False, False]
    assert found.closed == (("Closed - Not Converted", 1),)


def test_leads_without_any_rule_that_can_be_judged_have_no_score_and_come_last():
    found = scored(person(id="a"), a_lead("2026-07-01 09:00", "2026-07-01 10:00", id="b"),
                   rules=({"name": "Fast", "points": 1, "field": "response_hours", "max": "2"},))  # fmt: skip
    assert [(one.id, one.scores[0].share) for one in found.leads] == [("b", 1), ("a", None)]
    (score,) = found.scores
    assert (score.mean.value, score.mean.denominator, score.unscored) == (1, 1, 1)


def test_the_leads_of_the_period_are_spread_over_bands_from_a_bound_on_up_to_the_next():
    leads = [
        person("VP", "90", source="Web"),  # 100
        person("VP", "90"),  # 70
        person("Clerk", "90", source="Web"),  # 60
        person("VP"),  # 40
        person(),  # 0
        person("VP", "90", source="Web", created="2026-06-30 09:00"),
    ]
    (score,) = scored(*leads).scores
    assert [(band.low, band.leads.numerator) for band in score.bands] == [
        (Decimal("0.8"), 1), (Decimal("0.6"), 2), (Decimal("0.4"), 1), (Decimal("0.2"), 0), (Decimal(0), 1),
    ]  # fmt: skip
    # 1 + 0.7 + 0.6 + 0.4 + 0.
    assert score.mean == Mean(Decimal("2.7"), 5)


def ripened(count, title, source, *, converted):
    return [
        person(title, source=source, converted=converted, created=f"2026-02-{number + 1:02} 09:00")
        for number in range(count)
    ]


def past() -> list[Any]:
    """Converted: six of 100 % and four of 40/70. Others: two of 40/70, six of 30/70, two of 0."""
    return [
        *ripened(6, "VP", "Web", converted=True), *ripened(4, "VP", "Fair", converted=True),
        *ripened(2, "VP", "Fair", converted=False), *ripened(6, "Clerk", "Web", converted=False),
        *ripened(2, "Clerk", "Fair", converted=False),
    ]  # fmt: skip


def test_a_score_is_held_against_what_became_of_ripened_leads():
    (score,) = scored(*past(), person("VP", source="Web", converted=True), rules=(SENIOR, WEB)).scores
    told = score.told
    assert (told.won, told.lost, told.untold) == (10, 10, None)
    # (6 × 1 + 4 × 4/7) / 10, and (2 × 4/7 + 6 × 3/7) / 10.
    assert told.mean_won.value == Decimal(58) / Decimal(70)
    assert told.mean_lost.value == Decimal(26) / Decimal(70)
    # Of 100 pairs 60 are higher with 100 %; of those with 4/7 8 are alike by half, 32 higher.
    assert told.concordance is not None
    assert (told.concordance.numerator, told.concordance.denominator) == (96, 100)
    senior, web = told.rules
    assert (senior.holding, senior.failing) == (Ratio(10, 12), Ratio(0, 8))
    assert (web.holding, web.failing, web.pulls_wrong) == (Ratio(6, 12), Ratio(4, 8), False)
    assert [band.converted for band in score.bands] == [
        Ratio(6, 6), Ratio(0, 0), Ratio(4, 12), Ratio(0, 0), Ratio(0, 2),
    ]  # fmt: skip


def test_a_rule_whose_holders_convert_less_often_pulls_the_wrong_way():
    wrong = {"name": "No clerk", "points": 5, "not": {"field": "Title", "matches": "VP"}}
    (score,) = scored(*past(), rules=(SENIOR, wrong)).scores
    assert [(rule.name, rule.pulls_wrong, rule.is_clear) for rule in score.told.rules] == [
        ("Senior", False, True), ("No clerk", True, True),
    ]  # fmt: skip


def test_of_too_few_ripened_leads_it_is_not_said_how_well_a_score_told():
    (score,) = scored(*past()[:-1], rules=(SENIOR, WEB)).scores
    assert score.told.concordance is None
    assert score.told.untold == (
        "10 converted leads and 9 others have a score; from 20 on, 5 of each at least, it can be said how well it "
        "tells them apart"
    )
    (score,) = scored(*past(), rules=(SENIOR, WEB), fields={"created", "source"}).scores
    assert score.told.untold is not None
    assert "doesn't tell which leads became opportunities" in score.told.untold
    assert score.told.won == score.told.lost == 0


def test_the_age_of_today_says_nothing_of_ripened_leads_and_what_conversion_sets_is_marked():
    young = {"name": "Young", "points": 5, "field": "age_days", "max": "30"}
    status = {"name": "Worked on", "points": 5, "field": "status", "is": "set"}
    (score,) = scored(*past(), rules=(young, status)).scores
    assert [(rule.unjudged, rule.set_at_close) for rule in score.told.rules] == [(20, False), (0, True)]


def test_one_lead_is_asked_for_by_its_id_its_name_or_its_company_whatever_became_of_it():
    leads = [
        person("VP", id="L1", name="Zoe", company="Acme", converted=True),
        person(id="L2", name="Yan", company="Corp", status="Junk"),
        person(id="L3", name="Xi", company="Corp"),
    ]

    def one(text: str) -> Any:
        return scored(*leads, scores=ScoreQuestion(lead=text))

    assert [(one(text).lead, len(one(text).leads)) for text in ("L1", " zoe", "acme", "L2")] == [
        ("L1", 1), ("L1", 1), ("L1", 1), ("L2", 1),
    ]  # fmt: skip
    assert (one("L1").leads[0].converted, one("L2").leads[0].closed) == (True, True)
    with pytest.raises(UsageProblem, match=r"--lead 'corp' is 2 leads: L2 \(leads.csv:.*; L3 .*; name one by its id"):
        one("corp")
    with pytest.raises(UsageProblem, match="--lead 'L9' is no id, name or company"):
        one("L9")


def test_without_scores_in_pipeline_yaml_nothing_is_said_of_them():
    found = said_of(person("VP"), spec=a_plan(), as_of=AS_OF, period="2026-Q3")
    assert found.scores is None
    assert found.whole.measure("lead_score").undefined == (
        "pipeline.yaml has no scores of leads; add scores under leads"
    )
    with pytest.raises(UsageProblem, match="add scores under leads"):
        said_of(person("VP"), spec=a_plan(), as_of=AS_OF, period="2026-Q3", scores=ScoreQuestion(lead="L1"))


def test_the_mean_score_is_a_measure_of_every_group():
    plan = a_plan({"scores": [{"name": "Score", "rules": [SENIOR]}]})
    leads = [person("VP", source="Web"), person("Clerk", source="Web"), person("VP", source="Fair")]
    found = said_of(*leads, spec=plan, headers=HEADERS, as_of=AS_OF, period="2026-Q3")
    values = {line.key: line.measure("lead_score").value for line in (found.whole, *found.groups)}
    assert values == {None: Decimal("0.6666666666666666666666666667"), "Web": Decimal("0.5"), "Fair": 1}
