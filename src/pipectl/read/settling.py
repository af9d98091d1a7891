"""How each column of a file is read: one reader a field, and what the columns as a whole settle."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from ..domain.opportunity import DATE_FIELDS
from ..domain.spec import DateOrder, PercentScale
from .formats import cents, currency_column, date_order, dates, money, percent
from .formats.evidence import Column, Profile, Question, Settled
from .header_currency import split
from .headers import Chosen, normal
from .stages import Known, StageBook, status
from .survey import Reader


class Settings(NamedTuple):
    """What the options, else pipeline.yaml, say about how values are written."""

    date_order: DateOrder | None = None
    locale: str | None = None
    probability_scale: PercentScale | None = None
    currency: str | None = None


class Resolved(NamedTuple):
    """What every text of the settled columns is."""

    values: Mapping[str, Mapping[str, Any]]
    """By field: text to its value, to the trouble with it, or to None where it is empty."""
    said: tuple[str, ...]
    questions: tuple[Question, ...]


def readers(settings: Settings, book: StageBook | None) -> dict[str, Reader]:
    """How one text of each field is read; without a `StageBook`, any stage and status will do."""
    found: dict[str, Reader] = {
        "amount": lambda text: money.read(text, settings.currency),
        "currency": lambda text: currency_column.read(text, settings.currency),
        "probability": percent.read,
        **dict.fromkeys(DATE_FIELDS, dates.read),
    }
    if book is None:
        return found | {"stage": _anything, "status": _anything}
    return found | {"stage": book.stage, "status": status, "lost_from_stage": book.lost_from}


def resolve(profiles: Mapping[str, Profile[Any]], chosen: Chosen, settings: Settings) -> Resolved:
    """Settle every column from its own texts."""
    settled: dict[str, Settled[Any]] = {}
    for field, profile in profiles.items():
        column = Column(field, chosen.labels[chosen.columns[field]])
        settled[field] = _settled(profile, column, settings)
    header = chosen.labels[chosen.columns["amount"]] if "amount" in chosen.columns else ""
    if cents.are_cents(normal(header), [normal(label) for label in chosen.labels]):
        settled["amount"] = cents.from_cents(settled["amount"], header)
    told = currency_column.Told(header, split(header)[1])
    settled["currency"] = currency_column.settle(profiles, settings.currency, told)
    return Resolved(
        {field: one.values for field, one in settled.items()},
        tuple(said for one in settled.values() for said in one.said),
        tuple(question for one in settled.values() for question in one.questions),
    )


def _settled(profile: Profile[Any], column: Column, settings: Settings) -> Settled[Any]:
    if column.field == "amount":
        return money.settle(profile, column, settings.locale)
    if column.field == "probability":
        return percent.settle(profile, column, settings.probability_scale)
    if column.field in DATE_FIELDS:
        return date_order.settle(profile, column, settings.date_order)
    return Settled({text: sight.reading.trouble or sight.reading for text, sight in profile.items()})


def _anything(_text: str) -> Known:
    return Known()
