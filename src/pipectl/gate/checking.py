"""Holds a pipeline to its checks: what was asked, what was measured, what is missing, and whose it is."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from ..checks.behind import behind
from ..checks.judging import Before, Part, judge, judge_groups, no_group
from ..domain.check import Check
from ..domain.currencies import Currencies, carried
from ..domain.errors import SpecProblem, UsageProblem
from ..domain.finding import Place
from ..domain.kept import Asked, Kept, Was
from ..domain.opportunity import Opportunity
from ..domain.pipeline import Pipeline
from ..domain.result import Measure
from ..domain.spec import PipelineSpec
from ..domain.verdict import CheckLine, CheckResult, Verdict
from ..engines.rows import Key
from ..metrics.catalog import CHECKED
from ..metrics.metric import Metric
from ..report.selecting import selected
from ..report.whole import build_report
from ..views import Question
from .coverage import coverage_ahead
from .evidence import DATA_QUALITY, Evidence, judge_findings, not_looked_for
from .fitting import of_nothing, why_nothing_fits
from .known import Known
from .sheet import Sheet
from .waiving import NO_PASS, left_out, waivers_for

if TYPE_CHECKING:
    from ..history.chronicle import Chronicle

_SPOILING = ("overdue", "stalled", "decayed", "lost")
_NOBODY = frozenset[str]()


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
        if name in CHECKED:
            return CHECKED[name]
        from difflib import get_close_matches

        known = (*CHECKED, DATA_QUALITY)
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
    chronicle: "Chronicle | None" = None
    """The past, where there is any."""


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
    built_in, past = given.built_in_stages, given.chronicle
    whole = build_report(given.pipeline, given.spec, given.question, built_in_stages=built_in, chronicle=past)
    told = {note for line in lines for note in line.notes}
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
        notes=tuple(note for note in whole.notes if note not in told),
        see_findings=whole.see_findings,
        currencies=whole.currencies,
        waivers=gate.waivers.lines,
        measures=gate.measures,
        coverage=coverage_ahead(given.pipeline, given.spec, given.question),
        warn_only=warn_only,
        explained=explained,
    )


class _Gate:
    """One run over all checks; what several of them ask is answered once."""

    def __init__(self, given: Given) -> None:
        self._given = given
        self._sheets: dict[Question, Sheet] = {}
        self._known = Known(given.kept, _currency(given))
        self.measures: dict[Asked, Was] = {}
        selection = self._sheet(given.question._replace(repeat=())).selection if given.spec.waivers else ()
        findings = given.evidence.all_of_it if given.evidence else ()
        places, data = given.waiver_places, given.pipeline
        self.waivers = waivers_for(given.spec, given.question, places, selection, findings, data)

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
            yield replace(self._held(ask, evidence.quality), notes=not_looked_for(check, evidence))
        else:
            yield judge_findings(ask.check, ask.place, evidence, self.waivers)

    def _sheet(self, question: Question) -> Sheet:
        if question not in self._sheets:
            # Of those that leave some out, many may be tried: the last alone is asked again.
            self._sheets = {asked: sheet for asked, sheet in self._sheets.items() if not asked.without}
            self._sheets[question] = Sheet(self._given.pipeline, self._given.spec, question, self._given.chronicle)
        return self._sheets[question]

    def _measured(self, ask: Ask, metric: Metric) -> Iterator[CheckLine]:
        whole = self._asked(ask, _NOBODY)
        lines = self._lines(ask, metric, whole, _NOBODY)
        missed = {key for key, line in lines.items() if line.verdict in NO_PASS}
        # What spoils a rate is what there is to waive of it, else what it is made of.
        waivable = (metric.behind,) if metric.behind in _SPOILING else metric.made_of
        known = whole.members(waivable, whole.selection) if missed and self._given.spec.waivers else ()
        named = self.waivers.named(ask.check, known)
        waived = frozenset[str]().union(*named.values())
        waived &= {each.key for each in known if ask.by is None or whole.group_of(each) in missed}
        without = _NOBODY
        if waived:
            without = left_out(lambda some: self._lines(ask, metric, whole, some), sorted(waived))
            lines = self._lines(ask, metric, whole, without)
        self.waivers.use(named, without)
        sheet, why = self._asked(ask, without), self._why_empty(ask, whole)
        for line in lines.values():
            told = self._told(line, ask, metric, sheet, [each for each in known if each.key in without])
            yield of_nothing(told, ask.check, why) if why else told

    def _why_empty(self, ask: Ask, whole: Sheet) -> str:
        if whole.selection or not ask.check.where:
            return ""
        given = self._given
        return why_nothing_fits(ask.check, ask.question, given.question, given.pipeline, given.spec)

    def _asked(self, ask: Ask, without: frozenset[str]) -> Sheet:
        return self._sheet(ask.question._replace(repeat=(), expected=self._expected(ask), without=without))

    def _lines(self, ask: Ask, metric: Metric, whole: Sheet, without: frozenset[str]) -> dict[Key, CheckLine]:
        """The lines of a check without some opportunities, by group; the groups are those of the whole."""
        check, by, sheet = ask.check, ask.by, self._asked(ask, without)
        if by is None:
            return {None: self._held(ask, sheet.measure(metric), without)}
        parts = [
            Part(
                key,
                sheet.measure(metric, key, of_group=True),
                sheet.made_of(metric, key, of_group=True),
                sheet.is_idle(key),
                sheet.is_unpaid(key),
                self._before(ask, key, without),
            )
            for key in whole.groups()
        ]
        for part in parts:
            self._keep(ask, part.measure, part.key, without)
        lines = judge_groups(check, parts, by) if parts else (no_group(check, sheet.measure(metric), by),)
        return {line.key: line for line in lines}

    def _held(self, ask: Ask, measure: Measure, without: frozenset[str] = _NOBODY) -> CheckLine:
        self._keep(ask, measure, None, without)
        return judge(ask.check, measure, self._before(ask, None, without))

    def _keep(self, ask: Ask, measure: Measure, key: Key, without: frozenset[str]) -> None:
        if measure.value is not None:
            was = Was(measure.value, measure.numerator, measure.denominator)
            self.measures[_known_by(ask, key, without)] = was

    def _before(self, ask: Ask, key: Key, without: frozenset[str]) -> Before:
        return self._known.before(_known_by(ask, key, without))

    def _expected(self, ask: Ask) -> tuple[Key, ...]:
        """The groups that the baseline has of a check, nobody's among them: one that is gone is no pass."""
        return () if ask.by is None else self._known.groups(_known_by(ask, None))

    def _told(
        self, line: CheckLine, ask: Ask, metric: Metric, sheet: Sheet, waived: Sequence[Opportunity]
    ) -> CheckLine:
        """The line with what stands behind it where it is no pass, or with what waives it."""
        whole = line.by is None
        theirs = waived if whole else [each for each in waived if sheet.group_of(each) == line.key]
        line = replace(line, left_out=len(theirs), notes=sheet.notes(metric) if whole else ())
        if line.verdict not in NO_PASS:
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


def _currency(given: Given) -> str | None:
    """What the money that is asked about is in; None where nothing says so."""
    pipeline, spec = given.pipeline, given.spec
    asked, *_ = selected(pipeline, spec, given.question)
    return Currencies(spec.currency, carried(pipeline)).the_one(carried(asked))


def _known_by(ask: Ask, key: Key, without: frozenset[str] = _NOBODY) -> Asked:
    """What the measure of a check, or of one group of it, is known by."""
    metric, question = ask.metric, ask.question
    return Asked(
        ask.check.subject,
        question.period.key if metric is not None and metric.of_period else None,
        tuple(sorted({rule.key for rule in question.rules})),
        ask.by,
        key,
        question.lookback.key if metric is not None and metric.of_lookback else None,
        ask.check.name,
        tuple(sorted(without)),
    )
