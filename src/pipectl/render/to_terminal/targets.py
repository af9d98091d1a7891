"""Quota and coverage: a bar each with its number and the target marked."""

from decimal import Decimal

from rich.text import Text

from ...domain.result import Report
from ...domain.values import Unit
from ..spell import against, short_money, spell, target
from .bars import DONE, LIKELY, progress
from .headline import undefined_lines
from .ink import BLANK, Ink

LABEL = 20
LEAST_BAR, MOST_BAR = 8, 60
#: A coverage bar leaves room beyond its target, so that more than enough can be seen.
BEYOND = Decimal("1.25")


def target_lines(ink: Ink, report: Report) -> list[Text]:
    """Both bars, or why there are none; below 80 columns only their words.

    Where amounts are in several currencies, the headline says why there are none.
    """
    quota = report.quota
    if report.is_mixed:
        return []
    if quota.quota is None:
        reason = report.measure("quota_attainment").undefined or "there is no quota for the period"
        return undefined_lines(ink, {reason: list(TITLES)})
    words = (quota_words(ink, report), coverage_words(ink, report))
    width = min(MOST_BAR, ink.width - LABEL - 1 - max(line.cell_len for line in words))
    drawn = ink.width >= 80 and width >= LEAST_BAR
    bars = (_quota_bar(ink, report, width), _coverage_bar(ink, report, width)) if drawn else (BLANK, BLANK)
    return [line for title, bar, text in zip(TITLES, bars, words, strict=True) for line in _line(ink, title, bar, text)]


def _line(ink: Ink, title: str, bar: Text, text: Text) -> list[Text]:
    """Title, bar and number; a number too long for the line goes on below."""
    head = ink.say(f"{title:<{LABEL}}", "strong")
    return ink.wrap(text, head + bar + Text(" ") if bar else head)


#: The key of the second is remaining_coverage: of what is left, where `coverage` alone is of the whole quota.
TITLES = ("Quota", "Remaining coverage")


def _short(amount: Decimal | None, report: Report) -> str:
    return short_money(amount, report.currency)


def quota_words(ink: Ink, report: Report) -> Text:
    """`$212k won + $204k weighted → 83% of $500k`, of a report with a quota."""
    quota = report.quota
    expected = report.measure("weighted_coverage")
    whole = f"of {_short(quota.quota, report)}"
    if expected.value is None:
        attained = spell(report.measure("quota_attainment").value, Unit.PERCENT)
        return ink.say(f"{_short(quota.won, report)} won → ") + ink.say(attained, "strong") + ink.say(f" {whole}")
    parts = f"{_short(quota.won, report)} won + {_short(quota.due_weighted, report)} weighted → "
    return ink.say(parts) + ink.say(spell(expected.value, Unit.PERCENT), "strong") + ink.say(f" {whole}")


def _quota_bar(ink: Ink, report: Report, width: int) -> Text:
    quota = report.quota
    aim = quota.quota or Decimal(0)
    won, weighted = quota.won or Decimal(0), quota.due_weighted or Decimal(0)
    if report.measure("weighted_coverage").value is None:
        weighted = Decimal(0)
    return progress(ink, [(won, DONE, "good"), (weighted, LIKELY, "accent")], aim, max(aim, won + weighted), width)


def coverage_words(ink: Ink, report: Report) -> Text:
    """`2.1× of the $288k left; target 3.0×`, of a report with a quota; or why there is none."""
    quota, measure = report.quota, report.measure("remaining_coverage")
    if measure.value is None:
        return ink.say(measure.undefined or "", "strong" if measure.met else "quiet")
    aim = target(quota.target_coverage, Unit.MULTIPLE)
    reached = measure.value >= quota.target_coverage
    figure = ink.say(against(measure.value, quota.target_coverage, Unit.MULTIPLE), "strong" if reached else "alarm")
    return figure + ink.say(f" of the {_short(quota.remaining, report)} left; target {aim}{_required(ink, report)}")


def _required(ink: Ink, report: Report) -> str:
    """What the team's own win rate asks for, where there is room to say it."""
    required = report.measure("required_coverage")
    if required.value is None or ink.width < 120:
        return ""
    return f", own win rate asks {against(required.value, report.quota.target_coverage, required.unit)}"


def _coverage_bar(ink: Ink, report: Report, width: int) -> Text:
    value, aim = report.measure("remaining_coverage").value, report.quota.target_coverage
    if value is None:
        return BLANK
    return progress(ink, [(value, DONE, "accent")], aim, max(aim * BEYOND, value), width)
