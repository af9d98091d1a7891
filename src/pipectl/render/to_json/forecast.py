"""What `forecast` says as the plain tree that JSON is written from."""

from ...domain.forecast import (
    Ahead,
    Backtested,
    Band,
    CategoryLine,
    Forecast,
    Goal,
    GroupLine,
    Horizon,
    Judged,
    Learnt,
    MethodLine,
    Move,
    Need,
    Outlook,
    Parts,
    Prospect,
    Score,
    Since,
    Supposition,
    Week,
)
from ...domain.values import Ratio
from ..exact import maybe_money, maybe_number, money, number
from .parts import Tree, day_text, finding, period, rows, said, share

#: Why there is no coverage.
NEVER_SAID = "no past day has an interval to hold against what came"
EMPTY_BAND = "no chance lay in this band"


def tree(found: Forecast) -> Tree:
    """Everything `pipectl forecast` says."""
    return {
        "schema": "pipectl.forecast/1",
        "pipeline": found.pipeline,
        "currency": found.currency,
        "as_of": found.as_of.isoformat(),
        "period": period(found.period),
        "lookback": period(found.lookback),
        "filters": list(found.filters),
        "source": rows(found.rows) | {"selected": found.selected},
        "outlook": outlook(found.outlook),
        "method": found.method,
        "weights": {method: number(weight) for method, weight in found.weights},
        "why": found.why,
        "scale": number(found.scale),
        "step": maybe_money(found.step),
        "no_claim": found.no_claim,
        "beside": None if found.beside is None else _horizon(found.beside),
        "weeks": [_week(each) for each in found.weeks],
        "methods": [_method(each) for each in found.methods],
        "drivers": [_prospect(each) for each in found.prospects],
        "other_drivers": {
            "count": found.others,
            "gives": money(found.others_give),
            "nothing": found.give_nothing,
            "without_amount": found.without_amount,
        },
        "learnt": None if found.learnt is None else _learnt(found.learnt),
        "no_learnt": found.no_learnt,
        "periods": [_ahead(each) for each in found.ahead],
        "no_categories": found.no_categories,
        "groups": [_group(each) for each in found.groups],
        "no_groups": found.no_groups,
        "since": None if found.since is None else _since(found.since),
        "no_since": found.no_since,
        "backtest": None if found.backtest is None else _backtest(found.backtest),
        "what_if": [_supposition(each) for each in found.suppositions],
        "goal": None if found.goal is None else _goal(found.goal),
        "sources": list(found.sources),
        "past_findings": {
            "count": found.past_findings.total,
            "findings": [finding(each) for each in found.past_findings.kept],
        },
    } | said(found.findings, found.notes)


def outlook(found: Outlook) -> Tree:
    """What a period brings."""
    return {
        **parts(found.parts),
        "band": None if found.band is None else _band(found.band),
        "undefined": found.undefined,
        "quota": maybe_money(found.quota),
        "no_quota": found.no_quota,
        "p_quota": maybe_number(found.p_quota),
    }


def parts(found: Parts | None) -> Tree:
    """The parts and their sum."""
    return {
        "expected": None if found is None else money(found.expected),
        "booked": None if found is None else money(found.booked),
        "open": None if found is None else money(found.open),
        "new": None if found is None else money(found.new),
    }


def _band(found: Band) -> Tree:
    return {name: money(value) for name, value in found._asdict().items()}


def _week(found: Week) -> Tree:
    return {
        "last": found.last.isoformat(),
        "over": found.is_over,
        "amount": money(found.amount),
        "p10": maybe_money(found.low),
        "p50": maybe_money(found.fair),
        "p90": maybe_money(found.high),
    }


def _method(found: MethodLine) -> Tree:
    return {
        "method": found.method,
        **parts(found.parts),
        "p50": maybe_money(found.fair),
        "undefined": found.undefined,
        "weight": maybe_number(found.weight),
        "score": None if found.score is None else _score(found.score),
    }


