"""Exports of other days become snapshots: files with a day, and every committed version of one."""

import os
import subprocess
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

from ..domain.errors import InputProblem, UsageProblem
from ..domain.finding import quoted
from ..domain.opportunity import Opportunity
from ..domain.pipeline import Pipeline
from ..domain.values import Outcome
from .guard import answer, say
from .keeping import keep_pipeline, keep_sources
from .kept_pipeline import refuse_foreign
from .options import Exports, Writing
from .output import DASH
from .places import FoundSpec, find_spec
from .recall import match_of, store_folder
from .recall_options import Matching, Store
from .spine import today

if TYPE_CHECKING:
    from ..history.matching import Match
    from ..read.source import Source

#: Files of a folder that are exports.
SUFFIXES = (".csv", ".tsv", ".txt", ".gz", ".xlsx", ".ods")
DateFrom = Literal["name", "content", "modified"]


class _Dated(NamedTuple):
    """One export, and what is known of its day."""

    name: str
    load: "Callable[[], Source]"
    """Reads it: of many only one at a time is held."""
    day: date | None
    """None: its content has to tell."""
    taken: datetime
    note: str | None = None


def take_in_files(reading: Exports, store: Store, matching: Matching, date_from: DateFrom, writing: Writing) -> int:
    """Keep each file as a snapshot of its day; what can't be read is told and left out, and then the exit is 2.

    Raises:
        PipectlError: nothing is named, or a day is not to be found.
    """
    from ..read.source import expand

    if not reading.files:
        raise UsageProblem("name the exports to keep: files, folders or patterns such as 'exports/*.csv'")
    if DASH in reading.files:
        raise UsageProblem("history import takes files; keep what is piped in with pipectl snapshot - --as-of DAY")
    dated, failed = [], 0
    for path in expand([name for each in reading.files for name in _in_folder(each)]):
        try:
            dated.append(_of_file(path, reading.sheet, date_from))
        except (InputProblem, UsageProblem) as error:
            failed += 1
            say(f"pipectl: {error.message}")
    dated.sort(key=lambda one: (one.day or date.max, one.taken))
    return _take_in(dated, reading, store, matching, writing, failed)


def take_in_commits(file: str, reading: Exports, store: Store, matching: Matching, writing: Writing) -> int:
    """Keep each committed version of a file as a snapshot of its author's day.

    Raises:
        PipectlError: it is in no repository, or Git is not there.
    """
    found = list(_commits(Path(file)))
    if not found:
        raise InputProblem(f"{file}: no commit of it is known to Git; name a file that is committed")
    return _take_in(found, reading, store, matching, writing)


def _take_in(
    dated: list[_Dated], reading: Exports, store: Store, matching: Matching, writing: Writing, failed: int = 0
) -> int:
    found = find_spec(reading.config)
    folder, new, old = store_folder(found, store), 0, 0
    refuse_foreign(found, folder)
    match = match_of(folder, matching)
    for one in dated:
        try:
            done = _keep(one, found, folder.path, reading, match, writing)
        except (InputProblem, UsageProblem) as error:
            failed += 1
            say(f"pipectl: {error.message if one.name in error.message else f'{one.name}: {error.message}'}")
            continue
        new, old = new + done.new, old + (not done.new)
        if not writing.quiet:
            say(f"{done.day}  {one.name}: {f'{done.opportunities:,} kept' if done.new else 'there already'}")
    answer(_told(new, old, failed, folder.path))
    return 2 if failed else 0


class _Done(NamedTuple):
    """What became of one export."""

    day: date
    opportunities: int
    new: bool


def _keep(one: _Dated, found: FoundSpec, folder: Path, reading: Exports, match: "Match", writing: Writing) -> _Done:
    pipeline, plan = keep_sources([one.load()], found, reading, one.day or today(), writing)
    day = one.day or _last_day(pipeline, one.name)
    kept = keep_pipeline(pipeline, plan, folder, day, one.taken, match, one.note)
    return _Done(day, len(pipeline), kept.new)


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

    found = sorted(one for one in os.listdir(name) if one.lower().endswith(SUFFIXES))  # noqa: PTH208 - names alone
    if not found:
        raise InputProblem(f"{name}: holds no export ({', '.join(SUFFIXES)}); name another folder")
    return [os.path.join(escape(name), escape(one)) for one in found]  # noqa: PTH118 - a path drops the ./ that was typed


