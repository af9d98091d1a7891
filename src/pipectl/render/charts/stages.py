"""Open pipeline by stage: how much stands where, and what of it is expected."""

from decimal import Decimal

from ...domain.result import Report, StageLine
from ...domain.spec import StageKind
from ...domain.values import ZERO
from ..spell import many, short_money
from ..words.shared import counted
from .barred import Bar, Line, Words, barred
from .parts import Picture, foreign
from .telling import of_period


def picture(found: Report, width: int) -> Picture | str:
    """A row a stage; why there is none where nothing is open, or where amounts have no sum."""
    stages = [each for each in found.stages if each.kind is StageKind.OPEN]
    if found.is_mixed:
        return "amounts are in several currencies and never added; add currency and exchange_rates to pipeline.yaml"
    if not any(each.open_count for each in stages):
        return "no opportunity is open"
    lines = [Line(foreign(each.name), _bars(each), _words(each, found.currency)) for each in stages]
    weighted = any(each.weighted is not None for each in stages)
    signs = [("open", "open amount", True), *([("open", "weighted by close %", False)] if weighted else [])]
    return barred(lines, signs, _told(found, stages), width, currency=found.currency)


def _bars(stage: StageLine) -> tuple[Bar, ...]:
    whole = Bar(ZERO, stage.open_amount or ZERO, "open", is_pale=True)
    return (whole,) if not stage.weighted else (whole, Bar(ZERO, stage.weighted, "open"))


def _words(stage: StageLine, currency: str | None) -> str:
    return f"{short_money(stage.open_amount, currency)} · {counted(stage.open_count, 'deal')}"


def _told(found: Report, stages: list[StageLine]) -> Words:
    def money(amount: Decimal | None) -> str:
        return short_money(amount, found.currency)

    said = "; ".join(f"{foreign(each.name)} {_words(each, found.currency)}" for each in stages)
    rows = [
        (foreign(each.name), many(each.open_count), money(each.open_amount), money(each.weighted)) for each in stages
    ]
    whole = found.measure("pipeline_value")
    return Words(
        of_period(found),
        f"Open pipeline by stage, {money(whole.value)} in all: {said}.",
        (("Stage", "Deals", "Open amount", "Weighted"), *rows),
    )
