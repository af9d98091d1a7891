"""Make a folder of daily snapshots of a pipeline that lives: what a year of history weighs, and how fast it is read.

`python -m benchmarks.make_history FOLDER --opportunities 10000 --days 365 --seed 7`. The same seed gives the same
bytes. Each day opportunities are created, move stages, are pushed, edited, won, lost and, rarely, deleted; decided ones
leave the export after a while, so that it keeps its size.
"""

import argparse
import random
import time
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

from pipectl.domain.opportunity import FIELDS, Opportunity
from pipectl.domain.values import Outcome
from pipectl.store.canonical import FORMS, SCHEMA, Head, first_line, line_of
from pipectl.store.files import name_of

STAGES = ("Prospecting", "Qualified", "Proposal", "Negotiation", "Commit")
OWNERS = tuple(f"Owner {number:02}" for number in range(40))
SOURCES = ("Inbound", "Outbound", "Partner", "Event")
REASONS = ("Price", "No decision", "Competitor", "Timing")
#: Chances a day of an open opportunity.
MOVES, PUSHES, EDITS, WINS, LOSES, VANISHES = 0.02, 0.012, 0.006, 0.004, 0.008, 0.0002
#: Of a decided one to leave the export.
LEAVES = 0.005
#: Share of the first day's opportunities that are open.
OPEN_AT_FIRST = 0.4


class Pipeline:
    """Opportunities by id, each with its line."""

    def __init__(self, size: int, seed: int, day: date) -> None:
        self.chance = random.Random(seed)
        self.size, self.number = size, 0
        self.there: dict[str, Opportunity] = {}
        self.lines: dict[str, str] = {}
        for _ in range(size):
            born = self.create(day - timedelta(days=self.chance.randrange(200)))
            if self.chance.random() > OPEN_AT_FIRST:
                self.decide(born, day - timedelta(days=self.chance.randrange(100)))

    def put(self, state: Opportunity) -> None:
        """As it is from now on."""
        assert state.id is not None
        self.there[state.id] = state
        self.lines[state.id] = line_of(state)

    def create(self, day: date) -> Opportunity:
        """A new one."""
        self.number += 1
        pick = self.chance
        account = f"Company {pick.randrange(self.size)}"
        state = Opportunity(
            id=f"006{self.number:012}",
            name=f"{account}, {pick.choice(('renewal', 'expansion', 'first project', '«pilot»'))}",
            stage=STAGES[0],
            outcome=Outcome.OPEN,
            amount=Decimal(pick.randrange(1_000, 250_000)),
            created=day,
            expected_close=day + timedelta(days=pick.randrange(20, 160)),
            probability=Decimal("0.1"),
            owner=pick.choice(OWNERS),
            account=account,
            source=pick.choice(SOURCES),
            next_step=f"Call {pick.randrange(10_000)}",
            stage_changed=day,
            extra={"Region": pick.choice(("EMEA", "APAC", "AMER")), "Industry": pick.choice(("Banking", "Retail"))},
        )
        self.put(state)
        return state

    def decide(self, state: Opportunity, day: date) -> None:
        """Won or lost."""
        won = self.chance.random() < WINS / (WINS + LOSES)
        outcome, stage = (Outcome.WON, "Closed won") if won else (Outcome.LOST, "Closed lost")
        reason = None if won else self.chance.choice(REASONS)
        self.put(
            replace(state, outcome=outcome, stage=stage, closed=day, stage_changed=day, lost_reason=reason,
                    probability=Decimal(int(won)))
        )  # fmt: skip

    def live(self, day: date) -> None:
        """One day on."""
        for state in list(self.there.values()):
            self.live_on(state, day, self.chance.random())
        for _ in range(max(self.size - len(self.there), 0)):
            self.create(day)

    def live_on(self, state: Opportunity, day: date, draw: float) -> None:
        """What a day does to one of them."""
        decided = state.outcome is not Outcome.OPEN
        if draw < (LEAVES if decided else VANISHES):
            self.drop(state)
        elif decided:
            return
        elif (draw := draw - VANISHES) < WINS + LOSES:
            self.decide(state, day)
        elif (draw := draw - WINS - LOSES) < MOVES:
            self.move(state, day)
        elif (draw := draw - MOVES) < PUSHES:
            self.push(state)
        elif draw - PUSHES < EDITS:
            self.put(replace(state, amount=(state.amount or Decimal()) + self.chance.randrange(-500, 5_000)))

    def move(self, state: Opportunity, day: date) -> None:
        """To another stage, mostly the next one."""
        step = 1 if self.chance.random() < 0.9 else -1
        at = min(max(STAGES.index(state.stage) + step, 0), len(STAGES) - 1)
        self.put(replace(state, stage=STAGES[at], probability=Decimal(at * 2 + 1) / 10, stage_changed=day))

    def push(self, state: Opportunity) -> None:
        """It will close later than it should have."""
        assert state.expected_close is not None
        self.put(replace(state, expected_close=state.expected_close + timedelta(days=self.chance.randrange(7, 60))))

    def drop(self, state: Opportunity) -> None:
        """It is in no further export."""
        assert state.id is not None
        del self.there[state.id], self.lines[state.id]

    def snapshot(self, day: date) -> bytes:
        """The bytes that `text_of` gives, without writing anew what did not change."""
        taken = datetime(day.year, day.month, day.day, 18, tzinfo=UTC)
        head = Head(day, taken, "New business", "USD", len(self.lines), fields=FIELDS)
        lines = [self.lines[key] for key in sorted(self.lines)]
        return "\n".join([first_line(head), FORMS[SCHEMA].header, *lines, ""]).encode()


def make(folder: Path, opportunities: int, days: int, seed: int, last: date = date(2026, 11, 23)) -> int:
    """Fill a folder; gives how many bytes that were."""
    folder.mkdir(parents=True, exist_ok=True)
    first = last - timedelta(days=days - 1)
    pipeline, size = Pipeline(opportunities, seed, first), 0
    for day in (first + timedelta(days=number) for number in range(days)):
        if day > first:
            pipeline.live(day)
        data = pipeline.snapshot(day)
        (folder / name_of(day, data)).write_bytes(data)
        size += len(data)
    return size


def main() -> None:
    """Make it and say how long that took."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("folder", type=Path)
    asked.add_argument("--opportunities", type=int, default=10_000)
    asked.add_argument("--days", type=int, default=365)
    asked.add_argument("--seed", type=int, default=7)
    given = asked.parse_args()
    began = time.perf_counter()
    size = make(given.folder, given.opportunities, given.days, given.seed)
    print(f"{given.days} snapshots, {size / 1e6:,.0f} MB, in {time.perf_counter() - began:.0f} s")


if __name__ == "__main__":
    main()
