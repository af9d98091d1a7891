"""How long a forecast and its backtest take, and the memory at its peak: 100,000 closed and 10,000 open ones."""

import argparse
import resource
import time
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import numpy as np

from benchmarks.worlds import NAMES, SPEC
from pipectl.domain.opportunity import Opportunity
from pipectl.domain.period import parse_period
from pipectl.domain.values import Outcome
from pipectl.forecast.backtest import backtest_of, estimates, trials_of
from pipectl.forecast.methods import target_of
from pipectl.forecast.target import Target
from pipectl.forecast.telling import dates_view, history_view
from pipectl.history.chronicle import EVERYTHING, Chronicle, Moment, Source

AS_OF = date(2026, 8, 16)


def lives(closed: int, opened: int) -> dict[str, tuple[Moment, ...]]:
    """Three years of them, each with a stage a month."""
    chance, found = np.random.default_rng(7), {}
    for number in range(closed + opened):
        long = int(chance.gamma(2, 40)) + 4
        ago = int(chance.integers(1, 1000)) if number < closed else -1
        end = AS_OF - timedelta(ago)
        born = end - timedelta(long)
        amount = Decimal(round(float(chance.lognormal(9.5, 0.7))))
        told: dict[str, Any] = {"name": "x", "id": f"{number}", "amount": amount, "created": born}
        days = [born + timedelta(long * step // 4) for step in range(4)]
        moments = [
            Moment(day, Opportunity(outcome=Outcome.OPEN, stage=stage, expected_close=end + timedelta(9), **told))
            for day, stage in zip(days, NAMES, strict=True)
            if day <= AS_OF
        ]
        if number < closed:
            outcome = Outcome.WON if chance.random() < 0.3 else Outcome.LOST
            state = Opportunity(outcome=outcome, stage=outcome.value.capitalize(), closed=end, **told)
            moments.append(Moment(end, state))
        found[f"{number}"] = tuple(moments)
    return found


def main(arguments: Sequence[str] | None = None) -> None:
    """Print seconds of each step, and the peak."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--closed", type=int, default=100_000)
    parser.add_argument("--open", type=int, default=10_000)
    parser.add_argument("--dates", action="store_true", help="from the dates of an export alone")
    asked = parser.parse_args(arguments)
    told = lives(asked.closed, asked.open)
    rows = [state for life in told.values() if (state := life[-1].state) is not None]
    print(f"before: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")
    at = time.perf_counter()
    source = Source("history", EVERYTHING, AS_OF - timedelta(1100), AS_OF)
    history = Chronicle(told, source.since, (), EVERYTHING, (source,))
    view = dates_view(rows, SPEC, AS_OF) if asked.dates else history_view(history, (), SPEC, AS_OF)
    at = _told("view", at)
    target = target_of(view, parse_period("this-quarter", AS_OF), SPEC)
    assert isinstance(target, Target)
    trials = trials_of(view, target)
    at = _told(f"{len(trials.past)} past days", at)
    estimates(view, trials)
    at = _told("forecast", at)
    backtest_of(view, trials)
    _told("scores", at)
    print(f"peak: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")


def _told(step: str, since: float) -> float:
    now = time.perf_counter()
    print(f"{step}: {now - since:.2f} s")
    return now


if __name__ == "__main__":
    main()
