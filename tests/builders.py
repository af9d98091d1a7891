"""Fixtures as functions: a test says only what matters to it, the rest is ordinary.

The ordinary day is Monday 2 February 2026, the ordinary period the first quarter of 2026.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from pipectl.domain.check import Check, CheckLevel
from pipectl.domain.finding import Finding, Findings, Level, Place
from pipectl.domain.listing import Listing
from pipectl.domain.opportunity import FIELDS, Opportunity
from pipectl.domain.period import Period, lookback, parse_period
from pipectl.domain.pipeline import FileAccount, Pipeline, Reject, RowCount
from pipectl.domain.result import Report
from pipectl.domain.rule import Rule
from pipectl.domain.spec import PipelineSpec, Quota, Spend, Stage, StageKind
from pipectl.domain.values import Outcome
from pipectl.report.listing import build_listing
from pipectl.report.whole import build_report
from pipectl.views import Question

AS_OF = date(2026, 2, 2)
THIS_QUARTER = parse_period("2026-Q1", AS_OF)
LAST_YEAR = lookback("365d", AS_OF)
EVER = parse_period("all", AS_OF)
#: The columns of the plain spreadsheet.
SIX = ("name", "amount", "created", "expected_close", "probability", "stage")

Number = int | str | Decimal
Day = date | str


def money(amount: Number | None) -> Decimal | None:
    """Exact amount from a number as a test writes it."""
    return None if amount is None else Decimal(amount)


def day(value: Day | None) -> date | None:
    """A day from a date or from `2026-01-31`."""
    return date.fromisoformat(value) if isinstance(value, str) else value


_DAYS = ("created", "expected_close", "closed", "last_activity", "stage_changed")


def an_opportunity(outcome: Outcome, amount: Number | None, given: dict[str, Any]) -> Opportunity:
    """An opportunity from what a test says of it: days as text, numbers as text or int."""
    values: dict[str, Any] = {key: day(value) if key in _DAYS else value for key, value in given.items()}
    values["probability"] = money(values.get("probability"))
    values.setdefault("name", f"{outcome.value} {amount}")
    return Opportunity(outcome=outcome, amount=money(amount), **values)


def an_open(amount: Number | None = 100, **given: Any) -> Opportunity:
    """An open opportunity: in Proposal, created a month ago, expected to close at the end of the quarter."""
    usual = {"stage": "Proposal", "created": "2026-01-03", "expected_close": "2026-03-31"}
    return an_opportunity(Outcome.OPEN, amount, usual | given)


def won(amount: Number | None = 100, **given: Any) -> Opportunity:
    """A won opportunity: closed on 20 January 2026 after 60 days."""
    return _decided(Outcome.WON, "Won", amount, given)


def lost(amount: Number | None = 100, **given: Any) -> Opportunity:
    """A lost opportunity: closed on 20 January 2026 after 60 days, nothing known of where it died."""
    return _decided(Outcome.LOST, "Lost", amount, given)


def _decided(outcome: Outcome, stage: str, amount: Number | None, given: dict[str, Any]) -> Opportunity:
    """`days=` gives the cycle instead of a created date."""
    given = dict(given)
    days = given.pop("days", 60)
    usual = {"stage": stage, "expected_close": "2026-01-20"}
    values = usual | given
    close = day(values.get("closed") or values["expected_close"])
    values.setdefault("created", None if close is None else close - timedelta(days=days))
    return an_opportunity(outcome, amount, values)


def fields_of(opportunities: Iterable[Opportunity]) -> frozenset[str]:
    """The columns a file of these opportunities would have: the six, and whatever one of them fills."""
    filled = {field for each in opportunities for field in FIELDS if getattr(each, field) is not None}
    return frozenset(SIX) | filled


def a_pipeline(
    *opportunities: Opportunity,
    set_aside: int = 0,
    without: tuple[str, ...] = (),
    also: tuple[str, ...] = (),
    headers: tuple[str, ...] | None = None,
    file: str = "opportunities.csv",
) -> Pipeline:
    """What reading one file of these opportunities gives; `without` and `also` name columns it lacks or has."""
    columns = (fields_of(opportunities) - set(without)) | set(also)
    others = headers if headers is not None else tuple(dict.fromkeys(h for each in opportunities for h in each.extra))
    places = [Place(file, line) for line in range(2, 2 + set_aside)]
    findings = tuple(
        Finding("DATA012", Level.ERROR, place, "close date '31/02/2026' is not a day", "correct it", "expected_close")
        for place in places
    )
    rows = RowCount(read=len(opportunities) + set_aside, accepted=len(opportunities), set_aside=set_aside)
    mapped = tuple((field, field) for field in FIELDS if field in columns)
    return Pipeline(
        opportunities=opportunities,
        findings=Findings(findings, (("DATA012", set_aside),) if set_aside else ()),
        files=(FileAccount(file, "utf-8", ",", 1, rows, mapped, others, ()),),
        rejects=tuple(Reject(place, SIX, ("Bad",), ("close date",)) for place in places),
        fields=columns,
        headers=others,
    )


STAGES = (
    Stage(name="Prospecting", probability=Decimal("0.1")),
    Stage(name="Qualified", probability=Decimal("0.2"), max_days=30),
    Stage(name="Proposal", probability=Decimal("0.4")),
    Stage(name="Negotiation", probability=Decimal("0.6")),
    Stage(name="Commit", probability=Decimal("0.9")),
    Stage(name="Won", kind=StageKind.WON, probability=Decimal(1)),
    Stage(name="Lost", kind=StageKind.LOST, probability=Decimal(0)),
)


def a_spec(quota: Number | None = None, **given: Any) -> PipelineSpec:
    """A pipeline.yaml of five open stages, won and lost; `quota` is the team's for Q1 2026."""
    quotas = () if quota is None else (a_quota(quota),)
    usual: dict[str, Any] = {
        "version": 1,
        "name": "Opportunity tracking",
        "currency": "USD",
        "stages": STAGES,
        "quotas": quotas,
    }
    return PipelineSpec(**(usual | given))


