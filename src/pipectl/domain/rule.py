"""One condition on an opportunity, as structured data; never evaluated code."""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import normalize

from .cells import loose
from .opportunity import FIELDS, Opportunity
from .values import EXACT

if TYPE_CHECKING:
    from pydantic_core import SchemaValidator

Value = str | Decimal | date
_NUMBER = r"-?(?:[0-9]{1,18}|[1-9][0-9]{0,2}(?:,[0-9]{3}){1,5})(?:\.[0-9]{1,18})?"

#: A day, with or without a time behind it: `2026-01-31`, `2026-01-31 10:00`, `2026-01-31T10:00:00.000+01:00`.
_DAY = (
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
    r"(?:[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]{1,9})?)?"
    r"(?: ?(?:[AaPp][Mm]|Z|UTC|GMT|[+-][0-9]{2}:?(?:[0-9]{2})?))?)?"
)

#: `12,5`, `1.200,50`, `1.200.000`: a comma before decimals, or points between thousands.
_DECIMAL_COMMA = r"-?(?:[0-9][0-9.]*,[0-9]+|[0-9]{1,3}(?:\.[0-9]{3}){2,})"


class Test(StrEnum):
    """How a field is compared."""

    __test__ = False  # not a test class, whatever pytest thinks of its name

    SET = "set"
    MISSING = "missing"
    EQUALS = "equals"
    ONE_OF = "one_of"
    DIFFERS = "differs"
    MIN = "min"
    MAX = "max"
    ABOVE = "above"
    BELOW = "below"
    MATCHES = "matches"


_SIGNS = {
    Test.EQUALS: "=",
    Test.ONE_OF: "=",
    Test.DIFFERS: "!=",
    Test.MIN: ">=",
    Test.MAX: "<=",
    Test.ABOVE: ">",
    Test.BELOW: "<",
    Test.MATCHES: "~",
}
#: A day that is another in each run.
AS_OF = "as_of"
#: Characters of a cell that a regular expression is looked for in.
MOST_MATCHED = 20_000


class Reads(StrEnum):
    """What the text of a column that is not ours is read as before it is compared."""

    NUMBER = "number"
    PERCENT = "percent"
    DAY = "day"


class Rule(NamedTuple):
    """`field` compared with `value`; text compares without regard to case and spaces."""

    field: str
    test: Test
    value: Value | tuple[str, ...] | None = None
    """What to compare with; for `ONE_OF` a tuple of texts, for `MATCHES` a regular expression."""
    reads: Reads | None = None
    """What text must be read as to be compared; text that can't be fails the comparison."""
    typed: str = ""
    """The value as it was typed, where text is read as something else, or where it moves on with the day: `as_of`."""
    shift: int = 0
    """Days from as-of to the value, where it moves on with the day."""

    @property
    def key(self) -> str:
        """One text for all conditions that mean the same, however they are written: `amount>=100`, `owner=ann`."""
        if self.test in (Test.SET, Test.MISSING):
            return f"{loose(self.field)}:{self.test.value}"
        values = self.value if isinstance(self.value, tuple) else (self.value,)
        texts = sorted({self._text(each) for each in values})
        said = texts[0] if len(texts) == 1 else " or ".join(map(repr, texts))
        return f"{loose(self.field)}{_SIGNS[self.test]}{said}"

    def _text(self, value: Value | None) -> str:
        if self.typed == AS_OF:
            return f"{AS_OF}{self.shift:+d}" if self.shift else AS_OF
        if isinstance(value, Decimal):
            return f"{value.normalize(EXACT) if value else 0:f}{'%' if self.reads is Reads.PERCENT else ''}"
        return value.isoformat() if isinstance(value, date) else loose(value or "")

    def on(self, day: date) -> "Rule":
        """The same as it is asked on another day, where it says `as_of`."""
        return self._replace(value=day + timedelta(self.shift)) if self.typed == AS_OF else self

    def judge(self, opportunity: Opportunity) -> bool:
        """Whether it holds for an opportunity."""
        return self.holds(field_value(opportunity, self.field))

    def holds(self, found: Value | None) -> bool:
        """Whether it holds for a value; an empty one fails every comparison but `missing` and `differs`."""
        if self.test in (Test.SET, Test.MISSING):
            return (found is None) is (self.test is Test.MISSING)
        if self.reads and isinstance(found, str):
            if self.test in (Test.EQUALS, Test.DIFFERS):
                return self._same(found, self.reads) is (self.test is Test.EQUALS)
            found = read_cell(found, self.reads)
        if found is None:
            return self.test is Test.DIFFERS
        if self.test is Test.MATCHES:
            return found_in(str(self.value), str(found))
        if isinstance(self.value, tuple):
            return _plain(found) in {_plain(each) for each in self.value}
        return _compare(_plain(found), self.test, _plain(self.value))

    def _same(self, found: str, reads: Reads) -> bool:
        """Whether a cell is the value, as it stands or as what it is read as: 1,500 is 1500."""
        read = read_cell(found, reads)
        return _plain(found) == _plain(self.typed) or (read is not None and read == self.value)


