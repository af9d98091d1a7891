"""`--where`: from a rule as it was typed to a condition on opportunities."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from ..domain.cells import loose, usual_spellings
from ..domain.errors import UsageProblem
from ..domain.opportunity import DATE_FIELDS
from ..domain.pipeline import Pipeline
from ..domain.rule import AS_OF, Reads, Rule, Test, Value, doubtful, field_value, read_cell
from ..domain.spec import PipelineSpec
from ..domain.values import Outcome
from ..engines.keys import find_name, resolve

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
#: What the cells of another column must look like to be compared in order.
_LIKE = {
    Reads.NUMBER: "number such as 1200, 1,200 or 0.5",
    Reads.PERCENT: "percentage such as 40%",
    Reads.DAY: "day such as 2026-01-31",
}


def calendar_day(text: str) -> date:
    """A day written in full; of what else ISO 8601 allows, such as 2026-W46-1, nobody would see what it means.

    Raises:
        ValueError: it is none, or not of the calendar.
    """
    if not _DAY.fullmatch(text):
        raise ValueError(text)
    return date.fromisoformat(text)


def owners_of(pipeline: Pipeline) -> dict[str, str]:
    """Every owner as most rows spell it, by the name as it is compared."""
    usual = usual_spellings(each.owner for each in pipeline)
    return {loose(each.owner): usual.get(each.owner, each.owner) for each in pipeline if each.owner}


def stages_of(spec: PipelineSpec) -> dict[str, str]:
    """The stage that each name and alias stands for, by the word as it is compared."""
    return {loose(word): stage.name for stage in spec.stages for word in (stage.name, *stage.aliases)}


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """The end of a refusal: the name that was probably meant, else those there are."""
    from difflib import get_close_matches

    spelled = {each.casefold(): each for each in known}
    if close := get_close_matches(name.strip().casefold(), spelled, n=1):
        return f"; did you mean {_on_one_line(spelled[close[0]])}?"
    return f"; there are: {', '.join(map(_on_one_line, sorted(spelled.values())[:12])) or 'none'}"


def _on_one_line(text: str) -> str:
    return " ".join(text.split())


def parse_rules(text: str, as_of: date, pipeline: Pipeline, spec: PipelineSpec) -> tuple[Rule, ...]:
    """`--where`: the rule; or, where FIELD is a number of days that follows from a date, the rules it comes to.

    A column of the file that is called so comes first.

    Raises:
        UsageProblem: the text has not that form, names nothing in the data, or the value does not fit the field.
    """
    found = _RULE.fullmatch(text)
    if found is not None and find_name(found["field"], pipeline) is None:
        from ..domain.derived import derived_key
        from .where_days import days_rules

        if (name := derived_key(found["field"])) is not None:
            test = Test(found["state"]) if found["state"] else _OPERATORS[found["test"]]
            return days_rules(text, name, test, (found["value"] or "").strip(), as_of, pipeline)
    return (parse_rule(text, as_of, pipeline, spec),)


def parse_rule(text: str, as_of: date, pipeline: Pipeline, spec: PipelineSpec) -> Rule:
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
    if field in pipeline.headers:
        rule = Rule(field, test, value)
        return _in_order(text, rule, as_of, pipeline) if test in _ORDERED else _as_read(rule, as_of)
    typed = value if value == AS_OF and field in DATE_FIELDS else ""
    return Rule(field, test, _of_ours(text, Rule(field, test, value), as_of, pipeline, spec), typed=typed)


def _of_ours(text: str, rule: Rule, as_of: date, pipeline: Pipeline, spec: PipelineSpec) -> Value:
    """The value as one of our fields has it."""
    field, value = rule.field, str(rule.value)
    if field in ("amount", "probability"):
        return _number(text, field, value)
    if field in DATE_FIELDS:
        return _day(text, value, as_of)
    if rule.test in _ORDERED:
        raise UsageProblem(f"--where {text!r}: {field} holds text; compare it with = or !=")
    return _one_there_is(text, field, value, pipeline, spec)


def left_out(rule: Rule, pipeline: Pipeline) -> str:
    """How many cells of another column can't be compared as the rule asks, in words behind it; else nothing."""
    if rule.reads is None or rule.test not in _ORDERED:
        return ""
    cells = (field_value(each, rule.field) for each in pipeline)
    count = sum(isinstance(cell, str) and read_cell(cell, rule.reads) is None for cell in cells)
    return f" ({count:,} that {'is' if count == 1 else 'are'} no {rule.reads.value} left out)" if count else ""


