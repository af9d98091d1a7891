"""Answers about leads to be rendered: an ordinary one, one of which little is told, none, and a hostile one."""

from pipectl.domain.finding import Place
from pipectl.domain.rule import Rule, Test
from pipectl.report.lead_scores import ScoreQuestion
from tests.builders import a_pipeline, an_open, lost, won
from tests.lead_builders import OFFICE, a_lead, a_plan, said_of
from tests.render.samples import NASTY

_PLAN = {
    "name": "Acme pipeline",
    "spend": [
        {"period": "2026-Q1", "amount": "6000", "source": "Web"},
        {"period": "2026-Q1", "amount": "999.5", "source": "Radio"},
    ],
}
_OLD = [
    a_lead(f"2025-10-{day:02} 10:00", f"2025-10-{day:02} 11:30", source="Web", converted=day % 4 == 0)
    for day in range(1, 29)
]
_NEW = [
    a_lead("2026-01-05 10:00", "2026-01-05 11:30", source="Web", owner="Zoe", id="L1", opportunities=("O1",)),
    a_lead("2026-01-05 16:00", "2026-01-06 10:00", source="Web", owner="Zoe", id="L2"),
    a_lead("2026-01-16 15:00", "2026-01-20 12:00", source="Fair", owner="Yan", id="L3", opportunities=("O2", "O3")),
    a_lead("2026-01-28 09:00", source="Fair", owner="Yan", id="L4"),
    a_lead("2026-01-30 09:00", "2026-01-29 09:00", owner="Zoe", id="L5", opportunities=("O9",)),
    a_lead("2026-02-02 09:00", source="Web", owner="Yan", id="L6"),
    a_lead("2026-03-02 09:00", source="Web", owner="Yan", id="L7"),
]
LEADS = said_of(
    *_OLD,
    *_NEW,
    spec=a_plan({"respond_within": "4h", "business_hours": OFFICE}, **_PLAN),
    pipeline=a_pipeline(won(12000, id="O1"), an_open(8000, id="O2"), lost(5000, id="O3")),
    by=("owner",),
)
#: With scores: of a column, of one that no file has, and of the source.
_RULES = [
    {"name": "Senior", "points": 40, "field": "Title", "matches": "VP"},
    {"name": "Big", "points": 30, "field": "Employees", "min": "50"},
    {"name": "Not the fair", "points": 30, "not": {"field": "source", "equals": "Fair"}},
]
_TITLED = [lead._replace(extra=(("Title", "VP" if at % 3 else "Clerk"),)) for at, lead in enumerate((*_OLD, *_NEW))]
_SCORED = {
    "spec": a_plan({"respond_within": "4h", "scores": [{"name": "Score", "rules": _RULES}]}, name="Acme pipeline"),
    "headers": ("Title",),
}
SCORED = said_of(*_TITLED, **_SCORED, scores=ScoreQuestion(limit=2, places={(0, 1): Place("pipeline.yaml", 40, 9)}))
ONE = said_of(*_TITLED, **_SCORED, scores=ScoreQuestion(lead="L2"))
#: Days without a time of day, no service level, no conversion, no source.
BARE = said_of(
    a_lead("2026-01-05", "2026-01-06"),
    a_lead("2026-01-07"),
    spec=a_plan(),
    fields={"created", "first_response"},
)
NOTHING = said_of(a_lead("2025-12-05 09:00"), fields={"created"}, spec=a_plan(), period="2026-02")
HOSTILE = said_of(
    *(a_lead(id=name, name=name, source=name, owner=name, opportunities=(name,)) for name in NASTY),
    *(a_lead(id=f"{name}!", name=name, company=name, source=name, owner=name, status=name) for name in NASTY),
    spec=a_plan(
        {
            "respond_within": "4h",
            "scores": [
                {"name": text, "rules": [{"name": text, "points": 1, "field": text, "is": "set"}]} for text in NASTY[:4]
            ],
        },
        name=NASTY[3],
        spend=[{"period": "2026-Q1", "amount": 1, "source": NASTY[0]}],
    ),
    pipeline=a_pipeline(won(id=NASTY[0])),
    by=("owner",),
    rules=(Rule("source", Test.DIFFERS, NASTY[3]),),
)
