"""A condition bound to data answers yes, no, or why it can't be judged."""

from datetime import date, timedelta
from decimal import Decimal
from unittest.mock import Mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipectl.domain.cells import loose
from pipectl.domain.condition import Condition, State
from pipectl.domain.derived import Facts, owners_of
from pipectl.domain.finding import Place
from pipectl.domain.rule import read_cell
from pipectl.domain.spec import Stage, StageKind
from pipectl.domain.values import Outcome
from pipectl.engines import comparing
from pipectl.engines.binding import Known, bind
from pipectl.history.trails import Trail
from tests.builders import AS_OF, a_pipeline, a_spec, an_open, lost, won
from tests.changing import replace
from tests.engines.strategies import an_opportunity_of_any_kind

HERE = Place("opportunities.csv", 2)
DEAL = an_open(
    5000,
    name="Globex – renewal",
    owner="Ann",
    probability="0.4",
    last_activity="2026-01-01",
    next_step=None,
    place=HERE,
    extra={"Region": "EMEA", "Seats": "1,500", "Fit": "40%", "Signed": "2026-01-15", "Employees": "50-100"},
)
OTHER = an_open(15000, owner="Ann", next_step="Call")
DATA = a_pipeline(DEAL, OTHER)


def judged(deal=DEAL, data=DATA, past=None, **condition):
    facts = Facts(AS_OF, {HERE: past} if past else {}, owners_of(data))
    return bind(Condition(**condition), Known(data, a_spec(), facts)).judge(deal)


@pytest.mark.parametrize(
    ("condition", "holds"),
    [
        ({"field": "owner", "equals": " ann "}, True),
        ({"field": "owner", "equals": "Bo"}, False),
        ({"field": "owner", "in_": ("Bo", "ANN")}, True),
        ({"field": "owner", "in_": ("Bo", "Cy")}, False),
        ({"field": "next_step", "is_": State.SET}, False),
        ({"field": "next_step", "is_": State.MISSING}, True),
        ({"field": "next_step", "equals": "Call"}, False),
        ({"field": "amount", "min": "5000"}, True),
        ({"field": "amount", "min": "5000.01"}, False),
        ({"field": "amount", "max": "5000", "min": "1"}, True),
        ({"field": "amount", "between": ("1", "4999")}, False),
        ({"field": "probability", "min": "40%"}, True),
        ({"field": "probability", "min": "0.41"}, False),
        ({"field": "expected_close", "after": "as_of"}, True),
        ({"field": "expected_close", "before": "2026-03-31"}, False),
        ({"field": "created", "between": ("2026-01-01", "2026-01-31")}, True),
        # 2 February minus 1 January is 32 days.
        ({"field": "last_activity", "older_than": 31}, True),
        ({"field": "last_activity", "older_than": 32}, False),
        ({"field": "stage", "equals": "proposal"}, True),
        ({"field": "outcome", "equals": "open"}, True),
        ({"field": "name", "matches": "RENEWAL$"}, True),
        ({"field": "name", "matches": "^renewal"}, False),
        ({"field": "region", "equals": "emea"}, True),
        ({"field": "Seats", "min": "1500"}, True),
        ({"field": "Seats", "equals": "1500"}, True),
        ({"field": "Fit", "min": "39%"}, True),
        ({"field": "Signed", "before": "as_of"}, True),
        ({"field": "Signed", "older_than": 18}, False),
        ({"field": "Signed", "older_than": 17}, True),
        # Derived: created 3 January, expected 31 March; 5,000 of Ann's 20,000.
        ({"field": "age_days", "min": "30"}, True),
        ({"field": "Age days", "max": "29"}, False),
        ({"field": "days_to_close", "between": ("57", "57")}, True),
        ({"field": "days_since_activity", "min": "33"}, False),
        ({"field": "share_of_owner", "max": "25%"}, True),
        ({"field": "share_of_owner", "min": "0.26"}, False),
        ({"not_": Condition(field="owner", equals="Bo")}, True),
        ({"any": (Condition(field="owner", equals="Bo"), Condition(field="amount", min="1"))}, True),
        ({"all": (Condition(field="owner", equals="Bo"), Condition(field="nowhere", is_=State.SET))}, False),
        ({"any": (Condition(field="owner", equals="Ann"), Condition(field="nowhere", is_=State.SET))}, True),
    ],
)
def test_a_condition_is_answered(condition, holds):
    assert judged(**condition) == (holds, ())


