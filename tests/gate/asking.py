"""Checks held against opportunities made by hand."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from pipectl.checks.validation import all_findings
from pipectl.domain.check import Check, Waiver
from pipectl.domain.kept import Kept
from pipectl.domain.opportunity import Opportunity
from pipectl.domain.pipeline import Pipeline
from pipectl.gate.checking import Ask, Given, build_check
from pipectl.gate.evidence import evidence
from pipectl.read.codes import CODES
from tests.builders import a_pipeline, a_question, a_spec


def result(
    opportunities: Sequence[Opportunity],
    *checks: Check,
    waivers: tuple[Waiver, ...] = (),
    kept: Kept | None = None,
    pipeline: Pipeline | None = None,
    quota: int | None = 500,
    spec: dict[str, Any] | None = None,
    **question: Any,
) -> Any:
    """The verdict on some opportunities; each check asks the question with its own period and grouping."""
    plan = a_spec(quota, **({"waivers": waivers} | (spec or {})))
    data = pipeline or a_pipeline(*opportunities)
    asked = a_question(**question)
    asks = [Ask(check, asked._replace(by=(check.by,) if check.by else ())) for check in checks]
    found = None
    if any(check.finding or check.metric == "data_quality" for check in checks):
        checked = all_findings(data, plan, asked.as_of, 10**9)
        found = evidence(data, checked, asked.as_of, CODES, kept.known if kept else {})
    return build_check(Given(data, plan, asked, evidence=found, kept=kept), asks)


def lines(opportunities: Sequence[Opportunity], *checks: Check, **given: Any) -> dict[str | None, Any]:
    """The lines of a verdict, by group."""
    return {line.key: line for line in result(opportunities, *checks, **given).lines}


def line(opportunities: Sequence[Opportunity], check: Check, **given: Any) -> Any:
    """The one line of a check."""
    (found,) = result(opportunities, check, **given).lines
    return found


def a_waiver(check: str, **given: Any) -> Waiver:
    """A waiver that holds for a long time."""
    return Waiver(check=check, **({"reason": "agreed", "until": "2030-12-31"} | given))


def a_finding_check(code: str, most: int = 0, **given: Any) -> Check:
    """A check that counts findings."""
    return Check(finding=code, max=Decimal(most), **given)
