"""Forecasts to show: a full one, one without a claim or a quota, none at all, and one full of foreign text."""

from datetime import date
from decimal import Decimal

from pipectl.domain.finding import NO_FINDINGS
from pipectl.domain.forecast import (
    Ahead,
    Backtested,
    Band,
    Calibrated,
    CategoryLine,
    Forecast,
    Goal,
    GroupLine,
    Horizon,
    Judged,
    Learnt,
    MethodLine,
    Move,
    Need,
    Outlook,
    Parts,
    Prospect,
    Reason,
    Score,
    Since,
    Supposition,
    Week,
)
from pipectl.domain.period import lookback, parse_period
from pipectl.domain.pipeline import RowCount
from pipectl.domain.values import Outcome, Ratio
from tests.render.samples import NASTY

FOREIGN = "=1+1 " + " ".join(NASTY)
AS_OF = date(2026, 2, 2)
QUARTER, NEXT = parse_period("2026-Q1", AS_OF), parse_period("2026-Q2", AS_OF)
CLAIM = "4 past days to try, 30 closed and 8 won in the lookback; a claim takes 6, 40 and 10"


def money(*amounts: int | str) -> tuple[Decimal, ...]:
    return tuple(Decimal(amount) for amount in amounts)


def an_outlook(
    parts: tuple[int, int, int], quota: int | None = 400_000, chance: str | None = "0.31", no_quota: str | None = None
) -> Outlook:
    found = Parts(*money(*parts))
    around = (-90, -40, -3, 42, 110)
    band = Band(*(found.expected + Decimal(part * 1000) for part in around))
    told = None if quota is None else Decimal(quota)
    p_quota = None if chance is None or quota is None else Decimal(chance)
    return Outlook(found, band, None, told, no_quota if quota is None else None, p_quota)


def a_score(days: int, off: int, signed: int, inside: int, over: str | None = "0.41") -> Score:
    actual = Decimal(4_000_000)
    skill = None if over is None else Decimal(over)
    return Score(
        days,
        Ratio(Decimal(off * 40_000), actual),
        Ratio(Decimal(signed * 40_000), actual),
        Ratio(inside, days),
        skill,
        Decimal("-0.05"),
    )


def a_part(*amounts: int) -> Parts:
    return Parts(*money(*amounts))


