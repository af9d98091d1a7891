"""Results made by hand, so that what a screen shows does not hang on how figures are computed."""

from datetime import date
from decimal import Decimal

from pipectl.domain.finding import Finding, Findings, Level, Place
from pipectl.domain.listing import Band, Listed, Listing, Standing
from pipectl.domain.period import lookback, parse_period
from pipectl.domain.pipeline import FileAccount, RowCount
from pipectl.domain.result import (
    Attention,
    Detail,
    Group,
    Measure,
    NextStep,
    QuotaLine,
    Report,
    StageLine,
    Step,
)
from pipectl.domain.risk import Fact, Lack, Lift, Reason, RuleLine, Said, SeenIn, Sign, Unjudged
from pipectl.domain.spec import StageKind
from pipectl.domain.values import Interval, Outcome, Ratio, Unit
from pipectl.domain.verdict import CheckLine, CheckResult, Verdict
from pipectl.review.risks import RISKS
from tests.changing import replace

AS_OF = date(2026, 2, 2)
ROWS = RowCount(read=47, accepted=44, set_aside=3)
FILE = "deals.csv"


def number(value: int | str | Decimal | None) -> Decimal | None:
    return None if value is None else Decimal(value)


def a_detail(key: str, title: str, unit: Unit, value: int | str | Decimal | None, **given) -> Detail:
    return Detail(key, title, unit, number(value), **given)


def a_measure(key: str, title: str, unit: Unit, value: int | str | Decimal | None, **given) -> Measure:
    return Measure(
        key=key,
        title=title,
        unit=unit,
        definition=f"What {title.lower()} means.",
        formula="a ÷ b",
        source="Handbook",
        value=number(value),
        **given,
    )


def a_ratio(key: str, title: str, unit: Unit, ratio: Ratio, **given) -> Measure:
    return a_measure(
        key,
        title,
        unit,
        ratio.value,
        numerator=Decimal(ratio.numerator),
        denominator=Decimal(ratio.denominator),
        interval=ratio.interval,
        **given,
    )


def undefined(key: str, title: str, unit: Unit, why: str) -> Measure:
    return a_measure(key, title, unit, None, undefined=why)


def counted(number: int) -> Detail:
    return a_detail("count", "Opportunities", Unit.COUNT, number)


MEASURES = (
    a_measure(
        "opportunities",
        "Opportunities",
        Unit.COUNT,
        31,
        details=(
            a_detail("won", "Won in period", Unit.COUNT, 9),
            a_detail("lost", "Lost in period", Unit.COUNT, 6),
            a_detail("created", "Created in period", Unit.COUNT, 14),
        ),
    ),
    a_measure("pipeline_value", "Pipeline value", Unit.MONEY, 890000, details=(counted(31),)),
    a_measure("weighted_pipeline", "Weighted pipeline", Unit.MONEY, "350400.50", details=(counted(31),)),
    a_measure("due_amount", "Open, due in the period", Unit.MONEY, 605000, details=(counted(22),)),
    a_measure("weighted_due", "Weighted, due in the period", Unit.MONEY, 204000, details=(counted(22),)),
    a_measure("won_amount", "Won in the period", Unit.MONEY, 212000, details=(counted(9),)),
    a_ratio("win_rate", "Win rate", Unit.PERCENT, Ratio(9, 29)),
    a_ratio("value_win_rate", "Win rate by value", Unit.PERCENT, Ratio(Decimal(212000), Decimal(720000))),
    a_ratio(
        "average_deal_size",
        "Average deal size",
        Unit.MONEY,
        Ratio(Decimal(212000), Decimal(9)),
        details=(a_detail("median", "Median", Unit.MONEY, 21000),),
    ),
    a_ratio(
        "sales_cycle",
        "Sales cycle",
        Unit.DAYS,
        Ratio(Decimal(567), Decimal(9)),
        details=(a_detail("median", "Median", Unit.DAYS, 58), a_detail("p90", "90 % within", Unit.DAYS, 91)),
    ),
    a_measure("pipeline_velocity", "Pipeline velocity", Unit.MONEY_PER_DAY, "2615.384615384615384615384615"),
    a_measure("booked_per_day", "Booked per day", Unit.MONEY_PER_DAY, "580.8219178082191780821917808"),
    a_ratio("quota_attainment", "Quota attainment", Unit.PERCENT, Ratio(Decimal(212000), Decimal(500000))),
    a_ratio("coverage", "Coverage", Unit.MULTIPLE, Ratio(Decimal(605000), Decimal(500000))),
    a_ratio("remaining_coverage", "Remaining coverage", Unit.MULTIPLE, Ratio(Decimal(605000), Decimal(288000))),
    a_ratio("weighted_coverage", "Weighted coverage", Unit.MULTIPLE, Ratio(Decimal(416000), Decimal(500000))),
    a_ratio("required_coverage", "Required coverage", Unit.MULTIPLE, Ratio(Decimal(720000), Decimal(212000))),
    a_ratio("slippage", "Slippage", Unit.PERCENT, Ratio(4, 31)),
    a_ratio("stalled", "Stalled", Unit.PERCENT, Ratio(4, 31)),
    a_ratio("decay", "Decay", Unit.PERCENT, Ratio(7, 31)),
    undefined("cost_per_opportunity", "Cost per opportunity", Unit.MONEY, "no spend is given for Q1 2026; add spend:"),
)


