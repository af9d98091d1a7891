"""Which leads became opportunities, by all columns that say something of it."""

from collections.abc import Mapping, Sequence
from typing import Any

from ...domain.lead import Lead
from ...domain.yes_no import NO, YES
from ..headers import normal
from .reading import SideRow

#: Lifecycle stages of HubSpot from which on there is an opportunity.
_SOLD_TO = frozenset({"opportunity", "customer", "evangelist"})
#: Statuses that say the same.
_CONVERTED = frozenset({"converted", "closed converted", "qualified converted"})
_FIGURES = frozenset({"0", "1"})
#: Whether the column of opportunities says yes, where it holds yes or no.
_SAYS = "has_opportunity"


def flags_apart(rows: Sequence[SideRow]) -> list[SideRow]:
    """The rows with a yes or no in the column of opportunities as the flag that it is.

    0 and 1 may be ids: they are flags where the column holds nothing else, and a 0 among it.
    """
    words = {_word(row) for row in rows}
    flags = (YES | NO) - _FIGURES
    if "0" in words and words <= YES | NO | {""}:
        flags = YES | NO
    return [_flagged(row) if _word(row) in flags else row for row in rows]


def _word(row: SideRow) -> str:
    return (row.values.get("opportunity") or "").casefold()


def _flagged(row: SideRow) -> SideRow:
    """Its own flag goes before that of the column of opportunities, whose yes beside it is kept."""
    told, says = row.values.get("converted"), _word(row) in YES
    flag = says if told is None else told
    return row._replace(values={**row.values, "opportunity": None, "converted": flag, _SAYS: says})


def with_conversion(lead: Lead, values: Mapping[str, Any]) -> Lead:
    """The lead with whether it became an opportunity: any column may say so, but a flag of its own goes before."""
    says = lead.converted_on is not None or bool(lead.opportunities) or bool(values.get(_SAYS)) or _is_in_words(values)
    flag = values.get("converted")
    return lead._replace(converted=says if flag is None else flag, denied=flag is False and says)


def _is_in_words(values: Mapping[str, Any]) -> bool:
    return normal(values.get("lifecycle") or "") in _SOLD_TO or normal(values.get("status") or "") in _CONVERTED


def conversion_told(rows: Sequence[SideRow], fields: frozenset[str]) -> frozenset[str]:
    """What tells whether leads became opportunities; a status only where one of its words says so."""
    found = fields & {"converted", "converted_on", "opportunity", "lifecycle"}
    words = any(normal(row.values.get("status") or "") in _CONVERTED for row in rows)
    return found | ({"status"} if words else set())
