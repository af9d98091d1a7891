"""What `validate` says as the plain tree that JSON is written from."""

from ...domain.validation import Against, CodeLine, Judged, OwnerLine, Validation
from ...domain.values import Ratio
from ..exact import maybe_number
from .parts import Tree, finding, not_run, rows


def tree(found: Validation) -> Tree:
    """Everything `pipectl validate` says."""
    return {
        "schema": "pipectl.validate/1",
        "as_of": found.as_of.isoformat(),
        "filters": list(found.filters),
        "source": rows(found.rows),
        "quality": quality(found.quality),
        "fail_on": found.fail_on.value,
        "failed": found.failed,
        "baseline": None if found.against is None else _against(found.against),
        "codes": [_code(each) for each in found.codes],
        "owners": [_owner(each) for each in found.owners],
        "not_run": [not_run(each) for each in found.not_run],
        "findings": [_judged(each) for each in found.found],
        "while_reading": found.while_reading,
        "finding_counts": dict(sorted((each.code.code, each.found) for each in found.codes)),
    }


def quality(found: Ratio) -> Tree:
    """The score with both its halves."""
    return {"value": maybe_number(found.value), "clean": found.numerator, "rows": found.denominator}


def _judged(judged: Judged) -> Tree:
    return finding(judged.finding) | {"owner": judged.finding.owner, "known": judged.known}


def _code(line: CodeLine) -> Tree:
    code = line.code
    return {
        "code": code.code,
        "title": code.title,
        "level": code.level.value,
        "count": line.found,
        "known": line.known,
        "remedy": code.remedy,
    }


def _owner(line: OwnerLine) -> Tree:
    return {"owner": line.owner, "rows": line.rows, "flagged": line.flagged}


def _against(against: Against) -> Tree:
    gone = [{**known._asdict(), "count": count} for known, count in against.gone]
    return {"known": against.known, "new": against.new, "gone": gone}
