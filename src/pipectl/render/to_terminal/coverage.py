"""This and the next periods against their quotas, as a table."""

from decimal import Decimal

from rich.console import RenderableType
from rich.text import Text

from ...domain.values import Unit
from ...domain.verdict import CheckResult, Coverage, CoverageLine
from ..spell import UNDEFINED, many, short_money, spell
from ..words.check import required_words
from .ink import BLANK, Ink
from .table import Column, table

#: Teams and owners of the period asked for that are shown; of the next ones, everybody alone.
HOLDERS = 12
_COLUMNS = (
    Column("Quota of", least=8, most=30),
    Column("Quota", right=True),
    Column("Won", right=True, rank=2),
    Column("Due", right=True, rank=3),
    Column("Coverage", right=True),
    Column("Of the rest", right=True, rank=1),
    Column("Weighted", right=True, rank=4),
)


def coverage_lines(ink: Ink, result: CheckResult, found: Coverage) -> list[RenderableType]:
    """A title with the coverage to aim for, then the period's holders, then the next periods."""
    own = [each for each in found.lines if each.period == result.period]
    rest = [each for each in found.lines if each.period != result.period and each.by is None]
    holders = own[: HOLDERS + 1]
    lines: list[RenderableType] = [
        *ink.parts(ink.say("Coverage", "title"), [required_words(found)], "quiet"),
        BLANK,
        table(ink, _COLUMNS, [_cells(ink, result, each) for each in (*holders, *rest)]),
    ]
    left = len(own) - len(holders)
    more = [ink.say(f" … and {many(left)} more in --format json", "quiet")] if left else []
    return [*lines, *more, *_reasons(ink, (*holders, *rest))]


def _cells(ink: Ink, result: CheckResult, each: CoverageLine) -> list[Text]:
    def money(amount: Decimal | None) -> Text:
        return ink.say(short_money(amount, result.currency))

    name = ink.foreign(each.period.label) if each.by is None else f"  {ink.foreign(each.key or f'no {each.by}')}"
    return [
        ink.name(name, 40, "strong" if each.by is None else ""),
        money(each.quota),
        money(each.won),
        money(each.due),
        ink.say(spell(each.coverage, Unit.MULTIPLE)),
        ink.say("met" if each.met else spell(each.remaining, Unit.MULTIPLE)),
        ink.say(spell(each.weighted, Unit.MULTIPLE)),
    ]


def _reasons(ink: Ink, lines: tuple[CoverageLine, ...]) -> list[Text]:
    """Why some have no coverage, each reason once."""
    reasons: dict[str, list[str]] = {}
    for each in lines:
        if each.undefined:
            name = each.period.label if each.by is None else each.key or f"no {each.by}"
            reasons.setdefault(each.undefined, []).append(name)
    found = []
    for why, whose in reasons.items():
        named = ", ".join(map(ink.foreign, whose[:4]))
        found += ink.wrap(ink.say(f"{named}: {ink.foreign(why)}", "quiet"), ink.say(f" {UNDEFINED} ", "quiet"))
    return found
