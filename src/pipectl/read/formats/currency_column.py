"""A column of currencies, and the one currency that all amounts of a file are in."""

from collections.abc import Hashable, Mapping
from typing import Any, NamedTuple

from ..codes import AMOUNT_FOREIGN, Trouble, quoted
from .currencies import candidates, common
from .evidence import Question, example
from .profile import Profile

#: Columns whose cells may name a currency.
_FIELDS = ("currency", "amount", "won_amount")


class CurrencyReading(NamedTuple):
    """The currency a cell names, as it stands; empty for an empty cell."""

    currency: str = ""
    trouble: Trouble | None = None

    def sort(self, _text: str) -> Hashable:
        """What it may stand for."""
        return self.trouble is None, candidates(self.currency)


def read(text: str, currency: str | None = None) -> CurrencyReading:
    """How a text reads as a currency, held against the pipeline's where there is one."""
    text = text.strip()
    codes = candidates(text)
    if text and not codes:
        return CurrencyReading(trouble=Trouble(AMOUNT_FOREIGN, "is no currency that is known", "write its ISO code"))
    if text and currency and currency not in codes:
        return CurrencyReading(trouble=Trouble(AMOUNT_FOREIGN, f"is not {currency}"))
    return CurrencyReading(text)


class Told(NamedTuple):
    """What the header of the amounts says."""

    header: str = ""
    currency: str = ""
    """The code or sign in it; empty where there is none."""


_UNTOLD = Told()


class Currencies(NamedTuple):
    """The currency of a file's amounts, once it is settled."""

    code: str | None = None
    """The one they are in; None where nothing says it, or two things do."""
    bare: bool = False
    """Whether amounts that name none are in it, too."""
    said: tuple[str, ...] = ()
    questions: tuple[Question, ...] = ()

    def of_cell(self, reading: CurrencyReading) -> str | Trouble | None:
        """The currency of a cell of the `currency` column."""
        return reading.trouble or (self.code if reading.currency else None)

    def of_amount(self, reading: Any) -> str | None:
        """The currency that an amount names, or its header for it."""
        named = reading.currency or (self.bare and not reading.empty)
        return self.code if named else None

    def carried(self, profiles: Mapping[str, Profile[Any]]) -> str | None:
        """The code where any cell or amount carries it."""
        of = {"currency": self.of_cell, "amount": self.of_amount, "won_amount": self.of_amount}
        told = (of[field](sight.reading) for field in _FIELDS for sight in profiles.get(field, {}).values())
        return next((code for code in told if isinstance(code, str)), None)


def settle(profiles: Mapping[str, Profile[Any]], currency: str | None, told: Told = _UNTOLD) -> Currencies:
    """The currency of the amounts of a file.

    Args:
        profiles: Texts of the columns, by field.
        currency: The one pipeline.yaml names, if it does.
        told: What the header of the amounts says.
    """
    if told.currency and currency and currency not in candidates(told.currency):
        return Currencies(currency, questions=(_foreign(told, currency),))
    if currency:
        return Currencies(currency)
    tokens = _tokens(profiles)
    named = [*([told.currency] if told.currency else []), *tokens]
    shared = common(named)
    if shared is None:
        return Currencies(questions=(_question(profiles, tokens, told),))
    said = (f"{named[0]} is taken as {shared[0]}; currency in pipeline.yaml may say another",) if shared[1:] else ()
    if told.currency:
        said = (f"amounts are in {shared[0]}, as the header {quoted(told.header)} says", *said)
    return Currencies(shared[0] if shared else None, bool(told.currency), said)


def _tokens(profiles: Mapping[str, Profile[Any]]) -> dict[str, tuple[str, str]]:
    """The codes and signs of sound rows, with the field and the text that have them first."""
    tokens: dict[str, tuple[str, str]] = {}
    for field in _FIELDS:
        for text, sight in profiles.get(field, {}).items():
            if sight.votes and sight.reading.currency:
                tokens.setdefault(sight.reading.currency, (field, text))
    return tokens


def _foreign(told: Told, currency: str) -> Question:
    text = f"the header {quoted(told.header)} is not in {currency}, the currency of pipeline.yaml"
    return Question("currency", "", text, candidates(told.currency)[:1], "currency", "")


def _question(profiles: Mapping[str, Profile[Any]], tokens: Mapping[str, tuple[str, str]], told: Told) -> Question:
    seen = [f"the header {quoted(told.header)}"] if told.currency else []
    seen += [example(profiles[field], text) for field, text in list(tokens.values())[:4]]
    choices = dict.fromkeys(candidates(token)[0] for token in (told.currency, *tokens) if token)
    return Question(
        "currency",
        "",
        f"amounts are in more than one currency, such as {', '.join(seen)}, and are not added",
        tuple(choices),
        "currency",
        "",
    )
