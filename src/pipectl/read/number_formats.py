"""The currency that a number format of a spreadsheet shows: `#,##0.00 [$EUR]`, `[$$-C09]#,##0`, `"kr" 0`."""

import re
from functools import lru_cache

from .formats.currencies import candidates

#: A sign with its place, a quoted text, an escaped sign, space and filling, a part in brackets such as [Red].
_PIECE = re.compile(r'\[\$([^\]-]*)(?:-([^\]]*))?\]|"([^"]*)"|\\(.)|[_*].|\[[^\]]*\]|([^\s#0?.,])|.', re.DOTALL)
_SIGN = re.compile("[A-Z]{0,2}[$€£¥₹₩₽₺₪₫₴₦₱฿]")
_CODE = re.compile("[A-Z]{3}")
#: Longer ones are no formats of a spreadsheet.
_LONGEST = 255
#: Formats that are kept under a number alone: those of the currency of the place.
BUILT_IN = {str(number): "$" for number in (5, 6, 7, 8, 42, 44)}
#: What a sign of several currencies is in a place, by its number or tag.
_PLACES = {
    "409": "USD", "c09": "AUD", "1009": "CAD", "c0c": "CAD", "1409": "NZD", "4809": "SGD", "c04": "HKD", "80a": "MXN",
    "2c0a": "ARS", "340a": "CLP", "240a": "COP", "404": "TWD", "411": "JPY", "804": "CNY", "41d": "SEK", "414": "NOK",
    "406": "DKK", "40f": "ISK", "809": "GBP", "en-us": "USD", "en-au": "AUD", "en-ca": "CAD", "fr-ca": "CAD",
    "en-nz": "NZD", "en-sg": "SGD", "zh-hk": "HKD", "es-mx": "MXN", "es-ar": "ARS", "es-cl": "CLP", "es-co": "COP",
    "zh-tw": "TWD", "ja-jp": "JPY", "zh-cn": "CNY", "sv-se": "SEK", "nb-no": "NOK", "da-dk": "DKK", "is-is": "ISK",
    "en-gb": "GBP",
}  # fmt: skip


@lru_cache(maxsize=1024)
def currency_of(code: str) -> str:
    """The code or sign of the currency in a format, as it stands where it is none that is known; empty for none."""
    literal = ""
    for sign, place, *parts in _PIECE.findall(code[:_LONGEST]):
        if sign.strip():
            there = _PLACES.get(place.lstrip("0").casefold(), "")
            return there if there in candidates(sign.strip()) else sign.strip()
        literal += "".join(parts) or " "
    return _named(literal)


def _named(literal: str) -> str:
    """The currency that the signs and words of a format name."""
    for word in literal.split():
        found = _SIGN.search(word)
        if found and candidates(found[0]):
            return found[0]
        if candidates(word) and (_CODE.fullmatch(word) or not word.isalpha() or len(word) == 2):
            return word
    return ""
