"""Collects findings as they come: the first of each kind are kept, all are counted, and so are the rows they flag."""

from collections import Counter
from collections.abc import Sequence

from .finding import (
    KEPT_PER_CODE,
    NOBODY,
    SET_ASIDE,
    WARNED,
    About,
    Code,
    Finding,
    Findings,
    Flagged,
    Level,
    Place,
)

#: Characters of a finding's text that are kept, and of the names in it; all of them come from cells.
LONGEST = 1000


class Ledger:
    """Findings of a reading or of checks; of each code the first `keep` are kept."""

    def __init__(self, keep: int = KEPT_PER_CODE) -> None:
        self._keep = keep
        self._kept: list[Finding] = []
        self._counts: Counter[str] = Counter()
        self._lines: dict[str, bytearray] = {}
        self._aside: Counter[str | None] = Counter()

    def add(
        self,
        code: Code,
        place: Place,
        problem: str,
        *,
        remedy: str = "",
        field: str | None = None,
        about: About = NOBODY,
    ) -> None:
        """Count a finding, flag its row, and keep it unless its code has been found very often."""
        self._counts[code.code] += 1
        if code.level is not Level.NOTE and place.line is not None:
            self._flag(place.file, place.line, code.level, about.owner)
        if self._counts[code.code] <= self._keep:
            about = About(*(part and kept_part(part) for part in about))
            said = kept_part(problem), remedy or code.remedy
            self._kept.append(Finding(code.code, code.level, place, *said, field, *about))

    def _flag(self, file: str, line: int, level: Level, owner: str | None) -> None:
        lines = self._lines.setdefault(file, bytearray())
        if line >= len(lines):
            lines.extend(bytes(line + 1 - len(lines)))
        mark = SET_ASIDE if level is Level.ERROR else WARNED
        if mark == SET_ASIDE and not lines[line] & SET_ASIDE:
            self._aside[owner] += 1
        lines[line] |= mark

    def findings(self, files: Sequence[str]) -> Findings:
        """What was found, in the order of the files, then by line and column."""
        rank = {name: position for position, name in reversed(list(enumerate(files)))}
        kept = sorted(
            self._kept, key=lambda one: (rank.get(one.place.file, 0), one.place.line or 0, one.place.column or 0)
        )
        flagged = Flagged({file: bytes(lines) for file, lines in self._lines.items()}, dict(self._aside))
        return Findings(tuple(kept), tuple(sorted(self._counts.items())), flagged)


def kept_part(text: str) -> str:
    """What findings keep of a text."""
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
