"""Collects findings while files are read: the first of each kind are kept, all are counted."""

from collections import Counter
from collections.abc import Sequence

from ..domain.finding import Finding, Findings, Place
from .codes import Code

#: Findings of one code that are kept; counts stay exact beyond it.
KEPT_PER_CODE = 1000
#: Characters of a finding's text that are kept, and of the id or name of its opportunity; both come from cells.
LONGEST = 1000


class Ledger:
    """The findings of a reading, as they come."""

    def __init__(self) -> None:
        self._kept: list[Finding] = []
        self._counts: Counter[str] = Counter()

    def add(
        self,
        code: Code,
        place: Place,
        problem: str,
        *,
        remedy: str = "",
        field: str | None = None,
        key: str | None = None,
    ) -> None:
        """Count a finding, and keep it unless its code has been found very often; `key` names the opportunity."""
        self._counts[code.code] += 1
        if self._counts[code.code] <= KEPT_PER_CODE:
            problem, key = _cut(problem), key and _cut(key)
            self._kept.append(Finding(code.code, code.level, place, problem, remedy or code.remedy, field, key))

    def findings(self, files: Sequence[str]) -> Findings:
        """What was found, in the order of the files, then by line and column."""
        rank = {name: position for position, name in reversed(list(enumerate(files)))}
        kept = sorted(
            self._kept, key=lambda one: (rank.get(one.place.file, 0), one.place.line or 0, one.place.column or 0)
        )
        return Findings(tuple(kept), tuple(sorted(self._counts.items())))


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
