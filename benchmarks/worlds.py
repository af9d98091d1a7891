"""Pipelines of known truth: ten worlds in which opportunities live by rules that a forecast has to find out.

The only place with random numbers; the same seed gives the same world. Each has some three years of opportunities, 150
to 400 a year, told as history tells them, with the days after as-of so that what came true is known.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

import numpy as np

from pipectl.domain.opportunity import Opportunity
from pipectl.domain.spec import PipelineSpec, Stage, StageKind
from pipectl.domain.values import Outcome
from pipectl.forecast.seen import Past, View
from pipectl.forecast.table import TELLABLE, Stretch, table_of

FIRST, DAYS = date(2023, 7, 1), 1370
#: The middle of a quarter, after some three years.
AS_OF, END = date(2026, 8, 16), date(2026, 10, 1)
NAMES = ("Qualify", "Develop", "Propose", "Commit")
WEIGHTS = {name: Decimal(weight) for name, weight in zip(NAMES, ("0.2", "0.4", "0.6", "0.8"), strict=True)}
SPEC = PipelineSpec(
    version=1,
    stages=(
        *(Stage(name=name, probability=WEIGHTS[name]) for name in NAMES),
        Stage(name="Won", kind=StageKind.WON),
        Stage(name="Lost", kind=StageKind.LOST),
    ),
)
Random = np.random.Generator
#: A factor by the day of the world.
ByDay = Callable[[int], float]


def _same(_day: int) -> float:
    return 1.0


@dataclass(frozen=True)
class World:
    """The rules of one."""

    title: str
    yearly: float = 250
    """Opportunities created a year."""
    pace: ByDay = _same
    """Times that, by the day."""
    bursts: float = 0.0
    """How unlike months are in what they create, as the coefficient of variation of a factor each."""
    goes_on: tuple[float, ...] = (0.65, 0.7, 0.75, 0.8)
    """Share that leaves each stage for the next, or is won from the last."""
    chance: ByDay = _same
    """Times the last of these."""
    stay: tuple[float, ...] = (15, 20, 20, 15)
    """Mean days in each stage."""
    shape: float = 2.0
    """Of the gamma distribution of stays: the higher, the more alike."""
    size: tuple[float, float] = (9.5, 0.7)
    """Mean and spread of the logarithm of amounts."""
    rush: float = 0.0
    """Share of wins that come in the last two weeks of their quarter."""
    stale: float = 0.0
    """Share of those that would be lost that stay open for ever."""
    entered: float = 1.0
    """Close % entered, as a multiple of that of the stage."""
    discount: float = 1.0
    """Amount won over the amount while open."""
    care: float = 20.0
    """How far expected closes are off, in days."""
    noise: bool = False
    """Whether stages and dates say nothing, and what is won is won soon."""


def _growth(day: int) -> float:
    return 0.5 * 2 ** (day / 365)


def _season(day: int) -> float:
    return 1 + 0.6 * float(np.sin(2 * np.pi * day / 365))


def _turn(day: int) -> float:
    return 1.0 if day < 550 else 0.45


WORLDS: Mapping[str, World] = {
    "steady": World("nothing changes"),
    "run_rate": World("close dates and stages are noise", 400, noise=True, size=(9.5, 0.4)),
    "stages": World("what there is in stages tells", 250, bursts=0.9, stay=(30, 35, 35, 25), shape=6, care=60,
                    goes_on=(0.4, 0.5, 0.85, 0.95)),
    "trend": World("twice as many each year", 110, pace=_growth),
    "rush": World("won at the end of quarters", rush=0.75),
    "stale": World("some stay open for ever", stale=0.5),
    "sparse": World("few and large", 150, goes_on=(0.45, 0.6, 0.7, 0.7), size=(11, 1.1), stay=(25, 30, 30, 30)),
    "season": World("more in one half of the year", pace=_season),
    "inflated": World("close % far too high, amounts too", entered=1.6, discount=0.8, goes_on=(0.5, 0.55, 0.6, 0.6)),
    "turn": World("fewer are won since half of the time", chance=_turn),
}  # fmt: skip


def world(name: str, seed: int) -> View:
    """One of the ten, as it is known when all of its days are over."""
    chance = np.random.default_rng([seed, *name.encode()])
    last = FIRST + timedelta(DAYS)
    lives = [(f"{number}", tuple(life)) for number, life in enumerate(_lives(WORLDS[name], chance))]
    told = dict.fromkeys(TELLABLE, FIRST)
    return View(Past(table_of(lives, last, told, WEIGHTS), WEIGHTS), last)


def _lives(rules: World, chance: Random) -> Iterator[list[Stretch]]:
    spread = rules.bursts**2
    months = chance.gamma(1 / spread, spread, DAYS // 30 + 1) if spread else np.ones(DAYS // 30 + 1)
    for day in range(DAYS):
        for _ in range(chance.poisson(rules.yearly / 365 * rules.pace(day) * months[day // 30])):
            yield (_idle if rules.noise else _lived)(rules, chance, day)


def _quarter_end(day: date) -> date:
    month = (day.month - 1) // 3 * 3 + 3
    return date(day.year + month // 12, month % 12 + 1, 1) - timedelta(1)


def _lived(rules: World, chance: Random, born: int) -> list[Stretch]:
    """One that goes from stage to stage."""
    day, entries, wins = FIRST + timedelta(born), [], True
    for place in range(len(NAMES)):
        entries.append(day)
        share = rules.goes_on[place] * (rules.chance(born) if place == len(NAMES) - 1 else 1.0)
        wins = chance.random() < share
        if not wins and chance.random() < rules.stale:
            return _told(rules, chance, entries, None, wins=False)
        day += timedelta(1 + int(chance.gamma(rules.shape, rules.stay[place] / rules.shape)))
        if not wins:
            break
    if wins and chance.random() < rules.rush:
        end = _quarter_end(day)
        day = max(entries[-1] + timedelta(1), end - timedelta(int(chance.integers(0, 14))))
    return _told(rules, chance, entries, day, wins=wins)


def _idle(rules: World, chance: Random, born: int) -> list[Stretch]:
    """One whose stages say nothing: what is won is won soon, the others stay long."""
    first, wins = FIRST + timedelta(born), chance.random() < 0.3
    end = first + timedelta(1 + int(chance.exponential(8) if wins else chance.gamma(2, 60)))
    entries = sorted(first + timedelta(int(chance.integers(0, 90))) for _ in NAMES)
    entries = [first, *(day for day in entries[1:] if day < end)]
    return _told(replace(rules, care=90), chance, entries, end, wins=wins)


def _told(rules: World, chance: Random, entries: list[date], end: date | None, *, wins: bool) -> list[Stretch]:
    """What history has of a life: when it entered its stages, and where its expected close was moved to."""
    amount = Decimal(round(float(chance.lognormal(*rules.size))))
    usual = timedelta(int(sum(rules.stay)))
    due = entries[0] + usual + timedelta(int(chance.normal(0, rules.care)))
    found, stage, entered, pushes = [], -1, entries[0], 0
    for day in sorted({*entries, *_moved(chance, entries, due, end)}):
        if day in entries:
            stage = int(chance.integers(0, len(NAMES))) if rules.noise else stage + 1
            entered = day
        if day != entries[0]:
            near = stage >= 2 and end is not None
            if day >= due or near:
                guess = end if near and end is not None else day + usual
                after = max(day + timedelta(7), guess + timedelta(int(chance.normal(0, rules.care))))
                due, pushes = after, pushes + (after > due)
        found.append(_open(rules, stage, amount, entries[0], entered, day, due, pushes))
    if end is not None:
        found.append(_decided(rules, amount, entries[0], end, wins=wins))
    return found


def _decided(rules: World, amount: Decimal, created: date, end: date, *, wins: bool) -> Stretch:
    outcome = Outcome.WON if wins else Outcome.LOST
    done = Decimal(round(float(amount) * rules.discount)) if wins else amount
    title = outcome.value.capitalize()
    state = Opportunity(name="x", stage=title, outcome=outcome, amount=done, created=created, closed=end)
    return Stretch(end, state, end)


def _moved(chance: Random, entries: list[date], due: date, end: date | None) -> Iterator[date]:
    """Days on which the expected close had passed and was moved."""
    day, stop = due, end or entries[0] + timedelta(400)
    while day < stop:
        day = max(day, entries[0]) + timedelta(int(chance.integers(1, 45)))
        if day < stop:
            yield day
            day += timedelta(30)


def _open(
    rules: World, stage: int, amount: Decimal, created: date, entered: date, day: date, due: date, pushes: int
) -> Stretch:
    name = NAMES[stage]
    chance = min(Decimal("0.99"), WEIGHTS[name] * Decimal(str(rules.entered)))
    state = Opportunity(
        name="x",
        stage=name,
        outcome=Outcome.OPEN,
        amount=amount,
        created=created,
        expected_close=due,
        probability=chance,
    )
    return Stretch(day, state, entered=entered, pushes=pushes)
