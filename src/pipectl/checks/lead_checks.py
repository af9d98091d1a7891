"""What is wrong with leads in time: before they were created, or after the day of the report."""

from collections.abc import Iterable
from datetime import date

from ..domain.finding import Code
from ..domain.lead import Lead
from ..domain.lead_codes import AFTER_THE_DAY, ANSWERED_EARLY, CONVERSION_DISPUTED, CONVERTED_EARLY, CREATED_LATE
from ..domain.ledger import Ledger
from ..engines.record_names import RecordNames
from ..engines.working_time import is_backwards


def check_leads(leads: Iterable[Lead], as_of: date, ledger: Ledger) -> tuple[Lead, ...]:
    """Those that were there on the day of the report; what is wrong with any of them goes to the ledger."""
    there = []
    for lead in leads:
        if lead.created.day > as_of:
            _note(CREATED_LATE, lead, f"created on {lead.created.day}, after {as_of}", "created", ledger)
            continue
        there.append(lead)
        _look(lead, as_of, ledger)
    return tuple(there)


def settle_disputes(leads: Iterable[Lead], known: RecordNames, ledger: Ledger) -> tuple[Lead, ...]:
    """Leads whose columns disagree as they count: converted where they name an opportunity that is there.

    Each of them goes to the ledger.
    """
    return tuple(_settled(lead, known, ledger) if lead.denied else lead for lead in leads)


def _settled(lead: Lead, known: RecordNames, ledger: Ledger) -> Lead:
    there = tuple(word for word in lead.opportunities if known.find(word) is not None)
    counts = f"{there[0]} is there, so that it counts as converted" if there else "it counts as not converted"
    text = f"not converted by its flag and converted by another column; {counts}"
    _note(CONVERSION_DISPUTED, lead, text, "converted", ledger)
    on = lead.converted_on if there else None
    return lead._replace(converted=bool(there), opportunities=there, converted_on=on)


def _look(lead: Lead, as_of: date, ledger: Ledger) -> None:
    answered, converted = lead.first_response, lead.converted_on
    if answered is not None and answered.day > as_of:
        _note(AFTER_THE_DAY, lead, f"answered on {answered.day}, after {as_of}", "first_response", ledger)
    elif answered is not None and is_backwards(lead.created, answered):
        text = f"answered at {answered.at:%Y-%m-%d %H:%M} and created at {lead.created.at:%Y-%m-%d %H:%M}"
        _note(ANSWERED_EARLY, lead, text, "first_response", ledger)
    if converted is not None and converted > as_of:
        _note(AFTER_THE_DAY, lead, f"converted on {converted}, after {as_of}", "converted_on", ledger)
    elif converted is not None and converted < lead.created.day:
        text = f"converted on {converted} and created on {lead.created.day}"
        _note(CONVERTED_EARLY, lead, text, "converted_on", ledger)


def _note(code: Code, lead: Lead, text: str, field: str, ledger: Ledger) -> None:
    ledger.add(code, lead.place, f"{lead.key} is {text}", field=field, about=lead.about)
