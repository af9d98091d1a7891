"""What `report` says as one long table, a figure a row.

`section` says what a row is of: `report` (days, currency and filters, which
are dates and text), `source` (row counts), `measure`, `quota`, `stage` or `group`; `by` and `key` name the stage or
group, `measure` the figure, with that of a detail behind a point (`sales_cycle.median`). A group without a key is of
those where the field is empty. Where amounts are in several currencies, `report` has `currencies`, a row each, and the
`currency` of a stage or group is the one all its amounts are in.
"""

from collections.abc import Iterator

from ...domain.result import Detail, Group, Measure, Report, StageLine
from ..exact import maybe_money, maybe_number
from ..harmless import for_csv_cell
from ..to_json.parts import counts_of, day_text, figures
from ..to_json.parts import rows as counts
from ..to_json.report import quota

COLUMNS = (
    "section", "by", "key", "measure", "value", "unit", "numerator", "denominator", "low", "high", "undefined",
)  # fmt: skip

Cells = tuple[object, ...]


def rows(found: Report) -> Iterator[Cells]:
    """All rows, of `COLUMNS`."""
    yield from _asked(found)
    for name, count in (*counts_of(counts(found.rows)), ("selected", found.selected)):
        yield _row("source", None, None, name, str(count), "count")
    yield from _measure_rows("measure", None, None, found.measures)
    for name, value in quota(found.quota).items():
        yield _row("quota", None, None, name, value, "ratio" if name == "target_coverage" else "money")
    for stage in found.stages:
        yield from _stage_rows(stage)
    for group in found.groups:
        yield from _group_rows(group)


def _asked(found: Report) -> Iterator[Cells]:
    """What the figures below depend on."""
    spans = (("period", found.period), ("lookback", found.lookback))
    days = [(f"{name}_{end}", day) for name, span in spans for end, day in (("start", span.start), ("last", span.last))]
    kept = [("snapshot", found.rows.snapshot)] if found.rows.snapshot else []
    for name, day in (("as_of", found.as_of), *kept, *days):
        yield _row("report", None, None, name, day_text(day), "date")
    several = [("currencies", each) for each in found.currencies] if found.currency is None else []
    for name, text in (("currency", found.currency), *several, *(("filter", each) for each in found.filters)):
        # The column of values is never changed, so foreign text is made harmless before it gets there.
        yield _row("report", None, None, name, None if text is None else for_csv_cell(text), "text")


def _row(section: str, by: str | None, key: str | None, measure: str, value: str | None, unit: str) -> Cells:
    return (section, by, key, measure, value, unit, None, None, None, None, None)


def figure_cells(section: str, by: str | None, key: str | None, name: str, found: Measure | Detail) -> Cells:
    """The cells of a figure."""
    cells = figures(found)
    interval = cells["interval"] or {"low": None, "high": None}
    return (
        *(section, by, key, name, cells["value"], cells["unit"], cells["numerator"], cells["denominator"]),
        *(interval["low"], interval["high"], cells["undefined"]),
    )


def _measure_rows(section: str, by: str | None, key: str | None, measures: tuple[Measure, ...]) -> Iterator[Cells]:
    for measure in measures:
        yield figure_cells(section, by, key, measure.key, measure)
        for detail in measure.details:
            yield figure_cells(section, by, key, f"{measure.key}.{detail.key}", detail)


def _stage_rows(stage: StageLine) -> Iterator[Cells]:
    def row(name: str, value: str | None, unit: str) -> Cells:
        return _row("stage", "stage", stage.name, name, value, unit)

    yield row("count", str(stage.opportunities), "count")
    yield row("amount", maybe_money(stage.amount), "money")
    yield row("currency", stage.currency, "text")
    yield row("open_count", str(stage.open_count), "count")
    yield row("open_amount", maybe_money(stage.open_amount), "money")
    yield row("weighted", maybe_money(stage.weighted), "money")
    yield row("average_age", maybe_number(stage.average_age), "days")
    yield row("overdue", maybe_number(stage.overdue), "count")
    yield row("stalled", maybe_number(stage.stalled), "count")
    yield row("at_risk", maybe_number(stage.at_risk), "count")
    if stage.moves_on is not None:
        yield figure_cells("stage", "stage", stage.name, "moves_on", stage.moves_on)


def _group_rows(group: Group) -> Iterator[Cells]:
    yield _row("group", group.by, group.key, "count", str(group.opportunities), "count")
    yield _row("group", group.by, group.key, "amount", maybe_money(group.amount), "money")
    yield _row("group", group.by, group.key, "currency", group.currency, "text")
    yield from _measure_rows("group", group.by, group.key, group.measures)
