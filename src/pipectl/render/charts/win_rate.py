"""Win rate by month or group, each with the interval that its count allows, beside that of all."""

from decimal import Decimal
from typing import NamedTuple

from ...domain.result import Detail, Measure, Report
from ...domain.review import Review
from ...domain.values import Interval, Unit
from ..reasons import heading
from ..spell import interval, many, spell
from ..words.shared import counted
from .barred import height_of
from .parts import Picture, Room, Row, beside, fitting, foreign, labelled
from .telling import of_period

SHOWN = 30
#: Groupings by time, which are shown where the report has several.
SPANS = ("close_month", "close_quarter", "created_month")
NO_GROUPS = "the report has no groups; add --by owner, --by close_month or any other column"
NO_RATES = "no group has a win rate: nothing of them was won or lost in the lookback"
WORDS = 0.34


class Rate(NamedTuple):
    """The win rate of one group."""

    name: str
    value: Decimal
    won: Decimal
    decided: Decimal
    interval: Interval | None

    @property
    def words(self) -> str:
        """`31% · 9 of 29 (17–49%)`."""
        ends = f" ({interval(self.interval)})" if self.interval else ""
        counts = f"{spell(self.won, Unit.COUNT)} of {spell(self.decided, Unit.COUNT)}"
        return f"{spell(self.value, Unit.PERCENT)} · {counts}{ends}"


def picture(found: Report | Review, width: int) -> Picture | str:
    """A row a group, the whole as a line through them; why there is none without groups."""
    by, groups, whole = _measured(found)
    if not groups:
        return (found.people.untold if isinstance(found, Review) else None) or NO_GROUPS
    rates = [rate for name, each in groups if (rate := _rate(name, each)) is not None]
    if not rates:
        return NO_RATES
    shown = rates[:SHOWN]
    told = (
        [f"{counted(len(groups) - len(rates), 'group')} without a decision left out"]
        if len(rates) < len(groups)
        else []
    )
    told += [f"the first {SHOWN} of {many(len(rates))}"] if len(rates) > SHOWN else []
    said = "; ".join(f"{each.name} {each.words}" for each in shown)
    overall = f", {whole.words} of all" if whole else ""
    return _laid_out(shown, whole, width)._replace(
        subtitle=of_period(found, f"by {heading(by).lower()}", *told),
        alt=f"Win rate by {heading(by).lower()}{overall}: {said}.",
        table=(
            (heading(by), "Win rate", "Won", "Decided", "95 % interval"),
            *(_row(each) for each in (*shown, *([whole._replace(name="All")] if whole else []))),
        ),
    )


def _measured(found: Report | Review) -> tuple[str, list[tuple[str, Measure | Detail]], Rate | None]:
    """What it goes by, the win rate of each group, and that of all."""
    if isinstance(found, Review):
        people = found.people
        named: list[tuple[str, Measure | Detail]] = [
            (foreign(each.owner), each.figure("win_rate").own) for each in people.owners
        ]
        return "owner", named, _rate("All", people.team.figure("win_rate").own) if named else None
    bys = dict.fromkeys(each.by for each in found.groups)
    by = next((each for each in SPANS if each in bys), next(iter(bys), ""))
    named = [(foreign(each.key), each.measure("win_rate")) for each in found.groups if each.by == by]
    return foreign(by), named, _rate("All", found.measure("win_rate"))


def _rate(name: str, told: Measure | Detail) -> Rate | None:
    if told.value is None or told.numerator is None or told.denominator is None:
        return None
    return Rate(name, told.value, told.numerator, told.denominator, told.interval)


def _laid_out(shown: list[Rate], whole: Rate | None, width: int) -> Picture:
    left, labels = labelled([each.name for each in shown], width, 0.26)
    right = beside([each.words for each in shown], width * WORDS) + 34
    rows: list[Row] = [
        {
            "row": row,
            "label": label,
            "words": fitting(each.words, right - 34),
            "value": float(each.value),
            "low": float(each.interval.low if each.interval else each.value),
            "high": float(each.interval.high if each.interval else each.value),
            "role": "open",
        }
        for row, (each, label) in enumerate(zip(shown, labels, strict=True))
    ]
    shares = (0, 25, 50, 75, 100) if width >= 500 else (0, 50, 100)
    return Picture(
        data={
            "ticks": [{"at": each / 100, "words": f"{each}%"} for each in shares],
            "guides": [] if whole is None else [{"at": float(whole.value), "words": f"all {_share(whole)}"}],
            "lines": rows,
        },
        height=height_of(len(shown)),
        room=Room(left, right, top=26),
        subtitle="",
        alt="",
        table=(),
    )


def _share(rate: Rate) -> str:
    return spell(rate.value, Unit.PERCENT)


def _row(rate: Rate) -> tuple[str, ...]:
    counts = (spell(each, Unit.COUNT) for each in (rate.won, rate.decided))
    return (rate.name, _share(rate), *counts, interval(rate.interval))
