"""Holds a pipeline to its checks: what was asked, what was measured, what is missing, and whose it is."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from ..checks.behind import behind
from ..checks.bounds import exact_ratio
from ..checks.judging import Before, Part, judge, judge_groups, no_group
from ..checks.waivers import Waivers
from ..domain.check import Check
from ..domain.currencies import carried
from ..domain.errors import SpecProblem, UsageProblem
from ..domain.finding import Place
from ..domain.kept import Asked, Kept, Was
from ..domain.opportunity import Opportunity
from ..domain.pipeline import Pipeline
from ..domain.spec import PipelineSpec
from ..domain.verdict import CheckLine, CheckResult, Verdict
from ..metrics.catalog import METRICS
from ..metrics.metric import Metric
from ..report.whole import build_report
from ..views import Question
from .coverage import coverage_ahead
from .evidence import DATA_QUALITY, Evidence, judge_findings
from .sheet import Sheet

_SPOILING = ("overdue", "stalled", "decayed", "lost")
_NO_PASS = (Verdict.FAILED, Verdict.WARNED, Verdict.UNDEFINED)


class Ask(NamedTuple):
    """A check with what it asks: its own period, grouping and filters."""

    check: Check
    question: Question
    place: Place | None = None
    """Where in pipeline.yaml it stands."""

    @property
    def metric(self) -> Metric | None:
        """The metric it is about; None where it counts findings, or is about the quality they make.

        Raises:
            SpecProblem: there is no such metric.
        """
        name = self.check.metric
        if name is None or name == DATA_QUALITY:
            return None
        if name in METRICS:
            return METRICS[name]
        from difflib import get_close_matches

        known = (*METRICS, DATA_QUALITY)
        close = get_close_matches(name, known, n=1)
        hint = f"did you mean {close[0]}?" if close else f"name one of {', '.join(known)}"
        raise SpecProblem(f"check of {name!r}: there is no such measure; {hint}")

    @property
    def by(self) -> str | None:
        """What it is grouped by, as the data names it."""
        return self.question.by[0] if self.check.by is not None else None


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
    whole = build_report(given.pipeline, given.spec, given.question, built_in_stages=given.built_in_stages)
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


def measures_of(lines: Sequence[CheckLine], lookback: str) -> dict[Asked, Was]:
    """What a baseline keeps of the measures of some lines; `lookback` is the key of what rates are learnt from."""
    return {
        Asked(line.subject, line.period and line.period.key, line.filters, line.by, line.key, lookback, line.name): Was(
            line.measured, line.numerator, line.denominator
        )
        for line in lines
        if line.measured is not None and not line.is_finding
    }


class _Gate:
    """One run over all checks; what several of them ask is answered once."""

    def __init__(self, given: Given) -> None:
        self._given = given
        self._sheets: dict[Question, Sheet] = {}
        self.waivers = Waivers(given.spec.waivers, given.question.as_of, given.waiver_places)

    def lines(self, ask: Ask) -> Iterator[CheckLine]:
        """The lines of one check: one, or one a group."""
        of_period = ask.metric is not None and ask.metric.of_period
        period = ask.question.period if of_period else None
        for line in self._judged(ask):
            yield replace(line, place=ask.place, period=period, filters=ask.question.filters)

    def _judged(self, ask: Ask) -> Iterator[CheckLine]:
        check, evidence = ask.check, self._given.evidence
        if ask.metric is not None:
            yield from self._measured(ask, ask.metric)
        elif evidence is None:
            raise AssertionError(f"nothing was looked for, which {check.subject} counts")
        elif check.finding is None:
            yield judge(check, evidence.quality, self._before(ask, None))
        else:
            yield judge_findings(ask.check, ask.place, evidence, self.waivers)

    def _sheet(self, question: Question) -> Sheet:
        if question not in self._sheets:
            self._sheets[question] = Sheet(self._given.pipeline, self._given.spec, question)
        return self._sheets[question]

    def _measured(self, ask: Ask, metric: Metric) -> Iterator[CheckLine]:
        whole = self._sheet(ask.question._replace(repeat=(), expected=self._expected(ask)))
        # What spoils a rate is what there is to waive of it, else what it is made of.
        waivable = (metric.behind,) if metric.behind in _SPOILING else metric.made_of
        known = whole.members(waivable, whole.selection) if self._given.spec.waivers else ()
        without = self.waivers.left_out(ask.check, known)
        sheet = (
            whole
            if not without
            else self._sheet(ask.question._replace(repeat=(), expected=self._expected(ask), without=without))
        )
        for line in self._lines(ask, metric, sheet):
            yield self._told(line, ask, metric, sheet, [each for each in known if each.key in without])

    def _lines(self, ask: Ask, metric: Metric, sheet: Sheet) -> Sequence[CheckLine]:
        check, by = ask.check, ask.by
        if by is None:
            return (judge(check, sheet.measure(metric), self._before(ask, None)),)
        parts = [
            Part(
                key,
                sheet.measure(metric, key, of_group=True),
                sheet.made_of(metric, key, of_group=True),
                sheet.is_idle(key),
                self._before(ask, key),
            )
            for key in sheet.groups()
        ]
        return judge_groups(check, parts, by) if parts else (no_group(check, sheet.measure(metric), by),)

    def _expected(self, ask: Ask) -> tuple[str, ...]:
        """The groups that the baseline has of a check: one that is gone is no pass."""
        if self._given.kept is None or ask.by is None:
            return ()
        return tuple(
            asked.key
            for asked in self._given.kept.measures
            if asked.key is not None and asked == _known_by(ask, asked.key)
        )

    def _told(
        self, line: CheckLine, ask: Ask, metric: Metric, sheet: Sheet, waived: Sequence[Opportunity]
    ) -> CheckLine:
        """The line with what stands behind it where it is no pass, or with what waives it."""
        whole = line.by is None
        line = replace(
            line, left_out=len(waived if whole else [each for each in waived if sheet.is_of(each, line.key)])
        )
        if line.verdict not in _NO_PASS:
            return line
        waiver = self.waivers.of_owner(ask.check, line.key) if line.by == "owner" else None
        if waiver is not None:
            return replace(line, verdict=Verdict.WAIVED, waiver=waiver)
        if line.gap is None or metric.behind is None:
            return line
        # What is over can't be mended any more.
        end = ask.question.period.end
        is_over = metric.of_period and end is not None and end <= ask.question.as_of
        found = sheet.members((metric.behind,), sheet.selection if whole else sheet.group(line.key))
        told = behind(metric.behind, found, mixed=len(carried(found)) > 1)
        return replace(line, behind=told, way=None if is_over else line.way)

    def _before(self, ask: Ask, key: str | None) -> Before:
        """What the baseline has for a line, or why it has nothing."""
        kept = self._given.kept
        if kept is None:
            return Before(None, "there is no baseline; write one with --write-baseline and name it with --baseline")
        asked = _known_by(ask, key)
        was = kept.measures.get(asked)
        if was is not None:
            return Before(exact_ratio(*was), day=kept.as_of)
        alike = any(one.metric == asked.metric and one.filters != asked.filters for one in kept.measures)
        why = "with other filters alone; ask for what was asked for then" if alike else "not"
        of = f" of {asked.period}" if asked.period else ""
        return Before(None, f"the baseline has {asked.metric}{of} {why}{'' if alike else _ANEW}")


_ANEW = "; write it anew with --write-baseline"


def _known_by(ask: Ask, key: str | None) -> Asked:
    """What the measure of a check, or of one group of it, is known by."""
    metric, question = ask.metric, ask.question
    period = question.period.key if metric is not None and metric.of_period else None
    return Asked(ask.check.subject, period, question.filters, ask.by, key, question.lookback.key, ask.check.name)
