"""Sentences of `validate` that several formats share. What is foreign in them is made harmless by who shows them."""

from collections.abc import Iterator

from ...domain.finding import Level
from ...domain.validation import Against, Fingerprint, Validation
from ...domain.values import Unit
from ..spell import many, spell
from .shared import counted

#: Known findings that are gone, named one by one.
GONE_SHOWN = 10


def quality_words(found: Validation) -> str:
    """`Data quality 87%: 261 of 300 rows without an error or warning`."""
    clean, whole = found.quality.numerator, found.quality.denominator
    share = spell(found.quality.value, Unit.PERCENT)
    return f"Data quality {share}: {many(clean)} of {counted(int(whole), 'row')} {_FREE}"


_FREE = "without an error or warning"


def tally_words(found: Validation) -> str:
    """`17 findings, 5 of them while reading: 2 errors, 3 warnings, 12 notes`; a report counts those while reading."""
    counts = [(level, found.count(level) + found.count(level, known=True)) for level in Level]
    kinds = ", ".join(counted(count, level.value) for level, count in counts if count)
    words = counted(found.total, "finding")
    if found.while_reading != found.total:
        words += f", {many(found.while_reading)} of them while reading"
    return f"{words}: {kinds}" if kinds else words


def against_words(against: Against) -> str:
    """`12 known, 3 new`, and how many that were known are found no more."""
    words = f"{many(against.known)} known, {many(against.new)} new"
    gone = sum(count for _, count in against.gone)
    return f"{words}; {many(gone)} of the baseline found no more" if gone else words


def gone_words(against: Against) -> Iterator[str]:
    """The first findings that are found no more, and what to do."""
    for known, count in against.gone[:GONE_SHOWN]:
        yield f"{_named(known)}{f' ×{many(count)}' if count > 1 else ''}"
    if len(against.gone) > GONE_SHOWN:
        yield f"and {many(len(against.gone) - GONE_SHOWN)} more"


def _named(known: Fingerprint) -> str:
    return " · ".join(part for part in known if part)


def not_run_words(found: Validation) -> list[str]:
    """`DATA305 Open without activity: needs last_activity`, a check each."""
    return [f"{each.code.code} {each.code.title}: needs {each.lacking}" for each in found.not_run]


def verdict_words(found: Validation) -> str:
    """`failed: 2 errors`, `passed: no errors`; under a baseline it speaks of new ones."""
    new = "" if found.against is None else "new "
    counts = {level: found.count(level) for level in Level if level.rank <= found.fail_on.rank}
    failing = ", ".join(counted(count, f"{new}{level.value}") for level, count in counts.items() if count)
    if failing:
        return f"failed: {failing}"
    return f"passed: no {new}{' or '.join(f'{level.value}s' for level in counts)}"
