"""Findings that are known: what was accepted once does not fail again, what is new does."""

from collections import Counter
from collections.abc import Iterable

from ..domain.finding import Finding
from ..domain.ledger import kept_part
from ..domain.opportunity import Opportunity
from ..domain.record_ids import compared
from ..domain.validation import Against, Baseline, Fingerprint, Judged


def fingerprint(finding: Finding) -> Fingerprint:
    """What the finding is known by in another export of the same opportunities."""
    return Fingerprint(finding.code, finding.opportunity, finding.account)


def baseline_of(findings: Iterable[Finding]) -> Baseline:
    """What would know all of these findings."""
    return Counter(map(fingerprint, findings))


def known_of(baseline: Baseline, opportunities: Iterable[Opportunity], findings: Iterable[Finding]) -> Baseline:
    """What is known of some opportunities alone: those at hand, and those whose rows were set aside with findings."""
    theirs = {tuple(part and kept_part(part) for part in (each.key, each.about.account)) for each in opportunities}
    theirs |= {(each.opportunity, each.account) for each in findings}
    known = {(key and compared(key), account) for key, account in theirs}
    return {each: count for each, count in baseline.items() if _compared(each)[1:] in known}


def judge(findings: Iterable[Finding], baseline: Baseline) -> tuple[list[Judged], Against]:
    """Each finding with whether it is known: of those alike, as many as the baseline has are."""
    left: Counter[Fingerprint] = Counter()
    written: dict[Fingerprint, Fingerprint] = {}
    for each, count in baseline.items():
        written[each] = _compared(each)
        left[written[each]] += count
    judged = []
    for finding in findings:
        key = _compared(fingerprint(finding))
        known = left[key] > 0
        left[key] -= known
        judged.append(Judged(finding, known))
    shown = {key: each for each, key in written.items()}
    gone = tuple(sorted(((shown[key], count) for key, count in left.items() if count > 0), key=_order))
    known_ones = sum(each.known for each in judged)
    return judged, Against(known_ones, len(judged) - known_ones, gone)


def _compared(known: Fingerprint) -> Fingerprint:
    """A fingerprint as it is compared; it is written with the id as its file has it."""
    return known if known.opportunity is None else known._replace(opportunity=compared(known.opportunity))


def _order(entry: tuple[Fingerprint, int]) -> tuple[str, ...]:
    return tuple(part or "" for part in entry[0])
