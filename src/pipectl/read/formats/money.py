"""Amounts: a strict grammar, and the decimal mark settled from the whole column."""

import re
from collections.abc import Hashable, Mapping
from decimal import Decimal
from functools import partial
from typing import NamedTuple

from ...domain.opportunity import MONEY_DIGITS
from ...domain.values import EXACT, ZERO
from ..codes import AMOUNT_LONG, AMOUNT_MARK, AMOUNT_UNREADABLE, Trouble
from .currencies import (
    BEHIND_COMMA,
    COMMA_DOLLARS,
    FRONT_OF_COMMA,
    FRONT_OF_POINT,
    SHORT,
    accepted,
    candidates,
    foreign,
)
from .evidence import Column, Question, Settled, Verdict, Votes, agreed, example, votes
from .numerals import COMMA, POINT, SPACES, decimal_mark, readings
from .profile import Profile

_UNIT = rf"[A-Za-z]{{3}}|[A-Z]{{0,2}}[$€£¥₹₩₽₺₪₫₴₦₱฿]|zł|Kč|Ft|(?:{'|'.join(SHORT)})\.?|R"
_SCALE = (
    r"(?:MM|mm|[kKmM]|[Bb][Nn]|(?:[Mm]io|MIO|[Mm]rd|MRD|[Tt]sd|TSD)\.?)(?![A-Za-z])|[kKTM](?=€|[A-Z]{3}(?![A-Za-z]))"
)
_SHAPE = re.compile(
    rf"(?P<open>\()?(?P<before>[-+\u2212])?+ *+(?P<unit>{_UNIT})? *+(?P<inside>[-+\u2212])?+ *+(?P<within>\()?+ ?"
    rf"(?P<digits>[0-9.,][0-9.,'’ ]*[0-9]|[0-9])(?:(?P<round>[.,/][-\u2013\u2014]{{1,2}})|(?P<scale> ?(?:{_SCALE})))? ?"
    rf"(?P<after>{_UNIT})? ?(?P<trailing>-)?(?P<close>\))?"
)
#: A dash alone is nothing; beside a currency it is how the format called Accounting shows zero: $ -
_DASHES = ("-", "\u2212", "\u2013", "\u2014")
_DASH = rf"(?P<unit>{_UNIT})? *+[{''.join(_DASHES)}] *+(?P<after>{_UNIT})?"
_PLAIN = re.compile(r"-?[0-9]{1,18}(?:\.[0-9]{1,2})?")
#: A number of a workbook, which says nothing of how texts are written.
_SURE = re.compile(rf"(?:(?P<unit>{_UNIT}) )?=(?P<number>-?[0-9]+\.[0-9]+)(?P<after>)?")
#: What exports put before a sign so that a spreadsheet does not run the cell, our own of set-aside rows among them.
_AS_TEXT = re.compile(r"^'(?=[-+])")
_SCALES = {"": 0, "k": 3, "t": 3, "tsd": 3, "m": 6, "mm": 6, "mio": 6, "bn": 9, "mrd": 9}
_WORDS = {POINT: "point", COMMA: "comma"}


class MoneyReading(NamedTuple):
    """An amount read with either decimal mark; both None for an empty cell."""

    point: Decimal | None = None
    comma: Decimal | None = None
    currency: str = ""
    """The currency's code or sign as it stands beside the number."""
    trouble: Trouble | None = None
    custom: str = ""
    """Decimal mark where its currency sign is at home, if its digits fit: $12,500 and 12.500 € are thousands."""
    scale: str = ""
    """What it is multiplied by, in lower case and without its point: k, mio."""

    @property
    def open(self) -> bool:
        """Whether the two marks give two different amounts."""
        return self.point is not None and self.comma is not None and self.point != self.comma

    @property
    def only(self) -> str:
        """The one decimal mark it can be read with; empty where both or neither will do."""
        if (self.point is None) == (self.comma is None):
            return ""
        return POINT if self.comma is None else COMMA

    @property
    def empty(self) -> bool:
        """Whether its cell is."""
        return self == _EMPTY

    def sort(self, text: str) -> Hashable:
        """Which marks it can have, and what stands beside it."""
        marks = (POINT in text, COMMA in text) if self.open else None
        return self.trouble is None, self.only, marks, self.custom, self.scale, candidates(self.currency)


_EMPTY = MoneyReading()
_LONG = MoneyReading(trouble=Trouble(AMOUNT_LONG, f"has more than {MONEY_DIGITS} digits beside its point"))
_NO_RATES: Mapping[str, Decimal] = {}


