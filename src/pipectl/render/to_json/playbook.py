"""What `playbook` says as the plain tree that JSON is written from."""

from ...domain.playbook import (
    Answer,
    CriterionLine,
    DealSheet,
    Playbook,
    PlaybookDeal,
    PlaybookStage,
    StageSheet,
    Tally,
)
from ..exact import maybe_money, maybe_number, number
from .parts import Tree, interval, period, place, rows, said

#: Why there is no share of those that are ready, and why there are no usual days.
NO_EXIT = "it has no exit_criteria"
NO_CONDITION = "none of its exit criteria has a condition"
NOBODY_HERE = "no open opportunity stands in it"
UNTOLD = "it can't be judged of anybody in it"
NO_HISTORY = "there is no history of stages"
NONE_LEFT = "nobody left it whose day of entry is known"


def tree(found: Playbook) -> Tree:
    """Everything `pipectl playbook` says."""
    return {
        "schema": "pipectl.playbook/1",
        "pipeline": found.pipeline,
        "currency": found.currency,
        "as_of": found.as_of.isoformat(),
        "lookback": period(found.lookback),
        "filters": list(found.filters),
        "source": rows(found.rows),
        "stages": [_stage(each, has_past=found.has_past) for each in found.stages],
        "stage": None if found.sheet is None else _sheet(found.sheet),
        "deal": None if found.deal is None else _of_deal(found.deal),
    } | said(found.findings + found.past_findings, found.notes)


def why_not_ready(stage: PlaybookStage) -> str | None:
    """Why nobody can tell how many are ready; None where there is a share."""
    if not stage.criteria:
        return NO_EXIT
    if not stage.conditions:
        return NO_CONDITION
    if not stage.opportunities:
        return NOBODY_HERE
    return None if stage.ready.share.denominator else UNTOLD


def why_no_days(stage: PlaybookStage, *, has_past: bool) -> str | None:
    """Why there are no usual days; None where there are."""
    return None if stage.median is not None else NONE_LEFT if has_past else NO_HISTORY


def _stage(stage: PlaybookStage, *, has_past: bool) -> Tree:
    return {
        "name": stage.name,
        "kind": stage.kind.value,
        "purpose": stage.purpose,
        "count": stage.opportunities,
        "amount": maybe_money(stage.amount),
        "currency": stage.currency,
        "exit_criteria": stage.criteria,
        "exit_conditions": stage.conditions,
        "ready": _ready(stage),
        "max_days": stage.max_days,
        "days": {
            "left": stage.left,
            "median": maybe_number(stage.median),
            "p75": maybe_number(stage.p75),
            "undefined": why_no_days(stage, has_past=has_past),
        },
    }


def _ready(stage: PlaybookStage) -> Tree:
    share, why = stage.ready.share, why_not_ready(stage)
    return _tally(stage.ready) | {
        "value": None if why else maybe_number(share.value),
        "numerator": number(share.numerator),
        "denominator": number(share.denominator),
        "interval": interval(share.interval),
        "undefined": why,
    }


def _tally(found: Tally) -> Tree:
    return found._asdict()


def _sheet(found: StageSheet) -> Tree:
    return {
        "name": found.stage,
        "entry_criteria": [_criterion(each) for each in found.entry],
        "exit_criteria": [_criterion(each) for each in found.exit],
        "require": [_criterion(each) for each in found.require],
        "activities": list(found.activities),
        "questions": list(found.questions),
        "materials": list(found.materials),
        "opportunities": [_deal(each) for each in found.deals],
    }


def _criterion(line: CriterionLine) -> Tree:
    reasons = [{"reason": why, "count": count} for why, count in line.why]
    return {"text": line.text, "condition": line.condition} | _tally(line.tally) | {"unjudged_because": reasons}


def _of_deal(found: DealSheet) -> Tree:
    return _deal(found.deal) | {
        "stage": found.stage,
        "outcome": found.outcome.value,
        "required": [_answer(each) for each in found.required],
        "activities": list(found.activities),
        "questions": list(found.questions),
    }


def _deal(found: PlaybookDeal) -> Tree:
    return {
        "id": found.id,
        "name": found.name,
        "owner": found.owner,
        "account": found.account,
        "amount": maybe_money(found.amount),
        "currency": found.currency,
        "days_in_stage": found.days_in_stage,
        "over_max_days": found.over,
        **_tally(found.tally),
        "exit_criteria": [_answer(each) for each in found.answers],
        "place": place(found.place),
    }


def _answer(found: Answer) -> Tree:
    return {
        "stage": found.stage,
        "text": found.text,
        "condition": found.condition,
        "standing": found.standing.value,
        "why": list(found.why),
    }
