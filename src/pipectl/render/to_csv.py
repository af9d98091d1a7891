"""Results as CSV: comma, newline, quoted as needed; text that a spreadsheet would run is disarmed, numbers never.

A report is one long table, a figure a row. `section` says what it is of: `report` (days, currency and filters, which
are dates and text), `source` (row counts), `measure`, `quota`, `stage` or `group`; `by` and `key` name the stage or
group, `measure` the figure, with that of a detail behind a point (`sales_cycle.median`). A group without a key is of
those where the field is empty. Where amounts are in several currencies, `report` has `currencies`, a row each, and the
`currency` of a stage or group is the one all its amounts are in.

A validation is one table too: `section` is `quality` (of all `rows`, `count` are without an error or a warning),
`code`, `owner` (of their `rows`, `count` have one), `not_run`, `gone` (known and found no more) or `finding`.

The tables of changes, of the funnel, of the playbook, of leads, of a review and of others are told of in `csv_changes`,
`csv_funnel` and so on.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from ..domain.listing import Listed, Listing
from ..domain.result import Detail, Group, Measure, Report, StageLine
from ..domain.verdict import CheckResult, WaiverLine
from . import document
from .document_parts import day_text, figures, rows
from .entry import Entry
from .exact import maybe_money, maybe_number
from .harmless import for_csv_cell

if TYPE_CHECKING:
    from ..domain.activities import Activities
    from ..domain.changes import Changes
    from ..domain.funnel import Funnel
    from ..domain.leads import Leads
    from ..domain.playbook import Playbook
    from ..domain.remembered import Remembered
    from ..domain.review import Review
    from ..domain.risk import RuleEntry, RuleLine
    from ..domain.scorecard import Qualifying
    from ..domain.validation import Judged, Validation

REPORT_COLUMNS = (
    "section", "by", "key", "measure", "value", "unit", "numerator", "denominator", "low", "high", "undefined",
)  # fmt: skip
LISTING_COLUMNS = (
    "stage", "name", "amount", "probability", "created", "expected_close", "closed", "outcome", "id", "owner",
    "account", "age_days", "days_overdue", "next_step", "file", "line", "currency",
    "push_count", "days_in_stage",
)  # fmt: skip
CHECK_COLUMNS = (
    "name", "metric", "finding", "title", "period", "filters", "by", "key", "level", "unit", "measured", "before",
    "min", "max", "verdict", "gap", "gap_amount", "reason", "undefined", "waived",
    "notes",
)  # fmt: skip
VALIDATION_COLUMNS = (
    "section", "file", "line", "column", "level", "code", "field", "opportunity", "owner", "problem", "remedy",
    "known", "count", "rows", "value",
)  # fmt: skip
_OF_FINDINGS = ("code", "field", "opportunity", "owner", "problem", "remedy")
EXPLAIN_COLUMNS = (*REPORT_COLUMNS[3:], "title", "definition", "formula", "source", "currency")
_NONE = (None,) * 5
#: Columns whose cells are numbers, which are never changed.
_NUMBERS = frozenset((
    "value", "numerator", "denominator", "low", "high", "amount", "probability", "age_days", "days_overdue", "line",
    "push_count", "days_in_stage", "column", "measured", "min", "max", "gap", "gap_amount", "known", "count", "rows",
    "amount_before", "amount_after", "set_aside",
    "limit", "fires", "clear", "unjudged", "lost_with", "decided_with", "lost_without", "decided_without",
))  # fmt: skip

Cells = tuple[object, ...]


def report(found: Report) -> str:
    """The long table of `REPORT_COLUMNS`."""
    return _table(REPORT_COLUMNS, _report_rows(found))


def listing(found: Listing) -> str:
    """One row an opportunity, in the order of the list."""
    return _table(LISTING_COLUMNS, (_listed(row) for band in found.bands for row in band.rows))


def check(found: CheckResult) -> str:
    """One row a check or a group of it, then one a waiver that is used no more."""
    from .document_check import check as tree

    lines = [*map(_flat, tree(found)["checks"]), *map(_waiver, found.waivers)]
    return _table(CHECK_COLUMNS, (tuple(line.get(column) for column in CHECK_COLUMNS) for line in lines))


def _flat(line: dict[str, Any]) -> dict[str, object]:
    """A check's line with text where JSON has more."""
    period, filters = line["period"], "; ".join(line["filters"])
    return line | {
        "period": period and period["key"],
        "filters": filters or None,
        "notes": "; ".join(line["notes"]) or None,
    }


