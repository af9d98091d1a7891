"""This and the next periods: the forecast of each, and its categories as Salesforce rolls them up."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal

from ..domain.cells import loose
from ..domain.forecast import Ahead, CategoryLine
from ..domain.opportunity import Opportunity
from ..domain.period import Period, fiscal_position, fiscal_quarter, fiscal_year, month
from ..domain.spec import PipelineSpec
from ..domain.values import EXACT, ZERO, Outcome
from ..engines.membership import within
from ..forecast.spans import shifted
from ..review.commits import UNTOLD
from .forecast_ground import Standing
from .forecast_outlook import outlook
from .selecting import targets_of

CLOSED, OTHER = "closed", "other"
#: In the order in which they add up.
CATEGORIES = (CLOSED, "commit", "most_likely", "best_case", "pipeline", "omitted", OTHER)
LATER = "the export is of a later day, so that nobody knows what was due in which category"
#: Of what is open, these add up with what is closed; and with these alone, to the open pipeline.
_ROLLED, _OPEN = ("commit", "most_likely", "best_case"), ("commit", "most_likely", "best_case", "pipeline")


def ahead(standing: Standing, periods: int) -> Iterator[Ahead]:
    """The period asked for, and so many after it."""
    spec, question = standing.sources.spec, standing.sources.question
    untold = untold_categories(standing)
    ground, period, targets = standing.ground, question.period, standing.targets
    for number in range(periods + 1):
        if number:
            period = _next((ground.target.start, ground.target.end), spec.fiscal_year_starts)
            ground, scope = standing.on(period), standing.scope._replace(period=period)
            asked = question._replace(period=period)
            targets = targets_of(standing.sources.pipeline, spec, asked, standing.selection, scope)
        found = outlook(ground.estimate, ground.distribution, targets.quota(standing.who))
        lines = () if untold else tuple(categories(standing.selection, spec, period))
        yield Ahead(period, found, lines)


def _next(days: tuple[date, date], starts: int) -> Period:
    """As many days after some, or months; named where months, quarters and years are."""
    start, end = shifted(*days, 1)
    return next((one for one in _named(start, starts) if (one.start, one.end) == (start, end)), _plain(start, end))


def _named(start: date, starts: int) -> Iterator[Period]:
    yield month(start.year, start.month)
    year, quarter = fiscal_position(start, starts)
    yield fiscal_quarter(year, quarter, starts)
    yield fiscal_year(year, starts)
    yield fiscal_year(start.year, 1)


def _plain(start: date, end: date) -> Period:
    last = date.fromordinal(end.toordinal() - 1)
    return Period(f"{start}..{last}", f"{start} to {last}", start, end)


def untold_categories(standing: Standing) -> str | None:
    """Why nothing has a forecast category; None where anything may have one."""
    if standing.ahead:
        return LATER
    spec, fields = standing.sources.spec, standing.sources.pipeline.fields
    told = any(stage.category is not None for stage in spec.stages) or "forecast_category" in fields
    return None if told else UNTOLD


def categories(selection: Iterable[Opportunity], spec: PipelineSpec, period: Period) -> Iterator[CategoryLine]:
    """What is due in a period by its category, and what is won in it as closed."""
    stages = {stage.name: stage.category.value for stage in spec.stages if stage.category is not None}
    counts, amounts = dict.fromkeys(CATEGORIES, 0), dict.fromkeys(CATEGORIES, ZERO)
    for each in selection:
        found = _category(each, stages, period)
        if found is not None:
            counts[found] += 1
            amounts[found] = EXACT.add(amounts[found], each.amount or ZERO)
    for name in CATEGORIES:
        if counts[name] or name not in ("most_likely", OTHER):
            yield CategoryLine(name, counts[name], amounts[name], _cumulative(name, amounts))


def _category(each: Opportunity, stages: Mapping[str, str], period: Period) -> str | None:
    """Of an opportunity in a period; None for what is not of it, or lost."""
    if each.outcome is not Outcome.OPEN:
        return CLOSED if each.outcome is Outcome.WON and within(each.close_date, period) else None
    if not within(each.expected_close, period):
        return None
    told = stages.get(each.stage, "") if each.forecast_category is None else each.forecast_category
    name = loose(told).replace(" ", "_")
    return name if name in CATEGORIES and name != CLOSED else OTHER


def _cumulative(name: str, amounts: Mapping[str, Decimal]) -> Decimal | None:
    if name == CLOSED:
        return amounts[CLOSED]
    if name in _ROLLED:
        return sum((amounts[one] for one in (CLOSED, *_ROLLED[: _ROLLED.index(name) + 1])), ZERO)
    return sum((amounts[one] for one in _OPEN), ZERO) if name == "pipeline" else None
