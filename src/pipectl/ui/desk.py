"""Where questions are answered: one after the other, in a thread of its own, so that the screens never wait.

Textual's own workers are waited for at the end, and a forecast may take long; this thread ends with the program.
"""

from collections.abc import Callable
from contextlib import suppress
from queue import SimpleQueue
from threading import Thread
from typing import Any, NamedTuple, TypeVar

from ..domain.errors import PipectlError

T = TypeVar("T")
#: Hands a call over to the thread of the screens.
Hand = Callable[..., Any]


class _Job(NamedTuple):
    group: str
    ticket: int
    work: Callable[[], Any]
    show: Callable[[Any], None]
    refuse: Callable[[PipectlError], None]


class Desk:
    """Takes questions; of one group only the last that was asked is answered."""

    def __init__(self, hand: Hand, broken: Callable[[Exception], None]) -> None:
        self._hand, self._broken = hand, broken
        self._jobs: SimpleQueue[_Job] = SimpleQueue()
        self._tickets: dict[str, int] = {}
        self._thread: Thread | None = None

    def ask(
        self,
        group: str,
        work: Callable[[], T],
        show: Callable[[T], None],
        refuse: Callable[[PipectlError], None],
    ) -> None:
        """Do the work, then show what it found, or why there is nothing; what the group asked before is forgotten."""
        ticket = self._tickets[group] = self._tickets.get(group, 0) + 1
        if self._thread is None:
            self._thread = Thread(target=self._serve, name="desk", daemon=True)
            self._thread.start()
        self._jobs.put(_Job(group, ticket, work, show, refuse))

    def _serve(self) -> None:
        while True:
            job = self._jobs.get()
            if self._is_current(job):
                self._answer(job)

    def _answer(self, job: _Job) -> None:
        try:
            found = job.work()
        except PipectlError as error:
            self._tell(job, job.refuse, error)
        except Exception as error:  # noqa: BLE001 - whatever it is, the screens end with it, and the command tells it
            self._tell(job, self._broken, error)
        else:
            self._tell(job, job.show, found)

    def _tell(self, job: _Job, how: Callable[[Any], None], what: Any) -> None:
        def told() -> None:
            if self._is_current(job):
                how(what)

        with suppress(RuntimeError):  # the screens were left meanwhile
            self._hand(told)

    def _is_current(self, job: _Job) -> bool:
        return self._tickets[job.group] == job.ticket