def _score(found: Score) -> Tree:
    return {
        "days": found.days,
        "wape": share(found.wape, found.undefined or ""),
        "bias": share(found.bias, found.undefined or ""),
        "inside": share(found.inside or Ratio(0, 0), NEVER_SAID if found.undefined is None else found.undefined),
        "skill_over_run_rate": maybe_number(found.over_run_rate),
        "skill_over_entered": maybe_number(found.over_entered),
    }


def _prospect(found: Prospect) -> Tree:
    return {
        "id": found.id,
        "name": found.name,
        "owner": found.owner,
        "account": found.account,
        "stage": found.stage,
        "expected_close": day_text(found.expected_close),
        "amount": maybe_money(found.amount),
        "brings": money(found.brings),
        "probability": number(found.probability),
        "gives": money(found.gives),
        "ever": maybe_number(found.ever),
        "reasons": [{"told": each.words, "points": number(each.points)} for each in found.reasons],
    }


def _learnt(found: Learnt) -> Tree:
    return {
        "from": "history" if found.from_history else "dates",
        "won": found.won,
        "lost": found.lost,
        "features": list(found.features),
        "held_on": found.held_on,
        "brier": maybe_number(found.brier),
        "auc": maybe_number(found.auc),
        "base_brier": maybe_number(found.base),
        "entered_brier": maybe_number(found.entered),
        "brier_beside_entered": maybe_number(found.entered_beside),
        "left_out": list(found.left_out),
        "said": list(found.said),
        "refusal": found.refusal,
    }


def _ahead(found: Ahead) -> Tree:
    return {
        "period": period(found.period),
        "outlook": outlook(found.outlook),
        "categories": [_category(each) for each in found.categories],
    }


def _category(found: CategoryLine) -> Tree:
    return {
        "category": found.category,
        "count": found.opportunities,
        "amount": money(found.amount),
        "cumulative": maybe_money(found.cumulative),
    }


def _group(found: GroupLine) -> Tree:
    return {"by": found.by, "key": found.key, "open_count": found.opportunities, "outlook": outlook(found.outlook)}


def _since(found: Since) -> Tree:
    return {
        "start": found.start.isoformat(),
        "then": parts(found.then),
        "moves": [_move(each) for each in found.moves],
        "others": {"count": found.others, "moved": money(found.others_moved)},
        "new_moved": money(found.new_moved),
    }


def _move(found: Move) -> Tree:
    return {
        "id": found.id,
        "name": found.name,
        "owner": found.owner,
        "account": found.account,
        "outcome": found.outcome.value,
        "before": money(found.before),
        "after": money(found.after),
        "moved": money(found.moved),
    }


def _backtest(found: Backtested) -> Tree:
    return {
        "days": found.days,
        "closed": found.closed,
        "won": found.won,
        "horizons": [_horizon(each) for each in found.horizons],
        "calibration": [_judged(each) for each in found.judged],
    }


def _horizon(found: Horizon) -> Tree:
    return {"days_left": found.days_left, "methods": {method: _score(score) for method, score in found.scores}}


def _judged(found: Judged) -> Tree:
    return {
        "method": found.method,
        "opportunities": found.opportunities,
        "brier": number(found.brier),
        "base_brier": number(found.base),
        "bands": [
            {"until": number(each.until), "chance": maybe_number(each.chance), "won": share(each.won, EMPTY_BAND)}
            for each in found.bands
        ],
    }


def _supposition(found: Supposition) -> Tree:
    return {"changes": list(found.changes), "outlook": outlook(found.outlook)}


def _goal(found: Goal) -> Tree:
    return {
        "gap": maybe_money(found.gap),
        "average_won": maybe_money(found.size),
        "best": None if found.best is None else _need(found.best),
        "latest": None if found.latest is None else _need(found.latest),
        "created_in_90_days": found.created_lately,
        "met": found.met,
        "undefined": found.undefined,
    }


def _need(found: Need) -> Tree:
    return {
        "day": found.day.isoformat(),
        "probability": number(found.probability),
        "count": found.opportunities,
        "amount": money(found.amount),
    }