def field_value(opportunity: Opportunity, field: str) -> Value | None:
    """Value of one of our fields, or of another column by its header (case does not matter); None where empty."""
    if field == "outcome":
        return opportunity.outcome.value
    if field in FIELDS:
        value: Value | None = getattr(opportunity, field)
        return value
    wanted = field.casefold()
    return next((text for header, text in opportunity.extra.items() if header.casefold() == wanted), None)


def read_cell(text: str, reads: Reads) -> Decimal | date | None:
    """The number, percentage (as the number before its sign) or day that a cell is; None where it is none.

    Nothing is guessed: `1.200,50`, `$12`, `12 k` and `03/04/2026` are none.
    """
    text = text.strip()
    if reads is Reads.DAY:
        return _day(text)
    if reads is Reads.PERCENT:
        if not text.endswith("%"):
            return None
        text = text[:-1].rstrip()
    return Decimal(text.replace(",", "")) if re.fullmatch(_NUMBER, text) else None


def read_as(text: str, as_of: date) -> tuple[Value, Reads | None]:
    """What a value that somebody wrote to compare with is: a number, a percentage, a day, else text.

    Nothing is guessed: `1.200,50` and `3/4/2026` are text.
    """
    if text == AS_OF:
        return as_of, Reads.DAY
    for reads in Reads:
        if (value := read_cell(text, reads)) is not None:
            return value, reads
    return text, None


def doubtful(cells: Sequence[str]) -> str | None:
    """A cell that shows the column to be written with a decimal comma, or leaves it open as `1.500` does."""
    numbers = [cell.strip().removesuffix("%").rstrip() for cell in cells]
    for each in numbers:
        if re.fullmatch(_DECIMAL_COMMA, each) and read_cell(each, Reads.NUMBER) is None:
            return each
    pointed = [each for each in numbers if re.fullmatch(r"-?[0-9]+\.[0-9]+", each)]
    open_to_both = [each for each in pointed if re.fullmatch(r"-?[1-9][0-9]{0,2}\.[0-9]{3}", each)]
    return pointed[0] if pointed and len(open_to_both) == len(pointed) else None


def found_in(pattern: str, text: str) -> bool:
    """Whether a regular expression is found in a text, whatever the case; in time linear in the text.

    Raises:
        ValueError: it is none that is known here.
    """
    text = text[:MOST_MATCHED]
    return matcher(normalize("NFC", pattern)).isinstance_python(text if text.isascii() else normalize("NFC", text))


@cache
def matcher(pattern: str) -> "SchemaValidator":
    """What looks for a regular expression: the engine of pydantic_core, which never goes back.

    Raises:
        ValueError: it is no regular expression, or one too large.
    """
    from pydantic_core import SchemaError, SchemaValidator

    try:
        # Not (?i:…): a comment at its end would take the bracket for a part of itself.
        return SchemaValidator({"type": "str", "pattern": f"(?i){pattern}"})
    except SchemaError as error:
        raise ValueError(str(error)) from None


def _day(text: str) -> date | None:
    if not re.fullmatch(_DAY, text):
        return None
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def _plain(value: Value | None) -> Value | None:
    return loose(value) if isinstance(value, str) else value


def _compare(found: Value | None, test: Test, value: Value | None) -> bool:
    if test is Test.EQUALS:
        return found == value
    if test is Test.DIFFERS:
        return found != value
    if type(found) is not type(value) or found is None or value is None:
        return False
    order = (found > value) - (found < value)  # type: ignore[operator]  # both are of one ordered type
    return {Test.MIN: order >= 0, Test.MAX: order <= 0, Test.ABOVE: order > 0, Test.BELOW: order < 0}[test]
