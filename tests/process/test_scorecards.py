"""Each framework worked by hand: what is met, not met, missing, and what can't be judged."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipectl.domain.condition import Condition, State
from pipectl.domain.finding import Place
from pipectl.domain.qualification import Element, FrameworkKey, Qualification
from pipectl.domain.scorecard import Stand
from pipectl.process.frameworks import FRAMEWORKS
from pipectl.process.scorecards import missing_needed, readings, scorecard, unqualified
from tests.builders import a_spec, an_open, lost, won
from tests.changing import replace
from tests.process.cards import answers, card_of, deal, known, stands

MET, NOT_MET, MISSING, UNJUDGED = Stand.MET, Stand.NOT_MET, Stand.MISSING, Stand.UNJUDGED


def test_bant_from_columns_of_yes_and_no_and_one_that_is_not_there():
    one = deal(Budget="Yes", Authority="no", Need="")
    found = card_of(one, deal(Need="yes"), framework="bant")
    assert stands(found, one) == {"budget": MET, "authority": NOT_MET, "need": MISSING, "timing": UNJUDGED}
    assert answers(found, one)["timing"].why == (
        "the data has no column for it; name one, or a condition, in pipeline.yaml",
    )
    # One of four is met; timing could make it two: half at most, where three quarters are needed.
    assert found.qualified(found.answers(one)) is False


def test_meddic_from_grades_of_0_to_3():
    one = deal(Metrics="3", Economic_Buyer="2", Decision_Criteria="1", Decision_Process="0", Pain="", Champion="2")
    found = card_of(one, deal(Pain="2"), framework="meddic")
    told = answers(found, one)
    assert [each.stand for each in told.values()] == [MET, MET, NOT_MET, NOT_MET, MISSING, MET]
    assert [each.score for each in told.values()][:1] == [Decimal(1)]
    assert [each.value for each in told.values()] == ["3", "2", "1", "0", None, "2"]
    assert told["decision_criteria"].score == Decimal("0.3333333333333333333333333333")
    assert told["identify_pain"].score is None


def test_bare_numbers_are_on_the_scale_that_most_columns_of_a_scorecard_have():
    one = deal(Metrics="1", Economic_Buyer="3", Champion="2", Pain="yes")
    two = deal(Metrics="0", Economic_Buyer="2", Champion="3", Pain="no")
    found = card_of(one, two, framework="meddic")
    assert stands(found, one)["metrics"] is NOT_MET
    assert answers(found, one)["identify_pain"].score == 1
    # Where none goes beyond 1, 0 and 1 are no and yes.
    found = card_of(deal(Metrics="1"), deal(Metrics="0"), framework="meddic")
    assert stands(found, deal(Metrics="1"))["metrics"] is MET


def test_one_number_beyond_the_scale_of_the_others_can_t_be_judged_and_regrades_nothing():
    one = deal(Metrics="2", Economic_Buyer="3", Champion="8", Pain="3")
    two = deal(Metrics="3", Economic_Buyer="2", Champion="2", Pain="1")
    found = card_of(one, two, framework="meddic")
    assert [answers(found, two)[key].score for key in ("metrics", "champion")] == [1, Decimal(2) / 3]
    told = answers(found, one)["champion"]
    assert (told.stand, told.why) == (
        UNJUDGED, ("'8' is beyond the scale of 0 to 3; correct it, or give scale",)
    )  # fmt: skip


def test_a_column_of_counts_leaves_the_yes_and_no_of_the_others_as_they_are():
    rows = [deal(Metrics="1", Champion="0", Pain="1", Economic_Buyer=str(count)) for count in range(6)]
    found = card_of(*rows, framework="meddic")
    assert stands(found, rows[5])["metrics"] is MET
    assert answers(found, rows[2])["economic_buyer"].score == Decimal("0.4")


def test_0_and_1_beside_a_column_that_goes_further_may_be_either_and_are_not_judged_until_pipeline_yaml_says():
    one, two = deal(Metrics="1", Champion="3"), deal(Metrics="0", Champion="5")
    found = card_of(one, two, framework="meddic")
    assert answers(found, one)["champion"].score == Decimal("0.6")
    (why,) = answers(found, one)["metrics"].why
    assert why == (
        "'Metrics' holds 0 and 1, which may be no and yes or grades of 0 to 5 as in another column; give scale: its "
        "highest value in pipeline.yaml"
    )
    own = (Element(name="Champion", scale=10), Element(name="Metrics"))
    found = card_of(one, two, framework="meddic", elements=own)
    assert [answers(found, one)[key].score for key in ("metrics", "champion")] == [1, Decimal("0.3")]


def test_meddpicc_from_text_and_a_column_that_mixes_what_it_holds():
    one = deal(
        Metrics="2 FTE a year", Economic_Buyer="J. Roe", Decision_Criteria="TBD", Decision_Process="RFP", Pain="audit",
        Paper_Process="Yes", Champion="not yet", Competition="None",
    )  # fmt: skip
    found = card_of(one, deal(Paper_Process="legal, then CFO"), framework="meddpicc")
    assert stands(found, one) == {
        "metrics": MET,
        "economic_buyer": MET,
        "decision_criteria": MISSING,
        "decision_process": MET,
        "paper_process": UNJUDGED,
        "identify_pain": MET,
        "champion": UNJUDGED,
        "competition": UNJUDGED,
    }
    assert "mixes 'Yes' and 'legal, then CFO'" in answers(found, one)["paper_process"].why[0]
    # Four of eight are met, three can't be judged: between 4 and 7, where six are needed.
    assert found.qualified(found.answers(one)) is None


def test_champ_from_shares_and_a_condition():
    one = deal(Challenges="80%", Authority="✓", Budget="10k", Priority="20%")
    money = Element(name="Money", field="Budget", matches="^[1-9]")
    found = card_of(one, deal(Authority="✗"), framework="champ", elements=(money,))
    assert stands(found, one) == {"challenges": MET, "authority": MET, "money": MET, "prioritisation": NOT_MET}
    assert found.qualified(found.answers(one)) is True


@pytest.mark.parametrize("key", FrameworkKey)
def test_every_element_of_every_framework_is_met_not_met_missing_or_not_judged(key):
    titles = [each.title for each in FRAMEWORKS[key].elements]
    rows = {text: an_open(extra=dict.fromkeys(titles, text)) for text in ("yes", "no")}
    empty = an_open()
    found = card_of(*rows.values(), empty, framework=key.value)
    assert set(stands(found, rows["yes"]).values()) == {MET}
    assert set(stands(found, rows["no"]).values()) == {NOT_MET}
    assert set(stands(found, empty).values()) == {MISSING}
    bare = card_of(empty, framework=key.value)
    assert set(stands(bare, empty).values()) == {UNJUDGED}


def test_a_condition_that_fails_on_an_empty_cell_is_missing_and_one_that_names_no_column_can_t_be_judged():
    elements = (
        Element(name="Champion", field="Champion", min="2"),
        Element(name="Legal", field="Lawyer", is_=State.SET),
        Element(name="Young", all=(Condition(field="age_days", max="10"),)),
    )
    one, two = deal(Champion="1"), deal()
    found = card_of(one, two, elements=elements)
    assert [each.stand for each in found.answers(one)] == [NOT_MET, UNJUDGED, NOT_MET]
    assert [each.stand for each in found.answers(two)] == [MISSING, UNJUDGED, NOT_MET]
    assert answers(found, one)["legal"].why == ("the data has no Lawyer",)
    # Thirty days old: no single cell says so.
    assert answers(found, one)["young"].value is None


def test_a_column_is_mapped_by_its_header_and_one_that_is_not_there_is_named():
    elements = (
        Element(name="Champion", column="who helps"),
        Element(name="Budget", column="Bugdet"),
        Element(name="Next", column="next_step"),
    )
    one = replace(deal(Who_Helps="Jane"), next_step="Call")
    found = card_of(one, elements=elements)
    assert [each.stand for each in found.answers(one)] == [MET, UNJUDGED, MET]
    assert answers(found, one)["budget"].why == ("the data has no column 'Bugdet'",)
    assert [each.line.column for each in found.elements] == ["Who Helps", None, "next_step"]


def test_two_columns_that_may_both_be_it_are_asked_about_and_neither_is_taken():
    one = deal(Champion_Score="3", Champion_Status="yes")
    found = card_of(one, elements=(Element(name="Champion"),))
    (why,) = found.answers(one)[0].why
    assert why == "'Champion Score' and 'Champion Status' may both be it; name one as its column in pipeline.yaml"


@pytest.mark.parametrize(
    ("spec", "stage"),
    [
        ({}, "Qualified"),
        ({"qualified_from": "Qualified"}, "Proposal"),
        ({"qualified_from": "Commit"}, "Commit"),
    ],
)
def test_an_element_is_needed_from_the_stage_after_qualified_from_else_from_the_second(spec, stage):
    found = card_of(deal(Champion="yes"), elements=(Element(name="Champion"),), **spec)
    assert found.elements[0].line.needed_from == stage


def test_an_element_is_needed_in_its_stage_and_behind_it_by_open_ones_alone():
    element = Element(name="Champion", needed_from="Proposal")
    rows = [deal(stage, Champion="no") for stage in ("Prospecting", "Qualified", "Proposal", "Commit")]
    rows += [won(extra={"Champion": "no"}), lost(extra={"Champion": "no"})]
    found = card_of(*rows, elements=(element,))
    assert [found.answers(each)[0].needed for each in rows] == [False, False, True, True, False, False]
    assert [found.answers(each)[0].is_lacking for each in rows] == [False, False, True, True, False, False]


def test_qualified_is_met_over_all_elements_and_what_can_t_be_judged_may_decide_it():
    elements = tuple(Element(name=name) for name in ("A", "B", "C", "D"))

    def verdict(*texts: str) -> bool | None:
        one = deal(**dict(zip("ABCD", texts, strict=True)))
        found = card_of(one, deal(A="no", B="no", C="no"), elements=elements, headers=("A", "B", "C"))
        return found.qualified(found.answers(one))

    # D has no column. Three of four are met, two of four, and one of four.
    assert verdict("yes", "yes", "yes", "") is True
    assert verdict("yes", "yes", "no", "") is None
    assert verdict("yes", "no", "", "") is False


def test_what_open_ones_lack_is_told_by_their_place():
    rows = (
        deal("Proposal", Budget="yes", Need="no"),
        deal("Proposal", Budget="yes", Need="yes"),
        deal("Prospecting", Budget="no", Need=""),
        won(extra={"Budget": "no"}),
    )
    placed = tuple(replace(each, place=Place("a.csv", line)) for line, each in enumerate(rows, 2))
    elements = (Element(name="Budget"), Element(name="Need"))
    assert missing_needed(card_of(*placed, elements=elements), placed) == {
        Place("a.csv", 2): ("Need",),
        Place("a.csv", 3): (),
        Place("a.csv", 4): (),
    }
    # With an element that can't be judged, one that lacks nothing else is left out: nobody knows.
    more = (*elements, Element(name="Legal"))
    assert missing_needed(card_of(*placed, elements=more), placed) == {
        Place("a.csv", 2): ("Need",),
        Place("a.csv", 4): (),
    }


def test_what_is_lacking_is_told_to_others_by_pipeline_yaml_alone():
    one = replace(deal(Budget="no", Need="yes"), place=Place("a.csv", 2))
    settings = Qualification(elements=(Element(name="Budget"), Element(name="Need")))
    assert unqualified(known(one, spec=a_spec(qualification=settings))) == {one.place: ("Budget",)}
    assert unqualified(known(one)) is None


def test_without_settings_the_framework_is_seen_by_the_columns_and_said():
    data = known(deal(Champion="yes", Pain="audit"))
    found = scorecard(data)
    assert found is not None
    assert found.title == "MEDDIC"
    assert found.taken is not None
    assert found.taken.startswith("MEDDIC is taken, since 2 of its 6 elements have a column; ")
    assert scorecard(known(deal(Champion="yes"))) is None
    named = scorecard(data, FrameworkKey.BANT)
    assert named is not None
    assert (named.title, named.taken) == ("BANT", None)


def test_a_framework_named_leaves_pipeline_yaml_s_elements_of_another_and_keeps_those_of_its_own():
    settings = Qualification(
        framework=FrameworkKey.BANT, elements=(Element(name="Legal"),), qualified_at=Decimal("0.5")
    )
    data = known(deal(Budget="yes"), spec=a_spec(qualification=settings))
    own, other = scorecard(data, FrameworkKey.BANT), scorecard(data, FrameworkKey.CHAMP)
    assert own is not None
    assert other is not None
    assert (len(own.elements), own.qualified_at) == (5, Decimal("0.5"))
    assert (len(other.elements), other.qualified_at) == (4, Decimal("0.75"))


def test_how_columns_are_read_is_said_those_of_yes_and_no_together():
    found = card_of(deal(Budget="yes", Authority="no", Need="2", Timing="June"), framework="bant")
    assert readings(found) == (
        "'Budget' and 'Authority' hold yes and no",
        "'Need' holds numbers from 0 to 3: half or more counts as met",
        "'Timing' holds text, such as 'June': set counts as met",
    )
    mixed = card_of(deal(Budget="yes"), deal(Budget="Jane"), framework="bant")
    assert readings(mixed) == ()


CELLS = st.sampled_from(["yes", "no", "2", "Jane", "TBD", "", "Low", "60%"])


@given(st.lists(st.tuples(CELLS, CELLS, CELLS, CELLS), min_size=1, max_size=6), st.sampled_from(["0.25", "0.5", "1"]))
def test_one_that_is_judged_qualified_stays_so_whatever_the_unjudged_ones_turn_out_to_be(rows, at):
    deals = [deal(**dict(zip(("Budget", "Authority", "Need", "Timing"), row, strict=True))) for row in rows]
    found = card_of(*deals, framework="bant", qualified_at=Decimal(at))
    for each in deals:
        told = found.answers(each)
        verdict = found.qualified(told)
        turned = [[one._replace(stand=to) if one.stand is UNJUDGED else one for one in told] for to in (MET, NOT_MET)]
        both = {found.qualified(one) for one in turned}
        assert both == {verdict} if verdict is not None else both == {True, False}