def a_stage(
    name: str, count: int, amount: int, weighted: int, age: int, moved: tuple[int, int], risk: int
) -> StageLine:
    ratio = Ratio(*moved)
    moves_on = Detail(name, name, Unit.PERCENT, ratio.value, Decimal(moved[0]), Decimal(moved[1]), ratio.interval, None)
    return StageLine(
        name=name,
        kind=StageKind.OPEN,
        probability=Decimal(weighted) / Decimal(amount),
        opportunities=count,
        amount=Decimal(amount),
        open_count=count,
        open_amount=Decimal(amount),
        weighted=Decimal(weighted),
        average_age=Decimal(age),
        overdue=min(risk, 1),
        stalled=max(0, risk - 1),
        at_risk=risk,
        moves_on=moves_on,
        currency="USD",
    )


def a_closed_stage(name: str, kind: StageKind, count: int, amount: int) -> StageLine:
    zero = Decimal(0)
    return StageLine(name, kind, None, count, Decimal(amount), 0, zero, zero, None, 0, 0, 0, None, "USD")


STAGES = (
    a_stage("Prospecting", 11, 320000, 32000, 19, (48, 100), 1),
    a_stage("Qualified", 8, 235000, 47000, 34, (11, 18), 2),
    a_stage("Proposal", 7, 185000, 74000, 41, (6, 11), 3),
    a_stage("Negotiation", 4, 110000, 66000, 52, (7, 9), 1),
    a_stage("Commit", 1, 40000, 36000, 12, (11, 12), 0),
    a_closed_stage("Closed Won", StageKind.WON, 9, 212000),
    a_closed_stage("Closed Lost", StageKind.LOST, 20, 508000),
)


A_LIFT = Lift(Ratio(9, 10), Ratio(11, 19), SeenIn.HISTORY)
_WORDS = {
    Reason.OVERDUE: "close date {days} past",
    Reason.STALLED: "in stage {days}; {limit} allowed",
    Reason.NO_AMOUNT: "no amount",
    Reason.NO_EXPECTED_CLOSE: "no close date",
    Reason.NO_NEXT_STEP: "no next step",
    Reason.QUIET: "no activity for {days}",
}


