"""What checks come to, as plain data: measures held against their bounds."""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from .finding import SEE_FINDINGS, Findings
from .period import Period
from .pipeline import RowCount
from .values import Unit


class Verdict(StrEnum):
    """How a check came out."""

    PASSED = "passed"
    WARNED = "warned"
    FAILED = "failed"
    UNDEFINED = "undefined"


class CheckLine(NamedTuple):
    """One check with what was measured."""

    metric: str
    title: str
    unit: Unit
    min: Decimal | None
    max: Decimal | None
    measured: Decimal | None
    verdict: Verdict
    gap: Decimal | None
    """How far the measure is outside its bound, in its own unit."""
    gap_amount: Decimal | None
    """Money that would close the gap, where that can be said."""
    reason: str | None
    """From pipeline.yaml."""
    undefined: str | None


class CheckResult(NamedTuple):
    """Everything `pipectl check` says."""

    pipeline: str
    currency: str | None
    as_of: date
    period: Period
    filters: tuple[str, ...]
    lines: tuple[CheckLine, ...]
    rows: RowCount
    selected: int
    """Opportunities the measures speak of, after filters."""
    findings: Findings
    notes: tuple[str, ...]
    see_findings: str = SEE_FINDINGS
    """What to run to see all findings."""
    currencies: tuple[str, ...] = ()
    """All that amounts are in; more than one are never added."""

    @property
    def verdict(self) -> Verdict:
        """The gravest of all lines: undefined over failed over warned over passed."""
        order = (Verdict.UNDEFINED, Verdict.FAILED, Verdict.WARNED)
        return next((each for each in order if any(line.verdict is each for line in self.lines)), Verdict.PASSED)