def a_quota(amount: Number, period: str = "2026-Q1", **given: Any) -> Quota:
    """A quota of the whole team unless an owner or a team is given."""
    return Quota(period=period, amount=Decimal(amount), **given)


def a_spend(amount: Number, period: str = "2026-Q1", **given: Any) -> Spend:
    """Money spent in a period."""
    return Spend(period=period, amount=Decimal(amount), **given)


def a_check(metric: str, min: Number | None = None, max: Number | None = None, **given: Any) -> Check:  # noqa: A002 - as in pipeline.yaml
    """A check that fails unless `level` says warn."""
    return Check(metric=metric, min=money(min), max=money(max), **{"level": CheckLevel.FAIL, **given})


def a_question(
    *,
    as_of: Day = AS_OF,
    period: str | Period = THIS_QUARTER,
    lookback: str | Period | None = None,
    by: tuple[str, ...] = (),
    rules: tuple[Rule, ...] = (),
    filters: tuple[str, ...] = (),
) -> Question:
    """What is asked: Q1 2026 as of 2 February 2026, rates learnt from the last year."""
    on = day(as_of)
    assert on is not None
    return Question(
        as_of=on,
        period=parse_period(period, on) if isinstance(period, str) else period,
        lookback=_lookback(lookback, on),
        by=by,
        rules=rules,
        filters=filters,
    )


def _lookback(given: str | Period | None, on: date) -> Period:
    if isinstance(given, Period):
        return given
    return lookback(given or "365d", on)


def a_report(
    *opportunities: Opportunity,
    spec: PipelineSpec | None = None,
    quota: Number | None = None,
    pipeline: Pipeline | None = None,
    built_in_stages: bool = False,
    **question: Any,
) -> Report:
    """The report on these opportunities; further arguments are those of `a_question`."""
    data = a_pipeline(*opportunities) if pipeline is None else pipeline
    return build_report(data, spec or a_spec(quota), a_question(**question), built_in_stages=built_in_stages)


def a_listing(
    *opportunities: Opportunity,
    spec: PipelineSpec | None = None,
    sort: str = "amount",
    overdue: bool = False,
    limit: int | None = None,
    **question: Any,
) -> Listing:
    """The listing of these opportunities; further arguments are those of `a_question`."""
    asked = a_question(**question)
    return build_listing(a_pipeline(*opportunities), spec or a_spec(), asked, sort=sort, overdue=overdue, limit=limit)
