"""What `check` and `validate` find, one remark a place: what builds show beside the lines they are about."""

from collections import Counter
from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import NamedTuple

from ..domain.finding import Level, Place
from ..domain.validation import Validation
from ..domain.verdict import CheckLine, CheckResult, Party, Verdict, WaiverLine, WaiverState
from .words.check import bound_words, gap_words, holders_words, line_words, measured_words, waiver_words, way_words

#: Rows that a check of findings is told at.
ROWS_SHOWN = 100
_LEVELS = {
    Verdict.UNDEFINED: Level.ERROR,
    Verdict.FAILED: Level.ERROR,
    Verdict.WARNED: Level.WARNING,
    Verdict.WAIVED: Level.NOTE,
}


class Remark(NamedTuple):
    """One thing to show at one place. Its texts are foreign: make them harmless for where they go."""

    level: Level
    rule: str
    """What it is an instance of: the code of a finding, or `check/` with what is held."""
    title: str
    """What the rule is called."""
    message: str
    place: Place | None
    fingerprint: str
    """What it is known by from one run to the next: the rule and whom it is about, never the line."""


def of_check(found: CheckResult) -> list[Remark]:
    """Every check that is no pass where pipeline.yaml says it, the rows of findings, and waivers that need a hand.

    What fails and is only told is a warning.
    """
    remarks = _of_check(found)
    if found.warn_only and found.verdict is Verdict.FAILED:
        remarks = (one._replace(level=Level.WARNING) if one.level is Level.ERROR else one for one in remarks)
    return list(_once(remarks))


def of_validation(found: Validation) -> list[Remark]:
    """Every finding that a baseline does not know, the gravest first."""
    titles = {line.code.code: line.code.title for line in found.codes}
    return list(
        _once(
            Remark(
                one.level,
                one.code,
                titles[one.code],
                f"{one.problem}; {one.remedy}",
                one.place,
                _known_by(one.code, one.opportunity, one.account),
            )
            for one in (each.finding for each in found.found if not each.known)
        )
    )


def _of_check(found: CheckResult) -> Iterator[Remark]:
    for line in found.gravest_first:
        level = _LEVELS.get(line.verdict, Level.NOTE if line.notes else None)
        if level is not None:
            rule = f"check/{line.name or line.subject}"
            about = _known_by(rule, line.by, line.key, *line.filters)
            yield Remark(level, rule, line.title, said(line, found), line.place, about)
            yield from _rows(line)
    for waiver in found.waivers:
        if waiver.state is not WaiverState.USED:
            yield _waiver(waiver)


def _rows(line: CheckLine) -> Iterator[Remark]:
    if line.behind is None or not line.is_finding:
        return
    for each in line.behind.shown[:ROWS_SHOWN]:
        yield _row(line, each)


def _row(line: CheckLine, each: Party) -> Remark:
    level, code = _LEVELS[line.verdict], each.code or ""
    return Remark(level, code, each.title or "", each.why or "", each.place, _known_by(code, each.id, each.account))


def _waiver(line: WaiverLine) -> Remark:
    level = Level.ERROR if line.state is WaiverState.EXPIRED else Level.WARNING
    known = _known_by("waiver", line.waiver.check, line.waiver.who)
    return Remark(level, "waiver", "Waiver", waiver_words(line, str), line.place, known)


def said(line: CheckLine, found: CheckResult) -> str:
    """A check in a sentence: `Coverage · Eli is 0.8×, at least 1.0× is asked for: 0.2× short, $14k; add $14k of …`."""
    what = line_words(line, found, str)
    if line.gap is None or line.verdict is Verdict.TOO_FEW:
        how = "too few" if line.verdict is Verdict.TOO_FEW else "undefined"
        came = f"is {how}: {line.undefined}" if line.undefined else line.verdict.value
        return "; ".join([f"{what} {came}", *line.notes])
    asked = f"{measured_words(line, found.currency)}, {bound_words(line, found.currency)} is asked for"
    parts = [f"{what} is {asked}: {gap_words(line, found.currency)}", way_words(line.way, line, found.currency)]
    holders = holders_words(line.behind, found.currency, str)
    parts += [f"of {holders}" if holders else "", line.reason or ""]
    parts += [f"waived: {line.waiver.reason}" if line.waiver else "", *line.notes]
    return "; ".join(filter(None, parts))


def _known_by(*parts: str | None) -> str:
    return sha256("\0".join(part or "" for part in parts).encode("utf-8", "surrogatepass")).hexdigest()


def _once(remarks: Iterable[Remark]) -> Iterator[Remark]:
    """The remarks, those alike told apart by their number: readers drop what has the same fingerprint, or no text."""
    seen = Counter[str]()
    for remark in remarks:
        each = remark if remark.message else remark._replace(message=remark.title or remark.rule)
        seen[each.fingerprint] += 1
        count = seen[each.fingerprint]
        yield each if count == 1 else each._replace(fingerprint=_known_by(each.fingerprint, str(count)))
