"""What an export of opportunities itself tells of their past: the day each stage was entered, the stage at loss."""

from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

from ...domain.ledger import Ledger
from ...domain.opportunity import Opportunity
from ...domain.pipeline import Pipeline
from ...domain.spec import PipelineSpec, StageKind
from ...domain.values import Outcome
from ...history.chronicle import Change, Log
from ...history.same_record import shortest
from ..chosen import ENTERED
from ..formats.moments import moment
from ..reader import ReadOptions, first_pass, settings
from ..shape import Kind
from ..source import Source, unchanged
from ..stage_days import StageDays
from ..table import Table

_LATEST = "of each stage the latest entry alone is kept, so that a stage that was entered again is seen once"
_BETWEEN = "of what was lost it tells the last stage on the day it was lost, and no day before"


def read_columns(source: Source, pipeline: Pipeline, spec: PipelineSpec, options: ReadOptions) -> Log | None:
    """The stages that the accepted opportunities of an export entered, by its columns of these days.

    None where it has none. The file is read anew, so that nobody pays for it who doesn't ask; `pipeline` is what it,
    perhaps among others, was read to, with the same `spec` and `options`.
    """
    with unchanged([source]):
        table = first_pass(source, spec, options, Ledger(0))
        if not table.layout.chosen.entered:
            return None
        accepted = {one.place.line: one for one in pipeline if one.place.file == source.name}
        days, rank = StageDays(table.layout.chosen, table.book), _ranks(spec)
        zone, changes = settings(spec, options).zone, list[Change]()
        for record in table.records():
            opportunity = accepted.get(record.line) if record.kind is Kind.ROW else None
            if opportunity is not None:
                cells = table.survey.shape.fitted(record.cells)
                changes += sorted(_entered(opportunity, table, days, cells, zone), key=rank)
    named = "id" not in table.layout.chosen.columns
    title = f"columns of the days stages were entered ({source.name})"
    return Log(title, tuple(changes), frozenset({"stage"}), (_LATEST, *days.said), named=named)


def stages_at_loss(pipeline: Pipeline) -> Log | None:
    """The stage that lost opportunities died in, on the day they were lost; None where none is told."""
    lost = [(one, one.close_date) for one in pipeline if one.outcome is Outcome.LOST and one.lost_from_stage]
    changes = tuple(change for one, day in lost if day is not None for change in _lost(one, day))
    if not changes:
        return None
    title = f"stages at loss ({', '.join(account.name for account in pipeline.files)})"
    return Log(title, changes, frozenset(), (_BETWEEN,), named="id" not in pipeline.fields)


def _ranks(spec: PipelineSpec) -> Any:
    """The order of entries: by time, and of one moment in the order of the stages, what is decided last."""
    order = [*(one for one in spec.stages if one.kind is StageKind.OPEN), *spec.stages]
    ranks = {stage.name: number for number, stage in reversed(list(enumerate(order)))}
    return lambda change: (change.at, ranks.get(change.told["stage"], len(order)))


def _entered(
    opportunity: Opportunity, table: Table, days: StageDays, cells: list[str], zone: str | None
) -> Iterator[Change]:
    told = {}
    for _, position in table.layout.chosen.entered:
        day = table.resolved.values[f"{ENTERED}{position}"][cells[position]]
        if isinstance(day, date):
            told[f"{ENTERED}{position}"] = moment(cells[position], day, zone)
    for stage in days.stages if told else ():
        at = days.day(stage, told, cells)
        if isinstance(at, datetime):
            yield Change(shortest(opportunity.key), at, {"stage": stage})


def _lost(opportunity: Opportunity, day: date) -> Iterator[Change]:
    key, at = shortest(opportunity.key), datetime.combine(day, time())
    yield Change(key, at, {"stage": opportunity.lost_from_stage, "outcome": Outcome.OPEN})
    yield Change(key, at, {"stage": opportunity.stage, "outcome": Outcome.LOST})
