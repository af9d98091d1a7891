"""Hold learnt chances against known answers: `python -m benchmarks.winning [--seeds 50] [--first 0] [--number 800]`.

With and without history, with planted columns that know the answer found and left out, and with them left in: what is
found and what isn't, honest columns that are left out all the same, and Brier score and AUC over splits by group and
time beside the base rate, the entered close % and the truth.
"""

import argparse
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from statistics import mean
from unittest.mock import patch

from pipectl.domain.values import Undefined
from pipectl.forecast.winning import learning
from pipectl.forecast.winning.learning import learn
from pipectl.forecast.winning.learnt import Learnt

from .winning_data import AS_OF, HONEST, PLANTED, World, world


class Tally:
    """What came out over the seeds."""

    def __init__(self) -> None:
        self.scores: dict[str, list[float]] = {}
        self.found: Counter[str] = Counter()
        self.shown = self.runs = 0

    def add(self, learnt: Learnt, made: World) -> None:
        """One seed."""
        self.runs += 1
        self.shown += learnt.is_shown
        self.found.update(leak.column for leak in learnt.left_out)
        true = [
            abs(float(each.probability) - made.chances[each.key]) for each in learnt.chances if each.key in made.chances
        ]
        self._note("off the truth", mean(true))
        if learnt.trial is None:
            return
        for name, score in (("learnt", learnt.trial.learnt), ("base", learnt.trial.base.score)):
            self._note(f"Brier {name}", float(score.brier))
            self._note(f"AUC {name}", float(score.auc or 0))
        if learnt.trial.entered is not None:
            self._note("Brier entered", float(learnt.trial.entered.score.brier))

    def _note(self, name: str, value: float) -> None:
        self.scores.setdefault(name, []).append(value)

    def tell(self, title: str) -> None:
        """Print it."""
        figures = ", ".join(f"{name} {mean(values):.4f}" for name, values in self.scores.items())
        print(f"{title}: shown {self.shown} of {self.runs}; {figures}")


def runs(seeds: Iterable[int], number: int, *, history: bool, strength: float = 1.0, leaks: bool = False) -> Tally:
    """Learn from each of some worlds."""
    tally = Tally()
    for seed in seeds:
        made = world(number, seed, strength)
        if leaks:
            with patch.object(learning, "leak_of", lambda *_: None):
                learnt = learned(made, history)
        else:
            learnt = learned(made, history)
        if isinstance(learnt, Undefined):
            print(f"seed {seed}: {learnt.reason}")
            continue
        tally.add(learnt, made)
    return tally


def learned(made: World, history: bool, columns: Sequence[str] = (*HONEST, *PLANTED)) -> Learnt | Undefined:
    """What one world teaches."""
    return learn(made.today, made.past if history else (), AS_OF, columns)


def main() -> None:
    """Print all of it."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--seeds", type=int, default=50)
    asked.add_argument("--first", type=int, default=0, help="the first seed")
    asked.add_argument("--number", type=int, default=800)
    given = asked.parse_args()
    seeds, began = range(given.first, given.first + given.seeds), time.perf_counter()
    plain = runs(seeds, given.number, history=False)
    plain.tell("dates alone")
    runs(seeds, given.number, history=False, leaks=True).tell("dates alone, planted columns left in")
    runs(seeds, given.number, history=True).tell("history")
    runs(seeds, given.number, history=False, strength=0.0).tell("dates alone, nothing to learn")
    for name in PLANTED:
        print(f"planted {name!r}: left out {plain.found[name]} of {plain.runs}")
    others = {name: count for name, count in plain.found.items() if name not in PLANTED}
    print(f"honest ones left out: {others or 'none'}")
    print(f"{time.perf_counter() - began:.0f} s")


if __name__ == "__main__":
    main()
