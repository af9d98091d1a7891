"""Scores of leads as the plain tree that JSON is written from."""

from ...domain.lead_scores import Band, LeadScore, LeadScores, LeadUntold, ScoredLead
from ...domain.scorecard import RuleTold
from ..exact import number
from .parts import Tree, place, share
from .qualify import NONE_SCORED, scored, untold

NO_LEAD = "no lead of the period has a score"
NONE_RIPE = "none of these is ripened"


def tree(found: LeadScores) -> Tree:
    """Everything about scores."""
    return {
        "lead": found.lead,
        "looked_at": found.looked_at,
        "scores": [_score(each) for each in found.scores],
        "leads": [_lead(each) for each in found.leads],
        "closed": [{"status": status or None, "leads": count} for status, count in found.closed],
        "unjudged": [_untold(each) for each in found.untold],
    }


def _score(found: LeadScore) -> Tree:
    told, pairs = found.told, found.told.concordance
    return {
        "name": found.name,
        "mean": share(found.mean, NO_LEAD),
        "unscored": found.unscored,
        "bands": [_band(each) for each in found.bands],
        "told": {
            "converted": told.won,
            "not_converted": told.lost,
            "unscored": told.unscored,
            "mean_converted": share(told.mean_won, NONE_SCORED),
            "mean_not_converted": share(told.mean_lost, NONE_SCORED),
            "concordance": share(pairs, NONE_SCORED) if pairs else untold(told.untold),
            "rules": [_rule(each) for each in told.rules],
        },
    }


def _band(band: Band) -> Tree:
    return {
        "low": number(band.low),
        "high": number(band.high),
        "leads": share(band.leads, NO_LEAD),
        "converted": share(band.converted, NONE_RIPE),
    }


def _rule(rule: RuleTold) -> Tree:
    return {
        "name": rule.name,
        "points": number(rule.points),
        "holding": share(rule.holding, NONE_RIPE),
        "failing": share(rule.failing, NONE_RIPE),
        "unjudged": rule.unjudged,
        "pulls_wrong": rule.pulls_wrong,
        "clear": rule.is_clear,
        "set_at_conversion": rule.set_at_close,
    }


def _lead(lead: ScoredLead) -> Tree:
    texts = {key: getattr(lead, key) for key in ("id", "name", "company", "owner", "source", "status")}
    return texts | {
        "created": lead.created.isoformat(),
        "age_days": lead.age_days,
        "answered": lead.answered,
        "converted": lead.converted,
        "closed": lead.closed,
        "scores": [_own(scored(each)) for each in lead.scores],
        "place": place(lead.place),
    }


def _own(score: Tree) -> Tree:
    """Without `fits`: scores of leads have no such bound."""
    return {key: value for key, value in score.items() if key != "fits"}


def _untold(each: LeadUntold) -> Tree:
    at = None if each.place is None else place(each.place)
    return {"what": each.what, "why": each.why, "leads": each.leads, "place": at}
