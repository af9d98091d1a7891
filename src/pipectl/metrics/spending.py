"""Money spent in a period: on each source, on none in particular, and altogether."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property

from ..domain.cells import loose
from ..domain.period import Period, parse_period
from ..domain.spec import PipelineSpec
from ..domain.values import EXACT, ZERO, Undefined
from .people import listed
from .tiling import Amount, added, apart

#: What is spent on no source in particular is held under this name.
NO_SOURCE = ""


@dataclass(frozen=True)
class Spending:
    """What was spent in one period. What stands for longer than the period is never spread over its days."""

    period: Period
    inside: Mapping[str, Sequence[Amount]] = field(default_factory=dict)
    """By source, as names are compared: entries for days of the period alone."""
    across: Mapping[str, str] = field(default_factory=dict)
    """Sources with an entry that shares days with the period and has others, too: which period that is."""
    names: Mapping[str, str] = field(default_factory=dict)
    """Sources with spend inside the period, as they are spelled where it stands."""
    periods: tuple[str, ...] = ()
    """All periods that there is spend for, from first to last."""
    said_in: str = "pipeline.yaml"
    """Where spend stands: pipeline.yaml, or the file it names."""

    def whole(self) -> Decimal | Undefined:
        """All that was spent, on each source for as long as it ran; undefined where some days have no spend at all."""
        return self._whole

    @cached_property
    def _whole(self) -> Decimal | Undefined:
        # Asked again for each of thousands of sources.
        if self.period.days is None:
            return open_ended("spend", self.period)
        total = added([apart(parts) for parts in self.inside.values()])
        why = self._untold(total)
        return Undefined(why) if why or total is None else total

    def _untold(self, total: Decimal | None) -> str:
        """Why it can't be said what was spent, in words; empty where it can."""
        key = self.period.key
        if not self.periods:
            under = " under spend" if self.said_in == "pipeline.yaml" else ""
            return f"{self.said_in} has no spend; add what {key} cost{under}"
        if self.across:
            return self._across(next(iter(self.across)))
        if not self.inside:
            return f"{self.said_in} has no spend for {key}; it has some for {listed(self.periods)}"
        if total is None:
            return f"{self.said_in} has spend on one thing twice for some days of {key}; correct it"
        if not self._is_filled(part for parts in self.inside.values() for part in parts):
            told = "add the rest, 0 where nothing was spent, or ask for the days that have some"
            return f"{self.said_in} has spend for a part of {key} alone; {told}"
        return ""

    def on(self, sources: Sequence[str]) -> Decimal | Undefined:
        """What was spent on some sources: a part of the whole, or, where that is not known, what fills the period."""
        whole = self.whole()
        if self.period.days is None or not self.periods:
            return whole
        total = ZERO
        for source, name in {loose(each): each for each in sources}.items():
            spent = self._on(source, whole, "this source" if len(sources) == 1 else name)
            if isinstance(spent, Undefined):
                return spent
            total = EXACT.add(total, spent)
        return total

    def _on(self, source: str, whole: Decimal | Undefined, called: str) -> Decimal | Undefined:
        if source in self.across:
            return Undefined(self._across(source))
        parts = self.inside.get(source, ())
        spent = apart(parts)
        if not parts or spent is None:
            return Undefined(f"{self.said_in} has no spend on {called} in {self.period.key}")
        if isinstance(whole, Undefined) and not self._is_filled(parts):
            return Undefined(f"{self.said_in} has spend on {called} for a part of {self.period.key} alone")
        return spent

    def has(self, source: str) -> bool:
        """Whether there is spend on a source in the period, of which it may be known how much."""
        return loose(source) in {*self.inside, *self.across}

    def unassigned(self) -> Decimal | None:
        """What of the whole names no source; None where the whole is not known."""
        return None if isinstance(self.whole(), Undefined) else apart(self.inside.get(NO_SOURCE, ()))

    def idle(self, sources: Iterable[str | None]) -> tuple[str, ...]:
        """Sources with spend in the period that are none of some: they brought no opportunity at all."""
        known = {loose(each) for each in sources if each is not None}
        return tuple(name for source, name in self.names.items() if source and source not in known)

    def _across(self, source: str) -> str:
        longer = self.across[source]
        told = f"{self.said_in} has spend for {longer} as a whole, and nothing tells how much of it is of"
        return f"{told} {self.period.key}; ask for {longer}, or give it for the parts of {longer}"

    def _is_filled(self, parts: Iterable[Amount]) -> bool:
        """Whether each day of the period is one of some entries'."""
        reached = self.period.start
        for part in sorted(parts):
            if reached is not None and part.start <= reached:
                reached = max(reached, part.end)
        return reached == self.period.end


def spending_in(spec: PipelineSpec, period: Period, as_of: date) -> Spending:
    """What pipeline.yaml has of a period; entries for the same days and source add up."""
    spans = {each.period: parse_period(each.period, as_of, spec.fiscal_year_starts) for each in spec.spend}
    spent: dict[str, dict[tuple[date, date], Decimal]] = {}
    across, names = dict[str, str](), dict[str, str]()
    for each in spec.spend:
        span, source = spans[each.period], loose(each.source or NO_SOURCE)
        bounds = _shared(span, period)
        if bounds is None or span.start is None or span.end is None:
            continue
        if bounds != (span.start, span.end):
            across.setdefault(source, each.period)
            continue
        names.setdefault(source, each.source or NO_SOURCE)
        held = spent.setdefault(source, {})
        held[bounds] = EXACT.add(held.get(bounds, ZERO), each.amount)
    inside = {source: [Amount(*days, amount) for days, amount in held.items()] for source, held in spent.items()}
    periods = tuple(sorted(spans, key=lambda key: (spans[key].start or date.min, key)))
    return Spending(period, inside, across, names, periods, spec.spend_file or "pipeline.yaml")


def open_ended(what: str, period: Period) -> Undefined:
    """Nothing fills a period without a first or a last day, whatever pipeline.yaml has."""
    return Undefined(
        f"there is no {what} for {period.label}, which is open-ended; ask for a month, a quarter or a year"
    )


def _shared(span: Period, period: Period) -> tuple[date, date] | None:
    """First day and end of what two spans share; None where that is nothing, or the period has no bounds."""
    if span.start is None or span.end is None or period.start is None or period.end is None:
        return None
    start, end = max(span.start, period.start), min(span.end, period.end)
    return (start, end) if start < end else None
