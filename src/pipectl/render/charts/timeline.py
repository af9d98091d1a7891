"""Open opportunities by stage and expected close: the larger the more money, the colour says the risk."""

from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from ...domain.result import Attention, Report
from ...domain.risk import Severity
from ...domain.spec import StageKind
from ...domain.values import EXACT, ZERO
from ..spell import many, short_day, short_money
from ..words.risk import sign_words
from ..words.shared import counted
from .catalog import anchor
from .lanes import Box, Mark, Plot, free, placed
from .months import months
from .parts import Picture, Room, Row, above, cut, foreign, labelled, legend
from .telling import of_period

#: Marks that a picture has room for; more would hide each other.
SHOWN = 400
#: Days before and after as-of that are drawn to scale; what lies beyond stands at the edge.
BEFORE, AFTER = 200, 400
MOST_LANE, LEAST_LANE, SLIDE = 76, 26, 292
#: Names that the largest of those at risk get, where there is room.
NAMED = 6
#: What stands in the legend for the size of marks.
SIZED = ("paper", "area = amount")
NO_DATES = "no open opportunity has an expected close date; map it in pipeline.yaml (columns: expected_close)"


class Deal(NamedTuple):
    """One of the report, with its number there."""

    number: int
    told: Attention
    at: int
    """Days from as-of to its close, those beyond the edge at it."""

    @property
    def risk(self) -> str:
        """high, some or none: as the report says how grave it is."""
        if not self.told.signs:
            return "none"
        return "high" if self.told.severity is Severity.HIGH else "some"


#: Fill, ring and words of each risk.
LOOKS = {
    "high": ("risk", "risk", "high risk"),
    "some": ("open", "risk", "some risk"),
    "none": ("open", "open", "nothing against it"),
}


