"""Close %: 40%, 40 and 0.4, and the scale of the bare ones settled from the whole column."""

import re
from collections.abc import Hashable, Mapping
from decimal import Decimal
from functools import partial
from typing import NamedTuple

from ...domain.spec import PercentScale
from ...domain.values import EXACT, ONE, ZERO
from ..codes import PERCENT_RANGE, PERCENT_UNREADABLE, Trouble
from .evidence import Column, Question, Settled, example, votes
from .profile import Profile

#: Digits after the mark that are kept; exact sums need a bound.
_DECIMALS = 30
_SHAPE = re.compile(
    rf"([-+]?(?:[0-9]{{1,9}}(?:[.,][0-9]{{1,{_DECIMALS}}})?|[.,][0-9]{{1,{_DECIMALS}}}))[ \u00a0\u202f]?(%?)"
)
_HUNDRED = Decimal(100)


class PercentReading(NamedTuple):
    """The number as it stands, None for an empty cell, and whether a % sign follows it."""

    number: Decimal | None = None
    signed: bool = False
    trouble: Trouble | None = None

    @property
    def bare(self) -> Decimal | None:
        """The number where no % sign says what it means."""
        return None if self.signed else self.number

    def sort(self, text: str) -> Hashable:
        """Whether it has a bare number, and where that stands to zero and one; else whether it has a digit at all."""
        bare = self.bare
        place = any(map(str.isnumeric, text)) if bare is None else (bare > ZERO) + (bare >= ONE) + (bare > ONE)
        return self.trouble is None, bare is None, place


_EMPTY = PercentReading()


def read(text: str) -> PercentReading:
    """How a text reads as close %, before the scale of bare numbers is known."""
    text = text.strip()
    if not text:
        return _EMPTY
    found = _SHAPE.fullmatch(text)
    if not found:
        return PercentReading(trouble=Trouble(PERCENT_UNREADABLE, "is not a percentage"))
    number = EXACT.plus(Decimal(found[1].replace(",", ".")))
    if not ZERO <= number <= _HUNDRED:
        return PercentReading(trouble=Trouble(PERCENT_RANGE, "is not from 0 to 100 %"))
    return PercentReading(number, bool(found[2]))


class _Bare(NamedTuple):
    """Texts with a bare number, by what they say of the scale."""

    fractions: list[str]
    """Between 0 and 1."""
    percents: list[str]
    """Above 1."""
    ones: list[str]
    """1 itself, which may be all or a hundredth."""

    @property
    def open(self) -> bool:
        """Whether a number hangs on the scale and none tells it."""
        return bool(self.ones) and not self.fractions and not self.percents


def settle(
    profile: Profile[PercentReading], column: Column, scale: PercentScale | None, usual: PercentScale | None = None
) -> Settled[Decimal]:
    """Each text's close % from 0 to 1, once the scale of bare numbers is settled: `usual` where nothing else tells."""
    if scale is not None:
        return Settled(partial(_value, scale))
    bare = _bare({text: sight.reading for text, sight in profile.items() if sight.votes})
    if bare.open:
        bare = _with_spare(profile, bare)
    if usual is not None and (bare.open or (bare.fractions and bare.percents)):
        return Settled(partial(_value, usual), (f"{column.header} is from 0 to 100, as this export has it",))
    if bare.open or (bare.fractions and bare.percents):
        question = _question(profile, column, (bare.fractions or bare.ones)[0])
        return Settled(partial(_value, PercentScale.PERCENT), questions=(question,))
    return _by_values(profile, column, bare)


def _by_values(profile: Profile[PercentReading], column: Column, bare: _Bare) -> Settled[Decimal]:
    """The scale that some numbers have and none contradicts; that of percent is said only where a 1 hangs on it."""
    heard = votes(profile[text] for text in bare.fractions or bare.percents)
    if bare.fractions:
        return Settled(partial(_value, PercentScale.FRACTION), (f"{column.header} is from 0 to 1 ({heard})",))
    said = (f"{column.header} is from 0 to 100 ({heard})",) if bare.percents and bare.ones else ()
    return Settled(partial(_value, PercentScale.PERCENT), said)


def _bare(readings: Mapping[str, PercentReading]) -> _Bare:
    numbers = {text: reading.bare for text, reading in readings.items() if reading.bare is not None}
    return _Bare(
        [text for text, number in numbers.items() if ZERO < number < ONE],
        [text for text, number in numbers.items() if number > ONE],
        [text for text, number in numbers.items() if number == ONE],
    )


def _with_spare(profile: Profile[PercentReading], sound: _Bare) -> _Bare:
    """The ones of sound rows, with what rows that something else speaks against say where these all say the same."""
    every = _bare({text: sight.reading for text, sight in profile.items()})
    return sound if every.fractions and every.percents else every._replace(ones=sound.ones)


def _value(scale: PercentScale, reading: PercentReading) -> Decimal | Trouble | None:
    if reading.trouble or reading.number is None:
        return reading.trouble
    if reading.signed or scale is PercentScale.PERCENT:
        return EXACT.divide(reading.number, _HUNDRED)
    return Trouble(PERCENT_RANGE, "is not from 0 to 1") if reading.number > ONE else reading.number


def _question(profile: Profile[PercentReading], column: Column, text: str) -> Question:
    return Question(
        column.field,
        column.header,
        f"{column.header} {example(profile, text)} could be a fraction of 1 or a number of percent"
        " and the column doesn't settle which",
        tuple(scale.value for scale in PercentScale),
        "columns.probability_scale",
        "--percent-scale",
    )
