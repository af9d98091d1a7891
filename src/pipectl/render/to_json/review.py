"""What `review` says as the plain tree that JSON is written from."""

from ...domain.changes import Changes
from ...domain.coaching import Compared, Hint, People, Person
from ...domain.result import Attention, Detail
from ...domain.review import Action, Commits, Decided, Headline, Lessons, Review, Risks, Slipped, Stuck
from ...domain.sums import Keyed, Sum
from ..exact import maybe_money
from ..words.risk import said_words
from .changes import table
from .funnel import bottleneck
from .listing import listed
from .parts import Tree, day_text, figures, measured, period, place, rows, said
from .report import attention, next_step, quota
from .risk import risk, sign


def tree(found: Review) -> Tree:
    """Everything `pipectl review` says."""
    since = {"day": found.since.day.isoformat(), "how": found.since.how.value, "days": found.since.days}
    return {
        "schema": "pipectl.review/1",
        "pipeline": found.pipeline,
        "currency": found.currency,
        "as_of": found.as_of.isoformat(),
        "period": period(found.period),
        "lookback": period(found.lookback),
        "filters": list(found.filters),
        "one_to_one": list(found.one_to_one),
        "source": rows(found.rows) | {"selected": found.selected},
        "since": since,
        "headline": _headline(found.headline),
        "change": _change(found.change),
        "no_change": found.no_change,
        "commits": _commits(found.commits),
        "at_risk": _risks(found.risks),
        "slipped": _slipped(found.slipped),
        "stuck": _stuck(found.stuck),
        "lessons": _lessons(found.lessons),
        "owners": _people(found.people),
        "actions": [_action(each) for each in found.actions],
    } | said(found.findings + found.past_findings, found.notes)


def _headline(found: Headline) -> Tree:
    return {
        "won": measured(found.won),
        "due": measured(found.due),
        "weighted": measured(found.weighted),
        "attainment": measured(found.attainment),
        "coverage": measured(found.coverage),
        "quota": quota(found.quota),
    }


def _change(found: Changes | None) -> Tree | None:
    if found is None:
        return None
    return {
        "start": found.start.isoformat(),
        "end": found.end.isoformat(),
        "window": period(found.window),
        "whole": table(found.whole),
    }


def _sum(found: Sum) -> Tree:
    return {"count": found.opportunities, "amount": maybe_money(found.amount), "currency": found.currency}


def _maybe_sum(found: Sum | None) -> Tree | None:
    return None if found is None else _sum(found)


def _keyed(found: Keyed) -> Tree:
    return {"key": found.key} | _sum(found.sum)


def _shown(some: tuple[Attention, ...]) -> list[Tree]:
    return [attention(each) for each in some]


def _commits(found: Commits) -> Tree:
    return _sum(found.whole) | {
        "doubtful": _sum(found.doubtful),
        "opportunities": [
            listed(each.deal)
            | {"signs": [sign(one, each.currency) for one in each.signs], "told_by_stage": each.told_by_stage}
            for each in found.shown
        ],
        "untold": found.untold,
    }


def _risks(found: Risks) -> Tree:
    return _sum(found.whole) | {
        "open": _sum(found.open),
        "owners": [{"owner": one.owner} | _sum(one.sum) | {"opportunities": _shown(one.shown)} for one in found.owners],
        "rules": [risk(each) for each in found.rules],
        "low": [each._asdict() for each in found.low],
    }


def _slipped(found: Slipped) -> Tree:
    return {
        "pushed_out": _maybe_sum(found.pushed),
        "no_pushed_out": found.no_pushed,
        "overdue": _maybe_sum(found.overdue),
        "newly_overdue": _maybe_sum(found.newly),
        "no_overdue": found.no_overdue,
        "opportunities": _shown(found.shown),
    }


def _stuck(found: Stuck) -> Tree:
    return {
        "stalled": _maybe_sum(found.whole),
        "untold": found.untold,
        "opportunities": [
            attention(each.deal) | {"stood": said_words(each.why, str, each.currency)} for each in found.shown
        ],
        "stages": [_keyed(each) for each in found.stages],
        "bottleneck": None if found.bottleneck is None else bottleneck(found.bottleneck),
        "no_bottleneck": found.no_bottleneck if found.bottleneck is None else None,
    }


def _lessons(found: Lessons) -> Tree:
    return {
        "won": _sum(found.won) | {"opportunities": [_decided(each) for each in found.biggest_won]},
        "lost": _sum(found.lost) | {"opportunities": [_decided(each) for each in found.biggest_lost]},
        "undated": _sum(found.undated),
        "lost_reasons": [_keyed(each) for each in found.reasons],
        "no_lost_reasons": found.no_reasons,
        "lost_in": [_keyed(each) for each in found.stages],
        "no_lost_in": found.no_stages,
    }


def _decided(found: Decided) -> Tree:
    return {
        "id": found.id,
        "name": found.name,
        "owner": found.owner,
        "account": found.account,
        "amount": maybe_money(found.amount),
        "currency": found.currency,
        "outcome": found.outcome.value,
        "closed": day_text(found.closed),
        "cycle_days": found.cycle_days,
        "stage": found.stage,
        "lost_reason": found.reason,
        "source": found.source,
        "place": place(found.place),
    }


def _people(found: People) -> Tree:
    return {
        "team": _person(found.team),
        "owners": [{"owner": each.owner} | _person(each) | {"hint": _hint(each.hint)} for each in found.owners],
        "untold": found.untold,
        "before": None if found.before is None else period(found.before),
        "no_before": found.no_before,
        "least": found.least,
    }


def _person(found: Person) -> Tree:
    return {
        "decided": found.decided,
        "open": _sum(found.open),
        "currency": found.currency,
        "coverage": measured(found.coverage),
        "figures": {each.own.key: _compared(each) for each in found.figures},
    }


def _compared(found: Compared) -> Tree:
    return _figure(found.own, found.behind) | {
        "others": None if found.others is None else _figure(found.others, found.others_behind),
        "against_others": found.against_others.value,
        "before": None if found.before is None else _figure(found.before, found.before_behind),
        "against_before": found.against_before.value,
    }


def _figure(found: Detail, behind: int) -> Tree:
    return figures(found) | {"count": behind}


def _hint(found: Hint | None) -> Tree | None:
    if found is None:
        return None
    return {
        "kind": found.kind.value,
        "figure": found.figure,
        "sum": _maybe_sum(found.sum),
        "lost_most_in": None if found.stage is None else _keyed(found.stage),
    }


def _action(found: Action) -> Tree:
    return {
        "owner": found.who,
        "opportunity": None if found.deal is None else attention(found.deal),
        "sign": None if found.sign is None else sign(found.sign, found.currency),
        "next_step": None if found.step is None else next_step(found.step),
        "amount": maybe_money(found.amount),
        "currency": found.currency,
    }
