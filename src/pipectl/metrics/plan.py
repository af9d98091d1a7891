"""What figures are held against, and what the file does not tell."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from ..domain.period import Period
from ..domain.values import Answer, Undefined


class Plan(NamedTuple):
    """The targets and bounds of one question, for the whole selection or for one group."""

    as_of: date
    period: Period
    lookback: Period
    lookback_days: int | None
    """Days the lookback spans; for `all` from the first to the last close or as-of; None without any date."""
    quota: Decimal | Undefined
    """Amount to win in the period."""
    spend: Decimal | Undefined
    """Money spent in the period."""
    target_coverage: Decimal
    qualified_from: str | None
    stages: tuple[str, ...]
    """Names of the open stages, in order."""
    missing: Mapping[str, str]
    """What the file does not tell, with the reason in words: `created`, `expected_close`, `close` (the day a decided
    one closed), `lookback` (the same, where the lookback has bounds; without them it holds all), `probability`,
    `weight` (no close % and no stage has one), `lost_from` (where lost ones died)."""

    def told(self, need: str, answer: Answer | None) -> Answer | None:
        """The answer, or why there is none where the file does not tell what it needs."""
        return Undefined(self.missing[need]) if need in self.missing else answer
