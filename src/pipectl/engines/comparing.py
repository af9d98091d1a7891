"""A field that a condition looks at: what it holds, and what it can be compared with."""

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import partial
from typing import Generic, NamedTuple, TypeVar

from ..domain.cells import loose
from ..domain.derived import DERIVED, AtLeast, Derived, Facts
from ..domain.judging import FAILS, HOLDS, Judged, unjudged
from ..domain.opportunity import DATE_FIELDS, Opportunity
from ..domain.pipeline import Pipeline
from ..domain.rule import MOST_MATCHED, Reads, Rule, Test, Value, doubtful, field_value, read_cell
from ..domain.values import ONE, Outcome, Unit
from .keys import reader

T = TypeVar("T")
_ORDERED = (Test.MIN, Test.MAX, Test.ABOVE, Test.BELOW)
_STATES = (Test.SET, Test.MISSING)
_EMPTY = (None, "")
#: Characters of a cell that a reason shows.
_SHOWN = 40


class Kind(StrEnum):
    """What a field holds."""

    TEXT = "text"
    DAYS = "days"
    NUMBERS = "numbers"
    SHARES = "shares from 0 to 1"
    COLUMN = "cells of the file"


class Field(NamedTuple, Generic[T]):
    """One field of ours, a derived one, or another column of the file."""

    name: str
    """As the data has it."""
    said: str
    """As the condition names it."""
    kind: Kind
    read: Callable[[T], Value | AtLeast | Judged | None]
    """Its value, or what it is at least; that it can't be judged, where a derived one can't be known."""
    doubt: Callable[[], str | None] = lambda: None
    """A cell of the column whose points may stand for thousands."""


class Doubts:
    """Of each column of a file a cell whose points may stand for thousands; looked for once, however often asked."""

    def __init__(self, pipeline: Pipeline) -> None:
        self._pipeline, self._found = pipeline, dict[str, str | None]()

    def of(self, header: str) -> str | None:
        """Such a cell; None where there is none."""
        if header not in self._found:
            cells = (field_value(each, header) for each in self._pipeline)
            self._found[header] = doubtful([cell for cell in cells if isinstance(cell, str)])
        return self._found[header]


def field_of(name: str, said: str, pipeline: Pipeline, fiscal_year_starts: int, doubts: Doubts) -> Field[Opportunity]:
    """A field of opportunities that the data has under this name."""
    if name in pipeline.headers:
        return Field(name, said, Kind.COLUMN, reader(name, fiscal_year_starts), partial(doubts.of, name))
    kind = {"amount": Kind.NUMBERS, "probability": Kind.SHARES}.get(name, Kind.TEXT)
    return Field(name, said, Kind.DAYS if name in DATE_FIELDS else kind, reader(name, fiscal_year_starts))


def derived_field(key: str, said: str, facts: Facts) -> Field[Opportunity]:
    """A derived field of opportunities."""
    derived = DERIVED[key]
    kind = Kind.SHARES if derived.unit is Unit.PERCENT else Kind.NUMBERS
    return Field(key, said, kind, partial(_derived, derived, facts))


def why_not(field: Field[T], rule: Rule) -> str | None:
    """Why a field can't be put to a comparison at all, in words; None where it can."""
    if rule.test in _STATES:
        return None
    if field.kind is Kind.COLUMN:
        cell = field.doubt() if rule.reads in (Reads.NUMBER, Reads.PERCENT) else None
        return None if cell is None else f"{field.said} holds {_shown(cell)}, whose {_open_sign(cell)}"
    if _fits(field.kind, rule):
        return None
    named = field.said if field.said == field.name else f"{field.said} is {field.name}, which"
    return f"{named} holds {field.kind}, and can't be compared so"


def _open_sign(cell: str) -> str:
    return "comma stands before decimals" if "," in cell else "point may stand for thousands"


def _fits(kind: Kind, rule: Rule) -> bool:
    """Whether a rule compares what such a field holds."""
    if kind is Kind.TEXT:
        return rule.test not in _ORDERED
    if rule.test is Test.MATCHES:
        return False
    if kind is Kind.DAYS:
        return isinstance(rule.value, date)
    return isinstance(rule.value, Decimal) and (kind is Kind.NUMBERS or 0 <= rule.value <= ONE)


