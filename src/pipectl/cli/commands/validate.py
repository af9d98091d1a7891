"""`pipectl validate`."""

from ...domain.errors import PipectlError
from ..gate_options import Gate, Judging, Owners
from ..guard import ANSWERED, GATE_FAILED, tell
from ..options import Day, Reading


def run(reading: Reading, day: Day, owners: Owners, gate: Gate, writing: Judging) -> int:
    """Every problem in the data, with its place and what to do: exit 1 when rows are set aside."""
    from ..spine import present
    from ..validating import validated

    result = validated(reading, day, owners, gate, writing)
    code = GATE_FAILED if result.failed else ANSWERED
    try:
        present("validation", writing, result)
    except PipectlError as error:
        # The verdict stands whatever becomes of its text; only a pass that nobody could read is no answer.
        tell(error)
        return code or error.exit_code
    return code
