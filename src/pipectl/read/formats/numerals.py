"""Digits with marks: what a number says if its decimal mark is the point, and if it is the comma."""

import re

from ...domain.errors import UsageProblem

POINT, COMMA = ".", ","
#: Spaces found between groups of digits: plain, no-break, narrow no-break, thin, figure.
SPACES = {ord(space): " " for space in "\u00a0\u202f\u2009\u2007"}
_POINT = re.compile(r"((?:[0-9]++|[1-9][0-9]{0,2}(?:([, '’])[0-9]{3}(?:\2[0-9]{3})*+))?)(?:\.([0-9]+))?")
_COMMA = re.compile(r"((?:[0-9]++|[1-9][0-9]{0,2}(?:([. '’])[0-9]{3}(?:\2[0-9]{3})*+))?)(?:,([0-9]+))?")
#: Lakhs and crores, as India groups them: 1,23,456 and 1,23,45,678.90.
_LAKHS = re.compile(r"[1-9][0-9]?(?:,[0-9]{2}(?=,))++,[0-9]{3}(?:\.[0-9]+)?")

_POINT_LANGUAGES = "en zh ja ko th he hi bn ta te ms fil tl sw cy ga mt"
_COMMA_LANGUAGES = (
    "af az be bg bs ca cs da de el es et eu fi fr gl hr hu hy id is it ka kk lt lv mk nb nl nn no pl pt ro ru sk sl sq "
    "sr sv tr uk uz vi"
)
#: Countries that write numbers unlike the rest of their language.
_COUNTRIES = {
    "de_ch": POINT, "de_li": POINT, "it_ch": POINT, "es_mx": POINT, "es_us": POINT, "es_pr": POINT, "es_gt": POINT,
    "es_hn": POINT, "es_ni": POINT, "es_pa": POINT, "es_pe": POINT, "es_sv": POINT, "es_do": POINT, "en_za": COMMA,
}  # fmt: skip


def readings(digits: str) -> tuple[str | None, str | None]:
    """A number as plain digits with a point, read with the point and read with the comma as decimal mark.

    None where it can't be read so. Thousands stand in groups of three behind one and the same mark, or as in India.
    """
    if _LAKHS.fullmatch(digits):
        return digits.replace(",", ""), None
    return _read(_POINT, digits), _read(_COMMA, digits)


def decimal_mark(locale: str) -> str:
    """The decimal mark of a language such as de or en_US.

    Raises:
        UsageProblem: the language is not known.
    """
    key = locale.replace("-", "_").lower()
    language = key.partition("_")[0]
    if key in _COUNTRIES:
        return _COUNTRIES[key]
    if language in _POINT_LANGUAGES.split():
        return POINT
    if language in _COMMA_LANGUAGES.split():
        return COMMA
    known = " ".join(sorted([*_POINT_LANGUAGES.split(), *_COMMA_LANGUAGES.split()]))
    raise UsageProblem(f"--locale {locale} is not a language that is known; use one of: {known}")


def _read(pattern: re.Pattern[str], digits: str) -> str | None:
    found = pattern.fullmatch(digits)
    if not found:
        return None
    whole, mark, part = found.groups()
    if not whole and not part:
        return None
    whole = whole.replace(mark, "") if mark else whole or "0"
    return f"{whole}.{part}" if part else whole
