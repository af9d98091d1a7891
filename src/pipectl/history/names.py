"""By which key the opportunity of a log is known: logs tell ids or names, and lives may be known by either or both."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from ..domain.cells import loose
from ..domain.opportunity import Opportunity
from .same_record import shortest


class Names:
    """Finds the key of what a log names."""

    def __init__(self, known: Mapping[str, Iterable[Opportunity]]) -> None:
        """`known` are the opportunities seen as a whole, by their keys."""
        self._known = known
        self._ids: dict[str, str] = {}
        self._without_id: defaultdict[str, dict[str, None]] = defaultdict(dict)
        """Those without an id, by the name that their own export calls them by instead."""
        self._names: defaultdict[str, dict[str, None]] = defaultdict(dict)
        for key, opportunities in known.items():
            for each in opportunities:
                if each.id is not None:
                    self._ids.setdefault(shortest(each.id), key)
                else:
                    self._without_id[shortest(each.key)][key] = None
                self._names[loose(each.name)][key] = None

    def keys(self, text: str, *, named: bool) -> tuple[str, ...]:
        """The keys of those that have an id, or a name; what nothing is known of is its own key."""
        if named:
            return tuple(self._names.get(loose(text), {text: None}))
        short = shortest(text)
        return (self._ids[short],) if short in self._ids else tuple(self._without_id.get(short, {short: None}))