def a_sign(reason: Reason, days: int | None = None, limit: int | None = None) -> Sign:
    rule = next(each for each in RISKS.values() if each.reason is reason)
    facts = (Fact("days", days or 0, Unit.DAYS), Fact("limit", limit or 0, Unit.COUNT))
    return Sign(
        reason=reason,
        rule=rule.key,
        title=rule.title,
        why=Said(_WORDS[reason], facts),
        next=Said(rule.next, facts),
        severity=rule.level,
        days=days,
        limit=number(limit),
        in_stage=reason is Reason.STALLED,
        lift=A_LIFT if reason is Reason.OVERDUE else None,
    )


def an_attention(
    name: str, owner: str | None, stage: str, amount: int | None, close: date | None, *signs: Sign
) -> Attention:
    return Attention(
        id=None,
        name=name,
        owner=owner,
        account=None,
        stage=stage,
        amount=number(amount),
        probability=Decimal("0.4"),
        expected_close=close,
        next_step="Call the buyer",
        due=True,
        signs=signs,
        place=Place(FILE, 7),
        severity=signs[0].severity,
        unjudged=(Unjudged("pushed", "there is no history of its close dates"),),
        currency="USD",
    )


ATTENTION = (
    an_attention("Globex – platform", "Ann", "Negotiation", 42000, date(2026, 1, 20), a_sign(Reason.OVERDUE, 13)),
    an_attention("Initech – seats", "Bo", "Proposal", 48000, date(2026, 3, 31), a_sign(Reason.STALLED, 45, 21)),
    an_attention(
        "Umbrella – renewal",
        "Ann",
        "Proposal",
        38000,
        date(2025, 12, 31),
        a_sign(Reason.OVERDUE, 33),
        a_sign(Reason.NO_NEXT_STEP),
    ),
    an_attention("Hooli – pilot", "Cy", "Qualified", None, date(2026, 2, 10), a_sign(Reason.NO_AMOUNT)),
    an_attention("Stark – add-on", None, "Proposal", 30000, date(2026, 3, 15), a_sign(Reason.QUIET, 40, 30)),
    an_attention("Wayne – fleet", "Bo", "Qualified", 12000, None, a_sign(Reason.NO_EXPECTED_CLOSE)),
)

FINDINGS = Findings(
    (
        Finding(
            "DATA012",
            Level.ERROR,
            Place(FILE, 17, 4),
            "close date '31/02/2026' is not a day of the calendar",
            "correct it or leave it empty",
            "expected_close",
            "Acme",
        ),
        Finding(
            "DATA020", Level.WARNING, Place(FILE, 21, 2), "amount is empty", "fill it in", "amount", "Hooli – pilot"
        ),
    ),
    (("DATA012", 3), ("DATA020", 1)),
)

REPORT = Report(
    pipeline="Opportunity tracking",
    currency="USD",
    as_of=AS_OF,
    period=parse_period("2026-Q1", AS_OF),
    lookback=lookback("365d", AS_OF),
    filters=(),
    rows=ROWS,
    files=(
        FileAccount(
            FILE,
            "utf-8",
            ",",
            1,
            ROWS,
            (("name", "Topic"), ("amount", "Est. revenue"), ("created", "Created On")),
            ("Region",),
            ("amounts use a decimal point",),
        ),
    ),
    selected=44,
    measures=MEASURES,
    stages=STAGES,
    groups=(),
    quota=QuotaLine(
        quota=Decimal(500000),
        won=Decimal(212000),
        due=Decimal(605000),
        due_weighted=Decimal(204000),
        remaining=Decimal(288000),
        target_coverage=Decimal(3),
        missing=Decimal(259000),
    ),
    attention=ATTENTION,
    attention_count=len(ATTENTION),
    at_risk_count=sum(each.signs[0].reason in (Reason.OVERDUE, Reason.STALLED) for each in ATTENTION),
    next_step=NextStep(Step.ADD_PIPELINE, Decimal(259000), 0, (), "pipectl explain remaining_coverage"),
    findings=FINDINGS,
    notes=("close dates of won and lost deals are read from expected close",),
    built_in_stages=False,
    currencies=("USD",),
    risks=(
        RuleLine("overdue", "Overdue", False, Decimal(0), Unit.DAYS, 2, Decimal(80000), 29, 0, (), A_LIFT, None),
        RuleLine(
            "Legal",
            "Legal",
            True,
            None,
            None,
            0,
            None,
            0,
            31,
            (("the data has no Legal", 31),),
            None,
            "none",
            Lack.COLUMN,
        ),
    ),
)

