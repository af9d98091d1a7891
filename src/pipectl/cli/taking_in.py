"""Exports of other days become snapshots: files with a day, and every committed version of one."""

import os
import subprocess
from collections.abc import Iterator
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

from ..domain.errors import InputProblem, PipectlError, UsageProblem
from ..domain.finding import quoted
from ..domain.opportunity import Opportunity
from ..domain.pipeline import Pipeline
from .guard import answer, say
from .keeping import keep_pipeline, keep_sources
from .options import Exports, Writing
from .places import find_spec
from .recall import store_folder
from .recall_options import Matching, Store
from .spine import today

if TYPE_CHECKING:
    from ..read.source import Source

#: Files of a folder that are exports.
SUFFIXES = (".csv", ".tsv", ".txt", ".gz", ".xlsx", ".ods")
DateFrom = Literal["name", "content", "modified"]


class _Dated(NamedTuple):
    """One export, and what is known of its day."""

    source: "Source"
    day: date | None
    """None: its content has to tell."""
    taken: datetime
    note: str | None = None


def take_in_files(reading: Exports, store: Store, matching: Matching, date_from: DateFrom, writing: Writing) -> int:
    """Keep each file as a snapshot of its day; what can't be read is told and left out, and then the exit is 2.

    Raises:
        PipectlError: nothing is named, or a day is not to be found.
    """
    from ..read.source import expand, load

    if not reading.files:
        raise UsageProblem("name the exports to keep: files, folders or patterns such as 'exports/*.csv'")
    paths = expand([name for each in reading.files for name in _in_folder(each)])
    dated = (_of_file(load(path, sheet=reading.sheet), path, date_from) for path in paths)
    return _take_in(sorted(dated, key=lambda one: (one.day or date.max, one.taken)), reading, store, matching, writing)


def take_in_commits(file: str, reading: Exports, store: Store, matching: Matching, writing: Writing) -> int:
    """Keep each committed version of a file as a snapshot of its author's day.

    Raises:
        PipectlError: it is in no repository, or Git is not there.
    """
    found = list(_commits(Path(file)))
    if not found:
        raise InputProblem(f"{file}: no commit of it is known to Git; name a file that is committed")
    return _take_in(found, reading, store, matching, writing)


def _take_in(dated: list[_Dated], reading: Exports, store: Store, matching: Matching, writing: Writing) -> int:
    found = find_spec(reading.config)
    folder, new, old, failed = store_folder(found, store), 0, 0, 0
    for one in dated:
        try:
            day = one.day or today()
            pipeline, plan = keep_sources([one.source], found, reading, day, writing)
            day = one.day or _last_day(pipeline, one.source.name)
            kept = keep_pipeline(pipeline, plan, folder, day, one.taken, matching, one.note)
        except InputProblem as error:
            failed += 1
            say(f"pipectl: {error.message}")
            continue
        new, old = new + kept.new, old + (not kept.new)
        if not writing.quiet:
            say(
                f"{day}  {one.source.name}: {len(pipeline):,} kept"
                if kept.new
                else f"{day}  {one.source.name}: there already"
            )
    answer(_told(new, old, failed, folder))
    return 2 if failed else 0


def _told(new: int, old: int, failed: int, folder: Path) -> str:
    parts = [f"{new:,} snapshots kept in {folder}" if new != 1 else f"1 snapshot kept in {folder}"]
    parts += [f"{old:,} there already"] if old else []
    parts += [f"{failed:,} could not be read and left out"] if failed else []
    return ", ".join(parts)


def _in_folder(name: str) -> list[str]:
    """The exports of a folder; anything else is what it is."""
    if not os.path.isdir(name):  # noqa: PTH112 - a name may be too long, or a pattern
        return [name]
    from glob import escape

    found = sorted(one for one in os.listdir(name) if one.lower().endswith(SUFFIXES))  # noqa: PTH208
    if not found:
        raise InputProblem(f"{name}: holds no export ({', '.join(SUFFIXES)}); name another folder")
    return [os.path.join(escape(name), escape(one)) for one in found]  # noqa: PTH118


def _of_file(source: "Source", path: str, date_from: DateFrom) -> _Dated:
    modified = datetime.fromtimestamp(Path(path).stat().st_mtime, UTC).replace(microsecond=0)
    if date_from == "modified":
        return _Dated(source, modified.astimezone().date(), modified, _note(path))
    day = None if date_from == "content" else _day_in(path)
    return _Dated(source, day, modified, _note(path))


def _note(path: str) -> str:
    return f"from {Path(path).name}"


def _day_in(path: str) -> date:
    from ..read.merging import day_of

    try:
        return date.fromisoformat(day_of(Path(path).name))
    except ValueError:
        raise UsageProblem(
            f"{path}: no day stands in the name of the file; rename it, as deals-2026-01-31.csv, use --date-from "
            "content or --date-from modified, or keep it alone with pipectl snapshot --as-of"
        ) from None


def _last_day(pipeline: Pipeline, name: str) -> date:
    """The last day on which anything in an export happened.

    Raises:
        UsageProblem: it has no such day.
    """
    past = [day for each in pipeline for day in _happened(each) if day is not None and day <= today()]
    if not past:
        raise UsageProblem(f"{name}: no day in it tells which day it is of; use --date-from name or modified")
    return max(past)


def _happened(each: Opportunity) -> tuple[date | None, ...]:
    return each.created, each.last_activity, each.stage_changed, each.closed


def _commits(file: Path) -> Iterator[_Dated]:
    """Every version, the oldest first, on its author's day where the author was."""
    from ..read.source import load

    folder, name = file.parent, file.name
    log = _git(folder, "log", "--reverse", "--format=%H %aI", "--", name).decode("ascii")
    for line in log.splitlines():
        commit, _, when = line.partition(" ")
        written = datetime.fromisoformat(when)
        try:
            data = _git(folder, "cat-file", "blob", f"{commit}:./{name}")
        except PipectlError:
            continue  # deleted by this commit
        source = load("-", stdin=BytesIO(data))
        source.name = f"{name}@{commit[:12]}"
        yield _Dated(source, written.date(), written.astimezone(UTC), f"commit {commit[:12]}")


def _git(folder: Path, *arguments: str) -> bytes:
    """What Git answers.

    Raises:
        InputProblem: it is not installed, or knows nothing of it.
    """
    try:
        done = subprocess.run(["git", "-C", str(folder), *arguments], capture_output=True, check=False)  # noqa: S603, S607
    except OSError:
        raise InputProblem(
            "git is not installed, or not to be found; install it, or keep exports with pipectl snapshot"
        ) from None
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise InputProblem(f"git can't tell of {quoted(arguments[-1])}: {said[-1] if said else 'it says nothing'}")
    return done.stdout
