"""The screen of `pipectl explain`: what a number means, how it is computed, and what stands behind it here."""

from collections.abc import Sequence
from typing import Any

from rich.console import RenderableType
from rich.text import Text

from ...domain.result import Detail, Measure
from ...domain.risk import RuleEntry
from ..entry import Entry
from ..spell import full_money, interval, spell
from ..words.shared import unit_words
from .ink import BLANK, Ink
from .table import Column, table

LABEL = "{:<12}"
_COLUMNS = (
    Column("Beside it", least=12, most=48),
    Column("Value", right=True),
    Column("From", least=12, most=80),
)


def screen(measure: Measure | None, entries: Sequence[Entry], currency: str | None, *more: Any) -> str:
    """One metric in full, or all metrics a line each, and risk rules behind them; the canvas comes last."""
    ink = Ink(more[-1])
    if len(entries) != 1:
        return ink.page(_catalog(ink, entries, more[0] if len(more) > 1 else ()))
    entry = entries[0]
    lines: list[RenderableType] = [
        ink.say(entry.title, "title") + ink.say(f" · {entry.key}", "quiet"),
        BLANK,
        *ink.wrap(ink.say(entry.definition)),
    ]
    lines += [BLANK, *_labelled(ink, "Formula", entry.formula), *_labelled(ink, "Unit", unit_words(entry.unit))]
    lines += _labelled(ink, "Source", entry.source)
    if measure is not None:
        lines += [BLANK, *_value(ink, measure, currency), *_details(ink, measure, currency)]
    return ink.page(lines)


def _catalog(ink: Ink, entries: Sequence[Entry], rules: Sequence[RuleEntry]) -> list[Text]:
    """Each metric's key, and beside it what it means; then each risk rule's, and when it fires."""
    keys = [each.key for each in entries] + [each.key for each in rules]
    width = max(map(len, keys), default=0)
    lines: list[Text] = []
    for key, words in ((each.key, each.definition) for each in entries):
        lines += ink.wrap(ink.say(words), ink.say(f" {key:<{width}}  ", "strong"))
    if rules:
        lines += [BLANK, ink.say("Risk rules", "title") + ink.say("  pipectl explain risk:overdue", "quiet")]
    for key, words in ((each.key, each.fires) for each in rules):
        lines += ink.wrap(ink.say(words), ink.say(f" {key:<{width}}  ", "strong"))
    return [*lines, BLANK, ink.say("One in full, with its figures:  pipectl explain win_rate", "quiet")]


def _labelled(ink: Ink, label: str, text: str) -> list[Text]:
    return ink.wrap(ink.say(text), ink.say(LABEL.format(label), "quiet"))


def _value(ink: Ink, measure: Measure, currency: str | None) -> list[Text]:
    if measure.value is None:
        here = "met" if measure.met else "–"
        why = ink.say(f"{here} · {ink.foreign(measure.undefined or '')}", "strong")
        return ink.wrap(why, ink.say(LABEL.format("Here"), "quiet"))
    figure = ink.say(LABEL.format("Here"), "quiet") + ink.say(spell(measure.value, measure.unit, currency), "strong")
    behind = _behind(measure)
    if figure.cell_len + len(behind) + 3 <= ink.width:
        return [figure + (ink.say(f" = {behind}") if behind else BLANK)]
    return [figure, *_labelled(ink, "", f"= {behind}")]


def _behind(found: Measure | Detail) -> str:
    """Both halves and the interval: `9 ÷ 29, 95% interval 17–49%`."""
    if found.numerator is None or found.denominator is None:
        return ""
    halves = " ÷ ".join(full_money(half) for half in (found.numerator, found.denominator))
    return f"{halves}, 95% interval {interval(found.interval)}" if found.interval else halves


def _details(ink: Ink, measure: Measure, currency: str | None) -> list[RenderableType]:
    if not measure.details:
        return []
    return [BLANK, table(ink, _COLUMNS, [_detail(ink, each, currency) for each in measure.details])]


def _detail(ink: Ink, detail: Detail, currency: str | None) -> list[Text]:
    why = ink.foreign(detail.undefined) if detail.undefined else _behind(detail)
    return [
        ink.name(detail.title, 60),
        ink.say(spell(detail.value, detail.unit, currency)),
        ink.say(why, "quiet"),
    ]
