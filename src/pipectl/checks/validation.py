"""Weighs what was found while reading and by the data checks, and scores the data."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date

from ..domain.cells import loose, usual_spellings
from ..domain.derived import Past
from ..domain.finding import KEPT_PER_CODE, Code, Finding, Findings, Flagged, Level, Place
from ..domain.ledger import kept_part
from ..domain.pipeline import Pipeline
from ..domain.spec import PipelineSpec
from ..domain.validation import Baseline, CodeLine, Judged, NotRun, OwnerLine, Validation
from ..domain.values import Ratio
from .baseline import judge, known_of
from .data_checks import DATA_CHECKS, Checked, run_data_checks


def all_findings(
    pipeline: Pipeline,
    spec: PipelineSpec,
    as_of: date,
    keep: int = KEPT_PER_CODE,
    past: Mapping[Place, Past] | None = None,
) -> Checked:
    """What was found while reading, and then by the data checks; `past` is what history tells, where it was asked."""
    checked = run_data_checks(pipeline, spec, as_of, keep, past)
    return checked._replace(findings=pipeline.findings + checked.findings)


def of_owners(pipeline: Pipeline, checked: Checked, owners: Collection[str]) -> tuple[Pipeline, Checked]:
    """What belongs to some owners alone, nothing that is about files; `checked` has to hold every single finding."""
    found = checked.findings
    names, said = {loose(owner) for owner in owners}, {loose(kept_part(owner)) for owner in owners}
    kept = tuple(each for each in found if _is_of(said, each.owner) and each.place.line is not None)
    aside = {owner: count for owner, count in found.flagged.aside.items() if _is_of(names, owner)}
    counts = tuple(sorted(Counter(each.code for each in kept).items()))
    theirs = tuple(each for each in pipeline if _is_of(names, each.owner))
    asked = {each.code for each in (*checked.not_run, *checked.unasked)}
    of_files = (check.code for check in DATA_CHECKS if check.of_files and check.code not in asked)
    not_run = (*checked.not_run, *(NotRun(code, "the rows of all owners") for code in of_files))
    unjudged = checked.unjudged & {each.place for each in theirs}
    findings = Findings(kept, counts, Flagged(found.flagged.lines, aside))
    return pipeline.only(theirs), Checked(findings, not_run, checked.unasked, unjudged)


def _is_of(names: Collection[str], owner: str | None) -> bool:
    return owner is not None and loose(owner) in names


def validation(
    pipeline: Pipeline,
    checked: Checked,
    as_of: date,
    said_by_reader: Mapping[str, Code],
    *,
    fail_on: Level = Level.ERROR,
    baseline: Baseline | None = None,
    filters: tuple[str, ...] = (),
) -> Validation:
    """All findings weighed and counted; under a baseline `checked` has to hold every single one of them.

    `filters` are the words for what `pipeline` and `checked` were narrowed to, see `of_owners`.
    """
    catalog = dict(said_by_reader) | {check.code.code: check.code for check in DATA_CHECKS}
    known = baseline or {}
    if filters:
        known = known_of(known, pipeline, checked.findings)
    judged, against = judge(sorted(checked.findings, key=_order(pipeline)), known)
    lines = _code_lines(checked.findings, judged, catalog)
    owners = _owners(pipeline, checked.findings)
    whole = sum(each.rows for each in owners)
    not_run = {each.code.code for each in (*checked.not_run, *checked.unasked)}
    not_passed = {line.code.code for line in lines} | not_run
    return Validation(
        as_of=as_of,
        rows=pipeline.rows,
        quality=Ratio(whole - sum(each.flagged for each in owners), whole),
        found=_shown(judged),
        codes=lines,
        passed=tuple(code for key, code in catalog.items() if key not in not_passed),
        owners=tuple(each for each in owners if each.flagged) if "owner" in pipeline.fields else (),
        not_run=checked.not_run,
        while_reading=sum(line.found for line in lines if line.code.code in said_by_reader),
        fail_on=fail_on,
        against=None if baseline is None else against,
        filters=filters,
    )


def _order(pipeline: Pipeline) -> Callable[[Finding], tuple[int, ...]]:
    """The gravest first, then by file, line and column."""
    rank = {account.name: position for position, account in enumerate(pipeline.files)}

    def order(finding: Finding) -> tuple[int, ...]:
        place = finding.place
        return finding.level.rank, rank.get(place.file, 0), place.line or 0, place.column or 0

    return order


def _code_lines(findings: Findings, judged: Iterable[Judged], catalog: Mapping[str, Code]) -> tuple[CodeLine, ...]:
    known = Counter(each.finding.code for each in judged if each.known)
    lines = (CodeLine(catalog[code], count, known[code]) for code, count in findings.counts)
    return tuple(sorted(lines, key=lambda line: (line.code.level.rank, -line.found, line.code.code)))


def _owners(pipeline: Pipeline, findings: Findings) -> list[OwnerLine]:
    """Every owner's rows, those set aside included, most flagged ones first."""
    set_aside = findings.flagged.aside
    usual = usual_spellings([*(each.owner for each in pipeline), *Counter(set_aside).elements()])

    def name(owner: str | None) -> str | None:
        return usual.get(owner or "", owner)

    aside = Counter[str | None]()
    for owner, count in set_aside.items():
        aside[name(owner)] += count
    rows = Counter(name(each.owner) for each in pipeline.opportunities) + aside
    flagged = Counter(name(each.owner) for each in pipeline.opportunities if each.place in findings.flagged) + aside
    lines = [OwnerLine(owner, count, flagged[owner]) for owner, count in rows.items()]
    return sorted(lines, key=lambda line: (-line.flagged, line.rows, line.owner or ""))


def _shown(judged: Sequence[Judged]) -> tuple[Judged, ...]:
    """Of each code the first ones, new ones before those that are known."""
    room = Counter[str]()
    kept = set[int]()
    for position in sorted(range(len(judged)), key=lambda position: judged[position].known):
        code = judged[position].finding.code
        room[code] += 1
        if room[code] <= KEPT_PER_CODE:
            kept.add(position)
    return tuple(each for position, each in enumerate(judged) if position in kept)