def never(found: Judged, _subject: object) -> Judged:
    """The same answer for all."""
    return found


def answer(rule: Rule, field: Field[T], subject: T) -> Judged:
    """The answer of one comparison: what can't be known or read can't be judged; an empty cell fits none."""
    found = field.read(subject)
    if isinstance(found, Judged):
        return found
    if isinstance(found, AtLeast):
        return _at_least(rule, field, found.value)
    if rule.reads is not None and rule.test in _ORDERED and _is_no(rule.reads, found):
        return unjudged(f"{rule.field} holds {_shown(found)}, which is no {rule.reads.value}")
    if rule.holds(found):
        return HOLDS
    if rule.test is Test.MATCHES and isinstance(found, str) and len(found) > MOST_MATCHED:
        return unjudged(f"{rule.field} has more than {MOST_MATCHED:,} characters; no more are searched")
    return FAILS


def answer_of_filled(rule: Rule, field: Field[T], subject: T) -> Judged:
    """The same where an empty cell tells nothing: only whether there is a value can be judged of it."""
    if rule.test not in _STATES and field.read(subject) in _EMPTY:
        return unjudged(_empty(field))
    return answer(rule, field, subject)


def _at_least(rule: Rule, field: Field[T], least: int) -> Judged:
    """The answer of a comparison by what a value is at least: where a greater one would change it, there is none."""
    holds = rule.holds(Decimal(least))
    if rule.test in _STATES or (holds and rule.test in (Test.MIN, Test.ABOVE)):
        return HOLDS if holds else FAILS
    if not holds and (rule.test in (Test.MAX, Test.BELOW) or (rule.test is Test.EQUALS and _is_less(rule, least))):
        return FAILS
    return unjudged(f"{field.said} is {least:,} at least, and nothing tells how much more")


def _is_less(rule: Rule, least: int) -> bool:
    return isinstance(rule.value, Decimal) and rule.value < least


def listed(rules: Sequence[Rule], field: Field[T], *, is_empty_unknown: bool) -> Callable[[T], Judged]:
    """Whether it equals the value of one of some rules, found without trying each of them."""
    plain = {_as_compared(rule.typed if rule.reads else rule.value) for rule in rules}
    read: dict[Reads, set[Value]] = {}
    for rule in rules:
        if rule.reads is not None and isinstance(rule.value, Decimal | date):
            read.setdefault(rule.reads, set()).add(rule.value)

    def answered(subject: T) -> Judged:
        found = field.read(subject)
        if isinstance(found, Judged):
            return found
        if is_empty_unknown and found in _EMPTY:
            return unjudged(_empty(field))
        if isinstance(found, AtLeast):
            answers = (_at_least(rule, field, found.value) for rule in rules)
            return next((each for each in answers if each.holds is not False), FAILS)
        is_read = isinstance(found, str) and any(read_cell(found, reads) in some for reads, some in read.items())
        return HOLDS if is_read or _as_compared(found) in plain else FAILS

    return answered


def _empty(field: Field[T]) -> str:
    return f"{field.said} is empty"


def _as_compared(value: Value | tuple[str, ...] | None) -> Value | tuple[str, ...] | None:
    return loose(value) if isinstance(value, str) else value


def _is_no(reads: Reads, found: Value | None) -> bool:
    return isinstance(found, str) and read_cell(found, reads) is None


def _shown(found: Value | None) -> str:
    return repr(str(found)[:_SHOWN])


def _derived(derived: Derived, facts: Facts, opportunity: Opportunity) -> Value | AtLeast | Judged | None:
    if opportunity.outcome is not Outcome.OPEN:
        return unjudged(f"{derived.title} is known of open opportunities alone")
    value = derived.read(opportunity, facts)
    if value is None or isinstance(value, AtLeast):
        return value or unjudged(derived.missing)
    return Decimal(value)
