"""Pieces that several pages share."""

from collections.abc import Iterable
from datetime import date
from decimal import ROUND_FLOOR, Decimal

from ...domain.finding import Findings
from ...domain.pipeline import RowCount
from ...domain.result import Detail, Measure
from ...domain.values import Unit
from ..exact import exact
from ..reasons import Reasons
from ..spell import UNDEFINED, interval, short_day, short_money, signed, spell
from ..words.shared import counted, cut, findings_words, rows_words
from .blocks import Bar, Block, Cell, Definition, Items, Section, Words

#: Characters of a name that a cell shows, and of a word in a title.
LONGEST_NAME = 200
#: Characters of a word that is not broken where room is short.
LONGEST_WORD = 20
#: Findings of the past that are told in full.
FINDINGS = 3
NONE = Cell(UNDEFINED, style="quiet")


def name(text: str | None) -> Cell:
    """A name from the file or an option, its beginning where it is very long; none is `–`."""
    if text is None:
        return NONE
    shown = cut(text, LONGEST_NAME)
    return Cell(shown, style="long" if any(len(word) > LONGEST_WORD for word in shown.split()) else "")


def text(words: str, style: str = "", after: str = "") -> Cell:
    """Words."""
    return Cell(words, style=style, after=after)


def money(amount: Decimal | None, currency: str | None, style: str = "") -> Cell:
    """An amount in short, the exact one behind it."""
    return NONE if amount is None else Cell(short_money(amount, currency), exact(amount, Unit.MONEY) or "", style=style)


def moved(amount: Decimal, currency: str | None, style: str = "") -> Cell:
    """The same for what is added or taken away."""
    said = signed(amount, Unit.MONEY, currency, short=True)
    return Cell(said, exact(amount, Unit.MONEY) or "", style=style)


def number(value: Decimal | int | None, unit: Unit = Unit.COUNT, currency: str | None = None, style: str = "") -> Cell:
    """A number, the exact one behind it."""
    if value is None:
        return NONE
    return Cell(spell(value, unit, currency, short=True), exact(Decimal(value), unit) or "", style=style)


def alarming(count: int | None) -> Cell:
    """A count that wants a look where it is not zero."""
    return number(count, style="alarm" if count else "quiet")


def day(found: date | None, as_of: date, style: str = "") -> Cell:
    """A day as it is spelled beside as-of, in order of the calendar."""
    return NONE if found is None else Cell(short_day(found, as_of), order=found.isoformat(), style=style)


def figure(found: Measure | Detail, currency: str | None) -> Cell:
    """A measure with its exact value."""
    if isinstance(found, Measure) and found.met:
        return Cell("met", style="good")
    return number(found.value, found.unit, currency)


def behind(found: Measure | Detail) -> str:
    """Both halves with the interval, or why there is no value, or how many deals it stands on."""
    if found.undefined:
        return found.undefined
    if found.numerator is None or found.denominator is None:
        count = found.detail("count") if isinstance(found, Measure) else None
        return "" if count is None or count.value is None else counted(int(count.value), "deal")
    halves = " ÷ ".join(spell(half, Unit.MONEY).removesuffix(".00") for half in (found.numerator, found.denominator))
    return f"{halves} ({interval(found.interval)})" if found.interval else halves


def definition(found: Measure, currency: str | None) -> Definition:
    """What a measure means, with all that stands behind it."""
    return Definition(
        found.key,
        found.title,
        found.definition,
        found.formula,
        f"Source: {found.source}" if found.source else "",
        figure(found, currency),
        behind(found),
        tuple((each.title, figure(each, currency)) for each in found.details),
    )


def share(part: Decimal | int, whole: Decimal | int) -> Decimal:
    """Hundredths of a whole, from nothing to all of it."""
    if part <= 0 or whole <= 0:
        return Decimal(0)
    return min(Decimal(100), (Decimal(part) * 100 / Decimal(whole)).quantize(Decimal("0.01"), ROUND_FLOOR))


def bar(part: Decimal | int | None, whole: Decimal | int | None, most: Decimal | int) -> Cell:
    """A bar as long as `whole` is of `most`, filled as far as `part` is."""
    return Cell(bar=Bar(str(share(part or 0, most)), str(share(whole or 0, most))))


def reasons_why(reasons: Reasons) -> tuple[Items, ...]:
    """Why a table above has a `–` somewhere, if it has."""
    lines = tuple(f"{UNDEFINED} {' · '.join(titles)}: {why}" for why, titles in reasons.items())
    return (Items(lines, "quiet"),) if lines else ()


def words(*lines: str, style: str = "") -> tuple[Words, ...]:
    """Paragraphs, those that are empty left out."""
    return tuple(Words(line, style) for line in lines if line)


def data_words(rows: RowCount, found: Findings, selected: int | None = None, read_as: str | None = None) -> str:
    """Rows and findings in one line."""
    said, told = findings_words(found), rows_words(rows, selected, read_as)
    return f"{told}; {said}" if said else told


def past_words(sources: Iterable[str], notes: Iterable[str], found: Findings) -> tuple[str, ...]:
    """Where the past was learnt, notes, and what was found in it, the first of it in full."""
    shown = [str(each) for each in found.kept[:FINDINGS]]
    more = found.total - len(shown)
    told = [findings_words(found), *shown, *([f"and {counted(more, 'finding')} more"] if shown and more else [])]
    return (*(f"History: {source}" for source in sources), *notes, *(told if found.total else []))


def section(title: str, blocks: Iterable[Block], key: str, style: str = "") -> tuple[Section, ...]:
    """A section; none without anything in it."""
    found = tuple(blocks)
    return (Section(title, found, key, style),) if found else ()


def spans(*parts: str) -> tuple[str, ...]:
    """What is there of some parts."""
    return tuple(part for part in parts if part)
