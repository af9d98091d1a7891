"""What an export of opportunities itself tells of their past: the day each stage was entered."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from ...domain.ledger import Ledger
from ...domain.opportunity import Opportunity
from ...domain.pipeline import Pipeline
from ...domain.spec import PipelineSpec, StageKind
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
