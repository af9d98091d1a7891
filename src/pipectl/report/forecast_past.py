"""What forecasts, and chances of single opportunities, were worth on past days."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from ..domain.forecast import Backtested, Calibrated, Horizon, Judged, Learnt, MethodLine, Score
from ..domain.values import Ratio, Undefined
from ..forecast import backtest, judged
from ..forecast.estimate import Method
from ..forecast.ground import Ground
from ..forecast.winning.from_view import learn_from
from ..forecast.winning.learnt import From
from ..forecast.winning.learnt import Learnt as Found
from .forecast_outlook import parts_of


def method_lines(ground: Ground) -> Iterator[MethodLine]:
    """The methods side by side, each with what it was worth."""
    scores = scores_of(ground)
    for method, said in ground.said.items():
        spread = ground.plain_spread(method)
        told = not isinstance(said, Undefined) and not isinstance(spread, Undefined)
        yield MethodLine(
            method.value,
            parts_of(said) if not isinstance(said, Undefined) else None,
            spread.p50 if told and not isinstance(spread, Undefined) else None,
            said.reason if isinstance(said, Undefined) else None,
            scores.get(method),
            ground.shares.get(method) if ground.taken is Method.AUTO else None,
        )


def scores_of(ground: Ground) -> dict[Method, Score]:
    """What each method was worth; empty where there is too little to claim anything."""
    found = ground.backtest
    if isinstance(found, Undefined):
        return {}
    return {method: _score(score, method, ground.record(method).inside) for method, score in found.scores.items()}


def beside(ground: Ground) -> Horizon | None:
    """The method taken beside the naive ones, all on the same days; None where nothing is claimed of it."""
    found = ground.backtest
    if isinstance(found, Undefined):
        return None
    told = backtest.beside(found.tried, ground.taken)
    if ground.taken not in told or not told[ground.taken].is_claimed:
        return None
    return Horizon(None, tuple((each.value, _score(score, each)) for each, score in told.items()))


def _score(score: backtest.Score, method: Method, inside: tuple[int, int] | None = None) -> Score:
    skill: Mapping[Method, Decimal | None] = {other: told for other, told in score.skill.items() if other is not method}
    return Score(
        score.days,
        score.wape,
        score.bias,
        Ratio(*inside) if inside is not None and score.is_claimed else None,
        skill.get(Method.RUN_RATE),
        skill.get(Method.WEIGHTED),
        score.undefined,
    )


def backtested(ground: Ground) -> Backtested | None:
    """All of the backtest; None where there is too little to claim anything."""
    found = ground.backtest
    if isinstance(found, Undefined):
        return None
    whole = Horizon(None, tuple((method.value, score) for method, score in scores_of(ground).items()))
    return Backtested(
        len(found.tried),
        found.closed,
        found.won,
        (whole, *_horizons(ground, found)),
        tuple(_judged(method, one) for method, one in found.opportunities.items()),
    )


def _horizons(ground: Ground, found: backtest.Backtest) -> Iterator[Horizon]:
    for left, scores in found.by_days_left.items():
        told = {
            method: _score(score, method, ground.record(method).inside_with(left)) for method, score in scores.items()
        }
        yield Horizon(left, tuple((method.value, score) for method, score in told.items()))


def _judged(method: Method, one: judged.Judged) -> Judged:
    bands = tuple(Calibrated(band.until, band.won, band.chance) for band in one.bands)
    return Judged(method.value, one.opportunities, one.brier, one.base, bands)


def learnt_of(ground: Ground, columns: tuple[str, ...]) -> Found | Undefined:
    """Chances to win learnt from decided opportunities."""
    return learn_from(ground.view, columns)


def learnt_told(found: Found) -> Learnt:
    """What they were worth, as plain data."""
    tried = found.trial
    entered = None if tried is None else tried.entered
    return Learnt(
        from_history=found.source is From.HISTORY,
        won=found.won,
        lost=found.lost,
        features=found.features,
        held_on=0 if tried is None else tried.won + tried.lost,
        brier=None if tried is None else tried.learnt.brier,
        auc=None if tried is None else tried.learnt.auc,
        base=None if tried is None else tried.base.score.brier,
        entered=None if entered is None else entered.score.brier,
        entered_beside=None if entered is None else entered.learnt.brier,
        left_out=tuple(leak.words for leak in found.left_out),
        said=found.said,
        refusal=found.refusal,
    )
