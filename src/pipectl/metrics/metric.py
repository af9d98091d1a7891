"""What a metric is: a pure function of totals, spread and plan, with its meaning beside it.

```python
@metric(title="Win rate", unit=Unit.PERCENT, formula="won ÷ (won + lost)", source=REVENUE_IO, undefined="none decided")
def win_rate(totals: Totals) -> Ratio:
    \"\"\"Share of decided opportunities that were won.\"\"\"
    return Ratio(totals.won.count, totals.won.count + totals.lost.count)
```
The function's name is the metric's key, its docstring's first paragraph the definition, and its parameters say what it
looks at.
"""

from collections.abc import Callable
from decimal import Decimal
from typing import Any, NamedTuple

from ..domain.result import Detail, Measure
from ..domain.totals import Totals
from ..domain.values import Answer, Met, Ratio, Undefined, Unit
from ..engines.spread import Spread
from .plan import Plan


class Part(NamedTuple):
    """A figure beside a metric's answer: a median, a count of those left out, one stage of a table."""

    key: str
    title: str
    unit: Unit
    answer: Answer | None
    """None where there is nothing to take it of."""
    undefined: str = "there is nothing to take it of"
    """Why, where the answer is None or has nothing in its denominator."""

    @property
    def detail(self) -> Detail:
        """The part as results carry it."""
        return Detail(self.key, self.title, self.unit, *_halves(self.answer, self.undefined))


class Figure(NamedTuple):
    """An answer with figures beside it."""

    answer: Answer
    parts: tuple[Part, ...] = ()


class Sight(NamedTuple):
    """All a metric can look at for one set of opportunities."""

    totals: Totals
    spread: Spread
    plan: Plan


class Metric(NamedTuple):
    """One metric: what it means, how it is computed, and the function that does."""

    key: str
    title: str
    unit: Unit
    definition: str
    formula: str
    source: str
    undefined: str
    """When and why there is no value, in words; empty where there always is one."""
    needs: tuple[str, ...]
    """What the file must tell (see `Plan.missing`)."""
    compute: Callable[..., Answer | Figure]
    looks_at: tuple[str, ...]
    """Names of the function's parameters: totals, spread, plan."""

    def measure(self, sight: Sight) -> Measure:
        """The metric's value for one set of opportunities, with all that stands behind it."""
        missing = next((sight.plan.missing[need] for need in self.needs if need in sight.plan.missing), None)
        found = Undefined(missing) if missing else self.compute(*(getattr(sight, name) for name in self.looks_at))
        figure = found if isinstance(found, Figure) else Figure(found)
        described = (self.key, self.title, self.unit, self.definition, self.formula, self.source)
        return Measure(
            *described,
            *_halves(figure.answer, self.undefined),
            met=isinstance(figure.answer, Met),
            details=tuple(part.detail for part in figure.parts),
        )


_Halves = tuple[Decimal | None, Decimal | None, Decimal | None, Any, str | None]


def _halves(answer: Answer | None, undefined: str) -> _Halves:
    """Value, numerator, denominator, interval, and why there is no value."""
    if isinstance(answer, Ratio):
        value = answer.value
        why = undefined if value is None else None
        return value, Decimal(answer.numerator), Decimal(answer.denominator), answer.interval, why
    if answer is None or isinstance(answer, Undefined | Met):
        return None, None, None, None, undefined if answer is None else answer.reason
    return Decimal(answer), None, None, None, None


def metric(
    *, title: str, unit: Unit, formula: str, source: str, undefined: str = "", needs: tuple[str, ...] = ()
) -> Callable[[Callable[..., Answer | Figure]], Metric]:
    """Make a metric of a function of `totals`, `spread` and `plan`, any of them."""

    def make(compute: Callable[..., Answer | Figure]) -> Metric:
        code = compute.__code__
        definition = " ".join((compute.__doc__ or "").strip().split("\n\n")[0].split())
        looks_at = code.co_varnames[: code.co_argcount]
        return Metric(compute.__name__, title, unit, definition, formula, source, undefined, needs, compute, looks_at)

    return make
