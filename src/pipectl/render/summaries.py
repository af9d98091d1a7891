"""A verdict in one line, for what has room for no more."""

from collections.abc import Iterator

from ..domain.validation import Validation
from ..domain.verdict import CheckResult, Verdict
from .words.check import verdict_words as checks_words
from .words.shared import rows_words
from .words.validation import against_words, quality_words, tally_words, verdict_words


def check_summary(found: CheckResult) -> str:
    """`failed; 5 checks: 1 failed, 4 passed; 85 of 87 rows read, 2 set aside`."""
    told = ", only told" if found.warn_only and found.verdict is Verdict.FAILED else ""
    return "; ".join((f"{found.verdict.value}{told}", checks_words(found), rows_words(found.rows)))


def validation_summary(found: Validation) -> str:
    """The score, the rows, what was found, and the verdict."""
    return "; ".join([quality_words(found), rows_words(found.rows), *_told(found), verdict_words(found)])


def _told(found: Validation) -> Iterator[str]:
    yield tally_words(found)
    if found.against:
        yield against_words(found.against)
    if len(found.found) < found.total:
        yield f"{found.total - len(found.found):,} findings of these kinds are not shown here"
