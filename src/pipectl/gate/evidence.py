"""What checks of findings look at: the findings themselves, and the score of the data."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from math import ceil
from typing import NamedTuple

from ..checks.baseline import judge as known_or_new
from ..checks.behind import behind_findings
from ..checks.data_checks import DATA_CHECKS, UNEARNED, Checked
from ..checks.judging import judge
from ..checks.validation import of_owners, validation
from ..checks.waivers import Waivers
from ..domain.check import Check
from ..domain.errors import SpecProblem
from ..domain.finding import Code, Finding, Findings, Level, Place
from ..domain.pipeline import Pipeline
from ..domain.result import Measure
from ..domain.rule import Test
from ..domain.spec import PipelineSpec
from ..domain.validation import Baseline
from ..domain.values import Unit
from ..domain.verdict import CheckLine, Closing, Verdict, Way
from ..engines.selection import resolved, select
from ..views import Question

#: The measure that is none of the catalog.
DATA_QUALITY = "data_quality"


class Evidence(NamedTuple):
    """Every finding of the rows and the data checks, those that a baseline knows apart."""

    findings: tuple[Finding, ...]
    """The new ones, in the order of the files."""
    known: int
    quality: Measure
    catalog: Mapping[str, Code]
    not_run: Mapping[str, str]
    """Codes that nothing could be looked for of, with what the data lacks."""
    all_of_it: tuple[Finding, ...] = ()
    """New ones and those that are known."""
    unasked: Mapping[str, str] = {}
    """Codes that pipeline.yaml asks nothing for, with what it lacks."""
    unjudged: int = 0
    """Opportunities of which a requirement of pipeline.yaml can't be judged."""


def evidence(
    pipeline: Pipeline, checked: Checked, as_of: date, said_by_reader: Mapping[str, Code], baseline: Baseline
) -> Evidence:
    """What checks of findings look at; `checked` has to hold every single finding."""
    judged, against = known_or_new(checked.findings, baseline)
    quality = validation(pipeline, checked, as_of, said_by_reader).quality
    return Evidence(
        tuple(each.finding for each in judged if not each.known),
        against.known,
        Measure(
            DATA_QUALITY,
            "Data quality",
            Unit.PERCENT,
            "Share of the rows without an error or a warning, of those that were accepted or set aside.",
            "rows without an error or a warning ÷ rows accepted or set aside",
            "practice",
            quality.value,
            Decimal(quality.numerator),
            Decimal(quality.denominator),
            undefined=None if quality.value is not None else "there is no row",
        ),
        dict(said_by_reader) | {check.code.code: check.code for check in DATA_CHECKS},
        {each.code.code: each.lacking for each in checked.not_run},
        tuple(checked.findings),
        {each.code.code: each.lacking for each in checked.unasked},
        len(checked.unjudged),
    )


def narrowed(pipeline: Pipeline, checked: Checked, question: Question, spec: PipelineSpec) -> tuple[Pipeline, Checked]:
    """The rows and findings that a question speaks of.

    Of rows that were set aside nobody knows what they would have been, but for their owner: under any other filter
    they all count, and what is about a file as a whole does not.
    """
    if not question.rules:
        return pipeline, checked
    for rule in question.rules:
        if rule.field == "owner" and rule.test in (Test.ONE_OF, Test.EQUALS):
            names = rule.value if isinstance(rule.value, tuple) else (str(rule.value),)
            pipeline, checked = of_owners(pipeline, checked, frozenset(names))
    kept = select(pipeline, resolved(question.rules, pipeline), spec.fiscal_year_starts)
    places = {(each.place.file, each.place.line) for each in kept}
    accepted = {(each.place.file, each.place.line) for each in pipeline} - places
    found = tuple(
        each
        for each in checked.findings
        if each.place.line is not None and (each.place.file, each.place.line) not in accepted
    )
    counts = tuple(sorted(Counter(each.code for each in found).items()))
    unjudged = checked.unjudged & {each.place for each in kept}
    findings = Findings(found, counts, checked.findings.flagged)
    return pipeline.only(kept), checked._replace(findings=findings, unjudged=unjudged)


