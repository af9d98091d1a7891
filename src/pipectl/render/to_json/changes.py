"""What `changes` says as the plain tree that JSON is written from."""

from ...domain.changes import ChangedDeal, ChangeLine, Changes, ChangeTable, Look
from ..exact import maybe_money, money
from .parts import Tree, day_text, period, said


def tree(found: Changes) -> Tree:
    """Everything `pipectl changes` says."""
    return {
        "schema": "pipectl.changes/1",
        "pipeline": found.pipeline,
        "currency": found.currency,
        "start": found.start.isoformat(),
        "end": found.end.isoformat(),
        "window": period(found.window),
        "filters": list(found.filters),
        "whole": table(found.whole),
        "groups": [table(each) for each in found.groups],
        "sources": list(found.sources),
    } | said(found.findings, found.notes)


def table(found: ChangeTable) -> Tree:
    """The waterfall of everything, or of one group."""
    return {
        "by": found.by,
        "key": found.key,
        "start_amount": money(found.start),
        "start_count": found.start_count,
        "lines": [_line(each) for each in found.lines],
        "end_amount": money(found.end),
        "end_count": found.end_count,
    }


def _line(line: ChangeLine) -> Tree:
    return {
        "key": line.key,
        "title": line.title,
        "count": line.opportunities,
        "amount": money(line.amount),
        "opportunities": [_deal(each) for each in line.deals],
    }


def _deal(deal: ChangedDeal) -> Tree:
    return {
        "id": deal.id,
        "name": deal.name,
        "owner": deal.owner,
        "account": deal.account,
        "day": deal.day.isoformat(),
        "amount": money(deal.amount),
        "before": _look(deal.before),
        "after": _look(deal.after),
    }


def _look(look: Look | None) -> Tree | None:
    if look is None:
        return None
    return {
        "stage": look.stage,
        "outcome": look.outcome.value,
        "amount": maybe_money(look.amount),
        "expected_close": day_text(look.expected_close),
    }
