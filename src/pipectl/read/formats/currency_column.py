"""A column of currencies, and the one currency that all amounts of a file are in."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from ..codes import AMOUNT_FOREIGN, Trouble, quoted
from .currencies import candidates, common
from .evidence import Profile, Question, Settled, example

#: Columns whose cells may name a currency.
_FIELDS = ("currency", "amount", "won_amount")


class CurrencyReading(NamedTuple):
    """The currency a cell names, as it stands; empty for an empty cell."""

    currency: str = ""
    trouble: Trouble | None = None


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


def settle(profiles: Mapping[str, Profile[Any]], currency: str | None, told: Told = _UNTOLD) -> Settled[str]:
    """The currency of each text of the `amount` and `currency` columns that names one, or whose header does.

    Args:
        profiles: Texts of the columns, by field.
        currency: The one pipeline.yaml names, if it does.
        told: What the header of the amounts says.
    """
    if told.currency and currency and currency not in candidates(told.currency):
        return Settled(_values(profiles, currency), questions=(_foreign(told, currency),))
    if currency:
        return Settled(_values(profiles, currency))
    tokens = _tokens(profiles)
    named = [*([told.currency] if told.currency else []), *tokens]
    shared = common(named)
    if shared is None:
        return Settled(_values(profiles, None), questions=(_question(profiles, tokens, told),))
    said = (f"{named[0]} is taken as {shared[0]}; currency in pipeline.yaml may say another",) if shared[1:] else ()
    values = _values(profiles, shared[0] if shared else None)
    if not told.currency:
        return Settled(values, said)
    bare = {text: shared[0] for text in profiles.get("amount", {}) if text.strip() and text not in values}
    return Settled(values | bare, (f"amounts are in {shared[0]}, as the header {quoted(told.header)} says", *said))


def _tokens(profiles: Mapping[str, Profile[Any]]) -> dict[str, tuple[str, str]]:
    """The codes and signs of sound rows, with the field and the text that have them first."""
    tokens: dict[str, tuple[str, str]] = {}
    for field in _FIELDS:
        for text, sight in profiles.get(field, {}).items():
            if sight.votes and sight.reading.currency:
                tokens.setdefault(sight.reading.currency, (field, text))
    return tokens


def _values(profiles: Mapping[str, Profile[Any]], code: str | None) -> dict[str, str | Trouble | None]:
    return {
        text: sight.reading.trouble if field == "currency" and sight.reading.trouble else code
        for field in reversed(_FIELDS)
        for text, sight in profiles.get(field, {}).items()
        if sight.reading.currency or (field == "currency" and sight.reading.trouble)
    }


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
