"""The report as plain data; schema `pipectl.report/1`."""

from ...domain.pipeline import ActivityFiles, FileAccount
from ...domain.result import Attention, Group, Measure, NextStep, QuotaLine, Report, StageLine
from ..exact import maybe_money, maybe_number
from .parts import Tree, day_text, figures, measured, period, place, rows, said
from .risk import risk, sign


def tree(found: Report) -> Tree:
    """Everything `pipectl report` says."""
    return {
        "schema": "pipectl.report/1",
        "pipeline": found.pipeline,
        "currency": found.currency,
        "currencies": list(found.currencies),
        "as_of": found.as_of.isoformat(),
        "period": period(found.period),
        "lookback": period(found.lookback),
        "filters": list(found.filters),
        "built_in_stages": found.built_in_stages,
        "source": rows(found.rows)
        | {
            "selected": found.selected,
            "files": [_file(each) for each in found.files],
            "activities": None if found.activities is None else _activities(found.activities),
        },
        "measures": {each.key: _measure(each) for each in found.measures},
        "stages": [_stage(each) for each in found.stages],
        "groups": [_group(each) for each in found.groups],
        "quota": quota(found.quota),
        "attention": [attention(each) for each in found.attention],
        "attention_count": found.attention_count,
        "at_risk_count": found.at_risk_count,
        "risks": [risk(each) for each in found.risks],
        "next_step": next_step(found.next_step),
        "since": day_text(found.since),
    } | said(found.findings + found.past_findings, found.notes)


def _measure(found: Measure) -> Tree:
    meaning = {"definition": found.definition, "formula": found.formula, "source": found.source}
    return measured(found) | meaning


def _file(found: FileAccount) -> Tree:
    return {
        "name": found.name,
        "encoding": found.encoding,
        "delimiter": found.delimiter,
        "header_line": found.header_line,
        "rows": rows(found.rows),
        "columns": dict(found.columns),
        "unused": list(found.unused),
        "settled": list(found.settled),
        "preset": found.preset,
    }


def _activities(found: ActivityFiles) -> Tree:
    return {
        "files": [account.name for account in found.files],
        "rows": rows(found.rows),
        "touches": found.touches,
        "touched": found.touched,
        "since": day_text(found.reach.first if found.reach else None),
        "until": day_text(found.last),
    }


def _stage(found: StageLine) -> Tree:
    return {
        "name": found.name,
        "kind": found.kind.value,
        "probability": maybe_number(found.probability),
        "count": found.opportunities,
        "amount": maybe_money(found.amount),
        "currency": found.currency,
        "open_count": found.open_count,
        "open_amount": maybe_money(found.open_amount),
        "weighted": maybe_money(found.weighted),
        "average_age": maybe_number(found.average_age),
        "overdue": found.overdue,
        "stalled": found.stalled,
        "at_risk": found.at_risk,
        "moves_on": None if found.moves_on is None else figures(found.moves_on),
    }


def _group(found: Group) -> Tree:
    return {
        "by": found.by,
        "key": found.key,
        "opportunities": found.opportunities,
        "amount": maybe_money(found.amount),
        "currency": found.currency,
        "measures": {each.key: measured(each) for each in found.measures},
    }


def quota(found: QuotaLine) -> Tree:
    """The quota and what stands against it."""
    return {
        "quota": maybe_money(found.quota),
        "won": maybe_money(found.won),
        "due": maybe_money(found.due),
        "due_weighted": maybe_money(found.due_weighted),
        "remaining": maybe_money(found.remaining),
        "target_coverage": maybe_number(found.target_coverage),
        "missing": maybe_money(found.missing),
    }


def attention(found: Attention) -> Tree:
    """An open opportunity to look at."""
    return {
        "id": found.id,
        "name": found.name,
        "owner": found.owner,
        "account": found.account,
        "stage": found.stage,
        "amount": maybe_money(found.amount),
        "currency": found.currency,
        "probability": maybe_number(found.probability),
        "expected_close": day_text(found.expected_close),
        "next_step": found.next_step,
        "due": found.due,
        "severity": found.severity.value,
        "signs": [sign(each, found.currency) for each in found.signs],
        "unjudged": [{"rule": each.rule, "why": each.why} for each in found.unjudged],
        "push_count": found.push_count,
        "days_in_stage": found.days_in_stage,
        "place": place(found.place),
    }


def next_step(found: NextStep) -> Tree:
    """The one thing to do next."""
    return {
        "step": found.step.value,
        "amount": maybe_money(found.amount),
        "count": found.opportunities,
        "names": list(found.names),
        "command": found.command,
    }
