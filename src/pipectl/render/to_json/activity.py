"""What `activity` says as the plain tree that JSON is written from."""

from ...domain.activities import Activities, ActivityLine, Pace, Untouched, Week
from ..exact import maybe_money, maybe_number
from .parts import Tree, day_text, figures, measured, period, place, rows, said


def tree(found: Activities) -> Tree:
    """Everything `pipectl activity` says."""
    return {
        "schema": "pipectl.activity/1",
        "pipeline": found.pipeline,
        "currency": found.currency,
        "as_of": found.as_of.isoformat(),
        "period": period(found.period),
        "filters": list(found.filters),
        "quiet_after_days": found.quiet_after,
        "age_days": found.age,
        "kinds": list(found.kinds),
        "weeks": [_week(each) for each in found.weeks],
        "first_day": found.first.isoformat(),
        "last_day": found.last.isoformat(),
        "source": rows(found.rows),
        "opportunities": None if found.opportunities is None else list(found.opportunities),
        "whole": _line(found.whole),
        "owners": [_line(each) for each in found.owners],
        "untouched": None if found.untouched is None else [_untouched(each) for each in found.untouched],
    } | said(found.findings, found.notes)


def _week(found: Week) -> Tree:
    return {
        "key": found.key,
        "start": found.start.isoformat(),
        "last": found.last.isoformat(),
        "running": found.is_running,
    }


def _line(found: ActivityLine) -> Tree:
    return {
        "by": found.by,
        "key": found.key,
        "measures": {each.key: measured(each) for each in found.measures},
        "paces": [_pace(each) for each in found.paces],
    }


def _pace(found: Pace) -> Tree:
    return {
        "kind": found.kind,
        "done": list(found.done),
        "per_week": figures(found.per_week),
        "standard": maybe_number(found.standard),
        "standard_of": found.standard_of,
        "attained": figures(found.attained),
        "weeks_met": figures(found.weeks_met),
    }


def _untouched(found: Untouched) -> Tree:
    return {
        "id": found.id,
        "name": found.name,
        "owner": found.owner,
        "stage": found.stage,
        "amount": maybe_money(found.amount),
        "currency": found.currency,
        "created": day_text(found.created),
        "last_touch": day_text(found.last),
        "days": found.days,
        "place": place(found.place),
    }