def picture(found: Report, width: int) -> Picture | str:
    """A lane a stage, a mark an opportunity; why there is none where none has a close date."""
    dated = [(number, each) for number, each in enumerate(found.open, 1) if each.expected_close is not None]
    if not found.open:
        return "no opportunity is open"
    if not dated:
        return NO_DATES
    largest = sorted(dated, key=lambda each: EXACT.minus(abs(each[1].amount or ZERO)))[:SHOWN]
    deals = [Deal(number, each, _at(each.expected_close, found.as_of)) for number, each in largest]
    stages = _stages(found, deals)
    left, labels = labelled([foreign(each) for each in stages], width, 0.26)
    room = Room(left, 36, top=56)
    plot = width - room.left - room.right
    step = min(MOST_LANE, max(LEAST_LANE, SLIDE // len(stages)))
    low, high = _span(deals, found)
    space = Plot(plot, low, high, step, len(stages))
    marks = placed([_mark(each, stages) for each in deals], space)
    guides = _guides(found, low, high)
    signs = _legend(deals, left, width)
    return Picture(
        data={
            "lanes": [{"lane": lane, "label": label} for lane, label in enumerate(labels)],
            "days": months(found.as_of, low, high, plot),
            "bounds": [{"at": low, "lane": -0.5}, {"at": high, "lane": len(stages) - 0.5}],
            "guides": guides,
            "deals": [_row(found, each, mark) for each, mark in zip(deals, marks, strict=True)],
            "names": _names(deals, marks, guides, space),
            "legend": signs,
        },
        height=step * len(stages),
        room=room._replace(top=room.top + above(signs)),
        subtitle=of_period(found, *_left_out(found, len(dated), deals)),
        alt=_alt(found, deals, len(dated)),
        table=(
            ("Deal", "Owner", "Stage", "Amount", "Close", "Why"),
            *(
                _words(found, each.told)
                for each in sorted(deals, key=lambda each: each.told.expected_close or date.max)
            ),
        ),
    )


def _at(day: date | None, as_of: date) -> int:
    days = ((day or as_of) - as_of).days
    return min(AFTER, max(-BEFORE, days))


def _stages(found: Report, deals: list[Deal]) -> list[str]:
    """Open stages in order, as far as a mark stands in them; then stages that are none of the plan's."""
    used = {each.told.stage for each in deals}
    planned = [each.name for each in found.stages if each.kind is StageKind.OPEN and each.name in used]
    return [*planned, *sorted(used - set(planned))]


def _span(deals: list[Deal], found: Report) -> tuple[float, float]:
    """First and last day that are drawn, as-of and the end of the period among them, and a little more."""
    days = [0, *(each.at for each in deals)]
    if found.period.last is not None:
        days.append(_at(found.period.last, found.as_of))
    low, high = min(days), max(days)
    spare = max(4.0, (high - low) * 0.04)
    return low - spare, high + spare


def _mark(deal: Deal, stages: list[str]) -> Mark:
    return Mark(deal.at, stages.index(deal.told.stage), float(abs(deal.told.amount or ZERO)))


def _row(found: Report, deal: Deal, mark: Mark) -> Row:
    fill, ring, _ = LOOKS[deal.risk]
    name, _, stage, amount, day, why = _words(found, deal.told)
    return {
        "at": mark.at,
        "lane": round(mark.lane, 3),
        "size": round(mark.size, 1),
        "role": fill,
        "ring": ring,
        "opacity": 0.75 if deal.risk == "high" else 0.45,
        "told": ", ".join(each for each in (name, amount, f"closes {day}", f"in {stage}", why) if each),
        "link": f"#{anchor(deal.number)}",
    }


def _words(found: Report, told: Attention) -> tuple[str, ...]:
    why = sign_words(told.signs[0], foreign, told.currency) if told.signs else ""
    owner = "" if told.owner is None else foreign(told.owner)
    day = short_day(told.expected_close, found.as_of)
    return foreign(told.name), owner, foreign(told.stage), short_money(told.amount, told.currency), day, why


def _guides(found: Report, low: float, high: float) -> list[Row]:
    """As-of, and the end of the period where it is in sight."""
    rows: list[Row] = [{"at": 0, "side": "left", "words": f"as of {short_day(found.as_of, found.as_of)}"}]
    last = found.period.last
    if last is not None and low < (last - found.as_of).days < high and last > found.as_of:
        rows.append({"at": (last - found.as_of).days, "side": "right", "words": f"{foreign(found.period.label)} ends"})
    return rows


def _legend(deals: list[Deal], left: int, width: int) -> list[Row]:
    there = [risk for risk in LOOKS if any(each.risk == risk for each in deals)]
    rows = legend([*((LOOKS[risk][0], LOOKS[risk][2]) for risk in there), SIZED], left, width, -36)
    for row, risk in zip(rows, there, strict=False):
        row["ring"], row["opacity"] = LOOKS[risk][1], 0.75 if risk == "high" else 0.45
    return [*rows[:-1], {**rows[-1], "ring": "paper", "opacity": 0.0}]


def _names(deals: list[Deal], marks: list[Mark], guides: list[Row], plot: Plot) -> list[Row]:
    """Names beside the largest marks of high risk, as far as they hide nothing."""
    rows: list[Row] = []
    taken: list[Box] = [plot.box(mark) for mark in marks]
    taken += [plot.line(float(guide["at"] or 0)) for guide in guides]
    for deal, mark in zip(deals, marks, strict=True):
        if len(rows) < NAMED and deal.risk == "high":
            words = cut(foreign(deal.told.name), 170, 12)
            box = free(words, mark, plot, taken)
            if box is not None:
                taken.append(box)
                rows.append({"at": box[0] / plot.scale, "lane": round(mark.lane, 3), "words": words})
    return rows


def _left_out(found: Report, dated: int, deals: list[Deal]) -> list[str]:
    """What of the open ones is not drawn, or not where it belongs."""
    undated = len(found.open) - dated
    far = sum(each.told.expected_close != found.as_of + timedelta(days=each.at) for each in deals)
    return [
        *([f"the {many(len(deals))} largest of {many(dated)}"] if dated > len(deals) else []),
        *([f"{many(undated)} without a close date"] if undated else []),
        *([f"{many(far)} beyond the edge"] if far else []),
    ]


def _alt(found: Report, deals: list[Deal], dated: int) -> str:
    late = sum(each.at < 0 for each in deals)
    grave = [each.told for each in deals if each.risk == "high"]
    first = ", ".join(
        f"{foreign(each.name)} {short_money(each.amount, each.currency)} {short_day(each.expected_close, found.as_of)}"
        for each in grave[:3]
    )
    worth = "" if found.is_mixed else f" worth {short_money(_sum(deals), found.currency)}"
    more = _left_out(found, dated, deals)
    return (
        f"{counted(len(deals), 'open deal')}{worth} by expected close: {many(late)} past it, "
        f"{many(len(grave))} of high risk"
        f"{f', the largest {first}' if first else ''}{'; ' + ', '.join(more) if more else ''}."
    )


def _sum(deals: list[Deal]) -> Decimal:
    total = ZERO
    for each in deals:
        total = EXACT.add(total, each.told.amount or ZERO)
    return total
