"""What is wrong with the rows as one table.

`section` is `quality` (of all `rows`, `count` are without an error or a warning),
`code`, `owner` (of their `rows`, `count` have one), `not_run`, `gone` (known and found no more) or `finding`.
"""

from collections.abc import Iterator

from ...domain.validation import Judged, Validation
from ..exact import maybe_number

COLUMNS = (
    "section", "file", "line", "column", "level", "code", "field", "opportunity", "owner", "problem", "remedy",
    "known", "count", "rows", "value",
)  # fmt: skip

_OF_FINDINGS = ("code", "field", "opportunity", "owner", "problem", "remedy")
Cells = tuple[object, ...]


def rows(found: Validation) -> Iterator[Cells]:
    """The score, a row a code, a row an owner, a row a finding."""
    clean, whole = found.quality.numerator, found.quality.denominator
    yield _validated("quality", count=clean, rows=whole, value=maybe_number(found.quality.value))
    for line in found.codes:
        said = line.code
        cells = {"level": said.level.value, "code": said.code, "problem": said.title, "remedy": said.remedy}
        yield _validated("code", **cells, count=line.found, known=line.known)
    for owner in found.owners:
        share = maybe_number(owner.quality.value)
        yield _validated("owner", owner=owner.owner, count=owner.flagged, rows=owner.rows, value=share)
    for check in found.not_run:
        yield _validated("not_run", code=check.code.code, problem=check.code.title, remedy=f"needs {check.lacking}")
    for fingerprint, count in found.against.gone if found.against else ():
        yield _validated("gone", code=fingerprint.code, opportunity=fingerprint.opportunity, count=count)
    for judged in found.found:
        yield _judged(judged)


def _validated(section: str, **cells: object) -> Cells:
    cells["section"] = section
    return tuple(cells.get(column) for column in COLUMNS)


def _judged(judged: Judged) -> Cells:
    each = judged.finding
    cells = {column: getattr(each, column) for column in _OF_FINDINGS} | each.place._asdict()
    return _validated("finding", **cells | {"level": each.level.value, "known": int(judged.known)})