def judge_findings(check: Check, place: Place | None, found: Evidence, waivers: Waivers) -> CheckLine:
    """The line of a check that counts findings.

    Raises:
        SpecProblem: there is no such finding.
    """
    name = check.finding or ""
    all_of_it = tuple(_of(name, place, found))
    line = _counted(check, found, len(all_of_it))
    if line.verdict not in (Verdict.FAILED, Verdict.WARNED) or check.upper is None:
        return line
    counted = [each for each in all_of_it if waivers.of_finding(check, each) is None]
    line = replace(_counted(check, found, len(counted)), left_out=len(all_of_it) - len(counted))
    if line.verdict not in (Verdict.FAILED, Verdict.WARNED) or line.gap is None:
        return line
    titles = {code.code: code.title for code in found.catalog.values()}
    behind, way = behind_findings(counted, titles), Way(Closing.MEND_ROWS, number=ceil(line.gap))
    return replace(line, behind=behind, way=way)


def _counted(check: Check, found: Evidence, number: int) -> CheckLine:
    name = check.finding or ""
    why = _why_undefined(check, found, number)
    measure = Measure(
        name,
        _title(name, found),
        Unit.COUNT,
        _means(name, found),
        "number of findings, without those known and those waived",
        "practice",
        None if why else Decimal(number),
        undefined=why,
    )
    return replace(judge(check, measure), is_finding=True, notes=not_looked_for(check, found))


def _why_undefined(check: Check, found: Evidence, number: int) -> str | None:
    """Why findings can't be counted, in words; None where they can, or are too many already."""
    name = check.finding or ""
    if name in found.unasked:
        return f"there is no {found.unasked[name]}"
    if name in found.not_run:
        return f"the data has no {found.not_run[name]}"
    too_many = check.upper is not None and number > check.upper
    return None if name != UNEARNED.code or too_many else _unjudged(found)


def _unjudged(found: Evidence) -> str | None:
    """Of how many what their stages require can't be judged, in words; None where it can of all."""
    if not found.unjudged:
        return None
    are = "1 opportunity" if found.unjudged == 1 else f"{found.unjudged:,} opportunities"
    return f"{are} can't be judged by what their stages require, which DATA311 of pipectl validate explains"


def not_looked_for(check: Check, found: Evidence) -> tuple[str, ...]:
    """How much of what a level of findings or the quality of the data counts could not be looked for, in words.

    Without the columns for it, data looks better than it is.
    """
    levels = (Level.ERROR, Level.WARNING) if check.metric == DATA_QUALITY else (check.finding,)
    of_files = {each.code.code for each in DATA_CHECKS if each.of_files and check.metric == DATA_QUALITY}
    lacking = [
        needs for code, needs in found.not_run.items() if found.catalog[code].level in levels and code not in of_files
    ]
    unjudged = _unjudged(found) if Level.WARNING in levels else None
    told = () if unjudged is None else (unjudged,)
    if not lacking:
        return told
    number = "1 data check" if len(lacking) == 1 else f"{len(lacking)} data checks"
    why = f"{number} could not be run, and so found nothing, for lack of {', '.join(dict.fromkeys(lacking))}"
    return (why, *told)


def _of(name: str, place: Place | None, found: Evidence) -> Iterable[Finding]:
    if name in {level.value for level in Level}:
        return (each for each in found.findings if each.level.value == name)
    if name not in found.catalog:
        where = f"{place}: " if place else ""
        raise SpecProblem(f"{where}a check names {name}, which is no finding; docs/findings.md lists them")
    return (each for each in found.findings if each.code == name)


def _title(name: str, found: Evidence) -> str:
    code = found.catalog.get(name)
    return code.title if code else f"Findings of level {name}"


def _means(name: str, found: Evidence) -> str:
    code = found.catalog.get(name)
    return code.means if code else f"All findings of level {name}, of the rows and of the data checks."
