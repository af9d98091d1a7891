"""The listing is made from the files; verifying names what is wrong with each."""

import random

import pytest

from pipectl.domain.errors import InputProblem
from pipectl.store.codes import DAMAGED, FOREIGN, NEWER, UNREADABLE
from pipectl.store.files import name_of
from pipectl.store.listing import snapshots, verify
from tests.builders import an_open

from .building import FIRST, a_head, day, kept


def _codes(listed):
    return [finding.code for finding in listed.problems]


def test_no_folder_holds_no_snapshots(tmp_path):
    listed = snapshots(tmp_path / "history")
    assert listed.entries == ()
    assert listed.problems.total == 0
    assert verify(tmp_path / "history") == []


def test_a_file_in_place_of_the_folder_is_refused(tmp_path):
    (tmp_path / "history").write_text("")
    for ask in (snapshots, verify):
        with pytest.raises(InputProblem, match="can't be listed"):
            ask(tmp_path / "history")


def test_snapshots_are_in_order_of_their_days_and_when_they_were_taken(tmp_path):
    evening = kept(tmp_path, 1, an_open(3, id="1"), hour=20)
    morning = kept(tmp_path, 1, an_open(2, id="1"), hour=8)
    before = kept(tmp_path, 0, an_open(1, id="1"), hour=22)
    assert [entry.path for entry in snapshots(tmp_path).entries] == [before.path, morning.path, evening.path]
    assert [entry.day for entry in snapshots(tmp_path, until=day(0)).entries] == [day(0)]


def _copied(kept_one, number, hour):
    """What another writer left at the same time: the same rows, taken later."""
    data = kept_one.path.read_bytes().replace(b"T18:00:00Z", f"T{hour:02}:00:00Z".encode())
    path = kept_one.path.with_name(name_of(day(number), data))
    path.write_bytes(data)
    return path


def test_the_same_rows_on_the_same_day_count_once(tmp_path):
    first = kept(tmp_path, 0, an_open(id="1"))
    second, third = (_copied(first, 0, hour) for hour in (19, 20))
    (entry,) = snapshots(tmp_path).entries
    assert entry.path == first.path
    assert entry.twins == (second, third)


def test_rows_that_came_back_to_what_they_were_count_again(tmp_path):
    first = kept(tmp_path, 0, an_open(1, id="1"))
    kept(tmp_path, 0, an_open(2, id="1"), hour=19)
    again = kept(tmp_path, 0, an_open(1, id="1"), hour=20)
    assert again.new
    assert len(snapshots(tmp_path).entries) == 3
    assert snapshots(tmp_path).entries[0].path == first.path


def test_a_damaged_file_never_hides_a_whole_one_with_the_same_rows(tmp_path):
    first = kept(tmp_path, 0, an_open(id="1"))
    whole = _copied(first, 0, 19)
    first.path.write_bytes(first.path.read_bytes().replace(b'"set_aside":0', b'"set_aside":1'))
    assert whole in [entry.path for entry in snapshots(tmp_path).entries]
    first.path.write_bytes(first.path.read_bytes().replace(b'"set_aside":1', b'"set_aside":0'))
    whole.write_bytes(whole.read_bytes().replace(b"18", b"17"))
    assert first.path in [entry.path for entry in snapshots(tmp_path).entries]


def test_what_is_wrong_is_listed_beside_the_others(tmp_path):
    good = kept(tmp_path, 0, an_open(id="1"))
    (tmp_path / f"2026-02-03_{'0' * 64}.csv").write_bytes(b"id,name\n")
    (tmp_path / f"2026-02-04_{'0' * 64}.csv").mkdir()
    newer = b'# {"schema":"pipectl.snapshot/9"}\n'
    (tmp_path / name_of(day(3), newer)).write_bytes(newer)
    (tmp_path / "opportunities.CSV").write_text("")
    (tmp_path / "README.md").write_text("")
    (tmp_path / ".pipectl-00.tmp").write_text("")
    (tmp_path / f".2026-02-05_{'0' * 64}.csv").write_text("")
    listed = snapshots(tmp_path)
    assert [entry.path for entry in listed.entries] == [good.path]
    assert sorted(_codes(listed)) == [DAMAGED.code, UNREADABLE.code, NEWER.code, FOREIGN.code]
    assert all(finding.place.file.startswith(str(tmp_path)) for finding in listed.problems)
    assert len(listed.newer) == 1


def test_verifying_names_every_file_and_what_is_wrong_with_it(tmp_path):
    good = [kept(tmp_path, number, an_open(number, id="1")).path for number in range(5)]
    data = good[1].read_bytes()
    good[1].write_bytes(data[:-5])
    good[2].write_bytes(good[2].read_bytes().replace(b"Proposal", b"Proposed"))
    renamed = good[3].rename(good[3].with_name(good[3].name.replace("02-05", "02-07")))
    (tmp_path / "export.csv").write_text("name\n")
    (tmp_path / f"2026-02-09_{'0' * 64}.csv").symlink_to(good[0])
    wrong = {verdict.path: verdict.wrong or "" for verdict in verify(tmp_path)}
    assert len(wrong) == 7
    assert wrong[good[0]] == wrong[good[4]] == ""
    assert "cut off: 0 of 1 rows are whole; restore it" in wrong[good[1]]
    assert "not what was written" in wrong[good[2]]
    assert "it shows 2026-02-05, and its name says 2026-02-07; restore" in wrong[renamed]
    assert "not named as a snapshot is; move it elsewhere" in wrong[tmp_path / "export.csv"]
    assert "it is a link; put the file itself there" in wrong[tmp_path / f"2026-02-09_{'0' * 64}.csv"]


def test_verifying_reads_each_line_of_a_file_whose_hash_is_right(tmp_path):
    data = kept(tmp_path / "a", 0, an_open(id="1")).path.read_bytes().replace(b"2026-03-31", b"2026-02-31")
    (tmp_path / name_of(FIRST, data)).write_bytes(data)
    (verdict,) = verify(tmp_path)
    assert verdict.wrong is not None
    assert verdict.wrong.startswith("line 3 can't be read: day is out of range")


def test_no_flipped_bit_goes_unnoticed(tmp_path):
    path = kept(tmp_path, 0, *(an_open(n, id=str(n), name=f"Größe {n}") for n in range(20))).path
    data, chance = path.read_bytes(), random.Random(1)
    for _ in range(300):
        flipped = bytearray(data)
        at = chance.randrange(len(data) * 8)
        flipped[at // 8] ^= 1 << at % 8
        path.write_bytes(flipped)
        (verdict,) = verify(tmp_path)
        assert verdict.wrong is not None, at


def test_other_names_of_pipelines_and_currencies_are_no_twins(tmp_path):
    kept(tmp_path, 0, an_open(id="1"))
    kept(tmp_path, 0, an_open(id="1"), hour=19, pipeline="Renewals")
    kept(tmp_path, 0, an_open(id="1"), hour=20, currency="EUR")
    assert len(snapshots(tmp_path).entries) == 3
    assert a_head().pipeline != "Renewals"
