"""What `funnel` says as the plain tree that JSON is written from."""

from ...domain.funnel import Bottleneck, CohortLine, Funnel, FunnelStage, FunnelTable, Lasting
from ..exact import maybe_money, maybe_number, money, number
from .parts import Tree, period, said, share

#: Why a share has no value, and why days have none.
UNDECIDED = "nobody who reached it went on or was lost there yet"
NONE_ENDED = "nobody who reached it is won or lost yet"
NONE_DECIDED = "none that began then is won or lost yet"
NO_PATHS = "of none that began then the path is known"
NONE_LEFT = "nobody left it whose day of entry is known"
SEVERAL = "amounts are in several currencies, or in none that is told"
NONE_THERE = "nobody is there whose day of entry is known"


def tree(found: Funnel) -> Tree:
    """Everything `pipectl funnel` says."""
    return {
        "schema": "pipectl.funnel/1",
        "pipeline": found.pipeline,
        "currency": found.currency,
        "as_of": found.as_of.isoformat(),
        "lookback": period(found.lookback),
        "filters": list(found.filters),
        "whole": _table(found.whole),
        "groups": [_table(each) for each in found.groups],
        "cohorts": [_cohort(each) for each in found.cohorts],
        "bottleneck": None if found.bottleneck is None else bottleneck(found.bottleneck),
        "no_bottleneck": found.no_bottleneck,
        "unknown": found.unknown,
        "sources": list(found.sources),
    } | said(found.findings, found.notes)


def _table(table: FunnelTable) -> Tree:
    return {
        "by": table.by,
        "key": table.key,
        "stages": [_stage(each) for each in table.stages],
        "won": table.won,
        "won_amount": maybe_money(table.won_amount),
    }


def _stage(stage: FunnelStage) -> Tree:
    return {
        "name": stage.name,
        "reached": stage.reached,
        "went_on": stage.went_on,
        "lost": stage.lost,
        "waiting": stage.waiting,
        "gone": stage.gone,
        "conversion": share(stage.conversion, UNDECIDED),
        "won_from": share(stage.won_from, NONE_ENDED),
        "days": _days(stage.lasting),
    }


def _days(lasting: Lasting) -> Tree:
    return {
        "left": lasting.left,
        "median": maybe_number(lasting.median),
        "p75": maybe_number(lasting.p75),
        "cumulative_median": maybe_number(lasting.cumulative_median),
        "undefined": NONE_LEFT if lasting.median is None else None,
        "there": lasting.there,
        "so_far_median": maybe_number(lasting.so_far_median),
        "so_far_undefined": NONE_THERE if lasting.so_far_median is None else None,
        "undated": lasting.undated,
    }


def _cohort(line: CohortLine) -> Tree:
    return {
        "period": period(line.span),
        "began": line.began,
        "known": line.known,
        "reached": list(line.reached),
        "won": line.won,
        "lost": line.lost,
        "waiting": line.waiting,
        "gone": line.gone,
        "running": line.is_running,
        "conversion": share(line.conversion, NONE_DECIDED),
    }


def bottleneck(found: Bottleneck) -> Tree:
    """The stage that holds most back."""
    return {
        "stage": found.stage,
        "conversion": share(found.conversion, UNDECIDED),
        "target": number(found.target),
        "best_quarter": found.best_quarter,
        "best": None if found.best is None else share(found.best, UNDECIDED),
        "won_amount": money(found.won_amount),
        "adds": money(found.adds),
        "others": [{"stage": stage, "adds": money(adds)} for stage, adds in found.others],
    }
