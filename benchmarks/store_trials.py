"""Hardship for the store: writers killed at any moment, many at once, and bits that flip.

`python -m benchmarks.store_trials` runs all of it in a folder of its own and ends with 1 where anything was lost. Its
tests run the same with smaller numbers. Needs fork.
"""

import argparse
import os
import random
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import NamedTuple

from pipectl.domain.opportunity import FIELDS, Opportunity
from pipectl.domain.values import Outcome
from pipectl.history.matching import Match
from pipectl.store.canonical import Head
from pipectl.store.files import load, named
from pipectl.store.listing import snapshots, verify
from pipectl.store.problems import Unusable
from pipectl.store.writing import keep

#: A writer is killed at most this long after it began [s].
LONGEST = 0.03
#: Kills in one folder.
ROUND = 50
#: Rows of a snapshot.
ROWS = 100
#: Says that a snapshot, by its name, was said to be kept.
Tell = Callable[[str], None]
_FIRST = date(2026, 1, 1)


class Outcomes(NamedTuple):
    """What came of a trial."""

    title: str
    acknowledged: int
    lost: int
    """Said to be kept and not there, or not as it was."""
    unreadable: int
    """Files with the name of a snapshot that are none."""
    more: str = ""

    @property
    def good(self) -> bool:
        """Whether nothing was lost, of a trial in which something was done."""
        return self.acknowledged > 0 and not self.lost and not self.unreadable

    def __str__(self) -> str:
        counts = f"{self.acknowledged:,} acknowledged, {self.lost} lost, {self.unreadable} unreadable"
        return f"{self.title}: {counts}{self.more and f', {self.more}'}"


def kills(folder: Path, count: int, seed: int) -> Outcomes:
    """Writers that are killed (SIGKILL) at random moments, each while it keeps one snapshot after the other."""
    chance, acknowledged, lost, unreadable, halves = random.Random(seed), 0, 0, 0, 0
    for begin in range(0, count, ROUND):
        place, names = folder / f"kills-{begin}", []
        for number in range(begin, min(begin + ROUND, count)):
            with _writing(partial(_keep_on, place, number)) as (writer, told):
                time.sleep(chance.random() * LONGEST)
                os.kill(writer, signal.SIGKILL)
            names += told
        found = _found(place, names)
        acknowledged, lost, unreadable = acknowledged + len(names), lost + found[0], unreadable + found[1]
        halves += len(list(place.glob(".pipectl-*")))
    return Outcomes(f"{count:,} kills", acknowledged, lost, unreadable, f"{halves} of them in the middle of one")


def crowd(folder: Path, writers: int, each: int) -> Outcomes:
    """Several writers at once in one folder, with snapshots of their own and some that all of them keep."""
    place = folder / "crowd"

    def write(number: int, tell: Tell) -> None:
        for turn in range(each):
            tell(_keep(place, turn, writers if turn % 10 == 0 else number))

    with ExitStack() as writing:
        told = [writing.enter_context(_writing(partial(write, number)))[1] for number in range(writers)]
    names = [name for those in told for name in those]
    lost, unreadable = _found(place, names)
    lost += writers * each - len(names)
    listed = snapshots(place).entries
    shared = -(-each // 10)
    twice = len(listed) - (writers * (each - shared) + shared)
    return Outcomes(f"{writers} writers × {each:,}", len(names), lost, unreadable, f"{twice} listed twice")


def flips(folder: Path, count: int, seed: int) -> Outcomes:
    """A snapshot with one bit another one, anywhere; lost are those that nobody would notice."""
    chance, place = random.Random(seed), folder / "flips"
    name = _keep(place, 0, 0)
    data, unnoticed = (place / name).read_bytes(), 0
    for _ in range(count):
        at, flipped = chance.randrange(len(data) * 8), bytearray(data)
        flipped[at // 8] ^= 1 << at % 8
        (place / name).write_bytes(flipped)
        unnoticed += not _is_damaged(place / name)
    title = f"{count:,} flipped bits in a file of {len(data):,} bytes"
    return Outcomes(title, 1, unnoticed, 0, f"{count - unnoticed:,} noticed")


def _is_damaged(path: Path) -> bool:
    try:
        load(path)
    except Unusable:
        return True
    return False


def _found(place: Path, names: list[str]) -> tuple[int, int]:
    """How many of those acknowledged are lost, and how many that are there can't be read."""
    wrong = {verdict.path.name: verdict.wrong for verdict in verify(place)}
    lost = sum(wrong.get(name, "not there") is not None for name in names)
    return lost, sum(why is not None for why in wrong.values())


def _keep_on(place: Path, number: int, tell: Tell) -> None:
    turn = 0
    while True:
        tell(_keep(place, turn, number))
        turn += 1


def _keep(place: Path, turn: int, whose: int) -> str:
    """Keep a snapshot that no other writer has; gives its name."""
    day = _FIRST + timedelta(days=turn)
    moment = datetime(day.year, day.month, day.day, 12, tzinfo=UTC) + timedelta(seconds=whose)
    head = Head(day, moment, "New business", "USD", fields=FIELDS)
    rows = [
        Opportunity(
            id=f"{whose}-{number}",
            name=f"Company {number}, «{turn}»",
            stage="Lead",
            outcome=Outcome.OPEN,
            amount=Decimal(turn),
        )
        for number in range(ROWS)
    ]
    path = keep(place, head, rows, Match.ID).path
    assert named(path.name)
    return path.name


@contextmanager
def _writing(write: Callable[[Tell], None]) -> Iterator[tuple[int, list[str]]]:
    """A process that writes; at the end, what it was told to be kept before it ended or was killed."""
    reader, writer = os.pipe()
    process = os.fork()
    if not process:
        status = 1
        try:
            os.close(reader)
            write(lambda name: _tell(writer, name))
            status = 0
        finally:
            os._exit(status)
    os.close(writer)
    told: list[str] = []
    yield process, told
    with os.fdopen(reader) as pipe:
        told += [line[:-1] for line in pipe if line.endswith("\n")]
    os.waitpid(process, 0)


def _tell(writer: int, name: str) -> None:
    os.write(writer, f"{name}\n".encode())


def main() -> int:
    """Run all of it; gives the exit code."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--kills", type=int, default=1_000)
    asked.add_argument("--writers", type=int, default=8)
    asked.add_argument("--each", type=int, default=200)
    asked.add_argument("--flips", type=int, default=10_000)
    asked.add_argument("--seed", type=int, default=7)
    given = asked.parse_args()
    good = True
    with tempfile.TemporaryDirectory() as name:
        trials: tuple[Callable[[], Outcomes], ...] = (
            partial(kills, Path(name), given.kills, given.seed),
            partial(crowd, Path(name), given.writers, given.each),
            partial(flips, Path(name), given.flips, given.seed),
        )
        for trial in trials:
            came = trial()
            print(came, flush=True)
            good = good and came.good
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
