"""Names in pipeline.yaml that nothing in the data goes by."""

from decimal import Decimal

from pipectl.domain.condition import Condition
from pipectl.domain.qualification import Score, ScoreRule
from pipectl.domain.risk_setting import RiskSetting
from pipectl.report.whole import build_report
from pipectl.review.strangers import strangers
from tests.builders import a_pipeline, a_question, a_quota, a_spec, an_open

DATA = a_pipeline(an_open(owner="John", team="West", extra={"Competitor": "Contoso"}), also=("owner", "team"))


def test_a_column_that_no_file_has_is_told_with_the_one_that_was_meant():
    risks = (
        RiskSetting(name="Rival", not_=Condition(field="Competetor", equals="x")),
        RiskSetting(name="Old", field="age_days", min="5"),
        RiskSetting(name="Rivals", field="competitor", equals="x"),
    )
    rule = ScoreRule(name="Big", points=Decimal(1), field="Zzz", min="5")
    spec = a_spec(risks=risks, scores=(Score(name="Size", rules=(rule,)),))
    said = (
        "risk rule 'Rival' looks at 'Competetor': the data has no such column; did you mean 'Competitor'?",
        "rule 'Big' of score 'Size' looks at 'Zzz': the data has no such column",
    )
    assert tuple(strangers(DATA, spec)) == said
    assert set(said) <= set(build_report(DATA, spec, a_question()).notes)


def test_owners_and_teams_with_a_quota_that_no_row_has_are_told():
    spec = a_spec(quotas=(a_quota(5, owner="Jhon"), a_quota(5, owner="JOHN"), a_quota(5, team="Wset")))
    assert tuple(strangers(DATA, spec)) == (
        "'Jhon' has a quota, and no row has this owner; did you mean 'John'?",
        "'Wset' has a quota, and no row has this team; did you mean 'West'?",
    )
    assert not tuple(strangers(a_pipeline(), spec))


def test_of_many_the_first_are_named_and_the_others_counted():
    spec = a_spec(quotas=tuple(a_quota(5, owner=f"{letter * 9}") for letter in "abcdefg"))
    told = tuple(strangers(DATA, spec))
    assert (len(told), told[-1]) == (5, "so have 3 more")
