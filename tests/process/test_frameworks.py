"""The known frameworks, how their columns are recognised, and what pipeline.yaml makes of them."""

import pytest

from pipectl.domain.condition import State
from pipectl.domain.qualification import Element, FrameworkKey, Qualification
from pipectl.process.frameworks import FRAMEWORKS, columns_of, planned, seen_by

TITLES = {
    "bant": ["Budget", "Authority", "Need", "Timing"],
    "meddic": ["Metrics", "Economic buyer", "Decision criteria", "Decision process", "Identify pain", "Champion"],
    "meddpicc": [
        "Metrics", "Economic buyer", "Decision criteria", "Decision process", "Paper process", "Identify pain",
        "Champion", "Competition",
    ],
    "champ": ["Challenges", "Authority", "Money", "Prioritisation"],
}  # fmt: skip


@pytest.mark.parametrize("key", FrameworkKey)
def test_each_framework_has_the_elements_of_its_letters_with_a_question_each(key):
    assert [each.title for each in FRAMEWORKS[key].elements] == TITLES[key.value]
    assert all(each.question.endswith("?") for each in FRAMEWORKS[key].elements)


@pytest.mark.parametrize("key", FrameworkKey)
def test_no_header_names_two_elements_of_one_framework(key):
    headers = [header for each in FRAMEWORKS[key].elements for header in each.headers]
    assert len(headers) == len(set(headers))


@pytest.mark.parametrize(
    ("header", "key"),
    [
        ("Champion", "champion"),
        ("MEDDPICC: Champion", "champion"),
        ("champion_score__c", "champion"),
        ("Economic_Buyer__c", "economic_buyer"),
        ("Economic Buyer Identified?", "economic_buyer"),
        ("Pain", "identify_pain"),
        ("Identified Pain", "identify_pain"),
        ("Main Competitor(s)", "competition"),
        ("Main Competitors", "competition"),
        ("Championship", None),
        ("Champion's boss", None),
    ],
)
def test_a_column_is_recognised_by_its_name_and_by_nothing_like_it(header, key):
    found = [each.key for each in planned(Qualification(framework=FrameworkKey.MEDDPICC)) if columns_of(each, [header])]
    assert found == ([key] if key else [])


def test_a_column_of_exactly_the_name_comes_before_one_that_adds_to_it():
    (champion,) = planned(Qualification(elements=(Element(name="Champion"),)))
    assert columns_of(champion, ["Champion Score", "Champion"]) == ("Champion",)
    assert columns_of(champion, ["Champion Score", "Champion Status"]) == ("Champion Score", "Champion Status")


@pytest.mark.parametrize(
    ("headers", "told"),
    [
        (("Budget", "Authority", "Need", "Timeline"), (FrameworkKey.BANT, 4)),
        (("Champion", "Pain", "Metrics"), (FrameworkKey.MEDDIC, 3)),
        (("Champion", "Pain", "Metrics", "Paper Process"), (FrameworkKey.MEDDPICC, 4)),
        (("Challenges", "Authority", "Budget", "Priority"), (FrameworkKey.CHAMP, 4)),
        (("Budget", "Amount"), None),
        ((), None),
    ],
)
def test_the_framework_of_most_columns_is_seen_and_of_one_column_none(headers, told):
    assert seen_by(headers) == told


def test_elements_of_pipeline_yaml_change_those_of_the_framework_and_add_to_them():
    settings = Qualification(
        framework=FrameworkKey.BANT,
        elements=(
            Element(name="budget", column="Money there", question="How much?"),
            Element(name="Legal", field="Legal", is_=State.SET),
        ),
    )
    found = planned(settings)
    assert [each.key for each in found] == ["budget", "authority", "need", "timing", "legal"]
    assert (found[0].title, found[0].question) == ("budget", "How much?")
    assert found[1].question == "Who decides, who signs, and who can say no?"
    assert found[4].question is None


def test_an_element_of_any_framework_brings_its_question_to_a_framework_of_one_s_own():
    champion, own = planned(Qualification(elements=(Element(name="Champion"), Element(name="Gut feeling"))))
    assert champion.question == "Who sells for us when we are not in the room, and what do they gain by it?"
    assert (own.key, own.question, own.headers) == ("gut_feeling", None, ("gut feeling", "gut feeling"))


def test_two_elements_never_stand_for_each_other_however_they_are_called():
    found = planned(Qualification(elements=(Element(name="Pain"), Element(name="Identify pain"), Element(name="!!"))))
    assert len({each.key for each in found}) == 3
    assert [each.title for each in found] == ["Pain", "Identify pain", "!!"]
