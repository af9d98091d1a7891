"""What `changes` compares: two days of what is remembered, or two exports."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ..domain.errors import UsageProblem
from ..views import Question
from .asking import parse_day
from .keeping import refuse_unknowable
from .looking_back import look_back
from .options import Asking, Reading, Writing
from .past_stages import with_past_stages
from .places import find_spec
from .recall import match_of, store_folder
from .recall_options import Recalling
from .spine import Gathered, gather, read, today

if TYPE_CHECKING:
    from ..history.chronicle import Chronicle

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_LIKE_DAY = re.compile(r"\d{1,4}([-./])\d{1,2}\1\d{1,4}\.?", re.ASCII)


class Compared(NamedTuple):
    """The later day, all that is known of the past, and the earlier day."""

    given: Gathered
    chronicle: "Chronicle"
    start: date


class _Between(NamedTuple):
    """What stands where two days or two exports may stand."""

    days: tuple[str, ...]
    files: tuple[str, ...]


def compare(
    reading: Reading,
    asking: Asking,
    recalling: Recalling,
    writing: Writing,
    by: list[str] | None = None,
    since: str | None = None,
) -> Compared:
    """What two days are compared by.

    Raises:
        PipectlError: the days make no sense, or what is known of them can't be read.
    """
    between = _between(reading.files or (), asking, since)
    if len(between.files) == 2:
        return _exports(replace(reading, files=None), between, asking, recalling, writing, by)
    days = (*between.days, *([since] if since else ()))
    if len(days) == 2:
        asking = replace(asking, as_of=days[1])
    reading = replace(reading, files=list(between.files) or None)
    given, chronicle = look_back(reading, asking, recalling, writing, by)
    return Compared(given, chronicle, _start(days, chronicle, given))


def _between(words: Sequence[str], asking: Asking, since: str | None) -> _Between:
    """Days and files apart.

    Raises:
        UsageProblem: there are too many of them, or in the wrong order, or a day is none.
    """
    days = tuple(word for word in words if _DAY.fullmatch(word))
    files = tuple(word for word in words if word not in days)
    if len(words) > 2:
        raise UsageProblem("changes lie between two days or two exports; name one or two, the older first")
    if since and (days or len(files) > 1):
        raise UsageProblem("--since says where to start, and so does the first day or export; leave one out")
    if len(days) > 1 and asking.as_of:
        raise UsageProblem("the second day is that of which the changes end, and so is --as-of; leave one out")
    _refuse_other_days(files)
    _refuse_order(words, [*days, *([since] if since else ())], asking)
    return _Between(days, files)


def _refuse_other_days(files: Sequence[str]) -> None:
    """A day that is written otherwise is taken for no file."""
    for word in files:
        if _LIKE_DAY.fullmatch(word) and not Path(word).exists():
            raise UsageProblem(f"{word!r} is no day as they are written here, and no file; write days as 2026-01-31")


def _refuse_order(words: Sequence[str], days: Sequence[str], asking: Asking) -> None:
    """Refuse what goes back in time before anything is read for it."""
    told = [*map(_day, days), *([parse_day(asking.as_of, today())] if asking.as_of and days else ())]
    if len(told) > 1 and told[0] >= told[1]:
        raise UsageProblem(f"changes go from an earlier day to a later one, not from {told[0]} to {told[1]}")
    if len(words) > 1 and not _DAY.fullmatch(words[0]) and _DAY.fullmatch(words[1]):
        raise UsageProblem(f"changes go from a day to an export: pipectl changes {words[1]} {words[0]}")


def _start(days: Sequence[str], chronicle: "Chronicle", given: Gathered) -> date:
    return _day(days[0]) if days and _reaches_back(chronicle, given.question) else last_look(chronicle, given.question)


def last_look(chronicle: "Chronicle | None", asked: Question) -> date:
    """The day that changes start from where none is named: that of the last look before as-of.

    Raises:
        UsageProblem: nothing is known of any.
    """
    from ..history.past import change_since

    start = None
    if chronicle is not None and _reaches_back(chronicle, asked):
        start = change_since(chronicle, asked.as_of, asked.period)
    if start is None:
        raise _nothing_before(asked.as_of)
    return start


def _reaches_back(chronicle: "Chronicle", asked: Question) -> bool:
    since = chronicle.amounts_since
    return since is not None and since < asked.as_of


def _nothing_before(day: date) -> UsageProblem:
    return UsageProblem(
        f"nothing is known of a day before {day}; keep exports with pipectl snapshot from now on, "
        "or name an older export first: pipectl changes OLD NEW"
    )


def _day(text: str) -> date:
    return parse_day(text, today(), "")


def _exports(
    reading: Reading, between: _Between, asking: Asking, recalling: Recalling, writing: Writing, by: list[str] | None
) -> Compared:
    """Two exports, each of the day in its name; without one, the older is of the day before."""
    from ..history.assembling import assemble
    from ..history.looks import one_look
    from ..history.matching import keyed

    older, newer = between.files
    _refuse_older_second(older, newer)
    end = parse_day(asking.as_of, _day_in(newer) or today())
    start = _day_in(older) or end - timedelta(days=1)
    if start >= end:
        raise UsageProblem(f"{older} is of {start}, and the changes end on {end}; name a later day with --as-of")
    before = read([older], find_spec(reading.config), reading, start, replace(writing, verbose=False)).pipeline
    given = gather(replace(reading, files=[newer]), replace(asking, as_of=f"{end}"), writing, by)
    kinds = {stage.name: stage.kind.outcome for stage in given.spec.stages}
    match = match_of(store_folder(given.found, recalling), recalling)
    refuse_unknowable(before, match)
    key = keyed(match)
    seen = one_look(before.opportunities, start, key, f"the export {Path(older).name}", before.fields)
    found = assemble(given.pipeline.opportunities, end, [], seen, key, kinds.get)
    said = () if _day_in(older) else (f"{older} has no day in its name and is taken to be of {start}",)
    return Compared(with_past_stages(given, found), replace(found, said=(*found.said, *said)), start)


def _refuse_older_second(older: str, newer: str) -> None:
    """Whatever --as-of says: their names say which one is the older."""
    first, second = _day_in(older), _day_in(newer)
    if first and second and first >= second:
        raise UsageProblem(f"{older} is of {first} and {newer} of {second}; name the older first")


def _day_in(name: str) -> date | None:
    """The day in a file's name; None where it has none."""
    from ..read.merging import day_of

    try:
        return date.fromisoformat(day_of(Path(name).name))
    except ValueError:
        return None
