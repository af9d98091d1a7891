"""The cells of a history: what a text of each column is, once the columns are settled."""

from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple

from ...domain.spec import PipelineSpec
from ..codes import DELETED, Trouble
from ..exchange import Exchange
from ..formats.moments import moment
from ..headers import normal
from ..stages import Known
from .shapes import column_of
from .table import HistoryTable


class Worth(NamedTuple):
    """An amount in the currency of the pipeline."""

    amount: Decimal
    currency: str | None
    """The one it is in, where pipeline.yaml names none."""


class Cells:
    """Reads single cells of one file; what can't be read is a `Trouble`."""

    def __init__(self, table: HistoryTable, spec: PipelineSpec) -> None:
        self._table, self._values = table, table.resolved.values
        self._exchange = Exchange(table.chosen, table.resolved, spec)
        self._keeps_currency = spec.currency is None
        self._categories = {} if table.chosen.preset is None else table.chosen.preset.categories

    @property
    def said(self) -> tuple[str, ...]:
        """What was converted, in words."""
        return self._exchange.said

    def value(self, field: str, text: str) -> Any:
        """What a text is as a field of ours; None for an empty one."""
        known = self._values.get(field)
        if known is None:
            text = text.strip()
            return self._categories.get(normal(text), text) or None if field == "forecast_category" else text or None
        value = known[text]
        return value.stage and value.stage.name if isinstance(value, Known) else value

    def moment(self, position: int, text: str) -> datetime | Trouble | None:
        """The moment that a text of a column is."""
        day = self._values[column_of(position)][text]
        return day if day is None or isinstance(day, Trouble) else moment(text, day, self._table.how.zone)

    def is_deleted(self, text: str) -> bool | Trouble:
        """Whether a row was deleted."""
        found = self._values["is_deleted"][text]
        if isinstance(found, Trouble):
            return found.code is DELETED or found
        return False

    def worth(self, amount: Decimal, text: str, cells: list[str]) -> Worth | Trouble:
        """An amount that reads `text`, in the currency of the pipeline."""
        column = self._table.chosen.columns.get("currency")
        code = None if column is None else self._values["currency"][cells[column]]
        if isinstance(code, Trouble):
            return code
        values: dict[str, Any] = {"amount": amount, "currency": code}
        if self._exchange.position(cells, values) is not None:
            found = self._exchange.settle(text, values)
            if isinstance(found, Trouble):
                return found
            if found:
                self._exchange.count(found)
        return Worth(values["amount"], values["currency"] if self._keeps_currency else None)
