"""Amounts for a month beside amounts for a year: a sum of them says little, which is said of the file as a whole."""

from collections import Counter
from collections.abc import Iterable

from ..domain.finding import Place
from ..domain.ledger import Ledger
from ..domain.opportunity import Opportunity
from .chosen import Chosen
from .codes import PERIODS_MIXED, quoted
from .headers import normal

_SHOWN = 4


def note_mixed(place: Place, chosen: Chosen, opportunities: Iterable[Opportunity], ledger: Ledger) -> None:
    """Warn at the header where a column of the preset says that amounts are for different periods."""
    known = frozenset() if chosen.preset is None else chosen.preset.amount_per
    columns = [(label, position) for label, position in chosen.extras if normal(label) in known]
    if not columns:
        return
    label, position = columns[0]
    held = Counter(one.extra[label] for one in opportunities if one.amount and label in one.extra)
    if len(held) > 1:
        counts = ", ".join(f"{quoted(said)} ({count:,})" for said, count in held.most_common(_SHOWN))
        at = Place(place.file, place.line, position + 1)
        ledger.add(PERIODS_MIXED, at, f"{label} has {counts}; the amounts are added as they are", field="amount")
