"""The sample behind `demo`: the example's files, moved so that they stand around today."""

import csv
import io
import re
from dataclasses import replace
from datetime import date, timedelta
from importlib.resources import files

from ..domain.period import fiscal_position, fiscal_quarter, parse_period
from ..domain.pipeline import Pipeline
from ..domain.spec import PipelineSpec
from .activity_options import ACTIVITIES_NAME
from .lead_options import LEADS_NAME
from .options import DATA_NAME, SPEC_NAME

#: The day the sample was written for.
WRITTEN_FOR = date(2026, 11, 16)
NAME = "sample opportunities"
SPEND_NAME = "spend.csv"
#: What the sample's tables are called where they are kept, and in the package.
TABLES = {
    DATA_NAME: "sample.csv",
    LEADS_NAME: "sample_leads.csv",
    ACTIVITIES_NAME: "sample_activities.csv",
    SPEND_NAME: "sample_spend.csv",
}
#: All that is kept.
KEPT = (SPEC_NAME, *TABLES)

_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})( \d{2}:\d{2})?", re.ASCII)
_MONTH = re.compile(r"(\d{4})-(\d{2})", re.ASCII)
_QUARTER = re.compile(r"(?<=- \{period: )\d{4}-Q[1-4]", re.ASCII)


def sample_table(name: str, today: date) -> str:
    """A table of the sample as CSV: days and moments moved by the days from when it was written to `today`.

    Months, which spend is told by, move by whole quarters as the plan does.
    """
    text = files("pipectl.cli").joinpath(TABLES[name]).read_text(encoding="utf-8")
    moved = io.StringIO()
    writer = csv.writer(moved, lineterminator="\n")
    shift, step = today - WRITTEN_FOR, _quarters(today)
    writer.writerows([_later_month(_moved(cell, shift), step) for cell in row] for row in csv.reader(io.StringIO(text)))
    return moved.getvalue()


def sample_plan(today: date) -> str:
    """The sample's pipeline.yaml: its quotas moved by as many quarters as lie between then and `today`."""
    from ..spec.templates import template_text

    step = _quarters(today)
    return _QUARTER.sub(lambda found: _later_quarter(found[0], step), template_text("revenue-io"))


def sample_spec(today: date) -> PipelineSpec:
    """The same as read, with the spend of the sample and no file to look for."""
    from ..read.source import Source
    from ..read.spend import with_spend
    from ..spec.loader import load_spec

    spec = load_spec(sample_plan(today), SPEC_NAME)
    spend = with_spend(spec, Source(SPEND_NAME, sample_table(SPEND_NAME, today).encode()))
    return replace(spec, spend=spend, data=())


def sample_pipeline(spec: PipelineSpec, today: date) -> Pipeline:
    """The sample's opportunities as read, with what its activities tell of them."""
    from ..engines.touches import with_touches
    from ..read.reader import ReadOptions, read_pipeline
    from ..read.side.activities import read_activities
    from ..read.source import Source

    how = ReadOptions(as_of=today)
    pipeline = read_pipeline([Source(NAME, sample_table(DATA_NAME, today).encode())], spec, how)
    told = read_activities([Source(ACTIVITIES_NAME, sample_table(ACTIVITIES_NAME, today).encode())], spec, how)
    return with_touches(pipeline, told.book, told.files, today)


def _quarters(today: date) -> int:
    """How many quarters lie between when the sample was written and a day."""
    year, quarter = fiscal_position(today, 1)
    then_year, then_quarter = fiscal_position(WRITTEN_FOR, 1)
    return 4 * (year - then_year) + quarter - then_quarter


def _moved(cell: str, shift: timedelta) -> str:
    found = _DAY.fullmatch(cell)
    if found is None:
        return cell
    try:
        return f"{date.fromisoformat(found[1]) + shift}{found[2] or ''}"
    except ValueError:
        return cell


def _later_month(cell: str, step: int) -> str:
    """The month that lies so many quarters behind another; any other text as it is."""
    found = _MONTH.fullmatch(cell)
    if found is None:
        return cell
    year, month = divmod(12 * int(found[1]) + int(found[2]) - 1 + 3 * step, 12)
    return f"{year:04d}-{month + 1:02d}"


def _later_quarter(quarter: str, step: int) -> str:
    """The quarter that lies so many behind another."""
    start = parse_period(quarter, WRITTEN_FOR).start
    if start is None:
        return quarter
    year, number = fiscal_position(start, 1)
    return fiscal_quarter(year, number + step, 1).key