def read(text: str, currency: str | None = None, rates: Mapping[str, Decimal] = _NO_RATES) -> MoneyReading:
    """How a text reads as an amount, held against the pipeline's currency and its rates where there is one."""
    text = text.strip()
    if not text:
        return _EMPTY
    if _PLAIN.fullmatch(text):
        return _plain(text)
    plain = _AS_TEXT.sub("", text.translate(SPACES))
    if plain in _DASHES:
        return _EMPTY
    found = _SHAPE.fullmatch(plain)
    if not found:
        return _priced(*_unusual(plain), currency, rates)
    if not _signs_agree(found):
        return _unreadable()
    return _priced(_amounts(found)._replace(custom=_custom(found, currency)), found, currency, rates)


def _unusual(plain: str) -> tuple[MoneyReading, re.Match[str] | None]:
    """A number of a workbook, or a dash beside a currency."""
    if sure := _SURE.fullmatch(plain):
        value = _amount(sure["number"].lstrip("-"), 0, sure["number"].startswith("-"))
        return _LONG if value is None else MoneyReading(value, value), sure
    dash = re.fullmatch(_DASH, plain)
    return MoneyReading(ZERO, ZERO) if dash else _unreadable(), dash


def _priced(
    reading: MoneyReading, found: re.Match[str] | None, currency: str | None, rates: Mapping[str, Decimal]
) -> MoneyReading:
    """A reading with the currency that stands beside it."""
    if found is None:
        return reading
    units = [unit for unit in (found["unit"], found["after"]) if unit]
    if len(units) > 1 or not all(candidates(unit) for unit in units):
        return _unreadable()
    reading = reading._replace(currency="".join(units))
    if reading.trouble is None and units and currency and not accepted(units[0], currency, rates):
        return reading._replace(trouble=foreign(units[0], currency))
    return reading


class _Evidence(NamedTuple):
    """What the amounts of a column say of its decimal mark."""

    still_open: list[str]
    """Those of sound rows that can be read with either mark, as two amounts."""
    customs: list[str]
    """The mark that the sign beside each of them is used with, empty where it says nothing."""
    points: Votes
    """Rows that can be read with the point alone."""
    commas: Votes

    @property
    def left_to_custom(self) -> bool:
        """Whether no sound row settles the mark of the open ones, nor do the others, or a sign speaks before those."""
        if not self.still_open or self.points.sound or self.commas.sound:
            return False
        return any(self.customs) or agreed(self.points, self.commas) is Verdict.NEITHER


def settle(profile: Profile[MoneyReading], column: Column, locale: str | None) -> Settled[Decimal]:
    """Each text's amount, once the column's own values or a language have settled the decimal mark."""
    if locale:
        return Settled(partial(_value, decimal_mark(locale)))
    evidence = _evidence(profile)
    if evidence.left_to_custom:
        return _by_custom(profile, column, evidence.still_open)
    points = _with_custom(evidence.points, profile, evidence.still_open, POINT)
    commas = _with_custom(evidence.commas, profile, evidence.still_open, COMMA)
    verdict = agreed(points, commas)
    if verdict is Verdict.NEITHER:
        return Settled(_unsettled)
    if verdict is Verdict.BOTH:
        return Settled(partial(_heard, None))
    mark = POINT if verdict is Verdict.FIRST else COMMA
    said = f"the decimal mark in {column.header} is the {_WORDS[mark]} ({_all(points, commas)})"
    usual = mark == POINT and not evidence.still_open and not commas.sound
    return Settled(partial(_heard, mark), () if usual else (said,))


def _evidence(profile: Profile[MoneyReading]) -> _Evidence:
    still_open = [text for text, sight in profile.items() if sight.votes and sight.reading.open]
    points, commas = (votes(sight for sight in profile.values() if sight.reading.only == mark) for mark in _WORDS)
    return _Evidence(still_open, [profile[text].reading.custom for text in still_open], points, commas)


def _all(points: Votes, commas: Votes) -> Votes:
    return Votes(points.sound + commas.sound, points.spare + commas.spare)


def _with_custom(heard: Votes, profile: Profile[MoneyReading], still_open: list[str], mark: str) -> Votes:
    """The votes for a mark, with those of open amounts beside a sign that is at home where it is used."""
    sights = (profile[text] for text in still_open)
    return heard._replace(sound=heard.sound + sum(sight.votes for sight in sights if sight.reading.custom == mark))


def _unsettled(reading: MoneyReading) -> Decimal | Trouble | None:
    """An amount where no row settles the mark: an open one stands only in rows that something else speaks against."""
    return reading.trouble or (reading.comma if reading.point is None else reading.point)


def _heard(mark: str | None, reading: MoneyReading) -> Decimal | Trouble | None:
    """An amount with the column's mark; of an open one beside a sign of another custom, neither mark is believed."""
    if reading.open and not reading.trouble and reading.custom not in ("", mark):
        either = f"is {reading.point} or {reading.comma}: {reading.currency}"
        return Trouble(AMOUNT_MARK, f"{either} and the column speak for two marks")
    return _value(mark, reading)


