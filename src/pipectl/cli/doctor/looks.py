"""Looks that may fail: what goes wrong is told as a problem, and the others go on."""

from collections.abc import Callable, Iterable
from typing import TypeVar

from ...domain.diagnosis import Problem
from ...domain.errors import PipectlError
from ...domain.finding import Level
from ..guard import SHOWN, place_of
from ..start import interrupted

T = TypeVar("T")


class Looks:
    """All looks of one run, and the problems they met."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def at(self, about: str, call: Callable[[], T]) -> T | None:
        """What `call` gives, or None where it fails; a bug of ours is told, too, since who meets one runs doctor."""
        try:
            return call()
        except PipectlError as error:
            self.problems += problems_of(about, error)
        except MemoryError:
            self.problems.append(Problem(Level.ERROR, about, "it does not fit into memory; read it in parts"))
        except Exception as error:
            # A library at work in C may have turned Ctrl-C into an error of its own.
            if interrupted():
                raise
            self.problems.append(_bug(about, error))
        return None

    def tell(self, problems: Iterable[Problem]) -> None:
        """Problems that no look failed over."""
        self.problems += problems


def problems_of(about: str, error: PipectlError) -> Iterable[Problem]:
    """An error with the places behind it; one that tells of several things on lines of their own is as many."""
    first, *others = error.message.split("\n")
    places = [str(finding) for finding in error.findings[:SHOWN]]
    if len(error.findings) > SHOWN:
        places.append(f"… and {len(error.findings) - SHOWN:,} more")
    kind = type(error).__name__
    yield Problem(
        Level.ERROR, about, first, tuple(places), (kind, *sorted({finding.code for finding in error.findings}))
    )
    yield from (Problem(Level.ERROR, about, each, (), (kind,)) for each in others)


def _bug(about: str, error: Exception) -> Problem:
    where = f"{type(error).__name__} at {place_of(error)}"
    return Problem(
        Level.ERROR, about, f"a bug of ours: {where}; please report it with the last line here", (), (where,)
    )
