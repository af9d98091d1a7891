"""The measures of leads: how many came, how soon they were answered, how many became opportunities, what they cost."""

from collections import Counter
from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType

from ..domain.result import Measure
from ..domain.scorecard import mean_of
from ..domain.values import DIVIDE, Answer, Mean, Ratio, Undefined, Unit
from ..engines.spread import HALF, NINE_TENTHS, percentile
from .lead_sight import LeadSight, Standing
from .metric import Figure, Metric, Part, metric
from .sources import PRACTICE, REVENUE_IO

NO_RESPONSE = "the file has no first response; name its column in pipeline.yaml under leads: columns: first_response"
NO_CONVERSION = (
    "the file doesn't tell which leads became opportunities; name a column in pipeline.yaml under leads: columns: "
    "converted, converted_on or opportunity"
)
NO_SCORE = "pipeline.yaml has no scores of leads; add scores under leads"
NO_LEAD = "there is no lead"
NO_LEVEL = "pipeline.yaml names no service level; add leads: respond_within: 4h"
_HOUR = Decimal(3600)


@metric(
    title="New leads",
    unit=Unit.COUNT,
    formula="leads created in the period",
    source=REVENUE_IO,
)
def new_leads(leads: LeadSight) -> Figure:
    """Leads created in the period, each id once; by month and source in their tables."""
    answered = sum(each.answered for each in leads.leads)
    converted = sum(each.converted for each in leads.leads)
    return Figure(
        len(leads.leads),
        (
            Part("answered", "Answered", Unit.COUNT, _told(leads, "first_response", answered)),
            Part("converted", "Became opportunities", Unit.COUNT, _told(leads, "converted", converted)),
        ),
    )


@metric(
    title="Lead response time",
    unit=Unit.HOURS,
    formula="median of first response − created",
    source=REVENUE_IO,
    undefined="none of them is answered with a time of day",
)
def lead_response_time(leads: LeadSight) -> Figure:
    """Time from a lead's creation to its first response, the median of those that were answered.

    In hours of work where pipeline.yaml has business_hours; in whole days where the file has no time of day. Who was
    never answered has no time: the share inside the service level stands beside it, where they count as outside.
    """
    if "first_response" in leads.missing:
        return Figure(Undefined(leads.missing["first_response"]))
    times = _times(leads)
    median = percentile(times, HALF)
    return Figure(
        Undefined(_none_timed(leads)) if median is None else _hours(median, leads.unit),
        (
            Part("timed", "Answered, and told when", Unit.COUNT, len(times)),
            Part("p90", "p90", leads.unit, _maybe(percentile(times, NINE_TENTHS), leads.unit), _none_timed(leads)),
            *_against_level(leads),
        ),
    )


def _against_level(leads: LeadSight) -> tuple[Part, ...]:
    """The share inside the service level, and those that are in no part of it."""
    stand = Counter(each.standing for each in leads.leads)
    inside, outside = stand[Standing.INSIDE], stand[Standing.OUTSIDE]
    share: Answer = Undefined(NO_LEVEL) if leads.within is None else Ratio(inside, inside + outside)
    unanswered = sum(not each.answered for each in leads.leads)
    return (
        Part(
            "inside",
            "Inside the service level",
            Unit.PERCENT,
            share,
            "none of them can be judged" if leads.leads else NO_LEAD,
        ),
        Part("unanswered", "Not answered", Unit.COUNT, unanswered),
        Part("waiting", "Not answered, still inside their time", Unit.COUNT, _level(leads, stand[Standing.WAITING])),
        Part("untold", "Left open by days without a time of day", Unit.COUNT, _level(leads, stand[Standing.UNTOLD])),
        Part("backwards", "Answered before created, left out", Unit.COUNT, sum(one.backwards for one in leads.leads)),
    )


@metric(
    title="Lead conversion",
    unit=Unit.PERCENT,
    formula="leads that became opportunities ÷ leads",
    source=PRACTICE,
    undefined=NO_LEAD,
)
def lead_conversion(leads: LeadSight) -> Figure:
    """Share of leads that became opportunities, by month of creation; overall, of those whose month has ripened.

    A month is ripe once its last day is leads: matures_after days ago, 90 by default: leads of younger ones may become
    opportunities yet, so that they are shown as running and left out of the whole. That is of leads created in the
    period where one is asked for, else of the months shown.
    """
    if "converted" in leads.missing:
        return Figure(Undefined(leads.missing["converted"]))
    return Figure(Ratio(sum(each.converted for each in leads.leads), len(leads.leads)))


