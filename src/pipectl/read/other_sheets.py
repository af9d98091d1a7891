"""A workbook whose first sheet is not the one that is meant."""

from collections.abc import Iterator
from contextlib import contextmanager

from ..domain.errors import InputProblem
from .codes import quoted
from .source import Source

_LISTED = 12


@contextmanager
def naming_other_sheets(source: Source) -> Iterator[None]:
    """Name the other sheets of a workbook where the one that was read is refused.

    Raises:
        InputProblem: the sheet is refused.
    """
    try:
        yield
    except InputProblem as refused:
        if not source.other_sheets:
            raise
        others = ", ".join(quoted(sheet) for sheet in source.other_sheets[:_LISTED])
        message = f"{refused}; the first sheet was read: --sheet names another, such as {others}"
        raise type(refused)(message, findings=refused.findings) from None
