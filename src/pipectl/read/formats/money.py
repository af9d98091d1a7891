"""Amounts: a strict grammar, and the decimal mark settled from the whole column."""

import re
from decimal import Decimal
from typing import NamedTuple

from ...domain.opportunity import MONEY_DIGITS
from ...domain.values import EXACT
from ..codes import AMOUNT_FOREIGN, AMOUNT_LONG, AMOUNT_MARK, AMOUNT_UNREADABLE, Trouble
from .currencies import candidates
from .evidence import Column, Profile, Question, Settled, Verdict, counted, example, weigh
from .numerals import COMMA, POINT, SPACES, decimal_mark, readings

_UNIT = r"[A-Za-z]{3}|[A-Z]{0,2}[$€£¥₹₩₽₺₪₫₴₦₱฿]|zł|Kč|Ft|kr|Fr|R"
_SHAPE = re.compile(
    rf"(?P<open>\()?(?P<before>[-+\u2212])?+ ?(?P<unit>{_UNIT})? ?(?P<inside>[-+\u2212])?+ ?"
    r"(?P<digits>[0-9.,][0-9.,'’ ]*[0-9]|[0-9])(?P<scale> ?[kKmM](?![A-Za-z]))? ?"
    rf"(?P<after>{_UNIT})? ?(?P<trailing>-)?(?P<close>\))?"
)
_PLAIN = re.compile(r"-?[0-9]{1,18}(?:\.[0-9]{1,2})?")
_SCALES = {"": 0, "k": 3, "m": 6}
_WORDS = {POINT: "point", COMMA: "comma"}


class MoneyReading(NamedTuple):
    """An amount read with either decimal mark; both None for an empty cell."""

    point: Decimal | None = None
    comma: Decimal | None = None
    currency: str = ""
    """The currency's code or sign as it stands beside the number."""
    trouble: Trouble | None = None

    @property
    def open(self) -> bool:
        """Whether the two marks give two different amounts."""
        return self.point is not None and self.comma is not None and self.point != self.comma


_EMPTY = MoneyReading()


def read(text: str, currency: str | None = None) -> MoneyReading:
    """How a text reads as an amount, held against the pipeline's currency where there is one."""
    text = text.strip()
    if not text:
        return _EMPTY
    if _PLAIN.fullmatch(text):
        return _plain(text)
    found = _SHAPE.fullmatch(text.translate(SPACES))
    if not found or not _signs_agree(found):
        return _unreadable()
    units = [unit for unit in (found["unit"], found["after"]) if unit]
    if len(units) > 1 or not all(candidates(unit) for unit in units):
        return _unreadable()
    reading = _amounts(found)._replace(currency="".join(units))
    if reading.trouble is None and units and currency and currency not in candidates(units[0]):
        return reading._replace(trouble=Trouble(AMOUNT_FOREIGN, f"is not in {currency}"))
    return reading


def settle(profile: Profile[MoneyReading], column: Column, locale: str | None) -> Settled[Decimal]:
    """Each text's amount, once the column's own values or a language have settled the decimal mark."""
    if locale:
        return Settled(_values(profile, decimal_mark(locale)))
    voting = [(text, sight) for text, sight in profile.items() if sight.votes]
    points = sum(sight.votes for _, sight in voting if sight.reading.point is not None and sight.reading.comma is None)
    commas = sum(sight.votes for _, sight in voting if sight.reading.comma is not None and sight.reading.point is None)
    still_open = [text for text, sight in voting if sight.reading.open]
    verdict = weigh(points, commas)
    if verdict is Verdict.NEITHER and still_open:
        return Settled(_values(profile, None), questions=(_question(profile, column, still_open[0]),))
    mark = {Verdict.FIRST: POINT, Verdict.SECOND: COMMA}.get(verdict)
    said = f"the decimal mark in {column.header} is the {_WORDS[mark]} ({counted(points + commas)})" if mark else ""
    worth_saying = mark == COMMA or (mark and (still_open or commas))
    return Settled(_values(profile, mark), (said,) if worth_saying else ())


def _plain(text: str) -> MoneyReading:
    """Digits with at most two decimals and a point, the common case; a mark before two digits is a decimal one."""
    value = Decimal(text)
    return MoneyReading(value, None if "." in text else value)


def _amounts(found: re.Match[str]) -> MoneyReading:
    point, comma = readings(found["digits"])
    if point is None and comma is None:
        return _unreadable()
    negative = bool(found["open"] or found["trailing"]) or "-" in _sign(found)
    power = _SCALES[(found["scale"] or "").strip().lower()]
    kept = [None if one is None else _amount(one, power, negative) for one in (point, comma)]
    if kept == [None, None]:
        return MoneyReading(trouble=Trouble(AMOUNT_LONG, f"has more than {MONEY_DIGITS} digits beside its point"))
    return MoneyReading(kept[0], kept[1])


def _amount(plain: str, power: int, negative: bool) -> Decimal | None:
    """The exact amount of plain digits times a power of ten; None where it has too many digits to keep."""
    whole, _, part = plain.partition(".")
    if len(whole.lstrip("0")) + power > MONEY_DIGITS or len(part) > MONEY_DIGITS:
        return None
    value = EXACT.multiply(Decimal(plain), Decimal(10**power))
    return -value if negative else value


def _sign(found: re.Match[str]) -> str:
    return ((found["before"] or "") + (found["inside"] or "")).replace("\u2212", "-")


def _signs_agree(found: re.Match[str]) -> bool:
    """Whether the amount is marked negative or positive at most once, and brackets stand in pairs."""
    marks = _sign(found) + (found["trailing"] or "")
    bracketed = bool(found["open"])
    return bracketed == bool(found["close"]) and len(marks) + bracketed <= 1


def _unreadable() -> MoneyReading:
    return MoneyReading(trouble=Trouble(AMOUNT_UNREADABLE, "is not an amount"))


def _values(profile: Profile[MoneyReading], mark: str | None) -> dict[str, Decimal | Trouble | None]:
    return {text: _value(sight.reading, mark) for text, sight in profile.items()}


def _value(reading: MoneyReading, mark: str | None) -> Decimal | Trouble | None:
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
