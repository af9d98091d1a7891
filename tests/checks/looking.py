"""Exports as a test writes them, read and checked."""

from datetime import date

from pipectl.checks.data_checks import Checked, run_data_checks
from pipectl.domain.pipeline import Pipeline
from pipectl.read.reader import ReadOptions, read_pipeline
from tests.builders import STAGES
from tests.read.exports import a_source, a_spec

AS_OF = date(2026, 2, 2)


def reading(*files: tuple[str, ...]) -> Pipeline:
    """What reading files of these lines gives; the first is `deals.csv`, others `2.csv` and so on."""
    named = ["deals.csv", *(f"{number}.csv" for number in range(2, len(files) + 1))]
    sources = [a_source(*lines, name=name) for name, lines in zip(named, files, strict=True)]
    return read_pipeline(sources, a_spec(stages=STAGES), ReadOptions(as_of=AS_OF))


def checked(*lines: str) -> Checked:
    """What the data checks find in one file."""
    return checked_files(lines)


def checked_files(*files: tuple[str, ...]) -> Checked:
    """What the data checks find in several files."""
    return run_data_checks(reading(*files), a_spec(stages=STAGES), AS_OF)


def said(found: Checked, code: str) -> list[str]:
    """The findings of a code without their remedy."""
    return [f"{each.place}: {each.problem}" for each in found.findings if each.code == code]
