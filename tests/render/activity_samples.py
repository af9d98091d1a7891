"""Answers about activities to be rendered: an ordinary one, one of which little is told, none, and a hostile one."""

from pipectl.domain.activity import KINDS, Standing
from tests.activity_builders import a_plan, an_activity, deals, said_of, some
from tests.builders import an_open, lost, won
from tests.render.samples import NASTY

_PLAN = a_plan(
    {"kind": "call", "per_week": 3},
    {"kind": "call", "per_week": 2, "owner": "Yan"},
    {"kind": "meeting", "per_week": 1},
    name="Acme pipeline",
)
ACTIVITY = said_of(
    an_activity("2025-11-01"),
    *some(3, "2026-01-05", about="O1"),
    *some(2, "2026-01-12"),
    *some(2, "2026-01-21", owner="Yan"),
    *some(1, "2026-02-02", owner="Yan", about="O2"),
    an_activity("2026-01-15", "meeting", about="O1"),
    an_activity("2026-01-28", "meeting", about="O2", owner="Yan"),
    an_activity("2026-01-16", "proposal", about="O4"),
    an_activity("2026-01-16", None, owner="Yan"),
    an_activity("2026-01-20", "meeting", standing=Standing.NO_SHOW),
    an_activity("2026-02-10", "meeting", about="O9", standing=Standing.PLANNED),
    an_activity("2025-12-01", about="O4"),
    spec=_PLAN,
    pipeline=deals(
        an_open(12000, id="O1", name="Acme – seats", owner="Zoe"),
        an_open(8000, id="O2", name="Beta", owner="Yan"),
        an_open(50000, id="O3", name="Corbel – platform", owner="Yan", created="2025-12-01"),
        won(7000, id="O4", owner="Zoe"),
        lost(5000, id="O5", owner="Yan"),
    ),
    quiet_after=14,
)
#: No owner, no kind, no status, no export, and no week that is over.
BARE = said_of(
    an_activity("2026-01-01", None, None),
    spec=a_plan(),
    fields={"day"},
    by_day=1,
    as_of=ACTIVITY.as_of.replace(month=1),
)
NOTHING = said_of(an_activity("2025-12-05"), period="2026-02", spec=a_plan())
HOSTILE = said_of(
    *(an_activity("2025-12-01", owner=name, about=name) for name in NASTY),
    *(an_activity("2026-01-05", "=kind", owner=name, about=(name, "?")) for name in NASTY),
    kinds=(*KINDS, "=kind"),
    spec=a_plan(name=NASTY[3]),
    pipeline=deals(*(an_open(name=name, id=name, owner=name, created="2025-12-01") for name in NASTY)),
    quiet_after=5,
)
