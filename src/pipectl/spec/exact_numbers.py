"""Numbers as pipeline.yaml writes them, read exactly from their text; and what was meant where one is misspelt."""

import re
from decimal import Decimal

#: `21`, `0.4`, `-3`: digits and a point, at most 18 digits on either side. No exponents, separators or other bases.
_NUMBER = re.compile(r"[+-]?(?:(?:0|[1-9][0-9]{0,17})(?:\.[0-9]{1,18})?|\.[0-9]{1,18})")
_LOOSE = r"[$€£¥]?\s*([+-]?[0-9][0-9_,' ]{0,29}(?:\.[0-9_]{1,18})?|\.[0-9]{1,18})\s*([kKmM%×x]?)"
_SCALE = {"k": Decimal(1000), "m": Decimal(1_000_000), "%": Decimal("0.01")}


def read_number(text: str) -> int | Decimal | None:
    """The number a text spells, exactly; None where it is not a number in our spelling."""
    if _NUMBER.fullmatch(text) is None:
        return None
    return Decimal(text) if "." in text else int(text)


def plain(number: Decimal) -> str:
    """A number as pipeline.yaml would write it: without exponent and trailing zeros."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def meant_number(text: str) -> Decimal | None:
    """The number probably meant by `55%`, `1_000`, `$12,500`, `500k`, `0,5`, `1e3` or `0x10`; None if unclear."""
    text = text.strip()
    if re.fullmatch(r"0[xX][0-9a-fA-F]{1,12}|0[oO][0-7]{1,12}|0[bB][01]{1,30}", text):
        return Decimal(int(text, 0))
    if re.fullmatch(r"[+-]?[0-9]{1,15}(?:\.[0-9]{0,15})?[eE][+-]?[0-9]{1,2}", text):
        return Decimal(text)
    if re.fullmatch(r"[0-9]{1,15},[0-9]{1,2}\s*%?", text):
        text = text.replace(",", ".")
    if (match := re.fullmatch(_LOOSE, text)) is None:
        return None
    digits, scale = match.groups()
    return Decimal(re.sub(r"[_,' ]", "", digits)) * _SCALE.get(scale.lower(), Decimal(1))
