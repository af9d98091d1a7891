"""Sentences about leads. Foreign text in them goes through the `clean` of the destination."""

from collections.abc import Iterable, Iterator, Sequence

from ...domain.leads import Handover, LeadLine, Leads
from ...domain.result import Detail, Measure
from ...domain.values import Unit
from ..reasons import Reasons, gathered
from ..spell import UNDEFINED, interval, many, short_money, spell
from .shared import Clean, accounted, counted

#: A share of fewer is shown as its counts alone.
FEW = 10
RUNNING = "running"
SO_FAR = "so far"


def share_words(found: Measure | Detail | None) -> str:
    """`40% of 50`; of few, their counts alone: `2 of 3`; of none `–`."""
    if found is None or found.value is None or found.denominator is None:
        return UNDEFINED
    whole, part = int(found.denominator), int(found.numerator or 0)
    return f"{many(part)} of {many(whole)}" if whole < FEW else f"{spell(found.value, Unit.PERCENT)} of {many(whole)}"


def value_words(found: Measure | Detail | None, currency: str | None = None) -> str:
    """A value as it is spelled in short; `–` where there is none."""
    return UNDEFINED if found is None else spell(found.value, found.unit, currency, short=True)


def within_title(found: Leads) -> str:
    """What heads the share inside the service level."""
    return "In time" if found.within is None else f"In {found.within}"


def summary(found: Leads, clean: Clean) -> Iterator[tuple[str, str]]:
    """The figures of the period, each with its label."""
    whole = found.whole
    yield "New leads", _new(whole)
    response = whole.measure("lead_response_time")
    yield "Response time", _response(response, found) if response.value is not None else _why(response, clean)
    if found.within is not None and (inside := response.detail("inside")) is not None:
        yield f"Within {found.within}", _inside(response, inside, clean)
    conversion = whole.measure("lead_conversion")
    yield "Conversion", _conversion(conversion, found, clean)
    if any(line.spend is not None for line in (whole, *found.groups)):
        cost = whole.measure("cost_per_lead")
        yield "Cost per lead", _cost(whole, cost, found, clean)
    if whole.handover is not None:
        yield "Handed over", _handover(whole)


def _why(measure: Measure | Detail, clean: Clean) -> str:
    return f"{UNDEFINED} {clean(measure.undefined or '')}"


def _new(whole: LeadLine) -> str:
    details = ((whole.measure("new_leads").detail(key), words) for key, words in _NEW.items())
    told = ((each.value, words) for each, words in details if each is not None and each.value is not None)
    parts = (f"{spell(value, Unit.COUNT)} {words[value != 1]}" for value, words in told)
    return " · ".join((counted(whole.leads, "lead"), *parts))


#: Of one lead, and of several.
_NEW = {"answered": ("answered", "answered"), "converted": ("became an opportunity", "became opportunities")}


def _response(response: Measure, found: Leads) -> str:
    timed = response.detail("timed")
    of = "" if timed is None else f" of {spell(timed.value, Unit.COUNT)}"
    p90 = value_words(response.detail("p90"))
    counted_in = "" if response.unit is Unit.DAYS else f" ({found.hours})"
    return f"median {value_words(response)}{of} · p90 {p90}{counted_in}"


def _inside(response: Measure, inside: Detail, clean: Clean) -> str:
    share = _why(inside, clean) if inside.value is None else share_words(inside)
    between = f" ({interval(inside.interval)})" if inside.interval and (inside.denominator or 0) >= FEW else ""
    rest = ((response.detail(key), words) for key, words in _REST.items())
    parts = (f"{spell(each.value, Unit.COUNT)} {words}" for each, words in rest if each and each.value)
    return " · ".join((f"{share}{between}", *parts))


_REST = {
    "unanswered": "not answered",
    "waiting": "of them still inside their time",
    "untold": "left open by days without a time of day",
    "backwards": "answered before they were created, left out",
}


def _conversion(conversion: Measure, found: Leads, clean: Clean) -> str:
    if conversion.value is None:
        return _why(conversion, clean)
    between = f" ({interval(conversion.interval)})" if (conversion.denominator or 0) >= FEW else ""
    of = f"{clean(found.period.label)}, months" if found.is_conversion_of_period else "the months below"
    return f"{share_words(conversion)}{between} · of {of} older than {many(found.matures_after)} days"


def _cost(whole: LeadLine, cost: Measure, found: Leads, clean: Clean) -> str:
    currency, so_far = found.currency, f" {SO_FAR}" if found.is_cost_so_far else ""
    if cost.value is None:
        return _why(cost, clean)
    each = cost.detail("per_opportunity")
    per = (
        ""
        if each is None or each.value is None
        else f" · {value_words(each, currency)} per lead that became an opportunity"
    )
    return f"{value_words(cost, currency)}{so_far} · {short_money(whole.spend, currency)} spent{per}"


def _handover(whole: LeadLine) -> str:
    found = whole.handover
    if found is None:
        return UNDEFINED
    won = short_money(found.won_amount, found.currency) if found.undefined is None else found.undefined
    if found.undefined is None and found.without_amount:
        won += f", {many(found.without_amount)} without an amount"
    parts = [
        f"{many(found.found)} {'opportunity' if found.found == 1 else 'opportunities'}",
        f"{many(found.open)} open",
        f"{many(found.won)} won ({won})" if found.won else "0 won",
        f"{many(found.lost)} lost",
        *([f"{many(found.unknown)} not in the export"] if found.unknown else []),
    ]
    return " · ".join(parts)


def won_words(found: Handover) -> str:
    """What the won ones bring; of how many, where some have no amount."""
    of = f" of {many(found.won - found.without_amount)}" if found.without_amount and found.undefined is None else ""
    return f"{short_money(found.won_amount, found.currency)}{of}"


def rows_words(found: Leads) -> str:
    """Where every row went: `9 leads from 10 rows, 1 the same lead again`."""
    what = counted(found.rows.accepted, "lead")
    return accounted(what, "the same lead again", found.rows, found.files)


def of_lines(lines: Iterable[LeadLine], found: Leads) -> Reasons:
    """Why a table of months or groups has a `–` somewhere."""
    figures: list[tuple[str, str | None]] = []
    score = () if found.scores is None else ("Score",)
    for line in lines:
        response = line.measure("lead_response_time")
        inside, answered = response.detail("inside"), line.measure("new_leads").detail("answered")
        figures += [
            ("Answered", None if answered is None else answered.undefined),
            ("Median", response.undefined),
            *((title, line.measure("lead_score").undefined) for title in score),
            (within_title(found), response.undefined if inside is None else inside.undefined),
            ("Converted", line.measure("lead_conversion").undefined),
            ("Won amount", None if line.handover is None else line.handover.undefined),
        ]
    return gathered(figures)


def of_costs(lines: Sequence[LeadLine]) -> Reasons:
    """Why a table of costs has a `–` somewhere."""
    figures: list[tuple[str, str | None]] = []
    for line in lines:
        cost = line.measure("cost_per_lead")
        each = cost.detail("per_opportunity")
        figures.append(("Per lead", cost.undefined))
        figures.append(("Per opportunity", None if each is None else each.undefined))
    return gathered(figures)
