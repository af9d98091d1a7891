"""Opportunities by what another table names them."""

from collections import Counter
from collections.abc import Iterable, Iterator

from ..domain.cells import loose
from ..domain.finding import Level
from ..domain.opportunity import Opportunity
from ..domain.pipeline import Pipeline
from ..domain.record_ids import compared


class RecordNames:
    """Opportunities by their id, else by a name that only one of them has."""

    def __init__(self, opportunities: Iterable[Opportunity], aside: Iterable[str] = ()) -> None:
        some = tuple(opportunities)
        names = Counter(loose(each.name) for each in some)
        self._known = {loose(each.name): each for each in some if names[loose(each.name)] == 1}
        self._known |= {compared(each.id): each for each in some if each.id}
        self._shared = frozenset(name for name, count in names.items() if count > 1)
        self._aside = frozenset(key for word in aside for key in (compared(word), loose(word)))

    def find(self, word: str) -> Opportunity | None:
        """The one that a word names; None where it names none, or several."""
        return self._known.get(compared(word)) or self._known.get(loose(word))

    def why_not(self, word: str) -> tuple[str, str]:
        """Why a word names none of them, as the rest of a sentence; and what to do, empty for what the code says."""
        if loose(word) in self._shared:
            return "which several opportunities of the export are called", "name it by its id"
        if not self._aside.isdisjoint((compared(word), loose(word))):
            return "which was set aside in the export of opportunities", "correct its row there; see pipectl validate"
        return "which is in no export of opportunities", ""


def set_aside(pipeline: Pipeline) -> Iterator[str]:
    """Ids or names of rows that were set aside, as far as their findings were kept."""
    there = {each.place for each in pipeline}
    for each in pipeline.findings:
        if each.opportunity and each.level is Level.ERROR and each.place._replace(column=None) not in there:
            yield each.opportunity
