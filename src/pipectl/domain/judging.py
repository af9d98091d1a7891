"""Three answers to a condition: it holds, it does not, or what is known can't tell."""

from collections.abc import Callable, Iterable
from typing import NamedTuple, Protocol

from .opportunity import Opportunity


class Judged(NamedTuple):
    """The answer of a condition for one opportunity."""

    holds: bool | None
    """None where it can't be judged."""
    why: tuple[str, ...] = ()
    """What is missing to judge it, in words, each once; empty where it is judged."""


HOLDS, FAILS = Judged(True), Judged(False)


def unjudged(why: str) -> Judged:
    """That it can't be judged, and why."""
    return Judged(None, (why,))


class Judge(Protocol):
    """A condition that knows where to look."""

    def judge(self, opportunity: Opportunity) -> Judged:
        """The answer for one opportunity."""
        ...


class Leaf(NamedTuple):
    """One comparison."""

    answer: Callable[[Opportunity], Judged]

    def judge(self, opportunity: Opportunity) -> Judged:
        """The answer for one opportunity."""
        return self.answer(opportunity)


class AllOf(NamedTuple):
    """Conditions that must all hold: one that fails decides, whatever else can't be judged (Kleene's logic)."""

    parts: tuple[Judge, ...]

    def judge(self, opportunity: Opportunity) -> Judged:
        """The answer for one opportunity."""
        return _joined((part.judge(opportunity) for part in self.parts), FAILS, HOLDS)


class AnyOf(NamedTuple):
    """Conditions of which one must hold: that one decides, whatever else can't be judged (Kleene's logic)."""

    parts: tuple[Judge, ...]

    def judge(self, opportunity: Opportunity) -> Judged:
        """The answer for one opportunity."""
        return _joined((part.judge(opportunity) for part in self.parts), HOLDS, FAILS)


class Not(NamedTuple):
    """A condition that must not hold; what can't be judged stays so."""

    part: Judge

    def judge(self, opportunity: Opportunity) -> Judged:
        """The answer for one opportunity."""
        found = self.part.judge(opportunity)
        return found if found.holds is None else FAILS if found.holds else HOLDS


def _joined(answers: Iterable[Judged], decides: Judged, otherwise: Judged) -> Judged:
    """The answer that decides where one gives it, else that it can't be judged where one can't, else the other."""
    missing: list[str] = []
    for each in answers:
        if each.holds is decides.holds:
            return decides
        missing += each.why
    return Judged(None, tuple(dict.fromkeys(missing))) if missing else otherwise
