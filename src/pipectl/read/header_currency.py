"""Headers that name a currency: Amount (USD), Revenue in EUR, Amount €."""

import re

from ..domain.currencies import CODES
from .formats.currencies import SIGNS, WORDS

_CURRENCY = r"([A-Z]{3}|[A-Z]{0,2}[^\w\s()\[\],;:%#?*.-]|zł|Kč|kr|Fr|Ft)"
_IN = r"(?:[Ii][Nn] )"
_SHAPE = re.compile(rf"(.*?\w) ?(?:[(\[]{_IN}?{_CURRENCY}[)\]]| {_IN}{_CURRENCY}|[ ,] ?{_CURRENCY})")


def split(header: str) -> tuple[str, str]:
    """What is left of a header without the currency it names, and the code or sign of that; else itself and ""."""
    found = _SHAPE.fullmatch(" ".join(header.split()))
    if not found:
        return header, ""
    rest, currency = (part for part in found.groups() if part)
    if currency in SIGNS or (currency in CODES and currency not in WORDS):
        return rest, currency
    return header, ""
