"""Headers whose amounts are in thousands, millions or billions: Value (k€), Amount ($000), Revenue in thousands."""

import re
from typing import NamedTuple

from .formats.currencies import in_header

_WORDS = {3: "thousands", 5: "lakhs", 6: "millions", 7: "crores", 9: "billions"}
#: How each is written: as a word in any case, as letters, or as the zeros that were left out.
_WRITTEN = {
    3: r"(?i:thousands?|tausend|tsd\.?|milliers|milhares|miles)|[kK]|(?:x ?|× ?)?1[.,'’ ]?000s?|['’]?000['’]?s?",
    5: r"(?i:lakhs?|lacs?)",
    6: r"(?i:millions?|millionen|millones|milh[õo]es|mio\.?|mln\.?|mn)|MM|mm|[mM]",
    7: r"(?i:crores?)",
    9: r"(?i:billions?|milliarden|mrd\.?|bn)",
}
_SCALE = "|".join(f"(?:{written})" for written in _WRITTEN.values())
_MONEY = r"[A-Za-z]{3}|[A-Z]{0,2}[^\w\s()\[\],;:%#?*.'’×-]|zł|Kč|kr|Fr|Ft|Rs"
#: What may stand between the two: thousands of USD, USD in thousands, USD, k.
_GAP = r",? ?(?:(?:of|in) )?"
#: A unit with its currency in front or behind, if it names one; T for thousands needs one.
_UNITS = (
    rf"(?P<scale>{_SCALE})(?:{_GAP}(?P<money>{_MONEY}))?",
    rf"(?P<money>{_MONEY}){_GAP}(?P<scale>{_SCALE})",
    rf"(?P<scale>T)(?P<money>{_MONEY})",
)
#: What every header with a unit has, and few others; the rest is spared the wait for the shapes above.
_HINT = re.compile(r"[^\w\s]|000|[A-Z]{3}|\b(?:[Ii]n|en|em) |\b[kmKMT][A-Za-z]{3}$")
#: Where a unit stands: in brackets, behind "in", or last; there it needs a currency, or zeros.
_INSIDE = re.compile(r" ?[(\[](?:(?:[Ii]n|en|em) )?([^()\[\]]*)[)\]]|,? (?:[Ii]n|en|em) ([^()\[\],]+?)(?= ?[(\[,]|$)")
_ZEROS = re.compile("['’]?000['’]?s?")
_LAST = (re.compile(r",? (\S+ \S+)$"), re.compile(r",? (\S+)$"))
#: Longer headers are not looked at; the bound keeps hostile ones cheap.
_LONGEST = 300


class Unit(NamedTuple):
    """A header and what its amounts are to be multiplied with."""

    header: str
    """What is left without the multiplier, its currency in brackets."""
    power: int = 0
    """Of ten; 0 where the header names no multiplier."""

    @property
    def word(self) -> str:
        """Thousands, millions or the like."""
        return _WORDS[self.power]


def unit(header: str) -> Unit:
    """The unit that a header names for its amounts."""
    plain = " ".join(header.replace("_", " ").split())
    if len(plain) > _LONGEST or not _HINT.search(plain):
        return Unit(header)
    inside = ((place, _read(place[1] or place[2] or "")) for place in _INSIDE.finditer(plain))
    last = ((place, _read(place[1], alone=False)) for shape in _LAST if (place := shape.search(plain)))
    for place, read in (*inside, *last):
        if read is not None:
            money, power = read
            return Unit(f"{plain[: place.start()]}{money and f' ({money})'}{plain[place.end() :]}", power)
    return Unit(header)


def _read(text: str, *, alone: bool = True) -> tuple[str, int] | None:
    """The currency and the power of ten a text says; None for anything else. Letters `alone` may do without one."""
    for shape in _UNITS:
        found = re.fullmatch(shape, text.strip())
        if found is None:
            continue
        money, scale = in_header(found["money"] or ""), found["scale"]
        if money if found["money"] else alone or _ZEROS.fullmatch(scale):
            return money, next(power for power, one in _WRITTEN.items() if scale == "T" or re.fullmatch(one, scale))
    return None
