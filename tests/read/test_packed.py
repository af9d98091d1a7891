import gzip
import io
import random
import tracemalloc
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipectl.domain.errors import InputProblem
from pipectl.read import packed, source, stored
from pipectl.read.packed import Packed
from pipectl.read.reader import read_pipeline
from pipectl.read.source import Source, load
from pipectl.read.stored import Held

from .exports import HEADER, OPTIONS, ROW, a_spec, codes

TEXT = "\n".join([HEADER, *(ROW.replace("O1", f"O{number}") for number in range(5000))]).encode()


def unpacked(data, largest=1 << 40):
    return b"".join(Packed("deals.csv.gz", Held(data), largest).chunks())


@pytest.mark.parametrize("name", ["deals.csv.gz", "deals.csv"])
def test_a_compressed_file_is_known_by_its_bytes_and_read_like_any_other(tmp_path, name):
    (tmp_path / name).write_bytes(gzip.compress(TEXT))
    read = load(str(tmp_path / name))
    pipeline = read_pipeline([read], a_spec(), OPTIONS)
    assert (len(pipeline), codes(pipeline)) == (5000, [])
    assert pipeline.files[0].name == str(tmp_path / name)


def test_a_compressed_file_may_come_through_a_pipe():
    read = load("-", stdin=io.BytesIO(gzip.compress(TEXT)))
    assert b"".join(read.chunks()) == b"".join(read.chunks()) == TEXT


@settings(max_examples=60)
@given(st.lists(st.binary(max_size=300), min_size=1, max_size=4), st.integers(1, 40), st.integers(0, 3))
def test_files_that_are_compressed_one_behind_the_other_are_one(parts, chunk, zeros):
    data = b"".join(gzip.compress(part) + bytes(zeros) for part in parts)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stored, "CHUNK", chunk)
        patch.setattr(packed, "CHUNK", chunk)
        assert unpacked(data) == b"".join(parts)


@pytest.mark.parametrize("end", [1, 9, 12, 500, -9, -1])
def test_a_compressed_file_that_is_cut_off_is_refused(end):
    with pytest.raises(InputProblem, match=r"^deals.csv.gz: is cut off: its gzip data ends too early"):
        unpacked(gzip.compress(random.Random(1).randbytes(1000))[:end])


@pytest.mark.parametrize("at", [2, 40, -6])
def test_a_compressed_file_that_is_damaged_is_refused(at):
    data = bytearray(gzip.compress(TEXT))
    data[at] ^= 0xFF
    with pytest.raises(InputProblem, match=r"^deals.csv.gz: is damaged gzip"):
        unpacked(bytes(data))


def test_what_stands_behind_a_compressed_file_and_is_none_is_damage():
    with pytest.raises(InputProblem, match="is damaged gzip"):
        unpacked(gzip.compress(TEXT) + b"more")


def test_a_compressed_file_inside_another_is_to_be_unpacked_by_hand():
    with pytest.raises(InputProblem, match=r"^deals.csv is compressed with gzip; unpack it first"):
        read_pipeline([Source("deals.csv", gzip.compress(TEXT))], a_spec(), OPTIONS)


def bomb(size):
    """A compressed file that unpacks to so many zero bytes."""
    packing, parts = zlib.compressobj(9, zlib.DEFLATED, 31), []
    parts += [packing.compress(bytes(1 << 20)) for _ in range(size >> 20)]
    return b"".join([*parts, packing.flush()])


def test_a_compressed_file_that_unpacks_to_far_too_much_is_refused_before_all_of_it_is_unpacked():
    data = bomb(200 << 20)
    came: list[int] = []
    tracemalloc.start()
    try:
        with pytest.raises(InputProblem, match=r"^deals.csv.gz: unpacks to more than 200 times its size"):
            came.extend(map(len, Packed("deals.csv.gz", Held(data), 1 << 40).chunks()))
        assert tracemalloc.get_traced_memory()[1] < 8 << 20
    finally:
        tracemalloc.stop()
    assert 0 < sum(came) < 80 << 20


def test_a_compressed_file_that_unpacks_to_more_than_the_limit_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(source, "LARGEST", 1 << 20)
    (tmp_path / "a.gz").write_bytes(bomb(2 << 20))
    with pytest.raises(InputProblem, match=r"a\.gz: unpacks to more than"):
        read_pipeline([load(str(tmp_path / "a.gz"))], a_spec(), OPTIONS)