GROUPED = replace(
    REPORT,
    groups=(
        Group("owner", "Ann", 20, Decimal(812000), MEASURES, "USD"),
        Group("owner", "Bo", 18, Decimal(640000), MEASURES, "USD"),
        Group(
            "owner", None, 6, Decimal(90000), tuple(replace(m, value=None, undefined="none") for m in MEASURES), "USD"
        ),
    ),
)

#: Nothing but names, stages and amounts: no dates, no quota, nothing decided.
BARE = replace(
    REPORT,
    currency=None,
    currencies=(),
    period=parse_period("all", AS_OF),
    lookback=lookback("all", AS_OF),
    measures=tuple(
        m
        if m.key in ("opportunities", "pipeline_value", "weighted_pipeline")
        else replace(
            m,
            value=None,
            numerator=None,
            denominator=None,
            interval=None,
            undefined="nothing was won or lost",
            details=(),
        )
        for m in MEASURES
    ),
    stages=tuple(
        replace(
            s,
            average_age=None,
            overdue=None,
            stalled=None,
            at_risk=None,
            currency=None,
            moves_on=Detail(s.name, s.name, Unit.PERCENT, None, undefined="nothing was lost in a known stage")
            if s.moves_on
            else None,
        )
        for s in STAGES
    ),
    quota=QuotaLine(None, Decimal(0), Decimal(605000), Decimal(204000), None, Decimal(3), None),
    attention=(),
    attention_count=0,
    at_risk_count=None,
    next_step=NextStep(Step.SET_QUOTA, None, 0, (), "pipectl explain remaining_coverage"),
    findings=Findings(),
    notes=(),
    rows=RowCount(44, 44),
    built_in_stages=True,
)

#: Names that want to obey, hide, reorder, widen or break something.
NASTY = (
    "日本電信電話株式会社 – 更新契約と新しいプラットフォーム",
    "شركة الاتصالات – تجديد العقد السنوي",
    "👩‍👩‍👧 family 🚀🚀🚀 pilot ❤️",
    "\x1b[31mred\x1b[0m\x1b]0;title\x07 \x9b2J",
    "line one\r\nline two\n::error file=a::gone",
    "\u202egnirts desrever\u2066 zero\u200bwidth\ufeff",
    '=HYPERLINK("http://evil.example","x")',
    "[red]markup[/red] :smile: | pipe | `tick` <b>bold</b> &amp; @all ##[error] www.evil.example",
    "e\u0301" * 40,
    "\ud800 lone",
    "a" * 500,
    "::warning file=a::first on its line",
)


def with_names(report: Report, names: tuple[str, ...]) -> Report:
    """The same report with foreign names wherever foreign text stands."""
    cycle = [names[i % len(names)] for i in range(20)]
    return replace(
        report,
        pipeline=names[0],
        filters=(f"owner = {names[1 % len(names)]}",),
        attention=tuple(
            replace(a, name=name, owner=name, stage=name, next_step=name, account=name)
            for a, name in zip(ATTENTION * 2, cycle, strict=False)
        ),
        stages=tuple(replace(s, name=name) for s, name in zip(STAGES, cycle[3:], strict=False)),
        groups=tuple(replace(g, by=names[0], key=name) for g, name in zip(GROUPED.groups, cycle[6:], strict=False)),
        next_step=NextStep(Step.RE_DATE, Decimal(90000), 3, tuple(cycle[:3]), "pipectl list --overdue"),
        notes=tuple(cycle),
        findings=Findings(
            tuple(
                Finding("DATA012", Level.ERROR, Place(name, 3, 4), f"name {name!s} is odd", "change it")
                for name in names
            ),
            (("DATA012", len(names)),),
        ),
    )