def _as_read(rule: Rule, as_of: date) -> Rule:
    """A comparison for the same of another column: a number, percentage or day also equals one written otherwise."""
    typed = str(rule.value)
    if typed == AS_OF or not (_DAY.fullmatch(typed) or _NUMBER.fullmatch(typed.removesuffix("%"))):
        return rule
    try:
        reads, value = _read_value("", typed, as_of)
    except UsageProblem:
        return rule
    return rule._replace(value=value, reads=reads, typed=typed)


def _number(text: str, field: str, value: str) -> Decimal:
    percent = field == "probability" and value.endswith("%")
    plain = value.removesuffix("%") if percent else value
    if not _NUMBER.fullmatch(plain):
        raise UsageProblem(f"--where {text!r}: {value!r} is not a number; write it plainly, as 10000 or 0.4")
    _refuse_thousands(text, plain)
    number = Decimal(plain) / 100 if percent else Decimal(plain)
    if field == "probability" and not 0 <= number <= 1:
        raise UsageProblem(f"--where {text!r}: a probability is from 0 to 1; write 0.4 or 40%")
    return number


def _refuse_thousands(text: str, plain: str) -> None:
    """Raise about 20.000, which may be twenty or twenty thousand."""
    if re.fullmatch(r"-?[1-9][0-9]{0,2}\.[0-9]{3}", plain):
        raise UsageProblem(
            f"--where {text!r}: {plain!r} could have a point for thousands; write {plain.replace('.', '')}, or "
            f"{plain}0 for the smaller number"
        )


def _day(text: str, value: str, as_of: date) -> date:
    if value == AS_OF:
        return as_of
    try:
        return calendar_day(value)
    except ValueError:
        raise UsageProblem(f"--where {text!r}: {value!r} is not a day; write 2026-01-31 or as_of") from None


def _in_order(text: str, rule: Rule, as_of: date, pipeline: Pipeline) -> Rule:
    """The rule for another column of the file, whose cells are read as what the value is: number, percentage or day.

    Raises:
        UsageProblem: the value is none of these, or no cell of the column is one.
    """
    reads, value = _read_value(text, str(rule.value), as_of)
    if reads is None:
        raise UsageProblem(
            f"--where {text!r}: {rule.value!r} is text; compare it with = or !=, or with a number as 1200, a "
            "percentage or a day"
        )
    cells = [cell for each in pipeline if isinstance(cell := field_value(each, rule.field), str)]
    if pipeline.opportunities and not any(read_cell(cell, reads) is not None for cell in cells):
        raise UsageProblem(f"--where {text!r}: no cell of {rule.field} is a {_LIKE[reads]}; compare it with = or !=")
    if reads is not Reads.DAY and (pointed := doubtful(cells)) is not None:
        raise UsageProblem(
            f"--where {text!r}: {rule.field} holds {pointed!r}, so its points may stand for thousands; compare it "
            "with = or !=, or write the column without them"
        )
    typed = AS_OF if rule.value == AS_OF else ""
    return rule._replace(value=value, reads=reads, typed=typed)


def _read_value(text: str, value: str, as_of: date) -> tuple[Reads | None, Value]:
    if value == AS_OF or _DAY.fullmatch(value):
        return Reads.DAY, _day(text, value, as_of)
    if _NUMBER.fullmatch(value.removesuffix("%")):
        _refuse_thousands(text, value.removesuffix("%"))
        reads = Reads.PERCENT if value.endswith("%") else Reads.NUMBER
        return reads, Decimal(value.removesuffix("%"))
    return None, value


def _one_there_is(text: str, field: str, value: str, pipeline: Pipeline, spec: PipelineSpec) -> str:
    """The value, where it is one that an opportunity can have: a misspelt one would leave all of them in, or none.

    Raises:
        UsageProblem: no stage or outcome is called so, or nobody who owns anything.
    """
    known: Mapping[str, str]
    match field:
        case "stage":
            known, wrong = stages_of(spec), "is no stage"
        case "owner":
            known, wrong = owners_of(pipeline), "owns nothing here"
        case "outcome":
            known, wrong = {each.value: each.value for each in Outcome}, "is no outcome"
        case _:
            return value
    if loose(value) in known:
        return known[loose(value)]
    if not pipeline.opportunities:
        return value
    # Of three short words, none is near to `closed`, which is what people write.
    remedy = "; write open, won or lost" if field == "outcome" else did_you_mean(value, known.values())
    raise UsageProblem(f"--where {text!r}: {value!r} {wrong}{remedy}")
