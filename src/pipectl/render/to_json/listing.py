"""The list as plain data; schema `pipectl.list/1`."""

from ...domain.listing import Band, Listed, Listing
from ..exact import maybe_money, maybe_number
from .parts import Tree, day_text, place, rows, said


def tree(found: Listing) -> Tree:
    """Everything `pipectl list` says."""
    return {
        "schema": "pipectl.list/1",
        "pipeline": found.pipeline,
        "currency": found.currency,
        "currencies": list(found.currencies),
        "as_of": found.as_of.isoformat(),
        "filters": list(found.filters),
        "source": rows(found.rows),
        "count": found.opportunities,
        "amount": maybe_money(found.amount),
        "shown": found.shown,
        "stages": [_band(each) for each in found.bands],
    } | said(found.findings + found.past_findings, found.notes)


def _band(found: Band) -> Tree:
    return {
        "stage": found.stage,
        "kind": found.kind.value,
        "count": found.opportunities,
        "amount": maybe_money(found.amount),
        "currency": found.currency,
        "weighted": maybe_money(found.weighted),
        "opportunities": [listed(each) for each in found.rows],
    }


def listed(found: Listed) -> Tree:
    """One row of the list."""
    return {
        "id": found.id,
        "name": found.name,
        "owner": found.owner,
        "account": found.account,
        "stage": found.stage,
        "outcome": found.outcome.value,
        "amount": maybe_money(found.amount),
        "currency": found.currency,
        "probability": maybe_number(found.probability),
        "created": day_text(found.created),
        "expected_close": day_text(found.expected_close),
        "closed": day_text(found.closed),
        "age_days": found.age_days,
        "days_overdue": found.days_overdue,
        "push_count": found.push_count,
        "days_in_stage": found.days_in_stage,
        "next_step": found.next_step,
        "place": place(found.place),
    }
