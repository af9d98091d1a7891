"""The methods by name, and the estimate that numbers make."""

from collections.abc import Callable, Mapping
from decimal import Decimal

from ..domain.period import Period
from ..domain.spec import PipelineSpec
from ..domain.values import EXACT, ZERO, Undefined
from .estimate import DIGITS, Arrivals, Chance, Estimate, Method, Rates, money
from .hazard import hazard
from .run_rate import run_rate
from .seen import View
from .spans import bounds
from .stage_time import stage_time
from .table import Ints
from .target import Target, booked_rows, gone_rows
from .weighted import weighted

#: What a method is: pure, of what a view shows.
Forecasting = Callable[[View, Target], Rates | Undefined]

METHODS: Mapping[Method, Forecasting] = {
    Method.WEIGHTED: weighted,
    Method.RUN_RATE: run_rate,
    Method.HAZARD: hazard,
    Method.STAGE_TIME: stage_time,
}
NO_BOUNDS = "a forecast needs a period with a first and a last day"


def target_of(view: View, period: Period, spec: PipelineSpec) -> Target | Undefined:
    """The period as methods see it from the day of a view."""
    found = bounds(period)
    if found is None:
        return Undefined(NO_BOUNDS)
    return Target(*found, view.as_of, spec.lookback)


def booked(view: View, target: Target) -> Decimal:
    """Won in the period, as the report counts it, exact."""
    return _won(view, booked_rows(view, target))


def _won(view: View, rows: Ints) -> Decimal:
    total = ZERO
    for row in rows.tolist():
        total = EXACT.add(total, view.table.states[row].amount or ZERO)
    return total


def _left_out(view: View, target: Target) -> tuple[str, ...]:
    """What is not booked though history says that it was won."""
    rows = gone_rows(view, target)
    if not len(rows):
        return ()
    amount = _won(view, rows)
    return (f"{len(rows):,} won in the period ({amount:,f} in all) left today's export since: not booked",)


def estimate_of(method: Method, view: View, target: Target, rates: Rates) -> Estimate:
    """What numbers come to, exact from here on."""
    sizes = () if rates.sizes is None else tuple(rates.sizes.tolist())
    return Estimate(
        method,
        booked(view, target),
        tuple(_chances(view, rates)),
        Arrivals(rates.number, sizes) if sizes and rates.number else None,
        rates.error,
        (*rates.said, *_left_out(view, target)),
    )


def _chances(view: View, rates: Rates) -> list[Chance]:
    table, known = view.table, view.amounts(rates.rows)
    found = []
    for row, chance, amount, entered in zip(
        rates.rows.tolist(), rates.chances.tolist(), rates.amounts.tolist(), known.tolist(), strict=True
    ):
        exact = table.states[row].amount if amount == entered else None
        digits = Decimal(f"{chance:.{DIGITS}f}")
        found.append(Chance(table.keys[table.who[row]], money(amount) if exact is None else exact, digits))
    return found


def estimate(method: Method, view: View, period: Period, spec: PipelineSpec) -> Estimate | Undefined:
    """What one method says of a period, seen from the day of the view; `auto` tries past days for it."""
    target = target_of(view, period, spec)
    if isinstance(target, Undefined):
        return target
    if method is Method.AUTO:
        from .backtest import estimates, trials_of

        return estimates(view, trials_of(view, target))[method]
    rates = METHODS[method](view, target)
    return rates if isinstance(rates, Undefined) else estimate_of(method, view, target, rates)
