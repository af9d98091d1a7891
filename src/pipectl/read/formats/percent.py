"""Close %: 40%, 40 and 0.4, and the scale of the bare ones settled from the whole column."""

import re
from collections.abc import Hashable
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


def settle(
    profile: Profile[PercentReading], column: Column, scale: PercentScale | None, usual: PercentScale | None = None
) -> Settled[Decimal]:
    """Each text's close % from 0 to 1, once the scale of bare numbers is settled: `usual` where nothing else tells."""
    if scale is not None:
        return Settled(partial(_value, scale))
    voting = {text: sight for text, sight in profile.items() if sight.votes and sight.reading.bare is not None}
    above = [text for text, sight in voting.items() if (sight.reading.bare or ZERO) > ONE]
    inside = [text for text, sight in voting.items() if ZERO < (sight.reading.bare or ZERO) < ONE]
    ones = [text for text, sight in voting.items() if sight.reading.bare == ONE]
    if ones and not above and not inside:
        above, inside = _spare(profile)
    if ones and usual is not None and not above and not inside:
        return Settled(partial(_value, usual), (f"{column.header} is from 0 to 100, as this export has it",))
    if (above and inside) or (ones and not above and not inside):
        asked = (inside or ones)[0]
        return Settled(partial(_value, PercentScale.PERCENT), questions=(_question(profile, column, asked),))
    found = PercentScale.FRACTION if inside else PercentScale.PERCENT
    heard = votes(profile[text] for text in (inside or above))
    said = f"{column.header} is from 0 to {1 if inside else 100} ({heard})"
    return Settled(partial(_value, found), (said,) if inside or (above and ones) else ())


def _spare(profile: Profile[PercentReading]) -> tuple[list[str], list[str]]:
    """The bare numbers above and below one of rows that something else speaks against, where they all say the same."""
    numbers = {text: sight.reading.bare for text, sight in profile.items() if sight.reading.bare is not None}
    above = [text for text, number in numbers.items() if number > ONE]
    inside = [text for text, number in numbers.items() if ZERO < number < ONE]
    return ([], []) if above and inside else (above, inside)


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
