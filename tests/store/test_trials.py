"""The trials of benchmarks/store_trials.py, with numbers that a build has time for."""

import os

import pytest
from benchmarks import make_history
from benchmarks.store_trials import crowd, flips, kills

from pipectl.history.matching import Match, keyed
from pipectl.store.canonical import text_of
from pipectl.store.listing import snapshots, verify
from pipectl.store.reading import chronicle_of, opportunities_of

forks = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")


@forks
def test_killing_writers_loses_nothing_that_was_acknowledged(tmp_path):
    came = kills(tmp_path, 20, seed=1)
    assert came.good, str(came)


@forks
def test_many_writers_at_once_lose_nothing(tmp_path):
    came = crowd(tmp_path, 4, 10)
    assert came.good, str(came)
    assert came.more == "0 listed twice"


def test_every_flipped_bit_is_noticed(tmp_path):
    came = flips(tmp_path, 300, seed=1)
    assert came.good, str(came)


def test_the_generator_of_histories_writes_what_the_store_would(tmp_path):
    make_history.make(tmp_path, opportunities=60, days=20, seed=7)
    assert [verdict.wrong for verdict in verify(tmp_path)] == [None] * 20
    for entry in snapshots(tmp_path).entries:
        head, rows = opportunities_of(entry.path)
        assert text_of(head, rows, Match.ID) == entry.path.read_bytes()
    found = chronicle_of(tmp_path, keyed(Match.ID), pipeline_names=("New business",))
    assert sum(len(life) > 1 for life in found) > 20
