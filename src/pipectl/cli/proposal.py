"""A pipeline.yaml proposed from an export: what the file says, and the few questions only a person can answer."""

import re
import sys
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from ..domain.errors import UnsettledProblem
from ..domain.period import parse_period
from ..domain.spec import DateOrder, PercentScale, StageKind
from .guard import say
from .options import Reading

if TYPE_CHECKING:
    from ..read.formats.evidence import Question
    from ..read.inspect import Inspection, StageSeen
    from ..spec.writer import ProposedStage

#: Order of the kinds in a process.
_ORDER = (StageKind.OPEN, StageKind.WON, StageKind.POST_SALE, StageKind.LOST)


def propose(source: str, reading: Reading, quota: str | None, currency: str | None, *, ask: bool, day: date) -> str:
    """The text of a pipeline.yaml for an export.

    Questions are asked on the terminal where `ask`; else they are an error that names the option which answers them.

    Raises:
        InputProblem: the export can't be read.
        UnsettledProblem: something is open and nobody may be asked.
    """
    from ..read.inspect import inspect
    from ..read.reader import ReadOptions
    from ..read.source import load
    from ..spec.writer import pipeline_yaml

    options = ReadOptions(
        as_of=day,
        encoding=reading.encoding,
        delimiter=reading.delimiter,
        date_order=None if reading.date_order is None else DateOrder(reading.date_order),
        locale=reading.locale,
        probability_scale=None if reading.percent_scale is None else PercentScale(reading.percent_scale),
    )
    seen = inspect(load(source, stdin=sys.stdin.buffer), options)
    for line in _told(seen):
        say(line)
    columns, settings = dict(seen.mapping), _given(reading)
    for question in seen.questions:
        _settle(question, columns, settings, ask=ask)
    stages = proposed_stages(seen.stages)
    quarter = parse_period("this-quarter", day).key
    if quota is None and ask:
        quota = _ask_quota(quarter)
    named = {field: header for field, header in columns.items() if _worth_naming(field, header)}
    name = Path(source).stem if source != "-" else "Sales pipeline"
    return pipeline_yaml(name, currency, stages, named, settings, None if quota is None else (quarter, quota))


def _given(reading: Reading) -> dict[str, str]:
    """What the options settled, so that the file says it from now on."""
    given = {"date_order": reading.date_order, "locale": reading.locale, "probability_scale": reading.percent_scale}
    return {key: value for key, value in given.items() if value is not None}


def _worth_naming(field: str, header: str) -> bool:
    """Whether the reader would not find this header by itself."""
    from ..read.headers import propose

    return propose([header]).get(field) != header


def _told(seen: "Inspection") -> Iterator[str]:
    yield f"{seen.name} · {seen.rows} rows · {seen.delimiter} · {seen.encoding}"
    yield "   ".join(f"{header} → {field}" for field, header in seen.mapping.items())
    if seen.unused:
        yield f"Not used, yet there for --by and --where: {', '.join(seen.unused[:12])}"
    yield from seen.settled
    yield from _likely_slips(seen.stages)


def _likely_slips(stages: "tuple[StageSeen, ...]") -> Iterator[str]:
    """Stages of few rows that are spelled almost like one of many: told, never merged by guess."""
    from difflib import get_close_matches

    for stage in stages:
        others = [each.name for each in stages if each.rows > 5 * stage.rows or (stage.rows <= 1 < each.rows)]
        for close in get_close_matches(stage.name, others, n=1, cutoff=0.85):
            rows = "1 row" if stage.rows == 1 else f"{stage.rows} rows"
            yield f"? Stage {stage.name} ({rows}) looks like {close}; if so, make it an alias"


def proposed_stages(seen: "tuple[StageSeen, ...]") -> "list[ProposedStage]":
    """Open stages by typical close %, then won, post-sale and lost ones; without close % in the file's order."""
    from ..spec.writer import ProposedStage

    def place(stage: "StageSeen") -> tuple[int, Decimal]:
        return _ORDER.index(stage.kind), Decimal(1) if stage.typical is None else stage.typical

    stages = [
        ProposedStage(stage.name, stage.kind, stage.typical if stage.kind is StageKind.OPEN else None)
        for stage in sorted(seen, key=place)
    ]
    if any(stage.kind is StageKind.OPEN for stage in stages):
        return stages
    return [ProposedStage("Open"), *stages]


def _settle(question: "Question", columns: dict[str, str], settings: dict[str, str], *, ask: bool) -> None:
    key = question.setting.removeprefix("columns.")
    if not ask:
        answer = f"answer with {question.flag}" if question.flag else "answer on a terminal, or name the column"
        raise UnsettledProblem(f"{question.text}; {answer} ({', '.join(question.choices[:12])})")
    answered = _ask(question)
    if question.header:
        settings[key] = answered
    else:
        columns[key] = answered


def _ask(question: "Question") -> str:
    """Ask until the answer is one of the choices; a unique beginning is enough."""
    say(f"? {question.text}")
    choices = question.choices
    while True:
        answer = typed(f"  {' / '.join(choices)}: ")
        fitting = [each for each in choices if each.casefold() == answer.casefold()]
        fitting = fitting or [each for each in choices if answer and each.casefold().startswith(answer.casefold())]
        if len(fitting) == 1:
            return fitting[0]


def _ask_quota(quarter: str) -> str | None:
    while True:
        answer = typed(f"Quota for {quarter}? (Enter to leave it out) ").replace(",", "").replace(" ", "")
        if not answer:
            return None
        if re.fullmatch(r"[0-9]{1,18}(\.[0-9]{1,6})?", answer) and answer.strip("0."):
            return answer


def typed(prompt: str) -> str:
    """One line typed by the person at the terminal; the prompt goes to stderr, since stdout is for answers."""
    from ..render.harmless import for_terminal

    sys.stderr.write(for_terminal(prompt))
    sys.stderr.flush()
    line = sys.stdin.readline()
    if not line:
        raise KeyboardInterrupt
    return line.strip()
