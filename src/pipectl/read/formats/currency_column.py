"""A column of currencies, and the one currency that all amounts of a file are in."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from ..codes import AMOUNT_FOREIGN, Trouble
from .currencies import candidates, common
from .evidence import Profile, Question, Settled, example


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


def settle(profiles: Mapping[str, Profile[Any]], currency: str | None) -> Settled[str]:
    """The currency of each text of the `amount` and `currency` columns that names one."""
    tokens: dict[str, tuple[str, str]] = {}
    for field in ("currency", "amount"):
        for text, sight in profiles.get(field, {}).items():
            if sight.votes and sight.reading.currency:
                tokens.setdefault(sight.reading.currency, (field, text))
    if currency:
        return Settled(_values(profiles, currency))
    shared = common(list(tokens))
    if shared is None:
        return Settled(_values(profiles, None), questions=(_question(profiles, tokens),))
    said = (
        f"{next(iter(tokens))} is taken as {shared[0]}; currency in pipeline.yaml may say another" if shared[1:] else ""
    )
    return Settled(_values(profiles, shared[0] if shared else None), (said,) if said else ())


def _values(profiles: Mapping[str, Profile[Any]], code: str | None) -> dict[str, str | Trouble | None]:
    return {
        text: sight.reading.trouble if field == "currency" and sight.reading.trouble else code
        for field in ("amount", "currency")
        for text, sight in profiles.get(field, {}).items()
        if sight.reading.currency or (field == "currency" and sight.reading.trouble)
    }


def _question(profiles: Mapping[str, Profile[Any]], tokens: Mapping[str, tuple[str, str]]) -> Question:
    seen = [example(profiles[field], text) for field, text in list(tokens.values())[:4]]
    choices = dict.fromkeys(candidates(token)[0] for token in tokens)
    return Question(
        "currency",
        "",
        f"amounts are in more than one currency, such as {', '.join(seen)}, and are not added",
        tuple(choices),
        "currency",
        "",
    )
