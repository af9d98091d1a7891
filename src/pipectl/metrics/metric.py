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
from typing import TYPE_CHECKING, Any, NamedTuple

from ..domain.result import Detail, Measure
from ..domain.totals import Totals
from ..domain.values import Answer, Met, Ratio, Undefined, Unit
from ..engines.spread import Spread
from .plan import Plan

if TYPE_CHECKING:
    from ..history.past import Group
    from .forecasting import Foretold

#: Tallies of those decided in the lookback, and those judged by how long its wins took.
_OF_LOOKBACK = frozenset({"won", "lost", "stalled", "decayed"})


class Part(NamedTuple):
    """A figure beside a metric's answer: a median, a count of those left out, one stage of a table."""

    key: str
    title: str
    unit: Unit
    answer: Answer | None
    """None where there is nothing to take it of."""
    undefined: str = "there is nothing to take it of"
    """Why, where the answer is None or has nothing in its denominator."""
    of_amounts: bool = False
    """Made of sums of amounts, though it is no money itself."""

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
    past: "Group | None" = None
    """What history tells of them; None without any."""
    foretold: "Foretold | None" = None
    """What is forecast of them, where a metric of that is asked for."""


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
    """Names of the function's parameters: totals, spread, plan, past, foretold."""
    of_amounts: bool | None = None
    """Made of sums of amounts, which several currencies don't have; None where its unit tells."""
    of_period: bool = False
    """It speaks of the period: of another one, it has another answer."""
    made_of: tuple[str, ...] = ("everything",)
    """The tallies whose opportunities it is made of."""
    behind: str | None = None
    """The tally of those to look at where it misses a target: the ones that spoil it, or could mend it."""

    @property
    def of_lookback(self) -> bool:
        """It speaks of the lookback: of another one, it has another answer."""
        return not {"past", "foretold"}.isdisjoint(self.looks_at) or not _OF_LOOKBACK.isdisjoint(
            (*self.made_of, self.behind)
        )

    def measure(self, sight: Sight) -> Measure:
        """The metric's value for one set of opportunities, with all that stands behind it."""
        unsummed = sight.plan.currencies.why_not_added(self._currencies(sight))
        return self.told(self._figure(sight, unsummed))

    def told(self, figure: Figure) -> Measure:
        """The measure of a figure, with what the metric means."""
        described = (self.key, self.title, self.unit, self.definition, self.formula, self.source)
        return Measure(
            *described,
            *_halves(figure.answer, self.undefined),
            met=isinstance(figure.answer, Met),
            details=tuple(part.detail for part in figure.parts),
        )

    def _currencies(self, sight: Sight) -> frozenset[str]:
        """What the amounts it is made of are in."""
        past = sight.past if "past" in self.looks_at else None
        return sight.totals.currencies if past is None else sight.totals.currencies | past.past.currencies

    def _figure(self, sight: Sight, unsummed: str | None) -> Figure:
        """The answer with its parts; of amounts that have no sum there is none."""
        missing = next((sight.plan.missing[need] for need in self.needs if need in sight.plan.missing), None)
        found = Undefined(missing) if missing else self.compute(*(getattr(sight, name) for name in self.looks_at))
        figure = found if isinstance(found, Figure) else Figure(found)
        if unsummed is None:
            return figure
        parts = (part._replace(answer=Undefined(unsummed)) if self._sums(part) else part for part in figure.parts)
        whole = self.unit.is_money if self.of_amounts is None else self.of_amounts
        return Figure(Undefined(unsummed) if whole and not missing else figure.answer, tuple(parts))

    def _sums(self, part: Part) -> bool:
        """Whether a part is made of sums of amounts."""
        return part.of_amounts or (part.unit.is_money and self.of_amounts is not False)


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


def metric(  # noqa: PLR0913 - a declaration, all by keyword
    *,
    title: str,
    unit: Unit,
    formula: str,
    source: str,
    undefined: str = "",
    needs: tuple[str, ...] = (),
    of_amounts: bool | None = None,
    of_period: bool = False,
    made_of: tuple[str, ...] = ("everything",),
    behind: str | None = None,
) -> Callable[[Callable[..., Answer | Figure]], Metric]:
    """Make a metric of a function of `totals`, `spread`, `plan` and `past`, any of them.

    `of_amounts` says of a ratio that it is made of sums of amounts, and of money that it is not. `of_period`, `made_of`
    and `behind` say which opportunities a check of it is about, see `Metric`.
    """

    def make(compute: Callable[..., Answer | Figure]) -> Metric:
        code = compute.__code__
        definition = " ".join((compute.__doc__ or "").strip().split("\n\n")[0].split())
        looks_at = code.co_varnames[: code.co_argcount]
        described = (compute.__name__, title, unit, definition, formula, source, undefined, needs)
        return Metric(*described, compute, looks_at, of_amounts, of_period, made_of, behind)

    return make