def _waiver(line: WaiverLine) -> dict[str, object]:
    waiver, verdict = line.waiver, line.verdict
    said = f"waiver, {line.state.value}"
    return {"name": waiver.check, "title": said, "key": waiver.who, "verdict": verdict.value, "reason": waiver.reason}


def validation(found: "Validation") -> str:
    """The score, a row a code, a row an owner, a row a finding, told apart by `section`."""
    return _table(VALIDATION_COLUMNS, _validation_rows(found))


def changes(found: "Changes") -> str:
    """The waterfall of everything and of each group, and a row an opportunity, told apart by `section`."""
    from .csv_changes import COLUMNS, rows

    return _table(COLUMNS, rows(found))


def funnel(found: "Funnel") -> str:
    """The long table of `csv_funnel`: stages, cohorts and groups, a figure a row."""
    from .csv_funnel import COLUMNS, rows

    return _table(COLUMNS, rows(found))


def playbook(found: "Playbook") -> str:
    """The table of `csv_playbook`: stages, criteria and opportunities, told apart by `section`."""
    from .csv_playbook import COLUMNS, rows

    return _table(COLUMNS, rows(found))


def leads(found: "Leads") -> str:
    """The long table of `csv_leads`: everything, groups and months, a figure a row."""
    from .csv_leads import COLUMNS, rows

    return _table(COLUMNS, rows(found))


def review(found: "Review") -> str:
    """The long table of `csv_review`: a figure, a sum or an opportunity a row, told apart by `section`."""
    from .csv_review import COLUMNS, rows

    return _table(COLUMNS, rows(found))


def activity(found: "Activities") -> str:
    """The long table of `csv_activity`: everybody, owners and untouched ones, a figure a row."""
    from .csv_activity import COLUMNS, rows

    return _table(COLUMNS, rows(found))


def remembered(found: "Remembered") -> str:
    """One row a snapshot."""
    from .csv_history import COLUMNS, rows

    return _table(COLUMNS, rows(found))


def qualifying(found: "Qualifying") -> str:
    """The long table of `csv_qualify`: coverage, opportunities element by element, and how scores told."""
    from .csv_qualify import COLUMNS, rows

    return _table(COLUMNS, rows(found))


def explain(measure: Measure | None, entries: Sequence[Entry], currency: str | None = None) -> str:
    """One row a metric with its meaning and, for that of `measure`, its value; then its details, a row each."""
    rows: list[Cells] = []
    for entry in entries:
        here = measure if measure is not None and measure.key == entry.key else None
        figures = (
            _figures("", None, None, entry.key, here)[3:] if here else (entry.key, None, entry.unit.published, *_NONE)
        )
        rows.append((*figures, entry.title, entry.definition, entry.formula, entry.source, currency))
        for detail in here.details if here else ():
            cells = _figures("", None, None, f"{entry.key}.{detail.key}", detail)[3:]
            rows.append((*cells, detail.title, None, None, None, currency))
    return _table(EXPLAIN_COLUMNS, rows)


def explain_risk(line: "RuleLine | None", entry: "RuleEntry", currency: str | None = None) -> str:
    """One row: what a risk rule means, and what it says of the data at hand."""
    from .csv_risk import COLUMNS, row

    return _table(COLUMNS, [row(line, entry, currency)])


