"""The whole answer about leads: figures of the period, by source and other groups, and by month of creation."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from ..checks.lead_checks import check_leads, settle_disputes
from ..domain.cells import loose, usual_spellings
from ..domain.currencies import Currencies, carried
from ..domain.errors import NothingToReport, UsageProblem
from ..domain.finding import Findings
from ..domain.lead import Lead, LeadBook
from ..domain.leads import MOST_MONTHS, LeadLine, Leads
from ..domain.ledger import Ledger
from ..domain.period import Period
from ..domain.pipeline import FileAccount, Pipeline, RowCount
from ..domain.rule import Rule
from ..domain.spec import PipelineSpec
from ..domain.values import Undefined, Unit
from ..engines.record_names import RecordNames, set_aside
from ..engines.working_time import WorkingTime
from ..metrics.handover import Handed, handed
from ..metrics.lead_sight import Judged, clock, judge
from ..metrics.leads import NO_CONVERSION, NO_RESPONSE, NO_SCORE
from ..metrics.targets import EVERYBODY, Whose, targets_for, whose, within_group
from .lead_lines import Ways, by_month, line, ripe_of, ripened
from .lead_notes import notes
from .lead_scores import ScoreQuestion, scales_of, scores_of

#: What leads can be grouped by.
GROUPINGS = ("source", "owner", "team", "status", "month")
_MINUTES = {"m": 1, "h": 60, "d": 24 * 60}


class LeadQuestion(NamedTuple):
    """What is asked of leads."""

    as_of: date
    period: Period
    by: tuple[str, ...] = ()
    rules: tuple[Rule, ...] = ()
    filters: tuple[str, ...] = ()
    """The same rules in words."""
    is_period_named: bool = False
    """Whether the period was asked for, so that conversion is that of its leads."""
    scores: ScoreQuestion = ScoreQuestion()


class LeadSources(NamedTuple):
    """What the answer is made from."""

    book: LeadBook
    files: tuple[FileAccount, ...]
    findings: Findings
    pipeline: Pipeline | None = None
    """The opportunities, where an export of them is at hand."""
    hours: WorkingTime | None = None
    """The hours that response times are counted in; None for all of them."""
    said_hours: str = "all hours"
    """The same in words."""


def build_leads(told: LeadSources, spec: PipelineSpec, question: LeadQuestion) -> Leads:
    """Everything about the leads that are asked for.

    Raises:
        NothingToReport: filters leave no lead.
        UsageProblem: the question names something that the files don't have.
    """
    ledger, groupings = Ledger(), _groupings(question.by, told.book)
    currencies = Currencies(spec.currency, carried(told.pipeline or ()))
    known = RecordNames(told.pipeline or (), () if told.pipeline is None else set_aside(told.pipeline))
    settled = settle_disputes(told.book.leads, known, ledger)
    there = check_leads(settled, question.as_of, ledger)
    by_clock = clock(told.book.leads, question.as_of, told.hours, _span(spec.leads.respond_within), spec.time_zone)
    scales = scales_of(spec.leads.scores, told.book, told.files, question.as_of)
    judged = scales.scored(judge(lead, by_clock) for lead in _chosen(there, question))
    inside = [each for each in judged if each.lead.created.day in question.period]
    # Among all leads: filters move no opportunity from one to another.
    became = None if told.pipeline is None else handed(there, known, currencies, question.as_of, ledger)
    ways, of_period = _ways(told, spec, question, judged, became), question.is_period_named
    months = tuple(by_month(judged, question.as_of, question.period, ways))
    groups = [_grouped(by, inside, told.book.leads, question, ways, spec) for by in groupings]
    whole = line(None, None, inside, ways, whose(question.rules))
    some = inside if of_period else judged
    ripe = ripe_of(some, None if of_period else months, ways)
    return Leads(
        pipeline=spec.name,
        currency=currencies.the_one(currencies.of_all),
        as_of=question.as_of,
        period=question.period,
        filters=question.filters,
        within=spec.leads.respond_within,
        hours=told.said_hours,
        matures_after=_matures_after(spec),
        rows=sum((account.rows for account in told.files), RowCount()),
        files=told.files,
        whole=ripened(whole, some, ripe, ways),
        is_conversion_of_period=of_period,
        groups=tuple(each for group in groups for each in group),
        months=months,
        opportunities=None if told.pipeline is None else tuple(account.name for account in told.pipeline.files),
        notes=tuple(
            notes(
                told.book,
                judged,
                by_clock,
                spec,
                is_running=whole.is_running and "converted" in told.book.fields,
                pipeline=told.pipeline,
                older=months[:-MOST_MONTHS],
                paid=question.period if whole.spend is not None and question.as_of in question.period else None,
            )
        ),
        scores=scores_of(scales, judged, inside, ripe, question.scores, _matures_after(spec)),
        spend_without_source=None if question.rules else ways.targets.unassigned(EVERYBODY) or None,
        findings=told.findings + ledger.findings([account.name for account in told.files]),
    )


def _groupings(asked: Sequence[str], book: LeadBook) -> tuple[str, ...]:
    """By source where the files have it, and what is asked for."""
    for name in asked:
        if name not in GROUPINGS:
            raise UsageProblem(f"--by {name!r} is nothing that leads are grouped by; name {', '.join(GROUPINGS)}")
        if name != "month" and name not in book.fields:
            raise UsageProblem(
                f"--by {name}: the leads have no column for it; name one in pipeline.yaml under leads: columns: {name}"
            )
    own = ("source",) if "source" in book.fields else ()
    return tuple(dict.fromkeys((*own, *asked)))


def _chosen(leads: Sequence[Lead], question: LeadQuestion) -> list[Lead]:
    found = [lead for lead in leads if all(rule.holds(value_of(lead, rule.field)) for rule in question.rules)]
    if question.rules and not found:
        raise NothingToReport(f"no lead is left after the filters ({'; '.join(question.filters)}); loosen them")
    return found


def value_of(lead: Lead, field: str) -> str | date | None:
    """The value of a field as filters compare it: text, or the day it was."""
    if field == "created":
        return lead.created.day
    if field == "first_response":
        return None if lead.first_response is None else lead.first_response.day
    found: str | date | None = getattr(lead, field)
    return found


def _span(text: str | None) -> timedelta | None:
    return None if text is None else timedelta(minutes=int(text[:-1]) * _MINUTES[text[-1]])


def _matures_after(spec: PipelineSpec) -> int:
    return int(spec.leads.matures_after.removesuffix("d"))


def _ways(
    told: LeadSources,
    spec: PipelineSpec,
    question: LeadQuestion,
    judged: Sequence[Judged],
    opportunities: Handed | None,
) -> Ways:
    fields = told.book.fields
    missing = {} if "first_response" in fields else {"first_response": NO_RESPONSE}
    missing |= {} if "converted" in fields else {"converted": NO_CONVERSION}
    missing |= {} if spec.leads.scores else {"score": NO_SCORE}
    answered = [each for each in judged if each.days is not None]
    in_days = bool(answered) and all(each.took is None for each in answered)
    return Ways(
        Unit.DAYS if in_days else Unit.HOURS,
        spec.leads.respond_within,
        missing,
        targets_for(spec, question.period, question.as_of),
        opportunities,
        question.as_of - timedelta(days=_matures_after(spec)),
    )


def _grouped(
    by: str,
    some: Sequence[Judged],
    leads: Sequence[Lead],
    question: LeadQuestion,
    ways: Ways,
    spec: PipelineSpec,
) -> list[LeadLine]:
    """A line for each group, the one of most leads first; of sources also those that money was spent on for nothing."""
    read = _reader(by, leads)
    parts: dict[str | None, list[Judged]] = {}
    for each in some:
        parts.setdefault(read(each.lead), []).append(each)
    if by == "source" and not question.rules:
        known = {loose(key) for key in parts if key is not None}
        spent = {loose(each.source): each.source for each in spec.spend if each.source}
        parts |= {name: [] for key, name in spent.items() if key not in known and _is_spent_on(name, ways)}
    ordered = sorted(parts.items(), key=lambda one: (one[0] is None, _rank(by, one[0], len(one[1])), one[0] or ""))
    selection = whose(question.rules)
    return [line(by, key, part, ways, within_group(selection, by, key)) for key, part in ordered]


def _is_spent_on(source: str, ways: Ways) -> bool:
    return not isinstance(ways.targets.spend(Whose("source", (source,))), Undefined)


def _rank(by: str, key: str | None, count: int) -> tuple[int, str]:
    """Months by time, other groups by their number of leads."""
    return (0, key or "") if by == "month" else (-count, "")


def _reader(by: str, leads: Iterable[Lead]) -> Callable[[Lead], str | None]:
    """The group of a lead; what differs by case and space alone is one."""
    if by == "month":
        return lambda lead: lead.month
    usual = usual_spellings(getattr(lead, by) for lead in leads)

    def group(lead: Lead) -> str | None:
        text: str | None = getattr(lead, by)
        return text if text is None else usual.get(text, text)

    return group
