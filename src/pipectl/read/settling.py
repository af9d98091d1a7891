"""How each column of a file is read: one reader a field, and what the columns as a whole settle."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import partial
from typing import Any, NamedTuple

from ..domain.opportunity import DATE_FIELDS
from ..domain.spec import DateOrder, PercentScale
from .chosen import AMOUNTS, ENTERED, Chosen
from .formats import cents, currency_column, date_order, dates, flags, money, multiples, percent
from .formats.evidence import Column, Question, Settled
from .formats.profile import Profile, Values
from .header_currency import split
from .header_unit import unit
from .preset import ROLES
from .stages import Known, StageBook, status
from .status_words import taken_for
from .survey import Reader


class Settings(NamedTuple):
    """What the options, else pipeline.yaml, say about how values are written."""

    date_order: DateOrder | None = None
    locale: str | None = None
    probability_scale: PercentScale | None = None
    currency: str | None = None
    rates: Mapping[str, Decimal] = {}
    zone: str | None = None
    """Whose days count, where a time names a zone of its own."""
    preset: str | None = None
    """The preset that is named, if one is: then nothing is asked about it."""
    serial: bool = False
    """Whether columns of bare numbers may be days as a spreadsheet counts them."""


class Resolved(NamedTuple):
    """What every text of the settled columns is."""

    values: Mapping[str, Values]
    """By field: text to its value, to the trouble with it, or to None where it is empty."""
    units: Values | None
    """Text of an amount to the currency it is in; None where no amount says it."""
    currencies: tuple[str, ...]
    """Those that cells or amounts carry, sorted."""
    said: tuple[str, ...]
    questions: tuple[Question, ...]


def readers(settings: Settings, book: StageBook | None, chosen: Chosen) -> dict[str, Reader]:
    """How one text of each field and role is read; without a `StageBook`, any stage and status will do."""
    found: dict[str, Reader] = {
        "amount": lambda text: money.read(text, settings.currency, settings.rates),
        "currency": lambda text: currency_column.read(text, settings.currency, settings.rates),
        "probability": percent.read,
        **dict.fromkeys(DATE_FIELDS, partial(dates.read, zone=settings.zone, serial=settings.serial)),
    }
    found |= {"flag": flags.read, "deleted": flags.read_deleted}
    found |= {role: found[like] for role, like in ROLES.items()}
    found |= {field: found["created"] for field in chosen.located if field.startswith(ENTERED)}
    if book is None:
        return found | {"stage": _anything, "status": _anything}
    words = {} if chosen.preset is None else chosen.preset.statuses
    told = {"status": lambda text: status(text, words)}
    return found | {"stage": book.stage, "lost_from_stage": book.lost_from} | told


def resolve(profiles: Mapping[str, Profile[Any]], chosen: Chosen, settings: Settings) -> Resolved:
    """Settle every column from its own texts."""
    settled: dict[str, Settled[Any]] = {}
    preset = chosen.preset
    dated = {field: profile for field, profile in profiles.items() if _is_date(field)}
    days = settle_dates(dated, {field: chosen.labels[chosen.located[field]] for field in dated}, settings)
    for field, profile in profiles.items():
        if field in days:
            settled[field] = days[field]
            continue
        column = Column(field, chosen.labels[chosen.located[field]])
        settled[field] = _settled(profile, column, settings, percent_usual=preset is not None and preset.percent)
    if "status" in settled:
        own = {} if preset is None else preset.statuses
        words = taken_for(profiles["status"], chosen.labels[chosen.located["status"]], own)
        settled["status"] = settled["status"]._replace(said=words)
    header = chosen.labels[chosen.columns["amount"]] if "amount" in chosen.columns else ""
    for field in AMOUNTS if preset is not None and preset.cents else ():
        doubtful = cents.whole_units(profiles[field]) if field in settled and not settings.preset else None
        if doubtful is not None:
            asked = cents.ask(profiles[field], Column(field, chosen.labels[chosen.located[field]]), doubtful)
            settled[field] = settled[field]._replace(questions=(*settled[field].questions, asked))
        elif field in settled:
            settled[field] = cents.from_cents(settled[field], chosen.labels[chosen.located[field]])
    told = currency_column.Told(header, split(header)[1])
    money_in = currency_column.settle(profiles, settings.currency, told, settings.rates)
    settled["currency"] = Settled(money_in.of_cell, money_in.said, money_in.questions)
    return Resolved(
        {field: Values(profile, settled[field].value) for field, profile in profiles.items()},
        _units([profiles[field] for field in AMOUNTS if field in profiles], money_in),
        money_in.carried(profiles),
        tuple(said for one in settled.values() for said in one.said),
        tuple(question for one in settled.values() for question in one.questions),
    )


def _units(amounts: Sequence[Profile[Any]], money_in: currency_column.Currencies) -> Values | None:
    """The currency of each amount, estimated or won: both are read alike, so that one serves for both."""
    named = any(sight.reading.currency for profile in amounts for sight in profile.values())
    return Values(amounts[0], money_in.of_amount) if amounts and (money_in.bare or named) else None


def _settled(profile: Profile[Any], column: Column, settings: Settings, *, percent_usual: bool) -> Settled[Any]:
    like = ROLES.get(column.field, column.field)
    if like == "amount":
        return multiples.settle(money.settle(profile, column, settings.locale), profile, column, unit(column.header))
    if like == "probability":
        usual = PercentScale.PERCENT if percent_usual else None
        return percent.settle(profile, column, settings.probability_scale, usual)
    if like in ("flag", "deleted"):
        return Settled(lambda reading: reading.trouble or reading.flag)
    return Settled(lambda reading: reading.trouble or reading)


def settle_dates(
    profiles: Mapping[str, Profile[Any]], labels: Mapping[str, str], settings: Settings
) -> dict[str, Settled[Any]]:
    """The columns of dates of a file, each by its own texts; those that are open so, in the order the others prove."""
    ways = date_order.Ways(settings.date_order, settings.serial, settings.zone)
    settled = {field: date_order.settle(each, Column(field, labels[field]), ways) for field, each in profiles.items()}
    still_open = [field for field, found in settled.items() if found.questions]
    if still_open:
        ways = ways._replace(proofs=date_order.proofs((labels[field], each) for field, each in profiles.items()))
        settled |= {
            field: date_order.settle(profiles[field], Column(field, labels[field]), ways) for field in still_open
        }
    return settled


def _is_date(field: str) -> bool:
    return ROLES.get(field, field) in DATE_FIELDS or field.startswith(ENTERED)


def _anything(_text: str) -> Known:
    return Known()
