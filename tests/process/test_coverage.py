"""A framework over many opportunities, counted by hand."""

from hypothesis import given
from hypothesis import strategies as st

from pipectl.domain.scorecard import Leak, Untold
from pipectl.domain.values import Ratio
from pipectl.process.coverage import covered, judged, split, untold
from tests.builders import lost, won
from tests.process.cards import card_of, deal

NAMES = ("Budget", "Authority", "Need", "Timing")


def full(text: str = "yes") -> dict[str, str]:
    return dict.fromkeys(NAMES, text)


def test_known_met_unjudged_needed_and_lacking_are_counted_apart():
    rows = [
        deal("Proposal", Budget="yes"),
        deal("Proposal", Budget="no"),
        deal("Prospecting", Budget=""),
        deal("Prospecting", Budget="yes"),
    ]
    found = card_of(*rows, framework="bant")
    whole = covered(None, judged(found, rows), 4)
    budget, authority = whole.elements[:2]
    # Of four, three have something and two a yes; the two in Proposal need it, and one of them has a no.
    assert (budget.judged, budget.known, budget.met, budget.unjudged) == (4, 3, 2, 0)
    assert (budget.needed, budget.lacking) == (2, 1)
    assert budget.known_share == Ratio(3, 4)
    assert budget.met_share == Ratio(2, 4)
    assert (authority.judged, authority.unjudged, authority.lacking) == (0, 4, 0)
    assert authority.met_share.value is None
    # Three of four elements have no column: whoever has a budget may have all, and who has none may have three.
    assert (whole.qualified, whole.not_qualified, whole.unjudged) == (0, 0, 4)


def test_won_of_qualified_and_of_others_with_those_nobody_can_tell_left_out_and_counted():
    rows = [won(extra=full()), won(extra=full()), lost(extra=full()), won(), lost(), lost()]
    found = split(judged(card_of(*rows, framework="bant"), rows), [])
    assert (found.qualified, found.not_qualified, found.unjudged) == (Ratio(2, 3), Ratio(1, 3), 0)
    interval = found.qualified.interval
    assert interval is not None
    # Wilson's interval of 2 in 3.
    assert (f"{interval.low:.3f}", f"{interval.high:.3f}") == ("0.208", "0.939")
    rows = [*rows, won(extra={"Budget": "Yes"})]
    bare = split(judged(card_of(*rows, framework="bant", headers=("Budget",)), rows), [])
    assert (bare.qualified.denominator, bare.not_qualified.denominator, bare.unjudged) == (0, 0, 7)
    assert bare.qualified.value is None


def test_fields_that_nearly_all_won_ones_have_and_few_open_ones_are_told_as_filled_in_at_the_close():
    # Five won with 18 of 20 elements met, and five open with 8 of 20.
    winners = [won(extra=full()) for _ in range(4)] + [won(extra={"Budget": "yes", "Authority": "yes"})]
    still_open = [deal("Proposal", Budget="yes", Authority="yes") for _ in range(4)] + [deal("Proposal")]
    rows = [*winners, lost(), *still_open]
    found = card_of(*rows, framework="bant")

    def leak(some_won, some_open):
        return split(judged(found, [*some_won, lost()]), judged(found, some_open)).leak

    assert leak(winners, still_open) == Leak(Ratio(18, 20), Ratio(8, 20))
    # Of too few, or where the open ones have them as well, nothing is said.
    assert leak(winners[1:], still_open) is None
    assert leak(winners, still_open[1:]) is None
    assert leak(winners, [deal("Proposal", **full()) for _ in range(5)]) is None


def test_why_something_can_t_be_judged_is_told_once_with_its_count():
    rows = [deal(Budget="yes", Need="Low"), deal(Budget="no", Need="high"), deal(Need="audit")]
    found = card_of(*rows, framework="bant")
    told = untold([found.answers(each) for each in rows], [])
    absent = "the data has no column for it; name one, or a condition, in pipeline.yaml"
    assert Untold("Authority", absent, 3) in told
    assert [each.what for each in told if each.opportunities == 1] == ["Need", "Need"]


ROWS = st.lists(
    st.tuples(st.sampled_from(["Prospecting", "Proposal", "Commit"]), *[st.sampled_from(["yes", "no", "TBD", ""])] * 4),
    max_size=12,
)


@given(ROWS)
def test_the_stages_add_up_to_the_whole(rows):
    deals = [deal(stage, **dict(zip(NAMES, texts, strict=True))) for stage, *texts in rows]
    found = judged(card_of(*deals, framework="bant", headers=NAMES), deals)
    whole = covered(None, found, 4)
    parts = [
        covered(stage, [each for each in found if each.opportunity.stage == stage], 4)
        for stage in ("Prospecting", "Proposal", "Commit")
    ]
    for field in ("opportunities", "qualified", "not_qualified", "unjudged"):
        assert sum(getattr(part, field) for part in parts) == getattr(whole, field)
    for number, each in enumerate(whole.elements):
        for field in each._fields:
            assert sum(getattr(part.elements[number], field) for part in parts) == getattr(each, field)
        assert each.judged + each.unjudged == len(deals)
        assert each.met <= each.known <= each.judged
