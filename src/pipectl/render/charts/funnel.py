"""The funnel: how many reached each stage, and how many of them went on."""

from decimal import Decimal
from typing import NamedTuple

from ...domain.funnel import Funnel
from ...domain.result import Report
from ...domain.spec import StageKind
from ...domain.values import ZERO, Ratio, Unit
from ..spell import many, spell
from .barred import Bar, Line, Words, barred
from .parts import Picture, foreign
from .telling import of_period, subtitle

NO_PATHS = "no opportunity's path through the stages is known; keep snapshots (pipectl snapshot) or name a history"


class Step(NamedTuple):
    """One stage."""

    name: str
    reached: int
    went_on: int
    share: Decimal | None
    """Of those whose way from there is known."""

    @property
    def words(self) -> str:
        """`29 reached, 18 went on, 62% of decided`: those that wait in the stage are not decided there."""
        told = f"{many(self.reached)} reached, {many(self.went_on)} went on"
        return told if self.share is None else f"{told}, {spell(self.share, Unit.PERCENT)} of decided"


def picture(found: Funnel | Report, width: int) -> Picture | str:
    """A row a stage, the won ones last; why there is none where no path is known."""
    steps, won = _of_funnel(found) if isinstance(found, Funnel) else _of_report(found)
    if not any(each.reached for each in steps):
        return NO_PATHS
    lines = [_line(each) for each in steps]
    if won is not None:
        lines.append(Line("Won", (Bar(ZERO, Decimal(won), "won"),), f"{many(won)} won"))
    signs = [
        ("open", "reached", True),
        ("open", "went on", False),
        *([("won", "won", False)] if won is not None else []),
    ]
    rows = [(each.name, many(each.reached), many(each.went_on), spell(each.share, Unit.PERCENT)) for each in steps]
    told = Words(
        subtitle(found, found.lookback.label) if isinstance(found, Funnel) else of_period(found),
        "Funnel: " + "; ".join(f"{each.name} {each.words}" for each in steps) + (f"; {many(won)} won." if won else "."),
        (
            ("Stage", "Reached", "Went on", "Of decided"),
            *rows,
            *([("Won", many(won), "", "")] if won is not None else []),
        ),
    )
    return barred(lines, signs, told, width, unit=Unit.COUNT)


def _line(step: Step) -> Line:
    whole, on = Decimal(step.reached), Decimal(step.went_on)
    return Line(step.name, (Bar(ZERO, whole, "open", is_pale=True), Bar(ZERO, on, "open")), step.words)


def _of_funnel(found: Funnel) -> tuple[list[Step], int | None]:
    def share(ratio: Ratio) -> Decimal | None:
        return ratio.value

    steps = [
        Step(foreign(each.name), each.reached, each.went_on, share(each.conversion)) for each in found.whole.stages
    ]
    return steps, found.whole.won


def _of_report(found: Report) -> tuple[list[Step], int | None]:
    """As far as stage conversion is known: of those that reached a stage and left it, or won and lost from it."""
    steps = [
        Step(foreign(each.name), int(told.denominator), int(told.numerator), told.value)
        for each in found.stages
        if each.kind is StageKind.OPEN
        and (told := each.moves_on) is not None
        and told.numerator is not None
        and told.denominator is not None
    ]
    return steps, None
