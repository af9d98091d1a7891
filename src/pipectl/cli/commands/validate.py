"""`pipectl validate`."""

from ..gate_options import Copies, Gate, Judging, Owners
from ..guard import ANSWERED, GATE_FAILED
from ..options import Day, Reading


def run(reading: Reading, day: Day, owners: Owners, gate: Gate, writing: Judging, copies: Copies) -> int:
    """Every problem in the data, with its place and what to do: exit 1 when rows are set aside."""
    from ..copies import told
    from ..validating import validated

    result = validated(reading, day, owners, gate, writing, copies)
    return told("validation", writing, copies, result, GATE_FAILED if result.failed else ANSWERED)
