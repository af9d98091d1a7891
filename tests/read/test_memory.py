"""A file that is far larger than what is held of it."""

import tracemalloc

import pytest

from pipectl.domain.errors import InputProblem
from pipectl.read.formats import profile
from pipectl.read.inspect import inspect
from pipectl.read.reader import read_pipeline
from pipectl.read.source import load

from .exports import OPTIONS, a_spec

ROWS = 12_000


@pytest.fixture(scope="module")
def large(tmp_path_factory):
    """A file of 30 MB, with an amount, a stage and a date in each row that no other has, and that can't be read."""
    path = tmp_path_factory.mktemp("large") / "deals.csv"
    with path.open("w", encoding="utf-8") as file:
        file.write("id,name,stage,amount,created,note,step\n")
        for row in range(ROWS):
            file.write(f'O{row},"Deal\n{row}",No{row},{row}.5x,2025-02-30 {row},{"x" * 2460}{row},New\n')
    return path


def peak_of(call):
    """Bytes held at most while something is done."""
    tracemalloc.start()
    try:
        before = tracemalloc.get_traced_memory()[0]
        result = call()
        return tracemalloc.get_traced_memory()[1] - before, result
    finally:
        tracemalloc.stop()


def test_a_large_file_of_rows_that_are_set_aside_is_read_in_little_memory(large, monkeypatch):
    monkeypatch.setattr(profile, "ROOM", 1 << 18)
    peak, pipeline = peak_of(lambda: read_pipeline([load(str(large))], a_spec(), OPTIONS))
    assert large.stat().st_size > 30_000_000
    assert pipeline.rows.set_aside == ROWS
    assert dict(pipeline.findings.counts) == {"DATA005": ROWS, "DATA007": ROWS, "DATA011": ROWS}
    assert peak < 12_000_000


def test_a_large_file_is_laid_out_and_looked_at_in_little_memory(large, monkeypatch):
    monkeypatch.setattr(profile, "ROOM", 1 << 18)
    peak, found = peak_of(lambda: inspect(load(str(large)), OPTIONS, {"stage": "step"}))
    assert (found.rows, len(found.stages)) == (ROWS, 1)
    assert peak < 12_000_000


def test_a_large_file_without_a_line_end_is_refused_in_little_memory(tmp_path):
    path = tmp_path / "deals.csv"
    with path.open("w", encoding="utf-8") as file:
        file.write("id,name,stage,amount\nO1,")
        for _ in range(60):
            file.write("é" * (1 << 20))
    source = load(str(path))

    def refused():
        with pytest.raises(InputProblem, match=r"deals\.csv:2: the row that begins here is longer than 16 MB"):
            read_pipeline([source], a_spec(), OPTIONS)

    assert peak_of(refused)[0] < 100_000_000
