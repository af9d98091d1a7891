"""Any opportunities at all, for properties."""

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import strategies as st

from pipectl.domain.opportunity import Opportunity
from pipectl.domain.values import Outcome
from tests.builders import AS_OF, STAGES, an_opportunity
from tests.changing import replace

#: Days around as-of, with the edges of the period and of the lookback likely among them.
EDGES = [
    date(2025, 2, 2),
    date(2025, 2, 3),
    AS_OF,
    date(2026, 2, 1),
    date(2026, 1, 1),
    date(2026, 3, 31),
    date(2026, 4, 1),
]
days = st.none() | st.sampled_from(EDGES) | st.integers(-500, 200).map(lambda n: AS_OF + timedelta(days=n))
amounts = st.none() | st.just(Decimal(0)) | st.decimals(-1000, 10**9, places=2)
shares = st.none() | st.sampled_from([Decimal(text) for text in ("0", "0.2", "0.35", "0.8", "0.99", "1")])
owners = st.sampled_from([None, "Ann", "Bo", "Cy"])


@st.composite
def an_opportunity_of_any_kind(draw: st.DrawFn) -> Opportunity:
    """Open ones stand in an open stage; decided ones in their own or, as some exports have it, still in an open one."""
    outcome = draw(st.sampled_from(list(Outcome)))
    fitting = [stage.name for stage in STAGES if stage.kind.outcome is outcome or stage.kind.outcome is Outcome.OPEN]
    names = fitting if outcome is not Outcome.OPEN else [s.name for s in STAGES if s.kind.outcome is Outcome.OPEN]
    given = {
        "stage": draw(st.sampled_from(names)),
        "created": draw(days),
        "expected_close": draw(days),
        "closed": draw(days) if outcome is not Outcome.OPEN else None,
        "stage_changed": draw(days),
        "probability": draw(shares),
        "owner": draw(owners),
        "lost_from_stage": draw(st.none() | st.sampled_from(["Qualified", "Commit"]))
        if outcome is Outcome.LOST
        else None,
    }
    return an_opportunity(outcome, draw(amounts), given)


@st.composite
def an_opportunity_in_any_currency(draw: st.DrawFn) -> Opportunity:
    """One of any kind whose amount may name one of three currencies, or none."""
    return replace(draw(an_opportunity_of_any_kind()), currency=draw(st.sampled_from([None, "EUR", "GBP", "USD"])))


pipelines = st.lists(an_opportunity_of_any_kind(), max_size=25)
pipelines_in_currencies = st.lists(an_opportunity_in_any_currency(), max_size=25)
