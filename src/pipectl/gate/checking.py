"""Holds a pipeline to its checks: what was asked, what was measured, what is missing, and whose it is."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from ..checks.behind import TALLIES, behind, members
from ..checks.bounds import exact_ratio
from ..checks.judging import Before, judge, judge_groups
from ..checks.waivers import Waivers
from ..domain.check import Check
from ..domain.currencies import carried
from ..domain.errors import SpecProblem, UsageProblem
from ..domain.finding import Place
from ..domain.kept import Asked, Kept, Was
from ..domain.opportunity import Opportunity
from ..domain.pipeline import Pipeline
from ..domain.result import Measure, Report
from ..domain.spec import PipelineSpec
from ..domain.verdict import CheckLine, CheckResult, Verdict
from ..engines.keys import grouping, resolve
from ..engines.membership import Scope
from ..report import build_report, selected
from ..views import Question
from .coverage import coverage_ahead
from .evidence import DATA_QUALITY, Evidence, judge_findings, judge_quality

#: Measures that speak of the period, so that those of two periods are not compared.
OF_PERIOD = frozenset(
    (
        "quota_attainment",
        "coverage",
        "remaining_coverage",
        "weighted_coverage",
        "due_amount",
        "weighted_due",
        "won_amount",
        "cost_per_opportunity",
    )
)


_NO_PASS = (Verdict.FAILED, Verdict.WARNED, Verdict.UNDEFINED)


class Ask(NamedTuple):
    """A check with what it asks: its own period, grouping and filters."""

    check: Check
    question: Question
    place: Place | None = None
    """Where in pipeline.yaml it stands."""


class Given(NamedTuple):
    """Everything that checks are held against."""

    pipeline: Pipeline
    spec: PipelineSpec
    question: Question
    """What is asked on the command line; the coverage ahead speaks of it."""
    built_in_stages: bool = False
    evidence: Evidence | None = None
    """Needed where a check is about findings or the quality of the data."""
    kept: Kept | None = None
    """The baseline, where one was given."""
    waiver_places: tuple[Place, ...] = ()


def build_check(given: Given, asks: Sequence[Ask], *, warn_only: bool = False, explained: bool = False) -> CheckResult:
    """The verdict of every check, in the order given.

    Raises:
        UsageProblem: there is nothing to check, or a check asks for what the data does not have.
        SpecProblem: a check names a measure or a finding that does not exist.
    """
    if not asks:
        raise UsageProblem("there is nothing to check; add checks to pipeline.yaml or give --min-coverage")
    gate = _Gate(given)
    lines = tuple(line for ask in asks for line in gate.lines(ask))
    whole = gate.report(given.question)
    return CheckResult(
        pipeline=whole.pipeline,
        currency=whole.currency,
        as_of=whole.as_of,
        period=whole.period,
        filters=whole.filters,
        lines=lines,
        rows=whole.rows,
        selected=whole.selected,
        findings=whole.findings,
        notes=whole.notes,
        see_findings=whole.see_findings,
        currencies=whole.currencies,
        waivers=gate.waivers.lines,
        coverage=coverage_ahead(given.pipeline, given.spec, given.question),
        warn_only=warn_only,
        explained=explained,
    )


def measures_of(lines: Sequence[CheckLine]) -> dict[Asked, Was]:
    """What a baseline keeps of the measures of some lines."""
    return {
        _known_by(line.subject, line.period and line.period.key, line.filters, line.by, line.key): Was(
            line.measured, line.numerator, line.denominator
        )
        for line in lines
        if line.measured is not None and not line.is_finding
    }


class _Gate:
    """One run over all checks; reports that several of them need are built once."""

    def __init__(self, given: Given) -> None:
        self._given = given
        self._reports: dict[Question, Report] = {}
        self.waivers = Waivers(given.spec.waivers, given.question.as_of, given.waiver_places)

    def report(self, question: Question) -> Report:
        """Every figure of a question."""
        question = question._replace(repeat=self._given.question.repeat)
        if question not in self._reports:
            built_in = self._given.built_in_stages
            report = build_report(self._given.pipeline, self._given.spec, question, built_in_stages=built_in)
            self._reports[question] = report
        return self._reports[question]

    def lines(self, ask: Ask) -> Iterator[CheckLine]:
        """The lines of one check: one, or one a group."""
        for line in self._judged(ask):
            yield replace(line, place=ask.place)

    def _judged(self, ask: Ask) -> Iterator[CheckLine]:
        check, evidence = ask.check, self._given.evidence
        if check.finding is None and check.metric != DATA_QUALITY:
            yield from self._measured(ask)
        elif evidence is None:
            raise AssertionError(f"nothing was looked for, which {check.subject} counts")
        elif check.finding is None:
            yield judge_quality(check, evidence, self._before(ask, None, None))
        else:
            yield judge_findings(check, evidence, self.waivers)

    def _measured(self, ask: Ask) -> Iterator[CheckLine]:
        metric = ask.check.subject
        selection, scope, _ = selected(self._given.pipeline, self._given.spec, ask.question)
        known = members(metric, selection, scope) if metric in TALLIES else selection
        without = self.waivers.left_out(ask.check, known)
        report = self.report(ask.question._replace(without=without))
        selection = tuple(each for each in selection if each.key not in without)
        for line in self._lines(ask, report):
            yield self._told(replace(line, left_out=len(without)), ask, selection, scope)

    def _lines(self, ask: Ask, report: Report) -> Sequence[CheckLine]:
        check = ask.check
        if check.by is None:
            measure = _measure(report, check.subject)
            if not report.selected:
                measure = measure._replace(value=None, undefined="no opportunity is left after its filters")
            return (judge(check, measure, self._before(ask, None, None)),)
        by = resolve(check.by, self._given.pipeline, "check by")
        groups = [group for group in report.groups if group.by == by]
        _measure(report, check.subject)
        return judge_groups(check, groups, check.subject, [self._before(ask, by, group.key) for group in groups])

    def _told(self, line: CheckLine, ask: Ask, selection: Sequence[Opportunity], scope: Scope) -> CheckLine:
        """The line with what stands behind it where it is no pass, or with what waives it."""
        of_period = line.subject in OF_PERIOD
        line = replace(line, period=ask.question.period if of_period else None, filters=ask.question.filters)
        if line.verdict not in _NO_PASS:
            return line
        waiver = self.waivers.of_owner(ask.check, line.key) if line.by == "owner" else None
        if waiver is not None:
            return replace(line, verdict=Verdict.WAIVED, waiver=waiver)
        if line.gap is None:
            return line
        found = members(line.subject, self._of_group(line, selection), scope)
        return replace(line, behind=behind(line.subject, found, mixed=len(carried(found)) > 1))

    def _of_group(self, line: CheckLine, selection: Sequence[Opportunity]) -> Sequence[Opportunity]:
        if line.by is None:
            return selection
        key_of = grouping(line.by, self._given.spec.fiscal_year_starts)
        return [each for each in selection if key_of(each) == line.key]

    def _before(self, ask: Ask, by: str | None, key: str | None) -> Before:
        """What the baseline has for a line, or why it has nothing."""
        kept = self._given.kept
        if kept is None:
            return Before(None, "there is no baseline; write one with --write-baseline and name it with --baseline")
        check, question = ask.check, ask.question
        period = question.period.key if check.subject in OF_PERIOD else None
        was = kept.measures.get(_known_by(check.subject, period, question.filters, by, key))
        if was is None:
            of = f" for {period}" if period else ""
            return Before(None, f"the baseline has no {check.subject}{of}; write it anew with --write-baseline")
        return Before(exact_ratio(*was))


def _known_by(metric: str, period: str | None, filters: tuple[str, ...], by: str | None, key: str | None) -> Asked:
    return Asked(metric, period, filters, by, key)


def _measure(report: Report, key: str) -> Measure:
    known = {measure.key: measure for measure in report.measures}
    if key in known:
        return known[key]
    from difflib import get_close_matches

    close = get_close_matches(key, known, n=1)
    hint = f"did you mean {close[0]}?" if close else f"name one of {', '.join(known)}"
    raise SpecProblem(f"check of {key!r}: there is no such measure; {hint}")
