"""What became of the decided opportunities that had a sign while they were open, against those that had not.

By history each is looked at as it stood: at the end of every stretch in which nothing changed, up to the day before it
was decided. Where history shows nothing of a rule, the export's own columns are asked, of those signs alone that it
still shows once an opportunity is closed. What can't be judged of one then counts on neither side.

What is learnt of others (largest win, usual times, what a stage has earned) is left out on purpose: it is learnt from
the very outcomes that would be told.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from ..domain.derived import Facts
from ..domain.opportunity import Opportunity
from ..domain.pipeline import Pipeline
from ..domain.risk import Lift, SeenIn
from ..domain.spec import PipelineSpec
from ..domain.values import Outcome, Ratio
from ..engines.binding import Known
from ..engines.comparing import Doubts
from ..engines.membership import MEMBERS, Scope, within
from .asked import Asked
from .ground import Ground
from .risk import Fires, Judge, Unknown
from .telling import Telling

if TYPE_CHECKING:
    from ..history.chronicle import Chronicle, Life
    from ..history.paths import Path

_A_DAY = timedelta(1)


def lifts_of(
    rules: Sequence[Asked], pipeline: Pipeline, spec: PipelineSpec, scope: Scope, chronicle: "Chronicle | None" = None
) -> dict[str, Lift]:
    """What the past says of each rule, by its key; one that nothing is seen of has none.

    Those decided in the lookback count, of the whole file.
    """
    known = Known(pipeline, spec, Facts(scope.as_of), Doubts(pipeline))
    ground = Ground(scope._replace(usual_cycle=None), known)
    found = _in_export(rules, ground)
    if chronicle is not None:
        found |= _in_history(rules, ground, chronicle)
    return found


class _Tally:
    """Decided ones that had a sign, and that had not, by outcome."""

    def __init__(self, rules: Sequence[Asked]) -> None:
        self._counts = {rule.key: [[0, 0], [0, 0]] for rule in rules}

    def add(self, answers: Mapping[str, bool], outcome: Outcome) -> None:
        """What was seen of one decided opportunity."""
        for key, had in answers.items():
            counts = self._counts[key][had]
            counts[0] += outcome is Outcome.LOST
            counts[1] += 1

    def lifts(self, seen_in: SeenIn) -> dict[str, Lift]:
        """Of the rules that anything was seen of."""
        return {
            key: Lift(Ratio(*had), Ratio(*had_not), seen_in)
            for key, (had_not, had) in self._counts.items()
            if had[1] or had_not[1]
        }


def _asked(judges: Iterable[tuple[str, Judge | Unknown]], opportunity: Opportunity) -> dict[str, bool]:
    """What rules, by their keys, say of one moment; what can't be judged is left out."""
    answers = ((key, judge if isinstance(judge, Unknown) else judge(opportunity)) for key, judge in judges)
    return {key: isinstance(answer, Fires) for key, answer in answers if not isinstance(answer, Unknown)}


def _in_export(rules: Sequence[Asked], ground: Ground) -> dict[str, Lift]:
    """By the export's columns, at the day each was closed."""
    visible = [rule for rule in rules if rule.stays_visible(ground)]
    tally = _Tally(visible)
    decided: dict[date, list[Opportunity]] = {}
    for each in ground.known.pipeline if visible else ():
        if each.close_date is not None and MEMBERS[each.outcome.value].row(each, ground.scope):
            decided.setdefault(each.close_date, []).append(each)
    for day, closed in decided.items():
        # Once a day, not once a row: what a rule is bound to is the same for all of a day.
        then = _on(day - _A_DAY, ground)
        judges = [(rule.key, rule.on(then)) for rule in visible]
        for each in closed:
            tally.add(_asked(judges, _reopened(each)), each.outcome)
    return tally.lifts(SeenIn.EXPORT)


def _reopened(opportunity: Opportunity) -> Opportunity:
    """A decided opportunity as far as it looked like this while it was open.

    Where it has no day of its own on which it closed, its expected close is that day: what was expected is not known.
    """
    expected = None if opportunity.closed is None else opportunity.expected_close
    return replace(opportunity, outcome=Outcome.OPEN, expected_close=expected, closed=None, lost_reason=None)


def _on(day: date, ground: Ground) -> Ground:
    """The ground of another day."""
    return ground._replace(
        scope=ground.scope._replace(as_of=day),
        known=ground.known._replace(facts=ground.known.facts._replace(as_of=day)),
    )


def _in_history(rules: Sequence[Asked], bare: Ground, chronicle: "Chronicle") -> dict[str, Lift]:
    """By what history shows of each while it was open."""
    from ..history.paths import paths

    scope, tally, telling = bare.scope, _Tally(rules), Telling(bare.known.pipeline, chronicle)
    for key, path in paths(chronicle, scope.as_of).items():
        if path.outcome not in (Outcome.WON, Outcome.LOST) or not _is_of_lookback(path, scope):
            continue
        answers: dict[str, bool] = {}
        for day, state in _looks(chronicle.lives[key], scope.as_of):
            then = _then(day, key, state, telling.on(day, key), bare, chronicle)
            # A sign that it had once it has had.
            answers |= _asked(((rule.key, rule.on(then)) for rule in rules if not answers.get(rule.key)), state)
        tally.add(answers, path.outcome)
    return tally.lifts(SeenIn.HISTORY)


def _is_of_lookback(path: "Path", scope: Scope) -> bool:
    return path.decided is not None and within(path.last.close_date or path.decided, scope.lookback)


def _looks(life: "Life", as_of: date) -> Iterator[tuple[date, Opportunity]]:
    """The last day of each stretch in which an open opportunity stayed as it was, with how it stood."""
    for moment, after in pairwise(life):
        if after.day > as_of:
            return
        if moment.state is not None and moment.state.outcome is Outcome.OPEN:
            yield max(moment.day, after.day - _A_DAY), moment.state


def _then(
    day: date, key: str, state: Opportunity, told: frozenset[str], ground: Ground, chronicle: "Chronicle"
) -> Ground:
    """What was known on a day of the past besides the opportunity itself."""
    from ..history.trails import trail

    pipeline, scope = ground.known.pipeline, ground.scope
    then = replace(
        pipeline,
        opportunities=(),
        activities=None,
        fields=pipeline.fields & told,
        headers=tuple(header for header in pipeline.headers if header in told),
    )
    trails = {state.place: trail(chronicle, key, day, scope.positions)}
    return ground._replace(
        scope=scope._replace(as_of=day),
        known=ground.known._replace(pipeline=then, facts=Facts(day, trails)),
        trails=trails,
    )
