"""`pipectl check`."""

from typing import TYPE_CHECKING, Annotated, assert_never

from ..charting import chart_option
from ..gate_options import Copies, PagedVerdict, Targets
from ..guard import ANSWERED, GATE_FAILED, NOT_ANSWERED
from ..options import Asking, Reading
from ..recall_options import Recalling

if TYPE_CHECKING:
    from ...domain.verdict import CheckResult


def run(
    reading: Reading,
    asking: Asking,
    targets: Targets,
    recalling: Recalling,
    writing: PagedVerdict,
    copies: Copies,
    chart: Annotated[str | None, chart_option("check")] = None,
) -> int:
    """Hold the pipeline to its targets: exit 1 when one is missed."""
    from ..charting import charted
    from ..copies import told
    from ..gating import gated

    given = charted("check", writing, chart)
    result = gated(reading, asking, recalling, given, targets, copies)
    return told("check", given, copies, result, _exit_code(result))


def _exit_code(result: "CheckResult") -> int:
    from ...domain.verdict import Verdict

    match result.verdict:
        case Verdict.FAILED:
            return ANSWERED if result.warn_only else GATE_FAILED
        case Verdict.UNDEFINED:
            return NOT_ANSWERED
        case Verdict.PASSED | Verdict.WARNED | Verdict.WAIVED | Verdict.TOO_FEW:
            return ANSWERED
        case _:
            assert_never(result.verdict)
