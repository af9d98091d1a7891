"""Verdicts that renderers are shown: one of every kind, and one full of hostile names."""

from decimal import Decimal
from typing import Any

from pipectl.domain.check import CheckLevel, Waiver
from pipectl.domain.finding import Place
from pipectl.domain.period import parse_period
from pipectl.domain.values import Unit
from pipectl.domain.verdict import (
    Behind,
    CheckLine,
    CheckResult,
    Closing,
    Coverage,
    CoverageLine,
    Holder,
    Party,
    Verdict,
    WaiverLine,
    WaiverState,
    Way,
)
from tests.changing import replace
from tests.render.samples import AS_OF, CHECKS, NASTY, a_check

NEXT = parse_period("2026-Q2", AS_OF)


def a_party(name: str, owner: str | None, amount: int | None, line: int, **given) -> Party:
    money = None if amount is None else Decimal(amount)
    usual: dict[str, Any] = {"stage": "Proposal", "currency": "USD", "day": AS_OF}
    return Party(name, name, owner, None, amount=money, place=Place("deals.csv", line), **(usual | given))


def found(name: str, owner: str | None, line: int) -> Party:
    told = {"code": "DATA101", "title": "No amount", "why": "Amount is empty; enter its amount"}
    return a_party(name, owner, None, line, stage=None, currency=None, day=None, **told)


DUE = Behind(
    "due",
    7,
    Decimal(605000),
    (a_party("Globex – platform", "Ann", 42000, 2), a_party("Hooli – pilot", None, None, 9)),
    (Holder("Ann", 4, Decimal(400000)), Holder("Bo", 2, Decimal(205000)), Holder(None, 1, Decimal(0))),
)
FOUND = Behind(
    "found", 2, None, (found("O7", "Bo", 8), found("", None, 11)), (Holder("Bo", 1, None), Holder(None, 1, None))
)
AT = Place("pipeline.yaml", 40, 5)


def detailed(line: CheckLine, **changes) -> CheckLine:
    return replace(line, **({"place": AT, "definition": "What it means.", "formula": "a ÷ b"} | changes))


RICH = replace(
    CHECKS,
    lines=(
        detailed(
            CHECKS.lines[0],
            behind=DUE,
            way=Way(Closing.ADD_PIPELINE, Decimal(2000)),
            numerator=Decimal(599200),
            denominator=Decimal(200000),
        ),
        detailed(CHECKS.lines[1], by="owner", key="Ann", numerator=Decimal(9), denominator=Decimal(29)),
        detailed(
            a_check("Win rate", Unit.PERCENT, "0.5", Verdict.TOO_FEW, min="0.25", undefined="2 of the 5 opportunities"),
            by="owner",
            key=None,
        ),
        detailed(
            a_check("Coverage", Unit.MULTIPLE, "1", Verdict.WAIVED, min=3, gap=2, gap_amount=200000),
            by="owner",
            key="Cy",
            period=NEXT,
            waiver=Waiver(check="coverage", owner="Cy", reason="new in the job", until="2026-12-31"),
        ),
        detailed(
            a_check("No amount", Unit.COUNT, "2", Verdict.FAILED, max=0, gap=2),
            subject="DATA101",
            is_finding=True,
            behind=FOUND,
            way=Way(Closing.MEND_ROWS, number=2),
            left_out=1,
        ),
        detailed(CHECKS.lines[2], level=CheckLevel.WARN, name="Dates are kept", filters=("amount>=5000",), left_out=1),
        detailed(CHECKS.lines[3]),
        detailed(
            a_check("Pipeline value", Unit.MONEY, "890000", Verdict.FAILED, min=900000, gap=10000, gap_amount=10000),
            before=Decimal(1000000),
            max_drop="10%",
            before_on=AS_OF,
            place=None,
        ),
    ),
    waivers=(
        WaiverLine(
            Waiver(check="coverage", owner="Cy", reason="new in the job", until="2026-12-31"), WaiverState.USED, 1
        ),
        WaiverLine(
            Waiver(check="slippage", opportunity="O9", reason="on hold", until="2026-12-31"), WaiverState.UNUSED, 0, AT
        ),
        WaiverLine(Waiver(check="coverage", owner="Bo", reason="once", until="2026-01-31"), WaiverState.EXPIRED, 0, AT),
    ),
    coverage=Coverage(
        (
            CoverageLine(
                CHECKS.period,
                None,
                None,
                Decimal(500000),
                Decimal(212000),
                Decimal(605000),
                Decimal("0.424"),
                Decimal("1.21"),
                Decimal("2.1"),
                False,
                Decimal("0.83"),
                None,
            ),
            CoverageLine(
                CHECKS.period,
                "owner",
                "Ann",
                Decimal(100000),
                Decimal(120000),
                Decimal(0),
                Decimal("1.2"),
                Decimal(0),
                None,
                True,
                Decimal("1.2"),
                None,
            ),
            CoverageLine(
                CHECKS.period,
                "owner",
                None,
                None,
                Decimal(0),
                Decimal(5000),
                None,
                None,
                None,
                False,
                None,
                "pipeline.yaml has no quota of it",
            ),
            CoverageLine(
                NEXT,
                None,
                None,
                Decimal(600000),
                Decimal(0),
                Decimal(90000),
                Decimal(0),
                Decimal("0.15"),
                Decimal("0.15"),
                False,
                Decimal("0.05"),
                None,
            ),
        ),
        Decimal(3),
        Decimal("2.5"),
    ),
)


def with_hostile_names() -> CheckResult:
    """Every text that comes from a file, each in a line of its own."""
    lines = []
    for number, name in enumerate(NASTY):
        row = replace_place(found(name, name, 4), name)
        parties = (row, row) if number % 2 else (a_party(name, name, 5, 3, stage=name, currency=None),)
        behind = Behind(
            "found" if number % 2 else "due", 2, None, parties, (Holder(name, 1, None), Holder("b", 1, None))
        )
        line = detailed(
            RICH.lines[4 if number % 2 else 0], behind=behind, by=name, key=name, name=name, filters=(name,)
        )
        lines.append(replace(line, reason=name, undefined=name if number % 3 else None, place=Place(name, 3, 4)))
    waivers = tuple(
        WaiverLine(Waiver(check=name, owner=name, reason=name, until="2026-12-31"), state, 1, Place(name, 3, 4))
        for name in NASTY
        for state in WaiverState
    )
    lines_of = RICH.coverage.lines if RICH.coverage else ()
    coverage = Coverage(tuple(lines_of[2]._replace(key=name, undefined=name) for name in NASTY), Decimal(3), None)
    return replace(RICH, lines=tuple(lines), waivers=waivers, coverage=coverage, pipeline=NASTY[3], filters=(NASTY[4],))


def replace_place(party: Party, name: str) -> Party:
    return party._replace(place=Place(name, 3, 4), why=name, title=name)


HOSTILE = with_hostile_names()
#: Nothing to show: every check passed.
GREEN = replace(RICH, lines=(RICH.lines[1],), waivers=RICH.waivers[:1])
