"""The screen of `pipectl doctor`: what is found where, what each check lacks, what is wrong, and the line to paste."""

from collections.abc import Iterable, Iterator, Sequence

from rich.text import Text

from ...domain.diagnosis import Answer, CheckFound, Diagnosis, FileFound, Problem
from ...domain.finding import Level
from ...domain.verdict import WaiverState
from ..canvas import Canvas
from ..spell import long_day, many
from ..words.diagnosis import (
    build_words,
    check_words,
    colour_words,
    columns_words,
    data_words,
    encodings_words,
    extra_words,
    file_rows_words,
    layout_words,
    package_words,
    plan_words,
    preset_words,
    python_words,
    quotas_words,
    signs_words,
    spend_words,
    unused_words,
    variables_words,
    width_words,
    zone_words,
)
from ..words.shared import counted
from .ink import BLANK, Ink

_LABEL = " {:<14} "
_STYLES = {Level.ERROR: "alarm", Level.WARNING: "strong", Level.NOTE: "quiet"}
_ANSWERS = {Answer.YES: ("yes", "good"), Answer.PARTLY: ("in part", ""), Answer.NO: ("no", "strong")}


def screen(found: Diagnosis, canvas: Canvas) -> str:
    """All sections; a problem's places and the last line are as long as they are, so that they can be copied."""
    ink = Ink(canvas)
    ink.page([*_versions(ink, found), BLANK, *_terminal(ink, found), BLANK, *_found(ink, found)])
    ink.page([BLANK, *_checks(ink, found), BLANK])
    line = [BLANK, *ink.wrap(ink.say("For a bug report, without names, paths and values:", "title")), Text(found.line)]
    return ink.uncut([*_problems(ink, found), *line])


def _labelled(ink: Ink, pairs: Iterable[tuple[str, str]]) -> Iterator[Text]:
    for label, words in pairs:
        if words:
            yield from ink.wrap(ink.say(ink.foreign(words)), ink.say(_LABEL.format(label), "quiet"))


def _versions(ink: Ink, found: Diagnosis) -> Iterator[Text]:
    machine = found.machine
    yield ink.say("Versions", "title")
    needed = [package_words(each) for each in machine.packages if each.extra is None]
    yield from _labelled(
        ink,
        [
            ("pipectl", f"{machine.version} in {machine.folder}"),
            ("Python", f"{python_words(machine)}; {machine.executable}"),
            ("Packages", ", ".join(needed)),
            *(("Extra", extra_words(each)) for each in machine.packages if each.extra),
        ],
    )


def _terminal(ink: Ink, found: Diagnosis) -> Iterator[Text]:
    around = found.surroundings
    yield ink.say("Terminal", "title")
    yield from _labelled(
        ink,
        [
            ("Width", width_words(around)),
            ("Colour", colour_words(around)),
            ("Signs", signs_words(around)),
            ("Encodings", encodings_words(around)),
            ("Variables", variables_words(around)),
            ("Build", build_words(around)),
        ],
    )


def _found(ink: Ink, found: Diagnosis) -> Iterator[Text]:
    plan = found.plan
    yield ink.say("Found", "title")
    yield from _labelled(
        ink, [("pipeline.yaml", plan_words(plan)), ("Quotas", quotas_words(plan)), ("Spend", spend_words(plan))]
    )
    zone = zone_words(plan) if plan.usable else ""
    yield from _labelled(ink, [("Time zone", zone), ("Data", data_words(found.data))])
    for each in found.data.files:
        yield from _file(ink, each)


def _file(ink: Ink, found: FileFound) -> Iterator[Text]:
    yield BLANK
    yield from ink.wrap(ink.say(ink.foreign(found.name), "strong"), Text(" "))
    opened = found.kind is not None
    yield from _labelled(
        ink,
        [
            ("Layout", layout_words(found)),
            ("Export of", preset_words(found)),
            ("Rows", file_rows_words(found) if opened else ""),
        ],
    )
    yield from _listed(ink, "Columns", columns_words(found))
    yield from _listed(ink, "Others", unused_words(found))
    yield from _labelled(ink, (("Decided" if not number else "", each) for number, each in enumerate(found.settled)))


def _listed(ink: Ink, label: str, parts: Sequence[str]) -> Iterator[Text]:
    """Parts with commas between, broken between two of them where one fits a line."""
    head = ink.say(_LABEL.format(label), "quiet")
    lines: list[str] = []
    for number, part in enumerate(parts, 1):
        words = ink.foreign(part) + ("," if number < len(parts) else "")
        if lines and ink.say(f"{lines[-1]} {words}").cell_len <= ink.width - head.cell_len:
            lines[-1] += f" {words}"
        else:
            lines.append(words)
    for number, line in enumerate(lines):
        yield from ink.wrap(ink.say(line), Text(" " * head.cell_len) if number else head)


def _checks(ink: Ink, found: Diagnosis) -> Iterator[Text]:
    span = f"{found.period.label}, as of {long_day(found.as_of)}"
    yield from ink.wrap(ink.say("Checks", "title") + ink.say(f" · {ink.foreign(span)}", "quiet"))
    note = "whether this data lets them be judged; pipectl check says how they come out"
    none = "not known, since pipeline.yaml can't be used" if found.plan.is_broken else "none in pipeline.yaml"
    yield from ink.wrap(ink.say(note if found.checks else none, "quiet"), Text(" "))
    for check in found.checks:
        yield from _check(ink, check)
    yield from _waivers(ink, found)
    for number, each in enumerate(found.not_run):
        words = f"{each.code.code} {each.code.title}: needs {each.lacking}"
        yield from _labelled(ink, [("Not looked for" if not number else "", words)])


def _check(ink: Ink, found: CheckFound) -> list[Text]:
    words, style = _ANSWERS[found.answer]
    head = ink.say(_LABEL.format(words), style)
    return ink.wrap(ink.say(check_words(found, ink.foreign)), head)


def _waivers(ink: Ink, found: Diagnosis) -> Iterator[Text]:
    states = [line.state for line in found.waivers]
    told = [f"{many(states.count(state))} {state.value}" for state in WaiverState if state in states]
    yield from _labelled(ink, [("Waivers", ", ".join(told))])


def _problems(ink: Ink, found: Diagnosis) -> Iterator[Text]:
    count = counted(len(found.problems), "problem") if found.problems else "No problems"
    yield ink.say(count, "title")
    for each in found.problems:
        yield from _problem(ink, each)


def _problem(ink: Ink, found: Problem) -> Iterator[Text]:
    head = ink.say(f" {found.level.value:<8}", _STYLES[found.level])
    yield from ink.wrap(ink.say(f"{found.about}: {ink.foreign(found.text)}"), head)
    yield from (Text("   ") + ink.say(ink.foreign(each)) for each in found.details)