def _table(columns: tuple[str, ...], rows: Iterable[Cells]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow(_cell(column, value) for column, value in zip(columns, row, strict=True))
    return out.getvalue()


def _cell(column: str, value: object) -> str:
    if value is None:
        return ""
    return str(value) if column in _NUMBERS else for_csv_cell(str(value))


def _report_rows(found: Report) -> Iterator[Cells]:
    yield from _asked(found)
    for name, count in (rows(found.rows) | {"selected": found.selected}).items():
        yield _row("source", None, None, name, str(count), "count")
    yield from _measure_rows("measure", None, None, found.measures)
    for name, value in document.quota(found.quota).items():
        yield _row("quota", None, None, name, value, "ratio" if name == "target_coverage" else "money")
    for stage in found.stages:
        yield from _stage_rows(stage)
    for group in found.groups:
        yield from _group_rows(group)


def _asked(found: Report) -> Iterator[Cells]:
    """What the figures below depend on."""
    spans = (("period", found.period), ("lookback", found.lookback))
    days = [(f"{name}_{end}", day) for name, span in spans for end, day in (("start", span.start), ("last", span.last))]
    for name, day in (("as_of", found.as_of), *days):
        yield _row("report", None, None, name, day_text(day), "date")
    several = [("currencies", each) for each in found.currencies] if found.currency is None else []
    for name, text in (("currency", found.currency), *several, *(("filter", each) for each in found.filters)):
        # The column of values is never changed, so foreign text is made harmless before it gets there.
        yield _row("report", None, None, name, None if text is None else for_csv_cell(text), "text")


def _row(section: str, by: str | None, key: str | None, measure: str, value: str | None, unit: str) -> Cells:
    return (section, by, key, measure, value, unit, None, None, None, None, None)


def _figures(section: str, by: str | None, key: str | None, name: str, found: Measure | Detail) -> Cells:
    cells = figures(found)
    interval = cells["interval"] or {"low": None, "high": None}
    return (
        *(section, by, key, name, cells["value"], cells["unit"], cells["numerator"], cells["denominator"]),
        *(interval["low"], interval["high"], cells["undefined"]),
    )


def _measure_rows(section: str, by: str | None, key: str | None, measures: tuple[Measure, ...]) -> Iterator[Cells]:
    for measure in measures:
        yield _figures(section, by, key, measure.key, measure)
        for detail in measure.details:
            yield _figures(section, by, key, f"{measure.key}.{detail.key}", detail)


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
        yield _figures("stage", "stage", stage.name, "moves_on", stage.moves_on)


def _group_rows(group: Group) -> Iterator[Cells]:
    yield _row("group", group.by, group.key, "count", str(group.opportunities), "count")
    yield _row("group", group.by, group.key, "amount", maybe_money(group.amount), "money")
    yield _row("group", group.by, group.key, "currency", group.currency, "text")
    yield from _measure_rows("group", group.by, group.key, group.measures)


def _validation_rows(found: "Validation") -> Iterator[Cells]:
    clean, whole = found.quality.numerator, found.quality.denominator
    yield _validated("quality", count=clean, rows=whole, value=maybe_number(found.quality.value))
    for line in found.codes:
        said = line.code
        cells = {"level": said.level.value, "code": said.code, "problem": said.title, "remedy": said.remedy}
        yield _validated("code", **cells, count=line.found, known=line.known)
    for owner in found.owners:
        share = maybe_number(owner.quality.value)
        yield _validated("owner", owner=owner.owner, count=owner.flagged, rows=owner.rows, value=share)
    for check in found.not_run:
        yield _validated("not_run", code=check.code.code, problem=check.code.title, remedy=f"needs {check.lacking}")
    for fingerprint, count in found.against.gone if found.against else ():
        yield _validated("gone", code=fingerprint.code, opportunity=fingerprint.opportunity, count=count)
    for judged in found.found:
        yield _judged(judged)


def _validated(section: str, **cells: object) -> Cells:
    cells["section"] = section
    return tuple(cells.get(column) for column in VALIDATION_COLUMNS)


def _judged(judged: "Judged") -> Cells:
    each = judged.finding
    cells = {column: getattr(each, column) for column in _OF_FINDINGS} | each.place._asdict()
    return _validated("finding", **cells | {"level": each.level.value, "known": int(judged.known)})


def _listed(row: Listed) -> Cells:
    cells = document.listed(row)
    place = cells.pop("place")
    cells |= {"file": place["file"], "line": place["line"]}
    return tuple(cells[column] for column in LISTING_COLUMNS)