def _of_file(path: str, sheet: str | None, date_from: DateFrom) -> _Dated:
    from ..read.source import load

    try:
        modified = datetime.fromtimestamp(Path(path).stat().st_mtime, UTC).replace(microsecond=0)
    except (OSError, ValueError):
        load(path)  # says what is wrong with it
        raise
    if date_from == "modified":
        day: date | None = modified.astimezone().date()
    else:
        day = None if date_from == "content" else _day_in(path)
    return _Dated(path, partial(load, path, sheet=sheet), day, modified, _note(path))


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
    decided = each.close_date if each.outcome is not Outcome.OPEN else None
    return each.created, each.last_activity, each.stage_changed, each.closed, decided


def _commits(file: Path) -> Iterator[_Dated]:
    """Every version, the oldest first, on its author's day where the author was."""
    if file.is_dir():
        raise InputProblem(f"{file}: is a folder; name a file in it that is committed")
    # The folder may be gone with the file.
    folder = next(one for one in file.parents if one.is_dir() or one == one.parent)
    name = file.relative_to(folder).as_posix()
    log = _git(folder, "log", "--reverse", "--no-show-signature", "--format=%H %aI", "--", name).decode("ascii")
    if _git(folder, "rev-parse", "--is-shallow-repository").strip() == b"true":
        say("pipectl: this clone has the last commits only, so older versions are missing; run git fetch --unshallow")
    _tell_renames(folder, name)
    for line in log.splitlines():
        commit, _, when = line.partition(" ")
        if b" blob " not in _git(folder, "ls-tree", commit, "--", name):
            continue  # deleted by this commit, or no file
        written, label = datetime.fromisoformat(when), f"{file.name}@{commit[:12]}"
        load = partial(_version, folder, f"{commit}:./{name}", label)
        yield _Dated(label, load, written.date(), written.astimezone(UTC), f"commit {commit[:12]}")


def _tell_renames(folder: Path, name: str) -> None:
    """Say under which name older versions stand: a log ends where its file got the name."""
    before = [quoted(one) for one in _names_before(folder, name)]
    if before:
        say(
            f"pipectl: {folder / name}: was called {', before that '.join(before)}; versions of that name are not "
            "among these: run pipectl history from-git with it, too"
        )


def _names_before(folder: Path, name: str) -> Iterator[str]:
    """The names it had, as seen from here, the last one first."""
    top = Path(os.fsdecode(_git(folder, "rev-parse", "--show-toplevel").rstrip(b"\n")))
    # A status and a name, and for copies and renames the name after: only those are followed to the name before.
    found = _git(folder, "log", "--follow", "-z", "--format=", "--name-status", "--diff-filter=CR", "--", name)
    fields = [field.strip(b"\n") for field in found.split(b"\0") if field.strip(b"\n")]
    for status, before in zip(fields[::3], fields[1::3], strict=False):
        if not status.startswith(b"R"):
            return  # its life began as a copy: what comes before is another file's
        yield os.path.relpath(top / os.fsdecode(before))


def _version(folder: Path, which: str, label: str) -> "Source":
    from ..read.source import load

    source = load("-", stdin=BytesIO(_git(folder, "cat-file", "blob", which)))
    source.name = label
    return source


def _git(folder: Path, *arguments: str) -> bytes:
    """What Git answers.

    Raises:
        InputProblem: it is not installed, or knows nothing of it.
    """
    call = ["git", "-C", str(folder), "--literal-pathspecs", *arguments]
    try:
        done = subprocess.run(call, capture_output=True, check=False)  # noqa: S603 - no shell; no name is in an option's place
    except OSError:
        raise InputProblem(
            "git is not installed, or not to be found; install it, or keep exports with pipectl snapshot"
        ) from None
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise InputProblem(f"git can't tell of {quoted(arguments[-1])}: {said[-1] if said else 'it says nothing'}")
    return done.stdout
