"""Quota and coverage of a report: a bar each with its target, its number, and the figures as a table."""

from decimal import Decimal

from ...domain.result import Measure, Report
from ...domain.values import Unit
from ..spell import against, short_money, spell, target
from .blocks import Block, Cell, Column, Gauge, Items, Span, Table
from .parts import figure, money, number, reasons_why, share, text

#: A gauge leaves room beyond its target, so that more than enough can be seen.
BEYOND = Decimal("1.25")
#: The mark of a target that is not reached stands beside the edge, not on it.
EDGE = Decimal("1.02")


def gauges(found: Report) -> tuple[Block, ...]:
    """Both bars, or why there are none; where amounts are in several currencies, the headline says why."""
    if found.is_mixed:
        return ()
    if found.quota.quota is None:
        reason = found.measure("quota_attainment").undefined or "there is no quota for the period"
        return reasons_why({reason: ["Quota", "Coverage of what remains"]})
    return (_quota(found, found.quota.quota), _coverage(found))


def _quota(found: Report, aim: Decimal) -> Gauge:
    quota, expected = found.quota, found.measure("weighted_coverage")
    won = quota.won or Decimal(0)
    weighted = (quota.due_weighted or Decimal(0)) if expected.value is not None else Decimal(0)
    most = max(aim * EDGE, won + weighted)
    first, second = share(won, most), share(won + weighted, most)
    return Gauge(
        title="Quota",
        words=_quota_words(found),
        alt=f"Quota: {_quota_words(found)}",
        spans=(Span("0", str(first), "won"), Span(str(first), str(second - first), "open")),
        mark=str(share(aim, most)),
        table=_table(
            found,
            "Against the quota",
            [("Quota", aim), ("Won", quota.won), ("Weighted, due", quota.due_weighted), ("Left", quota.remaining)],
            [found.measure("quota_attainment"), expected],
        ),
        term="quota_attainment",
    )


def _quota_words(found: Report) -> str:
    quota, expected = found.quota, found.measure("weighted_coverage")
    whole, won = (short_money(each, found.currency) for each in (quota.quota, quota.won))
    if expected.value is None:
        return f"{won} won → {spell(found.measure('quota_attainment').value, Unit.PERCENT)} of {whole}"
    weighted = short_money(quota.due_weighted, found.currency)
    return f"{won} won + {weighted} weighted → {spell(expected.value, Unit.PERCENT)} of {whole}"


def _coverage(found: Report) -> Gauge | Items:
    quota, measure = found.quota, found.measure("remaining_coverage")
    aim = quota.target_coverage
    if measure.value is None:
        said = "met: the quota is won" if measure.met else measure.undefined or ""
        return Items((f"Coverage of what remains: {said}",), "quiet")
    most = max(aim * BEYOND, measure.value)
    reached, words = measure.value >= aim, _coverage_words(found, measure)
    return Gauge(
        title="Coverage of what remains",
        words=words,
        alt=f"Coverage of what remains: {words}",
        spans=(Span("0", str(share(measure.value, most)), "won" if reached else "risk"),),
        mark=str(share(aim, most)),
        table=_table(
            found,
            "Against the target of coverage",
            [("Due", quota.due), ("Left to win", quota.remaining), ("Missing", quota.missing)],
            [measure, found.measure("coverage"), found.measure("required_coverage")],
            ("Target", number(aim, Unit.MULTIPLE)),
        ),
        term="remaining_coverage",
        alarm=not reached,
    )


def _coverage_words(found: Report, measure: Measure) -> str:
    aim = found.quota.target_coverage
    covers = against(measure.value, aim, Unit.MULTIPLE)
    left = short_money(found.quota.remaining, found.currency)
    required = found.measure("required_coverage")
    own = "" if required.value is None else f", own win rate asks {against(required.value, aim, required.unit)}"
    return f"{covers} of the {left} left; target {target(aim, Unit.MULTIPLE)}{own}"


def _table(
    found: Report,
    caption: str,
    amounts: list[tuple[str, Decimal | None]],
    measures: list[Measure],
    *more: tuple[str, Cell],
) -> Table:
    rows = [(text(title), money(amount, found.currency)) for title, amount in amounts]
    rows += [(text(title), cell) for title, cell in more]
    rows += [(text(each.title), figure(each, found.currency)) for each in measures]
    return Table(caption, (Column("Figure"), Column("Value", right=True)), tuple(rows))