MOSTLY = Decimal("0.6")
WHOLE = an_outlook((180_500, 150_000, 19_500))
METHODS = (
    MethodLine("weighted", Parts(*money(180_500, 120_000, 0)), Decimal(299_000), None, a_score(24, 21, -8, 16), None),
    MethodLine(
        "run_rate", Parts(*money(180_500, 0, 94_500)), Decimal(270_000), None, a_score(20, 25, 1, 15, None), None
    ),
    MethodLine(
        "hazard", Parts(*money(180_500, 170_000, 9_500)), Decimal(355_000), None, a_score(24, 17, 3, 19), Decimal("0.6")
    ),
    MethodLine("stage_time", None, None, "history tells stages of 1 past periods; it takes 2", None, None),
    MethodLine("auto", WHOLE.parts, Decimal(347_000), None, a_score(24, 16, 2, 20), None),
)
SCORES = tuple((line.method, line.score) for line in METHODS if line.score is not None)
BACKTEST = Backtested(
    24,
    120,
    45,
    (
        Horizon(None, SCORES),
        Horizon(30, (("auto", a_score(9, 11, -2, 8)),)),
        Horizon(60, (("auto", a_score(15, 19, 4, 12)),)),
    ),
    (
        Judged(
            "auto",
            412,
            Decimal("0.1534"),
            Decimal("0.2049"),
            (
                Calibrated(Decimal("0.2"), Ratio(20, 230), Decimal("0.0812")),
                Calibrated(Decimal("0.5"), Ratio(61, 170), Decimal("0.3555")),
                Calibrated(Decimal(1), Ratio(0, 0), None),
            ),
        ),
    ),
)
PROSPECTS = (
    Prospect(
        "1",
        "1",
        "Redwood – rollout",
        "Ann",
        "Redwood",
        "Negotiation",
        date(2026, 3, 6),
        Decimal(134_000),
        Decimal(120_600),
        Decimal("0.65"),
        Decimal(78_390),
        Decimal("0.71"),
        (Reason("stage Negotiation", Decimal("0.18")), Reason("pushed 3 times", Decimal("-0.09"))),
    ),
    Prospect("2", None, "Quarry", None, None, "Discovery", None, None, Decimal(0), Decimal("0.21"), Decimal(71_610)),
)
LEARNT = Learnt(
    True,
    126,
    344,
    ("stage", "age"),
    447,
    Decimal("0.1711"),
    Decimal("0.7412"),
    Decimal("0.2049"),
    Decimal("0.1902"),
    Decimal("0.1699"),
    ("Signed on is left out: it is filled in at the close, for 12 of 12 won and 0 of 5 open",),
    (),
    None,
)
CATEGORIES = (
    CategoryLine("closed", 3, *money(180_500, 180_500)),
    CategoryLine("commit", 2, *money(60_000, 240_500)),
    CategoryLine("best_case", 4, *money(302_000, 542_500)),
    CategoryLine("pipeline", 5, *money(198_000, 560_000)),
    CategoryLine("omitted", 1, Decimal(9_000), None),
)
LATER = (CategoryLine("closed", 0, *money(0, 0)), CategoryLine("commit", 1, *money(5_000, 5_000)))
GROUPS = (
    GroupLine("owner", "Ann", 9, an_outlook((144_000, 100_000, 12_000), 100_000, "1")),
    GroupLine("owner", "Bo", 4, an_outlook((36_500, 40_000, 7_500), 300_000, "0.0004")),
    GroupLine("owner", None, 1, an_outlook((0, 10_000, 0), None, None, "pipeline.yaml has no quota for nobody")),
)
SINCE = Since(
    date(2026, 1, 26),
    Parts(*money(120_500, 190_000, 24_000)),
    (
        Move("9", "9", "Hooli", "Ann", "Hooli", Outcome.WON, *money(30_000, 60_000)),
        Move("8", "8", "Stark", "Bo", None, Outcome.LOST, *money(12_000, 0)),
    ),
    3,
    Decimal(2_000),
    Decimal(-4_500),
)
WEEKS = (
    Week(date(2026, 1, 4), True, Decimal(0), None, None, None),
    Week(date(2026, 1, 25), True, Decimal(120_500), None, None, None),
    Week(date(2026, 2, 15), False, *money(215_000, 180_500, 205_000, 260_000)),
    Week(date(2026, 3, 31), False, *money(350_000, 260_000, 347_000, 460_000)),
)
FULL = Forecast(
    pipeline="New business",
    currency="USD",
    as_of=AS_OF,
    period=QUARTER,
    lookback=lookback("365d", AS_OF),
    filters=(),
    rows=RowCount(read=87, accepted=85, set_aside=2),
    selected=85,
    outlook=WHOLE,
    method="auto",
    weights=(("hazard", Decimal("0.6")), ("weighted", Decimal("0.4"))),
    why="by their errors on 24 past days",
    scale=Decimal("1.0841"),
    step=Decimal("12.50"),
    no_claim=None,
    beside=Horizon(None, tuple(each for each in SCORES if each[0] != "hazard")),
    weeks=WEEKS,
    methods=METHODS,
    prospects=PROSPECTS,
    others=11,
    others_give=Decimal(0),
    give_nothing=4,
    without_amount=1,
    learnt=LEARNT,
    no_learnt=None,
    ahead=(Ahead(QUARTER, WHOLE, CATEGORIES), Ahead(NEXT, an_outlook((0, 60_000, 240_000)), LATER)),
    no_categories=None,
    groups=GROUPS,
    no_groups=None,
    untold_of_new=(),
    since=SINCE,
    no_since=None,
    backtest=BACKTEST,
    shows_backtest=True,
    suppositions=(
        Supposition(("win_rate=+10%",), an_outlook((180_500, 165_000, 21_450), chance="0.38")),
        Supposition(("win_rate=+10%", "drop=1"), an_outlook((180_500, 78_000, 21_450), chance="0.06")),
    ),
    goal=Goal(
        Decimal(50_000),
        Decimal(25_000),
        Need(AS_OF, Decimal("0.08"), 25, Decimal("625000.00")),
        Need(date(2026, 2, 20), Decimal("0.041"), 49, Decimal("1219512.20")),
    ),
    sources=("12 snapshots, 2025-11-03 to 2026-02-02",),
    notes=("open amounts count with 90%, as 45 wins show, held against what they were midway to their close",),
)
#: Too little to claim anything, no history, no quota, no categories.
SMALL = FULL._replace(
    outlook=an_outlook((10, 20, 3), None, None, "pipeline.yaml has no quotas; add one for 2026-Q1 under quotas"),
    method="weighted",
    weights=(("weighted", Decimal(1)),),
    why="asked for with --method",
    no_claim=CLAIM,
    beside=None,
    methods=tuple(line._replace(score=None, weight=None) for line in METHODS),
    prospects=(),
    others=0,
    give_nothing=2,
    without_amount=0,
    learnt=None,
    no_learnt="nothing is open whose chance could be told",
    ahead=(Ahead(QUARTER, an_outlook((10, 20, 3), None, None, "no quota"), ()),),
    no_categories="neither the file nor a stage has a forecast category",
    groups=(),
    since=None,
    no_since="there is no history yet",
    backtest=None,
    suppositions=(),
    goal=Goal(undefined="pipeline.yaml has no quotas"),
    sources=(),
)
NONE = Outlook(None, None, "no method has enough: 3 won in the lookback", None, "no quota", None)
NOTHING = SMALL._replace(
    outlook=NONE,
    method="auto",
    weights=(),
    why=NONE.undefined or "",
    weeks=WEEKS[:2],
    methods=tuple(MethodLine(line.method, None, None, "too little", None, None) for line in METHODS),
    ahead=(Ahead(QUARTER, NONE, ()),),
    goal=Goal(met="the forecast reaches the quota"),
    no_groups=NONE.undefined,
    shows_backtest=False,
)
HOSTILE = FULL._replace(
    pipeline=FOREIGN,
    filters=(FOREIGN,),
    prospects=tuple(
        each._replace(
            id=FOREIGN,
            name=FOREIGN,
            owner=FOREIGN,
            account=FOREIGN,
            stage=FOREIGN,
            reasons=(Reason(FOREIGN, Decimal("0.1")),),
        )
        for each in PROSPECTS
    ),
    groups=tuple(each._replace(key=FOREIGN) for each in GROUPS),
    since=SINCE._replace(moves=tuple(each._replace(id=FOREIGN, name=FOREIGN, owner=FOREIGN) for each in SINCE.moves)),
    suppositions=(Supposition((f"drop={FOREIGN}",), WHOLE),),
    notes=(FOREIGN,),
    findings=NO_FINDINGS,
)
