"""What history adds to the rows of a report and of a list, and what is said of it."""

from datetime import date
from typing import Any

from pipectl.domain.finding import Findings, Place
from pipectl.domain.ledger import Ledger
from pipectl.domain.listing import Listing
from pipectl.domain.opportunity import Opportunity
from pipectl.domain.result import Report
from pipectl.history.chronicle import EVERYTHING, Chronicle, Source
from pipectl.history.codes import ONLY_IN_HISTORY
from pipectl.report.listing import build_listing
from pipectl.report.sources import sources_told
from pipectl.report.whole import build_report
from tests.builders import a_pipeline, a_question, a_spec, an_open, won
from tests.changing import replace
from tests.history.living import chronicle, life

HERE, THERE, WON = (Place("opportunities.csv", line) for line in (2, 3, 4))
NOTHING = (None, None)


def due(close: str, stage: str = "Proposal", **given: Any) -> Opportunity:
    return an_open(expected_close=close, stage=stage, **({"place": HERE} | given))


#: Overdue by a day, pushed twice, in Commit since 20 January.
LATE = due("2026-02-01", "Commit")
PUSHED = life(
    ("2026-01-05", due("2026-01-10")),
    ("2026-01-12", due("2026-01-20")),
    ("2026-01-20", due("2026-01-20", "Commit")),
    ("2026-01-30", LATE),
)
DEALS = (LATE, due("2026-01-10", place=THERE), won(place=WON))


def told(**given: Any) -> Chronicle:
    return replace(chronicle(("2025-12-01",), a=PUSHED), keys={HERE: "a", WON: "a"}, **given)


def listed(past: Chronicle | None, **asked: Any) -> Listing:
    return build_listing(a_pipeline(*DEALS), a_spec(), a_question(), chronicle=past, **asked)


def reported(past: Chronicle | None) -> Report:
    return build_report(a_pipeline(*DEALS), a_spec(), a_question(), chronicle=past)


def of_rows(found: Listing) -> dict[Place, Any]:
    return {row.place: (row.push_count, row.days_in_stage) for band in found.bands for row in band.rows}


def of_attention(found: Report) -> dict[Place, Any]:
    return {row.place: (row.push_count, row.days_in_stage) for row in found.attention}


def test_open_rows_of_a_list_have_their_trail_and_others_none():
    assert of_rows(listed(told())) == {HERE: (2, 13), THERE: NOTHING, WON: NOTHING}
    assert of_rows(listed(told(), overdue=True)) == {HERE: (2, 13), THERE: NOTHING}


def test_those_to_look_at_have_their_trail():
    assert of_attention(reported(told())) == {HERE: (2, 13), THERE: NOTHING}


def test_without_history_nothing_is_known_and_nothing_said():
    assert set(of_rows(listed(None)).values()) == {NOTHING}
    assert set(of_attention(reported(None)).values()) == {NOTHING}
    assert not any("history" in note for note in (*listed(None).notes, *reported(None).notes))
    assert (listed(None).has_past, listed(told()).has_past) == (False, True)


def test_history_changes_nothing_but_what_it_tells():
    with_past, without = listed(told()), listed(None)
    assert [band._replace(rows=()) for band in with_past.bands] == [band._replace(rows=()) for band in without.bands]
    assert [row.place for row in reported(told()).attention] == [row.place for row in reported(None).attention]


def test_what_history_does_not_tell_of_a_row_is_not_known():
    assert of_rows(listed(told(holds=frozenset({"stage"}))))[HERE] == (None, 13)
    assert of_rows(listed(told(holds=frozenset({"expected_close"}))))[HERE] == (2, None)


def test_it_is_said_where_the_past_was_learnt_and_what_was_decided():
    found = ("history: snapshots, 2025-12-01", "12 rows lack ids")
    for notes in (listed(told(said=("12 rows lack ids",))).notes, reported(told(said=("12 rows lack ids",))).notes):
        assert [note for note in notes if note in found] == list(found)


def test_a_history_without_a_source_names_none():
    assert not any(note.startswith("history:") for note in listed(told(sources=())).notes)


def test_what_is_wrong_with_history_stands_beside_the_findings_of_the_export():
    ledger = Ledger()
    ledger.add(
        ONLY_IN_HISTORY, Place("oh.csv", 7), "2 changes of '006X', which is not among the opportunities that were read"
    )
    findings: Findings = ledger.findings([])
    for found in (listed(told(findings=findings)), reported(told(findings=findings))):
        assert (found.findings.counts, found.past_findings.counts) == ((), ((ONLY_IN_HISTORY.code, 1),))


def test_each_source_is_told_with_its_days_and_one_of_a_day_with_that():
    sources = (
        Source("12 snapshots", EVERYTHING, date(2026, 1, 5), date(2026, 2, 2)),
        Source("the export old.csv", EVERYTHING, date(2026, 1, 5), date(2026, 1, 5)),
    )
    assert sources_told(Chronicle({}, sources=sources)) == (
        "12 snapshots, 2026-01-05 to 2026-02-02",
        "the export old.csv, 2026-01-05",
    )
    notes = listed(told(sources=sources)).notes
    assert "history: 12 snapshots, 2026-01-05 to 2026-02-02; the export old.csv, 2026-01-05" in notes
