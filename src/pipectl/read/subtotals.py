"""Rows of totals among the opportunities: called so, with an amount that is the sum of rows above, or their average."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache
from typing import Any, NamedTuple

from ..domain.values import EXACT, ZERO, Outcome
from .headers import normal
from .stages import STATUS_WORDS

#: What a total is called, normalised.
_CALLED = (
    "grand totals", "grand total", "overall totals", "overall total", "overall results", "overall result", "overall",
    "report totals", "report total", "gesamtergebnis", "ergebnis", "celkem", "razem", "σ",
    "total general", "total général", "total geral", "sum total", "sub totals",
    "sub total", "subtotals", "subtotal", "totals", "total", "sums", "sum", "gesamtsumme", "zwischensumme", "teilsumme",
    "endsumme", "summe", "insgesamt", "gesamt", "sous totaux", "sous total", "totaux", "somme", "subtotales",
    "totales", "suma", "subtotais", "totais", "soma", "subtotale", "totale", "somma", "subtotaal", "totaal",
)  # fmt: skip
#: What an average of amounts is called, normalised.
_AVERAGES = (
    "average", "averages", "avg", "mean", "durchschnitt", "mittelwert", "moyenne", "promedio", "media", "média", "ø",
)  # fmt: skip
#: What may stand behind that, or before it, besides numbers, currencies and what the row has in its other cells.
_BEHIND = frozenset(word for words in STATUS_WORDS.values() for each in words for word in each.split()) | {
    "all", "amount", "amounts", "count", "deal", "deals", "forecast", "in", "of", "opportunities", "opportunity",
    "pipeline", "q1", "q2", "q3", "q4", "records", "revenue", "rows", "sales", "the", "unweighted", "value", "values",
    "weighted",
}  # fmt: skip
#: What such a name begins and ends with, asked of every row.
_BEGINS = frozenset(one[:3] for one in (*_CALLED, *_AVERAGES))
_ENDS = ("total", "totals", "subtotal", "subtotals", "summe", "gesamt", "sum")
#: Rows that one has to be the sum of whose name only ends so.
_SEVERAL = 2

#: Stage and outcome, and the sum of the amounts of so many rows.
_Key = tuple[str | None, Outcome | None]
_Sums = dict[_Key, tuple[Decimal, int]]
_NOTHING, _plus = (ZERO, 0), EXACT.add


class Called(NamedTuple):
    """That a row is called a total."""

    sure: bool = True
    """Whether nothing but a total is called so: Ann total may be the name of an opportunity."""
    average: bool = False

    @property
    def what(self) -> str:
        """What its amount is to be of rows above, in words."""
        return "average" if self.average else "sum"


def called_total(name: str, cells: list[str]) -> Called | None:
    """Whether a row is called a total: Subtotal, Total open, Q4 total, or Total Proposal where another cell says that.

    None where it is not; what only ends like one is called so without being sure.
    """
    begins = not _BEGINS.isdisjoint((name[:3].casefold(), name[:1].casefold())) or not name[:1].isalnum()
    ends = name.casefold().rstrip(" :.").endswith(_ENDS)
    if not begins and not ends:
        return None
    words = normal(name.replace("\N{N-ARY SUMMATION}", "\N{GREEK CAPITAL LETTER SIGMA}"))
    return (_begun(words, cells) if begins else None) or (_ended(words) if ends else None)


def _begun(words: str, cells: list[str]) -> Called | None:
    for known in (_CALLED, _AVERAGES):
        called = next((one for one in known if words == one or words.startswith(f"{one} ")), None)
        if called is not None:
            rest = words[len(called) :].strip()
            found = _is_known(rest) or any(normal(cell) == rest for cell in cells)
            return Called(average=known is _AVERAGES) if found else None
    return None


def _ended(words: str) -> Called | None:
    before, _, last = words.rpartition(" ")
    return Called(sure=_is_known(before)) if before and last in _ENDS else None


def _is_known(rest: str) -> bool:
    return all(word in _BEHIND or word.isdigit() or word in _currencies() for word in rest.split())


@cache
def _currencies() -> frozenset[str]:
    from ..domain.currencies import CODES
    from .formats.currencies import WORDS

    return frozenset(code.casefold() for code in CODES - WORDS)


class Subtotals:
    """Sums of a file's rows as they come, to hold those that are called totals against."""

    def __init__(self) -> None:
        self._past: _Sums = {}
        self._since: _Sums = {}

    def add(self, values: Mapping[str, Any]) -> None:
        """Add a row."""
        amount = values.get("amount")
        if amount is not None:
            _add(self._since, (values.get("stage"), values.get("outcome")), amount, 1)

    def rows_of(self, values: Mapping[str, Any], called: Called) -> int | None:
        """Of how many rows above a row has the sum, or the average, and so is a total; None where it is of none.

        Of all, or of those since the last total; of any, or of those of its stage, its outcome, or both.
        """
        amount = values.get("amount")
        if amount is None:
            return None
        if called.average:
            return next((rows for whole, rows in self._sums(values) if _is_average(amount, whole, rows)), None)
        least = 0 if called.sure else _SEVERAL
        rows = next((rows for whole, rows in self._sums(values) if whole == amount and rows >= least), None)
        if rows is not None:
            for key, (whole, count) in self._since.items():
                _add(self._past, key, whole, count)
            self._since.clear()
        return rows

    def _sums(self, values: Mapping[str, Any]) -> Iterator[tuple[Decimal, int]]:
        own = (values.get("stage"), values.get("outcome"))
        parts = [*self._since.items()], [*self._since.items(), *self._past.items()]
        for part in parts:
            for stages, outcomes in ((None, None), (own[0], None), (None, own[1]), own):
                found = [
                    sums
                    for (stage, outcome), sums in part
                    if (stages is None or stage == stages) and (outcomes is None or outcome is outcomes)
                ]
                if found:
                    yield _summed(whole for whole, _ in found), sum(count for _, count in found)


def _add(sums: _Sums, key: _Key, amount: Decimal, rows: int) -> None:
    whole, count = sums.get(key, _NOTHING)
    sums[key] = _plus(whole, amount), count + rows


def _summed(amounts: Iterator[Decimal]) -> Decimal:
    whole = ZERO
    for each in amounts:
        whole = _plus(whole, each)
    return whole


def _is_average(amount: Decimal, whole: Decimal, rows: int) -> bool:
    """Whether an amount is the average of so many with a sum, to the last of its digits."""
    off = EXACT.subtract(EXACT.multiply(amount, Decimal(rows)), whole)
    return 2 * abs(off) <= rows * Decimal(1).scaleb(int(amount.as_tuple().exponent))