@pytest.mark.parametrize(
    ("condition", "why"),
    [
        ({"field": "nowhere", "is_": State.MISSING}, "the data has no nowhere"),
        ({"field": "team", "is_": State.SET}, "the data has no team"),
        ({"field": "days_in_stage", "min": "1"}, "nothing tells when it entered its stage"),
        ({"field": "push_count", "min": "1"}, "there is no history of its close dates"),
        ({"field": "Employees", "min": "20"}, "Employees holds '50-100', which is no number"),
        ({"field": "Region", "before": "as_of"}, "Region holds 'EMEA', which is no day"),
        ({"not_": Condition(field="team", is_=State.SET)}, "the data has no team"),
        (
            {"all": (Condition(field="owner", equals="Ann"), Condition(field="team", is_=State.SET))},
            "the data has no team",
        ),
    ],
)
def test_what_the_data_can_not_tell_is_never_passed_and_never_failed(condition, why):
    assert judged(**condition) == (None, (why,))


def test_a_derived_field_needs_the_columns_it_is_made_of():
    data = a_pipeline(DEAL, without=("last_activity",))
    why = "the data has no last_activity, which days_since_activity is made of"
    assert judged(data=data, field="days_since_activity", max="9") == (None, (why,))


def test_a_derived_field_of_a_row_that_lacks_its_value_can_not_be_judged():
    assert judged(deal=OTHER, field="days_since_activity", max="9") == (None, ("it has no last activity",))


def test_derived_fields_are_known_of_open_opportunities_alone():
    why = "age is known of open opportunities alone"
    assert judged(deal=won(), field="age_days", max="9") == (None, (why,))


def test_history_answers_what_only_it_knows():
    past = Trail(push_count=2, days_in_stage=40)
    assert judged(past=past, field="push_count", min="2").holds is True
    assert judged(past=past, field="days_in_stage", max="39").holds is False


def test_a_stage_is_meant_by_any_of_its_names():
    spec = a_spec(stages=(Stage(name="Proposal", aliases=("Offer",)), Stage(name="Won", kind=StageKind.WON)))
    assert bind(Condition(field="stage", equals="offer"), Known(DATA, spec, Facts(AS_OF))).judge(DEAL).holds is True


def test_an_empty_cell_of_another_column_is_missing_and_fits_no_comparison():
    assert judged(deal=OTHER, field="Seats", is_=State.MISSING).holds is True
    assert judged(deal=OTHER, field="Seats", min="1").holds is False


FIELDS = ("owner", "amount", "probability", "created", "expected_close", "stage_changed", "age_days", "Nowhere")
numbers = st.sampled_from(["0", "1", "0.2", "35%", "99", "1000000"])
#: What a close % can be held against; anything else can't be judged.
shares = st.sampled_from(["0", "1", "0.2", "35%"])
day_texts = st.sampled_from(["as_of", "2026-02-02", "2026-01-01", "2025-02-02"])


def leaves(field):
    """Comparisons that fit what a field holds."""
    states = st.sampled_from([{"is_": state} for state in State])
    if field == "owner":
        texts = st.sampled_from(["Ann", " ann", "Bo", "nobody"])
        fitting = st.builds(lambda t: {"equals": t}, texts) | st.builds(lambda a, b: {"in_": (a, b)}, texts, texts)
        fitting |= st.builds(lambda t: {"matches": t}, st.sampled_from(["^a", "n$", "o", "(a|b)+"]))
    elif field in ("amount", "probability", "age_days"):
        held = shares if field == "probability" else numbers
        fitting = st.builds(lambda a: {"min": a}, held) | st.builds(lambda a: {"max": a}, held)
        fitting |= st.builds(lambda a, b: {"between": (a, b)}, held, held)
    elif field == "Nowhere":
        return states
    else:
        fitting = st.builds(lambda a: {"before": a}, day_texts) | st.builds(lambda a: {"after": a}, day_texts)
        fitting |= st.builds(lambda n: {"older_than": n}, st.integers(0, 500))
    return states | fitting


a_leaf = st.sampled_from(FIELDS).flatmap(lambda f: leaves(f).map(lambda given: Condition(field=f, **given)))
any_condition = st.recursive(
    a_leaf,
    lambda below: (
        st.lists(below, min_size=1, max_size=3).map(lambda parts: Condition(all=tuple(parts)))
        | st.lists(below, min_size=1, max_size=3).map(lambda parts: Condition(any=tuple(parts)))
        | below.map(lambda part: Condition(not_=part))
    ),
    max_leaves=6,
)


def plainly(condition, deal):
    """The same, written once more and as plainly as can be: True, False, or None."""
    if condition.not_:
        found = plainly(condition.not_, deal)
        return None if found is None else not found
    if condition.all or condition.any:
        found = [plainly(part, deal) for part in condition.parts]
        decides = not condition.all
        return decides if decides in found else None if None in found else not decides
    name, value = condition.field, getattr(deal, condition.field, None)
    if name == "Nowhere":
        return None
    if name == "age_days":
        if deal.outcome is not Outcome.OPEN or deal.created is None:
            return None
        value = max(0, (AS_OF - deal.created).days)
    if condition.is_:
        return (value is not None) is (condition.is_ is State.SET)
    return value is not None and fits(condition, value)


