"""Headers that name a currency: Amount (USD), Revenue in EUR, Amount €, deal_value_usd."""

import re

from .formats.currencies import in_header
from .header_unit import unit

_CURRENCY = r"([A-Za-z]{3}|[A-Z]{0,2}[^\w\s()\[\],;:%#?*.-]|zł|Kč|kr|Fr|Ft|Rs)"
_IN = r"(?:[Ii][Nn] )"
_SHAPE = re.compile(rf"(.*?[\w.]) ?(?:[(\[]{_IN}?{_CURRENCY}[)\]]| {_IN}{_CURRENCY}|[ ,] ?{_CURRENCY})")


def split(header: str) -> tuple[str, str]:
    """What is left of a header without its unit, and the code or sign of the currency it names; else itself and ""."""
    header = unit(header).header
    found = _SHAPE.fullmatch(" ".join(header.replace("_", " ").split()))
    if not found:
        return header, ""
    rest, currency = (part for part in found.groups() if part)
    known = in_header(currency)
    return (rest, known) if known else (header, "")
