"""What the cells of an element's column mean, settled from the whole column: yes and no, a scale of numbers, or text.

Nothing is guessed: a column that mixes them can't be judged until pipeline.yaml says more.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Collection, Mapping
from decimal import ROUND_CEILING, Decimal
from enum import StrEnum
from typing import NamedTuple

from ..domain.cells import loose
from ..domain.finding import quoted
from ..domain.values import DIVIDE, ONE, ZERO
from ..domain.yes_no import NO, YES

#: The usual highest value of a scorecard: 0 unknown, 1 weak, 2 good, 3 strong.
USUAL_TOP = 3
#: Numbers above it may as well be amounts.
MOST_TOP = 10
#: Cells that say that nobody knows yet, beside those that hold signs alone.
_UNKNOWN = frozenset({
    "unknown", "not known", "tbd", "tba", "tbc", "to be determined", "to be confirmed", "unbekannt", "inconnu",
    "desconocido", "desconhecido",
})  # fmt: skip
#: Texts that may say no, or too little, as well as anything else.
_GRADES = frozenset({
    "low", "medium", "high", "weak", "strong", "poor", "fair", "good", "partial", "partially", "red", "amber", "yellow",
    "green", "cold", "warm", "hot", "in progress", "none", "n/a", "na", "niedrig", "mittel", "hoch", "faible", "moyen",
    "bajo", "medio", "alto", "baixo",
})  # fmt: skip
_DENIES = frozenset({
    "no", "not", "none", "never", "nicht", "kein", "keine", "keinen", "non", "pas", "aucun", "sin", "não",
})  # fmt: skip
_TICKS, _CROSSES = frozenset("✓✔☑✅x"), frozenset("✗✘✖❌☐")
_NUMBER = re.compile(r"[0-9]{1,18}(?:\.[0-9]{1,9})?")
_PERCENT = re.compile(r"([0-9]{1,3}(?:\.[0-9]{1,9})?) ?%")
_OF = re.compile(r"([0-9]{1,3}) ?/ ?([0-9]{1,3})")
#: `2 - Identified`.
_NUMBERED = re.compile(r"([0-9]{1,2}) ?[-–—:.)=] ?([^\W\d].*)")
#: `$0`, `0 %`.
_ZERO = re.compile(r"[^\w]*0[0.,]*[^\w]*")


Number = Callable[[str], Decimal | None]


class Kind(StrEnum):
    """What a column holds."""

    EMPTY = "empty"
    YES_NO = "yes_no"
    NUMBERS = "numbers"
    TEXT = "text"
    UNSETTLED = "unsettled"


class Scale(NamedTuple):
    """How the cells of one column are read."""

    kind: Kind
    words: str
    """What it holds and what counts as met; where it can't be judged why, and what to do."""
    top: Decimal = ONE
    """Highest value of numbers."""
    number: Number | None = None
    """What reads the number of a cell."""
    is_bare: bool = False
    """Whether it is told by bare numbers, which other columns of the same scorecard may tell more of."""


class Read(NamedTuple):
    """What one cell says of its element."""

    known: bool
    score: Decimal | None = None
    """From 0 to 1; None where it is not known, or can't be judged."""
    why: str | None = None
    """Why it can't be judged."""

    @property
    def met(self) -> bool | None:
        """Whether it is half of what there is to reach, or more; None where there is no score."""
        return None if self.score is None else self.score * 2 >= ONE


NOT_KNOWN = Read(known=False)


def tells(text: str | None) -> bool:
    """Whether a cell says anything: not signs alone, and not that nobody knows."""
    if text is None or loose(text) in _UNKNOWN:
        return False
    return any(sign.isalnum() or unicodedata.category(sign) == "So" for sign in text)


