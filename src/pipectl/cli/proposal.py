"""A pipeline.yaml proposed from an export: what the file says, and the few questions only a person can answer."""

import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ..domain.errors import InputProblem, UnsettledProblem, UsageProblem
from ..domain.opportunity import FIELDS
from ..domain.period import parse_period
from ..domain.spec import DateOrder, PercentScale, StageKind
from ..domain.values import ONE, ZERO
from .completing import completed, with_chances, with_open
from .dialogue import ask, ask_amount, ask_for_any
from .guard import say
from .options import Reading
from .output import DASH
from .places import refuse_terminal
from .spine import read_options
from .stage_kinds import lacking, left_open, none_of, ordered, settle_kinds, settle_slips

if TYPE_CHECKING:
    from ..read.formats.evidence import Question
    from ..read.inspect import Inspection
    from ..read.reader import ReadOptions
    from ..read.source import Source
    from ..read.stages_seen import StageSeen
    from ..spec.writer import ProposedStage

#: Names of columns that are listed at most.
_LISTED = 12
#: Columns that much depends on though a file can be read without them.
EXPECTED = {
    "created": "create date",
    "expected_close": "expected close date",
    "closed": "day it was won or lost",
    "probability": "close %",
    "owner": "owner",
}


class Given(NamedTuple):
    """What the command line says, so that it need not be found or asked."""

    reading: Reading
    quota: str | None
    currency: str | None
    columns: Mapping[str, str]
    """Field to header."""
    kinds: Mapping[str, StageKind]
    """Stage to its kind."""
    may_ask: bool
    """Whether a person is there to answer; else what is open is an error that names the option which settles it."""


def propose(source: str, output: str, given: Given, day: date) -> str:
    """The text of a pipeline.yaml for an export, to stand in the file `output`.

    Raises:
        InputProblem: the export can't be read.
        UnsettledProblem: something is open and nobody may be asked.
        UsageProblem: an option names a field, a column or a stage that is not there.
    """
    from ..read.source import load
    from ..spec.writer import pipeline_yaml

    refuse_terminal([source])
    _refuse_unknown(given.columns)
    export = load(source, stdin=sys.stdin.buffer, sheet=given.reading.sheet)
    study = _Study(export, read_options(given.reading, day), given)
    study.find_columns()
    for line in _told(study.seen):
        say(line)
    study.settle_formats()
    for line in study.seen.unread:
        say(line)
    stages, aliases = _settled(study.seen, given)
    quarter = parse_period("this-quarter", day).key
    quota = given.quota or (ask_amount(f"Quota for {quarter}") if given.may_ask else None)
    return pipeline_yaml(
        Path(source).stem if source != DASH else "Sales pipeline",
        study.seen.currency,
        proposed_stages(stages, aliases) if stages or "status" not in study.seen.mapping else _of_status(),
        study.worth_naming(),
        study.settings,
        None if quota is None else (quarter, quota),
        _data(source, output),
        study.seen.currencies,
    )


def _settled(seen: "Inspection", given: Given) -> "tuple[tuple[StageSeen, ...], dict[str, tuple[str, ...]]]":
    """The stages in order, with what they lack, and other spellings of them."""
    stages = settle_kinds(seen, given.kinds, may_ask=given.may_ask)
    stages, aliases = settle_slips(stages, may_ask=given.may_ask)
    if stages:
        stages = completed(seen, stages, none_of(given.kinds))
    for line in (*lacking(seen, stages, given.kinds), *left_open(stages, given.kinds)):
        say(line)
    stages, untold = ordered(stages)
    if untold:
        say(f"{untold[0].upper()}{untold[1:]}: look at their order in pipeline.yaml")
    return with_chances(with_open(seen, stages)), aliases


class _Study:
    """An export as it becomes known, answer by answer.

    A column that is named brings stages and formats of its own, and one answer may settle several columns, so the file
    is looked at again after each.
    """

    def __init__(self, export: "Source", options: "ReadOptions", given: Given) -> None:
        self._export, self._options, self._may_ask = export, options, given.may_ask
        self._named, self._currency = dict(given.columns), given.currency
        self.settings = _settings(given.reading)
        self.seen = self._look()

    def _look(self) -> "Inspection":
        from ..read.inspect import inspect

        return _as_usual(inspect(self._export, self._options, self._named, self._currency))

    def find_columns(self) -> None:
        """Until every needed column is named, and those that much depends on were asked for."""
        if not self.seen.rows:
            raise InputProblem(f"{self.seen.name} has a header and no rows; export it again")
        while missing := [one for one in self.seen.questions if one.setting == f"columns.{one.field}"]:
            self._name(missing[0].field, self._answer(missing))
        for field, meaning in EXPECTED.items() if self._may_ask else ():
            if field in self.seen.mapping or not self.seen.unused:
                continue
            if header := ask_for_any(f"Which column is the {meaning}?", self.seen.unused):
                self._name(field, header)

    def _name(self, field: str, header: str) -> None:
        self._named[field] = header
        self.seen = self._look()

    def settle_formats(self) -> None:
        """Until nothing about the values is open."""
        while self.seen.questions:
            setting = self.seen.questions[0].setting.removeprefix("columns.")
            answer = self._answer(self.seen.questions)
            if setting == "currency":
                self._currency = answer
            else:
                self.settings[setting] = answer
                self._options = with_setting(self._options, setting, answer)
            self.seen = self._look()

    def _answer(self, questions: "Sequence[Question]") -> str:
        """What a person says to the first question; where none is there, an error that names all that answer them."""
        if not (self._may_ask and questions[0].choices):
            raise UnsettledProblem("\n".join(map(_unanswered, questions)))
        return ask(questions[0].text, questions[0].choices)

    def worth_naming(self) -> dict[str, str]:
        """Field to header, for those that a person named or that the reader would not find by itself."""
        from ..read.headers import choose

        found = choose(self.seen.headers, {}, self._options.preset)
        alone = {field: found.labels[position] for field, position in found.columns.items()}
        seen = self.seen.mapping.items()
        return {field: one for field, one in seen if field in self._named or alone.get(field) != one}


