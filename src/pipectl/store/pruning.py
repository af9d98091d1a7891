"""Which snapshots may go: the last of each day, week, month or year stays for as long as was asked."""

import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from ..domain.errors import UsageProblem
from . import disk
from .files import TEMPORARY
from .listing import Entry

#: A file that is being written is not as old as this; one that is, its writer died over.
STALE = timedelta(days=1)
_COUNT = re.compile(r"[1-9][0-9]{0,5}")
#: A day in full; of what else ISO 8601 allows nobody would see what goes.
_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
_HELP = "write daily=30,weekly=12,monthly=24,yearly=5, last=10 or all-since=2026-01-01"


class Keep(NamedTuple):
    """What stays. A number counts days, weeks, … that have snapshots, from the last one back."""

    last: int = 0
    daily: int = 0
    weekly: int = 0
    monthly: int = 0
    yearly: int = 0
    all_since: date | None = None


def keep_of(text: str) -> Keep:
    """What stays, from `daily=30,weekly=12`.

    Raises:
        UsageProblem: it makes no sense.
    """
    told: dict[str, int | date] = {}
    for part in text.split(","):
        name, _, value = part.partition("=")
        field = name.strip().replace("-", "_")
        if field not in Keep._fields or field in told:
            raise UsageProblem(f"--keep {text!r}: {name.strip()!r} is unknown or stands twice; {_HELP}")
        told[field] = _since(text, value.strip()) if field == "all_since" else _count(text, value.strip())
    return Keep(**told)  # type: ignore[arg-type]  # a day of all_since alone, counts of the others


def _count(text: str, value: str) -> int:
    if not _COUNT.fullmatch(value):
        raise UsageProblem(f"--keep {text!r}: {value!r} is not a number from 1 to 999999; {_HELP}")
    return int(value)


def _since(text: str, value: str) -> date:
    try:
        return date.fromisoformat(value if _DAY.fullmatch(value) else "")
    except ValueError:
        raise UsageProblem(f"--keep {text!r}: {value!r} is not a day; {_HELP}") from None


_SPANS: tuple[tuple[str, Callable[[Entry], Hashable]], ...] = (
    ("last", Entry.rank),
    ("daily", lambda entry: entry.day),
    ("weekly", lambda entry: entry.day.isocalendar()[:2]),
    ("monthly", lambda entry: (entry.day.year, entry.day.month)),
    ("yearly", lambda entry: entry.day.year),
)


def what_to_prune(entries: Sequence[Entry], keep: Keep) -> tuple[Entry, ...]:
    """What is not kept, in order; never the last one, and of a span always its last one stays."""
    ordered = sorted(entries, key=Entry.rank)
    stay = {entry.path for entry in ordered[-1:]}
    for name, span in _SPANS:
        stay.update(_lasts(ordered, span, getattr(keep, name)))
    if keep.all_since is not None:
        stay.update(entry.path for entry in ordered if entry.day >= keep.all_since)
    return tuple(entry for entry in ordered if entry.path not in stay)


def _lasts(ordered: Sequence[Entry], span: Callable[[Entry], Hashable], count: int) -> Iterator[Path]:
    seen: set[Hashable] = set()
    for entry in reversed(ordered):
        if len(seen) == count:
            return
        if span(entry) not in seen:
            seen.add(span(entry))
            yield entry.path


def remove(entries: Iterable[Entry]) -> int:
    """Remove snapshots and their twins; gives how many files. One that is gone already is no error.

    Raises:
        PipectlError: one can't be removed; those before it are.
    """
    paths = [path for entry in entries for path in (entry.path, *entry.twins)]
    for path in paths:
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise disk.refused(f"{path}: it can't be removed", error) from None
    for folder in {path.parent for path in paths}:
        try:
            disk.flush(folder)
        except OSError as error:
            raise disk.refused(f"{folder}: what was removed may come back after a crash", error) from None
    return len(paths)


def sweep(folder: Path, now: datetime) -> int:
    """Remove what writers that died left behind, once it is older than a day; gives how many files that were."""
    swept = 0
    for path in folder.glob(f"{TEMPORARY[0]}*{TEMPORARY[1]}"):
        try:
            if datetime.fromtimestamp(path.lstat().st_mtime, now.tzinfo) < now - STALE:
                path.unlink()
                swept += 1
        except OSError as error:
            raise disk.refused(f"{path}: it can't be removed", error) from None
    return swept
