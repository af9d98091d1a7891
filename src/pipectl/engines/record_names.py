"""Opportunities by what another table names them."""

from collections import Counter
from collections.abc import Iterable, Iterator

from ..domain.cells import loose
from ..domain.finding import Level
from ..domain.opportunity import Opportunity
from ..domain.pipeline import Pipeline
from ..domain.record_ids import compared, compared_loosely


class RecordNames:
    """Opportunities by their id, as it is written before in any case, else by a name that only one of them has."""

    def __init__(self, opportunities: Iterable[Opportunity], aside: Iterable[str] = ()) -> None:
        some = tuple(opportunities)
        ids = [(each.id, each) for each in some if each.id]
        self._exact = {compared(key): each for key, each in ids}
        loosely, shared = _of_one((compared_loosely(key), each) for key, each in ids)
        names, self._shared = _of_one((loose(each.name), each) for each in some)
        self._shared |= shared
        self._known = names | loosely
        self._aside = frozenset(key for word in aside for key in (compared(word), loose(word)))

    def find(self, word: str) -> Opportunity | None:
        """The one that a word names; None where it names none, or several."""
        exact = self._exact.get(compared(word))
        return exact or self._known.get(compared_loosely(word)) or self._known.get(loose(word))

    def why_not(self, word: str) -> tuple[str, str]:
        """Why a word names none of them, as the rest of a sentence; and what to do, empty for what the code says."""
        if loose(word) in self._shared:
            return "which several opportunities of the export are called", "name it by its id"
        if not self._aside.isdisjoint((compared(word), loose(word))):
            return "which was set aside in the export of opportunities", "correct its row there; see pipectl validate"
        return "which is in no export of opportunities", ""


def _of_one(some: Iterable[tuple[str, Opportunity]]) -> tuple[dict[str, Opportunity], frozenset[str]]:
    """Each that is alone under its key, and the keys that several have."""
    held = list(some)
    counts = Counter(key for key, _ in held)
    alone = {key: each for key, each in held if counts[key] == 1}
    return alone, frozenset(key for key, count in counts.items() if count > 1)


def set_aside(pipeline: Pipeline) -> Iterator[str]:
    """Ids or names of rows that were set aside, as far as their findings were kept."""
    there = {each.place for each in pipeline}
    for each in pipeline.findings:
        if each.opportunity and each.level is Level.ERROR and each.place._replace(column=None) not in there:
            yield each.opportunity