def _as_usual(seen: "Inspection") -> "Inspection":
    """The stages as a report without pipeline.yaml takes them: Signed is won, where nothing of a CRM says otherwise.

    Without a CRM that is known, those that come with pipectl tell the order, too.
    """
    from ..read.stages import StageBook
    from ..read.unplanned import known_stage
    from ..spec.templates import built_in_spec

    spec = built_in_spec()
    book, places = StageBook(spec), {stage.name: place for place, stage in enumerate(spec.stages)}
    of_crm = any(stage.rank is not None for stage in seen.stages)

    def usual(one: "StageSeen") -> "StageSeen":
        found = known_stage(book, one)
        if found is None or (one.sure and of_crm):
            return one
        rank, kind = one.rank if of_crm else places[found.name], found.kind
        extreme = kind is StageKind.OPEN and one.typical in (ZERO, ONE)
        return replace(one, kind=kind, sure=True, rank=rank, typical=None if extreme else one.typical)

    return replace(seen, stages=tuple(map(usual, seen.stages)))


def _of_status() -> "list[ProposedStage]":
    """Stages for an export that has none and says by its status what is open, won or lost."""
    from ..spec.writer import ProposedStage

    return [ProposedStage("Open"), ProposedStage("Won", StageKind.WON), ProposedStage("Lost", StageKind.LOST)]


def _unanswered(question: "Question") -> str:
    is_column = question.setting == f"columns.{question.field}"
    option = f"--column {question.field}=HEADER" if is_column else question.flag or f"--{question.setting}"
    return f"{question.text}; answer with {option} ({_first(question.choices)})" if question.choices else question.text


def _first(names: Sequence[str]) -> str:
    """The first names, and how many more there are."""
    more = f" … and {len(names) - _LISTED:,} more" if len(names) > _LISTED else ""
    return f"{', '.join(names[:_LISTED])}{more}"


def _refuse_unknown(columns: Mapping[str, str]) -> None:
    for field, header in columns.items():
        if field not in FIELDS:
            close = get_close_matches(field, FIELDS, n=1)
            hint = f"did you mean {close[0]}?" if close else f"name one of {', '.join(FIELDS)}"
            raise UsageProblem(f"--column {f'{field}={header}'!r}: {field!r} is no field; {hint}")


def with_setting(options: "ReadOptions", setting: str, answer: str) -> "ReadOptions":
    """The options with one answer in place."""
    match setting:
        case "date_order":
            return replace(options, date_order=DateOrder(answer))
        case "probability_scale":
            return replace(options, probability_scale=PercentScale(answer))
        case "preset":
            return replace(options, preset=answer)
        case _:
            return replace(options, locale=answer)


def _data(source: str, output: str) -> tuple[str, ...]:
    """The export as pipeline.yaml names it: relative to its own folder, so that both can move together."""
    if source == DASH:
        return ()
    name = Path(os.path.relpath(source, Path(output).resolve().parent)).as_posix()
    try:
        name.encode()
    except UnicodeEncodeError:
        say(f"{name}: is a name that pipeline.yaml can't hold, since it is not UTF-8; name the export on each call")
        return ()
    return (name,)


def _settings(reading: Reading) -> dict[str, str]:
    """What the options settled, so that the file says it from now on."""
    given = {
        "preset": reading.preset,
        "date_order": reading.date_order,
        "locale": reading.locale,
        "probability_scale": reading.percent_scale,
    }
    return {key: value for key, value in given.items() if value is not None}


def _told(seen: "Inspection") -> Iterator[str]:
    yield f"{seen.name} · {seen.rows} rows · {seen.delimiter} · {seen.encoding}"
    yield "   ".join(f"{header} → {field}" for field, header in seen.mapping.items())
    if seen.unused:
        yield f"Not used, yet there for --by and --where: {_first(seen.unused)}"
    lacks = [field for field in EXPECTED if field not in seen.mapping]
    if lacks and seen.unused:
        yield f"Not found: {', '.join(lacks)}; where a column holds one, name it: --column {lacks[0]}=HEADER"
    yield from seen.settled
    if len(seen.currencies) > 1:
        yield f"Amounts are in {', '.join(seen.currencies)}; without exchange_rates in pipeline.yaml they are not added"


def proposed_stages(seen: "tuple[StageSeen, ...]", aliases: Mapping[str, tuple[str, ...]]) -> "list[ProposedStage]":
    """The stages as pipeline.yaml has them, with one for what is open where the export has none."""
    from ..read.stages import free_name
    from ..spec.writer import ProposedStage

    stages = [
        ProposedStage(
            stage.name,
            stage.kind,
            stage.typical if stage.kind is StageKind.OPEN else None,
            aliases.get(stage.name, ()),
            stage.lent,
        )
        for stage in seen
    ]
    if any(stage.kind is StageKind.OPEN for stage in stages):
        return stages
    return [ProposedStage(free_name({stage.name for stage in stages})), *stages]
