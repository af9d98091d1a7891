"""The currency of each row's amount, and what it is worth in that of the pipeline."""

from collections import Counter
from collections.abc import Mapping
from copy import copy
from decimal import Decimal
from typing import Any

from ..domain.currencies import converted_words
from ..domain.opportunity import MONEY_DIGITS
from ..domain.spec import PipelineSpec
from ..domain.values import EXACT, Outcome
from .chosen import Chosen
from .codes import AMOUNT_FOREIGN, AMOUNT_LONG, Trouble
from .formats.currencies import candidates
from .formats.money import read
from .settling import Resolved


class Exchange:
    """Gives the rows of one file their currency, and converts what has a rate."""

    def __init__(self, chosen: Chosen, resolved: Resolved, spec: PipelineSpec) -> None:
        self._units = resolved.units
        self._own, self._rates = spec.currency, spec.exchange_rates
        self._amount, self._won_amount = chosen.columns.get("amount"), chosen.roles.get("won_amount")
        self._says = "" if "currency" not in chosen.columns else chosen.labels[chosen.columns["currency"]]
        self._several = len(resolved.currencies) > 1
        self._silent = not resolved.currencies and "currency" not in chosen.columns
        self.converted: Counter[str] = Counter()
        """Accepted amounts that were converted, by the currency they were in."""

    def anew(self) -> "Exchange":
        """The same that has counted nothing."""
        found = copy(self)
        found.converted = Counter()
        return found

    def position(self, cells: list[str], values: Mapping[str, Any]) -> int | None:
        """The column of a row's amount, of the won ones where there is one; None where no amount names a currency."""
        if self._silent:
            return None
        won = self._won_amount
        if won is None or values.get("outcome") is not Outcome.WON or read(cells[won]).empty:
            return self._amount
        return won

    def settle(self, text: str, values: dict[str, Any]) -> str | Trouble | None:
        """Put currency and amount in that of the pipeline into the values of a row whose amount reads `text`.

        Returns:
            The currency it was converted from, or why the amount can't be used; None where there is nothing to say.
        """
        code = self._code(text, values.get("currency"))
        if isinstance(code, Trouble):
            return code
        amount = values.get("amount")
        if code is None or self._own is None:
            values["currency"] = code
            bare = code is None and amount is not None and self._several and not self._own
            return _NONE_NAMED if bare else None
        values["currency"] = self._own
        return None if code == self._own or amount is None else self._convert(code, amount, values)

    def count(self, code: str) -> None:
        """Note that a converted amount was accepted."""
        self.converted[code] += 1

    @property
    def said(self) -> tuple[str, ...]:
        """What was converted, in words."""
        return converted_words(self.converted, self._rates)

    def _code(self, text: str, said: str | None) -> str | Trouble | None:
        """The currency that the amount itself names, or the column of currencies; the latter says which $ it is."""
        beside = None if self._units is None else self._units[text]
        if said is None or beside is None or said == beside:
            return said or beside
        if said in candidates(read(text).currency):
            return said
        return Trouble(AMOUNT_FOREIGN, f"is in {beside}, and {self._says} says {said}", "correct one of the two")

    def _convert(self, code: str, amount: Decimal, values: dict[str, Any]) -> str | Trouble:
        worth = EXACT.multiply(amount, self._rates[code])
        if not _can_be_kept(worth):
            says = f"has more than {MONEY_DIGITS} digits beside its point once it is converted at {self._rates[code]:f}"
            return Trouble(AMOUNT_LONG, says, "round the rate or the amount; pipectl never rounds")
        values["amount"] = worth
        return code


_NONE_NAMED = Trouble(
    AMOUNT_FOREIGN, "names no currency, where others name several", "write its currency beside it, as USD 100"
)


def _can_be_kept(amount: Decimal) -> bool:
    """Whether an amount has no more digits than one of a file may have."""
    behind = amount.normalize(EXACT).as_tuple().exponent
    return amount.adjusted() < MONEY_DIGITS and isinstance(behind, int) and -behind <= MONEY_DIGITS
