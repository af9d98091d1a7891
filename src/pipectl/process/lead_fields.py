"""What rules of a score may name of a lead: its fields, what is derived of them, and other columns of its file."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from functools import partial
from typing import NamedTuple

from ..domain.cells import loose
from ..domain.judging import Judged as Answer
from ..domain.judging import unjudged
from ..domain.lead import LEAD_KINDS, TEXT_FIELDS, LeadBook
from ..domain.pipeline import FileAccount
from ..domain.rule import Value, doubtful
from ..domain.values import DIVIDE
from ..engines.comparing import Field, Kind
from ..metrics.lead_sight import Judged

_KINDS = {"text": Kind.TEXT, "days": Kind.DAYS, "numbers": Kind.NUMBERS}
_DERIVED = {"age_days": ("created",), "response_hours": ("created", "first_response")}
#: Fields that becoming an opportunity sets itself.
SET_AT_CONVERSION = frozenset({"status", "converted", "converted_on", "opportunity"})
_HOUR = Decimal(3600)
_Read = Callable[[Judged], Value | Answer | None]


class LeadGround(NamedTuple):
    """What rules on leads are bound to."""

    book: LeadBook
    files: tuple[FileAccount, ...]
    as_of: date
    of_ripened: bool = False
    """Whether leads are looked at that came so long ago that their age of today tells nothing."""
    is_empty_unknown: bool = False
    """A comparison with an empty cell does not hold: a lead of which nothing is known is not called first."""

    def field(self, name: str) -> Field[Judged] | str:
        """What a name means of these leads, a column before a derived field; else why nothing."""
        own = self.own(name)
        if own is not None and own not in _DERIVED:
            return Field(own, name, _KINDS[LEAD_KINDS[own]], partial(self._own, own, name))
        label = self._label(name)
        if label is not None:
            cells = partial(_cells, self.book, label)
            return Field(label, name, Kind.COLUMN, partial(self._cell, label, name), lambda: doubtful(cells()))
        if own is None:
            return f"the leads have no {name}{_meant(name, self._known())}"
        lacking = [need for need in _DERIVED[own] if need not in self.book.fields]
        if lacking:
            return f"the leads have no {' and '.join(lacking)}, which {name} is made of"
        return Field(own, name, Kind.NUMBERS, self._derived(own))

    def spelled(self, field: Field[Judged], text: str) -> str:
        """A value as it stands: leads have no other names for one."""
        del field
        return text

    def own(self, name: str) -> str | None:
        """The field of a lead that a name means: its own, that of a header, or a derived one; None for none."""
        plain = loose(name).replace(" ", "_").replace("-", "_")
        if plain in self.book.fields and plain in LEAD_KINDS:
            return plain
        headers = {loose(header): field for each in self.files for field, header in each.columns}
        told = headers.get(loose(name))
        if told in LEAD_KINDS:
            return told
        return plain if plain in _DERIVED else None

    def _label(self, name: str) -> str | None:
        """The column of a file that a name means."""
        return next((label for label in self._labels() if loose(label) == loose(name)), None)

    def _labels(self) -> Iterable[str]:
        return (label for each in self.files for label in _labels_of(each))

    def _known(self) -> list[str]:
        """What might have been meant, as it is written."""
        return [*(field for field in LEAD_KINDS if field in self.book.fields), *_DERIVED, *self._labels()]

    def _own(self, field: str, said: str, seen: Judged) -> Value | Answer | None:
        """One of its fields; where its file has no column for it while another one has, nobody knows."""
        account = self._file(seen)
        if account is not None and account.columns and len(self.files) > 1 and not _has(account, field):
            return unjudged(f"{account.name} has no {said}")
        return _FIELDS[field](seen, self.as_of)

    def _cell(self, label: str, said: str, seen: Judged) -> Value | Answer | None:
        account = self._file(seen)
        found = next((text for each, text in seen.lead.extra if loose(each) == loose(label)), "")
        if found is None:
            return unjudged(f"{said} holds an error or a formula without a value")
        if not found and account is not None and loose(label) not in map(loose, _labels_of(account)):
            return unjudged(f"{account.name} has no {said}")
        return found or None

    def _file(self, seen: Judged) -> FileAccount | None:
        return next((each for each in self.files if each.name == seen.lead.place.file), None)

    def _derived(self, key: str) -> _Read:
        if key == "response_hours":
            return _response_hours
        return _age_of_ripened if self.of_ripened else partial(_age, self.as_of)


def absent(name: str, ground: LeadGround) -> bool:
    """Whether a name means nothing of these leads."""
    return isinstance(ground.field(name), str)


def is_set_at_conversion(names: Iterable[str], ground: LeadGround) -> bool:
    """Whether any of some names is of what becoming an opportunity sets itself."""
    return not SET_AT_CONVERSION.isdisjoint(map(ground.own, names))


def _text(field: str, seen: Judged, _as_of: date) -> Value | None:
    found: str | None = getattr(seen.lead, field)
    return found


def _response_day(seen: Judged, as_of: date) -> Value | None:
    found = seen.lead.answered(as_of)
    return None if found is None else found.day


def _converted_on(seen: Judged, as_of: date) -> Value | None:
    day = seen.lead.converted_on
    return day if day is not None and day <= as_of else None


_FIELDS: Mapping[str, Callable[[Judged, date], Value | None]] = {
    **{field: partial(_text, field) for field in TEXT_FIELDS},
    "converted": lambda seen, _: "yes" if seen.converted else "no",
    "opportunity": lambda seen, _: ", ".join(seen.lead.opportunities) or None if seen.converted else None,
    "created": lambda seen, _: seen.lead.created.day,
    "first_response": _response_day,
    "converted_on": _converted_on,
}
#: Columns that a field of a lead is read from, beside its own.
_ALSO = {
    "first_response": ("first_call", "first_email"),
    "name": ("first_name", "last_name"),
    "status": ("lifecycle",),
    "converted": ("converted_on", "opportunity", "lifecycle", "status"),
}


def _has(account: FileAccount, field: str) -> bool:
    """Whether a file tells a field."""
    return any(each in (field, *_ALSO.get(field, ())) for each, _ in account.columns)


def _labels_of(account: FileAccount) -> tuple[str, ...]:
    """The columns of a file by their headers, those first that are none of our fields."""
    return (*account.unused, *(header for _, header in account.columns))


def _cells(book: LeadBook, label: str) -> list[str]:
    return [text for lead in book.leads for each, text in lead.extra if text and loose(each) == loose(label)]


def _age(as_of: date, seen: Judged) -> Value | Answer | None:
    if seen.converted:
        return unjudged("age is known of leads that have not become opportunities alone")
    return Decimal((as_of - seen.lead.created.day).days)


def _age_of_ripened(_seen: Judged) -> Value | Answer | None:
    return unjudged("age changes by the day, and a ripened lead's is not that of the day it was worked on")


def _response_hours(seen: Judged) -> Value | Answer | None:
    """Hours as response times are counted."""
    if seen.took is not None:
        return DIVIDE.divide(Decimal(seen.took.days * 86400 + seen.took.seconds), _HOUR)
    if not seen.answered:
        return unjudged("it is not answered yet")
    return unjudged("it is answered before it was created" if seen.backwards else "its times are days alone")


def _meant(name: str, known: Iterable[str]) -> str:
    from difflib import get_close_matches

    spelled = {loose(each): each for each in known}
    close = get_close_matches(loose(name), spelled, n=1, cutoff=0.75)
    return f"; did you mean {spelled[close[0]]}?" if close else ""
