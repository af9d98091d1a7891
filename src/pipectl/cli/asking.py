"""From what was typed to what is asked: the day, the period, the lookback and the filters."""

from datetime import date

from ..domain.cells import loose
from ..domain.errors import UsageProblem
from ..domain.period import FIRST_YEAR, LAST_YEAR, Period, lookback, parse_period
from ..domain.pipeline import Pipeline
from ..domain.rule import Rule, Test
from ..domain.spec import PipelineSpec
from ..views import Question
from .options import Asking
from .where import calendar_day, did_you_mean, left_out, owners_of, parse_rules, stages_of


def parse_day(text: str | None, today: date, option: str = "--as-of ") -> date:
    """`--as-of`, or what another option or word says, else today.

    Raises:
        UsageProblem: the text is not a day of the calendar from 1970 to 2199.
    """
    if text is None:
        return today
    try:
        day = calendar_day(text)
    except ValueError:
        raise UsageProblem(f"{option}{text!r} is not a day; write it as 2026-01-31") from None
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise UsageProblem(f"{option}{text!r} lies outside the years {FIRST_YEAR} to {LAST_YEAR}; correct it")
    return day


def parse_limit(text: str | None) -> int | None:
    """`--limit`; None where it is not given.

    Raises:
        UsageProblem: the text is not a number of rows.
    """
    if text is None:
        return None
    if not (text.isascii() and text.isdigit() and int(text[:9]) > 0):
        raise UsageProblem(f"--limit {text!r} is not a number of rows; write 1 or more")
    return int(text[:9])


def question(asking: Asking, by: list[str] | None, spec: PipelineSpec, pipeline: Pipeline, as_of: date) -> Question:
    """Everything that is asked of the data that was read.

    Raises:
        UsageProblem: an option makes no sense, or names an owner or stage that is not there.
    """
    period, span = spans(asking, spec, as_of)
    rules = _owner_rules(asking.owner, pipeline) + _stage_rules(asking.stage, spec)
    words = [words for _, words in rules]
    asked = [rule for rule, _ in rules]
    for text in asking.where or ():
        found = parse_rules(text, as_of, pipeline, spec)
        asked += found
        words.append(text.strip() + left_out(found[0], pipeline))
    return Question(
        as_of=as_of,
        period=period,
        lookback=span,
        by=tuple(by or ()),
        rules=tuple(asked),
        filters=tuple(words),
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
    known = owners_of(pipeline)
    for name in names:
        if loose(name) not in known:
            raise UsageProblem(f"--owner {name!r} owns nothing here{did_you_mean(name, known.values())}")
    owners = tuple(dict.fromkeys(known[loose(name)] for name in names))
    return [(Rule("owner", Test.ONE_OF, owners), f"owner {' or '.join(owners)}")]


def _stage_rules(names: list[str] | None, spec: PipelineSpec) -> list[tuple[Rule, str]]:
    if not names:
        return []
    known = stages_of(spec)
    for name in names:
        if loose(name) not in known:
            raise UsageProblem(f"--stage {name!r} is no stage{did_you_mean(name, known.values())}")
    stages = tuple(dict.fromkeys(known[loose(name)] for name in names))
    return [(Rule("stage", Test.ONE_OF, stages), f"stage {' or '.join(stages)}")]
