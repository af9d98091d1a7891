"""The only place where a value becomes human text.

Rounding never lies: what is not 0 or 100 % never reads so, and beside a target or a bound (`against`) a value never
reads as one it has not reached. Marks, and the order in a day, are those of the manner that holds (`manner`).
"""

from collections.abc import Callable
from datetime import date, datetime
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Context, Decimal

from ..domain.period import MONTHS, Period
from ..domain.values import Interval, Unit
from .manner import current, figures

UNDEFINED = "–"
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_SIGNS = {
    "USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥", "CNY": "CN¥", "INR": "₹", "KRW": "₩", "BRL": "R$",
    "CAD": "CA$", "AUD": "A$", "NZD": "NZ$", "MXN": "MX$", "HKD": "HK$", "SGD": "S$", "ILS": "₪",
}  # fmt: skip
_NO_CENTS = ("JPY", "KRW")
_LETTERS = ("", "k", "M", "B", "T")
_MONIES = (Unit.MONEY, Unit.MONEY_PER_DAY)
_WIDE = Context(prec=150)
_THREE_DIGITS = Context(prec=3)
_CENT = Decimal("0.01")


def spell(value: Decimal | int | None, unit: Unit, currency: str | None = None, *, short: bool = False) -> str:
    """A value for people to read: `31%`, `2.1×`, `63 d`, `$2,110,905,127.00`, short `$2.11B`; undefined is `–`."""
    if value is None:
        return UNDEFINED
    value = Decimal(value)
    if unit is Unit.MONEY:
        return _money(value, currency, short)
    if unit is Unit.MONEY_PER_DAY:
        return f"{_money(value, currency, short)}/d"
    return _PLAIN[unit](value)


def short_money(value: Decimal | None, currency: str | None = None) -> str:
    """Money as `spell` has it in short: `$2.11B`."""
    return spell(value, Unit.MONEY, currency, short=True)


def full_money(value: Decimal | None, currency: str | None = None) -> str:
    """Money to the cent, without cents where there are none: `$54,000`, `$54,000.50`."""
    if value is None or not rounded(value, 2):
        return spell(value, Unit.MONEY, currency, short=True)
    return _with_digits(value, 2, Unit.MONEY, currency)


def signed(value: Decimal, unit: Unit, currency: str | None = None, *, short: bool = False) -> str:
    """The same for what is added or taken away: `+$80k`, `-$80k`, `$0`."""
    return f"{'+' if value > 0 else ''}{spell(value, unit, currency, short=short)}"


def rounded(value: Decimal, digits: int, mode: str = ROUND_HALF_EVEN) -> Decimal:
    """To so many digits behind the point."""
    return value.quantize(Decimal(1).scaleb(-digits), mode, _WIDE)


def many(count: Decimal | int) -> str:
    """How many there are: `1,200`."""
    return figures(f"{count:,}")


def _written(value: Decimal) -> str:
    """Thousands grouped, all digits behind the point kept."""
    return figures(format(value, ",f"))


def _grouped(value: Decimal) -> str:
    """Thousands grouped, trailing zeros behind the point dropped."""
    text = format(value, ",f")
    return figures(text.rstrip("0").rstrip(".") if "." in text else text)


def _money(value: Decimal, currency: str | None, short: bool) -> str:
    sign = "-" if value < 0 else ""
    digits = _short(abs(value)) if short else _full(abs(value), currency)
    if value and not digits.strip("0.,"):
        return f"{sign}<{_with_currency(figures('0.01'), currency)}"
    return f"{sign}{_with_currency(digits, currency)}"


def _with_currency(digits: str, currency: str | None) -> str:
    """A figure with its currency where it belongs; a code stands apart from it: `CHF 5`, `5 CHF`."""
    if not currency:
        return digits
    place, sign = current().money, _SIGNS.get(currency)
    if sign is None and len(place) == len("¤#"):
        place = " ".join(place)
    return place.replace("#", digits).replace("¤", sign or currency)


def _full(value: Decimal, currency: str | None) -> str:
    cents = rounded(value, 2)
    bare = currency in _NO_CENTS and cents == cents.to_integral_value()
    return _written(cents.to_integral_value() if bare else cents)


