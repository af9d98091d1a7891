"""How a country writes figures and days: marks, where currency and % stand, what comes first in a date.

The words stay English. What is written for programs never asks here: a manner holds inside `spoken` alone, which is
entered for screens and Markdown.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import NamedTuple

#: Holds together what would be broken over two lines at a space.
FIXED_SPACE = "\u00a0"


class Manner(NamedTuple):
    """One way to write; the default is that of en_US, and of pipectl where no locale is named."""

    decimal: str = "."
    group: str = ","
    lakhs: bool = False
    """Groups of two digits above the thousands, as in 1,23,45,678."""
    money: str = "¤#"
    """Where the currency (¤) stands beside the figure (#)."""
    percent: str = "#%"
    day_first: bool = False


ENGLISH = Manner()
_current: ContextVar[Manner] = ContextVar("manner", default=ENGLISH)


def current() -> Manner:
    """The manner that holds here."""
    return _current.get()


@contextmanager
def spoken(manner: Manner) -> Iterator[None]:
    """Everything spelled inside is spelled in this manner."""
    before = _current.set(manner)
    try:
        yield
    finally:
        _current.reset(before)


def manner_of(locale: str) -> Manner | None:
    """The manner of a language such as de, or of one in a country such as de_CH; None for one that is not known.

    A country that is not listed writes as its language does.
    """
    from .locales import KNOWN

    key = locale.replace("-", "_").lower()
    by_name = {name.lower(): style for style, names in KNOWN.items() for name in names.split()}
    style = by_name.get(key) or by_name.get(key.partition("_")[0])
    return None if style is None else _read(style)


def _read(style: str) -> Manner:
    marks, money, percent, first = style.split("|")
    return Manner(
        marks[0],
        marks[1].replace(" ", FIXED_SPACE),
        lakhs=marks.endswith("2"),
        money=money.replace(" ", FIXED_SPACE),
        percent=percent.replace(" ", FIXED_SPACE),
        day_first=first == "day",
    )


def figures(english: str) -> str:
    """A figure written as 1,234.50, in the manner that holds."""
    manner = _current.get()
    if manner is ENGLISH:
        return english
    whole, point, rest = english.partition(".")
    if manner.lakhs:
        whole = _in_lakhs(whole)
    return f"{whole.replace(',', manner.group)}{manner.decimal if point else ''}{rest}"


def _in_lakhs(whole: str) -> str:
    parts = whole.split(",")
    high = "".join(parts[:-1])
    if len(parts) < 3:
        return whole
    pairs = [high[max(0, end - 2) : end] for end in range(len(high), 0, -2)]
    return ",".join([*reversed(pairs), parts[-1]])
