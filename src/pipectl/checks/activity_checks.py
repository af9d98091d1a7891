"""What is wrong with activities in time and in what they name."""

from collections.abc import Iterable
from datetime import date

from ..domain.activity import Activity, Standing
from ..domain.activity_codes import DONE_LATE, OPPORTUNITY_STRANGE
from ..domain.ledger import Ledger
from ..engines.record_names import RecordNames


def check_activities(activities: Iterable[Activity], as_of: date, ledger: Ledger) -> tuple[Activity, ...]:
    """Those that can be on the day of the report; one that is done after it goes to the ledger."""
    there = []
    for each in activities:
        if each.standing is Standing.DONE and each.day > as_of:
            text = f"{each.words} is told as done, after {as_of}"
            ledger.add(DONE_LATE, each.place, text, field="day", about=each.about)
        else:
            there.append(each)
    return tuple(there)


def note_strangers(strange: Iterable[tuple[Activity, str]], known: RecordNames, ledger: Ledger) -> None:
    """Note activities on opportunities that the export doesn't have, or has twice."""
    for each, word in strange:
        why, remedy = known.why_not(word)
        text = f"{each.words} is about {word}, {why}"
        ledger.add(OPPORTUNITY_STRANGE, each.place, text, remedy=remedy, field="opportunity", about=each.about)
