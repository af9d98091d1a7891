"""The fuzzing harnesses on a few inputs, so that they stay sound; `scripts/fuzz.py` runs them for long."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from .targets import TARGETS

SEEDS = {
    "reader": [b"Name,Amount,Stage\na,1,Lead\nb,x,Lead\n", b"", b"\xff\xfeN\x00", b'Name;Stage;Amount\n"a;Lead;1\n'],
    "values": [b"1.234,50\n12%\n03/04/2026\n$5k\ntrue", b"\xff\n(12)\nEUR 1\n2026-02-30"],
    "spec": [b"version: 1\nstages: [{name: A}]\n", b"a: &a [*a]\n", b"\x00"],
    "sanitiser": ["=1+1\x1b[31m\u202e<b>::error::".encode(), b"`|*_"],
}


@pytest.mark.parametrize(("target", "seed"), [(key, seed) for key, seeds in SEEDS.items() for seed in seeds])
def test_each_harness_holds_on_inputs_that_reach_its_depths(target, seed):
    TARGETS[target](seed)


@pytest.mark.parametrize("target", TARGETS)
@settings(max_examples=60)
@given(data=st.one_of(st.binary(max_size=200), st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace"))))
def test_each_harness_holds_on_any_bytes(target, data):
    TARGETS[target](data)
