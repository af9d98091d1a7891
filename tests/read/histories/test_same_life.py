"""The same past in every dress: each kind of history gives the same lives, as far as it holds them."""

import random
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any, NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st

from pipectl.domain.opportunity import Opportunity
from pipectl.domain.values import Outcome
from pipectl.history.assembling import assemble
from pipectl.history.chronicle import Chronicle, Moment, state_at
from pipectl.history.living import moments
from pipectl.history.matching import Match, keyed
from pipectl.read.histories.columns import read_columns
from pipectl.read.histories.reading import read_history
from pipectl.read.reader import ReadOptions, read_pipeline

from ..exports import a_source, a_spec

AS_OF = date(2026, 3, 1)
BEGIN = datetime(2026, 1, 5)  # noqa: DTZ001 - days without a zone
OPTIONS = ReadOptions(AS_OF)
SPEC = a_spec()
KINDS = {"Closed Won": Outcome.WON, "Closed Lost": Outcome.LOST}
NAMES = [stage.name for stage in SPEC.stages]


class Step(NamedTuple):
    at: datetime
    stage: str
    amount: int


@st.composite
def paths(draw):
    """Up to four opportunities, each with what it became from which moment on, no two moments the same."""
    found = {}
    for number in range(draw(st.integers(1, 4))):
        stages = draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=6))
        stages = [one for one, before in zip(stages, ["", *stages], strict=False) if one != before]
        minutes = draw(
            st.lists(st.integers(0, 54 * 1440), min_size=len(stages), max_size=len(stages), unique=True).map(sorted)
        )
        amounts = draw(st.lists(st.sampled_from([100, 250]), min_size=len(stages), max_size=len(stages)))
        found[f"O{number}"] = [
            Step(BEGIN + timedelta(minutes=minute), stage, amount)
            for minute, stage, amount in zip(minutes, stages, amounts, strict=True)
        ]
    return found


def shuffled(seed, header, rows):
    return [header, *random.Random(seed).sample(rows, len(rows))]


def states(path):
    header = "Id,OpportunityId,CreatedDate,StageName,Amount"
    rows = [f"h{i}{key},{key},{one.at:%Y-%m-%dT%H:%M:%S.000Z},{one.stage},{one.amount}"
            for key, steps in path.items() for i, one in enumerate(steps)]  # fmt: skip
    return header, rows


def field_rows(path, *, created):
    header = "OpportunityId,CreatedDate,Field,OldValue,NewValue"
    rows = []
    for key, steps in path.items():
        rows += [f"{key},{steps[0].at:%Y-%m-%d %H:%M:%S},created,,"] * created
        for before, after in pairwise(steps):
            when = f"{after.at:%Y-%m-%d %H:%M:%S}"
            rows.append(f"{key},{when},StageName,{before.stage},{after.stage}")
            rows += [f"{key},{when},Amount,{before.amount}.0,{after.amount}.0"] * (before.amount != after.amount)
    return header, rows


def report(path):
    header = "Opportunity ID\tFrom Stage\tTo Stage\tLast Modified\tAmount"
    rows = [f"{key}\t{before.stage if before else ''}\t{after.stage}\t{after.at:%B %d %Y %I:%M %p}\t{after.amount}"
            for key, steps in path.items()
            for before, after in zip([None, *steps], steps, strict=False)]  # fmt: skip
    return header, rows


def plain(path):
    rows = [f"{key};{one.stage};{one.at:%d.%m.%Y %H:%M}" for key, steps in path.items() for one in steps]
    return "deal id;stage;entered", rows


def today(path):
    """The opportunities as they are."""
    return [
        Opportunity(
            id=key,
            name=key,
            stage=steps[-1].stage,
            amount=Decimal(steps[-1].amount),
            outcome=KINDS.get(steps[-1].stage, Outcome.OPEN),
            created=steps[0].at.date(),
        )
        for key, steps in path.items()
    ]


