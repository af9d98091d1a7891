"""`--where` by days that follow from a date of the row: a rule on the date itself, of open opportunities."""

import re
from datetime import date, timedelta
from typing import NamedTuple

from ..domain.errors import UsageProblem
from ..domain.pipeline import Pipeline
from ..domain.rule import AS_OF, Rule, Test
from ..domain.values import Outcome

#: Days that any date of the calendar may be away.
_DAYS = re.compile("-?[0-9]{1,5}")
_OPEN = Rule("outcome", Test.EQUALS, Outcome.OPEN.value)
#: The other way round: the longer ago, the earlier the date.
_TURNED = {Test.MIN: Test.MAX, Test.MAX: Test.MIN}


class _Days(NamedTuple):
    """How a number of days follows from a date."""

    field: str
    ahead: bool = False
    """Whether they are counted up to the date, and not since."""
    from_zero: bool = False
    """Whether it is 0 and not less on the other side of the date."""


_FOLLOWS = {
    "age_days": _Days("created", from_zero=True),
    "days_in_stage": _Days("stage_changed"),
    "days_since_activity": _Days("last_activity"),
    "days_to_close": _Days("expected_close", ahead=True),
    "days_overdue": _Days("expected_close", from_zero=True),
}


def days_rules(text: str, name: str, test: Test, value: str, as_of: date, pipeline: Pipeline) -> tuple[Rule, ...]:
    """The rules that hold together where a derived field compares so; `text` is the rule as it was typed.

    Raises:
        UsageProblem: it takes more than the row, the data lacks its date, or the value is no number of days.
    """
    if name not in _FOLLOWS:
        raise UsageProblem(
            f"--where {text!r}: {name} takes more than the row, {_MORE[name]}; a condition in pipeline.yaml may ask "
            "for it, as in exit_criteria of a stage"
        )
    days = _FOLLOWS[name]
    if days.field not in pipeline.fields:
        raise UsageProblem(f"--where {text!r}: the data has no {days.field}, which {name} is made of")
    if test in (Test.SET, Test.MISSING):
        return Rule(days.field, test), _OPEN
    if not _DAYS.fullmatch(value):
        raise UsageProblem(f"--where {text!r}: {value!r} is not a number of days; write it plainly, as 90")
    rule = _rule(days, test, int(value), as_of)
    if rule is None:
        raise UsageProblem(f"--where {text!r}: {name} is never below 0; write a number from 0")
    known = (Rule(days.field, Test.SET),) if test is Test.DIFFERS else ()
    return rule, *known, _OPEN


_MORE = {"push_count": "the history of its close dates", "share_of_owner": "all that its owner has open"}


def _rule(days: _Days, test: Test, number: int, as_of: date) -> Rule | None:
    """The rule on the date; None where nothing can fit."""
    if test in (Test.ABOVE, Test.BELOW):
        test, number = (Test.MIN, number + 1) if test is Test.ABOVE else (Test.MAX, number - 1)
    if days.from_zero:
        if number < 0 and test is not Test.MIN:
            return None
        if number <= 0:
            # 0 stands for every day on the other side of the date, too.
            test, number = {Test.EQUALS: (Test.MAX, 0), Test.DIFFERS: (Test.MIN, 1)}.get(test, (test, number))
        if number <= 0 and test is Test.MIN:
            return Rule(days.field, Test.SET)
    shift = number if days.ahead else -number
    turned = test if days.ahead else _TURNED.get(test, test)
    return Rule(days.field, turned, as_of + timedelta(shift), typed=AS_OF, shift=shift)
