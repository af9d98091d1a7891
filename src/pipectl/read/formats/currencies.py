"""Currency codes and signs, and what a column of them says."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from ...domain.currencies import CODES
from ..codes import AMOUNT_FOREIGN, Trouble

#: Codes that are words, too: only capitals make them a currency, and a header no currency at all.
WORDS = frozenset({"ALL", "TOP", "TRY"})
#: Codes that are no word in any case.
_PLAIN = frozenset(
    ("USD", "EUR", "GBP", "CHF", "JPY", "CNY", "INR", "CAD", "AUD", "NZD", "SGD", "HKD", "BRL", "MXN", "ZAR", "SEK",
     "NOK", "DKK", "PLN", "CZK", "HUF")
)  # fmt: skip
#: Signs and names, with the codes they may stand for, the usual one first.
SIGNS: dict[str, tuple[str, ...]] = {
    "$": ("USD", "AUD", "CAD", "NZD", "SGD", "HKD", "MXN", "ARS", "CLP", "COP", "TWD", "UYU", "DOP", "BBD", "JMD"),
    "US$": ("USD",), "A$": ("AUD",), "AU$": ("AUD",), "C$": ("CAD",), "CA$": ("CAD",), "NZ$": ("NZD",),
    "S$": ("SGD",), "HK$": ("HKD",), "R$": ("BRL",), "MX$": ("MXN",), "NT$": ("TWD",),
    "€": ("EUR",), "£": ("GBP", "EGP", "LBP"), "¥": ("JPY", "CNY"), "₹": ("INR",), "₩": ("KRW",), "₽": ("RUB",),
    "₺": ("TRY",), "₪": ("ILS",), "₫": ("VND",), "₴": ("UAH",), "₦": ("NGN",), "₱": ("PHP",), "฿": ("THB",),
    "zł": ("PLN",), "Kč": ("CZK",), "Ft": ("HUF",), "kr": ("SEK", "NOK", "DKK", "ISK"), "Fr": ("CHF",), "R": ("ZAR",),
    "Rs": ("INR", "PKR", "LKR", "NPR", "MUR"),
}  # fmt: skip
#: Those that may be followed by a point, as they are short for a word.
SHORT = ("Fr", "Rs", "kr")
SIGNS |= {f"{sign}.": SIGNS[sign] for sign in SHORT}
#: Signs that stand in front of amounts written like 12,500.00, and those of amounts written like 12.500,00, which
#: stand behind them but for one. The euro in front and all codes are used with either and say nothing.
FRONT_OF_POINT = frozenset(
    {"$", "US$", "A$", "AU$", "C$", "CA$", "NZ$", "S$", "HK$", "NT$", "£", "¥", "₹", "₩", "₱", "Rs", "Rs."}
)
FRONT_OF_COMMA = frozenset({"R$"})
BEHIND_COMMA = frozenset({"€", "kr", "kr.", "zł", "Kč", "₺", "₫"})
#: Currencies written with a $ in front and the comma as decimal mark.
COMMA_DOLLARS = frozenset({"ARS", "CLP", "COP", "UYU"})
NAMES: dict[str, str] = {
    "us dollar": "USD", "u.s. dollar": "USD", "euro": "EUR", "pound sterling": "GBP", "british pound": "GBP",
    "swiss franc": "CHF", "japanese yen": "JPY", "canadian dollar": "CAD", "australian dollar": "AUD",
    "swedish krona": "SEK", "norwegian krone": "NOK", "danish krone": "DKK", "indian rupee": "INR",
    "brazilian real": "BRL", "chinese yuan": "CNY", "mexican peso": "MXN", "polish zloty": "PLN",
}  # fmt: skip


def in_header(text: str) -> str:
    """The code or sign that a part of a header is; empty for one that may be a word."""
    if text in SIGNS or (text in CODES and text not in WORDS):
        return text
    return text.upper() if text.upper() in _PLAIN else ""


def candidates(text: str) -> tuple[str, ...]:
    """The currencies a code, sign or name may stand for, the usual one first; empty for anything else."""
    if text in SIGNS:
        return SIGNS[text]
    code = text.upper()
    if code in CODES and (text == code or code not in WORDS):
        return (code,)
    name = NAMES.get(text.casefold())
    return (name,) if name else ()


def accepted(text: str, currency: str, rates: Mapping[str, Decimal]) -> str | None:
    """The currency a code, sign or name stands for in a pipeline: its own, else the usual one that has a rate."""
    found = candidates(text)
    return currency if currency in found else next((code for code in found if code in rates), None)


def foreign(text: str, currency: str) -> Trouble:
    """The trouble with a code, sign or name that is not that of the pipeline and has no rate."""
    remedy = f"give {candidates(text)[0]} a rate under exchange_rates in pipeline.yaml, or convert it"
    return Trouble(AMOUNT_FOREIGN, f"is not in {currency}", remedy)


def common(tokens: list[str]) -> tuple[str, ...] | None:
    """The currencies that all of these tokens may stand for, in the first one's order; None where there is none."""
    if not tokens:
        return ()
    shared = candidates(tokens[0])
    for token in tokens[1:]:
        allowed = candidates(token)
        shared = tuple(code for code in shared if code in allowed)
    return shared or None


def settled(tokens: Iterable[str], heard: Iterable[str]) -> dict[str, str]:
    """What each of some codes and signs stands for where no currency is common to all of them.

    A sign of several currencies is that of a code which is one of them, of those `heard`, else the usual one.
    """
    choices = {token: candidates(token) for token in tokens}
    sure = {codes[0] for codes in map(candidates, heard) if len(codes) == 1}
    return {token: next((code for code in codes if code in sure), codes[0]) for token, codes in choices.items()}
