"""What changed between two days: the waterfall of everything and of each group, with the opportunities behind it."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from ..domain.cells import usual_spellings
from ..domain.changes import ChangedDeal, ChangeLine, Changes, ChangeTable, Look
from ..domain.currencies import Currencies, carried
from ..domain.errors import UsageProblem
from ..domain.opportunity import Opportunity
from ..domain.pipeline import Pipeline
from ..domain.spec import PipelineSpec
from ..domain.values import EXACT, ZERO
from ..engines.keys import grouping_of_past, resolve
from ..engines.rows import Grouping, Key
from ..engines.selection import meeting, resolved
from ..history.chronicle import Chronicle, Life
from ..history.waterfall import Bucket, Entry, waterfall
from ..views import Question
from .sources import sources_told

#: Opportunities behind a bucket that are shown where nothing else is asked for.
SHOWN = 5
TITLES: Mapping[Bucket, str] = {
    Bucket.CREATED: "Created",
    Bucket.PULLED_IN: "Pulled in",
    Bucket.REOPENED: "Reopened",
    Bucket.INCREASED: "Increased",
    Bucket.DECREASED: "Decreased",
    Bucket.PUSHED_OUT: "Pushed out",
    Bucket.WON: "Won",
    Bucket.LOST: "Lost",
    Bucket.REMOVED: "Removed",
}


def build_changes(
    chronicle: Chronicle,
    pipeline: Pipeline,
    spec: PipelineSpec,
    question: Question,
    start: date,
    *,
    shown: int | None = SHOWN,
) -> Changes:
    """The waterfall from the end of one day to the end of as-of, of what is due in the period.

    `shown` is how many opportunities stand behind each bucket; None for all.

    Raises:
        UsageProblem: the history does not reach back to `start`, does not tell amounts or close dates, or the amounts
            are in several currencies.
    """
    _refuse_untold(chronicle, start, question.as_of)
    lives = _chosen(chronicle, pipeline, spec, question)
    currencies = Currencies(spec.currency, carried(pipeline) | _carried(lives))
    if reason := currencies.why_not_added(_carried(lives)):
        raise UsageProblem(reason)
    tables = [_with_owners(table, pipeline) for table in _tables(lives, pipeline, spec, question, start, shown)]
    return Changes(
        pipeline=spec.name,
        currency=currencies.the_one(_carried(lives)),
        start=start,
        end=question.as_of,
        window=question.period,
        filters=question.filters,
        whole=tables[0],
        groups=tuple(tables[1:]),
        sources=sources_told(chronicle),
        notes=chronicle.said,
        findings=chronicle.findings,
    )


def _refuse_untold(chronicle: Chronicle, start: date, end: date) -> None:
    since = chronicle.amounts_since
    if since is None:
        raise UsageProblem("there is no history to see changes in; keep an export with pipectl snapshot")
    if start < since:
        raise UsageProblem(f"{chronicle.beginning}, after {start}; name a later day")
    if start >= end:
        raise UsageProblem(f"changes go from an earlier day to a later one, not from {start} to {end}")
    untold = [
        words
        for field, words in (("amount", "amounts"), ("expected_close", "close dates"))
        if field not in chronicle.holds
    ]
    if untold:
        raise UsageProblem(
            f"the history there is tells no {' and no '.join(untold)} of then, so nothing can be added up; "
            "pipectl snapshot keeps them from now on"
        )


def _chosen(chronicle: Chronicle, pipeline: Pipeline, spec: PipelineSpec, question: Question) -> dict[str, Life]:
    """The lives of the opportunities that are asked for, by what they look like now or last did."""
    meets = meeting(resolved(question.rules, pipeline), spec.fiscal_year_starts)
    known = ((key, life, _last(life, question.as_of)) for key, life in chronicle.lives.items())
    return {key: life for key, life, last in known if last is not None and meets(last)}


def _last(life: Life, day: date) -> Opportunity | None:
    """What it looked like when it was last seen, up to a day."""
    return next((moment.state for moment in reversed(life) if moment.day <= day and moment.state is not None), None)


def _carried(lives: Mapping[str, Life]) -> frozenset[str]:
    return carried(moment.state for life in lives.values() for moment in life if moment.state is not None)


def _tables(
    lives: Mapping[str, Life],
    pipeline: Pipeline,
    spec: PipelineSpec,
    question: Question,
    start: date,
    shown: int | None,
) -> Iterator[ChangeTable]:
    """The whole first, then each group of each field, the largest move first."""
    days = (start, question.as_of)
    yield _table(lives, days, question, (None, None), shown)
    for by in (resolve(name, pipeline, "--by") for name in question.by):
        parts = _parted(lives, grouping_of_past(by, spec.fiscal_year_starts, pipeline), question.as_of)
        found = [_table(part, days, question, (by, key), 0) for key, part in parts.items()]
        yield from sorted(found, key=lambda one: (one.key is None, -abs(one.end - one.start), one.key or ""))


def _parted(lives: Mapping[str, Life], grouped: Grouping, as_of: date) -> dict[Key, dict[str, Life]]:
    parts: dict[Key, dict[str, Life]] = {}
    for key, life in lives.items():
        last = _last(life, as_of)
        if last is not None:
            parts.setdefault(grouped(last), {})[key] = life
    return parts


def _table(
    lives: Mapping[str, Life],
    days: tuple[date, date],
    question: Question,
    group: tuple[str | None, str | None],
    shown: int | None,
) -> ChangeTable:
    found = waterfall(lives, *days, question.period)
    entries: dict[Bucket, list[Entry]] = {bucket: [] for bucket in Bucket}
    for entry in found.entries:
        entries[entry.bucket].append(entry)
    lines = (
        ChangeLine(bucket.value, TITLES[bucket], level.opportunities, level.amount, _deals(entries[bucket])[:shown])
        for bucket, level in found.buckets.items()
    )
    start, end = found.start, found.end
    return ChangeTable(*group, start.amount, start.opportunities, tuple(lines), end.amount, end.opportunities)


def _with_owners(table: ChangeTable, pipeline: Pipeline) -> ChangeTable:
    """The same with owners spelled as groups have them: as most rows of the data do."""
    past = (deal.owner for line in table.lines for deal in line.deals)
    usual = usual_spellings((*(each.owner for each in pipeline), *past))

    def spelled(deal: ChangedDeal) -> ChangedDeal:
        return deal._replace(owner=usual.get(deal.owner or "", deal.owner))

    return table._replace(lines=tuple(line._replace(deals=tuple(map(spelled, line.deals))) for line in table.lines))


def _deals(entries: Sequence[Entry]) -> tuple[ChangedDeal, ...]:
    """The opportunities of one bucket, those that moved most first."""
    by_key: dict[str, list[Entry]] = {}
    for entry in entries:
        by_key.setdefault(entry.key, []).append(entry)
    deals = [_deal(key, moves) for key, moves in by_key.items()]
    return tuple(sorted(deals, key=lambda deal: (-abs(deal.amount), deal.day, deal.name, deal.key)))


def _deal(key: str, moves: Sequence[Entry]) -> ChangedDeal:
    amount = ZERO
    for move in moves:
        amount = EXACT.add(amount, move.amount)
    last = moves[-1].opportunity
    ends = _look(moves[0].before), _look(moves[-1].after)
    return ChangedDeal(key, last.id, last.name, last.owner, last.account, moves[-1].day, amount, *ends)


def _look(state: Opportunity | None) -> Look | None:
    return None if state is None else Look(state.stage, state.outcome, state.amount, state.expected_close)