@metric(
    title="Cost per lead",
    unit=Unit.MONEY,
    formula="spend in the period ÷ leads created in the period",
    source=REVENUE_IO,
    undefined="no lead was created in the period",
)
def cost_per_lead(leads: LeadSight) -> Figure:
    """Money spent in the period for each lead created in it; beside it for each of them that became an opportunity.

    The second one falls while leads ripen. Opportunities that came without a lead are in cost_per_opportunity alone.
    """
    converted = sum(each.converted for each in leads.leads)
    return Figure(
        _each(leads, len(leads.leads)),
        (
            Part(
                "per_opportunity",
                "Per lead that became an opportunity",
                Unit.MONEY,
                _told(leads, "converted", _each(leads, converted)),
                "none of them became an opportunity",
            ),
        ),
    )


@metric(
    title="Lead score",
    unit=Unit.PERCENT,
    formula="points given ÷ points of the rules that can be judged, the mean of leads",
    source=PRACTICE,
    undefined="no rule can be judged of any of them",
)
def lead_score(leads: LeadSight) -> Figure:
    """Mean of the first score under leads: scores in pipeline.yaml, of the leads created in the period.

    A lead's score is the points of the rules that hold over the points of those that can be judged; leads of which none
    can be judged have no score. How well it told the leads that converted from the others stands in pipectl leads.
    """
    if "score" in leads.missing:
        return Figure(Undefined(leads.missing["score"]))
    shares = [each.score for each in leads.leads if each.score is not None]
    return Figure(
        mean_of(shares) if leads.leads else Undefined(NO_LEAD),
        (
            Part("scored", "With a score", Unit.COUNT, len(shares)),
            Part("unscored", "Without one", Unit.COUNT, len(leads.leads) - len(shares)),
        ),
    )


def _each(leads: LeadSight, count: int) -> Answer:
    return leads.spend if isinstance(leads.spend, Undefined) else Mean(leads.spend, count)


def _told(leads: LeadSight, need: str, answer: Answer) -> Answer:
    return Undefined(leads.missing[need]) if need in leads.missing else answer


def _level(leads: LeadSight, count: int) -> Answer:
    return Undefined(NO_LEVEL) if leads.within is None else count


def _times(leads: LeadSight) -> list[Decimal]:
    """What the answered ones took, in order: seconds, or days."""
    if leads.unit is Unit.DAYS:
        return sorted(Decimal(each.days) for each in leads.leads if each.days is not None)
    took = (each.took for each in leads.leads if each.took is not None)
    return sorted(Decimal(each.days * 86400 + each.seconds) for each in took)


def _hours(value: Decimal, unit: Unit) -> Decimal:
    return value if unit is Unit.DAYS else DIVIDE.divide(value, _HOUR)


def _maybe(value: Decimal | None, unit: Unit) -> Decimal | None:
    return None if value is None else _hours(value, unit)


def _none_timed(leads: LeadSight) -> str:
    if not leads.leads:
        return NO_LEAD
    answered = [each for each in leads.leads if each.answered]
    if not answered:
        return "none of them is answered"
    if all(each.backwards for each in answered):
        return "those answered have their answer before their creation"
    return "none of them is answered with a time of day"


#: The measures of leads, in the order outputs show them.
LEAD_METRICS: Mapping[str, Metric] = MappingProxyType(
    {each.key: each for each in (new_leads, lead_response_time, lead_conversion, cost_per_lead, lead_score)}
)


def measured(sight: LeadSight) -> tuple[Measure, ...]:
    """All measures of one set of leads."""
    found = []
    for each in LEAD_METRICS.values():
        answer = each.compute(sight)
        unit = sight.unit if each.unit is Unit.HOURS else each.unit
        found.append(each._replace(unit=unit).told(answer if isinstance(answer, Figure) else Figure(answer)))
    return tuple(found)
