"""Made-up opportunities whose chance to be won is known, with columns that know the answer planted among honest ones.

The same seed gives the same opportunities. What makes the chance is in `_log_odds`; planted are columns that are filled
in at the close, that change their value then, or that name the outcome, and duplicates.
"""

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from math import exp
from typing import NamedTuple

from pipectl.domain.opportunity import Opportunity
from pipectl.domain.values import Outcome
from pipectl.forecast.seen import Seen
from pipectl.forecast.winning.looks import Look

AS_OF = date(2026, 11, 23)
STAGES = ("Prospecting", "Qualified", "Proposal", "Negotiation")
SOURCES = {"Inbound": 0.5, "Outbound": -0.5, "Partner": 0.7, "Event": -0.2}
OWNERS = {f"Owner {number}": (number % 3 - 1) * 0.4 for number in range(8)}
#: Left in the middle of the time; all that was theirs is decided.
GONE = "Owner 7"
TYPES = ("New", "Renewal", "Expansion")
REGIONS = {"EMEA": 0.0, "APAC": -0.3, "AMER": 0.3}
#: Honest ones: fixed at the creation, filled in for some only, a number, and one of many values that come and go.
HONEST = ("Region", "Industry", "Employees", "Referrer", "Campaign")
#: Ones that know the answer, as CRMs have them.
PLANTED = (
    "Signed on",
    "Contract number",
    "Loss category",
    "Competitor won",
    "Phase",
    "Result",
    "Is closed",
    "Close score",
)


class Life(NamedTuple):
    """One opportunity from beginning to end."""

    key: str
    created: date
    stages: tuple[tuple[date, str], ...]
    closed: date
    won: bool
    chance: float
    """To be won, as of its creation."""
    pushes: tuple[date, ...]
    state: Opportunity
    """While it is open, but for its stage; with what is known at the creation alone."""


class World(NamedTuple):
    """What there is to learn from."""

    today: list[Seen]
    past: list[Look]
    """By history."""
    chances: dict[str, float]
    """Of open ones, as of their creation."""


def lives(number: int, seed: int, strength: float = 1.0) -> Iterator[Life]:
    """Some opportunities of the last two and a half years; `strength` 0 makes all of one chance."""
    pick = random.Random(seed)
    for at in range(number):
        created = AS_OF - timedelta(days=pick.randrange(900))
        yield _life(f"006{at:05}", created, pick, strength)


def _life(key: str, created: date, pick: random.Random, strength: float) -> Life:
    owners = [owner for owner in OWNERS if owner != GONE or created < date(2025, 6, 1)]
    extra = {"Region": pick.choice(list(REGIONS)), "Industry": pick.choice(("Banking", "Retail", "Public"))}
    extra |= {
        "Employees": str(pick.randrange(5, 5000)),
        "Campaign": f"{created.year}-Q{(created.month + 2) // 3} mailing",
    }
    if pick.random() < 0.3:
        extra["Referrer"] = pick.choice(("Ann", "Bob", "Cleo"))
    state = Opportunity(
        id=key,
        name=f"Company {key}",
        account=f"Company {key}",
        stage=STAGES[0],
        outcome=Outcome.OPEN,
        amount=Decimal(pick.choice((5, 10, 20, 40, 80, 160)) * 1000),
        created=created,
        owner=pick.choice(owners),
        source=pick.choice(list(SOURCES)) if pick.random() < 0.9 else None,
        type=pick.choice(TYPES),
        extra=extra,
    )
    chance = 1 / (1 + exp(-_log_odds(state, strength)))
    won = pick.random() < chance
    days = 10 + int(pick.expovariate(1 / (80 if won else 95)))
    return _lived(key, state, days, won, chance, pick)


def _log_odds(state: Opportunity, strength: float) -> float:
    found = SOURCES.get(state.source or "", 0.0) + OWNERS[state.owner or ""] + REGIONS[state.extra["Region"]]
    found += -0.4 if (state.amount or 0) >= 80_000 else 0.2
    return -0.8 + strength * (found + (0.6 if state.type == "Renewal" else -0.3))


