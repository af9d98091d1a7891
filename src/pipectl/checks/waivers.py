"""What pipeline.yaml waives: for whom, of which check, until when; and what became of each."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from ..domain.check import Check, Waiver
from ..domain.finding import Finding, Place
from ..domain.ledger import kept_part
from ..domain.opportunity import Opportunity
from ..domain.verdict import WaiverLine, WaiverState


class Waivers:
    """The waivers of pipeline.yaml on a day, and how often each was used."""

    def __init__(self, waivers: Sequence[Waiver], as_of: date, places: Sequence[Place] = ()) -> None:
        self._all, self._as_of = tuple(waivers), as_of
        self._places: tuple[Place | None, ...] = tuple(places) or (None,) * len(self._all)
        self._used = Counter[int]()

    def left_out(self, check: Check, found: Iterable[Opportunity]) -> frozenset[str]:
        """Keys of the opportunities that are waived of a check, among those behind its measure."""
        keys = {plain(each.key): each.key for each in found}
        waived = set[str]()
        for number, waiver in self._of(check):
            if waiver.opportunity is not None and plain(waiver.opportunity) in keys:
                waived.add(keys[plain(waiver.opportunity)])
                self._used[number] += 1
        return frozenset(waived)

    def of_owner(self, check: Check, owner: str | None) -> Waiver | None:
        """What waives the line of an owner, if it would not pass."""
        for number, waiver in self._of(check):
            if owner is not None and waiver.owner is not None and plain(waiver.owner) == plain(owner):
                self._used[number] += 1
                return waiver
        return None

    def of_finding(self, check: Check, finding: Finding) -> Waiver | None:
        """What waives a finding."""
        for number, waiver in self._of(check, finding.code):
            if _is_about(waiver, finding):
                self._used[number] += 1
                return waiver
        return None

    @property
    def lines(self) -> tuple[WaiverLine, ...]:
        """What became of each, once all checks have been judged."""
        return tuple(
            WaiverLine(waiver, self._state(number), self._used[number], self._places[number])
            for number, waiver in enumerate(self._all)
        )

    def _of(self, check: Check, code: str = "") -> list[tuple[int, Waiver]]:
        """Those that hold on the day and name the check, or the code of a finding it counts."""
        names = {plain(each) for each in (check.name, check.metric, check.finding, code) if each}
        held = ((number, each) for number, each in enumerate(self._all) if each.last_day >= self._as_of)
        return [(number, each) for number, each in held if plain(each.check) in names]

    def _state(self, number: int) -> WaiverState:
        if self._all[number].last_day < self._as_of:
            return WaiverState.EXPIRED
        return WaiverState.USED if self._used[number] else WaiverState.UNUSED


def plain(text: str) -> str:
    """Text as it is compared: without case and surplus space."""
    return " ".join(text.split()).casefold()


def _is_about(waiver: Waiver, finding: Finding) -> bool:
    said, own = (finding.opportunity, waiver.opportunity) if waiver.opportunity else (finding.owner, waiver.owner)
    return said is not None and own is not None and plain(said) == plain(kept_part(own))
