"""Cells that hold no word where one is due: errors of a spreadsheet, formulas, dashes, bare numbers and dates."""

import re
import unicodedata

from .formats import dates

#: Errors as spreadsheets show them, in some of their languages; where they spell out what is missing, too.
_ERROR = re.compile(
    r"#(?:REF!?|N/A|VALUE!?|NAME\?|DIV/0!?|NULL!?|NUM!?|SPILL!?|CALC!?|FIELD!|BLOCKED!|CONNECT!|BUSY!|UNKNOWN!|ERROR!?"
    r"|GETTING_DATA|NV|BEZUG!|WERT!|ZAHL!|ÜBERLAUF!|KALK!|VALEUR!|NOM\?|NOMBRE!|NUL!|VALOR!|NOME\?|NÚM!|NUM\.?!"
    r"|¡REF!|¡VALOR!|¿NOMBRE\?|¡DIV/0!|¡NUM!|¡NULO!|¡DESBORDAMIENTO!|NULO!|N/D|N/DISP|VALORE!|RIF!|NULLO!|DIV/0|ARGUMENT!)"
    r"|Err:[0-9]{3}",
    re.IGNORECASE,
)
_BEGINS = ("#", "E", "e")
#: What is wrong with such a cell, and what to do.
NOT_SAVED = "is an error of a spreadsheet", "mend the formula there, save and export again"
NO_VALUE = "is a formula without a value", "open the workbook in a spreadsheet and save it there"
#: Words for nothing.
_NOTHING = frozenset({
    "n/a", "n.a.", "na", "n/d", "k.a.", "s.o.", "null", "nil", "none", "nan", "(none)", "--none--", "(blank)",
    "(no value)",
})  # fmt: skip
#: Longer cells are none of these.
_LONGEST = 60


def is_error(text: str) -> bool:
    """Whether a cell shows an error of its spreadsheet: #REF!"""
    text = text.strip()
    return text[:1] in _BEGINS and len(text) <= _LONGEST and _ERROR.fullmatch(text) is not None


def is_formula(text: str) -> bool:
    """Whether a cell is a formula as it is written, whose value nobody saved."""
    return text.lstrip().startswith("=")


def is_nothing(text: str) -> bool:
    """Whether a cell of words holds none: an error, a formula, signs alone, or n/a."""
    return is_error(text) or is_formula(text) or text.strip().casefold() in _NOTHING or not any(map(_tells, text))


def is_value(text: str) -> bool:
    """Whether a cell of words holds a bare number or a date, as one does that slipped in from another column."""
    if len(text) > _LONGEST or not any(map(str.isdigit, text)):
        return False
    return not any(map(_is_word, text)) or bool(dates.read(text).days)


def _tells(sign: str) -> bool:
    return sign.isdigit() or _is_word(sign)


def _is_word(sign: str) -> bool:
    """Whether a sign is a letter, or a picture that stands for a word."""
    return sign.isalpha() or unicodedata.category(sign) == "So"
