"""Stores that older versions wrote are read as they were meant. A golden store is never written anew."""

from dataclasses import fields
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from pipectl.domain.opportunity import Opportunity
from pipectl.history.matching import Match, keyed
from pipectl.store.canonical import FORMS
from pipectl.store.listing import snapshots, verify
from pipectl.store.reading import chronicle_of

GOLDEN = Path(__file__).parent / "golden"
ALPHA = {
    "name": "Größe, «pilot»",
    "outcome": "open",
    "stage": "Lead",
    "amount": Decimal("1200.50"),
    "created": date(2026, 1, 3),
    "expected_close": date(2026, 3, 31),
    "probability": Decimal("0.10"),
    "id": "A1",
    "owner": "Ann",
    "account": "Zürich AG",
    "stage_changed": date(2026, 1, 30),
    "extra": {"Region": "EMEA"},
}
MOVED = {"stage": "Proposal", "amount": Decimal("1300.00"), "probability": Decimal("0.40")}
BETA = {
    "name": 'Two\nlines and "quotes"',
    "outcome": "open",
    "stage": "Lead",
    "created": date(2026, 1, 3),
    "expected_close": date(2026, 3, 31),
    "id": "B2",
    "next_step": "=HYPERLINK(1)",
    "extra": {"Note": "a\u2028b", "Path": "C:\\new"},
}
GAMMA = {
    "name": "# hash",
    "outcome": "open",
    "stage": "Lead",
    "amount": Decimal(-5),
    "created": date(2026, 2, 8),
    "expected_close": date(2026, 3, 31),
    "id": "C3",
    "currency": "USD",
    "status": "open",
    "team": "North",
    "source": "Partner",
    "type": "New",
    "forecast_category": "Commit",
    "last_activity": date(2026, 2, 8),
}
LOST = {
    "name": "# hash",
    "outcome": "lost",
    "stage": "Lost",
    "amount": Decimal(-5),
    "created": date(2026, 2, 8),
    "expected_close": date(2026, 2, 15),
    "id": "C3",
    "lost_reason": "Price",
    "lost_from_stage": "Lead",
}
WON = {"stage": "Won", "outcome": "won", "probability": Decimal(1), "closed": date(2026, 2, 14)}
LIVES: dict[str, list[tuple[date, dict[str, Any] | None]]] = {
    "A1": [
        (date(2026, 2, 2), ALPHA),
        (date(2026, 2, 6), ALPHA | MOVED | {"stage_changed": date(2026, 2, 6)}),
        (date(2026, 2, 14), ALPHA | MOVED | WON | {"stage_changed": date(2026, 2, 14)}),
    ],
    "B2": [(date(2026, 2, 2), BETA), (date(2026, 2, 16), None)],
    "C3": [(date(2026, 2, 8), GAMMA), (date(2026, 2, 16), LOST)],
}


_NAMES = tuple(field.name for field in fields(Opportunity) if field.name != "place")
VERSIONS = [(folder, f"pipectl.snapshot/{folder.name.removeprefix('v')}") for folder in sorted(GOLDEN.iterdir())]


def _told(state, without=()):
    """The fields that say something, amounts with their digits."""
    if state is None:
        return None
    pairs = state.items() if isinstance(state, dict) else ((name, getattr(state, name)) for name in _NAMES)
    return {name: str(value) for name, value in pairs if value not in (None, {}) and name not in without}


def test_every_version_that_is_read_has_a_golden_store():
    assert [schema for _, schema in VERSIONS] == list(FORMS)


@pytest.mark.parametrize(("folder", "schema"), VERSIONS)
def test_a_golden_store_is_whole_and_tells_what_it_always_told(folder, schema):
    assert [verdict.wrong for verdict in verify(folder)] == [None, None, None]
    heads = [entry.head for entry in snapshots(folder).entries]
    assert [(head.schema, head.match, head.set_aside) for head in heads] == [(schema, Match.ID, n) for n in range(3)]
    assert heads[0].note == "before the cleanup"
    found = chronicle_of(folder, keyed(Match.ID), pipeline_names=("New business",))
    assert found.findings.total == 0
    without = () if "extra" in FORMS[schema].columns else ("extra",)
    assert {key: [(moment.day, _told(moment.state)) for moment in life] for key, life in found.lives.items()} == {
        key: [(on, _told(state, without)) for on, state in life] for key, life in LIVES.items()
    }


def test_a_store_of_both_versions_is_one_history(tmp_path):
    for folder, number in zip((folder for folder, _ in VERSIONS), (0, 2), strict=True):
        path = sorted(folder.iterdir())[number]
        (tmp_path / path.name).write_bytes(path.read_bytes())
    found = chronicle_of(tmp_path, keyed(Match.ID), pipeline_names=("New business",))
    assert [(moment.day, moment.state and moment.state.stage) for moment in found.lives["A1"]] == [
        (date(2026, 2, 2), "Lead"),
        (date(2026, 2, 14), "Won"),
    ]