def settle(header: str, texts: Collection[str], top: int | None = None) -> Scale:
    """How a column of this header is read, from all its different texts; `top` is what pipeline.yaml says."""
    told = [text for text in texts if tells(text)]
    if not told:
        return Scale(Kind.EMPTY, f"{quoted(header)} is empty in every row")
    if top is not None:
        return _told_top(header, told, top)
    if all(_flag(text) is not None for text in told):
        bare = all(_plain(text) is not None for text in told)
        return Scale(Kind.YES_NO, f"{quoted(header)} holds yes and no", is_bare=bare)
    return _graded(header, told) or _mixed(header, told) or _set_or_not(header, told)


def common(tops: Collection[Decimal]) -> Decimal | None:
    """The scale that more than half of the columns with bare numbers have by themselves; None where there is none."""
    counts = Counter(tops)
    return next((top for top, count in counts.items() if count * 2 > len(tops)), None)


def beside(header: str, texts: Mapping[str, int], own: Scale, usual: Decimal | None, highest: Decimal) -> Scale:
    """How bare numbers are read beside those of a scorecard's other columns; `texts` are the cells with their count.

    What fits into the scale that most have is on it, but for a single cell: one slip regrades no column. Where most
    have none, each has its own, and 0 and 1 can't be told from the lowest grades of another.
    """
    if usual is None:
        return own if own.kind is not Kind.YES_NO else _flags_or_grades(header, highest)
    beyond = sum(count for text, count in texts.items() if (value := _plain(text)) is not None and value > usual)
    return own if beyond > 1 else _scaled(header, usual, _plain)


def _flags_or_grades(header: str, highest: Decimal) -> Scale:
    what = f"holds 0 and 1, which may be no and yes or grades of 0 to {highest:f} as in another column"
    return Scale(Kind.UNSETTLED, f"{quoted(header)} {what}; give scale: its highest value in pipeline.yaml")


def read(scale: Scale, text: str | None) -> Read:
    """What a cell of a settled column says."""
    if scale.kind is Kind.UNSETTLED:
        return Read(tells(text), None, scale.words)
    if text is None or not tells(text):
        return NOT_KNOWN
    if scale.kind is Kind.YES_NO:
        return Read(known=True, score=ONE if _flag(text) else ZERO)
    if scale.number is not None:
        return _graded_cell(scale, text, scale.number(text) or ZERO)
    if _doubtful(text):
        why = f"{quoted(text)} may be enough or not; tell it by a condition, such as in: [{text[:20]}]"
        return Read(known=True, why=why)
    return Read(known=True, score=ONE)


def _graded_cell(scale: Scale, text: str, value: Decimal) -> Read:
    if value > scale.top:
        return Read(
            known=True, why=f"{quoted(text)} is beyond the scale of 0 to {scale.top:f}; correct it, or give scale"
        )
    return Read(known=True, score=DIVIDE.divide(value, scale.top))


def _told_top(header: str, told: list[str], top: int) -> Scale:
    odd = next((text for text in told if (found := _plain(text)) is None or found > top), None)
    if odd is None:
        return _scaled(header, Decimal(top), _plain)
    remedy = f"correct it, or the scale of {top} that pipeline.yaml gives"
    return Scale(Kind.UNSETTLED, f"{quoted(header)} holds {quoted(odd)}, which is no number from 0 to {top}; {remedy}")


def _graded(header: str, told: list[str]) -> Scale | None:
    """The scale of a column whose cells all hold a number, or a share; None of any other."""
    numbers, shares = (_plain, _numbered(told)), (_percent, _fraction(told))
    for number in (*numbers, *shares):
        values = [number(text) for text in told] if number else []
        if not number or None in values:
            continue
        highest = max(value for value in values if value is not None)
        return _of_numbers(header, number, highest) if number in numbers else _of_shares(header, number, highest, told)
    return None


