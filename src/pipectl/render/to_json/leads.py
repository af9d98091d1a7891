"""What `leads` says as the plain tree that JSON is written from."""

from ...domain.leads import Handover, LeadLine, Leads
from ..exact import maybe_money
from . import lead_scores as document_lead_scores
from .parts import Tree, measured, period, rows, said


def tree(found: Leads) -> Tree:
    """Everything `pipectl leads` says."""
    return {
        "schema": "pipectl.leads/1",
        "pipeline": found.pipeline,
        "currency": found.currency,
        "as_of": found.as_of.isoformat(),
        "period": period(found.period),
        "filters": list(found.filters),
        "respond_within": found.within,
        "hours": found.hours,
        "matures_after_days": found.matures_after,
        "conversion_of": "period" if found.is_conversion_of_period else "months",
        "source": rows(found.rows),
        "opportunities": None if found.opportunities is None else list(found.opportunities),
        "spend_without_source": maybe_money(found.spend_without_source),
        "whole": _line(found.whole),
        "groups": [_line(each) for each in found.groups],
        "months": [_line(each) for each in found.months],
        "scores": None if found.scores is None else document_lead_scores.tree(found.scores),
    } | said(found.findings, found.notes)


def _line(line: LeadLine) -> Tree:
    return {
        "by": line.by,
        "key": line.key,
        "leads": line.leads,
        "running": line.is_running,
        "spend": maybe_money(line.spend),
        "measures": {each.key: measured(each) for each in line.measures},
        "handover": None if line.handover is None else _handover(line.handover),
    }


def _handover(found: Handover) -> Tree:
    return {
        "found": found.found,
        "open": found.open,
        "won": found.won,
        "lost": found.lost,
        "won_amount": maybe_money(found.won_amount),
        "won_without_amount": found.without_amount,
        "currency": found.currency,
        "undefined": found.undefined,
        "unknown": found.unknown,
    }
