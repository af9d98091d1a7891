"""The sample behind `demo`: the example opportunities, moved so that they stand around today."""

import csv
import io
from dataclasses import replace
from datetime import date, timedelta
from importlib.resources import files

from ..domain.period import fiscal_position, fiscal_quarter, parse_period
from ..domain.spec import PipelineSpec

#: The day the sample was written for.
WRITTEN_FOR = date(2026, 11, 16)
NAME = "sample opportunities"


def sample_text(today: date) -> str:
    """The sample's CSV with every date moved by the days from when it was written to `today`."""
    text = files("pipectl.cli").joinpath("sample.csv").read_text(encoding="utf-8")
    moved = io.StringIO()
    writer = csv.writer(moved, lineterminator="\n")
    shift = today - WRITTEN_FOR
    writer.writerows([_moved(cell, shift) for cell in row] for row in csv.reader(io.StringIO(text)))
    return moved.getvalue()


def _moved(cell: str, shift: timedelta) -> str:
    if len(cell) != len("2026-01-31"):
        return cell
    try:
        return (date.fromisoformat(cell) + shift).isoformat()
    except ValueError:
        return cell


def sample_spec(spec: PipelineSpec, today: date) -> PipelineSpec:
    """The sample's plan with its quotas and spend moved by as many quarters as lie between then and `today`."""
    year, quarter = fiscal_position(today, 1)
    then_year, then_quarter = fiscal_position(WRITTEN_FOR, 1)
    step = 4 * (year - then_year) + quarter - then_quarter
    quotas = tuple(replace(each, period=_later(each.period, step)) for each in spec.quotas)
    spend = tuple(replace(each, period=_later(each.period, step)) for each in spec.spend)
    return replace(spec, quotas=quotas, spend=spend, data=())


def _later(quarter: str, step: int) -> str:
    """The quarter that lies so many behind another."""
    start = parse_period(quarter, WRITTEN_FOR).start
    if start is None:
        return quarter
    year, number = fiscal_position(start, 1)
    return fiscal_quarter(year, number + step, 1).key