def a_listed(name: str, stage: str, amount: int | None, overdue: int = 0, **given) -> Listed:
    return Listed(
        id=given.get("id"),
        name=name,
        owner=given.get("owner", "Ann"),
        account=given.get("account"),
        stage=stage,
        outcome=given.get("outcome", Outcome.OPEN),
        amount=number(amount),
        probability=number(given.get("probability", "0.4")),
        created=date(2025, 12, 1),
        expected_close=date(2026, 1, 20) if overdue else date(2026, 3, 31),
        closed=None,
        age_days=63 if given.get("outcome", Outcome.OPEN) is Outcome.OPEN else None,
        days_overdue=overdue,
        next_step=given.get("next_step", "Call the buyer"),
        place=Place(FILE, 7),
        currency="USD",
    )


LISTING = Listing(
    pipeline="Opportunity tracking",
    currency="USD",
    as_of=AS_OF,
    filters=(),
    bands=(
        Band(
            "Proposal",
            StageKind.OPEN,
            (
                a_listed("Initech – seats", "Proposal", 48000),
                a_listed("Umbrella – renewal", "Proposal", 38000, overdue=13),
                a_listed("Hooli – pilot", "Proposal", None, owner=None, next_step=None),
            ),
            5,
            Decimal(155000),
            Decimal(62000),
            "USD",
        ),
        Band(
            "Negotiation",
            StageKind.OPEN,
            (a_listed("Globex – platform", "Negotiation", 42000),),
            1,
            Decimal(42000),
            Decimal(25200),
            "USD",
        ),
        Band(
            "Closed Won",
            StageKind.WON,
            (a_listed("Stark – add-on", "Closed Won", 30000, outcome=Outcome.WON, probability=None),),
            1,
            Decimal(30000),
            None,
            "USD",
        ),
    ),
    standings=(Standing(Outcome.OPEN, 6, Decimal(197000), "USD"), Standing(Outcome.WON, 1, Decimal(30000), "USD")),
    opportunities=7,
    amount=Decimal(227000),
    shown=5,
    rows=ROWS,
    findings=FINDINGS,
    notes=(),
    currencies=("USD",),
)


def a_check(title: str, unit: Unit, measured: str | None, verdict: Verdict, **given) -> CheckLine:
    return CheckLine(
        subject=title.lower().replace(" ", "_"),
        title=title,
        unit=unit,
        min=number(given.get("min")),
        max=number(given.get("max")),
        measured=number(measured),
        verdict=verdict,
        gap=number(given.get("gap")),
        gap_amount=number(given.get("gap_amount")),
        reason=given.get("reason"),
        undefined=given.get("undefined"),
    )


CHECKS = CheckResult(
    pipeline="Opportunity tracking",
    currency="USD",
    as_of=AS_OF,
    period=parse_period("2026-Q1", AS_OF),
    filters=(),
    lines=(
        a_check("Coverage", Unit.MULTIPLE, "2.996", Verdict.FAILED, min=3, gap="0.004", gap_amount=2000),
        a_check("Win rate", Unit.PERCENT, "0.31", Verdict.PASSED, min="0.25"),
        a_check(
            "Slippage", Unit.PERCENT, "0.3004", Verdict.WARNED, max="0.3", gap="0.0004", reason="agreed in the review"
        ),
        a_check("Sales cycle", Unit.DAYS, None, Verdict.UNDEFINED, max=90, undefined="nothing was won yet"),
        a_check("Pipeline value", Unit.MONEY, "890000", Verdict.PASSED, min=500000),
    ),
    rows=ROWS,
    selected=44,
    findings=FINDINGS,
    notes=(),
    currencies=("USD",),
)

INTERVAL = Interval(Decimal("0.172"), Decimal("0.492"))
