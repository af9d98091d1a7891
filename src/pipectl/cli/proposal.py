"""A pipeline.yaml proposed from an export: what the file says, and the few questions only a person can answer."""

import os
import re
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from ..domain.errors import UnsettledProblem
from ..domain.period import parse_period
from ..domain.spec import DateOrder, PercentScale, StageKind
from .guard import say
from .options import Reading
from .output import DASH
from .places import refuse_terminal
from .spine import read_options

if TYPE_CHECKING:
    from ..read.formats.evidence import Question
    from ..read.inspect import Inspection, StageSeen
    from ..read.reader import ReadOptions
    from ..read.source import Source
    from ..spec.writer import ProposedStage

#: Columns that much depends on though a file can be read without them.
EXPECTED = {"created": "create date", "expected_close": "expected close date", "probability": "close %"}
#: Order of the kinds in a process.
_ORDER = (StageKind.OPEN, StageKind.WON, StageKind.POST_SALE, StageKind.LOST)


def propose(
    source: str, output: str, reading: Reading, quota: str | None, currency: str | None, *, ask: bool, day: date
) -> str:
    """The text of a pipeline.yaml for an export, to stand in the file `output`.

    Questions are asked on the terminal where `ask`; else they are an error that names the option which answers them.

    Raises:
        InputProblem: the export can't be read.
        UnsettledProblem: something is open and nobody may be asked.
    """
    from ..read.source import load
    from ..spec.writer import pipeline_yaml

    refuse_terminal([source])
    export, options = load(source, stdin=sys.stdin.buffer), read_options(reading, day)
    seen, named = _columns(export, options, ask=ask)
    for line in _told(seen):
        say(line)
    settings = _given(reading)
    seen = _formats(seen, export, options, named, settings, ask=ask)
    quarter = parse_period("this-quarter", day).key
    if quota is None and ask:
        quota = _ask_quota(quarter)
    return pipeline_yaml(
        Path(source).stem if source != DASH else "Sales pipeline",
        currency,
        proposed_stages(seen.stages),
        {field: header for field, header in seen.mapping.items() if field in named or _worth_naming(field, header)},
        settings,
        None if quota is None else (quarter, quota),
        _data(source, output),
    )


def _columns(export: "Source", options: "ReadOptions", *, ask: bool) -> "tuple[Inspection, dict[str, str]]":
    """The file once its columns are known, and those that a person named.

    A column that is named brings stages and formats of its own, so the file is looked at again each time.
    """
    from ..read.inspect import inspect

    named: dict[str, str] = {}
    seen = inspect(export, options)
    while missing := [question for question in seen.questions if not question.header]:
        named[missing[0].field] = _answer(missing[0], ask=ask)
        seen = inspect(export, options, named)
    for field, meaning in EXPECTED.items() if ask else ():
        if field not in seen.mapping and seen.unused and (header := _ask_for(meaning, seen.unused)):
            named[field] = header
            seen = inspect(export, options, named)
    return seen, named


def _formats(
    seen: "Inspection",
    export: "Source",
    options: "ReadOptions",
    named: dict[str, str],
    settings: dict[str, str],
    *,
    ask: bool,
) -> "Inspection":
    """The file once nothing about its values is open; answers go into `settings`.

    One answer may settle several columns, and what a column says of the stages, so the file is looked at again.
    """
    from ..read.inspect import inspect

    while seen.questions:
        setting = seen.questions[0].setting.removeprefix("columns.")
        settings[setting] = _answer(seen.questions[0], ask=ask)
        options = with_setting(options, setting, settings[setting])
        seen = inspect(export, options, named)
    return seen


def with_setting(options: "ReadOptions", setting: str, answer: str) -> "ReadOptions":
    """The options with one answer in place."""
    match setting:
        case "date_order":
            return replace(options, date_order=DateOrder(answer))
        case "probability_scale":
            return replace(options, probability_scale=PercentScale(answer))
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
    for kind in (StageKind.WON, StageKind.LOST):
        if seen.stages and all(stage.kind is not kind for stage in seen.stages):
            yield f"No stage looks {kind.value}: give the one that is `kind: {kind.value}` in pipeline.yaml"


def _likely_slips(stages: "tuple[StageSeen, ...]") -> Iterator[str]:
    """Stages of few rows that are spelled almost like one of many: told, never merged by guess."""
    from difflib import get_close_matches

    for stage in stages:
        others = [each.name for each in stages if each.rows > 5 * stage.rows or (stage.rows <= 1 < each.rows)]
        for close in get_close_matches(stage.name, others, n=1, cutoff=0.85):
            rows = "1 row" if stage.rows == 1 else f"{stage.rows} rows"
            yield f"Stage {stage.name} ({rows}) looks like {close}: correct the export, or make it one of its aliases"


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


def _answer(question: "Question", *, ask: bool) -> str:
    """What a person says to a question; where nobody may be asked, an error that names what answers it."""
    if not ask:
        answer = f"answer with {question.flag}" if question.flag else "answer on a terminal, or rename the column"
        raise UnsettledProblem(f"{question.text}; {answer} ({', '.join(question.choices[:12])})")
    return _ask(question)


def _ask(question: "Question") -> str:
    """Ask until the answer is one of the choices; a unique beginning is enough."""
    say(f"? {question.text}")
    while True:
        if fitting := _fitting(typed(f"  {' / '.join(question.choices)}: "), question.choices):
            return fitting


def _ask_for(meaning: str, headers: tuple[str, ...]) -> str | None:
    """Ask which column holds something that may be left out."""
    say(f"? Which column is the {meaning}? (Enter for none)")
    while True:
        answer = typed(f"  {' / '.join(headers)}: ")
        if not answer or (fitting := _fitting(answer, headers)):
            return fitting if answer else None


def _fitting(answer: str, choices: tuple[str, ...]) -> str | None:
    """The one choice that is meant: spelled out, or the only one that starts so."""
    said = answer.casefold()
    exact = [each for each in choices if each.casefold() == said]
    begun = exact or [each for each in choices if said and each.casefold().startswith(said)]
    return begun[0] if len(begun) == 1 else None


def _ask_quota(quarter: str) -> str | None:
    while True:
        answer = typed(f"Quota for {quarter}, as 500000? (Enter to leave it out) ")
        if not answer or (amount := plain_amount(answer)):
            return amount if answer else None
        say("  without separators, please: 500000")


def plain_amount(text: str) -> str | None:
    """An amount as pipeline.yaml takes it; None for anything with separators, whose meaning would be a guess."""
    plain = text.strip().replace(" ", "")
    return plain if re.fullmatch(r"[0-9]{1,18}(\.[0-9]{1,2})?", plain) and plain.strip("0.") else None


def typed(prompt: str) -> str:
    """One line typed by the person at the terminal; the prompt goes to stderr, since stdout is for answers."""
    from ..render.harmless import for_terminal

    sys.stderr.write(for_terminal(prompt))
    sys.stderr.flush()
    # Not through sys.stdin, which may raise on what is no letter of its encoding.
    line = sys.stdin.buffer.readline().decode(sys.stdin.encoding or "utf-8", "replace")
    if not line:
        raise KeyboardInterrupt
    return line.strip()
