"""Rows of totals among the opportunities: called so, with an amount that is the sum of rows above."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache
from typing import Any

from ..domain.values import EXACT, ZERO, Outcome
from .headers import normal
from .stages import STATUS_WORDS

#: What a total is called, normalised.
_CALLED = (
    "grand totals", "grand total", "overall totals", "overall total", "overall", "report totals", "report total",
    "total general", "total général", "total geral", "sum total", "sub totals",
    "sub total", "subtotals", "subtotal", "totals", "total", "sums", "sum", "gesamtsumme", "zwischensumme", "teilsumme",
    "endsumme", "summe", "insgesamt", "gesamt", "sous totaux", "sous total", "totaux", "somme", "subtotales",
    "totales", "suma", "subtotais", "totais", "soma", "subtotale", "totale", "somma", "subtotaal", "totaal",
)  # fmt: skip
#: What may stand behind that, besides numbers, currencies and what the row has in its other cells.
_BEHIND = frozenset(word for words in STATUS_WORDS.values() for each in words for word in each.split()) | {
    "all", "amount", "count", "deal", "deals", "opportunities", "opportunity", "pipeline", "records", "revenue", "rows",
    "value",
}  # fmt: skip
#: What such a name begins with, asked of every row.
_BEGINS = frozenset(one[:3] for one in _CALLED)

#: Stage and outcome, and the sum of the amounts of so many rows.
_Key = tuple[str | None, Outcome | None]
_Sums = dict[_Key, tuple[Decimal, int]]
_NOTHING, _plus = (ZERO, 0), EXACT.add


def is_called_total(name: str, cells: list[str]) -> bool:
    """Whether a row is called a total: Subtotal, Total open, or Total Proposal where another cell says Proposal."""
    if name[:3].casefold() not in _BEGINS and name[:1].isalnum():
        return False
    words = normal(name)
    called = next((one for one in _CALLED if words == one or words.startswith(f"{one} ")), None)
    if called is None:
        return False
    rest = words[len(called) :].strip()
    known = all(word in _BEHIND or word.isdigit() or word in _currencies() for word in rest.split())
    return known or any(normal(cell) == rest for cell in cells)


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

    def rows_of(self, values: Mapping[str, Any]) -> int | None:
        """Of how many rows above a row has the sum, which is a total then; None where it is of none.

        Of all, or of those since the last total; of any, or of those of its stage, its outcome, or both.
        """
        amount = values.get("amount")
        rows = None if amount is None else next((rows for whole, rows in self._sums(values) if whole == amount), None)
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