def fits(condition, value):
    if condition.equals:
        return loose(value) == loose(condition.equals)
    if condition.in_:
        return loose(value) in map(loose, condition.in_)
    if condition.matches:
        text = value.lower()
        return {"^a": text[:1] == "a", "n$": text[-1:] == "n", "o": "o" in text}.get(
            condition.matches, "a" in text or "b" in text
        )
    if condition.older_than is not None:
        return value + timedelta(days=condition.older_than) < AS_OF
    if condition.before or condition.after:
        bound = AS_OF if (condition.before or condition.after) == "as_of" else None
        bound = bound or date.fromisoformat(condition.before or condition.after)
        return value < bound if condition.before else value > bound
    low, high = condition.between or (condition.min, condition.max)
    return (low is None or value >= number(low)) and (high is None or value <= number(high))


def number(text):
    return Decimal(text[:-1]) / 100 if text.endswith("%") else Decimal(text)


@given(st.lists(an_opportunity_of_any_kind(), min_size=1, max_size=4), any_condition)
def test_any_condition_is_answered_as_plain_python_answers_it(deals, condition):
    data = a_pipeline(*deals, also=("owner", "stage_changed"))
    bound = bind(condition, Known(data, a_spec(), Facts(AS_OF)))
    for deal in deals:
        found = bound.judge(deal)
        assert found.holds is plainly(condition, deal)
        assert bool(found.why) is (found.holds is None)


def headed(header, field, *deals):
    """Data whose column of a field of ours has this header."""
    data = a_pipeline(*deals)
    account = data.files[0]
    columns = tuple((one, header if one == field else named) for one, named in account.columns)
    return replace(data, files=(account._replace(columns=columns),))


@pytest.mark.parametrize(
    ("header", "field", "compared", "why"),
    [
        ("Probability (%)", "probability", {"min": "40"}, "is probability, which holds shares from 0 to 1"),
        ("Opportunity Name", "name", {"min": "10"}, "is name, which holds text"),
        ("Close Date", "expected_close", {"equals": "11/1/2026"}, "is expected_close, which holds days"),
        ("Close Date", "expected_close", {"between": ("5", "9")}, "is expected_close, which holds days"),
        ("Revenue", "amount", {"matches": "5"}, "is amount, which holds numbers"),
        ("Revenue", "amount", {"equals": "lots"}, "is amount, which holds numbers"),
    ],
)
def test_a_field_of_ours_under_its_header_is_compared_as_what_it_holds_or_not_at_all(header, field, compared, why):
    data = headed(header, field, DEAL)
    assert judged(data=data, field=header, **compared) == (None, (f"{header} {why}, and can't be compared so",))


def test_a_field_of_ours_under_its_header_is_compared_like_itself():
    data = headed("Probability (%)", "probability", DEAL)
    assert judged(data=data, field="Probability (%)", min="40%").holds is True
    assert judged(data=data, field="Probability (%)", min="0.41").holds is False


def test_the_stage_of_a_loss_goes_by_any_of_its_names():
    spec = a_spec(stages=(Stage(name="Proposal", aliases=("Offer",)), Stage(name="Lost", kind=StageKind.LOST)))
    deal = lost(lost_from_stage="Proposal")
    for compared in (
        Condition(field="lost_from_stage", equals="offer"),
        Condition(field="lost_from_stage", in_=("Offer",)),
    ):
        assert bind(compared, Known(a_pipeline(deal), spec, Facts(AS_OF))).judge(deal).holds is True


def test_a_cell_is_read_once_however_many_values_it_may_have(monkeypatch):
    read = Mock(wraps=read_cell)
    monkeypatch.setattr(comparing, "read_cell", read)
    condition = Condition(field="Seats", in_=(*(str(number) for number in range(1200, 1600)), "none yet"))
    assert bind(condition, Known(DATA, a_spec(), Facts(AS_OF))).judge(DEAL).holds is True
    assert read.call_count == 1


@pytest.mark.parametrize(
    ("values", "holds"),
    [
        (("1500", "none"), True),
        (("1,500",), True),
        (("15", "none"), False),
        (("40%", "2026-01-15"), False),
    ],
)
def test_each_of_some_values_is_compared_as_what_it_reads_as(values, holds):
    assert judged(field="Seats", in_=values).holds is holds
    assert judged(field="Fit", in_=("0.4", "40.0%")).holds is True
    assert judged(field="Signed", in_=("x", "2026-01-15")).holds is True