def _of_numbers(header: str, number: Number, highest: Decimal) -> Scale:
    if highest > MOST_TOP:
        what = f"holds numbers up to {highest:f}, which may be grades or amounts"
        return Scale(Kind.UNSETTLED, f"{quoted(header)} {what}; give scale: its highest value, or a condition")
    top = max(Decimal(USUAL_TOP), highest.to_integral_value(ROUND_CEILING))
    return _scaled(header, top, number)._replace(is_bare=number is _plain)


def _of_shares(header: str, number: Number, highest: Decimal, told: list[str]) -> Scale:
    if highest > ONE:
        return Scale(Kind.UNSETTLED, f"{quoted(header)} holds more than the whole; correct it, or give a condition")
    said = f"{quoted(header)} holds shares, such as {quoted(told[0])}: half or more counts as met"
    return Scale(Kind.NUMBERS, said, ONE, number)


def _scaled(header: str, top: Decimal, number: Number) -> Scale:
    words = f"{quoted(header)} holds numbers from 0 to {top:f}: half or more counts as met"
    return Scale(Kind.NUMBERS, words, top, number)


def _set_or_not(header: str, told: list[str]) -> Scale:
    example = next((text for text in told if not _doubtful(text)), told[0])
    return Scale(Kind.TEXT, f"{quoted(header)} holds text, such as {quoted(example)}: set counts as met")


def _mixed(header: str, told: list[str]) -> Scale | None:
    """That a column can't be settled, where yes and no, or numbers, stand beside something else."""
    odd = next((text for text in told if _sort(text) is not Kind.TEXT), None)
    if odd is None:
        return None
    others = [text for text in told if text != odd]
    other = next((text for text in others if _sort(text) is not _sort(odd)), others[0] if others else None)
    beside = f"mixes {quoted(odd)} and {quoted(other)}" if other else f"holds {quoted(odd)}, which is no grade"
    return Scale(Kind.UNSETTLED, f"{quoted(header)} {beside}; write all of it one way, or tell it by a condition")


def _sort(text: str) -> Kind:
    if _plain(text) is not None or _percent(text) is not None or _ZERO.fullmatch(text):
        return Kind.NUMBERS
    return Kind.TEXT if _flag(text) is None else Kind.YES_NO


def _flag(text: str) -> bool | None:
    word, number = loose(text).rstrip("\ufe0f"), _plain(text)
    if number is not None:
        return bool(number) if number in (ZERO, ONE) else None
    if word in YES or word in _TICKS:
        return True
    return False if word in NO or word in _CROSSES else None


def _plain(text: str) -> Decimal | None:
    return Decimal(text.strip()) if _NUMBER.fullmatch(text.strip()) else None


def _percent(text: str) -> Decimal | None:
    found = _PERCENT.fullmatch(text.strip())
    return Decimal(found[1]).scaleb(-2) if found else None


def _fraction(told: list[str]) -> Number | None:
    """What reads `2/3`, where all are out of the same."""
    found = [_OF.fullmatch(text.strip()) for text in told]
    wholes = {each[2] for each in found if each}
    whole = Decimal(wholes.pop()) if len(wholes) == 1 else ZERO
    if not whole:
        return None

    def number(text: str) -> Decimal | None:
        match = _OF.fullmatch(text.strip())
        return DIVIDE.divide(Decimal(match[1]), whole) if match and Decimal(match[2]) == whole else None

    return number


def _numbered(told: list[str]) -> Number | None:
    """What reads `2 - Identified`, where each number goes with one text alone."""
    found = [match for text in told if (match := _NUMBERED.fullmatch(text.strip()))]
    names = {(each[1], loose(each[2])) for each in found}
    return _leading if len(names) == len({number for number, _ in names}) else None


def _leading(text: str) -> Decimal | None:
    found = _NUMBERED.fullmatch(text.strip())
    return Decimal(found[1]) if found else _plain(text)


def _doubtful(text: str) -> bool:
    """Whether a text may say no, or too little."""
    word = loose(text).strip(" ().")
    return word in _GRADES or word.split(" ")[0] in _DENIES