def _by_custom(profile: Profile[MoneyReading], column: Column, still_open: list[str]) -> Settled[Decimal]:
    """Amounts that all have one and the same mark before three digits, by the custom of the signs beside them.

    A sum of 12.500 dollars would need both a $ where the comma is the decimal mark and three decimals in a currency
    that has two; $1.234 needs one of the two at most, so it is asked about.
    """
    customs = {profile[text].reading.custom for text in still_open} - {""}
    mark = customs.pop() if len(customs) == 1 else ""
    if not mark or any(mark in text for text in still_open):
        return Settled(partial(_value, None), questions=(_question(profile, column, still_open[0]),))
    text = next(text for text in still_open if profile[text].reading.custom)
    other, sign = COMMA if mark == POINT else POINT, profile[text].reading.currency
    said = f"the {_WORDS[other]} in {column.header} groups thousands, as is the custom beside {sign}: "
    return Settled(partial(_value, mark), (f"{said}{example(profile, text)}; --locale says otherwise",))


def _custom(found: re.Match[str], currency: str | None) -> str:
    """The decimal mark of the places where a sign stands so, where the digits have three behind the other mark."""
    front, behind = found["unit"], found["after"]
    if found["scale"] or currency in COMMA_DOLLARS:
        return ""
    if front in FRONT_OF_POINT and "." not in found["digits"]:
        return POINT
    if (front in FRONT_OF_COMMA or behind in BEHIND_COMMA) and "," not in found["digits"]:
        return COMMA
    return ""


def _plain(text: str) -> MoneyReading:
    """Digits with at most two decimals and a point, the common case; a mark before two digits is a decimal one."""
    value = EXACT.plus(Decimal(text))  # so that -0 is 0
    return MoneyReading(value, None if "." in text else value)


def _amounts(found: re.Match[str]) -> MoneyReading:
    mark = (found["round"] or "")[:1].replace("/", "")
    point, comma = readings(found["digits"] + (mark and f"{mark}00"))
    if point is None and comma is None:
        return _unreadable()
    negative = _bracketed(found) or bool(found["trailing"]) or "-" in _sign(found)
    scale = (found["scale"] or "").strip(" .").lower()
    power = _SCALES[scale]
    kept = [None if one is None else _amount(one, power, negative) for one in (point, comma)]
    if kept == [None, None]:
        return _LONG
    return MoneyReading(kept[0], kept[1], scale=scale)


def _amount(plain: str, power: int, negative: bool) -> Decimal | None:
    """The exact amount of plain digits times a power of ten; None where it has too many digits to keep."""
    whole, _, part = plain.partition(".")
    if len(whole.lstrip("0")) + power > MONEY_DIGITS or len(part) > MONEY_DIGITS:
        return None
    value = EXACT.multiply(Decimal(plain), Decimal(10**power))
    return EXACT.minus(value) if negative else value


def _sign(found: re.Match[str]) -> str:
    return ((found["before"] or "") + (found["inside"] or "")).replace("\u2212", "-")


def _signs_agree(found: re.Match[str]) -> bool:
    """Whether the amount is marked negative or positive at most once, and brackets stand in pairs."""
    marks = _sign(found) + (found["trailing"] or "")
    bracketed = _bracketed(found)
    twice = (found["open"] and found["within"]) or (found["round"] and found["trailing"])
    return bracketed == bool(found["close"]) and len(marks) + bracketed <= 1 and not twice


def _bracketed(found: re.Match[str]) -> bool:
    """Whether brackets make it negative: ($200) or, as the format called Accounting writes it, $(200)."""
    return bool(found["open"] or found["within"])


def _unreadable() -> MoneyReading:
    return MoneyReading(trouble=Trouble(AMOUNT_UNREADABLE, "is not an amount"))


def _value(mark: str | None, reading: MoneyReading) -> Decimal | Trouble | None:
    if reading.trouble:
        return reading.trouble
    if reading.point is None and reading.comma is None:
        return None
    if mark is None:
        if reading.open:
            return Trouble(AMOUNT_MARK, f"is {reading.point} or {reading.comma}, and the column has both decimal marks")
        return reading.comma if reading.point is None else reading.point
    value = reading.point if mark == POINT else reading.comma
    return Trouble(AMOUNT_MARK, f"has no decimal {_WORDS[mark]} as the column has") if value is None else value


def _question(profile: Profile[MoneyReading], column: Column, text: str) -> Question:
    reading = profile[text].reading
    return Question(
        column.field,
        column.header,
        f"{column.header} {example(profile, text)} could be {reading.point} or {reading.comma}"
        " and no row settles which",
        ("en", "de"),
        "columns.locale",
        "--locale",
    )
