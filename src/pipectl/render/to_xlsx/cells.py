"""A value of JSON as what a spreadsheet keeps: a number, a day, a yes or no, or text that is nothing but text."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from ...domain.values import Unit
from ..harmless import for_xlsx
from .tables import Field, Kind, Path, Row

#: Digits that a spreadsheet keeps of a number, and how many behind the point an amount that somebody wrote may have.
DIGITS, WRITTEN = 15, 6
#: Characters that a cell holds, as UTF-16 counts them.
LONGEST = 32_767
#: Spreadsheets know no day before that, and count those of the two months before it wrongly.
FIRST_DAY = date(1900, 3, 1)

Stored = str | float | bool | date | None

TEXT, DAY, PLAIN, WHOLE = "@", "yyyy-mm-dd", "#,##0.00", "#,##0"
PERCENT, MULTIPLE, TENTHS = "0.0%", '0.00"×"', "#,##0.0"
#: Columns whose values are in the unit that their row names.
_IN_UNIT = ("value", "measured", "min", "max", "before", "gap", "limit")


class Cell(NamedTuple):
    """What is stored, and how it looks."""

    stored: Stored
    pattern: str


class Siblings(NamedTuple):
    """What of a row tells how another value of it looks."""

    currency: str | None
    unit: str | None = None
    is_percent: bool = False


def cell(kind: Kind, value: Any, beside: Siblings, key: str = "") -> Cell:
    """One value; `key` is the name of its column in JSON."""
    if value is None:
        return Cell(None, "")
    if kind is Kind.FLAG:
        return Cell(bool(value), "")
    if kind is Kind.DAY:
        day = date.fromisoformat(value)
        return Cell(day, DAY) if day >= FIRST_DAY else Cell(value, TEXT)
    if kind is Kind.TEXT:
        return Cell(_fitting(for_xlsx(str(value))), TEXT)
    number = Decimal(value)
    return Cell(float(number), _pattern(kind, number, beside, key)) if _is_kept(number) else Cell(str(value), TEXT)


def siblings(
    fields: Mapping[Path, int], field: Field, row: Row, currency: str | None, units: Mapping[str, Unit]
) -> Siblings:
    """What stands beside a value in its row."""
    front = field.path[:-1]

    def beside(*path: str) -> Any:
        index = fields.get((*front, *path), fields.get(path) if path == ("currency",) else None)
        return None if index is None else row[index]

    keys = [row[fields[path]] for path in (("metric",), ("key",), ("#",)) if path in fields]
    known = next((units[key] for key in keys if key in units), None)
    is_percent = known is Unit.PERCENT or (known is None and beside("interval", "low") is not None)
    return Siblings(beside("currency") or currency, beside("unit"), is_percent)


def _is_kept(number: Decimal) -> bool:
    """Whether a spreadsheet keeps what counts of it: all digits of an amount, enough of what was divided."""
    _, digits, exponent = number.normalize().as_tuple()
    return len(digits) <= DIGITS or -int(exponent) > WRITTEN


def _pattern(kind: Kind, number: Decimal, beside: Siblings, key: str) -> str:
    if kind is Kind.MONEY:
        return _money(beside.currency)
    if kind is Kind.SHARE:
        return PERCENT
    if kind is Kind.DECIMAL and key in _IN_UNIT and beside.unit is not None:
        return _in_unit(number, beside)
    return WHOLE if number == number.to_integral_value() else PLAIN


def _in_unit(number: Decimal, beside: Siblings) -> str:
    if beside.unit in (Unit.MONEY.value, Unit.MONEY_PER_DAY.value):
        return _money(beside.currency)
    if beside.unit == "ratio":
        return PERCENT if beside.is_percent else MULTIPLE
    return WHOLE if number == number.to_integral_value() else TENTHS


def _money(currency: str | None) -> str:
    """The code stands behind the amount; a word that is no code of a currency does not."""
    is_code = currency is not None and len(currency) == 3 and currency.isascii() and currency.isalpha()
    return f'{PLAIN}" {currency}"' if is_code else PLAIN


def _fitting(text: str) -> str:
    """A text that a cell holds; of a longer one the beginning, with a word about that."""
    if len(text) * 2 <= LONGEST or len(text.encode("utf-16-le")) // 2 <= LONGEST:
        return text
    note = f"… cut here: {len(text):,} characters are more than a cell holds"
    return text.encode("utf-16-le")[: 2 * (LONGEST - len(note))].decode("utf-16-le", "ignore") + note
