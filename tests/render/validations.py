"""Validations made by hand, one of them full of foreign text."""

from pipectl.domain.finding import Code, Finding, Level, Place
from pipectl.domain.validation import Against, CodeLine, Fingerprint, Judged, NotRun, OwnerLine, Validation
from pipectl.domain.values import Ratio
from tests.changing import replace
from tests.render.samples import AS_OF, FINDINGS, NASTY, ROWS

CALENDAR = Code("DATA012", "Date that is not a day of the calendar", Level.ERROR, "correct it or leave it empty", "M.")
STAGE = Code("DATA005", "Unknown stage", Level.ERROR, "add it to stages in pipeline.yaml", "M.")
AMOUNT = Code("DATA101", "No amount", Level.WARNING, "enter its amount", "M.")
STEP = Code("DATA302", "Open without next step", Level.NOTE, "enter what happens next", "M.")
STALE = Code("DATA305", "Open without activity", Level.NOTE, "take it up again, or close it", "M.")
FOUND = (
    Judged(FINDINGS.kept[0]._replace(owner="Ann")),
    Judged(FINDINGS.kept[1]._replace(code="DATA101", owner="Bo")),
    Judged(Finding("DATA302", Level.NOTE, Place("deals.csv", 30, 6), "Next is empty", "enter it", "next_step", "O3")),
)
VALIDATION = Validation(
    as_of=AS_OF,
    rows=ROWS,
    quality=Ratio(41, 47),
    found=FOUND,
    codes=(CodeLine(CALENDAR, 3), CodeLine(AMOUNT, 1), CodeLine(STEP, 1)),
    passed=(STAGE,),
    owners=(OwnerLine("Ann", 20, 4), OwnerLine(None, 5, 2)),
    not_run=(NotRun(STALE, "last_activity"),),
    while_reading=4,
)
#: The same held against a baseline: of three errors two are known, and two findings are gone.
KNOWN = replace(
    VALIDATION,
    found=(FOUND[0], Judged(FOUND[0].finding, known=True), *(Judged(each.finding, known=True) for each in FOUND[1:])),
    codes=(CodeLine(CALENDAR, 3, 2), CodeLine(AMOUNT, 1, 1), CodeLine(STEP, 1, 1)),
    against=Against(4, 1, ((Fingerprint("DATA005", "O9"), 1), (Fingerprint("DATA101", "Pilot", "Acme"), 2))),
)
CLEAN = replace(VALIDATION, found=(), codes=(), owners=(), not_run=(), while_reading=0, quality=Ratio(47, 47))
HOSTILE = replace(
    KNOWN,
    found=tuple(
        Judged(
            Finding(
                "DATA012", level, Place(name, 3, 4), f"name {name} is 5% odd, \r\n::error::no", name, name, name, name
            ),
            known=number % 4 == 3,
        )
        for number, name in enumerate(NASTY)
        for level in Level
    ),
    owners=tuple(OwnerLine(name, 9, 3) for name in NASTY),
    filters=(f"owner {NASTY[4]}",),
    not_run=(NotRun(STALE, "last_activity"),),
    against=Against(4, 1, tuple((Fingerprint("DATA012", name, name), 2) for name in NASTY)),
)