def _shortened(value: Decimal) -> Decimal:
    """What short money says: cents below a hundred, else three digits."""
    cents = rounded(value, 2)
    return cents if abs(cents) < 100 else _THREE_DIGITS.plus(value)


def _short(value: Decimal) -> str:
    """Three significant digits and a letter for the thousands; cents below a hundred."""
    value = _shortened(value)
    if value < 100:
        return _grouped(value) if value == value.to_integral_value() else _written(value)
    step = min(value.adjusted() // 3, len(_LETTERS) - 1)
    return _grouped(value.scaleb(-3 * step, _WIDE)) + _LETTERS[step]


#: A share of next to nothing is more than anybody reads digits of.
_MOST_POINTS = Decimal(100_000)


def _percent(value: Decimal) -> str:
    return _with_percent(_points(value))


def _with_percent(points: str) -> str:
    return current().percent.replace("#", points)


def _points(value: Decimal) -> str:
    """Hundredths in whole points, with a digit more where 0 or 100 would not be true."""
    points = value * 100
    if points > _MOST_POINTS:
        return f">{_grouped(_MOST_POINTS)}"
    whole = rounded(points, 0)
    if points == whole or whole not in (0, 100) or points > 100:
        return _grouped(whole)
    if abs(points) < Decimal("0.1"):
        return f"{'' if points > 0 else '-'}<{figures('0.1')}"
    return _written(rounded(points, 1, ROUND_FLOOR if points > 0 else ROUND_CEILING))


def _multiple(value: Decimal) -> str:
    for digits in (1, 2, 3):
        if not value or abs(value) >= Decimal(1).scaleb(-digits):
            return f"{_written(rounded(value, digits))}×"
    return f"<{figures('0.001')}×"


def _days(value: Decimal) -> str:
    """Whole days, with a digit behind the point below ten."""
    if value != value.to_integral_value() and abs(value) < 10:
        tenths = rounded(value, 1)
        return f"{_grouped(tenths)} d" if tenths else f"<{figures('0.1')} d"
    return f"{_grouped(rounded(value, 0))} d"


def _hours(value: Decimal) -> str:
    """Minutes below an hour, hours with a digit behind the point below two days."""
    minutes = rounded(value * 60, 0)
    if abs(minutes) < 60:
        return "<1 min" if value > 0 and not minutes else f"{_written(minutes)} min"
    return f"{_grouped(rounded(value, 1 if abs(value) < 48 else 0))} h"


def _count(value: Decimal) -> str:
    """A digit behind the point for what is a mean."""
    tenths = rounded(value, 1)
    return f"<{figures('0.1')}" if value > 0 and not tenths else _grouped(tenths)


_PLAIN: dict[Unit, Callable[[Decimal], str]] = {
    Unit.COUNT: _count,
    Unit.PERCENT: _percent,
    Unit.MULTIPLE: _multiple,
    Unit.DAYS: _days,
    Unit.HOURS: _hours,
}


def target(value: Decimal, unit: Unit, currency: str | None = None) -> str:
    """A bound as somebody wrote it, all its digits kept: `3.0×`, `2.95×`, `12.5%`, `$500k`, `$412,345`, `62.5 d`."""
    if unit in _MONIES:
        return _exactly(value, unit, currency)
    scale, mark, usual = _NEAR.get(unit, _BARE)
    scaled = value * scale
    tidy = rounded(scaled, usual)
    return _marked(_written(tidy) if tidy == scaled else _grouped(scaled), mark)


def _exactly(value: Decimal, unit: Unit, currency: str | None) -> str:
    """Money in the shortest spelling that rounds nothing away."""
    if _shortened(value) == value:
        return spell(value, unit, currency, short=True)
    behind = max(2, -int(value.normalize(_WIDE).as_tuple().exponent))
    return _with_digits(value, behind, unit, currency)


def _with_digits(value: Decimal, behind: int, unit: Unit, currency: str | None) -> str:
    """Money with so many digits behind the point, none where all of them are zero."""
    near = rounded(abs(value), behind)
    digits = _with_currency(_written(near.to_integral_value() if near == near.to_integral_value() else near), currency)
    return f"{'-' if value < 0 else ''}{digits}{'/d' if unit is Unit.MONEY_PER_DAY else ''}"


def against(value: Decimal | None, bound: Decimal, unit: Unit, currency: str | None = None) -> str:
    """A value beside a bound: with so many digits that what is rounded away is small against the gap between them."""
    if value is None or value == bound:
        return spell(value, unit, currency, short=True)
    allowed = abs(value - bound) / 2
    if unit in _MONIES:
        return _money_against(value, allowed, unit, currency)
    scale, mark, usual = _NEAR.get(unit, _BARE)
    for digits in range(usual, 30):
        close = rounded(value * scale, digits)
        if abs(close - value * scale) <= allowed * scale and not _reads_as_an_end(close, value * scale, unit):
            return _marked(_written(close), mark)
    return spell(value, unit, currency)


def _money_against(value: Decimal, allowed: Decimal, unit: Unit, currency: str | None) -> str:
    """Money off by no more than what is allowed: in short, else to the cent, else with digits behind the cent."""
    if abs(_shortened(value) - value) <= allowed:
        return spell(value, unit, currency, short=True)
    behind = next((n for n in range(2, 30) if abs(rounded(value, n) - value) <= allowed), 30)
    return _with_digits(value, behind, unit, currency)


def _reads_as_an_end(near: Decimal, value: Decimal, unit: Unit) -> bool:
    """Whether a rounded value reads as nothing, or as 100 %, while there is something or less than that."""
    return near != value and (not near or (unit is Unit.PERCENT and near == 100 > value))


#: Scale, mark and usual digits of a unit.
_NEAR: dict[Unit, tuple[int, str, int]] = {
    Unit.PERCENT: (100, "%", 0),
    Unit.MULTIPLE: (1, "×", 1),
    Unit.DAYS: (1, " d", 0),
}
_BARE = (1, "", 0)


def _marked(figure: str, mark: str) -> str:
    """A figure with the mark of its unit behind it, % where it belongs."""
    return _with_percent(figure) if mark == "%" else f"{figure}{mark}"


def interval(found: Interval | None) -> str:
    """Both ends of a proportion's interval: `17–49%`; empty where there is none."""
    return "" if found is None else _with_percent(f"{_points(found.low)}–{_points(found.high)}")


def chance() -> str:
    """What tells nothing of two that differ: `50%`."""
    return _with_percent("50")


def long_day(day: date) -> str:
    """`Mon 2 Feb 2026`."""
    return f"{_WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]} {day.year}"


def short_day(day: date | None, as_of: date) -> str:
    """`Jan 20`, with the year where it is another than as-of's."""
    if day is None:
        return UNDEFINED
    month = MONTHS[day.month - 1]
    text = f"{day.day} {month}" if current().day_first else f"{month} {day.day}"
    return text if day.year == as_of.year else f"{text} {day.year}"


def moment(taken: datetime | None) -> str:
    """`2026-02-02 09:30`."""
    return UNDEFINED if taken is None else taken.strftime("%Y-%m-%d %H:%M")


def days_of(period: Period, as_of: date) -> str:
    """First and last day of a period: `Jan 1 – Mar 31`; empty without bounds."""
    if period.start is None and period.end is None:
        return ""
    if period.start is None or period.last is None:
        return f"from {short_day(period.start, as_of)}" if period.start else f"to {short_day(period.last, as_of)}"
    return f"{short_day(period.start, as_of)} – {short_day(period.last, as_of)}"


def days_left(period: Period, as_of: date) -> str:
    """What is left of a period: `57 days left`, `ended 3 days ago`, `starts in 5 days`; empty without an end."""
    if period.start is not None and as_of < period.start:
        return f"starts in {days_in_words((period.start - as_of).days)}"
    if period.last is None:
        return ""
    left = (period.last - as_of).days
    if left < 0:
        return f"ended {days_in_words(-left)} ago"
    return "last day" if left == 0 else f"{days_in_words(left)} left"


def days_in_words(days: int) -> str:
    """`1 day`, `1,200 days`."""
    return "1 day" if days == 1 else f"{many(days)} days"
