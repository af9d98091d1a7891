"""The board as plain data: open opportunities as cards, in a column a stage, with what speaks against each."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import reduce
from typing import NamedTuple

from .finding import NO_FINDINGS, SEE_FINDINGS, Findings
from .listing import Listed
from .pipeline import RowCount
from .risk import Severity, Sign
from .spec import StageKind
from .values import EXACT


class BoardCard(NamedTuple):
    """One open opportunity, as the list has it, with the signs of the report."""

    deal: Listed
    severity: Severity | None
    """None where no rule speaks against it."""
    signs: tuple[Sign, ...]
    """Gravest first."""


class Rest(NamedTuple):
    """The cards of a column that are not shown."""

    opportunities: int
    amount: Decimal | None
    """None where none of them has an amount, and where the column's are in several currencies."""


class BoardColumn(NamedTuple):
    """One stage with its cards; number and sums speak of all open ones in it, shown or not."""

    stage: str
    kind: StageKind
    opportunities: int
    amount: Decimal | None
    """None where they are in several currencies, as every sum of amounts here."""
    weighted: Decimal | None
    """None where none of their amounts has a probability."""
    at_risk: int | None
    """Overdue or stalled, as the report counts them; None where neither can be told."""
    cards: tuple[BoardCard, ...]
    """All of them, the biggest first."""
    limit: int | None = None
    """How many of them are asked for; None for all."""
    currency: str | None = None
    """The one all its amounts are in."""

    @property
    def asked(self) -> tuple[BoardCard, ...]:
        """The cards that are asked for."""
        return self.cards[: self.limit]

    def rest(self, shown: int) -> Rest:
        """What is left after the first so many."""
        cards = self.cards[shown:]
        return Rest(len(cards), None if self.amount is None else _added(cards))


class Board(NamedTuple):
    """Everything `pipectl board` says: stages in the order of the process."""

    pipeline: str
    currency: str | None
    as_of: date
    filters: tuple[str, ...]
    columns: tuple[BoardColumn, ...]
    opportunities: int
    """Open ones."""
    amount: Decimal | None
    weighted: Decimal | None
    at_risk: int | None
    rows: RowCount
    findings: Findings
    notes: tuple[str, ...]
    see_findings: str = SEE_FINDINGS
    """What to run to see all findings."""
    currencies: tuple[str, ...] = ()
    """All that amounts are in; more than one are never added."""
    past_findings: Findings = NO_FINDINGS
    """What is wrong with what is told of the past."""


def _added(cards: Sequence[BoardCard]) -> Decimal | None:
    known = [card.deal.amount for card in cards if card.deal.amount is not None]
    return reduce(EXACT.add, known) if known else None