def test_of_some_values_those_that_a_field_can_be_put_to_may_hold():
    data = headed("Revenue", "amount", DEAL)
    assert judged(data=data, field="Revenue", in_=("lots", "5000")).holds is True
    assert judged(data=data, field="Revenue", in_=("lots", "50")).holds is None


@pytest.mark.parametrize("compared", [{"min": "1000"}, {"max": "100"}, {"equals": "1500"}])
def test_points_that_may_stand_for_thousands_are_not_guessed_at(compared):
    deals = [an_open(extra={"Employees": cell}) for cell in ("1.500", "2.300", "12.000")]
    found = judged(deal=deals[0], data=a_pipeline(*deals), field="Employees", **compared)
    assert found == (None, ("Employees holds '1.500', whose point may stand for thousands",))


@pytest.mark.parametrize("cells", [("0,125", "0,250"), ("1,250", "-0,5"), ("0,125", "12")])
def test_a_comma_behind_a_zero_stands_before_decimals(cells):
    deals = [an_open(extra={"Rate": cell}) for cell in cells]
    found = judged(deal=deals[0], data=a_pipeline(*deals), field="Rate", min="100")
    assert found.holds is None
    assert found.why[0].endswith("whose comma stands before decimals")


def test_a_column_of_the_file_outranks_a_derived_field_of_its_name():
    deal = an_open(extra={"Push Count": "3"})
    assert judged(deal=deal, data=a_pipeline(deal), field="Push Count", min="2").holds is True
    same = an_open(extra={"push_count": "3"})
    assert judged(deal=same, data=a_pipeline(same), field="push_count", max="2").holds is False


def test_what_lies_beyond_what_is_searched_of_a_text_is_not_judged():
    deal = an_open(next_step="go " + "x" * 20_000 + " stop")
    found = judged(deal=deal, data=a_pipeline(deal), not_=Condition(field="next_step", matches="stop"))
    assert found == (None, ("next_step has more than 20,000 characters; no more are searched",))
    assert judged(deal=deal, data=a_pipeline(deal), field="next_step", matches="^GO").holds is True


def test_a_pattern_ignores_case_whatever_it_ends_in():
    assert judged(field="name", matches="(?x) GLOBEX # the company").holds is True
    assert judged(field="name", matches="nobody|GLOBEX").holds is True


@pytest.mark.parametrize(
    "compared", [{"equals": "Zu\u0308rich"}, {"in_": ("Zu\u0308rich",)}, {"matches": "^zu\u0308r"}]
)
def test_an_accent_is_the_same_however_it_is_put_together(compared):
    deal = an_open(owner="Z\u00fcrich")
    assert judged(deal=deal, data=a_pipeline(deal), field="owner", **compared).holds is True


def test_a_day_with_words_behind_it_is_no_day():
    deals = [
        an_open(extra={"Kickoff": f"2026-01-05 10:00{rest}"}) for rest in (" to be confirmed", ":00Z", ":00.000 +02:00")
    ]
    answers = [judged(deal=deal, data=a_pipeline(*deals), field="Kickoff", before="as_of").holds for deal in deals]
    assert answers == [None, True, True]


EMPTY = replace(DEAL, amount=None, next_step=None, extra={"Region": None, "Seats": None})


@pytest.mark.parametrize(
    ("condition", "holds"),
    [
        ({"field": "amount", "max": "1000"}, None),
        ({"field": "Region", "equals": "EMEA"}, None),
        ({"field": "Region", "in_": ("EMEA", "APAC")}, None),
        ({"field": "Seats", "between": ("1", "5")}, None),
        ({"field": "next_step", "matches": "call"}, None),
        ({"not_": Condition(field="Region", equals="EMEA")}, None),
        ({"all": (Condition(field="amount", max="1000"), Condition(field="owner", equals="Ann"))}, None),
        ({"all": (Condition(field="amount", max="1000"), Condition(field="owner", equals="Bo"))}, False),
        ({"any": (Condition(field="amount", max="1000"), Condition(field="owner", equals="Ann"))}, True),
        ({"field": "amount", "is_": State.MISSING}, True),
        ({"field": "amount", "is_": State.SET}, False),
    ],
)
def test_where_an_empty_cell_tells_nothing_a_comparison_with_it_can_not_be_judged(condition, holds):
    data = a_pipeline(DEAL, OTHER, EMPTY)
    known = Known(data, a_spec(), Facts(AS_OF, {}, owners_of(data)), is_empty_unknown=True)
    found = bind(Condition(**condition), known).judge(EMPTY)
    assert found.holds is holds
    assert (holds is None) == any("is empty" in why for why in found.why)