def lives(chronicle, *fields):
    """By opportunity, each day with what some fields were from then on."""
    found: dict[str, list[tuple[Any, ...]]] = {}
    for key, life in chronicle.lives.items():
        told = found.setdefault(key, [])
        for day, state in life:
            values = tuple(state and getattr(state, field) for field in fields)
            if not told or told[-1][1:] != values:
                told.append((day, *values))
    return found


def expected(path, *fields):
    return {key: [(one.at.date(), *(getattr(one, field) for field in fields)) for one in steps]
            for key, steps in path.items()}  # fmt: skip


def whole(path, *logs, snapshots=None):
    return assemble(today(path), AS_OF, logs, snapshots, keyed(Match.ID), lambda stage: KINDS.get(stage, Outcome.OPEN))


def by_days(path):
    """The same as daily snapshots tell it."""
    days = [BEGIN.date() + timedelta(days=number) for number in range((AS_OF - BEGIN.date()).days)]
    told = {}
    for one in today(path):
        steps = path[one.id]
        ends = [(day, [step for step in steps if step.at.date() <= day]) for day in days]
        looks = [(day, passed[-1]) for day, passed in ends if passed]
        told[one.id] = moments(Moment(day, _as_at(one, step)) for day, step in looks)
    return Chronicle(told, days[0], tuple(days))


def _as_at(one, step):
    outcome = KINDS.get(step.stage, Outcome.OPEN)
    return Opportunity(id=one.id, name=one.name, stage=step.stage, amount=Decimal(step.amount), outcome=outcome,
                       created=one.created)  # fmt: skip


@settings(max_examples=60)
@given(paths(), st.integers(0, 1000))
def test_every_dress_of_the_same_changes_in_any_order_of_rows_gives_the_same_lives(path, seed):
    dresses = {
        "states": (states(path), ("stage", "amount")),
        "fields": (field_rows(path, created=False), ("stage", "amount")),
        "fields from creation": (field_rows(path, created=True), ("stage", "amount")),
        "report": (report(path), ("stage", "amount")),
        "plain": (plain(path), ("stage",)),
    }
    for name, ((header, rows), fields) in dresses.items():
        if rows:
            log = read_history(a_source(*shuffled(seed, header, rows)), SPEC, OPTIONS)
            chronicle = whole(path, log)
            assert lives(chronicle, *fields) == expected(path, *fields), name
            assert not chronicle.findings.counts, name


@settings(max_examples=60)
@given(paths())
def test_columns_of_entered_stages_give_the_same_lives_where_none_was_entered_again(path):
    path = {key: steps for key, steps in path.items() if len({one.stage for one in steps}) == len(steps)}
    header = ",".join(["Record ID", "Deal Name", "Deal Stage", "Amount", *(f"Date entered {one}" for one in NAMES)])
    rows = []
    for key, steps in path.items():
        entered = {one.stage: f"{one.at:%Y-%m-%d %H:%M}" for one in steps}
        last = steps[-1]
        rows.append(",".join([key, key, last.stage, str(last.amount), *(entered.get(one, "") for one in NAMES)]))
    if rows:
        source = a_source(header, *rows)
        log = read_columns(source, read_pipeline([source], SPEC, OPTIONS), SPEC, OPTIONS)
        assert log is not None
        assert lives(whole(path, log), "stage") == expected(path, "stage")


@settings(max_examples=40)
@given(paths(), st.integers(0, 1000))
def test_daily_snapshots_tell_the_same_at_the_end_of_each_day_and_beside_a_log_contradict_nothing(path, seed):
    snapshots = by_days(path)
    log = read_history(a_source(*shuffled(seed, *states(path))), SPEC, OPTIONS)
    one, other, both = whole(path, log), whole(path, snapshots=snapshots), whole(path, log, snapshots=snapshots)
    for key in path:
        for day in snapshots.seen:
            standing = [state_at(each.lives[key], day) for each in (one, other, both)]
            assert len({state and (state.stage, state.amount, state.outcome) for state in standing}) == 1
    assert lives(both, "stage", "amount") == expected(path, "stage", "amount")
    assert not both.findings.counts
