"""Three answers to a condition: it holds, it does not, or what is known can't tell."""

import re
from collections.abc import Callable, Iterable
from typing import Generic, NamedTuple, Protocol, TypeVar

T = TypeVar("T")
#: What a condition is put to: an opportunity, a lead.
Asked_contra = TypeVar("Asked_contra", contravariant=True)


class Judged(NamedTuple):
    """The answer of a condition for one opportunity or lead."""

    holds: bool | None
    """None where it can't be judged."""
    why: tuple[str, ...] = ()
    """What is missing to judge it, in words, each once; empty where it is judged."""


HOLDS, FAILS = Judged(True), Judged(False)


def unjudged(why: str) -> Judged:
    """That it can't be judged, and why."""
    return Judged(None, (why,))


#: Part of a reason that is another for each cell.
_HOLDS = re.compile(r""" holds (['"])(?:(?!\1).|\\.){0,80}\1, which is no """)


def of_any_value(why: str) -> str:
    """A reason without the values it names: the same for all cells that are no number."""
    return _HOLDS.sub(" holds what is no ", why)


class Judge(Protocol[Asked_contra]):
    """A condition that knows where to look."""

    def judge(self, subject: Asked_contra, /) -> Judged:
        """The answer for one of them."""
        ...


class Leaf(NamedTuple, Generic[T]):
    """One comparison."""

    answer: Callable[[T], Judged]

    def judge(self, subject: T, /) -> Judged:
        """The answer for one of them."""
        return self.answer(subject)


class AllOf(NamedTuple, Generic[T]):
    """Conditions that must all hold: one that fails decides, whatever else can't be judged (Kleene's logic)."""

    parts: tuple[Judge[T], ...]

    def judge(self, subject: T, /) -> Judged:
        """The answer for one of them."""
        return _joined((part.judge(subject) for part in self.parts), FAILS, HOLDS)


class AnyOf(NamedTuple, Generic[T]):
    """Conditions of which one must hold: that one decides, whatever else can't be judged (Kleene's logic)."""

    parts: tuple[Judge[T], ...]

    def judge(self, subject: T, /) -> Judged:
        """The answer for one of them."""
        return _joined((part.judge(subject) for part in self.parts), HOLDS, FAILS)


class Not(NamedTuple, Generic[T]):
    """A condition that must not hold; what can't be judged stays so."""

    part: Judge[T]

    def judge(self, subject: T, /) -> Judged:
        """The answer for one of them."""
        found = self.part.judge(subject)
        return found if found.holds is None else FAILS if found.holds else HOLDS


def _joined(answers: Iterable[Judged], decides: Judged, otherwise: Judged) -> Judged:
    """The answer that decides where one gives it, else that it can't be judged where one can't, else the other."""
    missing: list[str] = []
    for each in answers:
        if each.holds is decides.holds:
            return decides
        missing += each.why
    return Judged(None, tuple(dict.fromkeys(missing))) if missing else otherwise
