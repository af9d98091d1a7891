"""What pipeline.yaml waives: for whom, of which check, until when; and what became of each."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from ..domain.cells import loose
from ..domain.check import Check, Waiver
from ..domain.finding import Finding, Place
from ..domain.ledger import kept_part
from ..domain.opportunity import Opportunity
from ..domain.record_ids import compared
from ..domain.verdict import WaiverLine, WaiverState


class Waivers:
    """The waivers of pipeline.yaml on a day, and how often each was used."""

    def __init__(
        self,
        waivers: Sequence[Waiver],
        as_of: date,
        places: Sequence[Place] = (),
        is_judged: Callable[[Waiver], bool] = lambda _: True,
        opportunities: Iterable[Opportunity] = (),
    ) -> None:
        """`is_judged` tells those that something can be said of; of others only that they were used.

        `opportunities` are all there are: of a name that several of them have, none is waived.
        """
        self._all, self._as_of, self._is_judged = tuple(waivers), as_of, is_judged
        self._places: tuple[Place | None, ...] = tuple(places) or (None,) * len(self._all)
        self._fits = _fits(self._all, opportunities)
        self._used = defaultdict[int, set[object]](set)
        """What each waives, by its number."""

    def named(self, check: Check, found: Sequence[Opportunity]) -> dict[int, frozenset[str]]:
        """Keys of the opportunities that are waived of a check, among those behind its measure, by the waiver."""
        held = self._of(check) if found else ()
        return {number: _keys(one.opportunity, found) for number, one in held if one.opportunity is not None}

    def use(self, named: Mapping[int, frozenset[str]], left_out: frozenset[str]) -> None:
        """Note which of those named are left out."""
        for number, keys in named.items():
            self._used[number] |= keys & left_out

    def of_owner(self, check: Check, owner: str | None) -> Waiver | None:
        """What waives the line of an owner, if it would not pass."""
        for number, waiver in self._of(check):
            if owner is not None and waiver.owner is not None and loose(waiver.owner) == loose(owner):
                self._used[number].add(owner)
                return waiver
        return None

    def of_finding(self, check: Check, finding: Finding) -> Waiver | None:
        """What waives a finding."""
        for number, waiver in self._of(check, finding.code):
            if _is_about(waiver, finding):
                self._used[number].add((finding.code, finding.place))
                return waiver
        return None

    @property
    def lines(self) -> tuple[WaiverLine, ...]:
        """What became of each, once all checks have been judged."""
        return tuple(
            WaiverLine(waiver, self._state(number), len(self._used[number]), self._places[number], self._fits[number])
            for number, waiver in enumerate(self._all)
            if self._used[number] or self._is_judged(waiver)
        )

    def _of(self, check: Check, code: str = "") -> list[tuple[int, Waiver]]:
        """Those that hold on the day and name the check, or the code of a finding it counts."""
        names = {loose(each) for each in (check.name, check.metric, check.finding, code) if each}
        alone = ((number, each) for number, each in enumerate(self._all) if self._fits[number] < _SEVERAL)
        held = ((number, each) for number, each in alone if each.last_day >= self._as_of)
        return [(number, each) for number, each in held if loose(each.check) in names]

    def _state(self, number: int) -> WaiverState:
        if self._all[number].last_day < self._as_of:
            return WaiverState.EXPIRED
        return WaiverState.USED if self._used[number] else WaiverState.UNUSED


_SEVERAL = 2


def _fits(waivers: Sequence[Waiver], opportunities: Iterable[Opportunity]) -> list[int]:
    """How many opportunities each waiver names that is about one; 1 where it has its id."""
    wanted = {loose(each.opportunity) for each in waivers if each.opportunity}
    ids, names = set[str](), Counter[str]()
    for each in opportunities if wanted else ():
        ids |= {loose(compared(each.id))} if each.id else set()
        names[loose(each.name)] += 1
    texts = (each.opportunity or "" for each in waivers)
    return [1 if loose(compared(text)) in ids else names[loose(text)] for text in texts]


def _keys(text: str, found: Sequence[Opportunity]) -> frozenset[str]:
    """Keys of those that a text names: by their id as it stands, else whatever its case, else by their name.

    Ids that differ by case alone, as those of Salesforce do, are two: where a text may be either, it is none.
    """
    exact = frozenset(each.key for each in found if compared(each.key) == compared(text))
    alike = frozenset(each.key for each in found if loose(each.key) == loose(text))
    named = frozenset(each.key for each in found if loose(each.name) == loose(text))
    return exact or (alike if len(alike) == 1 else frozenset()) or (frozenset() if alike else named)


def _is_about(waiver: Waiver, finding: Finding) -> bool:
    said, own = (finding.opportunity, waiver.opportunity) if waiver.opportunity else (finding.owner, waiver.owner)
    return said is not None and own is not None and loose(compared(said)) == loose(compared(kept_part(own)))
