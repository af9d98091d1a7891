"""Meetings to show: with and without history, of one owner, of nothing, and full of foreign text."""

from datetime import date

from pipectl.domain.rule import Rule, Test
from tests.builders import a_pipeline, a_quota, an_open, lost, won
from tests.changing import replace
from tests.history.living import START, chronicle, life
from tests.render.samples import NASTY
from tests.report.meetings import DEALS, QUIET, a_plan, a_review, placed

QUOTAS = (a_quota(1000), a_quota(600, owner="Ann"), a_quota(400, owner="Bo"))
FAR = DEALS[5]
#: Those that anything became of since the last time.
LATELY = ("Far", "Win", "Dear", "Gone")
#: Seven that Ann won and nine that Bo lost, so that their win rates lie apart; and five of the lookback before.
RECORD = (
    *(won(50 + n, name=f"won {n}", owner="Ann", closed=f"2025-{n + 3:02}-05", days=30 + n) for n in range(7)),
    *(
        lost(40 + n, name=f"lost {n}", owner="Bo", closed=f"2025-{n + 3:02}-07", lost_from_stage="Proposal")
        for n in range(9)
    ),
    *(won(60, name=f"then {n}", owner="Bo", closed=f"2024-{n + 5:02}-07") for n in range(5)),
)
ALL = placed(*DEALS, *RECORD)
PAST = replace(
    chronicle(
        ("2026-01-26",),
        **{each.name: life(("2026-01-26", each)) for each in ALL if each.name not in LATELY},
        **{
            each.name: life(("2026-01-20", an_open(each.amount, owner=each.owner)), (each.closed or START, each))
            for each in ALL
            if each.name in ("Win", "Dear", "Gone")
        },
        Far=life(("2026-01-20", replace(FAR, expected_close=date(2026, 3, 1))), ("2026-01-29", FAR)),
    ),
    keys={each.place: each.name for each in ALL},
)
MEETING = a_review(pipeline=a_pipeline(*ALL), spec=a_plan(quotas=QUOTAS), chronicle=PAST)
WITHOUT_PAST = a_review(shown=2)
ONE_TO_ONE = a_review(
    pipeline=a_pipeline(*ALL),
    spec=a_plan(quotas=QUOTAS),
    chronicle=PAST,
    rules=(Rule("owner", Test.ONE_OF, ("Bo",)),),
    filters=("owner Bo",),
)
NOTHING = a_review(pipeline=a_pipeline(), quota=None)
UNREAD = a_review(pipeline=a_pipeline(set_aside=3))
SEVERAL = a_review(
    an_open(5, name="a", currency="EUR", owner="Ann", expected_close="2026-01-20"),
    an_open(5, name="b", currency="USD", owner="Bo", expected_close="2026-01-20"),
    lost(7, currency="USD", owner="Bo", closed="2026-01-30"),
    spec=a_plan(None, currency=None),
)
HOSTILE = replace(
    a_review(
        *(
            make(
                10 + n,
                name=name,
                owner=NASTY[-1 - n],
                account=name,
                **(
                    {"lost_reason": name, "source": name, "closed": "2026-01-30"}
                    if make is not an_open
                    else {"expected_close": "2026-01-30", "stage": "Commit", "stage_changed": "2025-01-01", **QUIET}
                ),
            )
            for make in (an_open, won, lost)
            for n, name in enumerate(NASTY)
        ),
        spec=a_plan(stages=tuple(replace(each, max_days=9) for each in a_plan().stages)),
        shown=12,
    ),
    pipeline=NASTY[3],
    filters=(f"owner = {NASTY[4]}",),
    notes=NASTY,
)
SHOWN = {
    "review": MEETING,
    "review without a past": WITHOUT_PAST,
    "one-to-one": ONE_TO_ONE,
    "review of nothing": NOTHING,
    "review of unread rows": UNREAD,
    "review in several currencies": SEVERAL,
    "hostile review": HOSTILE,
}
