"""Quota and coverage: what is won and expected of the quota, and how what is left of it is covered."""

from decimal import Decimal
from typing import NamedTuple

from ...domain.result import Measure, QuotaLine, Report
from ...domain.review import Review
from ...domain.values import DIVIDE, ZERO, Unit
from ...domain.verdict import CheckResult, CoverageLine
from ..spell import against, short_money, spell, target
from .parts import Picture, Room, Row, above, cut, foreign, legend
from .telling import of_period

STEP = 128
#: A bar leaves room beyond its aim, so that more than enough can be seen.
BEYOND = Decimal("1.25")
NO_QUOTA = "there is no quota for the period; add quotas to pipeline.yaml"
WON, WEIGHTED = ("won", "won"), ("open", "weighted by close %, or coverage")
DUE = ("open", "open and due")


class Gauge(NamedTuple):
    """One bar against its aim, all in shares of the aim."""

    label: str
    words: str
    parts: tuple[tuple[Decimal, str], ...]
    """How much, and in which role, one behind the other."""


def picture(found: Report | Review | CheckResult, width: int) -> Picture | str:
    """A bar for the quota and one for coverage; of a check one for each period. Why there is none without a quota."""
    if isinstance(found, CheckResult):
        lines = [] if found.coverage is None else [each for each in found.coverage.lines if each.by is None]
        gauges = [gauge for each in lines if (gauge := _of_period(each, found.currency)) is not None]
        signs = [WON, DUE]
    else:
        line, coverage = _headline(found)
        gauges = _of_quota(line, coverage, found.currency)
        signs = [WON, WEIGHTED]
    return _drawn(found, gauges, signs, width) if gauges else NO_QUOTA


def _headline(found: Report | Review) -> tuple[QuotaLine, Measure]:
    if isinstance(found, Report):
        return found.quota, found.measure("remaining_coverage")
    return found.headline.quota, found.headline.coverage


def _of_quota(line: QuotaLine, coverage: Measure, currency: str | None) -> list[Gauge]:
    """The two bars of a report, the second where what is left can be covered."""
    if not line.quota or line.won is None:
        return []
    won, weighted = line.won, line.due_weighted
    expected = won + (weighted or ZERO)
    share = spell(DIVIDE.divide(expected, line.quota), Unit.PERCENT)
    parts = f"{short_money(won, currency)} won" + (
        "" if weighted is None else f" + {short_money(weighted, currency)} weighted"
    )
    gauges = [
        Gauge(
            f"Quota {short_money(line.quota, currency)}",
            f"{parts} → {share}",
            ((DIVIDE.divide(won, line.quota), "won"), (DIVIDE.divide(weighted or ZERO, line.quota), "open")),
        )
    ]
    return [*gauges, _covered(line, coverage, currency)]


def _covered(line: QuotaLine, coverage: Measure, currency: str | None) -> Gauge:
    aim = target(line.target_coverage, Unit.MULTIPLE)
    label = f"Remaining coverage, target {aim}"
    if coverage.value is None:
        return Gauge(label, foreign(coverage.undefined or ""), ())
    value = against(coverage.value, line.target_coverage, Unit.MULTIPLE)
    share = DIVIDE.divide(coverage.value, line.target_coverage)
    return Gauge(label, f"{value} of the {short_money(line.remaining, currency)} left", ((share, "open"),))


def _of_period(line: CoverageLine, currency: str | None) -> Gauge | None:
    if not line.quota or line.won is None or line.due is None:
        return None
    share = spell(DIVIDE.divide(line.won + line.due, line.quota), Unit.PERCENT)
    words = f"{short_money(line.won, currency)} won + {short_money(line.due, currency)} due → {share}"
    parts = ((DIVIDE.divide(line.won, line.quota), "won"), (DIVIDE.divide(line.due, line.quota), "open"))
    return Gauge(f"{foreign(line.period.label)}, quota {short_money(line.quota, currency)}", words, parts)


def _drawn(
    found: Report | Review | CheckResult, gauges: list[Gauge], signs: list[tuple[str, str]], width: int
) -> Picture:
    room = Room(24, 28, top=34, bottom=8)
    plot = width - room.left - room.right
    high = max([BEYOND, *(sum((share for share, _ in each.parts), ZERO) for each in gauges)])
    entries = legend([*signs, ("quota", "quota, or target")], room.left, width)
    for each in entries:
        each["opacity"] = 1.0
    return Picture(
        data={
            "tracks": [{"row": row, "from": 0.0, "to": float(high), "role": "faint"} for row in range(len(gauges))],
            "bars": [bar for row, each in enumerate(gauges) for bar in _bars(row, each)],
            "aims": [{"row": row, "at": 1.0} for row in range(len(gauges))],
            "lines": [
                {"row": row, "label": cut(each.label, plot), "words": cut(each.words, plot)}
                for row, each in enumerate(gauges)
            ],
            "legend": entries,
        },
        height=STEP * len(gauges),
        room=room._replace(top=room.top + above(entries)),
        subtitle=of_period(found),
        alt="; ".join(f"{each.label}: {each.words}" for each in gauges) + ".",
        table=(("What", "How far"), *((each.label, each.words) for each in gauges)),
    )


def _bars(row: int, gauge: Gauge) -> list[Row]:
    bars: list[Row] = []
    at = ZERO
    for share, role in gauge.parts:
        if share:
            bars.append({"row": row, "from": float(at), "to": float(at + share), "role": role})
        at += max(ZERO, share)
    return bars
