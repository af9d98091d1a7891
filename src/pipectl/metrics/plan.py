"""What figures are held against, and what the file does not tell."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from ..domain.currencies import Currencies
from ..domain.period import Period
from ..domain.totals import Tally, Totals
from ..domain.values import Answer, Undefined

NOTHING_TELLS = (
    "nothing tells how long is too long: add the date the stage changed and max_days to the stages in pipeline.yaml, "
    "or won opportunities with create and close dates"
)
NONE_WEIGHED = "no open opportunity with an amount has a close % or stands in a stage with a probability"


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
    unassigned: Decimal | None
    """What of it names no source; None of a part of it, and where it is not known."""
    target_coverage: Decimal
    qualified_from: str | None
    stages: tuple[str, ...]
    """Names of the open stages, in order."""
    usual_cycle: Decimal | None
    """Days three of four wins of the file took at most; None where nothing tells."""
    missing: Mapping[str, str]
    """What the file does not tell, with the reason in words: `created`, `expected_close`, `close` (the day a decided
    one closed), `closed_in_period` and `lookback` (the same, where these have bounds; without them they hold all),
    `probability`, `weight` (no close % and no stage has one), `standing` (how long is too long for any that is open),
    `lost_from` (where lost ones died), `stage_order` (the order of the stages), and of history `past` (there is none),
    `past_amount` and `past_close` (amounts and close dates of then), `past_start` (how things stood when the period
    began) and `past_change` (a day before as-of to count changes from)."""
    currencies: Currencies = Currencies()
    """What the amounts of the whole file are in."""

    def not_added(self, totals: Totals) -> str | None:
        """Why the amounts of some totals have no sum, in words; None where they have one."""
        return self.currencies.why_not_added(totals.currencies)

    def told(self, need: str, answer: Answer | None) -> Answer | None:
        """The answer, or why there is none where the file does not tell what it needs."""
        return Undefined(self.missing[need]) if need in self.missing else answer

    def weighted(self, tally: Tally) -> Decimal | Undefined:
        """Weighted sum of some open ones, or why there is none: of amounts that none can be weighed there is no sum."""
        # The weighted sum of nothing is 0, whatever it would be weighted by.
        if "weight" in self.missing and tally.count:
            return Undefined(self.missing["weight"])
        return Undefined(NONE_WEIGHED) if tally.with_amount and not tally.weighed else tally.weighted
