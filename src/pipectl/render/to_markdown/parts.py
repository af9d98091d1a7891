"""Pieces that several Markdown documents share."""

import re
from collections.abc import Iterable, Sequence

from ...domain.finding import Findings
from ...domain.pipeline import RowCount
from ...domain.result import Detail, Measure
from ..harmless import for_log, for_markdown
from ..reasons import Reasons
from ..spell import UNDEFINED, full_money, interval, spell
from ..words.shared import aside_words, counted, cut, findings_words, rows_words

Row = Sequence[str]
#: Characters of a name that a cell shows.
LONGEST_NAME = 200


def joined(parts: Iterable[str]) -> str:
    """Blocks with a blank line between them."""
    return "\n\n".join(parts) + "\n"


def table(titles: Row, rows: Iterable[Row]) -> str:
    """A pipe table; a title that starts with `>` stands over numbers flush right."""
    heads = [title.removeprefix(">") for title in titles]
    rules = ["--:" if title.startswith(">") else "---" for title in titles]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (heads, rules, *rows))


def only(filters: tuple[str, ...]) -> list[str]:
    """The filters, if any."""
    return [f"Only {', '.join(map(name, filters))}"] if filters else []


def warned(rows: RowCount) -> list[str]:
    """A warning above the figures where many rows are in none of them."""
    words = aside_words(rows)
    return [f"**{words}**"] if words else []


def code(text: str) -> str:
    """A command from our words and what was typed, as a code span: between more backticks than it has in a row."""
    clean = for_log(text)
    fence = "`" * (1 + max(map(len, re.findall("`+", clean)), default=0))
    return f"{fence} {clean} {fence}" if len(fence) > 1 else f"{fence}{clean}{fence}"


def name(text: str | None) -> str:
    """A name from the file or an option, its beginning where it is very long; none is `–`."""
    return UNDEFINED if text is None else for_markdown(cut(text, LONGEST_NAME))


def reasons_why(reasons: Reasons) -> list[str]:
    """A list of why a table above has a `–` somewhere, if it has."""
    lines = [
        f"- {UNDEFINED} {for_markdown(' · '.join(titles))}: {for_markdown(why)}" for why, titles in reasons.items()
    ]
    return ["\n".join(lines)] if lines else []


def figure(title: str, found: Measure | Detail, currency: str | None) -> Row:
    """Title, value, and both halves with the interval, or why there is no value."""
    met = isinstance(found, Measure) and found.met
    value = "met" if met else spell(found.value, found.unit, currency, short=True)
    return (for_markdown(title), value, for_markdown(found.undefined) if found.undefined else _behind(found))


def _behind(found: Measure | Detail) -> str:
    if found.numerator is None or found.denominator is None:
        return _count(found)
    halves = " ÷ ".join(full_money(half) for half in (found.numerator, found.denominator))
    return f"{halves} ({interval(found.interval)})" if found.interval else halves


def _count(found: Measure | Detail) -> str:
    count = found.detail("count") if isinstance(found, Measure) else None
    return "" if count is None or count.value is None else counted(int(count.value), "deal")


def sum_up(rows: RowCount, found: Findings, selected: int | None = None, read_as: str | None = None) -> str:
    """Rows and findings in one line."""
    said, words = findings_words(found), rows_words(rows, selected, read_as)
    return for_markdown(f"{words}; {said}" if said else words)


def data(
    rows: RowCount,
    found: Findings,
    notes: tuple[str, ...],
    selected: int | None = None,
    read_as: str | None = None,
) -> list[str]:
    """Where the figures come from, and notes."""
    return [
        "---",
        f"Data: {sum_up(rows, found, selected, read_as)}",
        *(["\n".join(f"- {for_markdown(note)}" for note in notes)] if notes else []),
    ]


def told(sources: Iterable[str], notes: Iterable[str], found: Findings) -> list[str]:
    """Where the past was learnt, notes, and what was found in it; nothing where there is none of them."""
    lines = [f"- History: {for_markdown(source)}" for source in sources]
    lines += [f"- {for_markdown(note)}" for note in notes]
    lines += [f"- {for_markdown(findings_words(found))}"] if found.total else []
    return ["---", "\n".join(lines)] if lines else []
