"""From what was typed to what is asked: the day, the period, the lookback and the filters."""

import re
from datetime import date
from decimal import Decimal

from ..domain.errors import UsageProblem
from ..domain.opportunity import DATE_FIELDS
from ..domain.period import Period, lookback, parse_period
from ..domain.pipeline import Pipeline
from ..domain.rule import Rule, Test, Value
from ..domain.spec import PipelineSpec
from ..engines.keys import resolve
from ..views import Question
from .options import Asking

_OPERATORS = {
    ">=": Test.MIN,
    "<=": Test.MAX,
    "!=": Test.DIFFERS,
    "=": Test.EQUALS,
    ">": Test.ABOVE,
    "<": Test.BELOW,
}
_RULE = re.compile(
    r"\s*(?P<field>[^<>=!:]+?)\s*(?:(?P<test>>=|<=|!=|=|>|<)(?P<value>.*)|:\s*(?P<state>set|missing)\s*)", re.DOTALL
)
_ORDERED = (Test.MIN, Test.MAX, Test.ABOVE, Test.BELOW)
_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NUMBER = re.compile(r"-?[0-9]{1,18}(\.[0-9]{1,18})?")


def parse_day(text: str | None, today: date) -> date:
    """`--as-of`, else today.

    Raises:
        UsageProblem: the text is not a day of the calendar from 1970 to 2199.
    """
    if text is None:
        return today
    try:
        day = _calendar_day(text)
    except ValueError:
        raise UsageProblem(f"--as-of {text!r} is not a day; write it as 2026-01-31") from None
    if not 1970 <= day.year <= 2199:
        raise UsageProblem(f"--as-of {text!r} lies outside the years 1970 to 2199; correct it")
    return day


def _calendar_day(text: str) -> date:
    """A day written in full; of what else ISO 8601 allows, such as 2026-W46-1, nobody would see what it means."""
    if not _DAY.fullmatch(text):
        raise ValueError(text)
    return date.fromisoformat(text)


def question(asking: Asking, by: list[str] | None, spec: PipelineSpec, pipeline: Pipeline, as_of: date) -> Question:
    """Everything that is asked of the data that was read.

    Raises:
        UsageProblem: an option makes no sense, or names an owner or stage that is not there.
    """
    period, span = spans(asking, spec, as_of)
    rules = _owner_rules(asking.owner, pipeline) + _stage_rules(asking.stage, spec)
    rules += [(parse_rule(text, as_of, pipeline), text.strip()) for text in asking.where or ()]
    return Question(
        as_of=as_of,
        period=period,
        lookback=span,
        by=tuple(by or ()),
        rules=tuple(rule for rule, _ in rules),
        filters=tuple(words for _, words in rules),
    )


def spans(asking: Asking, spec: PipelineSpec, as_of: date) -> tuple[Period, Period]:
    """Period and lookback, from the options, else from pipeline.yaml, else this quarter and 365 days."""
    period = parse_period(asking.period or "this-quarter", as_of, spec.fiscal_year_starts)
    return period, lookback(asking.lookback or spec.lookback, as_of)


def _owner_rules(names: list[str] | None, pipeline: Pipeline) -> list[tuple[Rule, str]]:
    if not names:
        return []
    if "owner" not in pipeline.fields:
        raise UsageProblem("--owner: the data has no owner column; map one in pipeline.yaml: columns: {owner: HEADER}")
    known = {each.owner.casefold(): each.owner for each in pipeline if each.owner}
    for name in names:
        if name.strip().casefold() not in known:
            raise UsageProblem(f"--owner {name!r} owns nothing here{_hint(name, list(known.values()))}")
    owners = tuple(dict.fromkeys(known[name.strip().casefold()] for name in names))
    return [(Rule("owner", Test.ONE_OF, owners), f"owner {' or '.join(owners)}")]


def _stage_rules(names: list[str] | None, spec: PipelineSpec) -> list[tuple[Rule, str]]:
    if not names:
        return []
    known = {word.casefold(): stage.name for stage in spec.stages for word in (stage.name, *stage.aliases)}
    for name in names:
        if name.strip().casefold() not in known:
            raise UsageProblem(f"--stage {name!r} is no stage{_hint(name, [stage.name for stage in spec.stages])}")
    stages = tuple(dict.fromkeys(known[name.strip().casefold()] for name in names))
    return [(Rule("stage", Test.ONE_OF, stages), f"stage {' or '.join(stages)}")]


def _hint(name: str, known: list[str]) -> str:
    from difflib import get_close_matches

    close = get_close_matches(name.strip().casefold(), [each.casefold() for each in known], n=1)
    match = next((each for each in known if close and each.casefold() == close[0]), None)
    if match:
        return f"; did you mean {match}?"
    listed = ", ".join(sorted(set(known))[:12]) or "none"
    return f"; there are: {listed}"


def parse_rule(text: str, as_of: date, pipeline: Pipeline) -> Rule:
    """`--where`: FIELD, a comparison, and a value; or FIELD:set and FIELD:missing.

    FIELD is one of our fields, another column of the file, or the header that one of our fields was read from.

    Raises:
        UsageProblem: the text has not that form, names nothing in the data, or the value does not fit the field.
    """
    found = _RULE.fullmatch(text)
    if found is None:
        raise UsageProblem(
            f"--where {text!r} is not a rule; write FIELD=VALUE, FIELD!=VALUE, FIELD>=VALUE, FIELD:set or FIELD:missing"
        )
    field = resolve(found["field"], pipeline, "--where")
    if found["state"]:
        return Rule(field, Test.SET if found["state"] == "set" else Test.MISSING)
    test, value = _OPERATORS[found["test"]], found["value"].strip()
    if not value and test in (Test.EQUALS, Test.DIFFERS):
        return Rule(field, Test.MISSING if test is Test.EQUALS else Test.SET)
    return Rule(field, test, _value(text, field, test, value, as_of))


def _value(text: str, field: str, test: Test, value: str, as_of: date) -> Value:
    if field in ("amount", "probability"):
        return _number(text, field, value)
    if field in DATE_FIELDS:
        if value == "as_of":
            return as_of
        try:
            return _calendar_day(value)
        except ValueError:
            raise UsageProblem(f"--where {text!r}: {value!r} is not a day; write 2026-01-31 or as_of") from None
    if test in _ORDERED:
        raise UsageProblem(f"--where {text!r}: {field} holds text; compare it with = or !=")
    return value


def _number(text: str, field: str, value: str) -> Decimal:
    percent = field == "probability" and value.endswith("%")
    plain = value.removesuffix("%") if percent else value
    if not _NUMBER.fullmatch(plain):
        raise UsageProblem(f"--where {text!r}: {value!r} is not a number; write it plainly, as 10000 or 0.4")
    number = Decimal(plain) / 100 if percent else Decimal(plain)
    if field == "probability" and not 0 <= number <= 1:
        raise UsageProblem(f"--where {text!r}: a probability is from 0 to 1; write 0.4 or 40%")
    return number
