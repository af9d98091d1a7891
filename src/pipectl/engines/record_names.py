"""Opportunities by what another table names them."""

from collections import Counter
from collections.abc import Iterable

from ..domain.cells import loose
from ..domain.opportunity import Opportunity
from ..domain.record_ids import compared


class RecordNames:
    """Opportunities by their id, else by a name that only one of them has."""

    def __init__(self, opportunities: Iterable[Opportunity]) -> None:
        some = tuple(opportunities)
        names = Counter(loose(each.name) for each in some)
        self._known = {loose(each.name): each for each in some if names[loose(each.name)] == 1}
        self._known |= {compared(each.id): each for each in some if each.id}

    def find(self, word: str) -> Opportunity | None:
        """The one that a word names; None where it names none, or several."""
        return self._known.get(compared(word)) or self._known.get(loose(word))
