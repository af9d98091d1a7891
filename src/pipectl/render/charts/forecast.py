"""The forecast as a fan: booked up to now, then expected with the band from P10 to P90, against the quota."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from math import ceil

from ...domain.forecast import Forecast, Week
from ...domain.values import ZERO, Unit
from ..spell import UNDEFINED, short_day, short_money, spell
from .parts import Picture, Room, Row, above, breadth, legend, ticks
from .telling import of_period

HEIGHT = 280
#: What two words at the end of the lines need between them [px].
APART = 17
NOTHING = "the forecast has no weeks to show; ask for a period with a first and a last day"


def picture(found: Forecast, width: int) -> Picture | str:
    """Amounts by the end of each week; why there are none without a forecast."""
    outlook = found.outlook
    if outlook.undefined is not None:
        return outlook.undefined
    if not found.weeks:
        return NOTHING
    known, coming = _split(found)
    quota = outlook.quota
    values = [value for each in found.weeks for value in (each.amount, each.low, each.high) if value is not None]
    heights = ticks(min([ZERO, *values]), max([quota or ZERO, *values]), Unit.MONEY, found.currency, 5)
    ends = _ends(found, heights)
    room = Room(
        ceil(max(breadth(str(each["words"]), 12) for each in heights)) + 28,
        ceil(max(breadth(str(each["words"])) for each in ends)) + 26,
        top=52,
    )
    plot = width - room.left - room.right
    signs = _legend(room, width, has_band=len(coming) > 1)
    return Picture(
        data={
            "heights": heights,
            "days": _days(found, plot),
            "band": [{"at": at, "low": low, "high": high, "role": "open"} for at, _, low, high in coming],
            "path": [*_path(known, "won"), *_path([each[:2] for each in coming], "open")],
            "points": _path(known[1:], "won"),
            "quota": [] if not quota else [_quota(quota, found.currency)],
            "now": _now(found),
            "ends": ends,
            "legend": signs,
        },
        height=HEIGHT,
        room=room._replace(top=room.top + above(signs)),
        subtitle=of_period(found, _chance(found)),
        alt=_alt(found),
        table=_table(found),
    )


def _legend(room: Room, width: int, *, has_band: bool) -> list[Row]:
    signs = [("won", "booked"), *([("open", "expected"), ("open", "from P10 to P90")] if has_band else [])]
    rows = legend(signs, room.left, width, -36)
    for row in rows:
        row["opacity"] = 0.25 if row["words"] == "from P10 to P90" else 1.0
    return rows


def _at(day: date, found: Forecast) -> float:
    """Days from the first of the period."""
    return float((day - (found.period.start or found.weeks[0].last)).days)


def _split(found: Forecast) -> tuple[list[tuple[float, float]], list[tuple[float, float, float, float]]]:
    """What is known: from nothing up to now; and what is to come: from now on, with its band."""
    booked = float(found.outlook.parts.booked if found.outlook.parts else ZERO)
    known = [(-1.0, 0.0), *((_at(each.last, found), float(each.amount)) for each in found.weeks if each.is_over)]
    ahead = [each for each in found.weeks if not each.is_over]
    now = _at(found.as_of, found)
    if not ahead:
        return known, []
    if now > known[-1][0]:
        known.append((now, booked))
    coming = [(known[-1][0], known[-1][1], known[-1][1], known[-1][1]), *(_coming(each, found) for each in ahead)]
    return known, [each for each in coming if each[0] >= known[-1][0]]


def _coming(week: Week, found: Forecast) -> tuple[float, float, float, float]:
    low, high = (week.amount if end is None else end for end in (week.low, week.high))
    return _at(week.last, found), float(week.amount), float(low), float(high)


def _path(points: Sequence[tuple[float, float]], role: str) -> list[Row]:
    return [{"at": at, "amount": amount, "role": role} for at, amount in points]


def _days(found: Forecast, plot: int) -> list[Row]:
    """As many ends of weeks as have room, the last one always."""
    step = max(1, ceil(len(found.weeks) * 62 / max(1, plot)))
    return [
        {"at": _at(each.last, found), "words": short_day(each.last, found.as_of)}
        for each in reversed(found.weeks[::-1][::step])
    ]


def _quota(quota: Decimal, currency: str | None) -> Row:
    return {"at": float(quota), "words": f"quota {short_money(quota, currency)}"}


def _now(found: Forecast) -> list[Row]:
    inside = _at(found.as_of, found) >= 0 and not found.weeks[-1].is_over
    return [{"at": _at(found.as_of, found), "words": f"as of {short_day(found.as_of, found.as_of)}"}] if inside else []


def _ends(found: Forecast, heights: list[Row]) -> list[Row]:
    """What the lines end at, in words that keep apart."""
    last = found.weeks[-1]
    told = [("P90", last.high), ("expected" if not last.is_over else "booked", last.amount), ("P10", last.low)]
    values = [float(each["at"] or 0) for each in heights]
    pixel = (max(values) - min(values)) / HEIGHT
    rows: list[Row] = []
    for words, value in ((words, value) for words, value in told if value is not None):
        at = float(value) if not rows else min(float(value), float(rows[-1]["label_at"] or 0) - APART * pixel)
        money = short_money(value, found.currency)
        rows.append({"at": _at(last.last, found), "label_at": at, "words": f"{words} {money}"})
    below = min(values) - min([min(values), *(float(each["label_at"] or 0) for each in rows)])
    for row in rows:
        row["label_at"] = float(row["label_at"] or 0) + below
    return rows


def _chance(found: Forecast) -> str:
    outlook = found.outlook
    if outlook.p_quota is None:
        return ""
    return f"{spell(outlook.p_quota, Unit.PERCENT)} chance of the quota"


def _alt(found: Forecast) -> str:
    def money(amount: Decimal | None) -> str:
        return short_money(amount, found.currency)

    outlook, last = found.outlook, found.weeks[-1]
    parts = [f"booked {money(outlook.parts.booked)}, expected {money(outlook.parts.expected)}"] if outlook.parts else []
    if last.low is not None and last.high is not None:
        parts.append(f"P10 {money(last.low)} to P90 {money(last.high)}")
    if outlook.quota is not None:
        parts.append(f"quota {money(outlook.quota)}")
    parts += [_chance(found)] if _chance(found) else []
    return f"Forecast by {short_day(last.last, found.as_of)}: {', '.join(parts)}."


def _table(found: Forecast) -> tuple[tuple[str, ...], ...]:
    def money(amount: Decimal | None) -> str:
        return UNDEFINED if amount is None else short_money(amount, found.currency)

    rows = (
        (short_day(each.last, found.as_of), money(each.amount), money(each.low), money(each.high))
        for each in found.weeks
    )
    return (("By the end of", "Amount", "P10", "P90"), *rows)
