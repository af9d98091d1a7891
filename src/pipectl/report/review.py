"""The meeting about the pipeline, assembled from the report, what changed, and the funnel."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from ..domain.cells import usual_spellings
from ..domain.changes import Changes
from ..domain.currencies import Currencies, carried
from ..domain.errors import UsageProblem
from ..domain.finding import SEE_FINDINGS
from ..domain.pipeline import Pipeline
from ..domain.result import Report
from ..domain.review import Action, Commits, Headline, Review, Since, SinceHow
from ..domain.rule import Rule, Test
from ..domain.spec import PipelineSpec
from ..metrics.planning import NO_HISTORY
from ..review.actions import actions
from ..review.commits import Sought, commits
from ..review.lessons import lessons
from ..views import Question
from .remembering import listed_with, trails_of
from .review_people import OWNER, build_people, whole_by
from .review_sections import Seen, lately, risks, slipped, stood_in, stuck
from .selecting import selected
from .whole import build_report

if TYPE_CHECKING:
    from ..history.chronicle import Chronicle

#: Opportunities that a section names where nothing else is asked for.
SHOWN = 5
#: How far is looked back where nothing tells of a last time: a week; where nothing was decided in it, a month.
WEEK, MONTH = 7, 30


def build_review(
    pipeline: Pipeline,
    spec: PipelineSpec,
    question: Question,
    *,
    since: date | None = None,
    shown: int = SHOWN,
    built_in_stages: bool = False,
    chronicle: "Chronicle | None" = None,
) -> Review:
    """Every section of the meeting, `shown` opportunities each; sums and counts speak of all.

    `since` is the day of the last one; left out, that of the last look before as-of. `chronicle` is what history tells.

    Raises:
        UsageProblem: the question filters by something that is not in the data, or `since` is not before as-of.
    """
    if since is not None and since >= question.as_of:
        raise UsageProblem(f"--since {since} is not before {question.as_of}, the day spoken about; name an earlier day")
    seen = _seen(pipeline, spec, question, shown, chronicle, built_in_stages=built_in_stages)
    last = _since(since, seen)
    change, no_change = _changed(seen, last)
    report, only = seen.report, _only(question)
    return Review(
        pipeline=spec.name,
        currency=report.currency,
        as_of=question.as_of,
        period=question.period,
        lookback=question.lookback,
        filters=question.filters,
        one_to_one=only,
        selected=report.selected,
        rows=report.rows,
        since=last,
        headline=_headline(report),
        change=change,
        no_change=no_change,
        commits=_commits(seen),
        risks=risks(seen),
        slipped=slipped(seen, change, no_change, last),
        stuck=stuck(seen),
        lessons=lessons(lately(seen, last), stood_in(seen), seen.scope, pipeline.fields, seen.currencies, shown),
        people=build_people(pipeline, spec, *_team(seen), only),
        actions=_next(seen, only),
        notes=report.notes,
        findings=report.findings,
        past_findings=report.past_findings,
        see_findings=question.hint(SEE_FINDINGS),
    )


def _next(seen: Seen, only: tuple[str, ...]) -> tuple[Action, ...]:
    """What to do next, by owners as they are spelled most often."""
    report, usual = seen.report, usual_spellings(each.owner for each in seen.pipeline)
    named = (each._replace(owner=usual.get(each.owner or "", each.owner)) for each in report.attention)
    who = tuple(usual.get(each, each) for each in only)
    return actions(named, report.next_step, who, report.currency, seen.currencies)


def _seen(
    pipeline: Pipeline,
    spec: PipelineSpec,
    question: Question,
    shown: int,
    chronicle: "Chronicle | None",
    *,
    built_in_stages: bool,
) -> Seen:
    asked = question._replace(by=whole_by(pipeline))
    report = build_report(pipeline, spec, asked, built_in_stages=built_in_stages, chronicle=chronicle, kept=None)
    selection, scope, _ = selected(pipeline, spec, question)
    currencies = Currencies(spec.currency, carried(pipeline))
    looked_at = {each.place: each for each in report.attention}
    return Seen(pipeline, spec, asked, report, selection, scope, currencies, chronicle, shown, looked_at)


def _is_owner(rule: Rule) -> bool:
    """Whether it is what `--owner` asks: no other filter names several that may be one."""
    return rule.field == OWNER and rule.test is Test.ONE_OF


def _only(question: Question) -> tuple[str, ...]:
    """The owners that the meeting is with, where it is with some alone."""
    values = (rule.value for rule in question.rules if _is_owner(rule))
    return tuple(name for value in values if isinstance(value, tuple) for name in value)


def _team(seen: Seen) -> tuple[Question, Report]:
    """What is asked of the team, and its report: the same without the owners."""
    if not _only(seen.question):
        return seen.question, seen.report
    # One filter may be several rules, and nothing here says the words again.
    kept = tuple(rule for rule in seen.question.rules if not _is_owner(rule))
    team = seen.question._replace(rules=kept, filters=())
    return team, build_report(seen.pipeline, seen.spec, team, kept=0)


def _since(since: date | None, seen: Seen) -> Since:
    """The day that was named, else that of the last look; else a week ago, a month where nothing closed in it."""
    as_of = seen.question.as_of
    if since is not None:
        return Since(since, SinceHow.ASKED, (as_of - since).days)
    looks = [] if seen.chronicle is None else [day for day in seen.chronicle.seen if day < as_of]
    if looks:
        return Since(looks[-1], SinceHow.LAST_LOOK, (as_of - looks[-1]).days)
    closes = [day for each in seen.selection if (day := each.close_date) is not None]
    week = as_of - timedelta(days=WEEK)
    back = WEEK if any(week < day <= as_of for day in closes) else MONTH
    return Since(as_of - timedelta(days=back), SinceHow.DAYS, back)


def _changed(seen: Seen, last: Since) -> tuple[Changes | None, str | None]:
    """What became of what was open and due; or why nothing tells."""
    if seen.chronicle is None:
        return None, NO_HISTORY
    from .changes import build_changes

    try:
        asked = seen.question._replace(by=())
        return build_changes(seen.chronicle, seen.pipeline, seen.spec, asked, last.day, shown=seen.shown), None
    except UsageProblem as problem:
        return None, str(problem)


def _commits(seen: Seen) -> Commits:
    """What is called certain, with what the past tells of it as of everything else that is open."""
    sought = Sought(seen.scope, seen.spec, seen.pipeline.fields, seen.currencies)
    found = commits(seen.selection, seen.looked_at, sought, seen.shown)
    places = {each.deal.place for each in found.shown}
    some = [each for each in seen.selection if each.place in places]
    past = trails_of(seen.chronicle, some, seen.question.as_of)
    return found._replace(shown=tuple(each._replace(deal=listed_with(each.deal, past)) for each in found.shown))


def _headline(report: Report) -> Headline:
    return Headline(
        won=report.measure("won_amount"),
        due=report.measure("due_amount"),
        weighted=report.measure("weighted_due"),
        attainment=report.measure("quota_attainment"),
        coverage=report.measure("remaining_coverage"),
        quota=report.quota,
    )
