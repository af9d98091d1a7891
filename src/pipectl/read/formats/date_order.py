"""The order of day and month in a column of dates, settled from the whole column."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import partial
from typing import NamedTuple

from ...domain.spec import DateOrder
from ..codes import DATE_ORDER, Trouble
from .dates import DateReading, mark_of
from .evidence import Column, Question, Settled, Verdict, Votes, agreed, example, votes
from .profile import Profile

_WORDS = {DateOrder.DMY: "day/month/year", DateOrder.MDY: "month/day/year", DateOrder.YMD: "year/month/day"}

_VERDICTS = {Verdict.FIRST: DateOrder.DMY, Verdict.SECOND: DateOrder.MDY}


class Proof(NamedTuple):
    """The order that the values of a column prove."""

    order: DateOrder
    header: str
    """What the column is called."""


_NO_PROOFS: Mapping[str, Proof] = {}


class Ways(NamedTuple):
    """How dates are written, as far as it is told."""

    order: DateOrder | None = None
    serial: bool = False
    """Whether a column of nothing but bare numbers holds days as a spreadsheet counts them."""
    zone: str | None = None
    """The time zone whose days are meant."""
    proofs: Mapping[str, Proof] = _NO_PROOFS
    """What other columns of the file prove, by the mark between day and month."""


_ANY = Ways()


def settle(profile: Profile[DateReading], column: Column, ways: Ways = _ANY) -> Settled[date]:
    """Each text's day, once the order of day and month is told or settled by the column's own values.

    A column of nothing but midnights of UTC holds days: no time zone moves them to the day before.
    """
    found = _ordered(profile, column, ways)
    if ways.zone is None or found.questions or not _are_midnights(profile):
        return found
    said = (f"times in {column.header} are all midnight of UTC: days, kept as written", *found.said[:-1])
    return Settled(lambda reading: found.value(_as_written(reading)), said, are_days=True)


def _are_midnights(profile: Profile[DateReading]) -> bool:
    dated = [sight.reading for sight in profile.values() if sight.reading.days or sight.reading.moment]
    return bool(dated) and all(one.written for one in dated)


def _as_written(reading: DateReading) -> DateReading:
    if not reading.written:
        return reading
    moment = None if reading.moment is None else reading.written[0][1]
    return reading._replace(days=() if moment else reading.written, moment=moment)


def _ordered(profile: Profile[DateReading], column: Column, ways: Ways) -> Settled[date]:
    counted = _counted(profile, column, ways)
    if counted is not None:
        return counted
    order, said = ways.order, _zones(profile, column, ways.zone)
    if order is not None:
        return Settled(partial(_value, order), (*_short_years(profile, column, order), *said))
    short = [text for text, sight in profile.items() if sight.votes and sight.reading.short_year]
    if short:
        return Settled(partial(_unsettled, column), said, (_century_question(profile, column, short[0]),))
    day_first, month_first = _votes(profile, DateOrder.DMY), _votes(profile, DateOrder.MDY)
    verdict = agreed(day_first, month_first)
    still_open = [text for text, sight in profile.items() if sight.votes and _is_open(sight.reading)]
    if verdict is Verdict.NEITHER and still_open:
        return _as_others(profile, column, ways.proofs, still_open, said)
    found = _VERDICTS.get(verdict)
    if found:
        heard = day_first if found is DateOrder.DMY else month_first
        said = (f"dates in {column.header} are {_WORDS[found]} ({heard})", *said)
    elif verdict is Verdict.BOTH:
        said = (f"dates in {column.header} have two orders; only those that can be one day alone were kept", *said)
    settled = found or verdict is Verdict.BOTH
    return Settled(partial(_value, found) if settled else partial(_unsettled, column), said)


def proofs(columns: Iterable[tuple[str, Profile[DateReading]]]) -> dict[str, Proof]:
    """The order that columns prove, each with its header, by the mark between day and month.

    An export writes all its dates for one country. A mark beside which columns prove opposite orders proves none.
    """
    told: dict[str, Proof] = {}
    doubtful: set[str] = set()
    for header, profile in columns:
        found = _VERDICTS.get(agreed(*(_votes(profile, order) for order in _VERDICTS.values())))
        orders = tuple(_VERDICTS.values()) if found is None else (found,)
        for mark in {mark_of(text) for text, sight in profile.items() if _proves(sight.reading, *orders)}:
            if found is None or told.setdefault(mark, Proof(found, header)).order is not found:
                doubtful.add(mark)
    return {mark: proof for mark, proof in told.items() if mark not in doubtful}


def _as_others(
    profile: Profile[DateReading],
    column: Column,
    told: Mapping[str, Proof],
    still_open: list[str],
    said: tuple[str, ...],
) -> Settled[date]:
    """A column that its own values leave open: in the order that others prove, else a question."""
    proof = _proof(told, still_open)
    if proof is None:
        return Settled(partial(_unsettled, column), said, (_order_question(profile, column, still_open[0]),))
    as_there = f"day and month of {column.header} are as in {proof.header}: {_WORDS[proof.order]}"
    return Settled(partial(_value, proof.order), (as_there, *said))


def _proof(told: Mapping[str, Proof], texts: Iterable[str]) -> Proof | None:
    """The order of open dates, where other columns prove it for all their marks."""
    found = {told.get(mark_of(text)) for text in texts}
    return found.pop() if len(found) == 1 else None


def _votes(profile: Profile[DateReading], order: DateOrder) -> Votes:
    """Rows whose date only this order can read."""
    return votes(sight for sight in profile.values() if _proves(sight.reading, order))


def _proves(reading: DateReading, *orders: DateOrder) -> bool:
    return not reading.fixed and len(reading.days) == 1 and reading.days[0][0] in orders


def _is_open(reading: DateReading) -> bool:
    return len({day for _, day in reading.days}) > 1


def _unsettled(column: Column, reading: DateReading) -> date | Trouble | None:
    """A day where no row settles the order: an open one stands only in rows that something else speaks against.

    Of its days the one that fits the other dates of a row is taken, so that nothing is said against them by guess.
    """
    if reading.trouble or not reading.days:
        return reading.missing
    days = [day for _, day in reading.days]
    return max(days) if column.field == "closed" else min(days)


def _value(order: DateOrder | None, reading: DateReading) -> date | Trouble | None:
    if reading.trouble or not reading.days:
        return reading.missing
    if order is None:
        return _both(reading)
    day = reading.day(order)
    return Trouble(DATE_ORDER, f"is not {_WORDS[order]} as the column is") if day is None else day


def _both(reading: DateReading) -> date | Trouble:
    """A day of a column that has both orders."""
    if reading.short_year:
        return Trouble(DATE_ORDER, "has a year of two digits")
    if _is_open(reading):
        return Trouble(DATE_ORDER, "could be two days, and the column has both orders")
    return reading.days[0][1]


def _short_years(profile: Profile[DateReading], column: Column, order: DateOrder) -> tuple[str, ...]:
    if not any(sight.reading.short_year for sight in profile.values()):
        return ()
    return (f"years in {column.header} of two digits are from 1969 to 2068, dates are {_WORDS[order]}",)


def _counted(profile: Profile[DateReading], column: Column, ways: Ways) -> Settled[date] | None:
    """A column that holds nothing but bare numbers, of days or of milliseconds; None for any other."""
    readings = [sight.reading for sight in profile.values()]
    serial, moment = any(one.serial for one in readings), any(one.moment for one in readings)
    if serial == moment or any(one.days for one in readings):
        return None
    if moment:
        told = f"numbers in {column.header} are milliseconds since 1970; the day is that of {ways.zone or 'UTC'}"
        return Settled(lambda reading: reading.moment or reading.missing, (told,))
    told = f"bare numbers in {column.header} are days as a spreadsheet counts them"
    return Settled(lambda reading: reading.serial or reading.missing, (told,)) if ways.serial else None


def _zones(profile: Profile[DateReading], column: Column, zone: str | None) -> tuple[str, ...]:
    if not any(sight.reading.zoned for sight in profile.values()):
        return ()
    kept = f"the day is that of {zone}" if zone else "the day was kept as written"
    return (f"times in {column.header} have a time zone; {kept}",)


def _order_question(profile: Profile[DateReading], column: Column, text: str) -> Question:
    days = sorted({day for _, day in profile[text].reading.days})
    either = " or ".join(f"{day.day} {day:%B %Y}" for day in days)
    return Question(
        column.field,
        column.header,
        f"{column.header} {example(profile, text)} could be {either} and no row settles which",
        (DateOrder.DMY.value, DateOrder.MDY.value),
        "columns.date_order",
        "--date-order",
    )


def _century_question(profile: Profile[DateReading], column: Column, text: str) -> Question:
    return Question(
        column.field,
        column.header,
        f"{column.header} {example(profile, text)} has a year of two digits, which leaves century and order open",
        tuple(order.value for order in DateOrder),
        "columns.date_order",
        "--date-order",
    )
