"""What a log doesn't tell is no history: worked by hand, a log of stages beside today's export and snapshots."""

from datetime import date, datetime

from pipectl.domain.condition import State
from pipectl.domain.opportunity import Opportunity
from pipectl.domain.risk import Lift
from pipectl.domain.risk_setting import RiskSetting
from pipectl.history.assembling import assemble
from pipectl.history.chronicle import Change, Chronicle, Log, Moment, Source
from pipectl.history.matching import Match, keyed
from pipectl.review.asked import asked
from pipectl.review.lifts import lifts_of
from tests.builders import AS_OF, a_pipeline, a_spec, an_open, lost, won
from tests.review.judging import SCOPE

SPEC = a_spec(risks=(RiskSetting(name="Noted", field="Close Note", is_=State.SET),))
EXPORT = (
    won(100, id="W", created="2025-12-01", extra={"Region": "EMEA"}),
    lost(None, id="L", created="2025-12-01", extra={"Close Note": "too dear", "Region": "EMEA"}),
)


def a_log(*holds: str, **told: object) -> Log:
    """Each was in Proposal from 2 December, and decided on 20 January; the amounts of then with the first of these."""

    def changes(key: str, end: str) -> tuple[Change, Change]:
        begin = {"stage": "Proposal", **({"amount": told[key]} if key in told else {})}
        return Change(key, datetime.fromisoformat("2025-12-02"), begin), Change(
            key, datetime.fromisoformat("2026-01-20"), {"stage": end}
        )

    return Log("a log", (*changes("W", "Won"), *changes("L", "Lost")), frozenset(("stage", *holds)))


def lifts(log: Log, snapshots: Chronicle | None = None, export: tuple[Opportunity, ...] = EXPORT) -> dict[str, Lift]:
    past = assemble(
        export, AS_OF, (log,), snapshots, keyed(Match.ID), {each.name: each.kind.outcome for each in SPEC.stages}.get
    )
    return lifts_of(asked(SPEC), a_pipeline(*export), SPEC, SCOPE, past)


def test_what_a_log_of_stages_does_not_tell_is_not_learnt_from_the_export_of_today():
    # Closing emptied the amount of what was lost, and wrote the note: neither was so while it was open.
    assert {"no_amount", "Noted"}.isdisjoint(lifts(a_log()))


def test_what_a_log_holds_is_history():
    found = lifts(a_log("amount", W=100, L=None))["no_amount"]
    assert (found.had.numerator, found.had.denominator) == (1, 1)
    assert (found.had_not.numerator, found.had_not.denominator) == (0, 1)


def snapshots(*days: str) -> Chronicle:
    """Snapshots on these days, in which only what was won stood, noted."""
    seen = tuple(map(date.fromisoformat, days))
    state = an_open(100, id="W", created="2025-12-01", extra={"Close Note": "call"})
    holds = frozenset(("stage", "amount", "created", "id", "name"))
    source = Source("snapshots", holds, seen[0], seen[-1])
    return Chronicle({"W": (Moment(seen[0], state),)}, seen[0], seen, holds, (source,))


def test_beside_a_log_a_column_is_history_from_the_first_look_that_an_opportunity_was_in():
    found = lifts(a_log(), snapshots("2026-01-05", "2026-01-10"))
    # What was lost is in no snapshot: that it was noted, today's export alone tells.
    assert (found["Noted"].had.denominator, found["Noted"].had_not.denominator) == (1, 0)
    assert (found["no_amount"].had.denominator, found["no_amount"].had_not.denominator) == (0, 1)
