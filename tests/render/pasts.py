"""Results about the past made by hand, one of each full of foreign text."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from pipectl.domain.changes import ChangedDeal, ChangeLine, Changes, ChangeTable, Look
from pipectl.domain.funnel import Bottleneck, CohortLine, Funnel, FunnelStage, FunnelTable, Lasting
from pipectl.domain.period import lookback, parse_period
from pipectl.domain.remembered import Remembered, SnapshotLine
from pipectl.domain.values import Outcome, Ratio
from tests.changing import replace
from tests.render.samples import AS_OF, FINDINGS, NASTY, number

START = date(2026, 1, 5)
TITLES = {
    "created": "Created",
    "pulled_in": "Pulled in",
    "reopened": "Reopened",
    "increased": "Increased",
    "decreased": "Decreased",
    "pushed_out": "Pushed out",
    "won": "Won",
    "lost": "Lost",
    "removed": "Removed",
}


def a_look(stage: str = "Proposal", amount: int | None = 50000, close: str | None = "2026-03-31") -> Look:
    outcome = {"Won": Outcome.WON, "Lost": Outcome.LOST}.get(stage, Outcome.OPEN)
    return Look(stage, outcome, number(amount), date.fromisoformat(close) if close else None)


def a_changed(name: str, amount: int | str, before: Look | None, after: Look | None, **given) -> ChangedDeal:
    return ChangedDeal(
        **{
            "key": name,
            "id": None,
            "name": name,
            "owner": "Ann",
            "account": None,
            "day": date(2026, 1, 20),
            "amount": Decimal(amount),
            "before": before,
            "after": after,
        }
        | given
    )


def a_table(
    start: int, start_count: int, lines: dict[str, tuple[int, tuple[ChangedDeal, ...]]], count: int, **given
) -> ChangeTable:
    """A waterfall of these buckets that adds up; each has its count and its opportunities."""
    told = []
    for key, title in TITLES.items():
        number_of, deals = lines.get(key, (0, ()))
        told.append(ChangeLine(key, title, number_of, sum((each.amount for each in deals), Decimal(0)), deals))
    end = sum((each.amount for each in told), Decimal(start))
    return ChangeTable(**{"by": None, "key": None, "currency": "USD"} | given, start=Decimal(start),
                       start_count=start_count, lines=tuple(told), end=end, end_count=count)  # fmt: skip


CREATED = (
    a_changed("Globex – platform", 80000, None, a_look("Qualified", 80000)),
    a_changed("Hooli – pilot", 12000, None, a_look("Prospecting", 12000, None), owner=None),
)
INCREASED = (a_changed("Initech – seats", 50000, a_look(amount=100000), a_look(amount=150000), owner="Bo"),)
DECREASED = (a_changed("Stark – add-on", "-0.5", a_look(amount=30000), a_look(amount=30000), owner="Bo"),)
PUSHED = (
    a_changed(
        "Umbrella – renewal", -120000, a_look("Negotiation", 120000), a_look("Negotiation", 120000, "2026-05-31")
    ),
    a_changed("Wayne – fleet", -30000, a_look(amount=30000), a_look(amount=30000, close=None), owner="Bo"),
)
WON = (a_changed("Acme – rollout", -140000, a_look("Negotiation", 140000), a_look("Won", 140000)),)
LOST = (a_changed("Cyberdyne – trial", -65000, a_look("Proposal", 65000), a_look("Lost", 65000), owner="Bo"),)
REMOVED = (a_changed("Pilot 1", -10000, a_look("Prospecting", 10000), None, account="Acme"),)
CHANGES = Changes(
    pipeline="Opportunity tracking",
    currency="USD",
    start=START,
    end=AS_OF,
    window=parse_period("2026-Q1", AS_OF),
    filters=(),
    whole=a_table(
        605000,
        22,
        {
            "created": (2, CREATED),
            "increased": (1, INCREASED),
            "pushed_out": (2, PUSHED),
            "won": (1, WON),
            "lost": (1, LOST),
            "removed": (1, REMOVED),
        },
        19,
    ),
    groups=(),
    sources=("5 snapshots, 2026-01-05 to 2026-02-02",),
    notes=("amounts of 2026-01-12 are in another currency and taken as they stand",),
    findings=FINDINGS,
)
CHANGES_GROUPED = replace(
    CHANGES,
    groups=(
        a_table(
            400000, 14, {"created": (1, CREATED[:1]), "pushed_out": (1, PUSHED[:1]), "won": (1, WON)}, 13, by="owner",
            key="Ann",
        ),
        a_table(
            205000, 8, {"increased": (1, INCREASED), "decreased": (1, DECREASED), "lost": (1, LOST)}, 7, by="owner",
            key="Bo",
        ),
        a_table(0, 0, {}, 0, by="owner", key=None),
    ),
)  # fmt: skip
UNCHANGED = replace(
    CHANGES, window=parse_period("all", AS_OF), whole=a_table(605000, 22, {}, 22), notes=(), findings=type(FINDINGS)()
)
#: An amount that went up and down: it is in two buckets, and their counts don't add up.
TWICE = replace(CHANGES, whole=a_table(605000, 22, {"decreased": (1, DECREASED), "increased": (1, INCREASED)}, 21))
CHANGES_HOSTILE = replace(
    CHANGES_GROUPED,
    pipeline=NASTY[3],
    window=CHANGES.window._replace(label=NASTY[7]),
    filters=(f"owner = {NASTY[4]}",),
    whole=a_table(
        605000,
        22,
        {
            key: (
                len(NASTY),
                tuple(
                    a_changed(name, 10, look, look, owner=name, account=name, id=name)
                    for name in NASTY
                    for look in (a_look()._replace(stage=name),)
                ),
            )
            for key in TITLES
        },
        22,
    ),
    groups=tuple(
        replace(group, by=NASTY[6], key=name)
        for group, name in zip(CHANGES_GROUPED.groups * 4, NASTY, strict=True)
    ),
    sources=NASTY,
    notes=NASTY,
)  # fmt: skip


def a_lasting(left: int = 40, median: str | None = "19", **given: Any) -> Lasting:
    usual: dict[str, Any] = {
        "left": left,
        "median": number(median),
        "p75": Decimal(31),
        "cumulative_median": Decimal(22),
        "there": 18,
        "so_far_median": Decimal(12),
        "undated": 0,
    }
    return Lasting(**usual | given)


def a_funnel_stage(
    name: str, reached: int, went_on: int, lost: int, waiting: int, gone: int = 0, lasting: Lasting | None = None
) -> FunnelStage:
    won_from = Ratio(min(went_on, 20), min(went_on, 20) + lost)
    counts = (reached, went_on, lost, waiting, gone)
    return FunnelStage(name, *counts, Ratio(went_on, went_on + lost), won_from, lasting or a_lasting())


FUNNEL_STAGES = (
    a_funnel_stage("Prospecting", 120, 80, 20, 18, 2),
    a_funnel_stage("Qualified", 80, 50, 25, 5, lasting=a_lasting(70, "24")),
    a_funnel_stage("Proposal", 50, 38, 10, 2, lasting=a_lasting(45, "9.5", there=2, so_far_median=Decimal(40))),
    a_funnel_stage("Negotiation", 38, 12, 18, 8, lasting=a_lasting(30, "14")),
    a_funnel_stage(
        "Commit",
        3,
        2,
        0,
        1,
        lasting=Lasting(0, None, None, None, 1, Decimal(3), 2),
    ),
    a_funnel_stage("Handover", 0, 0, 0, 0, lasting=Lasting(0, None, None, None, 0, None, 0)),
)
COHORTS = (
    CohortLine(parse_period("2025-Q3", AS_OF), 64, 60, (60, 44, 30, 22, 2, 0), 9, 53, 0, 2),
    CohortLine(parse_period("2025-Q4", AS_OF), 50, 50, (50, 30, 18, 14, 1, 0), 3, 20, 27, 0),
    CohortLine(parse_period("2026-Q1", AS_OF), 8, 8, (8, 4, 2, 2, 0, 0), 0, 0, 8, 0),
)
BOTTLENECK = Bottleneck(
    stage="Negotiation",
    conversion=Ratio(20, 50),
    target=Decimal("0.6"),
    best_quarter="Q2 2026",
    best=Ratio(12, 20),
    won_amount=Decimal(300000),
    adds=Decimal(150000),
    others=(("Proposal", Decimal(40000)), ("Qualified", Decimal("12345.67"))),
)
FUNNEL = Funnel(
    pipeline="Opportunity tracking",
    currency="USD",
    as_of=AS_OF,
    lookback=lookback("365d", AS_OF),
    filters=(),
    whole=FunnelTable(None, None, FUNNEL_STAGES, 12, Decimal(300000)),
    groups=(),
    cohorts=COHORTS,
    bottleneck=BOTTLENECK,
    no_bottleneck=None,
    unknown=4,
    sources=("12 snapshots, 2025-03-03 to 2026-02-02", "salesforce.csv, 2025-01-07 to 2025-12-30"),
    notes=(),
)
FUNNEL_GROUPED = replace(
    FUNNEL,
    groups=(
        FunnelTable("owner", "Ann", FUNNEL_STAGES, 8, Decimal(200000)),
        FunnelTable("owner", None, FUNNEL_STAGES[::-1], 4, None),
    ),
)
#: Nobody is known to have reached anything, and amounts are in several currencies.
FUNNEL_EMPTY = replace(
    FUNNEL,
    currency=None,
    lookback=lookback("all", AS_OF),
    whole=FunnelTable(
        None,
        None,
        tuple(FUNNEL_STAGES[5]._replace(name=each.name) for each in FUNNEL_STAGES),
        0,
        None,
    ),
    cohorts=(),
    bottleneck=None,
    no_bottleneck="amounts are in EUR and USD, which are never added",
    unknown=0,
)  # fmt: skip
FUNNEL_HOSTILE = replace(
    FUNNEL_GROUPED,
    pipeline=NASTY[3],
    filters=(f"owner = {NASTY[4]}",),
    lookback=FUNNEL.lookback._replace(label=NASTY[1]),
    whole=FunnelTable(
        None,
        None,
        tuple(each._replace(name=name) for each, name in zip(FUNNEL_STAGES * 2, NASTY, strict=True)),
        12,
        Decimal(300000),
    ),
    groups=tuple(
        FunnelTable(
            NASTY[6],
            name,
            tuple(each._replace(name=other) for each, other in zip(FUNNEL_STAGES * 2, NASTY, strict=True)),
            8,
            Decimal(200000),
        )
        for name in NASTY
    ),
    cohorts=tuple(line._replace(reached=line.reached * 2) for line in COHORTS),
    bottleneck=BOTTLENECK._replace(stage=NASTY[4], best_quarter=NASTY[7], others=((NASTY[6], Decimal(1)),)),
    sources=NASTY,
    notes=NASTY,
)


def a_snapshot(day: str, opportunities: int = 44, **given: Any) -> SnapshotLine:
    usual: dict[str, Any] = {
        "file": f"{day}_{'0123456789abcdef' * 4}.csv",
        "day": date.fromisoformat(day),
        "taken": datetime(2026, 2, 2, 9, 30, tzinfo=UTC),
        "opportunities": opportunities,
        "set_aside": 0,
        "note": None,
    }
    return SnapshotLine(**usual | given)


REMEMBERED = Remembered(
    folder=".pipectl/history",
    verified=False,
    snapshots=(
        a_snapshot("2026-01-05", 42),
        a_snapshot("2026-01-12", 1200, set_aside=3, note="before the board"),
        a_snapshot("2026-02-02"),
    ),
)
VERIFIED = replace(REMEMBERED, verified=True)
WRONG = "it breaks off in line 17; restore it from a backup, or remove it"
DAMAGED = replace(
    VERIFIED,
    snapshots=(
        REMEMBERED.snapshots[0],
        replace(REMEMBERED.snapshots[1], wrong=WRONG),
        SnapshotLine("notes.csv", None, None, None, None, None, "it is no snapshot; move it elsewhere"),
    ),
    findings=FINDINGS,
    notes=("2 files of these days say the same",),
)
NOTHING_KEPT = replace(REMEMBERED, snapshots=())
REMEMBERED_HOSTILE = replace(
    DAMAGED,
    folder=NASTY[3],
    snapshots=tuple(a_snapshot("2026-01-05", file=name, note=name, wrong=name) for name in NASTY),
    notes=NASTY,
)