def _lived(key: str, state: Opportunity, days: int, won: bool, chance: float, pick: random.Random) -> Life:
    created = state.created or AS_OF
    reached = 4 if won else pick.choice((1, 1, 2, 3, 4))
    marks = sorted(pick.randrange(days) for _ in range(reached - 1))
    stages = tuple((created + timedelta(days=mark), stage) for mark, stage in zip([0, *marks], STAGES, strict=False))
    pushes = tuple(
        sorted(
            created + timedelta(pick.randrange(days)) for _ in range(pick.choice((0, 0, 1) if won else (0, 1, 2, 3)))
        )
    )
    return Life(key, created, stages, created + timedelta(days=days), won, chance, pushes, state)


def world(number: int, seed: int, strength: float = 1.0, *, duplicates: float = 0.05) -> World:
    """Today and the past of some opportunities, the planted columns and duplicates among them."""
    pick = random.Random(seed + 1_000_000)
    today: list[Seen] = []
    past: list[Look] = []
    chances = {}
    for life in lives(number, seed, strength):
        now = _today(life, pick)
        today.append(now)
        if pick.random() < duplicates:
            twin = f"{life.key}-2"
            today.append(now._replace(key=twin, opportunity=replace(now.opportunity, id=twin)))
        past += _looks(life)
        if now.outcome is Outcome.OPEN:
            chances[life.key] = life.chance
    return World(today, past, chances)


def _looks(life: Life) -> Iterator[Look]:
    day = AS_OF - timedelta(14)
    while day >= life.created:
        if day < life.closed:
            yield Look(day, _then(life, day))
        day -= timedelta(14)


def _then(life: Life, day: date) -> Seen:
    """As it was known at the end of a day on which it was open."""
    entered, stage = [each for each in life.stages if each[0] <= day][-1]
    expected = life.created + timedelta(60 + 30 * sum(push <= day for push in life.pushes))
    state = replace(life.state, stage=stage, expected_close=expected)
    return Seen(
        life.key, Outcome.OPEN, life.created, None, state.amount, stage,
        Decimal(STAGES.index(stage) * 2 + 2) / 10, expected, entered, sum(push <= day for push in life.pushes), state,
    )  # fmt: skip


def _today(life: Life, pick: random.Random) -> Seen:
    if life.closed > AS_OF:
        then = _then(life, AS_OF)
        return then._replace(opportunity=_planted(then.opportunity, pick))
    outcome = Outcome.WON if life.won else Outcome.LOST
    state = replace(life.state, outcome=outcome, stage=f"Closed {outcome.value}", closed=life.closed)
    chance = Decimal(int(life.won))
    state = _planted(replace(state, expected_close=life.closed, probability=chance), pick)
    return Seen(life.key, outcome, life.created, life.closed, state.amount, None, chance, None, None, None, state)


def _planted(state: Opportunity, pick: random.Random) -> Opportunity:
    """The columns that know the answer: here and there one of an open opportunity has them, as mistakes happen."""
    won, lost = state.outcome is Outcome.WON, state.outcome is Outcome.LOST
    day = str(state.closed or AS_OF)
    slip, most = pick.random() < 0.01, pick.random() < 0.9
    cells = {
        "Signed on": day if (won and most) or slip else None,
        "Contract number": f"C-{pick.randrange(10**6)}" if (won and most) or slip else None,
        "Loss category": pick.choice(("Price", "Timing", "Features")) if lost and most else None,
        "Competitor won": pick.choice(("Acme", "Globex")) if lost and pick.random() < 0.3 else None,
        "Phase": "Delivery" if won else "Archive" if lost else pick.choice(("Early", "Late")),
        "Result": "Won" if won else "Lost" if lost and most else "Pending",
        "Is closed": "yes" if won or lost else "no",
        "Close score": str(pick.randrange(60, 100) if won else pick.randrange(40)) if won or lost else "0",
    }
    return replace(state, extra=state.extra | {name: cell for name, cell in cells.items() if cell is not None})
